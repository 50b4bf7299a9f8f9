import Base

/// The double mark within Hebrew abbreviations: צה״ל, mostly typed as `צה"ל`, is one word, searched as צהל.
///
/// A double mark between two Hebrew letters belongs to the word, unless it opens a quotation after a prefix
/// (`ב"הארץ"`, in "Haaretz"; `ש"לא`, that "not"). It opens a quotation if at least two letters follow it and only
/// prefix letters (ו מ ש ה כ ל ב) are before it: one of them; up to three that begin with ו; or up to three, if the
/// letters after the mark end at another mark. U+05F4 has no other use and always belongs to the word.
enum Gershayim {
  /// Most characters that are examined on either side.
  private static let reach = 32

  /// Whether the double mark in a range of UTF-8 belongs to a word. Reads only the text around it.
  static func joins(_ text: UnsafeBufferPointer<UInt8>, _ mark: Range<Int>, _ letters: Letters) -> Bool {
    var before = 0
    var isPrefix = true
    var first: UInt32 = 0
    var at = mark.lowerBound
    var steps = 0
    while at > 0, steps < reach {
      var start = at - 1
      while start > 0, UTF8.isContinuation(text[start]) { start -= 1 }
      let code = UTF8.codePoint(text, at: start).0
      if isLetter(code) {
        before += 1
        isPrefix = isPrefix && before <= 3 && prefixes.contains(code)
        first = code
      } else if letters.look(code).0 != .dropped {
        break
      }
      at = start
      steps += 1
    }
    guard before > 0 else { return false }
    var after = 0
    var isClosed = false
    at = mark.upperBound
    steps = 0
    while at < text.count, steps < reach {
      let (code, length) = UTF8.codePoint(text, at: at)
      if isLetter(code) {
        after += 1
      } else if letters.look(code).0 != .dropped {
        isClosed = letters.look(code).0 == .doubleMark
        break
      }
      at += length
      steps += 1
    }
    guard after > 0 else { return false }
    if UTF8.codePoint(text, at: mark.lowerBound).0 == 0x05F4 { return true }
    return !(isPrefix && after > 1 && (before == 1 || first == vav || isClosed))
  }

  /// Replaces double marks within Hebrew words of a query by U+05F4, so that all other marks are quotation marks.
  static func settle(_ query: String) -> String {
    let bytes = Array(query.utf8)
    guard bytes.contains(where: { $0 == 0xD7 || $0 == 0xEF }) else { return query }
    var out: [UInt8] = []
    bytes.withUnsafeBufferPointer { text in
      var at = 0
      while at < text.count {
        let (code, length) = UTF8.codePoint(text, at: at)
        if quotationMarks.contains(code), joins(text, at..<at + length, .untabled) {
          UTF8.append(0x05F4, to: &out)
        } else {
          out.append(contentsOf: text[at..<at + length])
        }
        at += length
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static let vav: UInt32 = 0x05D5
  /// ו, מ, ש, ה, כ, ל, ב.
  private static let prefixes: Set<UInt32> = [vav, 0x05DE, 0x05E9, 0x05D4, 0x05DB, 0x05DC, 0x05D1]
  /// The quotation marks of a query: `"`, “, ” and „.
  private static let quotationMarks: Set<UInt32> = [0x22, 0x201C, 0x201D, 0x201E]

  private static func isLetter(_ code: UInt32) -> Bool {
    switch code {
    case 0x05D0...0x05EA, 0x05EF...0x05F2, 0xFB1D, 0xFB1F...0xFB28, 0xFB2A...0xFB4F: true
    default: false
    }
  }
}
