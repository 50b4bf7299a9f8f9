import Archive
import Testing

@testable import Importing

@Suite struct TableTurnsTests {
  private func check(
    _ rows: String, _ said: [String], _ rules: Set<String> = [],
    head: String = "speaker,words,tags,timestamp",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let found = try await imported(head + "\n" + rows + "\n", .oralHistory)
    #expect(found.said == said, sourceLocation: sourceLocation)
    #expect(found.rules == rules, sourceLocation: sourceLocation)
  }

  /// Names with Markdown characters, and words that could be read as part of them.
  @Test(arguments: [
    "[ANN]", "[ANN][x]", "[ANN](x)", "(Ann)", "*Ann*", "_Ann_", "`Ann`", "<Ann>", "<b>Ann</b>", "Ann [x]",
    "Ann (x)",
    "# Ann", "> Ann", "- Ann", "1. Ann", "---x", "| Ann", "Ann & Bo", "&amp;", "Ann\\", "{Ann}",
    "{: .x }",
    "![Ann]", "[^1]", "Ann Q.", "Ann, BBC", "Dr. Ann", "王先生", "Ann  Roe", "Ann\u{A0}Roe",
    "\u{200E}Ann",
    "Ann:", "Ann ：", "ann", "van der Berg", "Ann/Bo", "№ 2", "SPEAKER_01", "[SPEAKER_00]", "Ann: Roe",
  ]) func namesOfAnyKind(name: String) async throws {
    for words in [
      "A:", "Yes.", "<b>yes</b> yes", "- Bo", "> Bo", "00:01 Bo", "A: yes", "(aside) yes", "[00:01] yes",
      "10:30.", ": x", "[x]: y", "Bo: no", "Bo",
    ] {
      let found = try await imported(
        "speaker,words\nBo,First.\n\"\(name)\",\"\(words)\"\nBo,Last.\n", .oralHistory)
      #expect(found.said.count == 3, "\(words): \(found.said)")
      #expect(found.said.first == "Bo| First.")
      #expect(found.said.dropFirst().first?.hasSuffix("| \(words)") == true, "\(words): \(found.said)")
      #expect(found.said.dropFirst().first?.hasPrefix("Bo") == false)
      #expect(found.said.last == "Bo| Last.")
      let expected: Set<String> = ["changed-label", "label-in-words"]
      #expect(found.rules.isSubset(of: expected), "\(found.rules)")
      #expect(found.rules.contains("label-in-words") || !words.hasPrefix("Bo:"))
    }
  }

  @Test(arguments: ["-", "?", "???", "***", "===", "—", ".", "(…)"]) func `Signs alone are no name`(
    _ cell: String
  )
    async throws
  {
    let found = try await imported("speaker,words\nBo,First.\n\"\(cell)\",two.\nBo,Last.\n", .oralHistory)
    #expect(found.said == ["Bo| First.", "| two.", "Bo| Last."])
    #expect(found.rules == ["no-name"])
  }

  /// One name in two spellings that look the same.
  @Test(arguments: [
    ("Jos\u{E9}", "Jose\u{301}"), ("Jose\u{301}", "Jos\u{E9}"), ("Ann Roe", "Ann\u{A0}Roe"),
    ("Ann Roe", "Ann\u{202F}Roe"),
    ("Ann", "\u{200B}Ann"), ("Ann", "Ann\u{FEFF}"), ("Ann", "Ann\u{200E}"), ("Ann-Roe", "Ann\u{AD}-Roe"),
    ("Ann", " Ann "),
    ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"), ("\u{212B}ke", "\u{C5}ke"), ("Ann", "Ann:"), ("Ann", "Ann."),
  ]) func spellingsThatLookAlike(first: String, second: String) async throws {
    let found = try await imported("speaker,words\n\(first),One.\nBo,two.\n\(second),Three.\n", .oralHistory)
    #expect(found.said.map { $0.split(separator: "|").last } == [" One.", " two.", " Three."])
    #expect(found.source?.speakers.count == 2)
    #expect(found.rules == [])
  }

  /// Rows with more cells than the header, and columns that are duplicate or unknown.
  @Test func surplus() async throws {
    let both: Set = ["surplus-cells"]
    try await check("Ann,One.,,,\nBo,two.,,,", ["Ann| One.", "Bo| two."])
    try await check("Ann,One.,,\nBo,two,three,,", ["Ann| One.", "Bo| two,three"], both)
    try await check("Ann,One.,,\nBo,\"two\",,0:01,three", ["Ann| One.", "Bo| two three"], both)
    try await check("Ann,\"Well, I think, so.\",,", ["Ann| Well, I think, so."])
    try await check("Ann,Well, I think, so.,,", ["Ann| Well, I think, so."], both)
    try await check("Ann,a,b,c,d,e", ["Ann| a,b,c,d,e"], both)
    try await check("Ann,One.,,\n,a,b,c,d", ["Ann| One. a,b,c,d"], both)
    try await check("One.,Ann\ntwo,three,Bo", ["Ann| One.", "| two,three,Bo"], both, head: "words,speaker")
    try await check(
      "x,Ann,a,b", ["Ann| x a,b"], ["surplus-cells", "unknown-column"], head: "place,speaker,words")
    try await check("Ann,a,b", ["Ann| a b"], ["unknown-column"], head: "speaker,words,words")
    try await check("Ann,a,b", ["Ann| a b"], ["unknown-column"], head: "speaker,words,speaker")
    try await check("Ann,a,", ["Ann| a"], head: "speaker,words,")
    try await check("Ann,a,b", ["Ann| a b"], ["unknown-column"], head: "speaker,words,")
    try await check("Ann,a", ["Ann| a"], head: "\u{FEFF}Speaker,Words")
  }

  /// A paragraph without a speaker that is only a declared label does not open a turn.
  @Test(arguments: ["Bo", "- Bo", "> Bo", ">> Bo", "• Bo", "<b>Bo</b>", "Bo (x)", "Bo 00:01"])
  func namesAloneThatAreNobodys(words: String) async throws {
    let found = try await imported(
      "speaker,words\n,Speakers\n,\"\(words)\"\n,episode\nBo,two.\n", .oralHistory)
    #expect(found.said == ["| Speakers \(words) episode", "Bo| two."])
    #expect(found.rules == ["no-speaker"])
  }

  @Test func cellsThatNameNobody() async throws {
    try await check(
      "Ann,One.,,\n.,two.,,\nAnn,Three.,,", ["Ann| One.", "| two.", "Ann| Three."], ["no-name"])
    try await check("Ann,One.,,\n,two.,,", ["Ann| One. two."])
    try await check(
      "Ann,\"One.\n\nBo: two.\",,\nBo,Three.,,", ["Ann| One. Bo: two.", "Bo| Three."], ["label-in-words"])
    try await check(
      "Ann,Hello. Bo: Hi.,,\nBo,Three.,,", ["Ann| Hello. Bo: Hi.", "Bo| Three."], ["label-in-words"])
    try await check("Ann,I told Bo: go.,,\nBo,Three.,,", ["Ann| I told Bo: go.", "Bo| Three."])
  }
}
