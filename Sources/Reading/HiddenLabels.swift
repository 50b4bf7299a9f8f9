import Archive
import Base
import Labelling

/// Declared labels that open no turn because of their position: in a table, in code, in a heading, in the middle of
/// a line. The words after them are attributed to the wrong speaker, so each is reported.
extension Markdown {
  enum HiddenPlace {
    case heading
    case passage(Passage.Kind)

    fileprivate var name: String {
      switch self {
      case .heading: "in a heading"
      case .passage(.table): "in a table"
      case .passage(.code): "in code"
      case .passage(.list): "in a list"
      case .passage(.quotation), .passage(.stageNote): "in a quotation"
      case .passage(.footnote): "in a footnote"
      case .passage(.paragraph): "in the middle of a paragraph"
      }
    }
  }

  /// Reports labels in the text that was added last.
  ///
  /// - Parameters:
  ///   - place: the kind of block.
  ///   - range: lines of the file that the text occupies.
  mutating func reportHiddenLabels(from start: Int, in place: HiddenPlace, lines range: ClosedRange<Int>) {
    guard let declared = labels?.declared, !declared.isEmpty else { return }
    var last = start
    // Skip the label that opens the turn.
    lazy var from = openedEnd(on: range.lowerBound, declared)
    for colon in colons(from: start) where colon >= last {
      guard let (label, end) = hiddenLabel(before: colon, from: start, after: last, declared) else {
        continue
      }
      last = end
      let words = Array(prose.bytes[label..<min(colon, label + 60)])
      let sign = prose.bytes[colon...].prefix { $0 != 32 && $0 != 10 }.prefix(1)
      let written = offset(of: words + sign, lines: range, from: from)
      let escape = words + [UInt8(ascii: "\\")] + sign
      if let escaped = offset(of: escape, lines: range, from: from, upTo: written.map { $0 + escape.count }) {
        from = escaped + words.count
        continue
      }
      let found =
        written ?? offset(of: words, lines: range, from: from)
        ?? lines.start(of: range.lowerBound - linesBefore, in: body)
      from = min(body.count, found + words.count)
      if SpeakerColon.isEscaped(body[found...].prefix(480)) { continue }
      reportHidden(words, place, at: position(of: found))
    }
    if case .passage(.table) = place { reportCells(from: start, lines: range, declared) }
    for label in declared.endedLabels(prose.bytes, from: start) {
      // The two bytes before it distinguish it from other occurrences of the same letters.
      let words = Array(prose.bytes[(label.lowerBound - 2)..<label.upperBound])
      var position = self.place(of: words, lines: range)
      position.column += 2
      let line = body[self.offset(of: position)...].prefix(8).prefix { $0 != 10 }
      if SpeakerColon.isEscaped(line) { continue }
      reportHidden(Array(prose.bytes[label]), place, at: position)
    }
    if let label = declared.bracketed(prose.bytes, from: start) {
      let words = Array(prose.bytes[label])
      reportHidden(words, place, at: self.place(of: words, lines: range, from: from))
    }
  }

  private mutating func reportHidden(_ words: [UInt8], _ place: HiddenPlace, at position: Position) {
    report.warning(
      "hidden-label",
      "found the label '\(String(decoding: words, as: UTF8.self))' \(place.name), where it does not start a turn",
      path,
      at: position, fix: "begin a paragraph with the label and its colon, or write '\\:' if it is not a label"
    )
  }

  /// Reports a table with a column of labels, which is a dialogue too.
  private mutating func reportCells(
    from start: Int, lines range: ClosedRange<Int>, _ declared: DeclaredLabels
  ) {
    let cells = prose.bytes[start...].split(separator: 10).filter { cell in
      declared.name(prose.bytes, from: cell.startIndex) == cell.endIndex
    }
    guard cells.count > 1, let cell = cells.first else { return }
    let words = Array(cell)
    reportHidden(
      words, .passage(.table),
      at: place(of: words, lines: range))
  }

  private func colons(from start: Int) -> [Int] {
    var found: [Int] = []
    var at = start
    while let colon = prose.bytes.offset(of: UInt8(ascii: ":"), from: at) {
      found.append(colon)
      at = colon + 1
    }
    at = start
    while let wide = prose.bytes.offset(of: 0xEF, from: at) {
      if LabelSigns.isColon(UTF8.codePoint(prose.bytes, at: wide).value) { found.append(wide) }
      at = wide + 1
    }
    return found.sorted()
  }

  /// The declared label that ends at a colon: its offset, and the offset after everything that belongs to it; nil
  /// if there is none.
  private func hiddenLabel(
    before colon: Int, from start: Int, after last: Int, _ declared: DeclaredLabels
  ) -> (label: Int, end: Int)? {
    let bytes = prose.bytes
    var at = colon
    let limit = max(last, colon - 160)
    while at > limit {
      at -= 1
      let byte = bytes[at]
      if byte == 10 { return nil }
      guard !UTF8.isContinuation(byte), declared.mayBegin(with: byte),
        LabelPlace.isLetter(UTF8.codePoint(bytes, at: at).value), mayBegin(at, from: start)
      else { continue }
      if let match = declared.match(bytes, from: at), match.isClosed, match.end > colon {
        return (at, match.end)
      }
      if let end = declared.name(bytes, from: at), end <= colon, LabelPlace.isLoose(bytes[end..<colon]) {
        return (at, colon + 1)
      }
    }
    return nil
  }

  /// Whether a turn may begin at an offset: anywhere except after words of the same sentence.
  private func mayBegin(_ at: Int, from start: Int) -> Bool {
    if LabelPlace.mayBegin(prose.bytes, at, from: start) { return true }
    // A label in bold counts anywhere.
    return prose.marks.reversed().prefix { Int($0.range.end) >= start }
      .contains { $0.kind == .strong && Int($0.range.start) == at }
  }

  private mutating func offset(of position: Position) -> Int {
    min(body.count, lines.start(of: position.line - linesBefore, in: body) + position.column - 1)
  }

  /// Offset in the body after the label with which a line opens a turn; 0 if it opens none.
  private mutating func openedEnd(on line: Int, _ declared: DeclaredLabels) -> Int {
    let start = lines.start(of: line - linesBefore, in: body)
    let end = body.offset(of: 10, from: start) ?? body.count
    guard let match = declared.match(body, from: start, upTo: end, isRaw: true), match.isClosed else {
      return 0
    }
    return match.trailingTime?.lowerBound ?? match.end
  }

  /// - Parameter limit: offset in the body at which the words must end at the latest; if nil, only the last line
  ///   limits it.
  private mutating func offset(
    of words: [UInt8], lines range: ClosedRange<Int>, from: Int, upTo limit: Int? = nil
  ) -> Int? {
    let start = max(from, lines.start(of: range.lowerBound - linesBefore, in: body))
    let end = min(lines.start(after: range.upperBound - linesBefore, in: body), limit ?? body.count)
    guard start < end else { return nil }
    return body.firstOffset(of: words, from: start, upTo: end)
  }

  /// Line and column in the file of an offset in the body.
  private mutating func position(of offset: Int) -> Position {
    let place = lines.position(of: offset, in: body)
    return Position(line: place.line + linesBefore, column: place.column)
  }

  /// Position in the file of words between two lines; the beginning of the first line if they are not found.
  ///
  /// - Parameter from: offset in the body at which the search begins.
  mutating func place(of words: [UInt8], lines range: ClosedRange<Int>, from: Int = 0) -> Position {
    offset(of: words, lines: range, from: from).map { position(of: $0) }
      ?? Position(line: range.lowerBound, column: 1)
  }

  /// Reports an unclosed fence: all text below it is code.
  mutating func reportOpenFence(_ line: Int) {
    let start = lines.start(of: line, in: body)
    let column = body[start...].prefix { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "~") }.count + 1
    report.warning(
      "open-fence", "found the start of a code block without an end, so all text below it is code", path,
      at: Position(line: linesBefore + line, column: column), fix: "close it with the same line of characters"
    )
  }
}
