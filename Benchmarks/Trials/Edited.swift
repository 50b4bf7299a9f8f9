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

  /// How many words of an old passage a piece has, and how many the piece has in all.
  func shared(_ piece: Int, _ old: Int) -> (common: Int, all: Int) {
    let tokens = firstToken[old]..<firstToken[old + 1]
    return (
      pieces[piece].tokens.reduce(0) { $0 + (tokens.contains($1.origin) ? 1 : 0) }, pieces[piece].tokens.count
    )
  }

  /// Whether most words of the old passage are in the piece, or most of the piece are of the old passage.
  func descends(_ piece: Int, from old: Int) -> Bool {
    if pieces[piece].origins.contains(old) { return true }
    let (common, all) = shared(piece, old)
    return common * 2 >= Int(firstToken[old + 1] - firstToken[old]) || common * 2 >= all
  }
}
