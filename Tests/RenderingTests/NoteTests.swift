import Archive
import Testing

@testable import Rendering

/// The parts of a note, and the links from a page to it and back.
@Suite struct NoteTests {
  private static let notes = """
    - id: long
      on: s
      quote: two three
      kind: context
      status: withdrawn
      author: A
      date: 2020
      certainty: possible
      body: B
      references: ["*Book*, p. 1", "[web](https://x.example/)"]
      replies:
        - {author: C, date: 2021, body: first, replies: [{author: D, body: second}]}
        - {body: third}
    - {id: short, on: s, quote: two, kind: claim, body: x}
    - {id: apart, on: s, quote: three. Four, kind: claim, body: x}
    - {id: passage, on: "s#p3", kind: claim, body: x}
    - {id: source, on: s, kind: claim, body: x}
    - {id: lost, on: s, quote: nowhere in these words, kind: question, body: x}
    """

  private func page() async throws -> Fixture {
    try await Fixture(
      [
        "sources/s.md": source("", "One two three.\n\nFour five.\n\n- six\n- *seven*"),
        "sources/none.md": source("", "One two three."),
        "annotations/n.yaml": Self.notes,
      ], templates: try Fixture.shipped())
  }

  @Test func `The first mark of each note says that it begins, once`() async throws {
    let page = try await page()["sources/s.html"]
    let begins = page.all("mark").compactMap { $0.attributes["data-begins"] }
    #expect(begins == ["Notes 1, 2 begin", "Note 3 begins"])
    #expect(
      page.all("mark").map { $0.attributes["data-notes"] } == [
        "short long", "long", "long apart", "apart", "apart",
      ])
  }

  @Test func `Every note with a place has a sign that leads to it, and a way back`() async throws {
    let page = try await page()["sources/s.html"]
    let signs = page.all("a", "note-ref")
    #expect(
      signs.map { $0.attributes["href"] } == ["#note-short", "#note-long", "#note-apart", "#note-passage"])
    #expect(signs.allSatisfy { $0.attributes["role"] == "doc-noteref" })
    #expect(
      page.all("a", "note-back").map { $0.attributes["href"] }
        == ["#ref-short", "#ref-long", "#ref-apart", "#ref-passage"])
    #expect(page.faults == [])
  }

  @Test func `The sign of a note on a whole list stands in its last item`() async throws {
    let text = try await page().text("sources/s.html")
    let list = try #require(text.firstRange(of: "<ul><li>six"))
    let rest =
      text[list.lowerBound...].prefix { $0 != "\n" }
      + text[list.upperBound...].drop { $0 != "\n" }.prefix(400)
    let sign = try #require(rest.firstRange(of: "id=\"ref-passage\""))
    let end = try #require(rest.firstRange(of: "</li></ul>"))
    #expect(sign.lowerBound < end.lowerBound)
  }

  @Test func `All notes are in the list of notes, with or without a place`() async throws {
    let it = try await page()
    let text = it.text("sources/s.html")
    let start = try #require(text.firstRange(of: "<nav class=\"note-index\""))
    let end = try #require(text[start.lowerBound...].firstRange(of: "</nav>"))
    let list = Markup(String(text[start.lowerBound..<end.upperBound]))
    #expect(
      Set(list.all("a").compactMap { $0.attributes["href"] })
        == ["#note-long", "#note-short", "#note-apart", "#note-passage", "#note-source", "#note-lost"])
    #expect(list.text.contains("nowhere in these words") && list.text.contains("no place in the text"))
    #expect(list.text.contains("the whole passage 3") && list.text.contains("the whole source"))
  }

  @Test func `A source without notes has nothing of them`() async throws {
    let text = try await page().text("sources/none.html")
    #expect(!text.contains("note-index") && !text.contains("note-tools") && !text.contains("notes.js"))
    #expect(try await page().text("sources/s.html").contains("assets/notes.js"))
  }

  @Test func `A note shows its status, references and replies, wherever it stands`() async throws {
    let it = try await page()
    for path in ["sources/s.html", "annotations.html"] {
      let page = it[path]
      let note = try #require(page.tags.first { $0.attributes["id"] == "note-long" })
      #expect(note.attributes["data-status"] == "withdrawn", "\(path)")
      #expect(page.all("span", "note-status").count == 1)
      #expect(page.all("ul", "note-references").count == 1)
      #expect(page.all("li", "reply").count == 3)
      #expect(page.all("details", "note-replies").count == 1)
      for words in ["withdrawn", "Book, p. 1", "3 replies", "C, 2021", "first", "second", "third"] {
        #expect(page.text.contains(words), "\(path): \(words)")
      }
      #expect(page.faults == [])
    }
  }

  @Test func `A note through several passages says how far it reaches`() async throws {
    let it = try await page()
    #expect(it["sources/s.html"].text.contains("On words from passage 1 to passage 2"))
  }

  @Test func `Where the address of the site is known the page for what is not there has whole links`()
    async throws
  {
    let known = try await Fixture(
      ["archive.yaml": "title: T\nbase_url: https://x.example/a\n", "sources/s.md": source("", "x")],
      templates: try Fixture.shipped())
    let links = known["404.html"].all("a").compactMap { $0.attributes["href"] }.filter { !$0.hasPrefix("#") }
    #expect(links.count > 8)
    #expect(links.allSatisfy { $0.hasPrefix("https://x.example/a/") })
    let unknown = try await page()["404.html"].all("a").compactMap { $0.attributes["href"] }
    #expect(unknown.contains("index.html") && !unknown.contains { $0.hasPrefix("/") })
  }
}
