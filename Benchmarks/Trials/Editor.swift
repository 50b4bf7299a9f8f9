/// Edits a text as people do, and remembers of each word and passage where it came from.
package struct Editor {
  /// A passage after the edits.
  package struct Piece: Sendable {
    /// The speaker's id.
    package var speaker: String?
    /// Its words.
    package var tokens: [Token]
    /// Indices of the passages its words are of; empty for a new one.
    package var origins: [Int]
    /// Share of its words that were put in, taken out, moved or mended.
    package var changed = 0.0
    /// Whether anything at all was done to it.
    package var isTouched = false
    /// Whether it is a further part of a divided passage, whose id belongs to the first.
    package var isLaterPart = false
    /// Whether it is the first part of a divided passage.
    package var isFirstPart = false
    /// Whether it was joined of several.
    package var isJoined = false
    /// Whether it stands in another order than before.
    package var isMoved = false

    /// The passage as it is read.
    package var said: Said { Said(speaker, tokens.text) }
    var isWhole: Bool { origins.count == 1 && !isLaterPart && !isFirstPart && !isJoined }
  }

  /// What is done to a passage that is touched.
  enum Edit: CaseIterable {
    case typos, words, moreWords, signs
    case addSentence, cutSentence, moveSentence, giveSentence
    case remove, insert, repeatPassage, divide, divideInThree, join, joinThree, relabel
    case move, swap, moveBlock
    case several, divideAndEdit, joinAndEdit
  }

  /// Where new numbers come from.
  package var random: Seeded
  /// How many passages were touched, new and removed ones included.
  package private(set) var touched = 0
  /// New words and passages are taken from here.
  let foreignPassages: [[Token]]
  /// All words of them.
  let foreignTokens: [Token]
  private let voices: [String?]

  /// - Parameter foreign: another text of the same kind, not empty.
  package init(_ seed: UInt64, foreign said: [Said]) {
    random = Seeded(seed)
    foreignPassages = said.prefix(400).map { one in
      Token.split(one.text, from: 0).map { Token(text: $0.text, origin: -1) }
    }.filter { !$0.isEmpty }
    // A word put in brings no signs along.
    foreignTokens = foreignPassages.joined().compactMap { token in
      let word = token.word
      guard let first = word.unicodeScalars.first else { return nil }
      return Token(text: Token.isWide(first.value) ? word : word + " ", origin: -1)
    }
    voices = Array(Set(said.prefix(400).map(\.speaker))).sorted { ($0 ?? "") < ($1 ?? "") }
  }

  /// The passages of a text with their words numbered through.
  package static func pieces(_ said: [Said]) -> [Piece] {
    var next: Int32 = 0
    return said.enumerated().map { index, one in
      let tokens = Token.split(one.text, from: next)
      next += Int32(tokens.count)
      return Piece(speaker: one.speaker, tokens: tokens, origins: [index])
    }
  }

  /// - Parameter rate: share of the passages that are touched.
  package mutating func edit(_ before: [Piece], rate: Double) -> [Piece] {
    var out: [Piece] = []
    out.reserveCapacity(before.count + before.count / 8)
    for piece in before {
      guard random.chance(rate) else {
        out.append(piece)
        continue
      }
      touched += 1
      apply(random.pick(Edit.allCases), piece, &out)
    }
    // Sometimes a label is corrected wherever it stands.
    if random.chance(0.1), let old = random.pick(before).speaker {
      for index in out.indices where out[index].speaker == old { out[index].speaker = old + "-corrected" }
    }
    return out
  }

  private mutating func apply(_ edit: Edit, _ original: Piece, _ out: inout [Piece]) {
    var piece = original
    piece.isTouched = true
    switch edit {
    case .typos: out.append(typos(piece))
    case .words, .moreWords: out.append(words(piece))
    case .signs: out.append(signs(piece))
    case .addSentence: out.append(addSentence(piece))
    case .cutSentence: out.append(cutSentence(piece, move: false))
    case .moveSentence: out.append(cutSentence(piece, move: true))
    case .giveSentence: giveSentence(&piece, &out)
    case .remove: break
    case .insert:
      out.append(
        Piece(
          speaker: random.pick(voices), tokens: random.pick(foreignPassages), origins: [], isTouched: true))
      out.append(original)
    case .repeatPassage:
      // Said twice, or pasted twice: the copy stands somewhere before.
      out.append(original)
      var copy = piece
      copy.origins = []
      for index in copy.tokens.indices { copy.tokens[index].origin = -1 }
      out.insert(copy, at: Int.random(in: 0..<out.count, using: &random))
    case .divide: out += divide(piece, parts: 2)
    case .divideInThree: out += divide(piece, parts: 3)
    case .join: join(piece, most: 2, &out)
    case .joinThree: join(piece, most: 3, &out)
    case .relabel: out.append(relabelled(piece))
    case .move: move([piece], &out)
    case .swap:
      piece.isMoved = true
      if let last = out.indices.last { out[last].isMoved = true }
      out.insert(piece, at: max(0, out.count - 1))
    case .moveBlock:
      let count = min(out.count, Int.random(in: 1...5, using: &random))
      let block = Array(out.suffix(count)) + [piece]
      out.removeLast(count)
      move(block, &out)
    case .several: out.append(relabelled(signs(words(typos(piece)))))
    case .divideAndEdit: out += divide(words(piece), parts: 2)
    case .joinAndEdit: join(words(piece), most: 2, &out)
    }
  }

  // MARK: Order

  private mutating func move(_ block: [Piece], _ out: inout [Piece]) {
    let place = Int.random(in: 0...out.count, using: &random)
    out.insert(
      contentsOf: block.map { piece in
        var piece = piece
        piece.isMoved = true
        return piece
      }, at: place)
  }

  private mutating func relabelled(_ piece: Piece) -> Piece {
    var piece = piece
    piece.speaker = random.pick(voices)
    return piece
  }

  private mutating func divide(_ piece: Piece, parts: Int) -> [Piece] {
    guard piece.tokens.count >= 4 * parts else { return [piece] }
    var rest = piece
    var out: [Piece] = []
    for part in 1..<parts {
      let left = parts - part
      let at = Int.random(in: 3...(rest.tokens.count - 3 * left - 1), using: &random)
      var first = rest
      first.tokens = Array(rest.tokens[..<at])
      rest.tokens = Array(rest.tokens[at...])
      (first.isFirstPart, first.isLaterPart) = (part == 1, part > 1)
      rest.isLaterPart = true
      out.append(first)
    }
    return out + [rest]
  }

  /// Joins a passage with those before it, whole passages only, so that each has a clear origin.
  private mutating func join(_ piece: Piece, most: Int, _ out: inout [Piece]) {
    var joined = piece
    for _ in 1..<most {
      guard let last = out.last, last.isWhole, last.changed == 0 else { break }
      out.removeLast()
      joined.tokens = spaced(last.tokens) + joined.tokens
      joined.origins = last.origins + joined.origins
      joined.speaker = last.speaker
      joined.changed *= Double(piece.tokens.count) / Double(joined.tokens.count)
      joined.isJoined = true
      joined.isMoved = joined.isMoved || last.isMoved
    }
    out.append(joined)
  }
}
