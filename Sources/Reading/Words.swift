/// Counts words: runs of letters and digits, with apostrophes and hyphens inside them. Letters of scripts
/// that set no spaces count one each.
func countWords(_ bytes: ArraySlice<UInt8>) -> Int {
  bytes.withUnsafeBufferPointer { buffer in
    var count = 0
    // 1 in a word, else 0.
    var inside = 0
    var i = 0
    let end = buffer.count
    while i < end {
      let byte = buffer[i]
      if byte < 0x80 {
        // A space ends a word, a letter begins one. No branch, because no processor guesses where words end.
        let isWord = (byte | 0x20) &- 0x61 < 26 ? 1 : byte &- 0x30 < 10 ? 1 : 0
        let goesOn = byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-") ? 1 : 0
        count += isWord & ~inside
        inside = isWord | (inside & goesOn)
        i += 1
        continue
      }
      let (scalar, length) = decodeScalar(buffer, at: i)
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

/// One code point of well-formed UTF-8 and the number of its bytes.
private func decodeScalar(_ buffer: UnsafeBufferPointer<UInt8>, at i: Int) -> (UInt32, Int) {
  let first = UInt32(buffer[i])
  if first < 0xE0 { return ((first & 0x1F) << 6 | UInt32(buffer[i + 1] & 0x3F), 2) }
  let second = UInt32(buffer[i + 1] & 0x3F)
  let third = UInt32(buffer[i + 2] & 0x3F)
  if first < 0xF0 { return ((first & 0x0F) << 12 | second << 6 | third, 3) }
  return ((first & 0x07) << 18 | second << 12 | third << 6 | UInt32(buffer[i + 3] & 0x3F), 4)
}

/// Han, Kana, and the scripts of South-East Asia that set no spaces between words.
private func isUnspaced(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xF900...0xFAFF, 0x20000...0x323AF:
    true
  default: false
  }
}

/// The blocks that hold punctuation, symbols and spaces beyond ASCII; near enough for counting.
private func isPunctuation(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x80...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7, 0x2000...0x206F, 0x20A0...0x20CF,
    0x2190...0x2BFF, 0x2E00...0x2E7F, 0x3000...0x303F, 0xFE10...0xFE1F, 0xFE30...0xFE6F, 0xFF00...0xFF0F,
    0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0x60C, 0x61B, 0x61F, 0x6D4, 0xFFFD:
    true
  default: false
  }
}
