import Archive
import Testing

@testable import Reading

@Suite struct MarkupTests {
  @Test(arguments: [
    ("[inaudible]", EditorialMark.Kind.inaudible), ("[inaudible 00:12:03]", .inaudible), ("[ph]", .phonetic),
    ("[?]", .phonetic), ("[SIC]", .sic), ("[crosstalk]", .crosstalk), ("[Laughter and applause]", .event),
    ("[…]", .omission), ("[...]", .omission), ("[speaks Russian]", .foreign), ("[redacted]", .redacted),
  ]) func `Editorial marks are signs`(_ text: String, _ kind: EditorialMark.Kind) {
    let prose = record("He \(text) said")
    #expect(prose.signs.map(\.kind) == [kind])
    #expect(prose.signs.map { prose.string($0.range) } == [text])
  }

  @Test(arguments: [
    "[inaudible](00:12:03) yes", "[sic](so he wrote)", "a [ph](Amashkov) b", "[laughter]: yes",
    "[crosstalk]: /url", "[sic](sic)", "[…](ibid.)",
  ]) func `A sign before a parenthesis or colon is never read as a link`(_ text: String) {
    let prose = record(text)
    #expect(prose.texts == [text])
    #expect(prose.signs.count == 1)
    #expect(prose.links.isEmpty && prose.references.isEmpty)
  }

  @Test func `Brackets in code keep their letters`() {
    let prose = record("`[^1]: x` and `[sic](y)`\n\n```\n[^a]: b\n[ph](z)\n```")
    #expect(prose.texts == ["[^1]: x and [sic](y)", "[^a]: b\n[ph](z)"])
    #expect(!prose.marks.contains { $0.kind == .footnote })
  }

  @Test func `Footnotes that follow each other line by line are passages of their own`() {
    let prose = record("One[^1] two[^b] three\\[^9].\n\n[^1]: First\n  goes on\n[^b]: Second *it*")
    #expect(prose.texts == ["One[^1] two[^b] three[^9].", "First\ngoes on", "Second it"])
    #expect(prose.passages.map(\.kind) == [.paragraph, .footnote, .footnote])
    #expect(prose.marks.filter { $0.kind == .footnote }.map(\.value) == [1, 2, -1])
    #expect(prose.marked(.emphasis) == ["it"])
    #expect(prose.passages.map(\.line) == [5, 7, 9])
  }

  @Test func `A footnote sign is marked inside emphasis and is words inside a link`() {
    let prose = record("*a[^1]b* [c[^1]](http://x.org) d[^1]\n\n[^1]: n")
    #expect(prose.marked(.footnote) == ["[^1]", "[^1]"])
    #expect(prose.marks.filter { $0.kind == .footnote }.map(\.depth) == [1, 0])
    #expect(prose.marked(.link) == ["c[^1]"])
  }

  @Test func `Ten thousand footnotes in one paragraph are read in time that grows with their number`() {
    let signs = (0..<10_000).map { "w[^\($0)]" }.joined(separator: " ")
    let texts = (0..<10_000).map { "[^\($0)]: n" }.joined(separator: "\n")
    let prose = record(signs + "\n\n" + texts)
    #expect(prose.passages.count == 10_001)
    #expect(prose.marks.filter { $0.kind == .footnote }.map(\.value) == (1...10_000).map { Int32($0) })
  }

  @Test func `A pipe table has rows, cells, escaped bars and markup`() {
    let prose = record("| *A* | B |\n|---|:-:|\n| a\\|b | `c` |\n| | [d](topic:t) |\n{: .wide }")
    #expect(prose.passages.map(\.kind) == [.table])
    #expect(prose.marked(.headerCell) == ["A", "B"])
    #expect(prose.marked(.cell) == ["a|b", "c", "", "d"])
    #expect(prose.marked(.emphasis) == ["A"])
    #expect(prose.marked(.code) == ["c"])
    #expect(prose.attributes.map(\.classes) == [["wide"]])
    #expect(prose.marks.count { $0.kind == .row } == 3)
  }

  @Test func `A paragraph with bars and no rule is no table`() {
    #expect(record("a | b\nc | d").passages.map(\.kind) == [.paragraph])
    #expect(record("a\n---|---\nb").passages.map(\.kind) == [.paragraph])
  }

  @Test func `Lists and quotations are one passage each, however nested`() {
    let prose = record("- a\n  - b\n\n    c\n- d\n\n> e\n> > f\n\n3. g\n4. h\n\n```\ncode [x](y)\n```")
    #expect(prose.passages.map(\.kind) == [.list, .quotation, .list, .code])
    #expect(prose.texts == ["a\nb\nc\nd", "e\nf", "3. g\n4. h", "code [x](y)"])
    #expect(prose.marks.first { $0.kind == .orderedList }?.value == 3)
    #expect(prose.marked(.item) == ["a\nb\nc", "b\nc", "d", "3. g", "4. h"])
  }

  @Test func `Hard breaks, entities and images of media are marked`() {
    let prose = record("a  \nb\\\nc &amp; &lt;d&gt; ![alt *it*](media/x.png)")
    #expect(prose.texts == ["a\nb\nc & <d> alt it"])
    #expect(prose.marks.count { $0.kind == .lineBreak } == 2)
    #expect(prose.marked(.image) == ["alt it"])
  }

  @Test func `Raw HTML is text, and its blocks are reported`() {
    let text = Marked("---\ntitle: T\n---\na <b onclick='x'>b</b>\n\n1️⃣<script>alert(1)</script>\n")
    let (source, diagnostics) = read(text.text)
    #expect(said(diagnostics) == text.expected(["1": "raw-html"]))
    #expect(source?.record.texts == ["a <b onclick='x'>b</b>", "<script>alert(1)</script>"])
  }

  @Test(arguments: ["\r\n", "\r", "\n"]) func `Line ends do not matter`(_ end: String) {
    let text = "---\ntitle: T\nspeakers: {ANN: ann}\n---\nANN: a\nb\n\nc\n{: .x }\n"
    let (source, diagnostics) = read(String(text.flatMap { $0 == "\n" ? Array(end) : [$0] }))
    #expect(said(diagnostics) == [])
    #expect(source?.record.texts == ["a\nb", "c"])
    #expect(source?.record.attributes.map(\.classes) == [["x"]])
  }

  @Test func `A byte order mark does not matter`() {
    #expect(read("\u{FEFF}---\ntitle: T\n---\na").source?.record.texts == ["a"])
  }

  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", "JAVASCRIPT&#58;alert(1)", "java&#10;script:alert(1)",
    "&#32;javascript:alert(1)", "&#1;javascript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
    "ftp://x.org", "topics:x",
  ]) func `Only known schemes make links`(_ url: String) {
    let (source, diagnostics) = read("---\ntitle: T\n---\nsee [words](<\(url)>) end")
    #expect(diagnostics.map(\.rule) == ["link-scheme"])
    #expect(source?.record.texts == ["see words end"])
    #expect(source?.record.links == [])
    #expect(source?.record.references == [])
  }

  @Test(arguments: ["http://x.org/a?b=c&d", "HTTPS://X.org", "mailto:a@x.org", "media/a.png"])
  func `Web addresses and media are links`(_ url: String) {
    let prose = record("[words](\(url))")
    #expect(prose.links == [url])
    #expect(prose.marked(.link) == ["words"])
  }

  @Test func `Links to nothing, foreign pictures and missing media are reported where they stand`() {
    let text = Marked(
      """
      ---
      title: T
      ---
      ünïcode [a](1️⃣other.md) and
         [b](2️⃣#x) ![p](3️⃣http://x.org/p.png)
      and [c](4️⃣//evil.org) [d](5️⃣media/../x) [e](6️⃣media/%2e%2e/x) [f](media/a%20b.png#t)
      [g](7️⃣media/gone.png) and [h](8️⃣tpoic:x)
      """)
    let (_, diagnostics) = read(text.text, media: ["media/a b.png"])
    #expect(
      said(diagnostics)
        == text.expected([
          "1": "relative-link", "2": "relative-link", "3": "foreign-image", "4": "relative-link",
          "5": "relative-link", "6": "relative-link", "7": "dead-media", "8": "link-scheme",
        ]))
  }

  @Test func `Words are counted in every script`() {
    let counts = [("It's well-known, isn’t it?", 4), ("", 0), ("— … !", 0), ("日本語", 3), ("год 2018", 2)]
    for (text, count) in counts { #expect(countWords(Array(text.utf8)[...]) == count, "\(text)") }
  }
}
