import Anchoring
import Archive
import Foundation
import Linking
import Reading
import Rendering
import Search

extension ForeignReader {
  static let searchReaders = [
    ForeignReader(
      "query",
      words: [
        "\"", " OR ", "-", "*", "date:", "1961..1963", "speaker:", "in:notes", "-\"", "kind:", "year:",
        "\u{301}", "港口", "ะ", "'",
      ]
    ) { bytes in
      var reader = try IndexReader(directory: wholeSite.get() + "/search")
      let text = String(decoding: bytes.prefix(400), as: UTF8.self)
      let found = try reader.search(text, limit: 5)
      try expect(
        found.hits.count <= 5 && found.total >= found.hits.count, "more hits than there are: \(found.total)")
      _ = try reader.completions(of: text)
    },
    ForeignReader(
      "shard", words: ["sitegenSearch.shard(", "\"index\",", "\"AAAA\"", "[0,1]", "-1", "1e9", "99999999999"]
    ) {
      try readShard($0)
    },
    ForeignReader(
      "state", words: ["sitegen index state", "\u{0}\u{0}\u{0}\u{0}", "\u{7F}\u{7F}\u{7F}\u{7F}"]
    ) {
      try readState($0)
    },
  ]

  /// A small site with its index, in a temporary folder of this process. One copy stays intact, another is damaged.
  private static let wholeSite = Result { try publish(to: "whole") }
  private static let damagedSite = Result { try publish(to: "damaged") }

  private static func publish(to name: String) throws -> String {
    let folder = NSTemporaryDirectory() + "sitegen-fuzz-\(ProcessInfo.processInfo.processIdentifier)/\(name)"
    func write(_ path: String, _ bytes: [UInt8]) throws {
      let url = URL(filePath: folder).appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    let edition = edition()
    let site = Site(edition, theme: plainTheme)
    for index in 0..<site.count {
      let page = site.page(index)
      try write(page.path, page.bytes)
    }
    let (builder, found) = searched(edition)
    var indexer = builder.makeIndexer()
    for file in try builder.files([indexer.index(found)], source: { _ in found }, entries: []) {
      try write(file.path, file.bytes)
    }
    return folder
  }

  private static func edition() -> Edition {
    var archive = Archive()
    archive.sources = [record]
    return Linker.link(anchor(archive, ledgers: [:])).edition
  }

  /// The index builder and the source of the small site.
  private static func searched(_ edition: Edition) -> (builder: IndexBuilder, source: SearchSource) {
    let source = edition.sources[0]
    let passages = source.record.passages.map {
      SearchPassage(number: $0.number, range: $0.range.asRange, speaker: 0, topics: [])
    }
    let vocabulary = SearchVocabulary(
      speakers: [.init(id: "guest", label: "Guest")], topics: [],
      kinds: [.init(id: "interview", label: "Interview")])
    return (
      IndexBuilder(vocabulary: vocabulary),
      SearchSource(
        id: source.id, title: source.name, url: "sources/record.html", date: "", sortKey: 0, kind: 0,
        language: "en", bytes: source.record.bytes, passages: passages)
    )
  }

  /// The index of the small site for incremental updates, by path, and its source before and after an edit.
  private static let renewable = Result {
    let (builder, before) = searched(edition())
    var after = before
    let start = after.passages.first.map(\.range.lowerBound) ?? 0
    after.bytes[start] = 0x7A
    var indexer = builder.makeIndexer()
    var files: [String: [UInt8]] = [:]
    try builder.write([indexer.index(before)], source: { _ in before }, entries: []) {
      files[$0.path] = $0.bytes
    }
    return (builder: builder, files: files, change: IndexChange(number: 0, before: before, after: after))
  }

  /// A readable state is written so that it reads the same, and an index update with it returns.
  private static func readState(_ bytes: [UInt8]) throws {
    guard let state = IndexState(bytes) else { return }
    guard let again = IndexState(state.bytes) else {
      throw Broken(description: "what was written of a state cannot be read")
    }
    try expect(again == state, "a state reads back as another one")
    let (builder, files, change) = try renewable.get()
    _ = try builder.renew(state, changes: [change], entries: [], read: { files[$0] }, emit: { _ in })
  }

  /// The first byte selects the index file that the other bytes replace.
  private static func readShard(_ bytes: [UInt8]) throws {
    let search = URL(filePath: try damagedSite.get()).appending(path: "search")
    let names = try FileManager.default.contentsOfDirectory(atPath: search.path).sorted()
    guard let first = bytes.first else { return }
    let file = search.appending(path: names[Int(first) % names.count])
    let whole = try Data(contentsOf: file)
    defer { try? whole.write(to: file) }
    try Data(bytes.dropFirst()).write(to: file)
    do {
      var reader = try IndexReader(directory: search.path)
      for query in ["boats winter", "\"the keys\"", "har*", "speaker:guest bort"] {
        _ = try reader.search(query, limit: 3)
      }
    } catch is SearchError {
      // An error is allowed here, a crash is not.
    }
  }
}
