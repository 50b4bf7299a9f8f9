import Base

/// Classes of characters at the beginning of a line, where a speaker's label may be. They are the same for all
/// input: a no-break space before the colon or a byte order mark before the label makes no difference.
package enum LabelSigns {
  /// Whether a character is white space other than the ASCII line ends.
  package static func isSpace(_ scalar: UInt32) -> Bool {
    scalar != 0x0A && scalar != 0x0D && WordCharacters.isSpace(scalar)
  }

  /// Whether a character is invisible: joiners, direction marks, byte order marks, variation selectors (general
  /// category Cf of Unicode 15, as far as it occurs in text).
  package static func isFormat(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x034F, 0x061C, 0x180E, 0x2065, 0x206A...0x206F: true
    default: WordCharacters.isInvisible(scalar)
    }
  }

  /// Whether a character is a colon or looks like one: also U+02D0, U+05C3, U+2236, U+A789, U+FE13, U+FE30,
  /// U+FE55 and U+FF1A.
  package static func isColon(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3A, 0x02D0, 0x05C3, 0x2236, 0xA789, 0xFE13, 0xFE30, 0xFE55, 0xFF1A: true
    default: false
    }
  }

  /// Whether a character may directly follow a label that ends in a full stop: `Q.—or`, `Q."Why"`.
  static func opensWords(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0A, 0x21, 0x22, 0x27, 0x28, 0x2D, 0x3C, 0x5B, 0xAB, 0xBB, 0x2010...0x2027, 0x2039, 0x203A, 0x300C:
      true
    default: isSpace(scalar) || isFormat(scalar)
    }
  }
}

extension Character {
  /// Whether the character is a colon or looks like one.
  package var isLabelColon: Bool {
    let scalars = unicodeScalars
    guard let first = scalars.first, LabelSigns.isColon(first.value) else { return false }
    return scalars.index(after: scalars.startIndex) == scalars.endIndex
  }

  /// `isWhitespace`, without a lookup in Unicode's tables for ASCII.
  var isBlank: Bool {
    utf8.first.map { $0 < 0x80 ? $0 == 32 || (9...13).contains($0) : isWhitespace } ?? false
  }
}

/// A cursor that parses the beginning of a line.
struct LabelCursor {
  let bytes: [UInt8]
  var at: Int
  /// Offset after the last byte that may be read: the end of the text or the limit given by the caller.
  let end: Int
  /// Whether the text is raw Markdown, in which asterisks are markup and `&nbsp;` is a space.
  var isRaw = false
  /// Number of open tags. After the label, only their end tags are skipped.
  private var openTags = 0
  /// Whether the label has been read.
  var isBehindLabel = false

  init(bytes: [UInt8], at: Int, end: Int, isRaw: Bool = false) {
    (self.bytes, self.at, self.end, self.isRaw) = (bytes, at, end, isRaw)
  }

  var isAtEnd: Bool { at >= end }
  var isAtLineEnd: Bool { at >= end || bytes[at] == 10 }
  var current: (value: UInt32, length: Int) { UTF8.codePoint(bytes, at: at) }

  func byte(_ ahead: Int = 0) -> UInt8 { at + ahead < end ? bytes[at + ahead] : 0 }

  /// Skips white space, invisible characters, and formatting tags such as `<b>`.
  mutating func skipBlank() {
    while at < end, bytes[at] != 10 {
      if bytes[at] == UInt8(ascii: "<") {
        let isEnd = at + 1 < end && bytes[at + 1] == UInt8(ascii: "/")
        guard isEnd ? openTags > 0 : !isBehindLabel, let close = tagEnd() else { return }
        openTags += isEnd ? -1 : 1
        at = close
        continue
      }
      if isRaw, let length = rawBlank() {
        at += length
        continue
      }
      let (value, length) = current
      guard LabelSigns.isSpace(value) || LabelSigns.isFormat(value) else { return }
      at += length
    }
  }

  /// Skips what captions and dialogues put before a label: `>>`, or a dash or bullet and a space.
  mutating func skipOpener() {
    var next = self
    while next.byte() == UInt8(ascii: ">") { next.at += 1 }
    if next.at == at, !next.isAtLineEnd {
      switch next.current.value {
      case 0x2D, 0x2022, 0x2013, 0x2014, 0x00B7, 0x00BB, 0x2043: next.at += next.current.length
      default: return
      }
    }
    let sign = next.at
    next.skipBlank()
    if next.at > sign || sign > at && bytes[sign - 1] == UInt8(ascii: ">") { at = next.at }
  }

  /// Takes a colon. Returns false if there is none.
  mutating func takeColon() -> Bool {
    guard !isAtLineEnd else { return false }
    let (value, length) = current
    guard LabelSigns.isColon(value) else { return false }
    at += length
    return true
  }

  /// Text in brackets.
  struct Bracket {
    /// The opening bracket.
    var open: UInt32
    /// The bytes between the brackets.
    var inside: Range<Int>
    /// Offset after the closing bracket.
    var end: Int

    var isRound: Bool { open == 0x28 || open == 0xFF08 }
    /// Whether a name in it is a label even without a colon: `【李娜】`.
    var isLenticular: Bool { open == 0x3010 }
  }

  /// The bracket that begins at the cursor; nil if there is none, or if it is not closed on this line within 400
  /// bytes. East Asian texts have full-width brackets.
  func bracket() -> Bracket? {
    guard !isAtEnd else { return nil }
    let (open, length) = current
    let close: UInt32
    switch open {
    case 0x28: close = 0x29  // ( )
    case 0x5B: close = 0x5D  // [ ]
    case 0xFF08: close = 0xFF09  // （ ）
    case 0xFF3B: close = 0xFF3D  // ［ ］
    case 0x3010: close = 0x3011  // 【 】
    default: return nil
    }
    var depth = 1
    var next = at + length
    while next < min(end, at + 400), bytes[next] != 10 {
      let (value, count) = UTF8.codePoint(bytes, at: next)
      if value == open { depth += 1 }
      if value == close { depth -= 1 }
      if depth == 0 {
        return Bracket(open: open, inside: (at + length)..<next, end: next + count)
      }
      next += count
    }
    return nil
  }

  private static let entities = [
    "&nbsp;", "&#160;", "&#xa0;", "&#xA0;", "&thinsp;", "&ensp;", "&emsp;", "&#8239;",
  ].map {
    Array($0.utf8)
  }

  /// Length in bytes of an asterisk, an underscore or an entity that is a space; nil if there is none.
  private func rawBlank() -> Int? {
    switch bytes[at] {
    case UInt8(ascii: "*"), UInt8(ascii: "_"): return 1
    case UInt8(ascii: "&"): return Self.entities.first { bytes[at..<end].starts(with: $0) }?.count
    default: return nil
    }
  }

  private static let tags: [[UInt8]] = ["b", "strong", "i", "em", "u", "span", "font", "p", "div"].map {
    Array($0.utf8)
  }

  /// Offset after the tag at the cursor; nil if it is not a formatting tag.
  private func tagEnd() -> Int? {
    var index = at + 1
    if index < end, bytes[index] == UInt8(ascii: "/") { index += 1 }
    let start = index
    while index < end, (bytes[index] | 0x20) &- 0x61 < 26 { index += 1 }
    let name = bytes[start..<index].map { $0 | 0x20 }
    guard Self.tags.contains(name),
      let close = bytes[index..<min(end, index + 80)].firstIndex(of: UInt8(ascii: ">")),
      !bytes[index..<close].contains(10), !bytes[index..<close].contains(UInt8(ascii: "<"))
    else { return nil }
    return close + 1
  }
}
