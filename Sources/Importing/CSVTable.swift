/// A table of comma-separated values (RFC 4180). Fields in quotes may contain commas, line feeds and doubled quotes.
struct CSVTable {
  /// A row and the line it begins on, from 1.
  struct Row {
    var cells: [String]
    var line: Int
  }

  var rows: [Row] = []
  /// Fields whose quotes violate the specification: their lines, and what is wrong.
  private(set) var faults: [(line: Int, message: String)] = []

  /// Reads a text whose lines end in line feeds. Empty lines are skipped.
  init(_ text: String) {
    var bytes = Array(text.utf8)[...]
    var row = Row(cells: [], line: 1)
    var line = 1
    while let first = bytes.first {
      if first == 0x0A, row.cells.isEmpty {
        bytes.removeFirst()
        line += 1
        row.line = line
        continue
      }
      row.cells.append(cell(&bytes, &line))
      let separator = bytes.popFirst()
      if separator == UInt8(ascii: ","), bytes.isEmpty || bytes.first == 0x0A {
        row.cells.append("")
        _ = bytes.popFirst()
      } else if separator == UInt8(ascii: ",") {
        continue
      }
      line += 1
      rows.append(row)
      row = Row(cells: [], line: line)
    }
  }

  /// Takes one cell; stops before the comma or line feed after it.
  private mutating func cell(_ bytes: inout ArraySlice<UInt8>, _ line: inout Int) -> String {
    var out: [UInt8] = []
    if bytes.first == UInt8(ascii: "\"") {
      bytes.removeFirst()
      let start = line
      var closed = false
      while let byte = bytes.popFirst() {
        if byte != UInt8(ascii: "\"") {
          if byte == 0x0A { line += 1 }
          out.append(byte)
        } else if bytes.first == UInt8(ascii: "\"") {
          out.append(byte)
          bytes.removeFirst()
        } else {
          closed = true
          break
        }
      }
      if !closed { faults.append((start, "found a quotation mark without a closing one")) }
    }
    let tail = bytes.prefix { $0 != UInt8(ascii: ",") && $0 != 0x0A }
    if !out.isEmpty, !tail.isEmpty { faults.append((line, "found text after a closing quotation mark")) }
    bytes = bytes.dropFirst(tail.count)
    return String(decoding: out + tail, as: UTF8.self)
  }
}
