import Base

/// Writing of YAML 1.2 scalars, such that libyaml and the checks of `Reading` take them for what they are.
enum YAML {
  /// A word as it is where no reader can take it for anything else, else in double quotes.
  static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// A key of a mapping up to its colon. One of more than 1,024 characters is only known for a key behind a
  /// question mark (sections 7.4.2 and 8.2.2).
  ///
  /// - Parameter indent: columns in front of the keys of the mapping.
  static func key(_ text: String, indent: Int) -> String {
    let key = scalar(text)
    // Counted in bytes, which are never fewer than characters.
    guard key.utf8.count > 1000 else { return "\(key):" }
    return "? \(key)\n\(String(repeating: " ", count: indent)):"
  }

  /// As `scalar` for ids and dates, in which `.`, `_`, `#` and colons between letters and digits need no quotes.
  static func word(_ text: String) -> String {
    let signs = Set("-._#:+~".utf8)
    guard let first = text.utf8.first, let last = text.utf8.last, isAlphanumeric(first),
      isAlphanumeric(last) || last == UInt8(ascii: "~"), !words.contains(text.lowercased()),
      text.utf8.allSatisfy({ isAlphanumeric($0) || signs.contains($0) })
    else { return quoted(text) }
    return text
  }

  /// Text of several lines as a literal block, which keeps every letter; else as `scalar`.
  ///
  /// - Parameter indent: columns in front of the lines of a block.
  static func text(_ text: String, indent: Int) -> String {
    guard isBlock(text) else { return scalar(text) }
    let margin = String(repeating: " ", count: indent)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let isClosed = text.hasSuffix("\n")
    return (isClosed ? "|\n" : "|-\n")
      + (isClosed ? lines.dropLast() : lines[...]).map { $0.isEmpty ? "" : margin + $0 }.joined(
        separator: "\n")
  }

  /// Double quotes (section 7.3.1) on one line.
  private static func quoted(_ text: String) -> String {
    // An anchor and brackets are looked for in the whole file before it is parsed; an escape hides them.
    let hidesAnchors = hasAnchor(Array(text.utf8))
    let hidesBrackets = hasOpenBrackets(text.utf8)
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "&" where hidesAnchors: out += "\\x26"
      case "[" where hidesBrackets: out += "\\x5B"
      case "{" where hidesBrackets: out += "\\x7B"
      default:
        if needsEscape(scalar) {
          out += "\\u" + zeroPadded(scalar.value, 4, radix: 16)
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }

  /// What is no printable character of YAML (section 5.1), ends a line for YAML 1.1, or is a mark of byte order.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first | 0x20), text.utf8.last != 0x20 else {
      return false
    }
    let allowed = text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x20 || $0 == UInt8(ascii: "-") }
    return allowed && !words.contains(text.lowercased())
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  /// Whether a literal block says exactly this text: it has several lines, the first begins with a letter, one
  /// line feed or none stands at its end, and nothing in it needs an escape or looks like deep nesting.
  private static func isBlock(_ text: String) -> Bool {
    guard text.utf8.dropLast().contains(10) || text.utf8.count > 1 && text.hasSuffix("\n"),
      let first = text.utf8.first, first != 10, first != 32, first != 9, !text.hasSuffix("\n\n"),
      !text.unicodeScalars.contains(where: { $0 != "\n" && $0 != "\t" && needsEscape($0) }),
      !hasAnchor(Array(text.utf8)), !hasOpenBrackets(text.utf8)
    else { return false }
    var margins: Set<Int> = []
    for line in text.utf8.split(separator: 10) {
      let margin = line.prefix { $0 == 32 }.count
      let rest = line.dropFirst(margin)
      // White space alone, and rows of dashes: indentation is what the block is told by.
      guard let sign = rest.first, sign != 9 else { return false }
      margins.insert(margin)
      if rest.prefix(32).allSatisfy({
        $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "?") || $0 == 0x3A || $0 == 32
      }),
        rest.count >= 32
      {
        return false
      }
    }
    return margins.count <= 8
  }

  /// Whether there is something like `&name ` in a text.
  private static func hasAnchor(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
      guard bytes[index] == UInt8(ascii: "&"), index + 1 < bytes.count else { return false }
      let isWord = isAlphanumeric(bytes[index + 1]) || bytes[index + 1] == 0x2D || bytes[index + 1] == 0x5F
      return isWord && (index == 0 || !isAlphanumeric(bytes[index - 1]))
    }
  }

  /// Whether brackets are left open, or many are open at a time.
  private static func hasOpenBrackets(_ bytes: String.UTF8View) -> Bool {
    var level = 0
    var deepest = 0
    for byte in bytes {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { level += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { level = max(0, level - 1) }
      deepest = max(deepest, level)
    }
    return level > 0 || deepest > 16
  }
}
