import Archive

/// Removing text from the passage that was added last. Its text is at the very end of `prose.bytes`, so no other
/// ranges move.
extension Markdown {
  /// Removes the text from `start` up to `end` and the white space after it.
  mutating func removeFront(from start: Int, upTo end: Int, firstMark: Int) {
    var end = end
    while end < prose.bytes.count, prose.bytes[end] == 32 || prose.bytes[end] == 9 || prose.bytes[end] == 10 {
      end += 1
    }
    prose.bytes.removeSubrange(start..<end)
    let shift = Int32(end - start)
    shiftMarks(from: firstMark) { offset in max(Int32(start), offset - shift) }
  }

  /// Removes the text from `end` on and the white space before it.
  mutating func removeBack(from end: Int, start: Int, firstMark: Int) {
    prose.bytes.removeSubrange(end...)
    trimEnd(from: start, firstMark: firstMark)
  }

  /// Removes white space at the end.
  mutating func trimEnd(from start: Int, firstMark: Int) {
    while prose.bytes.count > start, let last = prose.bytes.last, last == 32 || last == 10 || last == 9 {
      prose.bytes.removeLast()
    }
    let limit = Int32(prose.bytes.count)
    shiftMarks(from: firstMark) { min($0, limit) }
  }

  /// Removes the spans of blocks and keeps those of inline markup, as for a stage note.
  mutating func dropBlockMarks(from firstMark: Int) {
    let inline = prose.marks[firstMark...].filter {
      switch $0.kind {
      case .emphasis, .strong, .code, .link, .reference, .image, .lineBreak, .footnote: true
      default: false
      }
    }
    prose.marks.replaceSubrange(firstMark..., with: inline)
  }

  /// Removes the text and markup spans that were added.
  mutating func dropWords(from start: Int, firstMark: Int) {
    prose.bytes.removeSubrange(start...)
    prose.marks.removeSubrange(firstMark...)
  }

  /// Moves the ends of markup spans. A span whose text is completely removed is removed too.
  private mutating func shiftMarks(from firstMark: Int, _ move: (Int32) -> Int32) {
    var kept = firstMark
    for index in firstMark..<prose.marks.count {
      var mark = prose.marks[index]
      let wasEmpty = mark.range.start == mark.range.end
      mark.range.start = move(mark.range.start)
      mark.range.end = move(mark.range.end)
      if mark.range.start == mark.range.end && !wasEmpty { continue }
      prose.marks[kept] = mark
      kept += 1
    }
    prose.marks.removeSubrange(kept...)
  }
}
