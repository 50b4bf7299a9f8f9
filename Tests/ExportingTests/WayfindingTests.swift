import Archive
import Foundation
import FoundationXML
import Testing

@testable import Exporting

@Suite struct WayfindingTests {
  @Test func withoutAnAddressThereIsOnlyRobots() async throws {
    let exports = try await SmallArchive.exports(["archive.yaml": "title: Tides\n"])
    #expect(exports.wayfinding(pages: ["a.html"]).map(\.path) == ["robots.txt"])
    #expect(try exports.text("robots.txt") == "User-agent: *\nAllow: /\n")
    #expect(!exports.hasFeed)
  }

  @Test func aFeedHasTheSourcesChangedLastFirst() async throws {
    let exports = try await SmallArchive.exports([
      "sources/late.md": "---\ntitle: Late\nkind: letter\ndate: 2022\n---\n\nWords.\n"
    ])
    #expect(exports.hasFeed)
    let feed = try SmallArchive.parse(exports.file("feed.xml"))
    #expect(
      feed["id"] == [
        "https://example.org/tides/", "https://example.org/tides/sources/late.html",
        "https://example.org/tides/sources/keeper.html",
      ])
    #expect(feed["updated"] == ["2022-01-01T00:00:00Z", "2022-01-01T00:00:00Z", "2021-03-01T00:00:00Z"])
    #expect(feed["title"] == ["Tides & <Times>", "Late", "The keeper \"speaks\""])
    #expect(feed["name"] == ["Ed Itor"])
  }

  /// The aliases of a source, the ids that ledgers remember, and the id of its entry.
  @Test(
    arguments: [
      ("", [:], "memo"),
      ("aliases: [old]", [:], "old"),
      ("aliases: [old, older]", [:], "old"),
      ("aliases: [old]", ["old": ["old"]], "old"),
      ("aliases: [old, older]", ["old": ["old", "older"]], "older"),
      ("aliases: [older, old]", ["old": ["old", "older"]], "older"),
      ("aliases: [old, older]", ["memo": ["memo", "older", "old"]], "older"),
      ("aliases: [guest]", ["memo": ["memo"], "guest": ["guest"]], "memo"),
      ("aliases: [guest, old]", ["memo": ["memo", "old"], "guest": ["guest"]], "old"),
      ("aliases: [o\u{308}ld]", [:], "öld"),
    ] as [(String, [String: [String]], String)])
  func anEntryKeepsItsIDWhenTheSourceIsRenamed(_ front: String, _ ledgers: [String: [String]], _ id: String)
    async throws
  {
    let text = "---\ntitle: Memo\nkind: report\ndate: 2022\n\(front)\n---\n\nWords.\n"
    var files = ["sources/memo.md": text]
    for (name, names) in ledgers {
      let former = names.dropFirst().joined(separator: ", ")
      files["ledger/\(name).txt"] =
        "# sitegen ledger 1: permanent ids of the passages of \(names[0])"
        + (former.isEmpty ? "" : ", formerly \(former)") + "\n"
    }
    let exports = try await SmallArchive.exports(files)
    let feed = try SmallArchive.parse(exports.file("feed.xml"))
    let ids = (feed["id"] ?? []).map { Array($0.utf8) }
    #expect(ids.contains(Array("https://example.org/tides/sources/\(id).html".utf8)))
  }

  @Test func withoutAnyDateThereIsNoFeed() async throws {
    let exports = try await SmallArchive.exports([
      "sources/keeper.md": "---\ntitle: T\nkind: letter\ntopics: [sea, storms]\n---\n\nShe spoke to Bo.\n",
      "annotations/notes.yaml": "- {id: n, on: keeper, quote: She spoke, body: Yes.}\n",
    ])
    #expect(!exports.hasFeed)
    #expect(exports.wayfinding(pages: ["a.html"]).map(\.path) == ["robots.txt", "sitemap.xml"])
  }

  @Test func theSitemapHasEveryPageOnce() async throws {
    let exports = try await SmallArchive.exports()
    let map = try SmallArchive.parse(exports.file("sitemap.xml"))
    #expect(map["loc"] == ["https://example.org/tides/a.html", "https://example.org/tides/b.html"])
    #expect(try exports.text("robots.txt").hasSuffix("Sitemap: https://example.org/tides/sitemap.xml\n"))
  }

  @Test func tooManyPagesMakeSeveralSitemaps() async throws {
    let files = Sitemap(baseURL: "https://e.org/", pages: ["c", "b", "a"], limit: 2).files
    #expect(files.map(\.path) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"])
    let locations = try files.map { try SmallArchive.parse($0.piece(0))["loc"] }
    #expect(
      locations == [
        ["https://e.org/sitemap-1.xml", "https://e.org/sitemap-2.xml"],
        ["https://e.org/a", "https://e.org/b"],
        ["https://e.org/c"],
      ])
  }

  @Test(arguments: [
    ("2018-07-16", "2018-07-16T00:00:00Z"), ("2020-02-29", "2020-02-29T00:00:00Z"),
    ("2018-07-16T01:30+03:00", "2018-07-15T22:30:00Z"), ("1963", "1963-01-01T00:00:00Z"),
    ("2000-03-01", "2000-03-01T00:00:00Z"), ("1900-02-28", "1900-02-28T00:00:00Z"),
    ("1900-12-31", "1900-12-31T00:00:00Z"), ("0001-01-01", "0001-01-01T00:00:00Z"),
    ("9999-12-31", "9999-12-31T00:00:00Z"), ("0000-06-01", nil), ("-0044-03-15", nil),
  ])
  func momentsAreWrittenAsTimestamps(date: String, expected: String?) throws {
    #expect(timestamp(try #require(UncertainDate(date)).earliest) == expected)
  }

  @Test func whatXMLCannotHoldIsReplaced() {
    var xml = XMLWriter()
    let start = xml.bytes.count
    xml.text("a<&>\"\u{1}\u{FFFE}\u{FFFF}\u{FFBE}ü¿\t".utf8)
    #expect(
      String(decoding: xml.bytes.dropFirst(start), as: UTF8.self)
        == "a&lt;&amp;&gt;&quot;\u{FFFD}\u{FFFD}\u{FFFD}\u{FFBE}ü¿\t")
  }
}

extension SmallArchive {
  /// The texts of all elements by element name, in document order.
  static func parse(_ bytes: [UInt8]) throws -> [String: [String]] {
    let reader = ElementReader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    try #require(parser.parse())
    return reader.texts
  }
}
