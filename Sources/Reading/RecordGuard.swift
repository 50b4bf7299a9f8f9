import Archive
import Base
import Labelling

/// Prepares a record's Markdown for libcmark, so that turns and words are where a reader of the file sees them.
///
/// - A line that begins with a declared label begins a paragraph, though it stands directly below another line, a
///   list or a table.
/// - A wrapped line that begins with `#`, `-`, `1.`, `>` or a row of `=` or `-` stays a line of its paragraph.
/// - U+2028, U+2029 and U+0085 end lines.
///
/// Only line feeds and the marks of `TextGuard` are added; `GuardedText.line` leads back to lines of the file.
struct RecordGuard {
  let body: [UInt8]
  let labels: DeclaredLabels
  let undeclared: UndeclaredLabels
  let textGuard: TextGuard
  private var edits: [TextGuard.Edit] = []
  private var fence: Fence?
  private var paragraph = Paragraph()
  /// Beginnings of lines in the middle of paragraphs that look like labels nobody declared.
  private var candidates: [Candidate] = []
  private var hasInnerLabels = false

  private struct Candidate {
    var at: Int
    var prefix: [UInt8]
    var label: String
    /// Whether it is a label for certain: in capitals, nearly or partly a declared one.
    var isSure: Bool
    /// Whether the line above ends as sentences do, or is too short to be wrapped.
    var isBehindSentence: Bool
    var isBehindShort: Bool
  }

  private struct Fence {
    var sign: UInt8
    var count: Int
    var line: Int
  }

  /// The paragraph that is open above a line.
  private struct Paragraph {
    var lines = 0
    var hasLabel = false
    /// Whether it begins a list, heading or quotation, which lines below it may go on with.
    var isBlock = false
    /// Whether its last line ends as sentences do.
    var isEnded = false
    /// Bytes of its last line.
    var width = 0
    var prefix: [UInt8] = []
  }

  init(_ body: [UInt8], labels: SpeakerLabels, textGuard: TextGuard) {
    self.body = body
    self.labels = labels.declared
    undeclared = labels.undeclared
    self.textGuard = textGuard
  }

  /// The text for the parser.
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
      // A list, heading or quotation: the lines below it may go on, but none is a paragraph of the record.
      paragraph = Paragraph(lines: 1, hasLabel: true, isBlock: true, isEnded: true, prefix: prefix)
    } else {
      if paragraph.lines == 0 { paragraph.hasLabel = beginsTurn(content, end) }
      paragraph.lines += 1
      paragraph.prefix = prefix
      paragraph.isEnded = isEnded(end)
      paragraph.width = end - start
    }
  }

  /// A blank line of the same quotation in front of a line.
  private mutating func beginParagraph(_ start: Int, _ prefix: [UInt8]) {
    var blank = prefix
    while blank.last == 32 || blank.last == 9 { blank.removeLast() }
    edits.append(.init(at: start, bytes: blank + [10], addsLine: true))
  }

  private func beginsTurn(_ content: Int, _ end: Int) -> Bool {
    guard let match = labels.match(body, from: content, upTo: end, isRaw: true) else { return false }
    return match.isClosed
  }

  /// Lines of texts that are wrapped are longer than this; a label below a shorter one begins something new.
  private static let wrappedWidth = 40

  /// The label that nobody declared with which a line seems to begin. The lines of lists are read with their lists.
  private func candidate(_ content: Int, _ end: Int) -> LabelCandidate? {
    guard !labels.isEmpty, !opensBlock(content, end), UndeclaredLabels.hasColon(body, from: content),
      !SpeakerColon.isEscaped(body[content..<end])
    else { return nil }
    return undeclared.label(Array(body[content..<end].prefix(480)))
  }

  /// A line in the middle of a paragraph begins a turn of somebody undeclared where its label comes again; where the
  /// line above is whole and it is nearly a declared one, or the text has turns on such lines; and below a line too
  /// short to be wrapped.
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

  // MARK: - Lines that CommonMark reads as something else

  private func isUnderline(_ content: Int, _ end: Int) -> Bool {
    let sign = body[content]
    guard sign == UInt8(ascii: "=") || sign == UInt8(ascii: "-") else { return false }
    return body[content..<end].drop { $0 == sign }.allSatisfy { $0 == 32 || $0 == 9 }
  }

  /// A heading is one line that is no sentence and nobody's turn; below all else, dashes are a rule, and other rows
  /// are a line.
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

  /// Keeps a line that goes on with a sentence from opening a heading, list or quotation.
  private mutating func guardStarter(_ start: Int, _ content: Int, _ end: Int, _ prefix: [UInt8]) -> Bool {
    guard !paragraph.isEnded, !paragraph.isBlock, paragraph.prefix.isEmpty, prefix.count <= 3 else {
      return false
    }
    let line = body[start..<end]
    if let quote = line.firstIndex(of: UInt8(ascii: ">")), quote < content {
      // `> (laughter)` stays a stage note, several lines a quotation.
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

  /// Whether a line begins something else than words.
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

  /// Whether the line ends with a mark that ends sentences or leads to something, or with a hard break.
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
    // The last bytes of typographic quotation marks, dashes and full stops of Chinese and Japanese.
    case 0x80...0xBF:
      return last >= 3 && (body[last - 3] == 0xE2 || body[last - 3] == 0xE3 || body[last - 3] == 0xEF)
    default: return false
    }
  }

  // MARK: - Separators

  /// U+2028 and U+0085 end a line, U+2029 a paragraph, as Unicode says (section 5.8).
  private mutating func separateLines() {
    for (sign, feeds) in [([0xE2, 0x80, 0xA8], 1), ([0xE2, 0x80, 0xA9], 2), ([0xC2, 0x85], 1)]
      as [([UInt8], Int)]
    {
      var at = 0
      while let found = body.firstOffset(of: sign, from: at) {
        at = found + sign.count
        // A label behind the separator begins a paragraph.
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

/// A record as libcmark gets it, and the way back to the lines of the file.
struct GuardedText {
  let bytes: [UInt8]
  /// Line of the body on which a fence opens that nothing closes.
  let openFence: Int?
  /// Whether marks of `TextGuard` may be among the words.
  let hasMarks: Bool
  /// Numbers of the lines that were added, in order.
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

  /// The line of the body for a line of the parser, both from 1.
  func line(_ parsed: Int) -> Int {
    parsed - added.partitioningIndex { $0 > parsed }
  }
}
