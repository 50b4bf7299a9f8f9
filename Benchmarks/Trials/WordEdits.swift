/// What an editor does within a passage.
extension Editor {
  /// One to three words in which a letter is mended: changed, left out, doubled, or changed with its neighbour.
  mutating func typos(_ piece: Piece) -> Piece {
    var piece = piece
    var mended: Set<Int> = []
    for _ in 0..<min(3, max(1, piece.tokens.count / 8)) {
      let at = random.pick(piece.tokens.indices)
      var letters = Array(piece.tokens[at].text.unicodeScalars)
      let places = letters.indices.filter { Token.isLetter(letters[$0]) || Token.isWide(letters[$0].value) }
      guard let first = places.first else { continue }
      let place = random.pick(places)
      let other = random.pick(random.pick(foreignTokens).text.unicodeScalars)
      let before = piece.tokens[at].word
      switch Int.random(in: 0..<4, using: &random) {
      case 0 where Token.isLetter(other) || Token.isWide(other.value): letters[place] = other
      case 1 where places.count > 1: letters.remove(at: place)
      case 2 where place > first: letters.swapAt(place, place - 1)
      default: letters.insert(letters[place], at: place)
      }
      piece.tokens[at].text = String(String.UnicodeScalarView(letters))
      if piece.tokens[at].word != before {
        piece.tokens[at].isMended = true
        mended.insert(at)
      }
    }
    return counted(piece, mended.count, of: piece.tokens.count)
  }

  /// Up to 30 % of the words replaced, left out, moved or followed by others.
  mutating func words(_ piece: Piece) -> Piece {
    var piece = piece
    let count = piece.tokens.count
    let touched = Int(Double(count) * Double.random(in: 0.02...0.3, using: &random))
    for _ in 0..<touched {
      let at = random.pick(piece.tokens.indices)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: piece.tokens[at] = random.pick(foreignTokens)
      case 1: if piece.tokens.count > 1 { piece.tokens.remove(at: at) }
      case 2:
        let token = piece.tokens.remove(at: at)
        piece.tokens.insert(token, at: Int.random(in: 0...piece.tokens.count, using: &random))
      default: piece.tokens.insert(random.pick(foreignTokens), at: at)
      }
    }
    return counted(piece, touched, of: count)
  }

  /// Other signs and capitals; no word is another.
  mutating func signs(_ piece: Piece) -> Piece {
    var piece = piece
    for _ in 0..<max(1, piece.tokens.count / 10) {
      let at = random.pick(piece.tokens.indices)
      var text = piece.tokens[at].text
      switch Int.random(in: 0..<4, using: &random) {
      case 0: text = text.replacing("'", with: "’").replacing("\"", with: "”").replacing("-", with: "—")
      case 1: text = text.replacing(",", with: "").replacing("，", with: "、")
      case 2: if text.last == " " { text = text.dropLast() + ", " }
      // Some capitals have no small letter of one letter; they stay.
      default: if text.utf8.allSatisfy({ $0 < 0x80 }) { text = text.lowercased() }
      }
      piece.tokens[at].text = text
    }
    return piece
  }

  mutating func addSentence(_ piece: Piece) -> Piece {
    var piece = piece
    let count = piece.tokens.count
    let whole = random.pick(foreignPassages)
    let sentence = random.pick(sentences(whole).prefix(12))
    let added = spaced(Array(whole[sentence]))
    let bounds = sentences(piece.tokens).map(\.lowerBound) + [count]
    let at = random.pick(bounds)
    if at == count { piece.tokens = spaced(piece.tokens) }
    piece.tokens.insert(contentsOf: added, at: at)
    return counted(piece, added.count, of: count)
  }

  /// Takes a sentence out, or puts it elsewhere in the passage.
  mutating func cutSentence(_ piece: Piece, move: Bool) -> Piece {
    var piece = piece
    let count = piece.tokens.count
    let found = sentences(piece.tokens)
    guard found.count > 1 else { return words(piece) }
    let sentence = random.pick(found)
    let cut = Array(piece.tokens[sentence])
    piece.tokens.removeSubrange(sentence)
    if move {
      piece.tokens = spaced(piece.tokens)
      let bounds = sentences(piece.tokens).map(\.lowerBound) + [piece.tokens.count]
      piece.tokens.insert(contentsOf: spaced(cut), at: random.pick(bounds))
    }
    return counted(piece, cut.count, of: count)
  }

  /// Moves a sentence to the end of the passage before.
  mutating func giveSentence(_ piece: inout Piece, _ out: inout [Piece]) {
    let found = sentences(piece.tokens)
    guard found.count > 1, let last = out.indices.last else {
      out.append(words(piece))
      return
    }
    let sentence = random.pick(found)
    let given = Array(piece.tokens[sentence])
    let count = piece.tokens.count
    piece.tokens.removeSubrange(sentence)
    let there = out[last].tokens.count
    out[last].tokens = spaced(out[last].tokens) + given
    out[last].isTouched = true
    out[last] = counted(out[last], given.count, of: there)
    out.append(counted(piece, given.count, of: count))
  }

  /// Sees to it that the next word does not run into the last.
  func spaced(_ tokens: [Token]) -> [Token] {
    guard let last = tokens.last, let sign = last.text.unicodeScalars.last, !sign.properties.isWhitespace,
      !Token.isWide(sign.value), sign.value < 0x3000 || sign.value >= 0xFF66
    else { return tokens }
    var tokens = tokens
    tokens[tokens.count - 1].text += " "
    return tokens
  }

  private func sentences(_ tokens: [Token]) -> [Range<Int>] {
    var out: [Range<Int>] = []
    var start = 0
    for index in tokens.indices where tokens[index].endsSentence || index == tokens.count - 1 {
      out.append(start..<index + 1)
      start = index + 1
    }
    return out
  }

  private func counted(_ piece: Piece, _ touched: Int, of count: Int) -> Piece {
    var piece = piece
    piece.changed += Double(touched) / Double(max(1, count))
    return piece
  }
}
