import Archive
import Testing

@Suite struct IdentifierTests {
  @Test(arguments: [
    "a", "vladimir-putin", "A_1.2", "2018", "журнал", "café", "日本", "con-artist", "nul1", "a..2",
  ])
  func `Letters, digits, hyphens, underscores and dots make an id`(_ id: String) {
    #expect(Identifier.problem(id) == nil)
  }

  @Test(arguments: [
    "", ".", "..", ".a", "a.", "a/b", "../a", "a\\b", "a b", "a\tb", "a\u{0}", "a\n", "a:b", "a*", "a?", "\"",
    "<", ">", "|",
    "a~2", "a%2e", "a#b", "a&b", "con", "CON", "nul.txt", "Com1", "lpt9.a.b", "index", "INDEX", "a\u{202E}b",
    "a\u{200B}b",
    "a\u{A0}b", "😀", String(repeating: "a", count: 151), String(repeating: "é", count: 76),
  ]) func `What could leave its folder, vanish or mislead is no id`(_ id: String) {
    #expect(Identifier.problem(id) != nil)
  }

  @Test(arguments: [
    ("Mary Ann O'Neill", "mary-ann-oneill"), ("  A — B  ", "a-b"), ("Ärger, 2018!", "ärger-2018"),
    ("???", ""),
    ("Путин", "путин"), ("a/../b", "a-b"),
  ]) func `A name gives an id`(_ name: String, _ id: String) { #expect(Identifier.slug(name) == id) }

  @Test func `A long name gives an id that is one`() {
    for name in [String(repeating: "word ", count: 100_000), String(repeating: "é", count: 1000)] {
      #expect(Identifier.problem(Identifier.slug(name)) == nil)
    }
  }

  @Test(
    arguments: [
      ("syriaa", "syria"), ("Syria", "syria"), ("sryia", "syria"), ("iraq", nil),
      ("arms-contrl", "arms-control"),
      (String(repeating: "x", count: 100_000), nil),
    ] as [(String, String?)]) func `The nearest known word is suggested where it is near enough`(
      _ word: String, _ near: String?
    )
  {
    #expect(Suggestion.nearest(word, among: ["syria", "arms-control", "iran-deal"]) == near)
  }

  @Test func `Of equally near words the first of the alphabet is suggested, in whatever order they come`() {
    #expect(Suggestion.nearest("cat", among: ["rat", "bat", "hat"]) == "bat")
    #expect(Suggestion.nearest("cat", among: ["bat", "hat", "rat"]) == "bat")
  }
}
