/// Edits a text as people do, and remembers what came from where.
struct Editor {
  /// A passage after the edits.
  struct Piece {
    var said: Said
    /// Indices of the passages its words are of; empty for a new one.
    var origins: [Int]
    /// Share of its words that were changed.
    var changed = 0.0
    /// Whether it is a further part of a divided passage, whose id belongs to the first.
    var isLaterPart = false
    /// Whether it is a first part, or was joined of several.
    var isFirstPart = false
    var isJoined = false
    var isMoved = false
  }

  var random: Seeded
  /// New words and passages are taken from here.
  let foreign: [Said]
  private let vocabulary: [String]

  init(_ seed: UInt64, foreign: [Said]) {
    random = Seeded(seed)
    self.foreign = foreign
    vocabulary = foreign.flatMap { $0.text.split(separator: " ").map(String.init) }
  }

  /// - Parameter rate: share of the passages that are touched.
  mutating func edit(_ said: [Said], rate: Double, moves: Bool = true) -> [Piece] {
    var out: [Piece] = []
    for (index, one) in said.enumerated() {
      let piece = Piece(said: one, origins: [index])
      guard Double.random(in: 0..<1, using: &random) < rate else {
        out.append(piece)
        continue
      }
      switch Int.random(in: 0..<9, using: &random) {
      case 0: out.append(typos(piece))
      case 1, 2: out.append(words(piece))
      case 3: break
      case 4:
        out.append(Piece(said: random.pick(foreign), origins: []))
        out.append(piece)
      case 5: out += divide(piece)
      case 6:
        // Only whole passages are joined, so that each has one clear origin.
        if let last = out.last, last.origins.count == 1, last.changed == 0, !last.isLaterPart,
          !last.isFirstPart
        {
          out[out.count - 1] = Piece(
            said: Said(last.said.speaker, last.said.text + " " + one.text), origins: last.origins + [index],
            isJoined: true)
        } else {
          out.append(piece)
        }
      case 7:
        var relabelled = piece
        relabelled.said.speaker = one.speaker == "president" ? "reporter" : "president"
        out.append(relabelled)
      default:
        if moves {
          var moved = piece
          moved.isMoved = true
          out.insert(moved, at: Int.random(in: 0...out.count, using: &random))
        } else {
          out.append(words(typos(piece)))
        }
      }
    }
    return out
  }

  /// Up to three letters taken for others, in different words.
  private mutating func typos(_ piece: Piece) -> Piece {
    var piece = piece
    var words = piece.said.text.split(separator: " ").map(String.init)
    let before = words
    for _ in 0..<min(3, max(1, words.count / 8)) {
      let at = random.pick(words.indices)
      var letters = Array(words[at])
      let letter = random.pick("abcdefghijklmnopqrstuvwxyz")
      letters[random.pick(letters.indices)] = letter
      words[at] = String(letters)
    }
    piece.said.text = words.joined(separator: " ")
    piece.changed += Double(zip(words, before).filter { $0 != $1 }.count) / Double(words.count)
    return piece
  }

  /// Up to 30 % of the words replaced, left out or followed by others.
  private mutating func words(_ piece: Piece) -> Piece {
    var piece = piece
    var words = piece.said.text.split(separator: " ").map(String.init)
    let count = words.count
    let touched = Int(Double(count) * Double.random(in: 0.02...0.3, using: &random))
    for _ in 0..<touched {
      let at = random.pick(words.indices)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: words[at] = random.pick(vocabulary)
      case 1: if words.count > 1 { words.remove(at: at) }
      default: words.insert(random.pick(vocabulary), at: at)
      }
    }
    piece.said.text = words.joined(separator: " ")
    piece.changed += Double(touched) / Double(count)
    return piece
  }

  private mutating func divide(_ piece: Piece) -> [Piece] {
    let words = piece.said.text.split(separator: " ")
    guard words.count >= 8 else { return [piece] }
    let at = Int.random(in: 3...(words.count - 3), using: &random)
    var first = piece
    var second = piece
    first.said.text = words[..<at].joined(separator: " ")
    second.said.text = words[at...].joined(separator: " ")
    first.isFirstPart = true
    second.isLaterPart = true
    return [first, second]
  }
}
