/// A word with the signs and spaces behind it, and where it comes from. A text is its tokens one behind the
/// other. The rule is this benchmark's own, so that it does not repeat a mistake of the engine.
package struct Token: Sendable {
  /// The word with what stands behind it up to the next word.
  package var text: String
  /// Its number among all tokens of the text before the edits; -1 for a new one.
  package var origin: Int32
  /// Whether its letters are no longer those of the original.
  package var isMended = false

  /// The tokens of a text, numbered from `first` on.
  package static func split(_ text: String, from first: Int32) -> [Token] {
    var out: [Token] = []
    var current = String.UnicodeScalarView()
    // Whether the token has a letter, and whether something that is none stands behind it.
    var hasLetter = false
    var isClosed = false
    func flush(_ out: inout [Token], _ current: inout String.UnicodeScalarView) {
      if !current.isEmpty { out.append(Token(text: String(current), origin: first + Int32(out.count))) }
      current = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      let wide = isWide(scalar.value)
      let letter = wide || isLetter(scalar)
      if hasLetter, letter, wide || isClosed {
        flush(&out, &current)
        (hasLetter, isClosed) = (false, false)
      }
      current.append(scalar)
      if letter { hasLetter = true }
      if hasLetter, wide || !letter && scalar != "'" && scalar != "’" { isClosed = true }
    }
    flush(&out, &current)
    return out
  }

  /// The word alone, in small letters, without signs.
  package var word: String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.filter { Self.isLetter($0) || Self.isWide($0.value) })
    )
    .lowercased()
  }

  /// Whether a sentence ends behind it.
  package var endsSentence: Bool {
    text.unicodeScalars.contains {
      $0 == "." || $0 == "?" || $0 == "!" || $0 == "。" || $0 == "？" || $0 == "！"
    }
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      let lower = scalar.value | 0x20
      return lower >= 0x61 && lower <= 0x7A || scalar.value >= 0x30 && scalar.value <= 0x39
    }
    let properties = scalar.properties
    return properties.isAlphabetic || properties.numericType != nil
      || properties.generalCategory == .nonspacingMark
  }

  static func isWide(_ value: UInt32) -> Bool {
    value >= 0x3005 && value <= 0x3007 || value >= 0x3040 && value < 0x3100 && value != 0x30FB
      || value >= 0x3400 && value < 0xA000 || value >= 0xF900 && value < 0xFB00
      || value >= 0x20000 && value < 0x40000
  }
}

extension [Token] {
  /// The text of the tokens, without white space at its ends.
  package var text: String {
    var joined = ""
    for token in self { joined += token.text }
    while joined.last?.isWhitespace == true { joined.removeLast() }
    return joined
  }
}
