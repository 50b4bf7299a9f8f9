/// Analysis of single lines of Markdown: definitions, fences, code.
extension MarkdownLinks {
  /// Finds a link definition in a line, also inside a quotation or a list.
  mutating func findDefinition(_ line: Range<Int>) {
    let start = bytes[line].firstIndex { !MarkdownLinks.isBlank($0) && !MarkdownLinks.opensContainer($0) }
    guard let start, bytes[start] == UInt8(ascii: "["), start + 1 < bytes.count,
      bytes[start + 1] != UInt8(ascii: "^")
    else { return }
    var end = start + 1
    while end < bytes.count, end - start < 1000, bytes[end] != UInt8(ascii: "]"),
      bytes[end] != UInt8(ascii: "[")
    {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end + 1 < bytes.count, bytes[end] == UInt8(ascii: "]"), bytes[end + 1] == UInt8(ascii: ":"),
      let found = destination(end + 2, isInline: false), !found.target.isEmpty
    else { return }
    definitions.append((start, found.target))
  }

  /// Whether every run of backticks in a line has a closing run in the same line.
  func hasPairedCode(_ line: Range<Int>) -> Bool {
    var at = line.lowerBound
    while at < line.upperBound {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
      } else if bytes[at] == UInt8(ascii: "`") {
        guard let end = endOfCode(bytes[at...].prefix { $0 == UInt8(ascii: "`") }, line) else { return false }
        at = end
      } else {
        at += 1
      }
    }
    return true
  }

  /// The offset after the next run of the same number of backticks on the line; nil if there is none.
  func endOfCode(_ run: ArraySlice<UInt8>, _ line: Range<Int>) -> Int? {
    var at = run.endIndex
    while let next = bytes[at..<max(at, line.upperBound)].firstIndex(of: UInt8(ascii: "`")) {
      let other = bytes[next...].prefix { $0 == UInt8(ascii: "`") }
      if other.count == run.count { return other.endIndex }
      at = other.endIndex
    }
    return nil
  }

  static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var out: [Range<Int>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 10 {
      out.append(start..<(index + 1))
      start = index + 1
    }
    if start < bytes.count { out.append(start..<bytes.count) }
    return out
  }

  /// Whether any line may begin HTML, inside which fences have no meaning.
  static func hasHTML(_ bytes: [UInt8]) -> Bool {
    lines(of: bytes).contains { line in
      guard let start = bytes[line].firstIndex(where: { !isBlank($0) && !opensContainer($0) }),
        bytes[start] == UInt8(ascii: "<"), start + 1 < line.upperBound
      else { return false }
      let name = bytes[(start + 1)..<line.upperBound].prefix(while: isScheme)
      return name.endIndex == line.upperBound || name.count < 2 || bytes[name.endIndex] != UInt8(ascii: ":")
    }
  }

  /// The run of backticks or tildes that opens a fenced code block at the start of a line, without indent; nil if
  /// there is none.
  static func fence(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let sign = line.first, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else { return nil }
    let run = line.prefix { $0 == sign }
    guard run.count >= 3 else { return nil }
    return sign == UInt8(ascii: "`") && line[run.endIndex...].contains(sign) ? nil : run
  }

  static func closes(_ line: ArraySlice<UInt8>, _ fence: ArraySlice<UInt8>) -> Bool {
    guard let sign = fence.first else { return true }
    let indent = line.prefix { $0 == 32 }
    let run = line[indent.endIndex...].prefix { $0 == sign }
    return indent.count <= 3 && run.count >= fence.count && line[run.endIndex...].allSatisfy(isBlank)
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

  /// Whether a byte can be part of the sign or number that begins a quotation or a list item.
  private static func opensContainer(_ byte: UInt8) -> Bool {
    ">-+*.)0123456789".utf8.contains(byte)
  }

  static func isScheme(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "+.-".utf8.contains(byte)
  }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
      || (0x7B...0x7E).contains(byte)
  }
}
