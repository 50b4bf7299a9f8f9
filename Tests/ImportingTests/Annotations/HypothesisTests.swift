import Anchoring
import Archive
import Foundation
import Testing

@testable import Importing

@Suite struct HypothesisTests {
  func outline(_ sources: [Source] = [Source(id: "talk", path: "sources/talk.md", title: "Talk")])
    -> ArchiveOutline
  {
    ArchiveOutline(settings: Settings(), sources: sources, topics: [], notes: ["taken"])
  }

  func read(_ json: String) -> ImportedNotes {
    var outline = outline()
    outline.given = ["https://x.example/talk": "talk"]
    return AnnotationImporter.read(Array(json.utf8), name: "h.json", into: outline)
  }

  static let rows = #"""
    [{"id": "-a_1", "user": "acct:ann@hypothes.is", "uri": "https://x.example/talk", "text": "See *it*.\r\nYes.",
      "created": "2020-02-29T10:00:00.123456+00:00", "tags": ["Sea", "x"], "permissions": {"read": ["acct:ann@hypothes.is"]},
      "target": [{"source": "https://x.example/talk", "selector": [
        {"type": "RangeSelector", "startContainer": "/p", "endContainer": "/p", "startOffset": 1, "endOffset": 2},
        {"type": "TextPositionSelector", "start": 1, "end": 4},
        {"type": "TextQuoteSelector", "exact": "the lamp", "prefix": "In ", "suffix": " went"}]}]},
     {"id": "page", "user": "acct:bo@x.example", "user_info": {"display_name": "Bo Berg"}, "hidden": true,
      "uri": "https://x.example/talk", "text": "", "tags": [], "target": [{"source": "https://x.example/talk"}]},
     {"id": "re", "user": "acct:bo@x.example", "uri": "https://x.example/talk", "text": "No.", "tags": ["y"],
      "references": ["gone", "-a_1"]},
     {"id": "rere", "user": "acct:bo@x.example", "uri": "https://x.example/talk", "text": "But.",
      "references": ["-a_1", "lost"]},
     {"id": "taken", "user": "acct:bo@x.example", "uri": "https://x.example/talk", "text": "x"},
     {"id": "other", "user": "acct:bo@x.example", "uri": "https://y.example/", "text": "x"}]
    """#

  @Test(arguments: [#"{"total": 6, "rows": ROWS}"#, #"{"export_date": "", "annotations": ROWS}"#, "ROWS"])
  func rowsBecomeNotesAndReplies(form: String) async throws {
    let found = read(form.replacing("ROWS", with: Self.rows))
    #expect(
      found.notes.map(\.written) == [
        [
          "id -a_1", "kind context", "on talk# [In |the lamp| went]", "author ann",
          "date 2020-02-29T10:00:00+00:00", "body See *it*.\nYes.\n\nTags: Sea, x",
          "reply 1 re Bo - No.\n\nTags: y".replacing("Bo", with: "bo"), "reply 1 rere bo - But.",
        ],
        ["id page", "kind context", "on talk# [|nothing|]", "author Bo Berg", "body "],
      ])
    #expect(
      found.diagnostics.map(\.rule).sorted() == [
        "duplicate-id", "hidden-note", "private-note", "unknown-source", "unknown-tag", "unknown-tag",
        "unknown-tag",
      ])
    #expect((found.found, found.taken) == (6, 4))
    let archive = NoteArchive(files: [
      "archive.yaml": "title: T\n", "sources/talk.md": "---\ntitle: T\n---\n\nIn the lamp went.\n",
    ])
    #expect(try await found.readBack(in: archive).map(\.written) == found.notes.map(\.written))
  }

  @Test func aTagThatIsATopicBecomesOne() {
    var topic = Topic(card: RegisterEntryInfo(id: "open-data", label: "Data, open"))
    topic.card.aliases = ["Offene Daten"]
    var outline = ArchiveOutline(
      settings: Settings(), sources: [Source(id: "talk", path: "", title: "")], topics: [topic], notes: [])
    outline.fallback = "talk"
    let json = #"{"rows": [{"id": "a", "tags": ["Open data", "offene daten", "data, OPEN", "open-data"]}]}"#
    let found = AnnotationImporter.read(Array(json.utf8), name: "h.json", into: outline)
    #expect(found.notes.first?.topics.map(\.id) == ["open-data"])
    #expect(found.diagnostics == [])
  }
}

/// The annotations of the corpora, on their original texts.
@Suite(.enabled(if: Corpora.arePresent, "the corpora are not beside the project"))
struct CorpusAnnotationTests {
  static let address = "https://archive.example/"

  /// A source for each file, with the address that its annotations use.
  static func sources() throws -> [Source] {
    try Corpora.files("akoma-ntoso", ".xml").enumerated().map { number, path in
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      var source = Source(id: "talk-\(number)", path: "sources/talk-\(number).md", title: name)
      source.provenance.url = address + name
      source.record = try record(paragraphs(path))
      return source
    }
  }

  private static func record(_ paragraphs: [String]) throws -> Prose {
    var prose = Prose()
    for (index, text) in paragraphs.enumerated() {
      let start = prose.bytes.count
      prose.bytes += text.utf8
      prose.passages.append(
        Passage(
          kind: .paragraph, range: ByteRange(start, prose.bytes.count), marks: 0..<0, line: Int32(index + 1)))
      prose.bytes.append(10)
    }
    return prose
  }

  /// The paragraphs of a file, without tags.
  private static func paragraphs(_ path: String) throws -> [String] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.components(separatedBy: "<p>").dropFirst().compactMap { part in
      var words = part.components(separatedBy: "</p>")[0]
      while let tag = words.range(of: "<[^>]*>", options: .regularExpression) { words.removeSubrange(tag) }
      for (entity, sign) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x26;", "&"), ("&amp;", "&"),
      ] {
        words = words.replacingOccurrences(of: entity, with: sign)
      }
      words = words.trimmingCharacters(in: .whitespacesAndNewlines)
      return words.isEmpty ? nil : words
    }
  }

  /// The expected result of each annotation, from the corpus.
  private func expectations() throws -> [String: String] {
    let bytes = try Corpora.bytes("\(Corpora.folder)/annotations/hypothesis-search.json")
    let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let rows = try #require(object?["rows"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: rows.map { ($0["id"] as? String ?? "", $0["x-expected"] as? String ?? "") })
  }

  /// Replies belong to their note, so their quotations are not anchored. Some of the fuzzy ones lost letters only at
  /// an end, and three have context that indicates another place: exact words that moved.
  @Test(arguments: [
    ("hypothesis-search.json", 164, ["blank-quote", "reply-target", "unknown-tag"], 72, [31, 3, 3], 37),
    ("hypothesis-client-export.json", 40, ["reply-target", "unknown-tag"], 18, [7, 2, 0], 9),
    ("w3c-annotation-page.json", 164, ["blank-quote", "unknown-tag"], 82, [35, 3, 3], 41),
  ])
  func allAreReadAndStandWhereTheyAreExpected(
    file: String, count: Int, rules: [String], exact: Int, fuzzy: [Int], orphans: Int
  ) throws {
    let sources = try Self.sources()
    let outline = ArchiveOutline(settings: Settings(), sources: sources, topics: [], notes: [])
    let bytes = try Corpora.bytes("\(Corpora.folder)/annotations/\(file)")
    let imported = AnnotationImporter.read(bytes, name: file, into: outline)
    #expect(imported.taken == count)
    #expect(Set(imported.diagnostics.map(\.rule)).sorted() == rules)
    var archive = Archive()
    archive.sources = sources
    archive.annotations = imported.notes
    let expected = try expectations()
    var found: [String: [Placement.State: Int]] = [:]
    for placement in anchor(archive, ledgers: [:]).placements {
      let id = imported.notes[placement.annotation].id
      found[expected[id] ?? "", default: [:]][placement.state, default: 0] += 1
    }
    #expect(found["exact"] == [.exact: exact])
    let states: [Placement.State: Int] = [.changed: fuzzy[0], .exact: fuzzy[1], .moved: fuzzy[2]]
    #expect(found["fuzzy"] == states.filter { $0.value > 0 })
    #expect(found["orphan"] == [.lost: orphans])
    #expect(found.count == 3)
  }

  @Test(arguments: [("minimal", 1), ("wikipedia-regression-testing", 5)])
  func realOnesAreRead(name: String, count: Int) async throws {
    let archive = NoteArchive(files: [
      "archive.yaml": "title: T\n", "sources/page.md": "---\ntitle: T\n---\n\nOne Two Three\n",
    ])
    var outline = try await archive.edition().outline()
    outline.fallback = "page"
    let bytes = try Corpora.bytes("\(Corpora.folder)/annotations/hypothesis-baselines/\(name).json")
    let found = AnnotationImporter.read(bytes, name: name, into: outline)
    #expect(found.taken == count)
    #expect(found.diagnostics == [])
    #expect(found.notes.allSatisfy { $0.targets.first?.quote != nil })
    #expect(try await found.readBack(in: archive).map(\.id).sorted() == found.notes.map(\.id).sorted())
  }
}
