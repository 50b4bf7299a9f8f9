import Archive
import Base
import Labelling

/// Prepares a record's Markdown for libcmark, so that turns and text are parsed as a reader of the file sees them.
///
/// - A line that begins with a declared label begins a paragraph, even directly below another line, a list or a
///   table.
/// - A wrapped line that begins with `#`, `-`, `1.`, `>` or a row of `=` or `-` stays a line of its paragraph.
/// - U+2028, U+2029 and U+0085 end lines.
///
/// Adds only line feeds, the blank prefixes of quotations, backslashes and the guard characters of `TextGuard`.
/// `GuardedText.line` maps a line of the result to the line of the file.
struct RecordGuard {
  let body: [UInt8]
  let labels: DeclaredLabels
  let undeclared: UndeclaredLabels
  let textGuard: TextGuard
  private var edits: [TextGuard.Edit] = []
  private var fence: Fence?
  private var paragraph = Paragraph()
  /// Lines in the middle of paragraphs that begin with something like an undeclared label.
  private var candidates: [Candidate] = []
  private var hasInnerLabels = false

  private struct Candidate {
    var at: Int
    var prefix: [UInt8]
    var label: String
    /// Whether it is certainly a label (`UndeclaredLabels.isSure`): in capitals, or similar to a declared one.
    var isSure: Bool
    /// Whether the line above ends like a sentence.
    var isBehindSentence: Bool
    var isBehindShort: Bool
  }

  private struct Fence {
    var sign: UInt8
    var count: Int
    var line: Int
  }

  /// The paragraph that is open above the current line.
  private struct Paragraph {
    var lines = 0
    var hasLabel = false
    /// Whether it is a list, heading or quotation, which the lines below may continue.
    var isBlock = false
    /// Whether its last line ends like a sentence.
    var isEnded = false
    /// Length of its last line in bytes.
    var width = 0
    var prefix: [UInt8] = []
  }

  init(_ body: [UInt8], labels: SpeakerLabels, textGuard: TextGuard) {
    self.body = body
    self.labels = labels.declared
    undeclared = labels.undeclared
    self.textGuard = textGuard
  }

  /// Returns the text for the parser.
  mutating func guarded() -> GuardedText {
    var start = 0
    var number = 1
    while start < body.count {
      let end = body.offset(of: 10, from: start) ?? body.count
      read(start, end, number)
      start = end + 1
      number += 1
    }
    splitAtCandidates()
    separateLines()
    edits += textGuard.inlineEdits(body)
    return GuardedText(body, edits: edits, openFence: fence?.line)
  }

  private mutating func read(_ start: Int, _ end: Int, _ number: Int) {
    var content = start
    while content < end, body[content] == 32 || body[content] == 9 || body[content] == UInt8(ascii: ">") {
      content += 1
    }
    if let open = fence {
      if closes(open, content, end) { fence = nil }
      paragraph = Paragraph()
      return
    }
    guard content < end else {
      paragraph = Paragraph()
      return
    }
    if let opened = opening(content, end, number) {
      fence = opened
      paragraph = Paragraph()
      return
    }
    let prefix = Array(body[start..<content])
    if paragraph.lines > 0 {
      if isUnderline(content, end) { return guardUnderline(start, content, end, prefix) }
      if beginsTurn(content, end) {
        hasInnerLabels = true
        beginParagraph(start, prefix)
        paragraph = Paragraph(
          lines: 1, hasLabel: true, isBlock: opensBlock(content, end), isEnded: isEnded(end),
          width: end - start, prefix: prefix)
        return
      }
      if let candidate = candidate(content, end) {
        candidates.append(
          Candidate(
            at: start, prefix: prefix, label: candidate.label, isSure: undeclared.isSure(candidate),
            isBehindSentence: paragraph.isEnded, isBehindShort: paragraph.width < Self.wrappedWidth))
      }
      if guardStarter(start, content, end, prefix) {
        paragraph.lines += 1
        paragraph.isEnded = isEnded(end)
        paragraph.width = end - start
        return
      }
    }
    if opensBlock(content, end) {
      // Lines below may continue a list, heading or quotation, but none of them is a paragraph of the record.
      paragraph = Paragraph(lines: 1, hasLabel: true, isBlock: true, isEnded: true, prefix: prefix)
    } else {
      if paragraph.lines == 0 { paragraph.hasLabel = beginsTurn(content, end) }
      paragraph.lines += 1
      paragraph.prefix = prefix
      paragraph.isEnded = isEnded(end)
      paragraph.width = end - start
    }
  }

  /// Inserts a blank line of the same quotation before a line.
  private mutating func beginParagraph(_ start: Int, _ prefix: [UInt8]) {
    var blank = prefix
    while blank.last == 32 || blank.last == 9 { blank.removeLast() }
    edits.append(.init(at: start, bytes: blank + [10], addsLine: true))
  }

  private func beginsTurn(_ content: Int, _ end: Int) -> Bool {
    guard let match = labels.match(body, from: content, upTo: end, isRaw: true) else { return false }
    return match.isClosed
  }

  /// Lower bound for the length of a wrapped line in bytes. A label below a shorter line begins something new.
  private static let wrappedWidth = 40

  /// The undeclared label that a line seems to begin with; nil if there is none. Lines that open lists are read
  /// with their lists.
  private func candidate(_ content: Int, _ end: Int) -> LabelCandidate? {
    guard !labels.isEmpty, !opensBlock(content, end), UndeclaredLabels.hasColon(body, from: content),
      !SpeakerColon.isEscaped(body[content..<end])
    else { return nil }
    return undeclared.label(Array(body[content..<end].prefix(480)))
  }

  /// Begins a paragraph at each candidate that is likely to be a label. A candidate is likely in any of these
  /// cases:
  /// - Its label occurs more than once.
  /// - The line above is too short to be wrapped.
  /// - The line above ends like a sentence, and the label is certain or declared labels also occur in the middle of
  ///   paragraphs.
  private mutating func splitAtCandidates() {
    guard !candidates.isEmpty else { return }
    let counts = Dictionary(candidates.map { ($0.label, 1) }, uniquingKeysWith: +)
    for candidate in candidates {
      let isLikely =
        candidate.isBehindShort || candidate.isBehindSentence && (candidate.isSure || hasInnerLabels)
      if isLikely || (counts[candidate.label] ?? 0) > 1 { beginParagraph(candidate.at, candidate.prefix) }
    }
  }

  // MARK: - Fences

  private func opening(_ content: Int, _ end: Int, _ number: Int) -> Fence? {
    let sign = body[content]
    guard sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else { return nil }
    let count = body[content..<end].prefix { $0 == sign }.count
    guard count >= 3, sign == UInt8(ascii: "~") || !body[(content + count)..<end].contains(sign) else {
      return nil
    }
    return Fence(sign: sign, count: count, line: number)
  }

  private func closes(_ open: Fence, _ content: Int, _ end: Int) -> Bool {
    let count = body[content..<end].prefix { $0 == open.sign }.count
    return count >= open.count && body[(content + count)..<end].allSatisfy { $0 == 32 || $0 == 9 }
  }

  // MARK: - Lines that CommonMark misreads

  private func isUnderline(_ content: Int, _ end: Int) -> Bool {
    let sign = body[content]
    guard sign == UInt8(ascii: "=") || sign == UInt8(ascii: "-") else { return false }
    return body[content..<end].drop { $0 == sign }.allSatisfy { $0 == 32 || $0 == 9 }
  }

  /// Handles a row of `=` or `-` below a paragraph. Below one line that has no label and does not end like a
  /// sentence, the row underlines a heading. Below anything else, three or more dashes are a thematic break, and
  /// any other row is a line of text.
  private mutating func guardUnderline(_ start: Int, _ content: Int, _ end: Int, _ prefix: [UInt8]) {
    if paragraph.hasLabel || paragraph.lines > 1 || paragraph.isEnded {
      let isRule = body[content..<end].prefix { $0 == UInt8(ascii: "-") }.count >= 3
      if isRule {
        beginParagraph(start, prefix)
      } else {
        edits.append(.init(at: content, bytes: textGuard.opening))
      }
    }
    paragraph = Paragraph()
  }

  /// Prevents a line that continues a sentence from opening a heading, list or quotation. Returns whether it did.
  private mutating func guardStarter(_ start: Int, _ content: Int, _ end: Int, _ prefix: [UInt8]) -> Bool {
    guard !paragraph.isEnded, !paragraph.isBlock, paragraph.prefix.isEmpty, prefix.count <= 3 else {
      return false
    }
    let line = body[start..<end]
    if let quote = line.firstIndex(of: UInt8(ascii: ">")), quote < content {
      // `> (laughter)` stays a stage note, and several such lines stay a quotation.
      guard !paragraph.prefix.contains(UInt8(ascii: ">")), body[content] != UInt8(ascii: "("),
        !nextLine(after: end).drop(while: { $0 == 32 }).starts(with: [UInt8(ascii: ">")])
      else { return false }
      edits.append(.init(at: quote, bytes: textGuard.opening))
      return true
    }
    let rest = body[content..<end]
    let isNumber = rest.starts(with: Array("1.".utf8)) || rest.starts(with: Array("1)".utf8))
    let width = isNumber ? 2 : 1
    guard rest.count > width, body[content + width] == 32 || body[content + width] == 9 else { return false }
    switch rest.first {
    case UInt8(ascii: "#"):
      let word = rest.dropFirst().drop { $0 == 32 }.first ?? 0
      guard word &- 0x30 < 10 || word &- 0x61 < 26 else { return false }
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      if nextLine(after: end).drop(while: { $0 == 32 }).first == rest.first { return false }
    default:
      guard isNumber, !nextLine(after: end).drop(while: { $0 == 32 }).starts(with: [UInt8(ascii: "2")]) else {
        return false
      }
    }
    edits.append(.init(at: content, bytes: textGuard.opening))
    return true
  }

  private func nextLine(after end: Int) -> ArraySlice<UInt8> {
    guard end + 1 < body.count else { return [] }
    return body[(end + 1)..<(body.offset(of: 10, from: end + 1) ?? body.count)]
  }

  /// Whether a line begins a heading, a table row or a list item instead of a paragraph.
  private func opensBlock(_ content: Int, _ end: Int) -> Bool {
    let line = body[content..<end]
    switch line.first {
    case UInt8(ascii: "#"), UInt8(ascii: "|"): return true
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      return line.count == 1 || line[content + 1] == 32 || line[content + 1] == 9
    case .some(0x30...0x39):
      let digits = line.prefix { (0x30...0x39).contains($0) }.count
      let rest = line.dropFirst(digits)
      return rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ")")
    default: return false
    }
  }

  /// Whether a line ends like a sentence: with punctuation that ends or introduces something, with a closing
  /// bracket or quotation mark, or with a hard break.
  private func isEnded(_ end: Int) -> Bool {
    var last = end
    while last > 0, body[last - 1] == 32 || body[last - 1] == 9 { last -= 1 }
    guard last > 0 else { return true }
    if end - last >= 2 { return true }
    switch body[last - 1] {
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: "\""), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "*"),
      UInt8(ascii: "\\"),
      UInt8(ascii: "|"):
      return true
    // The last byte of a typographic quotation mark, a dash or a full stop of Chinese or Japanese.
    case 0x80...0xBF:
      return last >= 3 && (body[last - 3] == 0xE2 || body[last - 3] == 0xE3 || body[last - 3] == 0xEF)
    default: return false
    }
  }

  // MARK: - Separators

  /// Ends a line at U+2028 and U+0085, and a paragraph at U+2029 (Unicode, section 5.8).
  private mutating func separateLines() {
    for (sign, feeds) in [([0xE2, 0x80, 0xA8], 1), ([0xE2, 0x80, 0xA9], 2), ([0xC2, 0x85], 1)]
      as [([UInt8], Int)]
    {
      var at = 0
      while let found = body.firstOffset(of: sign, from: at) {
        at = found + sign.count
        // A label after the separator begins a paragraph.
        let feeds = beginsTurn(at, body.offset(of: 10, from: at) ?? body.count) ? 2 : feeds
        if feeds == 1 { edits.append(.init(at: at, bytes: [UInt8(ascii: "\\"), 10], addsLine: true)) }
        if feeds == 2 {
          edits.append(.init(at: at, bytes: [10], addsLine: true))
          edits.append(.init(at: at, bytes: [10], addsLine: true))
        }
      }
    }
  }
}

/// A record as libcmark gets it, with the mapping back to lines of the file.
struct GuardedText {
  let bytes: [UInt8]
  /// Line of the body at which an unclosed fence opens; nil if every fence is closed.
  let openFence: Int?
  /// Whether the text may contain guard characters of `TextGuard`.
  let hasMarks: Bool
  /// Line numbers, in the guarded text, of the lines that were added, in ascending order.
  private let added: [Int]

  init(_ body: [UInt8], edits: [TextGuard.Edit], openFence: Int?) {
    bytes = TextGuard.apply(edits, to: body)
    self.openFence = openFence
    hasMarks = !edits.isEmpty
    var added: [Int] = []
    var line = 1
    var from = 0
    for place in edits.filter(\.addsLine).map(\.at).sorted() {
      while let feed = body.offset(of: 10, from: from), feed < place {
        line += 1
        from = feed + 1
      }
      added.append(line + added.count + 1)
    }
    self.added = added
  }

  /// Maps a line of the parsed text to a line of the body. Both count from 1.
  func line(_ parsed: Int) -> Int {
    parsed - added.partitioningIndex { $0 > parsed }
  }
}
