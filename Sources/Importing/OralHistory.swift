import Archive

/// Interviews as Oral History as Data has them: a table with `speaker`, `words`, `tags` (separated by
/// semicolons) and `timestamp` in any order. A row is a passage; an empty speaker means that the same one
/// goes on; tags become topics of the passage.
public enum OralHistory {
  static func read(_ text: DecodedText, into draft: inout Draft) {
    let table = CSVTable(text.whole)
    for fault in table.faults {
      draft.error("bad-csv", "\(fault.message), expected RFC 4180", line: fault.line)
    }
    guard let head = table.rows.first else {
      return draft.error(
        "bad-csv", "found an empty table, expected columns speaker, words, tags, timestamp", line: 1)
    }
    let names = head.cells.map { trimmed($0).lowercased() }
    guard let words = names.firstIndex(of: "words") else {
      draft.error("bad-csv", "found no column 'words', all cells are kept as words", line: head.line)
      for row in table.rows { draft.add(.init(text: row.cells.joined(separator: " ")), line: row.line) }
      return
    }
    let known: Set<String> = ["speaker", "words", "tags", "timestamp"]
    for name in names where !known.contains(name) {
      draft.warn(
        "unknown-column", "found the column '\(name)', whose cells are kept behind the words", line: head.line
      )
    }
    let columns = Columns(
      speaker: names.firstIndex(of: "speaker"), words: words, tags: names.firstIndex(of: "tags"),
      time: names.firstIndex(of: "timestamp"), others: names.indices.filter { !known.contains(names[$0]) },
      count: names.count)
    for row in table.rows.dropFirst() { read(row, columns, into: &draft) }
    if let first = draft.turns.first, first.label == nil {
      draft.warn(
        "no-speaker",
        "found \(first.paragraphs.count) rows before any speaker is named; their words are nobody's in"
          + " the site", line: first.line)
    }
  }

  private struct Columns {
    var speaker: Int?
    var words: Int
    var tags: Int?
    var time: Int?
    var others: [Int]
    var count: Int
  }

  private static func read(_ row: CSVTable.Row, _ columns: Columns, into draft: inout Draft) {
    func cell(_ index: Int?) -> String {
      guard let index, index < row.cells.count else { return "" }
      return row.cells[index]
    }
    if row.cells.count > columns.count {
      draft.error(
        "bad-csv",
        "found \(row.cells.count) cells, expected \(columns.count); the surplus is kept behind the words",
        line: row.line)
    }
    let surplus = columns.others.map(cell) + row.cells.dropFirst(columns.count)
    let time = seconds(trimmed(cell(columns.time)), line: row.line, &draft)
    let speaker = MarkdownLabel.cleaned(cell(columns.speaker))
    let current = draft.turns.last?.label
    if let speaker {
      draft.turns.append(.init(label: speaker, time: time, line: row.line))
    } else if let time, let current {
      draft.turns.append(.init(label: current, time: time, line: row.line))
    } else if let time {
      draft.warn(
        "time-without-speaker",
        "found the time \(MarkdownWriter.timeCode(time)) where nobody is named; it is left out",
        line: row.line)
    }
    let tags = cell(columns.tags).split(separator: ";").map(trimmed).filter { !$0.isEmpty }
    let topics = Draft.ids(tags)
    for tag in tags where Draft.ids([tag]).isEmpty {
      draft.warn("bad-tag", "found the tag '\(tag)', of which no id can be made", line: row.line)
    }
    let text = ([cell(columns.words)] + surplus).map(trimmed).filter { !$0.isEmpty }.joined(separator: " ")
    let paragraphs = text.split(separator: #/\n\s*\n/#)
    if paragraphs.isEmpty, !topics.isEmpty {
      draft.warn(
        "bad-tag", "found tags on a row without words: \(topics.joined(separator: ", "))", line: row.line)
    }
    for paragraph in paragraphs { draft.add(.init(text: String(paragraph), topics: topics), line: row.line) }
  }

  private static func seconds(_ text: String, line: Int, _ draft: inout Draft) -> Int? {
    if text.isEmpty { return nil }
    if let time = CaptionCues.seconds(text) { return Int(time) }
    draft.warn("bad-timing", "found the time '\(text)', expected hh:mm:ss; it is left out", line: line)
    return nil
  }

  /// Reads `metadata.csv`: a row for each interview, known by its `objectid`.
  ///
  /// - Returns: by object id: title, date, creator (as author), subjects (as topics), address; interviewee
  ///   and source stand in the description. Rows without an id are reported.
  public static func metadata(
    _ bytes: [UInt8], name: String
  ) -> (byID: [String: ImportMetadata], diagnostics: [Diagnostic]) {
    var draft = Draft(path: name)
    let table = CSVTable(DecodedText(bytes, &draft).whole)
    for fault in table.faults {
      draft.error("bad-csv", "\(fault.message), expected RFC 4180", line: fault.line)
    }
    let names = table.rows.first?.cells.map { trimmed($0).lowercased() } ?? []
    var out: [String: ImportMetadata] = [:]
    for row in table.rows.dropFirst() {
      let values = Dictionary(zip(names, row.cells.map(trimmed))) { first, _ in first }.filter {
        !$0.value.isEmpty
      }
      guard let id = values["objectid"] else {
        draft.error("bad-csv", "found a row without 'objectid'", line: row.line)
        continue
      }
      if out[id] != nil {
        draft.error("duplicate-id", "found the object '\(id)' a second time", line: row.line)
      }
      var item = ImportMetadata()
      item.title = values["title"]
      item.date = values["date"]
      item.author = values["creator"]
      item.url = values["object_location"]
      item.topics = (values["subject"] ?? "").split(separator: ";").map(trimmed)
      let said = [("interviewee", "Interviewee"), ("source", "Source")].compactMap { key, word in
        values[key].map { "\(word): \($0)." }
      }
      item.description = said.isEmpty ? nil : said.joined(separator: " ")
      out[id] = item
    }
    return (out, draft.diagnostics.sorted())
  }
}
