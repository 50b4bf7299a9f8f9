import Archive
import Base

/// Identifies a passage after its text was edited: a checksum of all its words, and a short code for each word in
/// order. Version 1 of the ledger; any change here needs a new version.
///
/// The text of a fingerprint is six letters of checksum (36 bits). For at most 16 words, `.` and two letters a word
/// follow; for more, `:` and one letter a word. Above 256 words only those words get a code whose hash ends in one
/// zero bit (`::`), two (`:::`) and so on, so that an edit changes the codes only at its own position.
enum Fingerprint {
  /// Most words for which each gets a code of two letters.
  static let shortest = 16
  /// Most words for which each gets a code.
  static let longest = 256

  /// The level for a number of words: the number of zero bits with which the hash of a word must end to get a code.
  static func level(words: Int) -> Int {
    var level = 0
    while words >> level > longest { level += 1 }
    return level
  }

  /// The checksum of all words of a passage, 36 bits, and their number. Without words, the checksum of its other
  /// characters.
  static func check(_ bytes: [UInt8], _ range: Range<Int>) -> (check: UInt64, words: Int) {
    var hash = Hash()
    var count = 0
    Words.each(bytes, range) {
      hash.add($0)
      count += 1
    }
    if count == 0 { for byte in bytes[range] where byte > 0x20 { hash.add(UInt32(byte)) } }
    return (hash.value >> 28, count)
  }

  /// The codes of words for comparison: 12 bits each, only for words that the level keeps.
  static func codes(_ words: ArraySlice<UInt64>, level: Int) -> [UInt16] {
    let kept: UInt64 = (1 << UInt64(level)) - 1
    if level == 0 { return words.map { UInt16($0 >> 52) } }
    return words.compactMap { $0 & kept == 0 ? UInt16($0 >> 52) : nil }
  }

  /// Appends the text of a fingerprint.
  static func write(check: UInt64, words: [UInt64], into out: inout [UInt8]) {
    for shift in stride(from: 30, through: 0, by: -6) { out.append(letter(check >> UInt64(shift))) }
    if words.count <= shortest {
      out.append(UInt8(ascii: "."))
      for word in words {
        out.append(letter(word >> 58))
        out.append(letter(word >> 52))
      }
    } else {
      let level = level(words: words.count)
      for _ in 0...level { out.append(UInt8(ascii: ":")) }
      for code in codes(words[...], level: level) { out.append(letter(UInt64(code >> 6))) }
    }
  }

  /// Parses the text of a fingerprint; nil if it is invalid.
  static func read(_ text: ArraySlice<UInt8>) -> Parsed? {
    guard text.count >= 7 else { return nil }
    var check: UInt64 = 0
    for byte in text.prefix(6) {
      guard let value = value(of: byte) else { return nil }
      check = check << 6 | UInt64(value)
    }
    var rest = text.dropFirst(6)
    let short = rest.first == UInt8(ascii: ".")
    var signs = 0
    while let sign = rest.first, sign == UInt8(ascii: short ? "." : ":") {
      signs += 1
      rest = rest.dropFirst()
      if short { break }
    }
    guard signs > 0, signs < 24, rest.allSatisfy({ value(of: $0) != nil }) else { return nil }
    if short, rest.count % 2 != 0 || rest.count > 2 * shortest { return nil }
    return Parsed(check: check, codes: rest.startIndex..<rest.endIndex, precise: short, level: signs - 1)
  }

  /// A parsed fingerprint; its codes are not decoded yet.
  struct Parsed: Sendable {
    var check: UInt64
    /// The range of the codes in the ledger's bytes.
    var codes: Range<Int>
    /// Whether the code of a word has 12 bits rather than 6.
    var precise: Bool
    var level: Int

    /// Number of codes.
    var count: Int { precise ? codes.count / 2 : codes.count }

    /// The codes, each in the upper bits of 12.
    func values(_ bytes: [UInt8]) -> [UInt16] {
      if !precise { return bytes[codes].map { UInt16(Fingerprint.value(of: $0) ?? 0) << 6 } }
      return stride(from: codes.lowerBound, to: codes.upperBound, by: 2).map {
        UInt16(Fingerprint.value(of: bytes[$0]) ?? 0) << 6
          | UInt16(Fingerprint.value(of: bytes[$0 + 1]) ?? 0)
      }
    }
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The base64url letter for the lowest six bits.
  static func letter(_ bits: UInt64) -> UInt8 { letters[Int(bits & 63)] }

  fileprivate static func value(of letter: UInt8) -> UInt8? {
    switch letter {
    case 0x41...0x5A: letter - 0x41
    case 0x61...0x7A: letter - 0x61 + 26
    case 0x30...0x39: letter - 0x30 + 52
    case 0x2D: 62
    case 0x5F: 63
    default: nil
    }
  }
}

/// The first words of a passage, for readers of the ledger file.
enum Excerpt {
  /// Maximum length in bytes.
  static let limit = 40

  /// The first words of a range, on one line, without invisible characters.
  static func text(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(limit)
    bytes.withUnsafeBufferPointer { text in
      var at = range.lowerBound
      var space = false
      while at < range.upperBound {
        let (scalar, length) = UTF8.codePoint(text, at: at, end: range.upperBound)
        at += length
        if Scalars.isSpace(scalar) {
          space = !out.isEmpty
        } else if !Scalars.isInvisible(scalar), scalar >= 0x20, !(0x7F...0x9F).contains(scalar) {
          if out.count + (space ? 1 : 0) + (scalar == 0xFFFD ? 3 : length) > limit {
            if !space, let cut = out.lastIndex(of: 0x20), cut > limit / 2 { out.removeSubrange(cut...) }
            return
          }
          if space { out.append(0x20) }
          space = false
          UTF8.append(scalar, to: &out)
        }
      }
    }
    return out
  }
}
