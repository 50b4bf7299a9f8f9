import Archive
import Ccmark

/// Footnotes, `[^1]` in the text and `[^1]: …` as a paragraph, which libcmark does not know.
struct Footnotes {
  private var passages: [String: Int] = [:]
  private var uses: [(mark: Int, name: String)] = []

  /// The name of the footnote whose text a paragraph is, and where that text begins.
  static func definition(_ bytes: [UInt8], from start: Int) -> (name: String, end: Int)? {
    guard let (name, end) = sign(bytes, at: start), end < bytes.count, bytes[end] == UInt8(ascii: ":") else {
      return nil
    }
    return (name, end + 1)
  }

  /// Remembers which passage holds the text of a footnote.
  mutating func define(_ name: String, passage: Int) {
    if passages[name] == nil { passages[name] = passage }
  }

  /// Marks the signs in the words that were added last, in one walk over their marks. A sign in code is
  /// code, and one in a link could not be followed: both stay words.
  mutating func findUses(_ prose: inout Prose, from start: Int, firstMark: Int) {
    guard var next = Self.nextSign(prose.bytes, from: start) else { return }
    let old = Array(prose.marks[firstMark...])
    prose.marks.removeSubrange(firstMark...)
    var open: [Mark] = []
    var index = 0
    while true {
      while index < old.count, old[index].range.start <= next.range.start {
        open.append(old[index])
        prose.marks.append(old[index])
        index += 1
      }
      open.removeAll { $0.range.end <= next.range.start }
      let isInside = open.allSatisfy { $0.range.contains(next.range) && Self.mayHold($0.kind) }
      let isWhole = index == old.count || old[index].range.start >= next.range.end
      if isInside && isWhole {
        uses.append((prose.marks.count, next.name))
        let depth = UInt8(clamping: (open.last.map { Int($0.depth) } ?? -1) + 1)
        prose.marks.append(Mark(.footnote, depth: depth, range: next.range, value: -1))
      }
      guard let following = Self.nextSign(prose.bytes, from: Int(next.range.end)) else { break }
      next = following
    }
    prose.marks += old[index...]
  }

  /// Points every sign at the passage with its text, now that all of them are known.
  func link(_ prose: inout Prose) {
    for use in uses {
      prose.marks[use.mark].value = passages[use.name].map { Int32($0) } ?? -1
    }
  }

  private static func mayHold(_ kind: Mark.Kind) -> Bool {
    switch kind {
    case .code, .codeBlock, .link, .reference: false
    default: true
    }
  }

  private static func nextSign(_ bytes: [UInt8], from: Int) -> (range: ByteRange, name: String)? {
    var at = from
    while let open = bytes.firstOffset(of: [UInt8(ascii: "["), UInt8(ascii: "^")], from: at) {
      if let (name, end) = sign(bytes, at: open) { return (ByteRange(open, end), name) }
      at = open + 2
    }
    return nil
  }

  fileprivate static func sign(_ bytes: [UInt8], at start: Int) -> (name: String, end: Int)? {
    guard start + 3 < bytes.count, bytes[start] == UInt8(ascii: "["), bytes[start + 1] == UInt8(ascii: "^"),
      let close = bytes[(start + 2)...].prefix(40).firstIndex(where: {
        $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "[") || $0 == 10
      }), bytes[close] == UInt8(ascii: "]"), close > start + 2
    else { return nil }
    return (String(decoding: bytes[(start + 2)..<close], as: UTF8.self), close + 1)
  }
}

extension Markdown {
  /// Reads a paragraph in which several footnotes follow each other line by line, each as a passage.
  ///
  /// - Returns: false where it is not one; nothing was added then.
  mutating func readFootnotes(_ node: OpaquePointer) -> Bool {
    let first = firstLine(of: node)
    let last = lastLine(of: node)
    guard last > first, isDefinition(first) else { return false }
    let starts = (first...last).filter { isDefinition($0) }
    guard starts.count > 1 else { return false }
    for (index, line) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] - 1 : last
      let text = body[lines.start(of: line, in: body)..<lines.start(after: end, in: body)]
      guard let document = parseMarkdown(textGuard.guarded(Array(text))) else { continue }
      defer { cmark_node_free(document) }
      origin = Origin(line: line - 1)
      defer { origin = Origin() }
      var block = cmark_node_first_child(document)
      while let part = block {
        let start = prose.bytes.count
        let firstMark = prose.marks.count
        appendInlines(of: part, depth: 0)
        finishPassage(
          from: start, firstMark: firstMark, kind: .paragraph, line: linesBefore + line,
          lastLine: linesBefore + end)
        block = cmark_node_next(part)
      }
    }
    return true
  }

  private mutating func isDefinition(_ line: Int) -> Bool {
    let start = lines.start(of: line, in: body)
    let text = Array(body[start...].prefix(80).drop { $0 == 32 })
    return Footnotes.definition(text, from: 0) != nil
  }
}
