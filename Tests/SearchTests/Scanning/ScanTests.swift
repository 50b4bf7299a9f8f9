import Foundation
import Testing

@testable import Search

/// Compares the answers of the index with those of a full scan, for thousands of random queries on real text: the set
/// of hits, their number, and the counts of every facet.
@Suite struct ScanTests {
  /// Number of passages and queries for each set.
  private static let sizes: [RealSet: (passages: Int, queries: Int)] = [
    .talks: (300, 1_100), .conferences: (400, 1_200), .parliaments: (400, 1_200), .speeches: (1_500, 700),
  ]

  @Test(.enabled(if: RealSet.isThere, "the corpora are not beside the project"), arguments: RealSet.allCases)
  func theIndexAnswersAsAPlainScanDoes(set: RealSet) async throws {
    let (passages, queries) = try #require(Self.sizes[set])
    let (fixture, dates) = archive(try set.texts(atLeast: passages))
    try await fixture.write()
    let hasLong = try FileManager.default.contentsOfDirectory(atPath: fixture.directory).contains {
      $0.hasPrefix("q")
    }
    #expect(hasLong == (set == .speeches), "lists of very common words")
    let scan = PlainScan(fixture, dates: dates)
    var reader = try IndexReader(directory: fixture.directory)
    var drawn = RandomQuery(scan, seed: UInt64(queries))
    var (round, answered, found, estimates) = (0, 0, 0, 0)
    var kinds: [String: Int] = [:]
    while answered < queries {
      round += 1
      try #require(round < 3 * queries, "too few queries can be made")
      guard let asked = drawn.next(round) else { continue }
      let expected = scan.answer(asked)
      // All hits if there are few; otherwise only the best, because each hit needs an excerpt.
      let limit = expected.units.count <= 12 ? 13 : round % 16 == 0 ? 200 : 3
      let answer = try reader.search(asked.text, chosen: asked.chosen, limit: limit)
      let places = Set(expected.units.map { scan.units[$0].place })
      let hits = Set(answer.hits.map(\.url))
      let name: Comment = "\(asked.text) \(asked.chosen)"
      #expect(answer.total == expected.units.count && !answer.isEstimate, name)
      #expect(hits.count == min(limit, places.count) && hits.isSubset(of: places), name)
      for (facet, counts) in zip(Facet.allCases, expected.counts) {
        let own = Dictionary(uniqueKeysWithValues: (answer.counts[facet] ?? []).map { ($0.id, $0.hits) })
        #expect(own == counts, "\(name.rawValue) by \(facet)")
      }
      // If phrase candidates are checked only when shown, the hits are the same and the total is not smaller.
      if asked.text.contains("\""), answered % 3 == 0, places.count <= 60 {
        reader.mostCandidates = 2
        let shown = try reader.search(asked.text, chosen: asked.chosen, limit: .max)
        reader.mostCandidates = 4_000
        #expect(Set(shown.hits.map(\.url)) == places && shown.hits.count == places.count, name)
        #expect(shown.isEstimate ? shown.total >= places.count : shown.total == places.count, name)
        estimates += shown.isEstimate ? 1 : 0
      }
      for kind in asked.kinds { kinds[kind, default: 0] += 1 }
      answered += 1
      found += places.isEmpty ? 0 : 1
    }
    // The test must cover enough: queries with hits, and enough queries of each kind.
    #expect(found > queries / 2)
    #expect(estimates >= 5)
    for kind in RandomQuery.kinds where kind != "characters" || set == .conferences {
      #expect(kinds[kind, default: 0] >= 15, "\(kind)")
    }
  }

  /// Two speakers, none to two topics for each passage, notes on every twelfth passage, dates to the year or month,
  /// and some sources without a date.
  private func archive(
    _ texts: [(language: String, paragraphs: [String])]
  ) -> (fixture: Fixture, dates: [String?]) {
    let fixture = Fixture()
    fixture.vocabulary.kinds.append(.init(id: "note-context", label: "Note: Context"))
    var dates: [String?] = []
    // Long texts are split into several sources.
    for (language, paragraphs) in texts {
      for start in stride(from: 0, to: paragraphs.count, by: 25) {
        let number = fixture.sources.count
        let part = Array(paragraphs[start..<min(start + 25, paragraphs.count)])
        dates.append(
          number % 7 == 6
            ? nil : number % 3 == 0 ? "\(1990 + number % 12)-0\(1 + number % 9)" : "\(1990 + number % 12)")
        fixture.add(
          "s\(number)", part, language: language, sortKey: number % 5, kind: Int32(number % 2),
          section: number % 2 == 0
            ? String(part[0].prefix(40)).split(separator: "\n").first.map(String.init) : nil,
          date: dates[number], event: number % 4 == 0 ? 0 : -1)
        fixture.sources[number].topics = number % 5 == 0 ? [1] : []
        for place in fixture.sources[number].passages.indices {
          let topics: [Int32] = [[], [0], [1], [0, 1], []][(place * 7 + number) % 5]
          fixture.sources[number].passages[place].topics = topics
          fixture.sources[number].passages[place].speaker = Int32((place + number) % 3 - 1)
          guard (place + number) % 12 == 0 else { continue }
          fixture.entries.append(
            SearchEntry(
              hit: .note, kind: 2, title: String(part[place].prefix(20)),
              url: "sources/s\(number).html#note-\(place)", text: part[(place + 1) % part.count],
              language: language,
              source: Int32(number), passage: Int32(place + 1), speaker: Int32((place + number) % 3 - 1),
              topics: topics))
        }
      }
    }
    return (fixture, dates)
  }
}
