import Archive
import Foundation
import Testing
import Trials

@testable import Anchoring

/// The 164 annotations on Akoma Ntoso texts, each labelled with its expected result.
@Suite(.enabled(if: Corpora.has("annotations"), "the corpora are not beside the project"))
struct CorpusNoteTests {
  struct Row {
    var file: String
    var exact: String
    var prefix: String
    var suffix: String
    var expected: String
  }

  func rows() throws -> [Row] {
    func items(_ file: String, _ key: String) throws -> [[String: Any]] {
      let data = try Data(contentsOf: Corpora.folder.appending(path: "annotations/\(file)"))
      let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
      return try #require(object[key] as? [[String: Any]])
    }
    var expected: [String: String] = [:]
    for row in try items("hypothesis-search.json", "rows") {
      expected[row["id"] as? String ?? ""] = row["x-expected"] as? String
    }
    return try items("w3c-annotation-page.json", "items").map { item in
      let target = try #require(item["target"] as? [String: Any])
      let selectors = try #require(target["selector"] as? [[String: Any]])
      let quote = try #require(selectors.first { $0["type"] as? String == "TextQuoteSelector" })
      let id = (item["id"] as? String ?? "").split(separator: "/").last.map(String.init) ?? ""
      let url = target["source"] as? String ?? ""
      return Row(
        file: String(url.dropFirst("https://archive.example/".count)), exact: quote["exact"] as? String ?? "",
        prefix: quote["prefix"] as? String ?? "", suffix: quote["suffix"] as? String ?? "",
        expected: try #require(expected[id]))
    }
  }

  /// The paragraphs of a file, without tags.
  func paragraphs(_ file: String) throws -> [String] {
    let text = try String(contentsOf: Corpora.folder.appending(path: "akoma-ntoso/\(file)"), encoding: .utf8)
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

  @Test func everyAnnotationIsWhatItIsMarkedAs() throws {
    var found: [String: [Placement.State: Int]] = [:]
    var texts: [String: Prose] = [:]
    var wrong: [String] = []
    for row in try rows() {
      if texts[row.file] == nil { texts[row.file] = Fixture.source("talk", try paragraphs(row.file)).record }
      let record = try #require(texts[row.file])
      let finder = QuotationFinder(record)
      let finding = finder.find(row.exact, prefix: row.prefix, suffix: row.suffix, named: nil)
      found[row.expected, default: [:]][finding.state, default: 0] += 1
      guard let range = finding.range else { continue }
      // In all rows the words before the quotation are unedited. The quotation must begin where they end, give or take
      // the letters that were removed and those that both have in common.
      let prefix = NormalisedText(row.prefix).folded
      let suffix = NormalisedText(row.suffix).folded
      let index = GramIndex(finder.text.folded)
      let fits =
        prefix.isEmpty
        ? index.find(suffix).contains { abs($0 - range.upperBound) <= 40 }
        : index.find(prefix).contains { abs($0 + prefix.count - range.lowerBound) <= 40 }
      if row.expected == "orphan" || !fits {
        wrong.append("\(row.exact) | \(String(decoding: finder.text.bytes[range], as: UTF8.self))")
      }
    }
    print("annotations:", found.mapValues { $0.sorted { $0.key.rawValue < $1.key.rawValue } })
    #expect(found["exact"] == [.exact: 82])
    #expect(found["orphan"] == [.lost: 41])
    // In six, the letters were removed at an end, so the rest matches exactly. Three of these are short, and the
    // author is told that they are between other words.
    #expect(found["fuzzy"] == [.exact: 3, .moved: 3, .changed: 35])
    #expect(wrong.isEmpty, "\(wrong)")
  }
}
