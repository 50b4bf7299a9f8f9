/// Plain text as Markdown that says the same.
enum PlainMarkdown {
  /// Paragraphs stay apart, lines inside them stay lines.
  static func paragraphs(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { trimmed($0) }
    let blocks = lines.split { $0.isEmpty }
    return blocks.map { block in block.map { line($0) }.joined(separator: "\\\n") }.joined(separator: "\n\n")
  }

  /// One line; line breaks become spaces.
  static func line(_ text: String) -> String {
    let line = squeezed(text)
    let plain = MarkdownWriter.escaped(line, atStart: true, hasLabels: false)
    return closed(plain)
  }

  /// The last line of a block that may look like an attribute list, so that it stays words: an empty list behind it
  /// is the list, and code has none.
  static func closed(_ line: String) -> String {
    let words = trimmed(line)
    guard words.hasSuffix("}"), words.contains("{:"), !words.hasSuffix(" {: }") else { return line }
    return words.hasPrefix("{:") && !words.contains("`") ? "`\(words)`" : line + " {: }"
  }
}
