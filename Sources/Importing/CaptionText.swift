/// Words of one voice in a caption, line by line and without markup.
struct CaptionText {
  var start: Double
  var end: Double
  var speaker: Cue.Speaker
  /// The words of each line, none of them empty.
  var lines: [String]
  /// Line of the file in which the caption begins.
  var line: Int

  /// The texts of a caption.
  ///
  /// - Parameter clean: removes markup of the format other than tags.
  static func texts(
    of block: CaptionBlock, _ draft: inout ImportedDocument, clean: (String) -> String
  ) -> [CaptionText] {
    let pieces = CaptionMarkup.pieces(clean(block.lines.joined(separator: "\n")), line: block.line, &draft)
    return pieces.map { piece in
      CaptionText(
        start: block.start, end: block.end, speaker: piece.speaker,
        lines: piece.text.split(separator: "\n").map { squeezed($0) }.filter { !$0.isEmpty }, line: block.line
      )
    }
  }

  /// Makes the record from the texts of a whole file.
  static func read(_ texts: [CaptionText], into draft: inout ImportedDocument) {
    var texts = texts
    RollUp.reduce(&texts, &draft)
    CaptionCues.join(CaptionSpeakers.cues(texts, &draft), into: &draft)
  }
}

/// Roll-up captions, as in live and automatic tracks: each begins with the lines that are already on the screen.
enum RollUp {
  /// Removes repeated lines and reports them, if at least half of the captions repeat the one before. In other files
  /// people may have said the same thing twice, so the words are kept and apparent repetitions are reported.
  static func reduce(_ texts: inout [CaptionText], _ draft: inout ImportedDocument) {
    var repeats: [(index: Int, overlap: Overlap, isCertain: Bool)] = []
    var pairs = 0
    for index in texts.indices.dropFirst() {
      let (before, after) = (texts[index - 1], texts[index])
      guard !before.lines.isEmpty, !after.lines.isEmpty, after.start - before.end <= 1 else { continue }
      pairs += 1
      guard after.speaker == .same || after.speaker == before.speaker,
        let overlap = Overlap(before.lines, after.lines)
      else { continue }
      // A line repeated alone may have been said twice. It was not if a new line is below it, or if one of the two
      // captions is shown only for a moment.
      let isHeld = min(before.end - before.start, after.end - after.start) <= 0.1
      let isRest = before.lines.count > overlap.lines && overlap.words > 1
      repeats.append((index, overlap, isHeld || overlap.hasMore || isRest))
    }
    let certain = repeats.filter(\.isCertain)
    guard let first = certain.first else { return }
    guard certain.count * 2 >= pairs, certain.count > 1 || first.overlap.words > 1 else {
      for found in certain where found.overlap.words > 1 {
        draft.warn(
          "repeated-lines",
          "found '\(texts[found.index].lines[0].prefix(40))' twice, also in the caption before; both are kept",
          line: texts[found.index].line)
      }
      return
    }
    for found in repeats.reversed() { found.overlap.remove(from: &texts[found.index].lines) }
    draft.warn(
      "roll-up",
      "found \(repeats.count) captions that repeat lines of the caption before, as automatic captions do; each line"
        + " is kept once", line: texts[first.index].line)
  }

  /// The lines at the end of one caption that are repeated at the beginning of the next.
  struct Overlap {
    /// Number of repeated lines.
    let lines: Int
    /// Number of repeated bytes of the next line, if a line grows word by word; otherwise 0.
    let grown: Int
    let words: Int
    /// Whether the second caption has more than the repeated words.
    let hasMore: Bool

    init?(_ before: [String], _ after: [String]) {
      let most = min(before.count, after.count)
      // Take the smallest overlap: the remaining lines may have been said twice.
      if let count = (1...most).first(where: { before.suffix($0).elementsEqual(after.prefix($0)) }) {
        (lines, grown) = (count, 0)
        words = before.suffix(count).reduce(0) { $0 + $1.split(separator: " ").count }
        hasMore = after.count > count
        return
      }
      func grows(_ count: Int) -> Bool {
        guard let last = before.last else { return false }
        return before.suffix(count).dropLast().elementsEqual(after.prefix(count - 1))
          && after[count - 1].hasPrefix(last + " ")
      }
      guard let count = (1...most).reversed().first(where: grows), let last = before.last else { return nil }
      (lines, grown) = (count - 1, last.utf8.count)
      words = before.suffix(count).reduce(0) { $0 + $1.split(separator: " ").count }
      hasMore = true
    }

    func remove(from all: inout [String]) {
      all.removeFirst(lines)
      if grown > 0, let first = all.first {
        all[0] = squeezed(String(decoding: first.utf8.dropFirst(grown), as: UTF8.self))
      }
    }
  }
}
