import Archive
import Linking

/// The chart of a speaker (rows are topics) or of a topic (rows are speakers). It shows passages of many sources,
/// sorted by date; a tick marks the start of each source.
struct ArchiveChart {
  let edition: Edition
  let addresses: Addresses
  let wording: Wording

  /// The chart of a speaker's topics over time.
  func ofSpeaker(_ number: Int32) -> OverviewChart {
    let voice = edition.voices[Int(number)]
    var score = OverviewChart(title: "Topics by date", description: "")
    fill(&score, voice.passages, more: "Other topics", none: "No topic") { ref in
      // Only top-level headings, so that the number of rows stays readable.
      edition.links[Int(ref.source)].topics[Int(ref.passage)].map(edition.mainTopic)
    } name: {
      edition.topics[$0].label
    }
    score.description =
      "What \(edition.speakers[number].label) spoke about, in order of date, with one row for each main topic"
    score.columns = ["Source", "Topic", "Passages", "Words"]
    return score
  }

  /// The chart of a topic's speakers over time.
  func ofTopic(_ number: Int32) -> OverviewChart {
    var score = OverviewChart(title: "Speakers by date", description: "")
    fill(&score, edition.passagesBelow(number), more: "Other speakers", none: "Not spoken") { ref in
      let speaker = edition.links[Int(ref.source)].speakers[Int(ref.passage)]
      return speaker < 0 ? [] : [speaker]
    } name: {
      edition.speakers[$0].label
    }
    score.description =
      "Who spoke of \(edition.topics[number].label), in order of date, with one row for each speaker"
    score.columns = ["Source", "Speaker", "Passages", "Words"]
    return score
  }

  /// Above this number of passages, consecutive passages of one row in a source share a mark.
  private static let mostMarks = 600

  private func fill(
    _ score: inout OverviewChart, _ passages: [PassageRef], more: String, none: String,
    rows rowsOf: (PassageRef) -> [Int32], name: (Int32) -> String
  ) {
    guard !passages.isEmpty else { return }
    let (order, labels) = rank(passages, more: more, none: none, rowsOf, name)
    score.rows = labels
    let sources = Set(passages.map(\.source)).count
    let words = max(1, passages.reduce(0) { $0 + Int(edition.passage($1).words) })
    let joins = passages.count > Self.mostMarks
    let smallest = joins ? 0.0 : 3.0
    score.width = max(
      OverviewChart.pageWidth, Double(joins ? sources * 8 : passages.count * 6 + sources * 14))
    let gap = joins ? 2.0 : 12.0
    let unit =
      (score.width - Double(passages.count) * (smallest + (joins ? 0 : 1)) - Double(sources) * gap)
      / Double(words)
    var x = 0.0
    var source: Int32 = -1
    var table: [TableKey: (passages: Int, words: Int, href: String)] = [:]
    var keys: [TableKey] = []
    var lastMark: [Int: Int] = [:]
    for ref in passages {
      if ref.source != source {
        if source >= 0 { x += gap }
        source = ref.source
        score.addTick(at: x, tickLabel(source))
      }
      let passage = edition.passage(ref)
      let width = smallest + Double(passage.words) * unit
      let href = addresses.passage(edition.sources[Int(source)].id, passage.number)
      let found = rowsOf(ref)
      let rows = found.isEmpty ? [-1] : found
      for row in distinct(rows.map { order[$0] ?? (labels.count - 1) }) {
        let key = TableKey(source: source, row: row)
        if table[key] == nil {
          keys.append(key)
          table[key] = (0, 0, href)
        }
        table[key]?.passages += 1
        table[key]?.words += Int(passage.words)
        // Extends a mark that reaches this position. The smallest marks are drawn wider than their passage and may
        // overlap.
        if joins, let last = lastMark[row], score.marks[last].x + score.marks[last].width > x - 0.01 {
          score.marks[last].width = max(score.marks[last].width, x + width - score.marks[last].x)
          continue
        }
        lastMark[row] = score.marks.count
        score.marks.append(
          .init(
            row: row, x: x, width: max(width, 0.5), href: href, label: label(passage, source, labels[row]),
            notes: edition.links[Int(source)].noteCount(of: Int(ref.passage))))
      }
      x += width + (joins ? 0 : 1)
    }
    score.lines = keys.map { key in
      let sum = table[key] ?? (0, 0, "")
      return OverviewChart.Line(
        href: sum.href,
        cells: [
          edition.sources[Int(key.source)].name, labels[key.row], wording.grouped(sum.passages),
          wording.grouped(sum.words),
        ])
    }
  }

  private struct TableKey: Hashable {
    var source: Int32
    var row: Int
  }

  /// Selects the rows with most words, in order of first appearance; the others share the last row.
  private func rank(
    _ passages: [PassageRef], more: String, none: String, _ rowsOf: (PassageRef) -> [Int32],
    _ name: (Int32) -> String
  ) -> (rowOf: [Int32: Int], labels: [String]) {
    var words: [Int32: Int] = [:]
    var order: [Int32] = []
    for ref in passages {
      let found = rowsOf(ref)
      for row in distinct(found.isEmpty ? [-1] : found) {
        if words[row] == nil { order.append(row) }
        words[row, default: 0] += Int(edition.passage(ref).words)
      }
    }
    var kept = order
    if order.count > OverviewChart.mostRows {
      let ranked = order.sorted { (words[$1] ?? 0, $0) < (words[$0] ?? 0, $1) }
      let best = Set(ranked.prefix(OverviewChart.mostRows - 1))
      kept = order.filter(best.contains)
    }
    var labels = kept.map { $0 < 0 ? none : name($0) }
    let rowOf = Dictionary(kept.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    if kept.count < order.count { labels.append(more) }
    return (rowOf, labels)
  }

  private func tickLabel(_ source: Int32) -> String {
    let name = edition.sources[Int(source)].name
    let title = name.count > 22 ? name.prefix(21) + "…" : name[...]
    guard let year = edition.sources[Int(source)].date?.year else { return String(title) }
    return "\(year) \(title)"
  }

  private func label(_ passage: Passage, _ source: Int32, _ row: String) -> String {
    "\(row): \(edition.sources[Int(source)].name), passage \(passage.number), \(wording.count(Int(passage.words), "word", "words"))"
  }

  /// The distinct values, sorted; there is nearly always only one.
  private func distinct<Value: Hashable & Comparable>(_ values: [Value]) -> [Value] {
    values.count < 2 ? values : Set(values).sorted()
  }
}
