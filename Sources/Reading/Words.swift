import Base

/// Counts words: runs of letters and digits, with apostrophes and hyphens inside them. In scripts without spaces
/// between words, each letter counts as one.
func countWords(_ bytes: ArraySlice<UInt8>) -> Int {
  bytes.withUnsafeBufferPointer { buffer in
    var count = 0
    // 1 inside a word, else 0.
    var inside = 0
    var i = 0
    let end = buffer.count
    let raw = UnsafeRawBufferPointer(buffer)
    while i < end {
      // Most text can be counted eight bytes at a time. A word begins at each letter that does not follow another
      // letter.
      if i + 8 <= end, let letters = EightBytes.letters(raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      {
        count += (letters & ~(letters << 8 | UInt64(inside) << 7)).nonzeroBitCount
        inside = Int(letters >> 63)
        i += 8
        continue
      }
      let byte = buffer[i]
      if byte < 0x80 {
        if WordCharacters.isASCII(UInt32(byte)) {
          count += 1 - inside
          inside = 1
        } else if byte != UInt8(ascii: "'") && byte != UInt8(ascii: "-") {
          inside = 0
        }
        i += 1
        continue
      }
      let (scalar, length) = UTF8.codePoint(buffer, at: i)
      if isUnspaced(scalar) {
        count += 1
        inside = 0
      } else if scalar == 0x2019 {
        // The typographic apostrophe keeps a word together.
      } else if isPunctuation(scalar) {
        inside = 0
      } else {
        count += 1 - inside
        inside = 1
      }
      i += length
    }
    return count
  }
}

/// Tests on eight bytes of text at a time. The first byte is the lowest, as a little-endian processor loads them.
private enum EightBytes {
  /// Sets the highest bit of each byte that is a letter or a digit. Returns nil if an apostrophe, a hyphen or a
  /// byte outside ASCII is among the eight, which must be tested one by one.
  @inline(__always)
  static func letters(_ loaded: UInt64) -> UInt64? {
    let word = UInt64(littleEndian: loaded)
    let tops = ByteLanes.highBits
    if word & tops != 0 { return nil }
    // Adding 128 - `value` sets the highest bit of each byte that is `value` or more. No sum carries into the next
    // byte.
    func isFrom(_ value: UInt8, _ bytes: UInt64) -> UInt64 { bytes &+ ByteLanes.all(0x80 - value) }
    if ByteLanes.equal(word, 0x27) | ByteLanes.equal(word, 0x2D) != 0 { return nil }
    let lower = word | ByteLanes.all(0x20)
    let letters = isFrom(0x61, lower) & ~isFrom(0x7B, lower)
    let digits = isFrom(0x30, word) & ~isFrom(0x3A, word)
    return (letters | digits) & tops
  }
}

/// Whether a character belongs to a script without spaces between words, or is the middle dot of Katakana.
private func isUnspaced(_ scalar: UInt32) -> Bool { scalar == 0x30FB || WordCharacters.isUnspaced(scalar) }

/// Whether a character outside ASCII is punctuation, a symbol, a space or an iteration mark of Han. Exact enough
/// for counting.
private func isPunctuation(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x3005...0x3007, 0x3021...0x303F, 0xFF00: true
  default: WordCharacters.isPunctuation(scalar)
  }
}
