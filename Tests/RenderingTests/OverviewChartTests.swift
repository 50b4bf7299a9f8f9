import Archive
import Testing

@testable import Rendering

@Suite struct OverviewChartTests {
  private func files(_ sources: Int, _ passages: Int, words: Int) -> [String: String] {
    var files = ["topics/t.md": card("label", "T"), "topics/u.md": card("label", "U")]
    for number in 0..<sources {
      let body = (0..<passages).map { index in
        "## Heading number \(index)\n\n\(index % 3 == 0 ? "A" : "B"): "
          + String(repeating: "w ", count: index % 5 == 0 ? words * 40 : words)
          + "\n{: topics=\"\(index % 2 == 0 ? "t" : "t u")\" }"
      }
      files["sources/s\(number).md"] = source(
        "date: \(1900 + number)\nspeakers: {A: a, B: b}\n", body.joined(separator: "\n\n"))
    }
    return files
  }

  /// Faults of the chart, as messages.
  private func faults(_ score: OverviewChart) -> [String] {
    var faults: [String] = []
    var ends: [Int: Double] = [:]
    for mark in score.marks {
      if mark.width <= 0 || mark.x < 0 { faults.append("a mark at \(mark.x) of width \(mark.width)") }
      if mark.x + mark.width > score.width + 0.6 {
        faults.append("a mark that ends at \(mark.x + mark.width)")
      }
      if mark.x < (ends[mark.row] ?? 0) - 0.001 { faults.append("a mark at \(mark.x) over another") }
      ends[mark.row] = mark.x + mark.width
      if !score.rows.indices.contains(mark.row) { faults.append("a mark in row \(mark.row)") }
    }
    var labelled = -1.0
    for tick in score.ticks where !tick.label.isEmpty {
      if tick.x < labelled { faults.append("'\(tick.label)' over another") }
      labelled = tick.x + 6 * Double(tick.label.count)
      if labelled > score.width && tick.x > 0 { faults.append("'\(tick.label)' out of the picture") }
    }
    return faults
  }

  @Test(arguments: [(1, 1), (1, 2), (3, 40), (40, 3), (3, 220), (130, 5)], [0, 1, 30])
  func `Marks of a row do not overlap and stay in the picture`(_ size: (Int, Int), _ words: Int) async throws
  {
    let it = try await Fixture(files(size.0, size.1, words: words))
    let addresses = Addresses(root: "../")
    let archive = ArchiveChart(edition: it.edition, addresses: addresses, wording: Wording())
    var scores = [SourceChart(edition: it.edition, index: 0, wording: Wording()).make()]
    scores += it.edition.topics.entries.indices.map { archive.ofTopic(Int32($0)) }
    scores += it.edition.speakers.entries.indices.map { archive.ofSpeaker(Int32($0)) }
    for score in scores { #expect(faults(score) == []) }
    let passages = it.edition.sources[0].record.passages.count
    #expect(scores[0].marks.count == (passages > 1 ? passages : 0))
    #expect(it["sources/s0.html"].faults == [] && it["topics/t.html"].faults == [])
  }

  @Test func `The table beneath says what the picture shows`() async throws {
    let it = try await Fixture(files(2, 6, words: 3))
    let score = SourceChart(edition: it.edition, index: 0, wording: Wording()).make()
    #expect(score.lines.map { $0.cells[0] } == ["1", "2–3", "4", "5–6"])
    #expect(score.lines.map(\.href) == ["#p1", "#p2", "#p4", "#p5"])
  }
}
