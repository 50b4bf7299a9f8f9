import Testing

@testable import Rendering

/// Footnotes are links in both directions, in sources and on prose pages.
@Suite struct FootnoteTests {
  private func check(_ page: Markup, _ refs: [String], _ backs: [String]) {
    let links = page.all("a", "footnote-ref")
    #expect(links.map { $0.attributes["href"] } == refs)
    #expect(links.allSatisfy { $0.attributes["aria-label"]?.hasPrefix("Footnote ") == true })
    let back = page.tags.filter {
      $0.name == "a" && $0.attributes["aria-label"]?.hasPrefix("Back to the text, footnote") == true
    }
    #expect(back.map { $0.attributes["href"] } == backs)
    #expect(backs.sorted() == links.compactMap { $0.attributes["id"].map { "#" + $0 } }.sorted())
    for target in refs + backs { #expect(page.ids.contains(String(target.dropFirst())), "\(target)") }
    #expect(page.faults == [])
  }

  /// The body of a source, the destinations of the signs, and the links back.
  @Test(arguments: [
    ("a[^1]\n\n[^1]: note", ["#p2"], ["#fnref-1"]),
    ("a[^1] b[^1]\n\n[^1]: note", ["#p2", "#p2"], ["#fnref-1", "#fnref-1-2"]),
    ("a[^b] c[^a]\n\n[^a]: A\n\n[^b]: B", ["#p3", "#p2"], ["#fnref-2", "#fnref-1"]),
    ("[^1]: first\n\na[^1]", ["#p1"], ["#fnref-1"]),
    ("*a[^1]* **b[^2]**\n\n[^1]: one\n[^2]: two", ["#p2", "#p3"], ["#fnref-1", "#fnref-2"]),
    ("- a[^1]\n- b\n\n[^1]: one", ["#p2"], ["#fnref-1"]),
    ("| A |\n| - |\n| b[^1] |\n\n[^1]: one", ["#p2"], ["#fnref-1"]),
    ("> a[^1]\n\n[^1]: one", ["#p2"], ["#fnref-1"]),
    ("a[^1]\n\n[^1]: one[^2]\n\n[^2]: two", ["#p2", "#p3"], ["#fnref-1", "#fnref-2"]),
    ("# H[^1]\n\na\n\n[^1]: one", ["#p2"], ["#fnref-1"]),
    ("a[^1] b[^2] [c[^1]](http://x.org)\n\n[^1]: note", ["#p2"], ["#fnref-1"]),
    ("a[^<&\">]\n\n[^<&\">]: note", ["#p2"], ["#fnref-1"]),
    ("# fn-1\n\n## fnref-1\n\na[^1]\n\n[^1]: note", ["#p2"], ["#fnref-1"]),
  ]) func `In a source`(_ body: String, _ refs: [String], _ backs: [String]) async throws {
    let it = try await Fixture(["sources/s.md": source("", body)])
    check(it["sources/s.html"], refs, backs)
    expectWhole(it)
  }

  @Test func `On pages and in entries of registers`() async throws {
    let text = "a[^1] b[^x] c[^1]\n\n[^1]: note\n\n    more\n\n[^x]: other"
    let it = try await Fixture([
      "sources/s.md": source("topics: [t]\n", "x"), "pages/g.md": card("title", "G", "", text),
      "topics/t.md": card("label", "T", "", text),
    ])
    for page in ["g.html", "topics/t.html"] {
      check(it[page], ["#fn-1", "#fn-2", "#fn-1"], ["#fnref-1", "#fnref-1-2", "#fnref-2"])
    }
    expectWhole(it)
  }

  /// A note can be on several pages and beside other notes, where its ids would not be unique.
  @Test func `In a note signs are no links`() async throws {
    let it = try await Fixture([
      "sources/s.md": source("", "words"),
      "annotations/n.yaml": "- id: n\n  on: s\n  quote: words\n  body: |\n    a[^1]\n\n    [^1]: note\n",
    ])
    #expect(it["sources/s.html"].all("a", "footnote-ref").isEmpty)
    #expect(it["sources/s.html"].all("sup", "footnote-ref").count == 1)
    #expect(it["sources/s.html"].faults == [])
    expectWhole(it)
  }

  @Test func `A note that ends on a sign keeps its number, and the sign its letters`() async throws {
    let it = try await Fixture([
      "sources/s.md": source("", "some words[^12] here\n\n[^12]: note"),
      "annotations/n.yaml":
        "- {id: n, on: s, quote: 'words[^12]', body: x}\n- {id: m, on: s, quote: 'some words', body: x}\n",
    ])
    #expect(it["sources/s.html"].all("a", "note-ref").count == 2)
    #expect(
      it.text("sources/s.html").contains(">[^</span>12<span class=\"footnote-bracket\">]</span></a></sup>"))
    check(it["sources/s.html"], ["#p2"], ["#fnref-1"])
    expectWhole(it)
  }
}
