import Foundation
import Workers

@testable import Search

/// An archive made for a test, and its index in a folder that is gone with it.
final class Fixture {
  var sources: [SearchSource] = []
  var entries: [SearchEntry] = []
  var vocabulary = SearchVocabulary(
    speakers: [.init(id: "anna", label: "Anna Lindqvist"), .init(id: "ben", label: "Ben Okafor")],
    topics: [.init(id: "arms", label: "Arms control"), .init(id: "trade", label: "Trade")],
    kinds: [.init(id: "transcript", label: "Transcript"), .init(id: "report", label: "Report")])
  let folder = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: folder) }

  var directory: String { folder.appending(path: "search").path }

  /// A source of paragraphs; the speakers take turns, and every third passage is on the first topic.
  func add(
    _ id: String, _ paragraphs: [String], language: String = "en", sortKey: Int = 0, kind: Int32 = 0,
    section: String? = nil
  ) {
    var bytes = Array((section ?? "").utf8)
    let heading = section.map { _ in 0..<bytes.count }
    var passages: [SearchPassage] = []
    for (number, text) in paragraphs.enumerated() {
      let start = bytes.count
      bytes += Array(text.utf8)
      passages.append(
        SearchPassage(
          number: Int32(number + 1), range: start..<bytes.count, section: heading, speaker: Int32(number % 2),
          topics: number % 3 == 0 ? [0] : []))
      bytes.append(0x0A)
    }
    sources.append(
      SearchSource(
        id: id, title: "Title of \(id)", url: "sources/\(id).html", date: "on day \(sortKey)",
        sortKey: sortKey,
        kind: kind, language: language, bytes: bytes, passages: passages))
  }

  func files(tasks: Int) async throws -> [IndexFile] {
    let builder = IndexBuilder(vocabulary: vocabulary)
    let sources = sources
    let indexed = await Workers(count: tasks).map(sources.count, state: { builder.makeIndexer() }) {
      $0.index(sources[$1])
    }
    return try builder.files(indexed, source: { sources[$0] }, entries: entries)
  }

  func write() async throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: "search"), withIntermediateDirectories: true)
    for file in try await files(tasks: 2) {
      try Data(file.bytes).write(to: folder.appending(path: file.path))
    }
  }

  /// Writes the index, opens it and asks.
  func search(
    _ query: String, chosen: [Facet: [String]] = [:], limit: Int = 20
  ) async throws -> SearchResults {
    try await write()
    var reader = try IndexReader(directory: directory)
    return try reader.search(query, chosen: chosen, limit: limit)
  }
}
