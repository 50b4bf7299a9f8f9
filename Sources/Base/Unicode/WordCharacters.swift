/// What all definitions of a word have in common: those of ledgers (anchoring), of the index (search) and of counts
/// (reading). Ledgers and indexes contain what follows from them, so that no function here may change; each module adds
/// its own characters and says which.
public enum WordCharacters {
  /// White space of any width, line ends included (the property White_Space).
  @inlinable @inline(__always)
  public static func isSpace(_ codePoint: UInt32) -> Bool {
    if codePoint < 0x80 { return codePoint == 0x20 || codePoint >= 0x09 && codePoint <= 0x0D }
    switch codePoint {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return true
    default: return false
    }
  }

  /// Characters that no reader sees: soft hyphen, zero-width characters, directional formatting characters, variation
  /// selectors.
  @inlinable @inline(__always)
  public static func isInvisible(_ codePoint: UInt32) -> Bool {
    if codePoint < 0xAD { return false }
    switch codePoint {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFE00...0xFE0F, 0xFEFF:
      return true
    default: return false
    }
  }

  /// Letters of scripts that are written without spaces between words: Thai and Lao, Myanmar, Khmer, Kana, Han. Each
  /// counts as a word.
  @inlinable @inline(__always)
  public static func isUnspaced(_ codePoint: UInt32) -> Bool {
    if codePoint < 0xE00 { return false }
    switch codePoint {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3041...0x30FA, 0x30FC...0x30FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF:
      return true
    default: return false
    }
  }

  /// The blocks of punctuation, symbols and spaces beyond ASCII that end words of every script.
  @inlinable @inline(__always)
  public static func isPunctuation(_ codePoint: UInt32) -> Bool {
    switch codePoint {
    case 0x80...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7, 0x61B, 0x61F, 0x60C, 0x6D4,
      0x2000...0x206F, 0x20A0...0x20CF, 0x2190...0x2BFF, 0x2E00...0x2E7F, 0x3000...0x3004, 0x3008...0x3020,
      0x3030, 0xFE10...0xFE1F, 0xFE30...0xFE6F, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40,
      0xFF5B...0xFF65, 0xFFFD:
      return true
    default: return false
    }
  }

  /// Letters and digits of ASCII.
  @inlinable @inline(__always)
  public static func isASCII(_ codePoint: UInt32) -> Bool {
    codePoint &- 0x30 < 10 || (codePoint | 0x20) &- 0x61 < 26
  }
}
