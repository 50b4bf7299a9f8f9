/// Makes text safe for a terminal. Names and words of the content can contain characters that move the cursor,
/// change colours or titles (ECMA-48), or show a line in another order than it is written (UAX #9). All printed
/// text passes through here.
///
/// The left-to-right and right-to-left marks (U+200E, U+200F, U+061C) are kept: they act as one invisible letter,
/// cannot reverse other text, and Hebrew and Arabic need them.
package enum TerminalText {
  /// Text of several lines: control characters except line feed and tab, and all embeddings, overrides and
  /// isolates, are replaced by U+FFFD.
  package static func lines(_ text: String) -> String {
    replacing(text) { isUnsafe($0) && $0 != "\n" && $0 != "\t" }
  }

  /// Text that must stay on one line: line feeds and tabs are replaced too.
  package static func line(_ text: String) -> String { replacing(text, isUnsafe) }

  /// Equivalent JSON in which these characters are escaped; they occur only in strings.
  package static func json(_ bytes: [UInt8]) -> [UInt8] {
    // DEL, and the first bytes of C1 controls and of the general punctuation.
    guard bytes.contains(where: { $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) else { return bytes }
    var out = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      // Controls below 32 are already escaped, except the line breaks between the fields.
      if scalar.value >= 32, isUnsafe(scalar) {
        out += escape(scalar)
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return Array(out.utf8)
  }

  /// Whether a character has an effect on a terminal besides being displayed.
  package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// `\u202E`, as JSON and YAML read it; for characters up to U+FFFF.
  package static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u" + zeroPadded(scalar.value, 4, radix: 16).uppercased()
  }

  /// Text without controls of C0 and C1 and DEL; each becomes a space.
  package static func withoutControls(_ text: String) -> String {
    replacing(text, by: " ") { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }

  private static func replacing(
    _ text: String, by replacement: Unicode.Scalar = "\u{FFFD}", _ isReplaced: (Unicode.Scalar) -> Bool
  ) -> String {
    guard text.unicodeScalars.contains(where: isReplaced) else { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { out.append(isReplaced(scalar) ? replacement : scalar) }
    return String(out)
  }
}
