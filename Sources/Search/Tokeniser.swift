import Base

/// Cuts text into what can be searched for. `Templates/assets/search-tokens.js` follows the same specification, and
/// `Tests/SearchTests/Fixtures/tokens.json` holds cases for both.
///
/// 1. A run of joined characters (see `Letters`) is a *word*: lower-cased character by character, then folded. Only
///    its first 32 characters count.
/// 2. An apostrophe between joined characters does not end the word. If the part before it is one of `elisions`
///    (l’école, qu’il), the word ends there and a new one begins. Otherwise, if it is followed by an `s` that ends
///    the word, both are left out (Russia’s). Otherwise only the apostrophe is left out (don’t). A double mark
///    within a Hebrew word (`Gershayim`: צה"ל, צה״ל, צה''ל) is left out.
/// 3. Each single character is a token. Two neighbours (with only dropped characters between them) are also a
///    *pair*, so that any two characters can be found.
/// 4. Words and singles are numbered from 0. A pair has the number of its first character.
struct Tokeniser {
  enum Kind {
    case word, single, pair
  }

  /// A token and its position.
  struct Token {
    var kind: Kind
    /// Number among the words and singles of the text.
    var position: Int
    /// First byte in the text.
    var start: Int
    /// End of the token in the text: the byte after the last.
    var end: Int
    /// Whether the vowel of the word is elided before the next word: the `l` of l’école.
    var elided = false
  }

  static let longest = 32
  static let elisions: Set<[UInt8]> = Set(
    [
      "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "dell", "nell", "sull",
      "dall", "all", "un", "quell", "quest",
    ].map { Array($0.utf8) })

  private let letters: Letters
  private var word: [UInt8] = []
  private var previous: [UInt8] = []

  init(letters: Letters = .shared) {
    self.letters = letters
    word.reserveCapacity(160)
    previous.reserveCapacity(16)
  }

  /// Calls `emit` for each token, in order of their last characters, with its lower-case form, not yet folded.
  ///
  /// - Returns: the number of words and singles.
  @discardableResult
  mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ emit: (Token, UnsafeBufferPointer<UInt8>) -> Void
  ) -> Int {
    var i = 0
    var position = 0
    var letterCount = 0
    var token = Token(kind: .word, position: 0, start: 0, end: 0)
    var previousStart = -1
    word.removeAll(keepingCapacity: true)
    previous.removeAll(keepingCapacity: true)

    func finish(elided: Bool = false) {
      guard letterCount > 0 else { return }
      token.kind = .word
      token.position = position
      token.elided = elided
      word.withUnsafeBufferPointer { emit(token, $0) }
      position += 1
      letterCount = 0
      word.removeAll(keepingCapacity: true)
    }

    while i < text.count {
      // Runs of ASCII letters and digits, which make up most text, need no table.
      var byte = text[i]
      if let lower = asciiLower(byte) {
        previousStart = -1
        if letterCount == 0 { token.start = i }
        var next: UInt8? = lower
        while let lower = next {
          if letterCount < Self.longest { word.append(lower) }
          letterCount += 1
          i += 1
          guard i < text.count else { break }
          byte = text[i]
          next = asciiLower(byte)
        }
        token.end = i
        continue
      }
      if byte == 32 {
        previousStart = -1
        finish()
        i += 1
        continue
      }
      let (code, length) = UTF8.codePoint(text, at: i)
      let (kind, lower) = letters.look(code)
      switch kind {
      case .joined:
        previousStart = -1
        if letterCount == 0 { token.start = i }
        if letterCount < Self.longest { UTF8.append(lower, to: &word) }
        letterCount += 1
        token.end = i + length
      case .dropped:
        if letterCount > 0, token.end == i { token.end = i + length }
      case .single:
        finish()
        UTF8.append(code, to: &word)
        token = Token(kind: .single, position: position, start: i, end: i + length)
        word.withUnsafeBufferPointer { emit(token, $0) }
        if previousStart >= 0 {
          let width = word.count
          previous.append(contentsOf: word)
          token = Token(kind: .pair, position: position - 1, start: previousStart, end: i + length)
          previous.withUnsafeBufferPointer { emit(token, $0) }
          previous.removeFirst(previous.count - width)
        } else {
          previous.removeAll(keepingCapacity: true)
          previous.append(contentsOf: word)
        }
        word.removeAll(keepingCapacity: true)
        previousStart = i
        position += 1
      case .apostrophe:
        previousStart = -1
        let next = i + length
        if letterCount > 0, next < text.count {
          let (following, width) = UTF8.codePoint(text, at: next)
          if letters.look(following).0 == .apostrophe, Gershayim.joins(text, i..<next + width, letters) {
            i = next + width
            continue
          }
          if letters.look(following).0 == .joined {
            if Self.elisions.contains(word) {
              finish(elided: true)
            } else if following == 0x73 || following == 0x53, !isJoined(text, next + width) {
              finish()
              i = next + width
              continue
            }
          } else {
            finish()
          }
        } else {
          finish()
        }
      case .doubleMark:
        previousStart = -1
        if letterCount == 0 || !Gershayim.joins(text, i..<i + length, letters) { finish() }
      case .separator:
        previousStart = -1
        finish()
      }
      i += length
    }
    finish()
    return position
  }

  /// The lower case of an ASCII letter or digit; nil for other bytes.
  @inline(__always)
  private func asciiLower(_ byte: UInt8) -> UInt8? {
    if byte >= 0x61 && byte <= 0x7A { return byte }
    if byte >= 0x41 && byte <= 0x5A { return byte | 0x20 }
    return byte >= 0x30 && byte <= 0x39 ? byte : nil
  }

  private func isJoined(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    i < text.count && letters.look(UTF8.codePoint(text, at: i).0).0 == .joined
  }

  /// The tokens of a short text with their folded forms: for queries, excerpts and tests.
  mutating func tokens(_ text: UnsafeBufferPointer<UInt8>) -> [(token: Token, form: [UInt8])] {
    var found: [(Token, [UInt8])] = []
    let letters = letters
    scan(text) { token, lower in
      var form: [UInt8] = []
      letters.fold(lower, into: &form)
      found.append((token, form))
    }
    return found
  }

  /// The same for an array of bytes.
  mutating func tokens(_ text: some Sequence<UInt8>) -> [(token: Token, form: [UInt8])] {
    Array(text).withUnsafeBufferPointer { tokens($0) }
  }
}
