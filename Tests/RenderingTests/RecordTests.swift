import Archive
import Testing

@testable import Rendering

/// Notes across markup, and the parts of a source's page.
@Suite struct RecordTests {
  @Test func `The tokenizer of these tests forgives nothing`() {
    let bad = [
      "<p>a<b>", "<p>a</b></p>", "a < b", "a & b", "<a href=x>a</a>", "<a href=\"x\"onclick=\"y\">a</a>",
      "<a><em><a>b</a></em></a>", "<p id=\"a\"></p><p id=\"a\"></p>", "<ul>text</ul>", "\u{1}", "<p/x>",
      "<p a=\"x>",
    ]
    for html in bad { #expect(!Markup(html).faults.isEmpty, "\(html)") }
    #expect(Markup("<p class=\"a b\">x &amp; <br> y</p>").faults == [])
  }

  struct Noted: Sendable {
    var body: String
    var quotes: [String]
    /// The words of each highlighted range, with its notes.
    var marks: [String]
  }

  @Test(arguments: [
    Noted(body: "He said *never* again", quotes: ["said never"], marks: ["a:said ", "a:never"]),
    Noted(
      body: "one two three four", quotes: ["one two three", "two three four"],
      marks: ["a:one ", "a b:two three", "b: four"]),
    Noted(
      body: "one [two three](http://x.org) four", quotes: ["one two", "three"],
      marks: ["a:one ", "a:two", "b:three"]),
    Noted(
      body: "one `two three` **four** [sic] five", quotes: ["two three four [sic]"],
      marks: ["a:two three", "a: ", "a:four", "a: ", "a:[sic]"]),
    Noted(body: "- one two\n- three four", quotes: ["two three"], marks: ["a:two", "a:three"]),
    Noted(
      body: "> one\n>\n> - two\n>   - three", quotes: ["one two three"],
      marks: ["a:one", "a:two\n", "a:three"]),
    Noted(
      body: "| one | two |\n|---|---|\n| three | four |", quotes: ["two three"], marks: ["a:two", "a:three"]),
    Noted(body: "one two\n\nthree four", quotes: ["two three"], marks: ["a:two", "a:three"]),
    Noted(body: "[one](note:a) two [*three*](note:b)", quotes: [], marks: ["a:one", "b:three"]),
    Noted(body: "日本語 ünï *çedille*", quotes: ["語 ünï çedille"], marks: ["a:語 ünï ", "a:çedille"]),
  ]) func `Notes lie over markup and never break it`(_ noted: Noted) async throws {
    let names = ["a", "b"]
    let notes = names.enumerated().map { index, name in
      index < noted.quotes.count
        ? "- {id: \(name), on: s, quote: '\(noted.quotes[index])', body: x}" : "- {id: \(name), body: x}"
    }
    let used = noted.quotes.isEmpty ? notes : Array(notes.prefix(noted.quotes.count))
    let it = try await Fixture([
      "sources/s.md": source("", noted.body), "annotations/n.yaml": used.joined(separator: "\n"),
    ])
    #expect(it.diagnostics.map(\.message) == [])
    let page = it["sources/s.html"]
    #expect(page.faults == [])
    var marks: [String] = []
    for piece in it.text("sources/s.html").split(separator: "<mark ").dropFirst() {
      let notes =
        piece.firstRange(of: "data-notes=\"").map { piece[$0.upperBound...].prefix { $0 != "\"" } } ?? ""
      let words = piece[piece.index(after: piece.firstIndex(of: ">") ?? piece.startIndex)...]
      let end = words.firstRange(of: "</mark>")?.lowerBound ?? words.endIndex
      marks.append("\(notes):\(Markup(String(words[..<end])).text)")
    }
    #expect(marks == noted.marks)
    let signs = page.all("a", "note-ref")
    #expect(signs.compactMap { $0.attributes["id"] } == used.indices.map { "ref-\(names[$0])" })
    #expect(
      signs.allSatisfy {
        !$0.around.contains("a") && !["ul", "ol", "tr", "table"].contains($0.around.last ?? "")
      })
    expectWhole(it)
  }

  @Test func `Notes without a sign in the text offer no way back to one`() async throws {
    let it = try await Fixture([
      "sources/s.md": source("", "## On [this](note:h)\n\nwords [](note:e) here"),
      "annotations/n.yaml":
        "- {id: h, body: x}\n- {id: e, body: x}\n- {id: l, on: s, quote: gone away, body: x}\n- {id: w, on: s, body: x}\n- {id: p, on: 's#p1', body: x}",
    ])
    expectWhole(it)
    #expect(it["sources/s.html"].faults == [])
    #expect(it["sources/s.html"].ids.isSuperset(of: ["note-h", "note-e", "note-l", "note-w", "note-p"]))
  }

  @Test func `Text nested without end is shown whole and whole in its markup`() async throws {
    let deep =
      String(repeating: "> ", count: 400) + "quoted [sic] words\n\n" + String(repeating: "- ", count: 400)
      + "listed\n\n"
      + String(repeating: "*a ", count: 400) + String(repeating: "b* ", count: 400)
    let it = try await Fixture(["sources/s.md": source("", deep)])
    #expect(it["sources/s.html"].faults == [])
    for word in ["quoted [sic] words", "listed"] { #expect(it["sources/s.html"].text.contains(word)) }
  }

  @Test func `A source has turns, hand-offs, ids and labels as the contract says`() async throws {
    let it = try await Fixture([
      "sources/s.md": source(
        "speakers: {A: ann, B: {id: bob, via: interpreter}}\n",
        "## H\n\nA (low) [00:01:05]: one\n\ntwo\n\n> (laughs)\n\nB: three\n{: #mine .verse }\n\n[^1]: foot\n\nfour"
      ),
      "speakers/ann.md": card("name", "Ann"), "speakers/bob.md": card("name", "Bob"),
    ])
    let page = it["sources/s.html"]
    #expect(page.all("div", "turn").map { $0.attributes["data-speaker"] } == ["ann", "bob", nil, "bob"])
    #expect(page.all("div", "handoff").count == 2)
    #expect(
      page.all("div", "passage").compactMap { $0.attributes["id"] } == ["p1", "p2", "p3", "p4", "p5", "p6"])
    #expect(page.all("time", "timecode").map { $0.attributes["datetime"] } == ["PT65S"])
    #expect(page.all("div", "verse").count == 1 && page.ids.contains("mine") && page.ids.contains("h"))
    #expect(page.faults == [])
  }

  @Test func `Addresses in the record are encoded where a URL needs it`() async throws {
    let it = try await Fixture([
      "sources/s.md": source(
        "", "[a](<http://x.org/a b\"c|d>) [b](<media/ü x.png>) [c](http://x.org/%20?q=a&b)"),
      "media/ü x.png": "x",
    ])
    #expect(it.diagnostics.map(\.message) == [])
    #expect(
      it["sources/s.html"].hrefs.filter { $0.contains("x.org") || $0.contains("media") } == [
        "http://x.org/a%20b%22c%7Cd", "../media/%C3%BC%20x.png", "http://x.org/%20?q=a&b",
      ])
  }
}
