import Base
import Building
import Glibc

/// Prints the statistics of an archive as a table or as JSON.
struct StatisticsPrinter {
  /// Maximum number of ids shown for passages without a topic, for each source; the JSON contains all of them.
  private static let shownGaps = 8

  func print(_ statistics: Statistics, _ format: ReportFormat) {
    switch format {
    case .text: Platform.write(text(statistics), to: STDOUT_FILENO)
    case .json: Platform.write(json: json(statistics), to: STDOUT_FILENO)
    }
  }

  private func text(_ figures: Statistics) -> String {
    var out = table([
      ["sources", "\(figures.sources)"], ["passages", "\(figures.passages)"], ["turns", "\(figures.turns)"],
      ["words", "\(figures.words)"],
    ])
    if !figures.speakers.isEmpty {
      let rows = figures.speakers.map { share in
        [
          share.id, "\(share.words)", percent(share.words, of: figures.spoken), "\(share.turns)",
          "\(share.passages)",
        ]
      }
      out += "\n" + table([["speaker", "words", "share", "turns", "passages"]] + rows)
    }
    out += "\n" + table([["notes", ""]] + figures.notes.map { [$0.kind, "\($0.count)"] })
    if !figures.emptyTopics.isEmpty {
      out += "\ntopics without passages\n" + figures.emptyTopics.map { "\($0)\n" }.joined()
    }
    if !figures.gaps.isEmpty {
      out += "\npassages without topics\n"
      for gap in figures.gaps {
        let rest = gap.passages.count - Self.shownGaps
        let more = rest > 0 ? " and \(rest) more" : ""
        out += "\(gap.source): \(gap.passages.prefix(Self.shownGaps).joined(separator: " "))\(more)\n"
      }
    }
    return out
  }

  /// Formats rows with the first column left-aligned and the numbers right-aligned.
  private func table(_ rows: [[String]]) -> String {
    let columns = rows[0].indices
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = columns.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + space : space + row[column]
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// A share in per cent with one decimal.
  private func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "-" }
    let tenths = (part * 1000 + whole / 2) / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }

  private func json(_ figures: Statistics) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("sources", figures.sources)
      json.field("passages", figures.passages)
      json.field("turns", figures.turns)
      json.field("words", figures.words)
      json.array("speakers") { json in
        for share in figures.speakers {
          json.object { json in
            json.field("id", share.id)
            json.field("name", share.name)
            json.field("words", share.words)
            json.field("turns", share.turns)
            json.field("passages", share.passages)
          }
        }
      }
      json.array("notes") { json in
        for (kind, count) in figures.notes {
          json.object { json in
            json.field("kind", kind)
            json.field("count", count)
          }
        }
      }
      json.field("topics_without_passages", figures.emptyTopics)
      json.array("passages_without_topics") { json in
        for gap in figures.gaps {
          json.object { json in
            json.field("source", gap.source)
            json.field("passages", gap.passages)
          }
        }
      }
    }
    json.endLine()
    return json.bytes
  }
}
