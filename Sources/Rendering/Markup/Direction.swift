import Archive
import Base

/// The writing direction of a text.
enum Direction: Sendable {
  case leftToRight, rightToLeft

  /// The value of the attribute `dir`.
  var value: String { self == .leftToRight ? "ltr" : "rtl" }

  private static let languages: Set<Substring> = [
    "ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "syr", "arc", "iw",
  ]

  /// The direction of a language tag: right to left for scripts of the Unicode bidi classes R and AL that are in use
  /// for whole texts.
  init(language tag: String) {
    self = .leftToRight
    if tag == "en" { return }
    let parts = tag.lowercased().split(separator: "-")
    if let script = parts.dropFirst().first(where: { $0.count == 4 }) {
      if ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg"].contains(script) { self = .rightToLeft }
    } else if parts.first.map(Self.languages.contains) == true {
      self = .rightToLeft
    }
  }

  /// The direction of the first strong character in UTF-8 text (UAX #9, rules P2 and P3); nil if there is none, as
  /// in a number. Reads only up to that character.
  init?(firstStrong text: UnsafeBufferPointer<UInt8>) {
    var isolates = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte < 0x80 {
        at += 1
        guard isolates == 0, byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A else { continue }
        self = .leftToRight
        return
      }
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      guard byte >= 0xC2, at + length <= text.count,
        text[at + 1..<at + length].allSatisfy({ UTF8.isContinuation($0) })
      else {
        at += 1
        continue
      }
      var code = UInt32(byte) & (0xFF >> UInt32(length + 1))
      for place in at + 1..<at + length { code = code << 6 | UInt32(text[place] & 0x3F) }
      at += length
      switch code {
      case 0x2066...0x2068: isolates += 1
      case 0x2069: isolates = max(0, isolates - 1)
      default:
        guard isolates == 0, let found = Self.strong(code) else { continue }
        self = found
        return
      }
    }
    return nil
  }

  /// The direction of the first strong character of a range of prose.
  init?(firstStrongOf prose: Prose, _ range: ByteRange) {
    let found = prose.bytes.withUnsafeBufferPointer {
      Direction(firstStrong: UnsafeBufferPointer(rebasing: $0[range.asRange]))
    }
    guard let found else { return nil }
    self = found
  }

  /// The direction of one non-ASCII character; nil if it is neutral or a number.
  private static func strong(_ code: UInt32) -> Direction? {
    switch code {
    case 0x200E: return .leftToRight
    case 0x200F, 0x061C: return .rightToLeft
    // Arabic signs and digits, and the digits of neighbouring scripts, are weak or neutral. Digits of N'Ko and Adlam
    // are strong.
    case 0x0600...0x0607, 0x0609, 0x060A, 0x060C, 0x060E, 0x060F, 0x0660...0x066C, 0x06DD, 0x06DE, 0x06E9,
      0x06F0...0x06F9, 0x07F6...0x07F9, 0x10D30...0x10D39, 0x10E60...0x10E7E, 0xFD3E, 0xFD3F, 0xFDCF, 0xFDFD,
      0xFF10...0xFF19, 0x1D7CE...0x1D7FF:
      return nil
    default: break
    }
    let category = Unicode17.category(of: code)
    if isRightToLeft(code) {
      return category == .nonspacingMark || category == .unassigned ? nil : .rightToLeft
    }
    switch category {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .spacingMark, .letterNumber,
      .decimalNumber:
      return .leftToRight
    case .modifierLetter:
      return 0x02B9...0x02BA ~= code || 0x02C6...0x02CF ~= code || code == 0x0374 ? nil : .leftToRight
    default: return nil
    }
  }

  /// Blocks of the bidi classes R and AL.
  private static func isRightToLeft(_ code: UInt32) -> Bool {
    switch code {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
