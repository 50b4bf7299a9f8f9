/// Writes XML 1.0 as UTF-8 bytes.
struct XMLWriter {
  /// The bytes written so far.
  private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)

  /// Writes markup without escaping.
  mutating func raw(_ markup: String) { bytes += markup.utf8 }

  /// Writes an element with text; writes nothing if the text is nil.
  mutating func element(_ name: String, _ text: String?) {
    guard let text else { return }
    raw("<\(name)>")
    self.text(text.utf8)
    raw("</\(name)>\n")
  }

  /// Writes escaped text, also for attributes in double quotes. Characters that XML does not allow (section 2.2 of
  /// the specification: control characters, U+FFFE, U+FFFF) become U+FFFD.
  mutating func text(_ text: some Sequence<UInt8>) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case 0..<0x20 where byte != 9 && byte != 10 && byte != 13: bytes += "\u{FFFD}".utf8
      case 0xBE, 0xBF:
        bytes.append(bytes.suffix(2) == [0xEF, 0xBF] ? 0xBD : byte)
      default: bytes.append(byte)
      }
    }
  }
}
