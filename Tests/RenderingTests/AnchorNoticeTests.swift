import Archive
import Testing

@testable import Rendering

/// Notices about ids on pages: passages that were divided, joined or removed, and sources with a new name.
@Suite struct AnchorNoticeTests {
  static let frank = "He calls the talks frank and businesslike and thanks his host for the welcome."
  static let arms = "The second question is about the treaty on strategic arms which ends in three years."
  static let secret = "Nothing was agreed in secret and all that was agreed will be made public."

  static func body(_ passages: String...) -> String { source("", passages.joined(separator: "\n\n")) }

  @Test(arguments: [
    ("", "Divided since; continues in passage 3."),
    (
      "2026-11-21",
      "Divided on <time datetime=\"2026-11-21\">21 November 2026</time>; continues in passage 3."
    ),
  ])
  func `A divided passage says where it goes on`(day: String, sentence: String) async throws {
    let whole = Self.body(Self.frank, "\(Self.arms) \(Self.secret)")
    let parts = Self.body(Self.frank, Self.arms, Self.secret)
    let first = try await Fixture(["sources/s.md": whole])
    let second = try await Fixture(["sources/s.md": parts], ledgers: first.ledgers, day: day)
    let linked = sentence.replacing("passage 3", with: "passage <a href=\"#p3\">3</a>")
    // The notice is the last line of the passage, after the words and not among them.
    let text = second.text("sources/s.html")
    #expect(
      text.contains(
        "</div>\n<p class=\"anchor-remark\">\(linked)</p>\n</div>\n<div class=\"passage\" id=\"p3\""))
    let third = try await Fixture(["sources/s.md": parts], ledgers: second.ledgers)
    #expect(third.text("sources/s.html") == text)
    #expect(second["sources/s.html"].faults == [])
  }

  @Test func `Several parts are named in order of the text`() async throws {
    let whole = Self.body("\(Self.frank) \(Self.arms) \(Self.secret)")
    let first = try await Fixture(["sources/s.md": whole])
    let parts = try await Fixture(
      ["sources/s.md": Self.body(Self.frank, Self.arms, Self.secret)], ledgers: first.ledgers)
    #expect(
      parts.text("sources/s.html").contains(
        "continues in passages <a href=\"#p2\">2</a> and <a href=\"#p3\">3</a>.</p>"))
  }

  @Test func `A removed passage leaves a line with the day`() async throws {
    let first = try await Fixture(["sources/s.md": Self.body(Self.frank, Self.arms, Self.secret)])
    let shorter = Self.body(Self.frank, Self.secret)
    let bare = try await Fixture(["sources/s.md": shorter], ledgers: first.ledgers)
    #expect(
      bare.text("sources/s.html").contains(
        "<p class=\"removed\" id=\"p2\">Passage 2 was removed from here.</p>"))
    let dated = try await Fixture(["sources/s.md": shorter], ledgers: first.ledgers, day: "2026-11-21")
    #expect(dated.text("sources/s.html").contains("was removed from here on <time datetime=\"2026-11-21\">"))
  }

  @Test func `Both ids of joined passages arrive`() async throws {
    let first = try await Fixture(["sources/s.md": Self.body(Self.frank, Self.arms, Self.secret)])
    let second = try await Fixture(
      ["sources/s.md": Self.body(Self.frank, "\(Self.arms) \(Self.secret)")], ledgers: first.ledgers)
    #expect(second["sources/s.html"].ids.isSuperset(of: ["p1", "p2", "p3"]))
  }

  @Test func `The page says it in its own language`() async throws {
    let whole = source("language: ru\n", "\(Self.arms) \(Self.secret)")
    let first = try await Fixture(["sources/s.md": whole])
    let second = try await Fixture(
      ["sources/s.md": source("language: ru\n", "\(Self.arms)\n\n\(Self.secret)")], ledgers: first.ledgers)
    #expect(second.text("sources/s.html").contains("<p class=\"anchor-remark\" lang=\"en\" dir=\"ltr\">"))
  }

  // MARK: Earlier addresses

  @Test func `A renamed source leaves a page with all its ids`() async throws {
    let body = [Self.frank, Self.arms].joined(separator: "\n\n")
    let first = try await Fixture(["sources/old.md": source("", body)])
    let second = try await Fixture(
      [
        "archive.yaml": "title: T\nbase_url: https://x.example/\n",
        "sources/new.md": source("aliases: [old]\n", Self.arms),
      ],
      ledgers: first.ledgers, templates: Fixture.shipped())
    let page = second["sources/old.html"]
    #expect(page.faults == [])
    #expect(page.ids.isSuperset(of: ["p1", "p2"]))
    #expect(page.hrefs.contains("../sources/new.html"))
    #expect(page.hrefs.contains("../sources/new.html#p1"))
    #expect(second["sources/new.html"].ids.isSuperset(of: ["p1", "p2"]))
    let text = second.text("sources/old.html")
    #expect(text.contains("<link rel=\"canonical\" href=\"https://x.example/sources/new.html\">"))
    #expect(text.contains("<body class=\"page-moved\""))
    // A refresh would lose the requested passage.
    #expect(!text.contains("http-equiv=\"refresh\""))
    #expect(Site(second.edition, theme: second.theme).unlisted.contains("sources/old.html"))
  }

  @Test func `The ids of a merged source lead to the passages they are now`() async throws {
    let first = try await Fixture([
      "sources/a.md": Self.body(Self.frank), "sources/b.md": Self.body(Self.arms, Self.secret),
    ])
    let merged = try await Fixture(
      ["sources/a.md": source("aliases: [b]\n", "\(Self.frank)\n\n\(Self.arms)")], ledgers: first.ledgers)
    let text = merged.text("sources/b.html")
    #expect(
      text.contains(
        "<li id=\"p1\"><a href=\"../sources/a.html#p2\">Passage 1</a>, now 2: <q lang=\"en\">The second"))
    #expect(text.contains("<li id=\"p2\">Passage 2 was removed: <q lang=\"en\">Nothing was agreed"))
    #expect(text.contains("was merged into another source:"))
    #expect(merged["sources/b.html"].faults == [])
  }

  @Test func `An alias that no ledger knows goes on at once`() async throws {
    let it = try await Fixture(["sources/a.md": source("aliases: [older]\n", Self.frank)])
    #expect(
      it.text("sources/older.html").contains(
        "<noscript><meta http-equiv=\"refresh\" content=\"0; url=../sources/a.html\"></noscript>"))
    #expect(it["sources/older.html"].ids.isDisjoint(with: ["p1"]))
  }

  @Test(arguments: ["../a", "index", "a b", "sources/x"])
  func `An alias that cannot be a file name is refused`(alias: String) async throws {
    let it = try await Fixture(["sources/a.md": source("aliases: ['\(alias)']\n", Self.frank)])
    #expect(it.diagnostics.map(\.rule) == ["bad-id"])
    #expect(it.diagnostics.first?.position == Position(line: 3, column: 11))
    #expect(!it.texts.keys.contains { $0.contains(alias) && alias != "index" })
  }

  @Test func `Links and notes by an earlier id arrive, and the author is told`() async throws {
    let files = [
      "sources/old.md": Self.body(Self.frank, Self.arms), "sources/u.md": source("", "[x](source:old#p2)"),
      "annotations/n.yaml": "- {id: n, on: \"old#p2\", quote: strategic arms, body: x}\n",
    ]
    let first = try await Fixture(files)
    #expect(first.diagnostics == [])
    var renamed = files
    renamed["sources/old.md"] = nil
    renamed["sources/new.md"] = source("aliases: [old]\n", "\(Self.frank)\n\n\(Self.arms)")
    let it = try await Fixture(renamed, ledgers: first.ledgers)
    #expect(it.diagnostics.map(\.rule) == ["note-renamed-source", "renamed-source"])
    #expect(it.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(it.diagnostics[0].fix == "write 'on: new#p2'")
    #expect(it.diagnostics[1].fix == "write 'source:new#p2'")
    #expect(it.text("sources/new.html").contains(">strategic arms</mark>"))
    #expect(it.text("sources/u.html").contains("href=\"../sources/old.html#p2\""))
    #expect(it["sources/old.html"].ids.contains("p2"))
    renamed["sources/u.md"] = source("", "[x](source:old#p9) [y](source:old#heading)")
    let dead = try await Fixture(renamed, ledgers: first.ledgers)
    #expect(dead.diagnostics.map(\.rule) == ["note-renamed-source", "dead-reference", "dead-reference"])
  }
}
