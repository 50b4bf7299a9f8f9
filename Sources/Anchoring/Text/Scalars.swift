import Base

/// Classes of code points by rules of our own, which no new version of Unicode changes: fingerprints in ledgers must mean
/// the same for decades. What differs from `WordCharacters` is part of the ledger format.
enum Scalars {
  /// White space of any width, line ends included.
  @inline(__always)
  static func isSpace(_ scalar: UInt32) -> Bool { WordCharacters.isSpace(scalar) }

  /// Invisible characters: soft hyphen, zero-width and direction characters, variation selectors.
  @inline(__always)
  static func isInvisible(_ scalar: UInt32) -> Bool { WordCharacters.isInvisible(scalar) }

  /// Letters of scripts written without spaces between words; each counts as a word. Also the iteration marks of Han,
  /// and all of planes 2 and 3.
  @inline(__always)
  static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3005...0x3007, 0x3040, 0x323B0...0x3FFFF: true
    default: WordCharacters.isUnspaced(scalar)
    }
  }

  /// Ideographic and full-width punctuation. White space beside it has no meaning either.
  @inline(__always)
  static func isWidePunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3001...0x3004, 0x3008...0x3020, 0x30FB, 0xFE30...0xFE4F, 0xFF01...0xFF0F, 0xFF1A...0xFF20,
      0xFF3B...0xFF40, 0xFF5B...0xFF65:
      return true
    default: return false
    }
  }

  /// Letters, digits and marks of any script: what is no punctuation. Also punctuation are that of Greek, Armenian,
  /// Hebrew, Arabic, Syriac and Devanagari, variation selectors, and the blocks of pictographs.
  @inline(__always)
  static func isWord(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return WordCharacters.isASCII(scalar) }
    switch scalar {
    case 0x37E, 0x387, 0x55A...0x55F, 0x589, 0x5BE, 0x5C0, 0x5C3, 0x5F3, 0x5F4, 0x600...0x60F, 0x61C...0x61E,
      0x66A...0x66D, 0x700...0x70F, 0x964, 0x965, 0x1680, 0x30FB, 0xD800...0xDFFF, 0xFE00...0xFE0F,
      0xFE20...0xFE2F, 0xFEFF, 0xFFE0...0xFFFF, 0x1F000...0x1FAFF:
      return false
    default: return !WordCharacters.isPunctuation(scalar)
    }
  }

  /// The lower case of the common Latin, Greek, Cyrillic and Armenian capitals; other scalars are returned
  /// unchanged. Both cases of a letter have the same number of bytes.
  @inline(__always)
  static func fold(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A ? scalar + 32 : scalar }
    switch scalar {
    case 0xC0...0xD6, 0xD8...0xDE: return scalar + 32
    case 0x100...0x12F, 0x132...0x137, 0x14A...0x177, 0x1DE...0x1EF, 0x1F8...0x21F,
      0x222...0x233, 0x3D8...0x3EF, 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F, 0x1E00...0x1E95,
      0x1EA0...0x1EFF:
      return scalar | 1
    case 0x139...0x148, 0x179...0x17E, 0x1CD...0x1DC, 0x4C1...0x4CE:
      return scalar & 1 == 1 ? scalar + 1 : scalar
    case 0x391...0x3A1, 0x3A3...0x3AB: return scalar + 32
    case 0x386: return 0x3AC
    case 0x388...0x38A: return scalar + 37
    case 0x38C: return 0x3CC
    case 0x38E, 0x38F: return scalar + 63
    case 0x3C2: return 0x3C3
    case 0x400...0x40F: return scalar + 80
    case 0x410...0x42F: return scalar + 32
    case 0x531...0x556: return scalar + 48
    default: return scalar
    }
  }
}
