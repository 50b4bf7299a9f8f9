/// Decodes and classifies scalars of UTF-8 with its own rules, which do not change with new versions of Unicode:
/// fingerprints in ledgers must mean the same for decades.
enum Scalars {
  /// The scalar at `index` and its length in bytes. Bytes that are not UTF-8 count as U+FFFD, one each.
  @inline(__always)
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> (UInt32, Int) {
    let lead = bytes[index]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead < 0xF5, index + length <= end else { return (0xFFFD, 1) }
    var scalar = UInt32(lead) & (0x7F >> UInt32(length))
    for i in 1..<length {
      guard bytes[index + i] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      scalar = scalar << 6 | UInt32(bytes[index + i] & 0x3F)
    }
    return (scalar, length)
  }

  /// Appends a scalar as UTF-8.
  @inline(__always)
  static func encode(_ scalar: UInt32, into bytes: inout [UInt8]) {
    if scalar < 0x80 {
      bytes.append(UInt8(scalar))
    } else if scalar < 0x800 {
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else {
      bytes.append(UInt8(0xF0 | scalar >> 18 & 0x07))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }

  /// White space of any width, including line ends.
  @inline(__always)
  static func isSpace(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar == 0x20 || scalar >= 0x09 && scalar <= 0x0D }
    switch scalar {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return true
    default: return false
    }
  }

  /// Invisible characters: soft hyphen, zero-width and direction characters, variation selectors.
  @inline(__always)
  static func isInvisible(_ scalar: UInt32) -> Bool {
    if scalar < 0xAD { return false }
    switch scalar {
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFE00...0xFE0F, 0xFEFF:
      return true
    default: return false
    }
  }

  /// Letters of scripts written without spaces between words. Each counts as a word.
  @inline(__always)
  static func isWide(_ scalar: UInt32) -> Bool {
    if scalar < 0xE00 { return false }
    switch scalar {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3040...0x30FA, 0x30FC...0x30FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      return true
    default: return false
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

  /// Letters, digits and marks of any script.
  @inline(__always)
  static func isWord(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 {
      return scalar >= 0x61 && scalar <= 0x7A || scalar >= 0x30 && scalar <= 0x39
        || scalar >= 0x41 && scalar <= 0x5A
    }
    switch scalar {
    case 0x80...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7, 0x37E, 0x387, 0x55A...0x55F, 0x589,
      0x5BE, 0x5C0, 0x5C3, 0x5F3, 0x5F4, 0x600...0x60F, 0x61B...0x61F, 0x66A...0x66D, 0x6D4, 0x700...0x70F,
      0x964, 0x965, 0x1680, 0x2000...0x206F, 0x20A0...0x20CF, 0x2190...0x2BFF, 0x2E00...0x2E7F,
      0x3000...0x3004, 0x3008...0x3020, 0x3030, 0x30FB, 0xD800...0xDFFF, 0xFE00...0xFE6F, 0xFEFF,
      0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0xFFE0...0xFFFF,
      0x1F000...0x1FAFF:
      return false
    default: return true
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
