import Base

/// What each character means to the tokeniser: its class, its lower case and its folded form.
///
/// The specification, which `Templates/assets/search-tokens.js` follows too:
/// - *joined* characters are the rest of Unicode's letters, marks and numbers (general categories L, M, N);
///   a run of them is a word. The lower case of a decimal digit (Nd) of any script is the ASCII digit, also in
///   scripts written without spaces;
/// - *single* characters are those of scripts written without spaces (`Letters.isUnspaced`);
/// - *dropped* characters (`Letters.droppedRanges`: accents that stand alone, vowel points of Hebrew, Arabic
///   and Syriac, tatweel, nukta, joiners, direction marks, soft hyphens, variation selectors) are passed over and end
///   nothing;
/// - *apostrophes* are U+0027, U+2019, U+02BC, U+FF07 and the Hebrew geresh U+05F3;
/// - *double marks* are `"`, “ ” „ ‟, ″, U+FF02 and the Hebrew gershayim U+05F4 (see `Gershayim`);
/// - all other characters are separators.
struct Letters: Sendable {
  enum Class: UInt8 {
    case separator, joined, single, dropped, apostrophe, doubleMark
  }

  /// Scripts without spaces: Thai and Lao, Myanmar, Khmer, Kana and Bopomofo, Han with its extensions. The index has
  /// more of them than `WordCharacters`, and of these only letters, marks and numbers.
  private static func isUnspaced(_ code: UInt32) -> Bool {
    switch code {
    case 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x3040, 0x30FB, 0x3100...0x312F, 0x31F0...0x31FF,
      0xFF66...0xFF9F, 0x1B000...0x1B16F, 0x323B0...0x3FFFF:
      true
    default: WordCharacters.isUnspaced(code)
    }
  }

  /// Characters that are ignored.
  static let droppedRanges: [ClosedRange<UInt32>] = [
    0x00AD...0x00AD, 0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05BD, 0x05BF...0x05BF, 0x05C1...0x05C2,
    0x05C4...0x05C5, 0x05C7...0x05C7, 0x0610...0x061A, 0x061C...0x061C, 0x0640...0x0640, 0x064B...0x065F,
    0x0670...0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4, 0x06E7...0x06E8, 0x06EA...0x06ED, 0x0711...0x0711,
    0x0730...0x074A, 0x0897...0x089F, 0x08CA...0x08E1, 0x08E3...0x08FF, 0x093C...0x093C, 0x09BC...0x09BC,
    0x0A3C...0x0A3C, 0x0ABC...0x0ABC, 0x0B3C...0x0B3C, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200C...0x200F,
    0x202A...0x202E, 0x2060...0x2060, 0x2066...0x2069, 0x20D0...0x20FF, 0xFB1E...0xFB1E, 0xFE00...0xFE0F,
    0xFE20...0xFE2F, 0xFE70...0xFE7F, 0xFEFF...0xFEFF,
  ]

  /// The shared table; built once, in about ten milliseconds.
  static let shared = Letters(isTabled: true)
  /// The same without the table, for small amounts of text.
  static let untabled = Letters(isTabled: false)

  /// For each character below U+10000 its class in the upper 8 bits and its lower case in the bits below; empty
  /// without the table.
  private let entries: [UInt32]
  /// Folded forms as UTF-8, by lower-case character.
  private let folds: [UInt32: [UInt8]]

  private init(isTabled: Bool) {
    entries = (0..<(isTabled ? 0x10000 : 0)).map { code in Self.compute(UInt32(code)) }
    var folds: [UInt32: [UInt8]] = [:]
    for line in FoldTable.groups.split(separator: "\n") {
      guard let gap = line.firstIndex(of: " ") else { continue }
      let form = Array(line[..<gap].utf8)
      for scalar in line[line.index(after: gap)...].unicodeScalars { folds[scalar.value] = form }
    }
    self.folds = folds
  }

  /// Class and lower case of a character.
  @inline(__always)
  func look(_ code: UInt32) -> (Class, UInt32) {
    let entry = code < entries.count ? entries[Int(code)] : Self.compute(code)
    return (Class(rawValue: UInt8(entry >> 24)) ?? .separator, entry & 0xFF_FFFF)
  }

  private static func compute(_ code: UInt32) -> UInt32 {
    switch code {
    case 0x27, 0x2019, 0x02BC, 0x05F3, 0xFF07: return UInt32(Class.apostrophe.rawValue) << 24 | code
    case 0x22, 0x201C...0x201F, 0x2033, 0x05F4, 0xFF02:
      return UInt32(Class.doubleMark.rawValue) << 24 | code
    default: break
    }
    if droppedRanges.contains(where: { $0.contains(code) }) {
      return UInt32(Class.dropped.rawValue) << 24 | code
    }
    switch Unicode17.category(of: code) {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .letterNumber, .otherNumber:
      break
    case .decimalNumber:
      return UInt32(Class.joined.rawValue) << 24 | (0x30 + (Unicode17.digit(of: code) ?? 0))
    default: return code
    }
    if isUnspaced(code) {
      return UInt32(Class.single.rawValue) << 24 | code
    }
    return UInt32(Class.joined.rawValue) << 24 | Unicode17.smallLetter(of: code)
  }

  /// Whether a form is a single character or a pair of them.
  func isSingle(_ form: UnsafeBufferPointer<UInt8>) -> Bool {
    look(UTF8.codePoint(form, at: 0).0).0 == .single
  }

  /// Appends the folded form of lower-case UTF-8 to `out`.
  func fold(_ word: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    var i = 0
    while i < word.count {
      if word[i] < 0x80 {
        out.append(word[i])
        i += 1
        continue
      }
      let (code, length) = UTF8.codePoint(word, at: i)
      if let form = folds[code] {
        out.append(contentsOf: form)
      } else {
        out.append(contentsOf: word[i..<i + length])
      }
      i += length
    }
  }
}
