import Archive
import Base
import Ccmark
import Labelling

/// Converts Markdown to prose. libcmark parses CommonMark. This type adds pipe tables, footnotes, attribute lists,
/// editorial marks, turns, and the allowed schemes of links.
///
/// Steps for each block, in order:
/// 1. Append its text to `prose.bytes` and its inline markup to `prose.marks` (`Inlines.swift`).
/// 2. Remove an attribute list at its end (`AttributeList.swift`).
/// 3. Remove a speaker's label at its beginning and open a turn (`Turns.swift`).
/// 4. Add the rest as a passage, find editorial marks and count words (`EditorialMarks.swift`, `Words.swift`).
///
/// Before parsing, `RecordGuard` and `TextGuard` prevent the parser from reading text as markup.
struct Markdown {
  var prose = Prose()
  var report = Report()
  let path: String
  let body: [UInt8]
  /// Number of lines in the file before the body.
  let linesBefore: Int
  var labels: SpeakerLabels?
  var lines: LineTable
  let textGuard: TextGuard
  /// The body as passed to the parser.
  var guarded: GuardedText
  var parserLines = LineTable()
  /// Editorial marks of the archive and of the source's language.
  let editorialMarks: EditorialMarks
  /// Paths of media files, including `media/`; nil if they are not known.
  let media: Set<String>?
  /// Offset in the body of the text whose nodes are being read.
  var origin = Origin()
  var turn: Int32 = -1
  /// The turn that a footnote has interrupted.
  var interrupted: (label: DeclaredLabels.Match, line: Int)?
  /// The block after the one that is being read.
  var upcoming: OpaquePointer?
  /// Offset in the prose after the undeclared label that the passage begins with; 0 if there is none.
  var foreignLabelEnd = 0
  var anchors = Anchors()
  var footnotes = Footnotes()

  /// - Parameters:
  ///   - body: the Markdown, without front matter.
  ///   - path: path of the file, for diagnostics.
  ///   - linesBefore: number of lines in the file before the body.
  ///   - labels: the labels that open turns; nil for prose without speakers.
  ///   - marks: the known editorial marks.
  ///   - media: the files that links into `media/` may name; nil allows every name.
  init(
    _ body: [UInt8], path: String, linesBefore: Int, labels: SpeakerLabels? = nil,
    marks: EditorialMarks = EditorialMarks(), media: Set<String>? = nil
  ) {
    self.body = body
    self.path = path
    self.linesBefore = linesBefore
    self.labels = labels
    self.media = media
    editorialMarks = marks
    lines = LineTable()
    textGuard = TextGuard(for: body)
    guarded = GuardedText([], edits: [], openFence: nil)
  }

  /// Reads the whole body.
  mutating func read() {
    prose.bytes.reserveCapacity(body.count)
    if let labels {
      var recordGuard = RecordGuard(body, labels: labels, textGuard: textGuard)
      guarded = recordGuard.guarded()
    } else {
      guarded = GuardedText(body, edits: textGuard.inlineEdits(body), openFence: nil)
    }
    guard let document = parseMarkdown(guarded.bytes) else {
      report.error("out-of-memory", "cannot parse the Markdown", path)
      return
    }
    defer { cmark_node_free(document) }
    read(blocksOf: document)
    closeTurn()
    footnotes.link(&prose, &report, path: path, body: body, &lines, linesBefore: linesBefore)
    labels?.report(path: path, isEmpty: prose.isEmpty && prose.turns.isEmpty, &report)
    if let fence = guarded.openFence { reportOpenFence(fence) }
    reportLostWords()
  }

  /// Final check: reports the first word of a record that the page would not show, for whatever reason.
  private mutating func reportLostWords() {
    guard let labels,
      let lost = WordComparison.firstDifference(
        body: body, prose: prose, labels: labels.declared, linesBefore: linesBefore)
    else { return }
    let place = FileText.position(of: lost, in: body)
    let words = String(decoding: body[lost...].prefix { $0 != 10 }.prefix(40), as: UTF8.self)
    report.warning(
      "words-lost", "found '\(words)', which the page does not show as written here", path,
      at: Position(line: linesBefore + place.line, column: place.column),
      fix: "write a backslash before the character that Markdown reads as markup")
  }

  mutating func read(blocksOf document: OpaquePointer) {
    var block = cmark_node_first_child(document)
    while let node = block {
      block = cmark_node_next(node)
      upcoming = block
      read(block: node)
    }
  }

  mutating func read(block node: OpaquePointer) {
    let line = linesBefore + firstLine(of: node)
    if readDialogue(node) { return }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING: readHeading(node, line: line)
    case CMARK_NODE_THEMATIC_BREAK: closeTurn()
    case CMARK_NODE_PARAGRAPH:
      if !readTable(node, line: line) && !readFootnotes(node) {
        readPassage(node, kind: .paragraph, line: line)
      }
    case CMARK_NODE_LIST: readPassage(node, kind: .list, line: line)
    case CMARK_NODE_BLOCK_QUOTE: readPassage(node, kind: .quotation, line: line)
    case CMARK_NODE_CODE_BLOCK:
      if !readFootnoteContinuation(node) && !readIndented(node) { readPassage(node, kind: .code, line: line) }
    default:
      if cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK {
        report.warning(
          "raw-html", "found HTML, which is shown as text", path,
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
    let lastLine = linesBefore + self.lastLine(of: node)
    let list = takeAttributes(from: start, firstMark: firstMark, lastLine: lastLine)
    if let label = labels?.whole(prose.bytes[start...]) {
      dropWords(from: start, firstMark: firstMark)
      openTurn(label, line: line)
      if let list { reportHomeless(list) }
      return
    }
    reportHiddenLabels(from: start, in: .heading, lines: line...lastLine)
    let heading = ByteRange(start, prose.bytes.count)
    let level = UInt8(clamping: cmark_node_get_heading_level(node))
    let id = list?.attributes.anchor ?? anchors.make(Identifier.slug(prose.string(heading)))
    if let list { reportHeadingAttributes(list) }
    findSigns(from: start)
    footnotes.findUses(&prose, from: start, firstMark: firstMark, line: line)
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
    let lastLine = linesBefore + self.lastLine(of: node)
    finishPassage(from: start, firstMark: firstMark, kind: kind, line: line, lastLine: lastLine)
  }

  /// Makes a passage of the text and markup spans that were added last.
  ///
  /// - Parameter labelStart: offset at which a label may begin if a number precedes it; `start` if nil.
  mutating func finishPassage(
    from start: Int, firstMark: Int, kind: Passage.Kind, line: Int, lastLine: Int, labelStart: Int? = nil
  ) {
    var kind = kind
    foreignLabelEnd = 0
    let list = kind == .code ? nil : takeAttributes(from: start, firstMark: firstMark, lastLine: lastLine)
    let isLabelled =
      kind == .paragraph && !footnotes.isContinuing
      && takeLabel(from: labelStart ?? start, firstMark: firstMark, line: line)
    trimEnd(from: start, firstMark: firstMark)
    if prose.bytes.count == start && prose.marks.count == firstMark {
      // The paragraph was only a label or only an attribute list. A list belongs to the block above it.
      if let list { isLabelled ? reportHomeless(list) : attach(list) }
      return
    }
    if kind == .quotation && isStageNote(from: start) {
      kind = .stageNote
      dropBlockMarks(from: firstMark)
    }
    let isCode = prose.marks[firstMark...].contains { $0.kind == .code && Int($0.range.start) == start }
    if kind == .paragraph, !isCode, let sign = Footnotes.definition(prose.bytes, from: start) {
      removeFront(from: start, upTo: sign.end, firstMark: firstMark)
      footnotes.define(sign.name, passage: prose.passages.count, line: line)
      kind = .footnote
    }
    let isNote = footnotes.take(prose.passages.count, isText: kind == .footnote)
    if isNote && kind == .paragraph { kind = .footnote }
    isNote ? interruptTurn() : resumeTurn()
    // A declared name inside an undeclared label is reported with that label.
    reportHiddenLabels(
      from: max(start, foreignLabelEnd), in: .passage(kind), lines: line...max(line, lastLine))
    addPassage(from: start, firstMark: firstMark, kind: kind, line: line)
    if let list {
      prose.passages[prose.passages.count - 1].attributes = Int32(prose.attributes.count)
      prose.attributes.append(list.attributes)
    }
  }

  /// Adds the text and markup spans that were added last as a passage of the open turn.
  mutating func addPassage(from start: Int, firstMark: Int, kind: Passage.Kind, line: Int) {
    var passage = Passage(
      kind: kind, range: ByteRange(start, prose.bytes.count),
      marks: Int32(firstMark)..<Int32(prose.marks.count), line: Int32(line))
    passage.turn = turn
    passage.section = Int32(prose.sections.count) - 1
    passage.words = Int32(countWords(prose.bytes[start...]))
    findSigns(from: start)
    footnotes.findUses(&prose, from: start, firstMark: firstMark, line: line)
    passage.marks = Int32(firstMark)..<Int32(prose.marks.count)
    prose.passages.append(passage)
    prose.bytes.append(10)
  }
}

/// Offsets of the lines of a body, computed at the first use.
struct LineTable {
  private var starts: [Int] = []

  /// Offset of the first byte of a line. Lines count from 1 within the body.
  mutating func start(of line: Int, in body: [UInt8]) -> Int {
    if starts.isEmpty {
      starts = [0]
      while let feed = body.offset(of: 10, from: starts[starts.count - 1]) { starts.append(feed + 1) }
    }
    return starts[max(0, min(line - 1, starts.count - 1))]
  }

  /// Line and column of an offset. Both count from 1; lines are those of the body, columns are bytes.
  mutating func position(of offset: Int, in body: [UInt8]) -> Position {
    _ = start(of: 1, in: body)
    let line = starts.partitioningIndex { $0 > offset }
    return Position(line: line, column: offset - starts[line - 1] + 1)
  }

  /// Offset after a line and its line feed.
  mutating func start(after line: Int, in body: [UInt8]) -> Int {
    let start = start(of: line, in: body)
    return line < starts.count ? max(start, starts[max(0, line)]) : body.count
  }
}

/// Parses with libcmark. The options keep quotation marks and dashes as written.
///
/// - Returns: the document, which the caller must free; nil if it cannot be allocated.
func parseMarkdown(_ text: [UInt8]) -> OpaquePointer? {
  text.withUnsafeBytes { buffer in
    "".withCString { empty in
      cmark_parse_document(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self) ?? empty, buffer.count, CMARK_OPT_DEFAULT)
    }
  }
}
