/// Strings of JSON (RFC 8259, section 7).
package enum JSONString {
  /// What a string is for, which decides what is escaped.
  package enum Use: Sendable {
    /// Files and answers of JSON: only what RFC 8259 requires.
    case data
    /// Literals in JavaScript, as the search index has them: also DEL and the line separators U+2028 and U+2029,
    /// which end lines in scripts older than ECMAScript 2019. The index format fixes these escapes.
    case script
  }

  /// Appends text in UTF-8 as a string with its quotation marks. Nearly all text is copied in long runs.
  package static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], for use: Use) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    while true {
      let at = use == .data ? firstToEscape(text, from: start) : firstToEscapeInScript(text, from: start)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at]))
      guard at < text.count else { break }
      start = at + 1
      switch text[at] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), text[at]]
      case 0x0A: bytes += "\\n".utf8
      case 0x09 where use == .data: bytes += "\\t".utf8
      case 0xE2:
        bytes += "\\u202".utf8
        bytes.append(Hex.lowerDigit(text[at + 2] & 15))
        start = at + 3
      case let byte:
        bytes += "\\u00".utf8
        bytes += [Hex.lowerDigit(byte >> 4), Hex.lowerDigit(byte & 15)]
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Index of the next byte that needs an escape; `count` if there is none. Eight bytes are tested at once.
  private static func firstToEscape(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    var at = start
    while at + 8 <= text.count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let found = ByteLanes.equal(word, 0x22) | ByteLanes.equal(word, 0x5C) | ByteLanes.below(0x20, word)
      if found != 0 { break }
      at += 8
    }
    while at < text.count {
      let byte = text[at]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return at }
      at += 1
    }
    return text.count
  }

  /// Index of the next byte that needs an escape in a script; `count` if there is none.
  private static func firstToEscapeInScript(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.count {
      switch text[at] {
      case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F: return at
      case 0xE2 where at + 2 < text.count && text[at + 1] == 0x80 && (0xA8...0xA9).contains(text[at + 2]):
        return at
      default: at += 1
      }
    }
    return text.count
  }
}
