import Archive
import Linking

/// The chart of a source: a row for each speaker shows the shape of the conversation.
struct SourceChart {
  let edition: Edition
  let index: Int
  let wording: Wording

  private let source: Source
  private let links: SourceLinks

  init(edition: Edition, index: Int, wording: Wording) {
    self.edition = edition
    self.index = index
    self.wording = wording
    source = edition.sources[index]
    links = edition.links[index]
  }

  /// Consecutive passages of one speaker; a row of the table.
  private struct Stretch {
    var speaker: Int32
    var passages: Range<Int>
  }

  func make() -> OverviewChart {
    let record = source.record
    let count = record.passages.count
    let order = rows()
    var score = OverviewChart(
      title: "Who speaks when",
      description:
        "\(wording.count(count, "passage", "passages")) in order from left to right, in \(wording.count(order.count, "row", "rows")) by speaker"
    )
    guard count > 1 else { return score }
    score.rows = order.prefix(OverviewChart.mostRows).map(name)
    if order.count > OverviewChart.mostRows { score.rows[OverviewChart.mostRows - 1] = "Others" }
    let rowOf = Dictionary(
      order.enumerated().map { ($1, min($0, OverviewChart.mostRows - 1)) },
      uniquingKeysWith: { first, _ in first })

    let words = max(1, links.words)
    // The width of a mark follows the length of its passage, with a minimum that is easy to click, and a gap of one
    // pixel.
    score.width = max(OverviewChart.pageWidth, Double(count) * 6)
    let unit = (score.width - Double(count) * 4) / Double(words)
    var x = 0.0
    var section = 0
    for (number, passage) in record.passages.enumerated() {
      while section < record.sections.count, Int(record.sections[section].firstPassage) <= number {
        score.addTick(at: x, short(record.string(record.sections[section].heading)))
        section += 1
      }
      let speaker = links.speakers[number]
      let width = 3 + Double(passage.words) * unit
      score.marks.append(
        .init(
          row: rowOf[speaker] ?? 0, x: x, width: width, href: "#p\(passage.number)",
          label: label(passage, speaker, links.noteCount(of: number)), notes: links.noteCount(of: number)))
      x += width + 1
    }
    score.columns = ["Passages", "Speaker", "Words", "Notes"]
    score.lines = stretches().map(line)
    return score
  }

  /// Speakers in order of first appearance; -1 for text without a speaker.
  private func rows() -> [Int32] {
    var seen: Set<Int32> = []
    return links.speakers.filter { seen.insert($0).inserted }
  }

  private func name(_ speaker: Int32) -> String {
    if speaker >= 0 { return edition.speakers[speaker].label }
    return source.record.turns.isEmpty ? "Text" : "Not spoken"
  }

  private func short(_ heading: String) -> String {
    heading.count > 24 ? heading.prefix(23) + "…" : heading
  }

  private func label(_ passage: Passage, _ speaker: Int32, _ notes: Int) -> String {
    var label =
      "\(name(speaker)), passage \(passage.number), \(wording.count(Int(passage.words), "word", "words"))"
    if notes > 0 { label += ", \(wording.count(notes, "note", "notes"))" }
    return label
  }

  private func stretches() -> [Stretch] {
    var out: [Stretch] = []
    for (number, speaker) in links.speakers.enumerated() {
      if let last = out.last, last.speaker == speaker {
        out[out.count - 1].passages = last.passages.lowerBound..<(number + 1)
      } else {
        out.append(Stretch(speaker: speaker, passages: number..<(number + 1)))
      }
    }
    return out
  }

  private func line(_ stretch: Stretch) -> OverviewChart.Line {
    let passages = source.record.passages
    let first = passages[stretch.passages.lowerBound].number
    let last = passages[stretch.passages.upperBound - 1].number
    let words = stretch.passages.reduce(0) { $0 + Int(passages[$1].words) }
    let noted = stretch.passages.reduce(0) { $0 + links.noteCount(of: $1) }
    return OverviewChart.Line(
      href: "#p\(first)",
      cells: [
        first == last ? "\(first)" : "\(first)–\(last)", name(stretch.speaker), wording.grouped(words),
        wording.grouped(noted),
      ])
  }
}
