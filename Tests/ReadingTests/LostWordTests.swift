import Archive
import Testing

@testable import Reading

/// Words that rules of Markdown would remove or change.
@Suite struct LostWordTests {
  private func texts(_ body: String) -> ([String], [String]) {
    let (source, diagnostics) = read("---\ntitle: T\nspeakers: {Ann: ann}\n---\n" + body)
    return (source?.record.texts ?? [], diagnostics.sorted().map(\.rule).filter { $0 != "unused-label" })
  }

  @Test(arguments: [
    "[crying]: no.", "[note]: something", "[a b]: c d", "[1986]: a great year", "5*4*3", "2*3", "a*5*b",
    "1986. A great year.",
    "0. zero", "10) ten", "more\n# 5 of them", "more\n- then", "more\n1. then", "more\n> 5 people",
    "a sentence.\n===\nx",
    "a.\n=", "a b\nc d\n===", "I am `a` & b", "“a” – b", "**「はい」**です: x", "[^x", "a < b > c", "x_y_z",
  ]) func `All words stay`(_ body: String) {
    let (found, rules) = texts("Ann: x\n\n" + body)
    let plain = body.replacing("**", with: "").replacing("`", with: "")
    #expect(found == ["x", plain])
    #expect(rules == [])
  }

  @Test func `Numbers of lists are those of the file`() {
    #expect(texts("Ann: x\n\n1986. A.\n\n1999. B.").0 == ["x", "1986. A.\n1999. B."])
    #expect(texts("Ann: x\n\n3. 5. 9.").0 == ["x", "3.\n5.\n9."])
    #expect(texts("Ann: x\n\n    3. both\n    4. none").0 == ["x", "3. both\n4. none"])
    #expect(texts("Ann: x\n\n1. a\n   - b\n2. **c**").0 == ["x", "1. a\nb\n2. c"])
  }

  @Test(arguments: [
    ("Ann: x\n\n```and then he said\ny\n```", "words-lost"),
    ("Ann: [a](https://x.y \"title\")", "link-title"),
    ("Ann: ![a](https://x.y/z.png 'title')", "foreign-image"), ("Ann: x\n\n```\ny", "open-fence"),
  ]) func `What Markdown takes away is said`(_ body: String, _ rule: String) {
    #expect(texts(body).1.contains(rule))
  }

  @Test(arguments: [
    "Ann: a *b* **c** `d*e*f` &eacute;t&eacute; &amp; &lt;x&gt; &#65;b",
    "Ann: <http://a.b/c> \\*esc\\* [t][r]\n\n[r]: https://x.y",
    "Ann: [a](https://x.y/(z)) b", "- a\n  - b\n\n    c\n- d", "| A | b |\n|---|---|\n| x\\|y | z |\n{: .c }",
    "## H {: #h }\n\nAnn: a\n\nb\n{: .c }", "Ann: a[^1]\n\n[^1]: note", "Ann [00:01] (low): a",
    "### Ann\n\nb", "`a\nb`", "[see [a](https://x.y/z)]", "\u{FEFF}Ann: a",
    "[Ann](https://x.y/~z) (see [1](https://x.y/))\n\nb",
    "Ann: 00:02:10\nwords", "```swift\nx\n```",
  ]) func `Markup is no loss`(_ body: String) {
    #expect(!texts(body).1.contains("words-lost"))
  }

  @Test func `Emphasis beside the punctuation of Japanese is where it is written`() {
    let (source, _) = read("---\ntitle: T\n---\n**「はい」**です\n\n彼は**「A」**と**「B」**です\n\n**そして**「は」")
    #expect(source?.record.texts == ["「はい」です", "彼は「A」と「B」です", "そして「は」"])
    #expect(source?.record.marked(.strong) == ["「はい」", "「A」", "「B」", "そして"])
  }

  @Test(
    arguments: [
      ("de", "[Beifall]", "event"), ("de", "[Beifall bei der CDU]", "event"), ("fr", "[rires]", "event"),
      ("en", "[Beifall]", nil),
      ("es", "[inaudible 00:01]", "inaudible"), ("ru", "[смех]", "event"), ("zh", "[掌聲]", "event"),
      ("de-AT", "[Pause]", "event"),
    ] as [(String, String, String?)]) func `Editorial marks are known in the language of the source`(
      _ language: String, _ text: String, _ kind: String?
    )
  {
    let (source, _) = read("---\ntitle: T\nlanguage: \(language)\n---\na \(text) b")
    #expect(source?.record.signs.first?.kind.rawValue == kind)
  }

  @Test func `An archive names editorial marks of its own`() {
    var settings = Settings()
    settings.editorialWords = [.init(words: "Zack", kind: .event)]
    let (source, _) = read("---\ntitle: T\n---\na [zack] b", settings: settings)
    #expect(source?.record.signs.map(\.kind) == [.event])
  }

  @Test(arguments: [
    ("title: Meeting 1️⃣#5", "yaml-comment"), ("title: 1️⃣!Kung people", "yaml-tag"),
    ("title: A 1️⃣#b c", "yaml-comment"),
  ]) func `Words of a title that YAML takes away are reported`(_ line: String, _ rule: String) {
    let text = Marked("---\n\(line)\n---\nx")
    #expect(said(read(text.text).diagnostics) == text.expected(["1": rule]))
  }

  @Test(arguments: ["title: Meeting   # a comment", "title: \"Meeting #5\"", "title: C# and F#"])
  func `Comments of YAML and quoted titles are not reported`(_ line: String) {
    #expect(said(read("---\n\(line)\n---\nx").diagnostics) == [])
  }
}
