import Archive
import Foundation
import Testing

@testable import Importing

/// Written files are read back with the same values.
@Suite struct AnnotationYAMLTests {
  static let texts = [
    "", "plain", "yes", "null", "~", "- dash", "# hash", "a # b", "a: b", "\"q\" 'q'", "[x", "{x}", "x]",
    "&a *a",
    "see &ref and *ref too", "R&D &amp; *x*", "%x", "@x", "`x`", "|", ">", "!tag", "? x", "two\nlines",
    "two\nlines\n",
    "three\n\nlines\n", "end\n\n", "\nfirst empty", "  indented\nfirst", "\ttab\nfirst", "tab\n\tinside",
    "trailing \nspace ",
    "last\n  ", "a\n" + String(repeating: "-", count: 80) + "\nb", "code\n\n    four\n        eight\n",
    "nel\u{85}ls\u{2028}ps\u{2029}bom\u{FEFF}\nx", "del\u{7F}c1\u{9F}\nx", "\u{FFFE}\u{FFFF}",
    "𝄞 é e\u{301} 日本",
    "a\\b\nc\\n", "---\n...\n", "a\n---\nb\n", String(repeating: "[", count: 70),
    "x\n" + String(repeating: "[a ", count: 70),
    (0..<70).map { String(repeating: " ", count: $0) + "x" }.joined(separator: "\n"), "1e3", "0x1F", "12:30",
    "2020-01-01",
    String(repeating: "long words ", count: 400), "\u{200B}zero\u{200F}", "a\n \nb", "a\n\n\n\nb\n",
  ]

  /// A note with a text in every field that can have one.
  private func note(_ number: Int, _ text: (Int) -> String) -> Annotation {
    let position = Position(line: 1, column: 1)
    var note = Annotation(id: "n\(number)", path: "", position: position)
    func target(_ index: Int) -> Annotation.Target {
      let quote = text(index)
      return Annotation.Target(
        source: "talk", passage: index % 2 == 0 ? "p1" : nil, quote: quote.isEmpty ? nil : quote,
        prefix: text(index + 1), suffix: text(index + 2), position: position)
    }
    note.targets = [target(0), target(3)]
    note.author = text(6)
    note.body = Annotation.Text(markdown: text(7))
    note.references = [Annotation.Text(markdown: text(8)), Annotation.Text(markdown: text(9))]
    note.replies = [
      Annotation.Reply(
        id: "r", author: text(10), body: Annotation.Text(markdown: text(11)),
        replies: [Annotation.Reply(body: Annotation.Text(markdown: text(12)), position: position)],
        position: position),
      Annotation.Reply(author: text(13), body: Annotation.Text(markdown: text(14)), position: position),
    ]
    return note
  }

  private func check(_ notes: [Annotation]) async throws {
    let archive = NoteArchive(files: [
      "archive.yaml": "title: T\n", "sources/talk.md": "---\ntitle: T\n---\n\nWords.\n",
    ])
    let imported = ImportedNotes(notes: notes, found: 0, taken: 0, diagnostics: [])
    let back = Dictionary(
      uniqueKeysWithValues: try await imported.readBack(in: archive).map { ($0.id, $0.written) })
    for note in notes { #expect(back[note.id] == note.written) }
  }

  @Test func everyTextComesBack() async throws {
    try await check(
      Self.texts.indices.map { number in
        note(number) { Self.texts[(number + $0) % Self.texts.count] }
      })
  }

  @Test func textsMadeOfHardPiecesComeBack() async throws {
    var random = SystemSeeded(11)
    let pieces = [
      "\n", "\n\n", " ", "  ", "\t", "-", "- ", "#", " #", ":", ": ", "[", "]", "{", "}", "&a ", "*a ", "\"",
      "'", "\\", "|", ">",
      "word", "Wort", "日", "𝄞", "\u{85}", "\u{2028}", "?", "? ", "!", "%", "@", "`", "~", "0", "...", "---",
      "é",
    ]
    func text() -> String { (0..<random.next(12)).map { _ in pieces[random.next(pieces.count)] }.joined() }
    let texts = (0..<600).map { _ in text() }
    try await check((0..<120).map { number in note(number) { texts[(number * 5 + $0) % texts.count] } })
  }

  @Test func filesArePleasantToRead() {
    let position = Position(line: 1, column: 1)
    var note = Annotation(id: "twenty-eight", path: "", position: position)
    note.targets = [
      .init(source: "keeper", passage: "p2", quote: "the winter", suffix: ". The lamp", position: position),
      .init(source: "letter", passage: nil, quote: "the keeper stays", position: position),
    ]
    note.author = "The harbour editors"
    note.date = UncertainDate("2026-11-21")
    note.certainty = .probable
    note.topics = [Reference(scheme: .topic, id: "lighthouse", at: position)]
    note.body = .init(markdown: "The logbook begins in 1929.\nCompare [the letter](source:letter#p1).\n")
    note.references = [.init(markdown: "Logbook, p. 3")]
    note.replies = [.init(id: "r1", author: "Ada", body: .init(markdown: "Is it so?"), position: position)]
    #expect(
      AnnotationYAML.file([note]) == """
        - id: twenty-eight
          on: keeper#p2
          quote: the winter
          suffix: ". The lamp"
          kind: context
          author: The harbour editors
          date: 2026-11-21
          certainty: probable
          topics: [lighthouse]
          also:
            - on: letter
              quote: the keeper stays
          body: |
            The logbook begins in 1929.
            Compare [the letter](source:letter#p1).
          references:
            - "Logbook, p. 3"
          replies:
            - id: r1
              author: Ada
              body: "Is it so?"

        """)
  }

  @Test(arguments: [
    ("<p>a</p><p>b &amp; c &lt;i&gt;</p>", "a\n\nb & c \\<i>"), ("a<br>b", "a\n\nb"),
    ("<ul><li>x<li>y</ul>", "x\n\ny"), ("<i>a<b>b</i>c", "*a**b***c"), ("<em>a</p>b", "*a*\n\nb"),
    ("<a href=javascript:x>l</a>", "[l](<javascript:x>)"), ("<img alt='A *lamp*' src=x>!", "A \\*lamp\\*!"),
    ("<a title='>' href=\"https://x.example/a\">l</a>", "[l](<https://x.example/a>)"),
    ("<a data-href=\"https://x.example/\">l</a>", "l"),
    ("a < b <!-- <p> --> c", "a \\< b c"), ("<script>alert(1)</script>x<style>p{}</style>", "x"),
    ("<img src=x onerror=alert(1)>y", "y"), ("&#x41;&#66;&nbsp;&bogus;", "AB \\&bogus;"), ("<script>x", ""),
    ("# h", "\\# h"),
  ])
  func htmlIsReduced(html: String, markdown: String) {
    #expect(HTMLToMarkdown.markdown(html).text == markdown)
  }
}
