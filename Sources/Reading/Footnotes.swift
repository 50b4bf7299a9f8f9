import Archive
import Ccmark

/// Footnotes: `[^1]` in the text and `[^1]: …` as a paragraph. libcmark does not support them.
struct Footnotes {
  /// The text of a footnote, `[^1]: …`.
  private struct Text {
    var name: String
    var passage: Int
    var line: Int
  }

  /// A footnote reference, `[^1]`, in a passage.
  private struct Use {
    /// Index of its markup span; -1 in code and links, where it is plain text.
    var mark: Int
    var name: String
    /// The line on which its passage begins.
    var line: Int
  }

  private var texts: [Text] = []
  private var uses: [Use] = []
  /// Whether the paragraphs being read continue the text of a footnote.
  private(set) var isContinuing = false
  /// The last passage that belongs to a footnote.
  private var last = -1

  /// The name of the footnote that a paragraph defines, and the offset at which the footnote's text begins; nil if
  /// the paragraph is not a footnote.
  static func definition(_ bytes: [UInt8], from start: Int) -> (name: String, end: Int)? {
    guard let (name, end) = sign(bytes, at: start), end < bytes.count, bytes[end] == UInt8(ascii: ":") else {
      return nil
    }
    return (name, end + 1)
  }

  /// Records the passage that holds the text of a footnote, and the line of the file on which it begins.
  mutating func define(_ name: String, passage: Int, line: Int) {
    texts.append(Text(name: name, passage: passage, line: line))
  }

  /// Adds markup spans for the references in the text that was added last, in one pass over its spans. References
  /// in code and links stay plain text, because code is verbatim and a link inside a link cannot be followed.
  ///
  /// - Parameter line: line of the file on which the passage begins.
  mutating func findUses(_ prose: inout Prose, from start: Int, firstMark: Int, line: Int) {
    guard var next = Self.nextSign(prose.bytes, from: start) else { return }
    let old = Array(prose.marks[firstMark...])
    prose.marks.removeSubrange(firstMark...)
    var open: [MarkupSpan] = []
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
        uses.append(Use(mark: prose.marks.count, name: next.name, line: line))
        let depth = UInt8(clamping: (open.last.map { Int($0.depth) } ?? -1) + 1)
        prose.marks.append(MarkupSpan(.footnote, depth: depth, range: next.range, value: -1))
      } else {
        uses.append(Use(mark: -1, name: next.name, line: line))
      }
      guard let following = Self.nextSign(prose.bytes, from: Int(next.range.end)) else { break }
      next = following
    }
    prose.marks += old[index...]
  }

  /// Links every reference to the passage with its text, once all of them are known. Reports references without a
  /// text, texts without a reference, and second texts of the same name.
  ///
  /// - Parameters:
  ///   - body: the Markdown in which positions are looked up.
  ///   - linesBefore: number of lines in the file before the body.
  func link(
    _ prose: inout Prose, _ report: inout Report, path: String, body: [UInt8], _ lines: inout LineTable,
    linesBefore: Int
  ) {
    if texts.isEmpty && uses.isEmpty { return }
    var known: [String: Text] = [:]
    for text in texts where known[text.name] == nil { known[text.name] = text }
    func start(of line: Int) -> Int { lines.start(of: line - linesBefore, in: body) }
    func position(_ offset: Int, _ line: Int) -> Position {
      let place = FileText.position(of: offset - start(of: line), in: body[start(of: line)...])
      return Position(line: line + place.line - 1, column: place.column)
    }
    let hasEscapes = body.firstOffset(of: Array("\\[^".utf8), from: 0) != nil
    var used: Set<String> = []
    var dead: Set<String> = []
    var at = 0
    for use in uses {
      let isDead = known[use.name] == nil
      var place: Int?
      if isDead || hasEscapes {
        at = max(at, start(of: use.line))
        place = body.firstOffset(of: Array("[^\(use.name)]".utf8), from: at)
        at = place.map { $0 + 1 } ?? at
      }
      if use.mark < 0 { continue }
      if let place, place > 0, body[place - 1] == UInt8(ascii: "\\") { continue }
      prose.marks[use.mark].value = known[use.name].map { Int32($0.passage) } ?? -1
      used.insert(use.name)
      guard isDead, dead.insert(use.name).inserted else { continue }
      let near = Suggestion.nearest(use.name, among: known.keys)
      report.warning(
        "dead-footnote",
        "found the footnote reference '[^\(use.name)]' without a text, expected '[^\(use.name)]: …'",
        path, at: place.map { position($0, use.line) } ?? Position(line: use.line, column: 1),
        fix: near.map { "write '[^\($0)]', or '\\[^\(use.name)]' for plain text" }
          ?? "add a paragraph '[^\(use.name)]: …', or write '\\[^\(use.name)]' for the letters themselves")
    }
    for text in texts {
      let offset = body.firstOffset(of: Array("[^\(text.name)]:".utf8), from: start(of: text.line))
      let place = offset.map { position($0, text.line) } ?? Position(line: text.line, column: 1)
      if let first = known[text.name], first.passage != text.passage {
        report.warning(
          "duplicate-footnote",
          "found a second text for the footnote '[^\(text.name)]', expected one; the first is on line \(first.line)",
          path,
          at: place, fix: "give one of them another name")
      } else if !used.contains(text.name) {
        report.warning(
          "unused-footnote", "found the text of the footnote '[^\(text.name)]' without a reference to it",
          path,
          at: place,
          fix: "write '[^\(text.name)]' after the words that it explains")
      }
    }
  }

  /// Whether a passage is the most recent one that belongs to a footnote.
  fileprivate func isText(_ passage: Int) -> Bool { passage == last }

  /// Records whether a passage that is being added belongs to a footnote.
  ///
  /// - Parameter isText: whether the passage begins the footnote's text.
  /// - Returns: false if it is an ordinary passage.
  mutating func take(_ passage: Int, isText: Bool) -> Bool {
    if isText || isContinuing { last = passage }
    return isText || isContinuing
  }

  fileprivate mutating func setContinuing(_ isContinuing: Bool) { self.isContinuing = isContinuing }

  private static func mayHold(_ kind: MarkupSpan.Kind) -> Bool {
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
  /// Reads a paragraph that consists of several footnotes, one below the other. Each becomes a passage.
  ///
  /// - Returns: false if it is not such a paragraph; then nothing was added.
  mutating func readFootnotes(_ node: OpaquePointer) -> Bool {
    let first = firstLine(of: node)
    let last = lastLine(of: node)
    guard last > first, isDefinition(first) else { return false }
    let starts = (first...last).filter { isDefinition($0) }
    guard starts.count > 1 else { return false }
    for (index, line) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] - 1 : last
      let text = body[lines.start(of: line, in: body)..<lines.start(after: end, in: body)]
      readFootnoteText(Array(text), first: line, last: end)
    }
    return true
  }

  /// Reads a block that is indented below the text of a footnote as further paragraphs of the footnote. CommonMark
  /// has no footnotes and parses it as code.
  ///
  /// - Returns: false if it continues no footnote; then nothing was added.
  mutating func readFootnoteContinuation(_ node: OpaquePointer) -> Bool {
    guard origin.line == 0, let last = prose.passages.last, footnotes.isText(prose.passages.count - 1),
      prose.sections.last.map({ Int($0.firstPassage) < prose.passages.count }) ?? true
    else { return false }
    let first = firstLine(of: node)
    let end = lastLine(of: node)
    guard linesBefore + first > Int(last.line) else { return false }
    var text: [UInt8] = []
    for line in first...max(first, end) {
      let bytes = body[lines.start(of: line, in: body)..<lines.start(after: line, in: body)]
      let indent = bytes.first == 9 ? 1 : bytes.prefix(4).prefix { $0 == 32 }.count
      // A fenced block has a smaller indent.
      if line == first, indent < 4, bytes.first != 9 { return false }
      text += bytes.dropFirst(indent)
    }
    footnotes.setContinuing(true)
    readFootnoteText(text, first: first, last: end)
    footnotes.setContinuing(false)
    return true
  }

  /// Parses the text of a footnote on its own. Each block becomes a passage.
  private mutating func readFootnoteText(_ text: [UInt8], first: Int, last: Int) {
    guard let document = parseMarkdown(textGuard.guarded(text)) else { return }
    defer { cmark_node_free(document) }
    origin = Origin(line: first - 1)
    defer { origin = Origin() }
    var block = cmark_node_first_child(document)
    while let part = block {
      let start = prose.bytes.count
      let firstMark = prose.marks.count
      let isParagraph = cmark_node_get_type(part) == CMARK_NODE_PARAGRAPH
      if isParagraph { appendInlines(of: part, depth: 0) } else { appendBlock(part) }
      let kind: Passage.Kind =
        switch cmark_node_get_type(part) {
        case CMARK_NODE_LIST: .list
        case CMARK_NODE_BLOCK_QUOTE: .quotation
        case CMARK_NODE_CODE_BLOCK: .code
        default: .paragraph
        }
      finishPassage(
        from: start, firstMark: firstMark, kind: kind,
        line: linesBefore + firstLine(of: part), lastLine: linesBefore + last)
      block = cmark_node_next(part)
    }
  }

  private mutating func isDefinition(_ line: Int) -> Bool {
    let start = lines.start(of: line, in: body)
    let text = Array(body[start...].prefix(80).drop { $0 == 32 })
    return Footnotes.definition(text, from: 0) != nil
  }
}
