import Labelling

/// Finds declared labels in words by the rules of the reader: it compares canonically, and allows any white space,
/// time code or manner between the label and its colon.
struct LabelsInWords {
  /// A declared label inside the words of a turn.
  struct Place {
    var label: String
    /// Byte offset of its colon; nil if the colon is not ASCII, because a backslash cannot escape it.
    var colon: Int?
    /// Whether it is at the beginning of the text, or a sentence ends before it.
    var isLikeTurn: Bool
  }

  /// The characters of each label in reverse order; longest label first.
  private let labels: [(name: String, reversed: [Character])]

  init(_ labels: [String]) {
    self.labels = labels.map { ($0, Array(LabelText.key($0).reversed())) }
      .filter { !$0.reversed.isEmpty }
      .sorted { ($1.reversed.count, $0.name) < ($0.reversed.count, $1.name) }
  }

  /// The labels that are followed by a colon, in a text whose white space is single spaces.
  func places(in text: String) -> [Place] {
    guard !labels.isEmpty else { return [] }
    var out: [Place] = []
    var rest = text[...]
    while let colon = rest.firstIndex(where: \.isLabelColon) {
      rest = rest[text.index(after: colon)...]
      guard let (label, start) = label(before: colon, in: text) else { continue }
      let front = LabelsInWords.withoutTime(text[..<start])
      out.append(
        Place(
          label: label,
          colon: text[colon] == ":" ? text.utf8.distance(from: text.startIndex, to: colon) : nil,
          isLikeTurn: front.allSatisfy { !$0.isLetter && !$0.isNumber } || TranscriptLines.endsSentence(front)
        ))
    }
    return out
  }

  private func label(before colon: String.Index, in text: String) -> (label: String, start: String.Index)? {
    // Labels and what may follow them are short. The limit keeps the time linear in the length of the text.
    let front = text[..<colon].suffix(300)
    for end in LabelsInWords.ends(of: front) {
      for label in labels {
        if let start = LabelsInWords.start(of: label.reversed, endingAt: end, in: front) {
          return (label.name, start)
        }
      }
    }
    return nil
  }

  /// Indices at which a label before a colon may end: at the colon, or before a manner and a time code.
  private static func ends(of front: Substring) -> [Substring.Index] {
    var out: [Substring.Index] = []
    var rest = front
    for _ in 0..<3 {
      while let last = rest.last, last.isWhitespace || visibleIsEmpty(last) { rest.removeLast() }
      out.append(rest.endIndex)
      if let last = rest.last, let open = [")": "(", "]": "[", "）": "（"][last].map(Character.init),
        let start = rest.lastIndex(of: open)
      {
        rest = rest[..<start]
      } else if let space = rest.lastIndex(where: \.isWhitespace),
        TimeCodeMark(at: rest[rest.index(after: space)...])?.end == rest.endIndex
      {
        rest = rest[..<space]
      } else {
        break
      }
    }
    return out
  }

  private static func start(
    of reversed: [Character], endingAt end: Substring.Index, in text: Substring
  ) -> Substring.Index? {
    var at = end
    var count = 0
    while count < reversed.count {
      guard at > text.startIndex else { return nil }
      at = text.index(before: at)
      if visibleIsEmpty(text[at]) { continue }
      guard text[at] == reversed[count] else { return nil }
      count += 1
    }
    guard at > text.startIndex else { return at }
    let before = text[text.index(before: at)]
    return before.isLetter || before.isNumber ? nil : at
  }

  private static func visibleIsEmpty(_ character: Character) -> Bool {
    !character.isASCII && character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .format }
  }

  private static func withoutTime(_ front: Substring) -> Substring {
    TimeCodeMark(at: front.drop(while: \.isWhitespace)).map { front[$0.end...] } ?? front
  }

  /// The label at the beginning of a text that would be read as one without a colon: it is the whole text, or a time
  /// code or a manner follows it. Nil if there is none.
  func bare(at text: String) -> String? {
    let opened = LabelText.withoutOpener(LabelText.withoutType(text))
    let text = LabelsInWords.withoutTime(opened).drop(while: \.isWhitespace)
    for label in labels {
      let name = LabelText.key(label.name)
      guard text.hasPrefix(name) else { continue }
      let rest = text.dropFirst(name.count).drop { $0 == " " }
      guard let next = rest.first else { return label.name }
      if next == "(" || next == "[" || next.isASCII && next.isNumber { return label.name }
    }
    return nil
  }
}
