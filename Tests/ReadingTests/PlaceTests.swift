import Archive
import Testing

@testable import Reading

/// The exact positions of references and attributes.
@Suite struct PlaceTests {
  /// The positions of all references, in order.
  private func places(_ prose: Prose) -> [Position] {
    (prose.references + prose.attributes.flatMap { $0.topics + ($0.speaker.map { [$0] } ?? []) })
      .map(\.position).sorted()
  }

  private func check(_ body: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let text = Marked("---\ntitle: T\n---\n" + body)
    let (source, diagnostics) = read(text.text)
    #expect(
      said(diagnostics.filter { $0.rule != "link-title" }) == [], sourceLocation: sourceLocation)
    #expect(
      places(source?.record ?? Prose()) == text.places.values.sorted(), sourceLocation: sourceLocation)
  }

  @Test(arguments: Reference.Scheme.allCases)
  func `A reference of each scheme has its line and column`(_ scheme: Reference.Scheme) {
    check("ü [a](1️⃣\(scheme.rawValue):x#p7)\nand [b](<2️⃣\(scheme.rawValue):y>)")
  }

  @Test(arguments: [
    "topic:x is named, [a](1️⃣topic:x) and [b](2️⃣topic:x) again (topic:x)",
    "one\n   two [a](1️⃣topic:x)\n\t[b](2️⃣topic:y)",
    "- a\n  - [b](1️⃣topic:x)\n    c [d](2️⃣topic:x)\nlazy [e](3️⃣topic:z)",
    "> a [b](1️⃣topic:x)\n> [c](2️⃣topic:x)\nlazy [d](3️⃣topic:x)",
    "# H [a](1️⃣topic:x)\n\nS [b](2️⃣topic:x)\n=====\n\ntext",
    "| topic:x | B |\n|---|---|\n| [a](1️⃣topic:x) | [b](2️⃣topic:x) |\n|ü| [b](3️⃣topic:y) [c](4️⃣topic:x) |",
    "a[^1] b[^2]\n\n[^1]: one [a](1️⃣topic:x)\n[^2]: two [a](2️⃣topic:x)\n   three [a](3️⃣topic:x)",
    "**[a](1️⃣topic:x)** *[b\nc](2️⃣topic:y)* [d](3️⃣topic:z \"title\")",
    "x [^1] [^2] [sic](no) [a](1️⃣topic:x)\n\n[^1]: one\n[^2]: two",
    "[a](\n  1️⃣topic:x\n  \"t\") b",
  ]) func `References have their places in every kind of block`(_ body: String) { check(body) }

  @Test func `A reference by name has the place of its words, and those behind it are not led astray`() {
    check("see 1️⃣[a][r] and [b](2️⃣topic:y)\n\n[r]: topic:x\n\n3️⃣[c][r] [d](4️⃣topic:z)")
  }

  @Test(arguments: [
    "text\n{: topics=\"1️⃣a 2️⃣bb\" speaker=3️⃣c .x }",
    "# H\n\n{: a\n\ntext {: x\n{: topics='1️⃣a' }",
    "- a\n- b\n{: topics=\"1️⃣a\" }\n\n\nmore",
    "> q\n{: topics=\"1️⃣a\" }",
    "text\n\n  {: topics=\"1️⃣a\" }\n{: topics=\"2️⃣b\" }",
    "    code\n\n{: topics=\"1️⃣a\" }",
    "| a | b |\n|---|---|\n| c | d |\n{: topics=\"1️⃣a\" }",
    "[^1]: one\n{: topics=\"1️⃣a\" }\n[^2]: two\n{: topics=\"2️⃣b\" }",
  ]) func `Attributes have their places`(_ body: String) {
    let text = Marked("---\ntitle: T\n---\n" + body)
    #expect(places(read(text.text).source?.record ?? Prose()) == text.places.values.sorted())
  }

  @Test func `Attributes belong to the passage above, blank lines or not, and two lists add up`() {
    let prose = record("a\n{: .x }\n\nb\n\n{: .y }\n\n{: .z topics=\"t\" }\n\n- c\n- d\n{: .l }")
    #expect(prose.texts == ["a", "b", "c\nd"])
    #expect(prose.passages.map { prose.attributes(of: $0)?.classes } == [["x"], ["y", "z"], ["l"]])
    #expect(prose.attributes(of: prose.passages[1])?.topics.map(\.id) == ["t"])
  }

  @Test func `A heading takes its anchor on its line or on the next`() {
    let prose = record("## A {: #one }\n\n## B\n{: #two }\n\n## C\n\n{: #three }\n\ntext")
    #expect(prose.sections.map(\.id) == ["one", "two", "three"])
    #expect(prose.sections.map { prose.string($0.heading) } == ["A", "B", "C"])
    #expect(prose.attributes.isEmpty)
  }

  @Test func `An attribute list in code is code`() {
    #expect(record("write `{: .x }`").texts == ["write {: .x }"])
    #expect(record("- a\n\n      {: .x }").texts == ["a\n{: .x }"])
  }

  @Test func `Faults of attributes are found where they stand`() {
    let text = Marked(
      """
      ---
      title: T
      speakers: {ANN: ann}
      ---
      1️⃣{: .x }

      a
      {: 2️⃣topcs="x" 3️⃣#a/b 4️⃣#p7 5️⃣#main #mine }

      ## H 6️⃣{: topics="x" }

      b
      {: 7️⃣#mine }

      c
      {: 8️⃣topics="x }

      ANN:
      9️⃣{: topics="x" }

      words
      """)
    let (_, diagnostics) = read(text.text)
    var rules: [String: String] = [:]
    for number in 1...9 { rules["\(number)"] = "bad-attribute" }
    #expect(said(diagnostics) == text.expected(rules))
  }

  @Test func `Heading ids are unique and leave room for those of the page`() {
    let prose = record("# A\n\n# A\n\n# p7\n\n# Main\n\n# After score\n\n# Note x\n\n# !\n\n# A 2\n\n# A")
    #expect(
      prose.sections.map(\.id) == [
        "a", "a-2", "section-p7", "section-main", "section-after-score", "section-note-x", "section", "a-2-2",
        "a-3",
      ])
  }

  @Test func `Twenty thousand headings of one name are read`() {
    let prose = record(String(repeating: "# Q\n\n", count: 20_000))
    #expect(Set(prose.sections.map(\.id)).count == 20_000)
  }

  @Test(arguments: [
    "- id: a\n  body: |\n    ü [x](1️⃣topic:x)\n\n    b [y](2️⃣note:y)\n",
    "- id: a\n  body: |2\n\n    [x](1️⃣topic:x)\n",
    "- id: a\n  body: >\n    ü [x](1️⃣topic:x)\n",
    "- id: a\n  body: ü [x](1️⃣topic:x)\n- id: b\n  body: \"ü [x](2️⃣topic:x)\"\n",
    "- {id: a, body: 'ü [x](1️⃣topic:x)'}\n",
  ]) func `References in the bodies of notes have their places`(_ yaml: String) {
    let text = Marked(yaml)
    var report = Report()
    let file = FileText(path: "annotations/a.yaml", bytes: text.bytes)
    let notes = AnnotationReader(settings: Settings(), media: []).read(file, &report)
    #expect(said(report.diagnostics) == [])
    #expect(notes.flatMap { $0.body.prose.references.map(\.position) } == text.places.values.sorted())
  }

  @Test func `Faults in the bodies of notes have their places`() {
    let text = Marked("- id: a\n  body: |\n    one\n    ü [x](1️⃣tpoic:x)\n\n    2️⃣<b>\n")
    var report = Report()
    let file = FileText(path: "annotations/a.yaml", bytes: text.bytes)
    _ = AnnotationReader(settings: Settings(), media: []).read(file, &report)
    #expect(said(report.diagnostics) == text.expected(["1": "link-scheme", "2": "raw-html"]))
  }
}

/// The exact positions of links in every text of a note, in every YAML style.
@Suite struct NotePlaceTests {
  private func read(_ text: Marked) -> (notes: [Annotation], diagnostics: [Diagnostic]) {
    var report = Report()
    let file = FileText(path: "annotations/a.yaml", bytes: text.bytes)
    let notes = AnnotationReader(settings: Settings(), media: []).read(file, &report)
    return (notes, report.diagnostics)
  }

  private func places(_ texts: [Annotation.Text]) -> [Position] {
    texts.flatMap { $0.prose.references.map(\.position) }
  }

  @Test(arguments: [
    "- id: a\n  body: x\n  references:\n    - ü [x](1️⃣topic:x)\n    - 'it''s [y](2️⃣topic:y)'\n",
    "- id: a\n  body: x\n  references: [\"\\u00fc \\\"q\\\" [x](1️⃣topic:x)\", 'ü [y](2️⃣topic:y)']\n",
    "- id: a\n  body: x\n  references: one\n    two [x](1️⃣topic:x)\n\n    three [y](2️⃣topic:y)\n",
    "- id: a\n  body: x\n  references:\n    - |\n      one\n      [x](1️⃣topic:x)\n    - >-\n      one\n      [x](2️⃣topic:x)\n",
    "- {id: a, body: x, references: [\"one \\\n    [x](1️⃣topic:x)\", '[y](2️⃣topic:y)\n    [z](3️⃣topic:z)']}\n",
  ]) func `Links in references have their places`(_ yaml: String) {
    let text = Marked(yaml)
    let (notes, diagnostics) = read(text)
    #expect(said(diagnostics) == [])
    #expect(places(notes.flatMap(\.references)) == text.places.values.sorted())
  }

  @Test(arguments: [
    "- id: a\n  body: >\n    ü [x](1️⃣topic:x)\n    and\n\n    [y](2️⃣topic:y)\n",
    "- id: a\n  body: \"ü\\n\\n\\\\ [x](1️⃣topic:x)\n\n   [y](2️⃣topic:y)\"\n",
    "- id: a\n  body: ü\n   [x](1️⃣topic:x)\n   [y](2️⃣topic:y)\n",
    "- id: a\n  body: !!str 'ü '' [x](1️⃣topic:x)'\n",
  ]) func `Links in folded and quoted bodies have their places on every line`(_ yaml: String) {
    let text = Marked(yaml)
    let (notes, diagnostics) = read(text)
    #expect(said(diagnostics) == [])
    #expect(places(notes.map(\.body)) == text.places.values.sorted())
  }

  @Test func `Links in replies, and in replies to them, have their places`() {
    let text = Marked(
      """
      - id: a
        body: x
        replies:
          - id: one
            body: |
              ü [x](1️⃣topic:x)
            replies:
              - {id: two, body: "\\"b\\" [y](2️⃣topic:y)"}
          - body: >
              c
              [z](3️⃣topic:z)

      """)
    let (notes, diagnostics) = read(text)
    #expect(said(diagnostics) == [])
    func bodies(_ replies: [Annotation.Reply]) -> [Annotation.Text] {
      replies.flatMap { [$0.body] + bodies($0.replies) }
    }
    #expect(places(bodies(notes.flatMap(\.replies))) == text.places.values.sorted())
  }

  @Test func `Ids of replies are checked in the whole note`() {
    let text = Marked(
      """
      - id: a
        body: x
        replies:
          - id: one
            body: b
            replies:
              - {id: 1️⃣one, body: c}
          - {id: 2️⃣a b, body: c}
          - {body: c, id: 3️⃣one}
      - id: b
        body: x
        replies: [{id: one, body: b}]

      """)
    let (notes, diagnostics) = read(text)
    #expect(said(diagnostics) == text.expected(["1": "duplicate-id", "2": "bad-id", "3": "duplicate-id"]))
    #expect(notes.map { $0.replies.map(\.id) } == [["one", nil, nil], ["one"]])
  }
}
