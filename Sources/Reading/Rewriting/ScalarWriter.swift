import Base
import Yams

/// Writes a value as a YAML scalar of a given style, or as a double-quoted scalar if that style cannot hold it.
enum ScalarWriter {
  /// A value as written, and as it is parsed again. A plain scalar loses white space at its ends, which makes no
  /// difference when text is compared.
  struct Written {
    var text: String
    var value: String
  }

  /// - Parameters:
  ///   - value: the value to write.
  ///   - style: the preferred style. Block styles are written as double-quoted.
  ///   - inFlow: whether the scalar is inside brackets or braces, where fewer characters are allowed in plain
  ///     scalars.
  static func write(_ value: String, _ style: Node.Scalar.Style, inFlow: Bool) -> Written {
    switch style {
    case .plain, .any:
      let words = trimmed(value)
      if isPlain(words, inFlow: inFlow) { return Written(text: words, value: words) }
    case .singleQuoted:
      if value.unicodeScalars.allSatisfy(isPrintable) {
        var text = "'"
        for scalar in value.unicodeScalars {
          text.unicodeScalars.append(scalar)
          if scalar == "'" { text.unicodeScalars.append(scalar) }
        }
        return Written(text: text + "'", value: value)
      }
    case .doubleQuoted, .literal, .folded: break
    }
    return Written(text: doubleQuoted(value), value: value)
  }

  /// The value as one line of a block; nil if a block cannot hold it.
  static func line(_ value: String) -> String? {
    let words = trimmed(value)
    return !words.isEmpty && words.unicodeScalars.allSatisfy(isPrintable) ? words : nil
  }

  /// A double-quoted scalar (YAML 1.2, section 7.3.1). Characters that cannot be printed are escaped.
  private static func doubleQuoted(_ value: String) -> String {
    var out = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        out += "\\"
        out.unicodeScalars.append(scalar)
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case _ where isPrintable(scalar): out.unicodeScalars.append(scalar)
      default:
        let width = scalar.value > 0xFFFF ? 8 : 4
        out += (width == 8 ? "\\U" : "\\u") + zeroPadded(scalar.value, width, radix: 16)
      }
    }
    return out + "\""
  }

  /// Whether every YAML parser reads the words as exactly this text. Prefers quotation marks in doubtful cases.
  private static func isPlain(_ words: String, inFlow: Bool) -> Bool {
    guard let first = words.utf8.first, !"-?:,[]{}#&*!|>'\"%@`=~<".utf8.contains(first),
      words.unicodeScalars.allSatisfy(isPrintable)
    else { return false }
    let bytes = Array(words.utf8)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: ":"):
        if inFlow || index + 1 == bytes.count || bytes[index + 1] == 32 { return false }
      case UInt8(ascii: "#"):
        if bytes[index - 1] == 32 { return false }
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
        if inFlow { return false }
      default: break
      }
    }
    return !isOtherType(bytes)
  }

  /// Whether a parser with types may read it as a number, a date, a boolean or null.
  private static func isOtherType(_ bytes: [UInt8]) -> Bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    if words.contains(String(decoding: bytes, as: UTF8.self).lowercased()) { return true }
    guard let first = bytes.first, (0x30...0x39).contains(first) || first == 0x2B || first == 0x2E else {
      return false
    }
    return !bytes.contains(32) || bytes.allSatisfy { $0 < 0x3B || $0 == 0x54 || $0 == 0x5A }
  }

  /// Whether a character can be written unescaped in a one-line scalar. Excludes characters that YAML 1.1 or 1.2
  /// read as a line break or reject, and characters that an editor does not show.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  private static func trimmed(_ value: String) -> String {
    let isSpace = { (byte: UInt8) in byte == 32 || byte == 10 || byte == 9 }
    let bytes = Array(value.utf8)
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}
