import Yams

/// Maps each byte of a YAML scalar's value to the offset in the file at which it is written.
///
/// The parser gives the value and the position at which the scalar begins. The rest is found by reading both side
/// by side. White space of any length matches white space of any length, because folding, indentation and line
/// breaks change nothing else. Quotation marks and escapes follow YAML 1.2 (section 7.3).
struct ScalarLetters {
  /// For each byte of the value, the offset in the file of the character that writes it.
  let offsets: [Int]
  /// Range of the whole scalar: quoted scalars include their quotation marks, block scalars begin at their header.
  /// White space at the end of a block is not included.
  let range: Range<Int>
  /// Lines of a block scalar, from the beginning of the first line with text to the end of the last; nil for other
  /// styles and empty blocks.
  let block: Range<Int>?

  /// - Parameters:
  ///   - scalar: the parsed scalar.
  ///   - yaml: the bytes of the YAML.
  ///   - start: offset at which the scalar begins according to the parser; a tag may be there.
  /// - Returns: nil if value and file cannot be matched.
  init?(_ scalar: Node.Scalar, in yaml: [UInt8], from start: Int) {
    var reader = Reader(yaml: yaml, at: start)
    reader.skipTag()
    let value = Array(scalar.string.utf8)
    let begin = reader.at
    switch scalar.style {
    case .plain, .any:
      guard reader.read(value, .plain) else { return nil }
      (range, block) = (begin..<reader.end, nil)
    case .singleQuoted, .doubleQuoted:
      let isSingle = scalar.style == .singleQuoted
      let mark = UInt8(ascii: isSingle ? "'" : "\"")
      guard reader.take(mark), reader.read(value, isSingle ? .single : .double), reader.close(mark) else {
        return nil
      }
      (range, block) = (begin..<reader.at, nil)
    case .literal, .folded:
      guard let header = reader.skipHeader() else { return nil }
      let first = reader.at
      guard reader.read(value, .plain) else { return nil }
      guard reader.end > first else {
        (range, block, offsets) = (begin..<header, nil, reader.offsets)
        return
      }
      let lines = reader.wholeLines(first, reader.end)
      (range, block) = (begin..<lines.upperBound, lines)
    }
    offsets = reader.offsets
  }

  private enum Quoting {
    case plain, single, double
  }

  private struct Reader {
    let yaml: [UInt8]
    var at: Int
    var offsets: [Int] = []
    /// Offset after the last character that is not white space.
    var end: Int

    init(yaml: [UInt8], at: Int) {
      self.yaml = yaml
      self.at = at
      end = at
    }

    private func byte(_ ahead: Int = 0) -> UInt8 { at + ahead < yaml.count ? yaml[at + ahead] : 0 }

    mutating func take(_ wanted: UInt8) -> Bool {
      guard byte() == wanted else { return false }
      at += 1
      end = at
      return true
    }

    /// Skips a tag such as `!!str`.
    mutating func skipTag() {
      guard byte() == UInt8(ascii: "!") else { return }
      while at < yaml.count, !isSpace(yaml[at]) { at += 1 }
      while at < yaml.count, isSpace(yaml[at]) { at += 1 }
      end = at
    }

    /// Skips the first line of a block. Returns the end offset of its indicators (`|2-`); nil if there are none.
    mutating func skipHeader() -> Int? {
      guard byte() == UInt8(ascii: "|") || byte() == UInt8(ascii: ">") else { return nil }
      at += 1
      while byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") || (0x31...0x39).contains(byte()) {
        at += 1
      }
      let sign = at
      while at < yaml.count, yaml[at] != 10 { at += 1 }
      if at < yaml.count { at += 1 }
      end = at
      return sign
    }

    mutating func read(_ value: [UInt8], _ quoting: Quoting) -> Bool {
      offsets.reserveCapacity(value.count)
      var next = 0
      while next < value.count {
        if isSpace(value[next]) {
          let begin = at
          skipSpace(quoting)
          guard at > begin || quoting == .plain else { return false }
          while next < value.count, isSpace(value[next]) {
            offsets.append(begin)
            next += 1
          }
          continue
        }
        if quoting == .plain || quoting == .double, isSpace(byte()) { skipSpace(quoting) }
        if quoting == .double, byte() == UInt8(ascii: "\\"), byte(1) == 10 { skipSpace(quoting) }
        guard let letter = letter(quoting), value[next...].starts(with: letter.value) else { return false }
        offsets += Array(repeating: at, count: letter.value.count)
        next += letter.value.count
        at += letter.count
        end = at
      }
      return true
    }

    /// Takes the closing quotation mark. White space before it that is not part of the value is skipped only in
    /// double quotes, for escaped line breaks.
    mutating func close(_ mark: UInt8) -> Bool {
      if mark == UInt8(ascii: "\"") { skipSpace(.double) }
      return take(mark)
    }

    private mutating func skipSpace(_ quoting: Quoting) {
      while at < yaml.count {
        if isSpace(yaml[at]) {
          at += 1
        } else if quoting == .double, yaml[at] == UInt8(ascii: "\\"), byte(1) == 10 {
          at += 2
        } else if quoting == .double, yaml[at] == UInt8(ascii: "\\"), let letter = letter(.double),
          letter.value.count == 1, isSpace(letter.value[0])
        {
          at += letter.count
        } else {
          return
        }
      }
    }

    /// The bytes that the character at the current offset stands for, and the number of bytes it is written with.
    private func letter(_ quoting: Quoting) -> (value: [UInt8], count: Int)? {
      guard at < yaml.count else { return nil }
      if quoting == .single, byte() == UInt8(ascii: "'") {
        return byte(1) == UInt8(ascii: "'") ? ([byte()], 2) : nil
      }
      guard quoting == .double else { return ([byte()], 1) }
      if byte() == UInt8(ascii: "\"") { return nil }
      guard byte() == UInt8(ascii: "\\") else { return ([byte()], 1) }
      let digits = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]
      if let count = digits[byte(1)] {
        guard at + 2 + count <= yaml.count,
          let number = UInt32(String(decoding: yaml[(at + 2)..<(at + 2 + count)], as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(number)
        else { return nil }
        return (Array(String(Character(scalar)).utf8), 2 + count)
      }
      let escapes: [UInt8: String] = [
        0x30: "\0", 0x6E: "\n", 0x74: "\t", 0x09: "\t", 0x20: " ", 0x61: "\u{7}", 0x62: "\u{8}",
        0x76: "\u{B}", 0x66: "\u{C}", 0x72: "\r", 0x65: "\u{1B}",
        0x22: "\"", 0x2F: "/", 0x5C: "\\", 0x4E: "\u{85}", 0x5F: "\u{A0}", 0x4C: "\u{2028}", 0x50: "\u{2029}",
      ]
      return escapes[byte(1)].map { (Array($0.utf8), 2) }
    }

    /// The lines with text between two offsets, whole except for the last line feed.
    func wholeLines(_ first: Int, _ last: Int) -> Range<Int> {
      var start = first
      var line = first
      while line < last, yaml[line] == 10 || yaml[line] == 32 || yaml[line] == 9 {
        line += 1
        if yaml[line - 1] == 10 { start = line }
      }
      var end = last
      while end < yaml.count, yaml[end] != 10 { end += 1 }
      return start..<end
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 9 }
  }
}
