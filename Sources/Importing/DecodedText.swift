import Archive

/// A text file as lines of valid UTF-8, without a byte order mark. Lines of the file may end in LF, CR LF or CR.
struct DecodedText {
  /// A line and its number in the file, from 1.
  struct Line {
    var text: Substring
    var number: Int

    /// Whether it is empty or only white space.
    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
  }

  /// The lines without their line ends.
  let lines: [Substring]
  /// The lines, also split at Unicode's line and paragraph separators; the parts of a line have the same number.
  var numbered: [Line] {
    lines.enumerated().flatMap { offset, line in
      line.utf8.contains(where: { $0 >= 0x80 })
        ? line.split(omittingEmptySubsequences: false) { "\u{2028}\u{2029}\u{85}".contains($0) }
          .map { Line(text: $0, number: offset + 1) }
        : [Line(text: line, number: offset + 1)]
    }
  }
  /// The whole text with line feeds as line ends.
  let whole: String

  /// Reads the bytes. Invalid UTF-8, NUL and other control characters become U+FFFD and are reported at the first
  /// line that has them.
  init(_ bytes: [UInt8], _ draft: inout ImportedDocument) {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    var unified: [UInt8] = []
    unified.reserveCapacity(rest.count)
    var previous: UInt8 = 0
    for byte in rest {
      if byte == 0x0A && previous == 0x0D {
        previous = byte
        continue
      }
      previous = byte
      // A form feed or a vertical tab separates printed pages or columns.
      unified.append(byte == 0x0D ? 0x0A : byte == 0x0B || byte == 0x0C ? 0x20 : byte)
    }
    if String(validating: unified, as: UTF8.self) == nil {
      draft.error(
        "bad-utf8", "found bytes that are not UTF-8, expected UTF-8; they are replaced by \u{FFFD}",
        line: DecodedText.firstBadLine(unified))
    }
    if let place = unified.firstIndex(where: DecodedText.isControl) {
      let line = unified[..<place].count { $0 == 0x0A } + 1
      if unified.contains(0) {
        draft.error("nul", "found a NUL byte; it is replaced by \u{FFFD}", line: line)
      } else {
        draft.warn("control-character", "found a control character; it is replaced by \u{FFFD}", line: line)
      }
      unified = unified.flatMap { DecodedText.isControl($0) ? Array("\u{FFFD}".utf8) : [$0] }
    }
    whole = String(decoding: unified, as: UTF8.self)
    lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Whether a byte is an ASCII control character (including DEL) other than tab and line feed. Sources must not
  /// contain these.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A || byte == 0x7F
  }

  private static func firstBadLine(_ bytes: [UInt8]) -> Int {
    var number = 1
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: line, as: UTF8.self) == nil { return number }
      number += 1
    }
    return number
  }
}

/// A text without white space at its ends and with single spaces inside.
func squeezed(_ text: some StringProtocol) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// A text without white space at its ends.
func trimmed(_ text: some StringProtocol) -> String {
  guard let first = text.firstIndex(where: { !$0.isWhitespace }),
    let last = text.lastIndex(where: { !$0.isWhitespace })
  else { return "" }
  return String(text[first...last])
}
