/// Finds YAML values that need quotation marks: `title: Choose tools: a manifesto`.
enum UnquotedText {
  /// The corrected line for the line at which YAML parsing failed, or for the line above it; nil if neither value
  /// is at fault.
  ///
  /// - Parameter line: line number, counted from 0 within the YAML.
  static func fix(in yaml: String, upTo line: Int) -> String? {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    // The parser may detect a wrong value only on the next line.
    for index in [line, line - 1] where lines.indices.contains(index) {
      if let fix = fix(lines[index]) { return fix }
    }
    return nil
  }

  private static func fix(_ line: Substring) -> String? {
    var rest = line.drop { $0 == " " }
    while rest.hasPrefix("- ") { rest = rest.dropFirst(2).drop { $0 == " " } }
    guard let colon = rest.firstIndex(of: ":"), isKey(rest[..<colon]) else { return nil }
    let behind = rest[rest.index(after: colon)...]
    guard behind.first == " " || behind.first == "\t" else { return nil }
    let value = trimmed(behind)
    guard needsQuotes(value) else { return nil }
    return "write \(rest[..<colon]): \(quoted(value))"
  }

  private static func isKey(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == " " }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { start[...$0] } ?? ""
  }

  /// Whether YAML reads a value as something other than text, although it is not a list, mapping, block or quoted
  /// text.
  private static func needsQuotes(_ value: Substring) -> Bool {
    guard let first = value.first else { return false }
    switch first {
    case "\"", "'":
      // Text after the closing quotation mark, or an unclosed quotation mark.
      let inside = value.dropFirst()
      guard let close = inside.firstIndex(of: first) else { return true }
      let behind = trimmed(inside[inside.index(after: close)...])
      return !behind.isEmpty && !behind.hasPrefix("#")
    case "[": return !isList(value, "]")
    case "{": return !isList(value, "}")
    case "@", "`", "%", "&", "*", "!": return true
    case "|", ">": return value.dropFirst().contains { $0.isLetter }
    case "-", "?": return value.dropFirst().first == " "
    default: return value.contains(": ") || value.hasSuffix(":")
    }
  }

  /// Whether a value that begins like a list or mapping is meant as one: only a comment follows its end, or it
  /// continues on the next line.
  private static func isList(_ value: Substring, _ end: Character) -> Bool {
    guard let close = value.lastIndex(of: end) else { return true }
    let behind = trimmed(value[value.index(after: close)...])
    return behind.isEmpty || behind.hasPrefix("#")
  }

  /// A value in quotation marks, in single ones if that avoids escapes.
  private static func quoted(_ value: Substring) -> String {
    if value.contains("\""), !value.contains("'"), !value.contains("\\") { return "'\(value)'" }
    let escaped = value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }
}
