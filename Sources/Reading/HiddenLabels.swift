import Archive
import Labelling

/// Declared labels that open no turn where they stand: in a table, in code, in a heading, in the middle of a line.
/// The words behind them are read as somebody else's, so each is reported.
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

    /// Whether a label may not begin there either.
    fileprivate var hidesFirst: Bool { if case .passage(.paragraph) = self { false } else { true } }
  }

  /// Looks for labels in the words that were added last.
  ///
  /// - Parameter lines: lines of the file on which they stand.
  mutating func reportHiddenLabels(from start: Int, in place: HiddenPlace, lines range: ClosedRange<Int>) {
    guard let declared = labels?.declared, !declared.isEmpty else { return }
    var last = start
    for colon in colons(from: start) where colon >= last {
      guard let (label, end) = hiddenLabel(before: colon, from: start, after: last, in: place, declared)
      else { continue }
      last = end
      let words = Array(prose.bytes[label..<min(colon, label + 60)])
      let position = self.place(of: words, lines: range)
      if SpeakerColon.isEscaped(body[offset(of: position)...].prefix { $0 != 10 }) { continue }
      report.warning(
        "hidden-label",
        "found the label '\(String(decoding: words, as: UTF8.self))' \(place.name), where it opens no turn",
        path,
        at: position, fix: "begin a paragraph with it, or write '\\:' if nobody speaks there")
    }
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
      if LabelSigns.isColon(scalar(prose.bytes, at: wide).value) { found.append(wide) }
      at = wide + 1
    }
    return found.sorted()
  }

  /// The declared label that ends at a colon, with the offset behind all that belongs to it: at the beginning of a
  /// line or cell, or behind the end of a sentence.
  private func hiddenLabel(
    before colon: Int, from start: Int, after last: Int, in place: HiddenPlace, _ declared: DeclaredLabels
  ) -> (label: Int, end: Int)? {
    let bytes = prose.bytes
    var at = colon
    let limit = max(last, colon - 160)
    while at > limit {
      at -= 1
      if bytes[at] & 0xC0 == 0x80 { continue }
      let begins: Bool
      if at == start {
        begins = place.hidesFirst
      } else {
        let before = bytes[at - 1]
        begins = before == 10 || before == 32 && at >= start + 2 && endsSentence(bytes, at - 2)
      }
      if begins, let match = declared.match(bytes, from: at), match.isClosed, match.end > colon {
        return (at, match.end)
      }
      if bytes[at] == 10 { return nil }
    }
    return nil
  }

  private func endsSentence(_ bytes: [UInt8], _ index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: ")"),
      UInt8(ascii: "]"):
      true
    // `…`, `”` and other marks of U+2010 to U+203F; the full stops of Chinese.
    case 0x90...0xBF:
      index >= 2 && (bytes[index - 2] == 0xE2 && bytes[index - 1] == 0x80 || bytes[index - 2] == 0xEF)
    case 0x82: index >= 2 && bytes[index - 2] == 0xE3
    default: false
    }
  }

  private mutating func offset(of position: Position) -> Int {
    min(body.count, lines.start(of: position.line - linesBefore, in: body) + position.column - 1)
  }

  /// Where words stand in the file between two lines; the beginning of the first where they are not found.
  mutating func place(of words: [UInt8], lines range: ClosedRange<Int>) -> Position {
    let start = lines.start(of: range.lowerBound - linesBefore, in: body)
    let end = lines.start(after: range.upperBound - linesBefore, in: body)
    guard let found = body.firstOffset(of: words, from: start), found < end else {
      return Position(line: range.lowerBound, column: 1)
    }
    let place = FileText.position(of: found - start, in: body[start...])
    return Position(line: range.lowerBound + place.line - 1, column: place.column)
  }

  /// Reports a fence that nothing closes: all words below it are code.
  mutating func reportOpenFence(_ line: Int) {
    let start = lines.start(of: line, in: body)
    let column = body[start...].prefix { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "~") }.count + 1
    report.warning(
      "open-fence", "found the beginning of code and no end, so all words below it are code", path,
      at: Position(line: linesBefore + line, column: column), fix: "close it with the same line of signs")
  }
}
