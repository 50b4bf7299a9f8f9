import Archive
import Testing

/// One entity with two ids is reported, and so is an alias that is an id in use.
@Suite struct SplitEntryTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var files: [String: String]
    var said: [String]
    var testDescription: String { name }
  }

  private static let plain = ["sources/a.md": source("speakers: {A: ann-lee}\n", "A: x")]
  private static let ann = ["speakers/ann-lee.md": card("name", "Ann Lee")]

  private static func row(_ name: String, _ files: [String: String], _ said: String...) -> Row {
    Row(name: name, files: plain.merging(files) { $1 }, said: said)
  }

  static let rows: [Row] = [
    row(
      "an old id in a source",
      [
        "speakers/lee.md": card("name", "Ann Lee", "aliases: [ann-lee]\n")
      ], "sources/a.md:3:15 split-entry"),
    row(
      "a name in a list of speakers",
      [
        "sources/a.md": source("speakers: [Ann Lee, Bo]\n", "Ann Lee: x\n\nBo: y"),
        "speakers/lee.md": card("name", "Ann Lee"),
      ], "sources/a.md:3:12 split-entry"),
    row(
      "an alias in a list of speakers, in other letters",
      [
        "sources/a.md": source("speakers: [ANN LEE, Bo]\n", "ANN LEE: x\n\nBo: y"),
        "speakers/lee.md": card("name", "A. Lee", "aliases: [Ann  Lee]\n"),
      ], "sources/a.md:3:12 split-entry"),
    row(
      "an old id in an attribute list",
      ann.merging([
        "sources/b.md": source("", "x\n{: speaker=\"annie\" }"),
        "speakers/ann-lee.md": card("name", "Ann Lee", "aliases: [annie]\n"),
      ]) { $1 }, "sources/b.md:5:13 split-entry"),
    row(
      "an old id in an event",
      [
        "speakers/ann-lee.md": card("name", "Ann Lee", "aliases: [annie]\n"),
        "events/e.md": card("title", "E", "date: 2018\nparticipants: [annie]\n"),
      ], "events/e.md:4:16 split-entry"),
    row(
      "an alias that is the id of another file",
      [
        "speakers/ann-lee.md": card("name", "Ann Lee"),
        "speakers/lee.md": card("name", "A. Lee", "aliases: [x, ann-lee]\n"),
      ], "speakers/lee.md:3:14 split-entry"),
    row(
      "two files of one name", ann.merging(["speakers/lee.md": card("name", "ann  lee")]) { $1 },
      "speakers/lee.md:2:7 split-entry"),
    row(
      "two files of one name in two Unicode forms",
      [
        "speakers/ann-lee.md": card("name", "Ann Lée"), "speakers/lee.md": card("name", "Ann Le\u{301}e"),
      ], "speakers/lee.md:2:7 split-entry"),
    row(
      "two files with one authority id",
      [
        "speakers/ann-lee.md": card("name", "Ann Lee", "authority: {viaf: '1', wikidata: Q1}\n"),
        "speakers/lee.md": card("name", "Lee", "authority: {wikidata: Q1}\n"),
      ], "speakers/lee.md:3:23 split-entry"),
    row(
      "two places with one authority id",
      ann.merging([
        "places/a.md": card("name", "A", "authority: {geonames: '1'}\n"),
        "places/b.md": card("name", "B", "authority: {geonames: '1'}\n"),
      ]) { $1 }, "places/b.md:3:23 split-entry"),
    row(
      "a topic under an old id",
      ann.merging([
        "sources/b.md": source("topics: [ships]\n", "x"),
        "topics/vessels.md": card("label", "Vessels", "aliases: [ships]\n"),
      ]) { $1 }, "sources/b.md:3:10 split-entry"),
    row(
      "a topic's alias that is an id",
      ann.merging([
        "topics/ships.md": card("label", "Ships"),
        "topics/vessels.md": card("label", "Vessels", "aliases: [Ships]\n"),
      ]) { $1 }, "topics/vessels.md:3:11 split-entry"),
    row(
      "three files of one name",
      ann.merging([
        "speakers/lee.md": card("name", "Ann Lee"), "speakers/lee-2.md": card("name", "Ann Lee"),
      ]) { $1 }, "speakers/lee-2.md:2:7 split-entry", "speakers/lee.md:2:7 split-entry"),
    // Valid cases.
    row(
      "two of one name that an authority file tells apart",
      [
        "speakers/ann-lee.md": card("name", "Ann Lee", "authority: {viaf: '1'}\n"),
        "speakers/lee.md": card("name", "Ann Lee", "authority: {viaf: '2'}\n"),
      ]),
    row(
      "an alias that is a name of the entry itself",
      [
        "speakers/ann-lee.md": card("name", "Ann Lee", "aliases: [Ann Lee, ann-lee]\n")
      ]),
    row(
      "two events of one title",
      ann.merging([
        "events/a.md": card("title", "Press conference", "date: 2018\n"),
        "events/b.md": card("title", "Press conference", "date: 2019\n"),
      ]) { $1 }),
    row(
      "an alias that two share",
      ann.merging([
        "speakers/ann-lee.md": card("name", "Ann Lee", "aliases: [the keeper]\n"),
        "speakers/bo.md": card("name", "Bo", "aliases: [the keeper]\n"),
      ]) { $1 }),
  ]

  @Test(arguments: rows) func `One thing under two ids`(_ row: Row) async throws {
    let it = try await Fixture(row.files)
    #expect(it.all == row.said)
    #expect(it.diagnostics.allSatisfy { $0.severity == .warning && $0.fix != nil })
  }

  /// An alias of a source has its own page, so an alias that is in use is an error.
  @Test(arguments: [
    ("aliases: [b]\n", "sources/a.md:3:11 alias-taken"),
    ("aliases: [x, B]\n", "sources/a.md:3:14 alias-taken"),
    ("aliases: [a]\n", "sources/a.md:3:11 alias-taken"), ("aliases: [c]\n", "sources/b.md:3:11 alias-taken"),
  ]) func `An alias of a source that is in use is an error`(_ front: String, _ said: String) async throws {
    let it = try await Fixture([
      "sources/a.md": source(front, "x"), "sources/b.md": source("aliases: [c]\n", "x"),
    ])
    #expect(it.all == [said])
  }
}

/// References to an entry whose file cannot be read are not reported as dead: only the fault of that file is reported.
@Suite struct UnreadTests {
  private static let broken = "---\ntitle: Choose tools: a manifesto\n---\n\nDAN: Words.\n\nDAN: More.\n"

  @Test(arguments: [
    ["sources/b.md": source("", "[x](source:a) and [y](source:a#p7)")],
    ["annotations/n.yaml": "- {id: n, on: a, quote: words, body: x}\n"],
    ["annotations/n.yaml": "- {id: n, on: 'a#p3', body: 'see [it](source:a)'}\n"],
    ["topics/t.md": card("label", "T", "", "See [it](source:a).")],
    ["pages/p.md": card("title", "P", "", "See [it](source:a#words).")],
    ["speakers/s.md": card("name", "S", "", "See [it](source:a).")],
    [:],
  ]) func `Only the broken file is reported`(_ files: [String: String]) async throws {
    let it = try await Fixture(files.merging(["sources/a.md": Self.broken]) { $1 }, ledgers: ["a": ""])
    #expect(it.all == ["sources/a.md:2:20 broken-yaml"])
    #expect(it.diagnostics.first?.fix == "write title: \"Choose tools: a manifesto\"")
  }

  @Test(arguments: [
    [
      "speakers/s.md": "---\nname: S: x\n---\n",
      "sources/b.md": source("speakers: {S: s}\n", "S: [x](speaker:s)"),
    ],
    ["topics/t.md": "---\nlabel: S: x\n---\n", "sources/b.md": source("topics: [t]\n", "[x](topic:t)")],
    ["events/e.md": "---\ntitle: S: x\n---\n", "sources/b.md": source("event: e\n", "[x](event:e)")],
    ["places/e.md": "---\nname: S: x\n---\n", "sources/b.md": source("place: e\n", "[x](place:e)")],
    ["pages/e.md": "---\ntitle: S: x\n---\n", "sources/b.md": source("", "[x](page:e)")],
    ["annotations/n.yaml": "- id: n\n  quote: S: x\n", "sources/b.md": source("", "[x](note:n)")],
    [
      "archive.yaml": "title: S: x\nkinds: {own: {label: Own, hue: blue}}\n",
      "sources/b.md": source("", "words"),
      "annotations/n.yaml": "- {id: n, on: b, quote: words, kind: own, body: x}\n",
    ],
  ]) func `So it is with every other file`(_ files: [String: String]) async throws {
    let it = try await Fixture(files)
    #expect(it.diagnostics.map(\.rule) == ["broken-yaml"])
    #expect(it.diagnostics.first?.fix?.hasPrefix("write ") == true)
  }
}
