import Anchoring
import Base
import Building
import Glibc

/// Prints the states of notes, as a table for people or as JSON.
struct NoteListPrinter {
  /// The folder that the paths of the notes are relative to.
  let content: String

  /// Maximum number of candidates shown for an ambiguous or lost note; the JSON contains all of them.
  private static let shownCandidates = 3

  func print(_ rows: [NoteRow], _ format: ReportFormat) {
    switch format {
    case .text:
      Platform.write(text(rows), to: STDOUT_FILENO)
      Platform.tell(summary(rows))
    case .json: Platform.write(json: json(rows), to: STDOUT_FILENO)
    }
  }

  /// `3 places of 2 notes: 2 exact, 1 moved`
  func summary(_ rows: [NoteRow]) -> String {
    let notes = Set(rows.map(\.note.id)).count
    let counts = NoteState.allCases.compactMap { state -> String? in
      let count = rows.count { $0.state == state }
      return count > 0 ? "\(count) \(state.rawValue)" : nil
    }
    return
      "\(rows.count) \(rows.count == 1 ? "place" : "places") of \(notes) \(notes == 1 ? "note" : "notes")"
      + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
  }

  private func text(_ rows: [NoteRow]) -> String {
    guard !rows.isEmpty else { return "" }
    var table = [["state", "note", "place", "score", "margin", "words"]]
    for row in rows {
      table.append([
        row.state.rawValue, row.note.id, row.place, score(row.placement?.score),
        score(row.placement?.margin), words(row),
      ])
    }
    let widths = (0..<5).map { column in table.map { $0[column].count }.max() ?? 0 }
    var out = ""
    for (number, cells) in table.enumerated() {
      var line = ""
      for (column, cell) in cells.enumerated() where column < 5 {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += (column == 3 || column == 4 ? space + cell : cell + space) + "  "
      }
      out += Self.trimmed(line + cells[5]) + "\n"
      if number > 0 { out += candidates(rows[number - 1]) }
    }
    return out
  }

  private func words(_ row: NoteRow) -> String {
    let quote = row.written?.quote.map(Self.brief)
    let now = row.words.map(Self.brief)
    switch row.state {
    case .changed: return "'\(quote ?? "")' -> '\(now ?? "")'"
    case .exact, .moved: return now.map { "'\($0)'" } ?? "-"
    case .whole: return "-"
    case .ambiguous, .lost, .unplaced: return quote.map { "'\($0)'" } ?? "-"
    }
  }

  private func candidates(_ row: NoteRow) -> String {
    let all = row.placement?.candidates ?? []
    var out = ""
    for candidate in all.prefix(Self.shownCandidates) {
      out +=
        "           \(row.note.id)=\(row.passage(of: candidate))  score \(score(candidate.score))"
        + "  '\(Self.brief(row.words(of: candidate)))'\n"
    }
    let rest = all.count - Self.shownCandidates
    return rest > 0 ? out + "           and \(rest) more\n" : out
  }

  private func score(_ value: Double?) -> String { value.map { "\(Int(($0 * 100).rounded())) %" } ?? "-" }

  private func json(_ rows: [NoteRow]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.array("notes") { json in
        for row in rows {
          json.breakLine()
          write(row, &json)
        }
      }
      json.object("states") { json in
        for state in NoteState.allCases {
          json.pair(state.rawValue, rows.count { $0.state == state })
        }
      }
    }
    json.endLine()
    return json.bytes
  }

  private func write(_ row: NoteRow, _ json: inout JSONWriter) {
    json.object { json in
      json.field("id", row.note.id)
      json.field("kind", row.note.kind)
      json.field("path", "\(content)/\(row.note.path)")
      json.field("line", row.position.line)
      json.field("column", row.position.column)
      json.field("source", row.source?.id ?? row.written?.source)
      json.field("passage", row.written?.passage)
      json.field("quote", row.written?.quote)
      json.field("state", row.state.rawValue)
      json.field("score", share: row.placement?.score)
      json.field("margin", share: row.placement?.margin)
      json.field("passages", row.passages)
      json.field("words", row.words)
      json.array("candidates") { json in
        for candidate in row.placement?.candidates ?? [] {
          json.object { json in
            json.field("passage", row.passage(of: candidate))
            json.field("score", share: candidate.score)
            json.field("words", row.words(of: candidate))
          }
        }
      }
    }
  }

  /// The text in one line, shortened to at most about 60 characters.
  static func brief(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return TerminalText.line(line.count <= 60 ? line : line.prefix(57) + "…")
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
