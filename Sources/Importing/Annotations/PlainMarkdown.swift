/// Converts plain text to Markdown with the same words.
enum PlainMarkdown {
  /// Markdown of a text, with the same paragraphs and line breaks.
  static func paragraphs(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { trimmed($0) }
    let blocks = lines.split { $0.isEmpty }
    return blocks.map { block in block.map { line($0) }.joined(separator: "\\\n") }.joined(separator: "\n\n")
  }

  /// Markdown of one line; line breaks become spaces.
  static func line(_ text: String) -> String {
    let line = squeezed(text)
    let plain = MarkdownWriter.escaped(line, atStart: true, hasLabels: false)
    return closed(plain)
  }

  /// The last line of a block, changed so that a possible attribute list in it stays words. Either an empty list
  /// follows, which is read instead, or the line becomes code, in which lists are not read.
  static func closed(_ line: String) -> String {
    let words = trimmed(line)
    guard words.hasSuffix("}"), words.contains("{:"), !words.hasSuffix(" {: }") else { return line }
    return words.hasPrefix("{:") && !words.contains("`") ? "`\(words)`" : line + " {: }"
  }
}
