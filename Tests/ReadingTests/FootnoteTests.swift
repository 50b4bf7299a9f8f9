import Archive
import Testing

@testable import Reading

/// Footnotes are links: each sign has a text and each text a sign, and missing ones are reported.
@Suite struct FootnoteTests {
  @Test(arguments: [
    FaultTests.Fault("One1️⃣[^1].\n", "dead-footnote"),
    FaultTests.Fault("One[^1] and1️⃣[^2].\n\n[^1]: Text.\n", "dead-footnote"),
    FaultTests.Fault("ANN: One\nü1️⃣[^1] and [^1] again.\n", "dead-footnote"),
    FaultTests.Fault("Code `[^1]`, then1️⃣[^1].\n", "dead-footnote"),
    FaultTests.Fault("\\[^1] is escaped, then1️⃣[^1].\n", "dead-footnote"),
    FaultTests.Fault("- item\n- item1️⃣[^note]\n", "dead-footnote"),
    FaultTests.Fault("> quoted1️⃣[^note]\n", "dead-footnote"),
    FaultTests.Fault("| A |\n| - |\n| b1️⃣[^t] |\n", "dead-footnote"),
    FaultTests.Fault("One[^1].\n\n[^1]: Text with1️⃣[^2].\n", "dead-footnote"),
    FaultTests.Fault("Regular expressions such as1️⃣[^a-z].\n", "dead-footnote"),
    FaultTests.Fault("One.\n\n1️⃣[^1]: Text.\n", "unused-footnote"),
    FaultTests.Fault("One[^1].\n\n[^1]: Text.\n1️⃣[^2]: Text.\n", "unused-footnote"),
    FaultTests.Fault("One.\n\n  1️⃣[^1]: Text.\n", "unused-footnote"),
    FaultTests.Fault("In code `[^1]`.\n\n1️⃣[^1]: Text.\n", "unused-footnote"),
    FaultTests.Fault("In [a link[^1]](http://x.org).\n\n1️⃣[^1]: Text.\n", "unused-footnote"),
    FaultTests.Fault("Escaped \\[^1].\n\n1️⃣[^1]: Text.\n", "unused-footnote"),
    FaultTests.Fault("One[^1].\n\n[^1]: Text.\n\n1️⃣[^1]: Again.\n", "duplicate-footnote"),
    FaultTests.Fault("One[^1].\n\n[^1]: Text.\n1️⃣[^1]: Again.\n", "duplicate-footnote"),
    FaultTests.Fault(
      "One1️⃣[^1].\n\n2️⃣[^2]: Text.\n\n3️⃣[^2]: Again.\n", "dead-footnote", "unused-footnote", "duplicate-footnote"
    ),
    FaultTests.Fault("One[^é].\n\n[^e\u{301}]: Text in another form of Unicode.\n"),
    FaultTests.Fault("\\[^1] alone is only letters.\n"),
    FaultTests.Fault("`[^1]` is code.\n"),
    FaultTests.Fault("# Heading1️⃣[^2]\n\nOne.\n", "dead-footnote"),
    FaultTests.Fault("# Heading[^1]\n\nOne.\n\n[^1]: Text.\n"),
    FaultTests.Fault("One[^1], two[^1].\n\n[^1]: Used twice.\n"),
    FaultTests.Fault("[^1]: The text stands first.\n\nOne[^1].\n"),
  ]) func `Signs and texts that do not belong together are reported at their place`(_ fault: FaultTests.Fault)
  {
    let text = Marked("---\ntitle: T\nspeakers: {ANN: ann}\n---\n" + fault.text)
    let diagnostics = read(text.text).diagnostics.filter { $0.rule.hasSuffix("footnote") }
    #expect(said(diagnostics) == text.expected(fault.rules))
    #expect(diagnostics.allSatisfy { $0.severity == .warning && $0.fix != nil })
  }

  /// The text of a footnote and its continuation; what follows belongs to the turn again.
  struct Row: CustomTestStringConvertible, Sendable {
    var body: String
    var kinds: [Passage.Kind]
    var voices: [Int]
    var texts: [String]
    var testDescription: String { body }
  }

  @Test(arguments: [
    Row(
      body: "ANN: a[^1]\n\n[^1]: one\n\n    two\n\nb", kinds: [.paragraph, .footnote, .footnote, .paragraph],
      voices: [0, -1, -1, 0], texts: ["a[^1]", "one", "two", "b"]),
    Row(
      body: "ANN: a[^1]\n\n[^1]: one\n\n\ttwo\n\nb", kinds: [.paragraph, .footnote, .footnote, .paragraph],
      voices: [0, -1, -1, 0], texts: ["a[^1]", "one", "two", "b"]),
    Row(
      body: "ANN: a[^1]\n\n[^1]: one\n\n    two *it*\n    goes on\n\n    three\n\nb",
      kinds: [.paragraph, .footnote, .footnote, .footnote, .paragraph], voices: [0, -1, -1, -1, 0],
      texts: ["a[^1]", "one", "two it\ngoes on", "three", "b"]),
    Row(
      body: "ANN: a[^1]\n\n[^1]: one\n\n    BOB: quoted\n\nb",
      kinds: [.paragraph, .footnote, .footnote, .paragraph], voices: [0, -1, -1, 0],
      texts: ["a[^1]", "one", "BOB: quoted", "b"]),
    Row(
      body: "ANN: a[^1]\n\n[^1]: one\n\n    - x\n    - y\n\nb",
      kinds: [.paragraph, .footnote, .list, .paragraph],
      voices: [0, -1, -1, 0], texts: ["a[^1]", "one", "x\ny", "b"]),
    Row(
      body: "ANN: a[^1] b[^2]\n\n[^1]: one\n[^2]: two\n\n    more\n\nb",
      kinds: [.paragraph, .footnote, .footnote, .footnote, .paragraph], voices: [0, -1, -1, -1, 0],
      texts: ["a[^1] b[^2]", "one", "two", "more", "b"]),
    Row(
      body: "ANN: a[^1]\n\n[^1]: one\n\n        code\n\nb",
      kinds: [.paragraph, .footnote, .code, .paragraph],
      voices: [0, -1, -1, 0], texts: ["a[^1]", "one", "code", "b"]),
    Row(
      body: "ANN: a[^1]\n\n[^1]: one\n\nb\n\n    code",
      kinds: [.paragraph, .footnote, .paragraph, .paragraph],
      voices: [0, -1, 0, 0], texts: ["a[^1]", "one", "b", "code"]),
    Row(
      body: "ANN: a[^1]\n\n[^1]: one\n\n```\ncode\n```", kinds: [.paragraph, .footnote, .code],
      voices: [0, -1, 0], texts: ["a[^1]", "one", "code"]),
    Row(
      body: "ANN: a[^1]\n\n[^1]: one\n\n## H\n\n    code", kinds: [.paragraph, .footnote, .paragraph],
      voices: [0, -1, -1], texts: ["a[^1]", "one", "code"]),
    Row(
      body: "ANN: a\n\n    code", kinds: [.paragraph, .paragraph], voices: [0, 0], texts: ["a", "code"]),
  ]) func `An indented paragraph below a footnote belongs to it`(_ row: Row) {
    // Diagnostics about labels do not matter here.
    let (source, diagnostics) = read("---\ntitle: T\nspeakers: {ANN: ann, BOB: bob}\n---\n" + row.body)
    #expect(said(diagnostics.filter { !$0.rule.hasSuffix("-label") }) == [])
    let prose = source?.record ?? Prose()
    #expect(prose.passages.map(\.kind) == row.kinds)
    #expect(prose.voices == row.voices)
    #expect(prose.texts == row.texts)
  }

  @Test func `Links in a further paragraph of a footnote have their places`() {
    let text = Marked(
      "---\ntitle: T\n---\na[^1]\n\n[^1]: one\n\n    two [x](1️⃣gone.md)\n\n    three [y](2️⃣gone.md)\n")
    #expect(
      said(read(text.text).diagnostics) == text.expected(["1": "relative-link", "2": "relative-link"]))
  }
}
