import Archive

/// Interviews in the form of Oral History as Data: a table with the columns `speaker`, `words`, `tags` (separated by
/// semicolons) and `timestamp` in any order. A row is a passage. If its speaker is empty, the speaker before
/// continues. Tags become topics of the passage.
public enum OralHistory {
  static func read(_ text: DecodedText, into draft: inout ImportedDocument) {
    let table = CSVTable(text.whole)
    for fault in table.faults {
      draft.error("bad-csv", "\(fault.message), expected RFC 4180", line: fault.line)
    }
    guard let head = table.rows.first else {
      return draft.error(
        "bad-csv", "found an empty table, expected columns speaker, words, tags, timestamp", line: 1)
    }
    guard head.cells.count <= mostColumns else {
      return draft.error(
        "bad-csv",
        "found \(head.cells.count) columns, expected speaker, words, tags, timestamp and at most \(mostColumns) in all",
        line: head.line)
    }
    let names = head.cells.map { trimmed(LabelText.visible($0)).lowercased() }
    guard names.contains("words") else {
      draft.error(
        "bad-csv",
        "found no column 'words', expected columns speaker, words, tags, timestamp; all cells are kept as words",
        line: head.line)
      for row in table.rows { draft.add(.init(text: row.cells.joined(separator: " ")), line: row.line) }
      return
    }
    let rows = Array(table.rows.dropFirst())
    let columns = Columns(names, rows, line: head.line, &draft)
    for row in rows { read(row, columns, into: &draft) }
    if let first = draft.turns.first, first.label == nil, !first.paragraphs.isEmpty {
      draft.warn(
        "no-speaker",
        "found \(first.paragraphs.count) rows before the first speaker; the site gives their words to"
          + " no speaker", line: first.line)
    }
  }

  /// Maximum number of columns: more than any transcript has, and few enough to report each unknown one by name.
  private static let mostColumns = 1_000

  private struct Columns {
    var speaker: Int?
    var words: Int
    var tags: Int?
    var time: Int?
    /// Columns with other names, or with a name that an earlier column has.
    var others: [Int] = []
    var count: Int

    init(_ names: [String], _ rows: [CSVTable.Row], line: Int, _ draft: inout ImportedDocument) {
      (speaker, words) = (names.firstIndex(of: "speaker"), names.firstIndex(of: "words") ?? 0)
      (tags, time) = (names.firstIndex(of: "tags"), names.firstIndex(of: "timestamp"))
      count = names.count
      for (index, name) in names.enumerated() where ![speaker, words, tags, time].contains(index) {
        others.append(index)
        // Tables from spreadsheets can end in columns without name and words.
        guard
          !name.isEmpty
            || rows.contains(where: { index < $0.cells.count && !squeezed($0.cells[index]).isEmpty })
        else { continue }
        let what = names.firstIndex(of: name) == index ? "the column" : "a second column"
        draft.warn(
          "unknown-column", "found \(what) '\(name)'; its cells are kept after the words", line: line)
      }
      // They can also have the same number of empty cells at the end of each row, without a head.
      let wide = rows.first?.cells.count ?? 0
      let isPadded = rows.allSatisfy { row in
        let time = time.map { $0 < row.cells.count ? trimmed(row.cells[$0]) : "" } ?? ""
        return row.cells.count == wide && row.cells.dropFirst(count).allSatisfy { squeezed($0).isEmpty }
          && (time.isEmpty || CaptionCues.seconds(time) != nil)
      }
      if rows.count > 1, wide > count, isPadded { count = wide }
    }
  }

  private static func read(_ row: CSVTable.Row, _ columns: Columns, into draft: inout ImportedDocument) {
    func cell(_ index: Int?) -> String {
      guard let index, index < row.cells.count else { return "" }
      return row.cells[index]
    }
    var words = [cell(columns.words)] + columns.others.map(cell)
    var isMoved = false
    if row.cells.count > columns.count {
      // A time in the time column shows that the cells before it are in their own columns.
      isMoved = CaptionCues.seconds(trimmed(cell(columns.time))) == nil
      let surplus = row.cells.dropFirst(isMoved ? columns.words : columns.count)
      words =
        isMoved
        ? columns.others.filter { $0 < columns.words }.map(cell) + [withoutEmptyEnd(Array(surplus))]
        : words + surplus
      draft.warn(
        "surplus-cells",
        "found \(row.cells.count) cells, expected \(columns.count); "
          + (isMoved
            ? "the cells from the words on are kept as words" : "the other cells are kept after the words"),
        line: row.line, fix: "put quotation marks around a cell with commas in it")
    }
    func isKept(_ column: Int?) -> Bool { !isMoved || column.map { $0 < columns.words } ?? false }
    let time = !isKept(columns.time) ? nil : seconds(trimmed(cell(columns.time)), line: row.line, &draft)
    begin(columns.speaker == nil || isKept(columns.speaker) ? cell(columns.speaker) : nil, time, row, &draft)
    let tags =
      !isKept(columns.tags)
      ? [] : cell(columns.tags).split(separator: ";").map(trimmed).filter { !$0.isEmpty }
    let topics = ImportedDocument.ids(tags)
    for tag in tags where ImportedDocument.ids([tag]).isEmpty {
      draft.warn("bad-tag", "found the tag '\(tag)', from which no id can be made", line: row.line)
    }
    let text = words.map(trimmed).filter { !$0.isEmpty }.joined(separator: " ")
    let paragraphs = text.split(separator: #/\n\s*\n|[\u{2028}\u{2029}\u{85}]/#)
    if paragraphs.isEmpty, !topics.isEmpty {
      draft.warn(
        "bad-tag", "found tags on a row without words: \(topics.joined(separator: ", "))", line: row.line)
    }
    for paragraph in paragraphs { draft.add(.init(text: String(paragraph), topics: topics), line: row.line) }
  }

  /// Opens the turn of a row.
  ///
  /// - Parameter name: content of the speaker column; nil if surplus cells make it uncertain.
  private static func begin(
    _ name: String?, _ time: Int?, _ row: CSVTable.Row, _ draft: inout ImportedDocument
  ) {
    if let speaker = MarkdownLabel.cleaned(name ?? "") {
      draft.turns.append(.init(label: speaker, time: time, line: row.line))
    } else if name.map({ !squeezed($0).isEmpty }) ?? true {
      if let name {
        draft.warn(
          "no-name", "found '\(squeezed(name))', expected a name; the site gives the words to no speaker",
          line: row.line)
      }
      draft.leaveTurn(line: row.line)
    } else if let time, let current = draft.turns.last?.label {
      draft.turns.append(.init(label: current, time: time, line: row.line))
    } else if let time {
      draft.warn(
        "time-without-speaker",
        "found the time \(MarkdownWriter.timeCode(time)) without a speaker; it is left out",
        line: row.line)
    }
  }

  /// Rejoins cells that a comma split, without the empty cells at the end.
  private static func withoutEmptyEnd(_ cells: [String]) -> String {
    var cells = cells
    while let last = cells.last, squeezed(last).isEmpty { cells.removeLast() }
    return cells.joined(separator: ",")
  }

  private static func seconds(_ text: String, line: Int, _ draft: inout ImportedDocument) -> Int? {
    if text.isEmpty { return nil }
    if let time = CaptionCues.seconds(text) { return Int(time) }
    draft.warn("bad-timing", "found the time '\(text)', expected hh:mm:ss; it is left out", line: line)
    return nil
  }

  /// Reads `metadata.csv`, which has a row for each interview, identified by its `objectid`.
  ///
  /// - Returns: metadata by object id: title, date, creator (as author), subjects (as topics), address; interviewee
  ///   and source are put into the description. Rows without an id are reported.
  public static func metadata(
    _ bytes: [UInt8], name: String
  ) -> (byID: [String: ImportMetadata], diagnostics: [Diagnostic]) {
    var draft = ImportedDocument(path: name)
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
        draft.error("duplicate-id", "found the object '\(id)' twice, expected it once", line: row.line)
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
