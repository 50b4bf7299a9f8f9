import Base

/// A text and what it became, with the passages and words of both counted through.
package struct Edited {
  let before: [Said]
  let pieces: [Editor.Piece]
  let after: [Said]
  /// For each old passage and behind the last the number of its first word.
  let firstToken: [Int32]
  /// For each passage a number that is the same for passages of the same words, whatever their signs and case.
  let oldKeys: [Int]
  let newKeys: [Int]
  /// For each old passage how many pieces have words of it.
  let heirs: [Int]
  /// Passages before the edits.
  package var passages: Int { before.count }
  /// How many passages were touched.
  package let touched: Int

  /// Edits a text.
  package init(_ before: [Said], with editor: inout Editor, rate: Double) {
    self.before = before
    let original = Editor.pieces(before)
    let touchedBefore = editor.touched
    pieces = editor.edit(original, rate: rate)
    touched = editor.touched - touchedBefore
    after = pieces.map(\.said)
    var first: [Int32] = [0]
    for piece in original { first.append(first[first.count - 1] + Int32(piece.tokens.count)) }
    firstToken = first
    var keys: [[String]: Int] = [:]
    func key(_ text: String) -> Int {
      let words = Token.split(text, from: 0).map(\.word).filter { !$0.isEmpty }
      let next = keys.count
      let key = keys[words] ?? next
      keys[words] = key
      return key
    }
    oldKeys = before.map { key($0.text) }
    newKeys = after.map { key($0.text) }
    var heirs = [Int](repeating: 0, count: before.count)
    for piece in pieces { for origin in piece.origins { heirs[origin] += 1 } }
    self.heirs = heirs
  }

  /// Whether two old passages have, word for word, the same words: which of them is which no reader can tell, so that
  /// the one is the other.
  func isSame(_ old: Int, _ other: Int) -> Bool { oldKeys[old] == oldKeys[other] }

  /// The old passage a word is of; nil for one that was put in.
  private func passage(of token: Token) -> Int? {
    guard token.origin >= 0 else { return nil }
    return max(0, firstToken[..<before.count].partitioningIndex { $0 > token.origin } - 1)
  }

  /// Whether most words of the old passage, or of one with the same words, are in the piece, or most of the piece
  /// are from there.
  func descends(_ piece: Int, from old: Int) -> Bool {
    if pieces[piece].origins.contains(where: { isSame($0, old) }) { return true }
    let tokens = pieces[piece].tokens
    let common = tokens.reduce(0) { sum, token in
      sum + (passage(of: token).map { isSame($0, old) } == true ? 1 : 0)
    }
    return common * 2 >= Int(firstToken[old + 1] - firstToken[old]) || common * 2 >= tokens.count
  }

  /// Whether two places of the new text are as far apart as a stretch of passages that stands twice, one directly
  /// behind the other, is long, and are in it: which of the two was put in no reader can tell, because the text is
  /// the same whichever it was.
  func isRepeat(_ one: Int, _ other: Int) -> Bool {
    let length = abs(one - other)
    let lower = min(one, other)
    guard length > 0 else { return true }
    return (max(0, lower - length + 1)...lower).contains { start in
      start + 2 * length <= newKeys.count
        && (start..<start + length).allSatisfy { newKeys[$0] == newKeys[$0 + length] }
    }
  }
}
