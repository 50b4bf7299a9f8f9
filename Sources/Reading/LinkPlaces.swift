import Archive
import Ccmark

/// Offset of parsed text in the body: zero for text parsed with the body, more for table cells and footnotes, which
/// are parsed on their own.
struct Origin {
  /// Number of lines before the parsed text.
  var line = 0
  /// Number of bytes before it on its first line.
  var column = 0
}

/// Positions of nodes in the file.
extension Markdown {
  /// Line of the body on which a node begins, counted from 1.
  func firstLine(of node: OpaquePointer) -> Int { bodyLine(Int(cmark_node_get_start_line(node))) }

  /// Line of the body on which a node ends, counted from 1.
  func lastLine(of node: OpaquePointer) -> Int { bodyLine(Int(cmark_node_get_end_line(node))) }

  /// A line as passed to the parser, to which the parser's columns refer.
  mutating func parserLine(_ line: Int) -> ArraySlice<UInt8> {
    let text = guarded.bytes
    return text[parserLines.start(of: line, in: text)...].prefix { $0 != 10 }
  }

  private func bodyLine(_ line: Int) -> Int { origin.line > 0 ? origin.line + line : guarded.line(line) }
}

/// Positions of link targets in the file.
extension Markdown {
  /// Line and column of a link's target in the file.
  ///
  /// libcmark gives the line and the column at which a link ends. The column is exact only if nothing was stripped
  /// from the line. So the target is searched on that line, nearest to the end of the link, and then in the rest of
  /// the block. A reference link has its target elsewhere: then the position of the link itself is returned.
  mutating func place(of url: String, at node: OpaquePointer) -> Position {
    let first = Int(cmark_node_get_start_line(node))
    let line = max(1, firstLine(of: node))
    let shift = first == 1 ? origin.column : 0
    let start = lines.start(of: line, in: body)
    let end = start + Int(cmark_node_get_end_column(node)) + shift
    let needle = Array(url.utf8)
    let own = Position(
      line: linesBefore + line, column: max(1, Int(cmark_node_get_start_column(node)) + shift))
    guard !needle.isEmpty else { return own }
    if let found = nearest(
      needle, to: end - needle.count, from: start, upTo: lines.start(after: line, in: body))
    {
      return Position(line: linesBefore + line, column: found - start + 1)
    }
    guard let found = nearest(needle, to: end, from: start, upTo: endOfBlock(around: node)) else {
      return own
    }
    let place = FileText.position(of: found - start, in: body[start...])
    return Position(line: linesBefore + line + place.line - 1, column: place.column)
  }

  /// The occurrence nearest to an offset. Searches at most 4096 bytes on either side, because a text may have as
  /// many links as words.
  private func nearest(_ needle: [UInt8], to wish: Int, from start: Int, upTo end: Int) -> Int? {
    let reach = 4096
    let end = min(end, body.count, wish + reach)
    var at = max(start, wish - reach)
    var best: Int?
    while let found = body.firstOffset(of: needle, from: at, upTo: end) {
      if let known = best, abs(known - wish) <= abs(found - wish) { break }
      best = found
      at = found + 1
    }
    return best
  }

  private mutating func endOfBlock(around node: OpaquePointer) -> Int {
    var block = node
    while cmark_node_get_type(block).rawValue > CMARK_NODE_LAST_BLOCK.rawValue,
      let parent = cmark_node_parent(block)
    {
      block = parent
    }
    return lines.start(after: lastLine(of: block), in: body)
  }
}
