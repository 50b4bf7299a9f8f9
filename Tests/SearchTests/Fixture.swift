import Foundation
import Workers

@testable import Search

/// An archive for a test, and its index in a folder that is removed with it.
final class Fixture {
  var sources: [SearchSource] = []
  var entries: [SearchEntry] = []
  var vocabulary = SearchVocabulary(
    speakers: [.init(id: "anna", label: "Anna Lindqvist"), .init(id: "ben", label: "Ben Okafor")],
    topics: [.init(id: "arms", label: "Arms control"), .init(id: "trade", label: "Trade")],
    kinds: [.init(id: "transcript", label: "Transcript"), .init(id: "report", label: "Report")],
    events: [.init(id: "summit", label: "Helsinki summit")])
  let folder = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: folder) }

  var directory: String { folder.appending(path: "search").path }

  /// Adds a source of paragraphs; the speakers alternate, and every third passage has the first topic.
  func add(
    _ id: String, _ paragraphs: [String], language: String = "en", sortKey: Int = 0, kind: Int32 = 0,
    section: String? = nil, date: String? = nil, event: Int32 = -1
  ) {
    var bytes = Array((section ?? "").utf8)
    let heading = section.map { _ in 0..<bytes.count }
    var passages: [SearchPassage] = []
    for (number, text) in paragraphs.enumerated() {
      let start = bytes.count
      bytes += Array(text.utf8)
      passages.append(
        SearchPassage(
          number: Int32(number + 1), range: start..<bytes.count, speaker: Int32(number % 2),
          topics: number % 3 == 0 ? [0] : []))
      bytes.append(0x0A)
    }
    sources.append(
      SearchSource(
        id: id, title: "Title of \(id)", url: "sources/\(id).html", date: "on day \(sortKey)",
        sortKey: sortKey, days: date.flatMap(DateRange.days),
        kind: kind, event: event, language: language, bytes: bytes, passages: passages,
        sections: heading.map { [$0] } ?? []))
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
    try FileManager.default.createDirectory(
      at: folder.appending(path: "sources"), withIntermediateDirectories: true)
    for source in sources { try Data(page(of: source).utf8).write(to: folder.appending(path: source.url)) }
    for file in try await files(tasks: 2) {
      try Data(file.bytes).write(to: folder.appending(path: file.path))
    }
  }

  /// The page of a source, as far as search reads it.
  private func page(of source: SearchSource) -> String {
    func text(_ range: Range<Int>) -> String { escaped(String(decoding: source.bytes[range], as: UTF8.self)) }
    var page =
      "<div class=\"record\" data-title=\"\(escaped(source.title))\" data-date=\"\(escaped(source.date))\" lang=\"en\">\n"
    for (number, heading) in source.sections.enumerated() {
      page += "<h2 id=\"h\(number)\"><span class=\"heading\">\(text(heading))</span></h2>\n"
    }
    for passage in source.passages {
      page += "<div class=\"passage\" id=\"p\(passage.number)\" data-passage=\"p\(passage.number)\">"
      page +=
        "<a class=\"locator\" href=\"#p1\">1</a>\n<div class=\"words\"><p>\(text(passage.range))</p></div>\n</div>\n"
    }
    return page + "</div>\n"
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "\"", with: "&quot;")
  }

  /// Writes the index, opens it and searches it.
  func search(
    _ query: String, chosen: [Facet: [String]] = [:], limit: Int = 20
  ) async throws -> SearchResults {
    try await write()
    var reader = try IndexReader(directory: directory)
    return try reader.search(query, chosen: chosen, limit: limit)
  }
}
