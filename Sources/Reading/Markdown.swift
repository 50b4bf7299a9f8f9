import Archive
import Ccmark

/// Turns Markdown into prose. CommonMark is libcmark's business; what stands above it is ours: pipe tables,
/// footnotes, attribute lists, editorial signs, turns, and the allowed schemes of links.
///
/// The work of one block, in order:
/// 1. its words go to the end of `prose.bytes`, its inline markup to `prose.marks` (`Inlines.swift`);
/// 2. an attribute list at its end is taken off (`AttributeList.swift`);
/// 3. a speaker's label at its beginning is taken off and opens a turn (`Labels.swift`);
/// 4. what is left is a passage: signs are marked and words counted (`Signs.swift`, `Words.swift`).
struct Markdown {
  var prose = Prose()
  var report = Report()
  let path: String
  let body: [UInt8]
  /// Lines of the file in front of the body.
  let linesBefore: Int
  var labels: Labels?
  var lines: LineTable
  /// Files of `media/` with that folder's name; nil where they are not known.
  let media: Set<String>?
  /// Where in the body the nodes stand that are being read.
  var origin = Origin()
  var turn: Int32 = -1
  /// A turn that a footnote has interrupted.
  private var interrupted: (label: Labels.Match, line: Int)?
  var anchors = Anchors()
  var footnotes = Footnotes()

  /// - Parameters:
  ///   - body: the Markdown, without front matter.
  ///   - labels: the labels that open turns; nil in prose where nobody speaks.
  ///   - media: the files that links into `media/` may name; nil lets every name pass.
  init(
    _ body: [UInt8], path: String, linesBefore: Int, labels: Labels? = nil, media: Set<String>? = nil
  ) {
    self.body = body
    self.path = path
    self.linesBefore = linesBefore
    self.labels = labels
    self.media = media
    self.lines = LineTable()
  }

  /// Reads the whole body.
  mutating func read() {
    prose.bytes.reserveCapacity(body.count)
    let text = Brackets.escaped(body)
    guard let document = parseMarkdown(text) else {
      report.error("out-of-memory", "cannot parse the Markdown", path)
      return
    }
    defer { cmark_node_free(document) }
    var block = cmark_node_first_child(document)
    while let node = block {
      read(block: node)
      block = cmark_node_next(node)
    }
    closeTurn()
    footnotes.link(&prose)
    labels?.reportUnknown(path: path, &report)
  }

  private mutating func read(block node: OpaquePointer) {
    let line = linesBefore + Int(cmark_node_get_start_line(node))
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING: readHeading(node, line: line)
    case CMARK_NODE_THEMATIC_BREAK: closeTurn()
    case CMARK_NODE_PARAGRAPH:
      if !readTable(node, line: line) && !readFootnotes(node) {
        readPassage(node, kind: .paragraph, line: line)
      }
    case CMARK_NODE_LIST: readPassage(node, kind: .list, line: line)
    case CMARK_NODE_BLOCK_QUOTE: readPassage(node, kind: .quotation, line: line)
    case CMARK_NODE_CODE_BLOCK: readPassage(node, kind: .code, line: line)
    default:
      if cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK {
        report.warning(
          "raw-html", "found HTML, which is shown as text and not passed through", path,
          at: Position(line: line, column: max(1, Int(cmark_node_get_start_column(node)))))
      }
      readPassage(node, kind: .paragraph, line: line)
    }
  }

  private mutating func readHeading(_ node: OpaquePointer, line: Int) {
    closeTurn()
    let start = prose.bytes.count
    let firstMark = prose.marks.count
    appendInlines(of: node, depth: 0)
    let lastLine = linesBefore + Int(cmark_node_get_end_line(node))
    let list = takeAttributes(from: start, firstMark: firstMark, lastLine: lastLine)
    if let label = labels?.whole(prose.bytes[start...]) {
      dropWords(from: start, firstMark: firstMark)
      openTurn(label, line: line)
      if let list { reportHomeless(list) }
      return
    }
    let heading = ByteRange(start, prose.bytes.count)
    let level = UInt8(clamping: cmark_node_get_heading_level(node))
    let id = list?.attributes.anchor ?? anchors.make(Identifier.slug(prose.string(heading)))
    if let list { reportHeadingAttributes(list) }
    findSigns(from: start)
    prose.bytes.append(10)
    prose.sections.append(
      Section(
        level: level, heading: heading, marks: Int32(firstMark)..<Int32(prose.marks.count),
        firstPassage: Int32(prose.passages.count), id: id, line: Int32(line)))
  }

  private mutating func readPassage(_ node: OpaquePointer, kind: Passage.Kind, line: Int) {
    let start = prose.bytes.count
    let firstMark = prose.marks.count
    if kind == .paragraph {
      appendInlines(of: node, depth: 0)
    } else {
      appendBlock(node)
    }
    let lastLine = linesBefore + Int(cmark_node_get_end_line(node))
    finishPassage(from: start, firstMark: firstMark, kind: kind, line: line, lastLine: lastLine)
  }

  /// Makes a passage of the words and marks that were added last.
  mutating func finishPassage(from start: Int, firstMark: Int, kind: Passage.Kind, line: Int, lastLine: Int) {
    var kind = kind
    let list = kind == .code ? nil : takeAttributes(from: start, firstMark: firstMark, lastLine: lastLine)
    let label = kind == .paragraph ? labels?.atStart(of: prose.bytes, from: start) : nil
    if let label {
      removeFront(from: start, upTo: label.end, firstMark: firstMark)
      openTurn(label, line: line)
    } else if kind == .paragraph {
      labels?.noteUnknown(
        prose.bytes, from: start, line: line, body: body, lineTable: &lines, before: linesBefore)
    }
    trimEnd(from: start, firstMark: firstMark)
    if prose.bytes.count == start && prose.marks.count == firstMark {
      // A paragraph that was only a label, or only an attribute list, which belongs to what stands above it.
      if let list { label == nil ? attach(list) : reportHomeless(list) }
      return
    }
    if kind == .quotation && isStageNote(from: start) {
      kind = .stageNote
      dropBlockMarks(from: firstMark)
    }
    let isCode = prose.marks[firstMark...].contains { $0.kind == .code && Int($0.range.start) == start }
    if kind == .paragraph, !isCode, let sign = Footnotes.definition(prose.bytes, from: start) {
      removeFront(from: start, upTo: sign.end, firstMark: firstMark)
      footnotes.define(sign.name, passage: prose.passages.count)
      kind = .footnote
    }
    kind == .footnote ? interruptTurn() : resumeTurn()
    var passage = Passage(
      kind: kind, range: ByteRange(start, prose.bytes.count),
      marks: Int32(firstMark)..<Int32(prose.marks.count), line: Int32(line))
    passage.turn = turn
    passage.section = Int32(prose.sections.count) - 1
    passage.words = Int32(countWords(prose.bytes[start...]))
    if let list {
      passage.attributes = Int32(prose.attributes.count)
      prose.attributes.append(list.attributes)
    }
    findSigns(from: start)
    footnotes.findUses(&prose, from: start, firstMark: firstMark)
    passage.marks = Int32(firstMark)..<Int32(prose.marks.count)
    prose.passages.append(passage)
    prose.bytes.append(10)
  }

  mutating func openTurn(_ label: Labels.Match, line: Int) {
    closeTurn()
    let next = Int32(prose.passages.count)
    turn = Int32(prose.turns.count)
    prose.turns.append(
      Turn(
        speaker: label.speaker, passages: next..<next, manner: label.manner, time: label.time,
        line: Int32(line)))
  }

  /// Ends the turn and all thought of going on with it.
  mutating func closeTurn() {
    endTurn()
    interrupted = nil
  }

  private mutating func endTurn() {
    guard turn >= 0 else { return }
    let index = Int(turn)
    prose.turns[index].passages = prose.turns[index].passages.lowerBound..<Int32(prose.passages.count)
    if prose.turns[index].passages.isEmpty {
      report.warning(
        "empty-turn",
        "found a label with no words behind it, expected some before the next label, heading or rule", path,
        at: Position(line: Int(prose.turns[index].line), column: 1))
    }
    turn = -1
  }

  /// A footnote between two paragraphs of a turn is nobody's words and does not end it.
  private mutating func interruptTurn() {
    guard turn >= 0 else { return }
    let open = prose.turns[Int(turn)]
    let isEmpty = Int(open.passages.lowerBound) == prose.passages.count
    interrupted = (
      Labels.Match(
        speaker: open.speaker, manner: isEmpty ? open.manner : nil, time: isEmpty ? open.time : -1, end: 0),
      Int(open.line)
    )
    if isEmpty {
      // The label stands directly above the footnote: the turn begins behind it.
      prose.turns.removeLast()
      turn = -1
    } else {
      endTurn()
    }
  }

  private mutating func resumeTurn() {
    guard let (label, line) = interrupted, turn < 0 else { return }
    openTurn(label, line: line)
  }

  /// Whether the words stand in parentheses from end to end, `(laughter) (applause)` included; not
  /// `(a) the one and (b)`.
  private func isStageNote(from start: Int) -> Bool {
    guard prose.bytes.count - start >= 2 else { return false }
    var depth = 0
    for byte in prose.bytes[start...] {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case 32, 9, 10: break
      default: if depth == 0 { return false }
      }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}

/// Offsets of the lines of a body, made only when a place is asked for.
struct LineTable {
  private var starts: [Int] = []

  /// Offset of the first byte of a line, counted from 1 within the body.
  mutating func start(of line: Int, in body: [UInt8]) -> Int {
    if starts.isEmpty {
      starts = [0]
      for (offset, byte) in body.enumerated() where byte == 10 { starts.append(offset + 1) }
    }
    return starts[max(0, min(line - 1, starts.count - 1))]
  }

  /// Offset behind a line and its line feed.
  mutating func start(after line: Int, in body: [UInt8]) -> Int {
    let start = start(of: line, in: body)
    return line < starts.count ? max(start, starts[max(0, line)]) : body.count
  }
}

/// Parses with the reference parser. The options keep quotation marks and dashes as they were written.
///
/// - Returns: the document, to be freed by the caller.
func parseMarkdown(_ text: [UInt8]) -> OpaquePointer? {
  text.withUnsafeBytes { buffer in
    "".withCString { empty in
      cmark_parse_document(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self) ?? empty, buffer.count, CMARK_OPT_DEFAULT)
    }
  }
}
