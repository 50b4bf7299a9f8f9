import Labelling

/// Groups the lines of a plain transcript into paragraphs. Empty lines separate paragraphs. If lines are long, each
/// line is a paragraph. A line that opens a turn always begins a paragraph.
struct TranscriptLines {
  /// A paragraph and the label that it may begin with.
  struct Paragraph {
    /// Its first line.
    var text: Substring
    /// The other lines, with a space before each.
    var rest = ""
    var line: Int
    var column = 1
    var begin: LabelLine
    /// Possible labels in its other lines.
    var doubts: [Doubt] = []
  }

  /// Words inside a paragraph that may be a label.
  struct Doubt {
    var message: String
    var line: Int
    var column: Int
  }

  fileprivate struct Line {
    var text: Substring
    var number: Int
    var column: Int
    var begin: LabelLine
    /// Whether it begins a paragraph, regardless of its words.
    var isFirst: Bool
    /// Whether the line before is as long as a wrapped line, so that its end may have no meaning.
    var isAfterFullLine: Bool
    /// Whether a sentence ends with the line before.
    var isAfterSentence: Bool

    /// Whether it seems to continue a sentence of the line before.
    var goesOn: Bool { isAfterFullLine && !isAfterSentence }
  }

  private(set) var paragraphs: [Paragraph] = []
  /// Decides which candidates of these lines are labels.
  let finder: TurnLabels

  init(_ numbered: [DecodedText.Line]) {
    let lines = TranscriptLines.lines(numbered)
    finder = TurnLabels(
      lines.compactMap { line in
        line.begin.candidate.flatMap { line.isFirst || line.mayOpen($0) ? $0 : nil }
      })
    for line in lines {
      if line.isFirst || opensTurn(line) {
        paragraphs.append(
          Paragraph(text: line.text, line: line.number, column: line.column, begin: line.begin))
      } else {
        let last = paragraphs.count - 1
        if let message = doubt(line) {
          paragraphs[last].doubts.append(Doubt(message: message, line: line.number, column: line.column))
        }
        paragraphs[last].rest += " " + line.text
      }
    }
  }

  private static func lines(_ numbered: [DecodedText.Line]) -> [Line] {
    let filled = numbered.filter { !$0.isBlank }
    // Wrapped lines are rarely longer than 100 bytes. If a tenth of the lines is over 120, the text is not wrapped.
    let long = filled.count { $0.text.utf8.count > 120 }
    let isUnwrapped = long * 10 >= filled.count || filled.count < 3
    let width = max(40, (filled.map(\.text.utf8.count).max() ?? 0) * 2 / 3)
    var out: [Line] = []
    var previous: DecodedText.Line?
    for line in numbered {
      defer { previous = line.isBlank ? nil : line }
      if line.isBlank { continue }
      let text = Substring(trimmed(line.text))
      let isFirst = isUnwrapped || previous == nil
      let column = line.text.utf8.count - line.text.drop(while: \.isWhitespace).utf8.count + 1
      out.append(
        Line(
          text: text, number: line.number, column: column, begin: LabelLine(text), isFirst: isFirst,
          isAfterFullLine: previous.map { $0.text.utf8.count >= width } ?? false,
          isAfterSentence: previous.map { endsSentence($0.text) } ?? true))
    }
    return out
  }

  /// Whether a text ends with punctuation that ends a sentence or breaks it off; true for an empty text.
  static func endsSentence(_ text: some StringProtocol) -> Bool {
    text.last { !$0.isWhitespace && !"\"”’»)]".contains($0) }.map { ".?!…。？！—–-:".contains($0) } ?? true
  }

  /// Whether a line that would continue a paragraph begins a turn instead.
  private func opensTurn(_ line: Line) -> Bool {
    guard let candidate = line.begin.candidate, line.mayOpen(candidate) else { return false }
    if candidate.isCapitals || candidate.label == "Q" || finder.accepts(candidate) { return true }
    // If the line before is short, its author ended it, so this line is independent of it.
    return (candidate.form == .colon || candidate.isLetterAndNumber) && !line.isAfterFullLine
  }

  private func doubt(_ line: Line) -> String? {
    guard let candidate = line.begin.candidate else { return nil }
    if !finder.accepts(candidate) { return line.goesOn ? nil : finder.doubt(line.text, candidate) }
    guard candidate.form == .colon || line.isAfterSentence, candidate.form != .space else { return nil }
    return
      "found the label '\(candidate.label)' inside a paragraph, expected an empty line before it; it is kept as words"
  }
}

extension TranscriptLines.Line {
  /// Whether a candidate at the beginning of the line may be a label even if the line is inside a paragraph.
  fileprivate func mayOpen(_ candidate: LabelCandidate) -> Bool {
    switch candidate.form {
    case .colon: candidate.isCapitals || candidate.label == "Q" || candidate.label == "A" || !goesOn
    case .period: candidate.isCapitals || candidate.label == "Q" || candidate.label == "A"
    case .space: false
    }
  }
}
