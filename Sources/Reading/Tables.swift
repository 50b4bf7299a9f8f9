import Archive
import Ccmark

/// Pipe tables: a line of cells, a line of dashes, and further lines of cells. libcmark parses them as paragraphs.
extension Markdown {
  /// Reads a paragraph as a table if it is one.
  ///
  /// - Returns: false if it is not a table; then nothing was added.
  mutating func readTable(_ node: OpaquePointer, line: Int) -> Bool {
    let first = firstLine(of: node)
    let last = lastLine(of: node)
    guard last > first, cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH else { return false }
    let rule = rawLine(first + 1)
    guard Self.isRule(rule), rawLine(first).contains(UInt8(ascii: "|")) else { return false }
    let start = prose.bytes.count
    let firstMark = prose.marks.count
    var end = last
    // An attribute list directly below the table belongs to it and is not a row.
    if rawLine(last).starts(with: Array("{:".utf8)) && last > first + 1 { end -= 1 }
    let table = openMark(.table, depth: 0)
    for number in first...end where number != first + 1 {
      let row = openMark(.row, depth: 1)
      for cell in cells(number) {
        if prose.bytes.count > start && prose.bytes.last != 10 { prose.bytes.append(10) }
        let mark = openMark(number == first ? .headerCell : .cell, depth: 2)
        origin = Origin(line: number - 1, column: cell.column)
        appendCell(cell.text)
        origin = Origin()
        prose.marks[mark].range.end = Int32(prose.bytes.count)
      }
      prose.marks[row].range.end = Int32(prose.bytes.count)
    }
    prose.marks[table].range.end = Int32(prose.bytes.count)
    if end < last {
      prose.bytes.append(10)
      prose.bytes += rawLine(last)
    }
    finishPassage(
      from: start, firstMark: firstMark, kind: .table, line: line, lastLine: linesBefore + last)
    return true
  }

  private mutating func openMark(_ kind: MarkupSpan.Kind, depth: UInt8) -> Int {
    prose.marks.append(MarkupSpan(kind, depth: depth, range: ByteRange(prose.bytes.count, prose.bytes.count)))
    return prose.marks.count - 1
  }

  private mutating func appendCell(_ text: [UInt8]) {
    guard let document = parseMarkdown(textGuard.guarded(text)) else { return }
    defer { cmark_node_free(document) }
    guard let paragraph = cmark_node_first_child(document),
      cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH, cmark_node_next(paragraph) == nil
    else {
      // The parser reads a cell such as `# 1` as a heading, but in a table it is text.
      prose.bytes += text
      return
    }
    appendInlines(of: paragraph, depth: 3)
  }

  private mutating func rawLine(_ number: Int) -> [UInt8] {
    let start = lines.start(of: number, in: body)
    var line = body[start...].prefix { $0 != 10 }
    while let first = line.first, first == 32 || first == 9 { line = line.dropFirst() }
    while let last = line.last, last == 32 || last == 9 { line = line.dropLast() }
    return Array(line)
  }

  /// Whether a line consists of cells such as `---`, `:--` or `:-:`, with at least one bar.
  private static func isRule(_ line: [UInt8]) -> Bool {
    line.contains(UInt8(ascii: "|")) && line.contains(UInt8(ascii: "-"))
      && line.allSatisfy {
        $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") || $0 == 32
      }
  }

  /// The cells of a line, split at unescaped bars. Columns count from 0.
  private mutating func cells(_ number: Int) -> [(text: [UInt8], column: Int)] {
    let line = rawLine(number)
    let indent = body[lines.start(of: number, in: body)...].prefix { $0 == 32 || $0 == 9 }.count
    var cells: [(text: [UInt8], column: Int)] = [([], indent)]
    var escaped = false
    for (offset, byte) in line.enumerated() {
      if byte == UInt8(ascii: "|") {
        if escaped {
          cells[cells.count - 1].text.removeLast()
          cells[cells.count - 1].text.append(byte)
        } else {
          cells.append(([], indent + offset + 1))
        }
      } else {
        cells[cells.count - 1].text.append(byte)
      }
      escaped = byte == UInt8(ascii: "\\") && !escaped
    }
    if line.first == UInt8(ascii: "|") { cells.removeFirst() }
    if line.last == UInt8(ascii: "|"), cells.last?.text.allSatisfy({ $0 == 32 }) == true {
      cells.removeLast()
    }
    return cells.map { text, column in
      var trimmed = text[...]
      while let first = trimmed.first, first == 32 || first == 9 { trimmed = trimmed.dropFirst() }
      let blanks = trimmed.startIndex
      while let last = trimmed.last, last == 32 || last == 9 { trimmed = trimmed.dropLast() }
      return (Array(trimmed), column + blanks)
    }
  }
}
