import Base
import Labelling

/// Finds runs of asterisks that CommonMark reads differently from what the author means. Between digits they are
/// multiplication signs. Next to punctuation in Chinese, Japanese and Korean they are emphasis, although no space
/// precedes or follows them (CommonMark 0.31, section 6.2, only handles words with spaces).
struct Asterisks {
  let text: [UInt8]
  let textGuard: TextGuard
  /// Whether a run of one, two or three asterisks is open in this paragraph, by length.
  private var open = [false, false, false, false]

  init(text: [UInt8], textGuard: TextGuard) {
    self.text = text
    self.textGuard = textGuard
  }

  /// The necessary insertions.
  mutating func edits() -> [TextGuard.Edit] {
    var edits: [TextGuard.Edit] = []
    var last = 0
    var at = 0
    while let start = text.offset(of: UInt8(ascii: "*"), from: at) {
      var end = start
      while end < text.count, text[end] == UInt8(ascii: "*") { end += 1 }
      at = end
      if hasBlankLine(last, start) { open = [false, false, false, false] }
      last = end
      let isEscaped = start > 0 && text[start - 1] == UInt8(ascii: "\\")
      guard end - start <= 3, !isEscaped, start > 0, end < text.count else {
        note(start, end)
        continue
      }
      if isSum(start, end) {
        for place in start..<end {
          edits.append(.init(at: place, bytes: textGuard.opening + [UInt8(ascii: "\\")]))
        }
      } else if text[start - 1] >= 0x80 || text[end] >= 0x80 {
        if let edit = besideScript(start, end) { edits.append(edit) }
      } else {
        note(start, end)
      }
    }
    return edits
  }

  private func hasBlankLine(_ from: Int, _ to: Int) -> Bool {
    var at = from
    while let feed = text.offset(of: 10, from: at), feed + 1 < to {
      if text[feed + 1] == 10 { return true }
      at = feed + 1
    }
    return false
  }

  /// Whether the run is between letters or digits, at least one of them a digit: `5*4*3`.
  private func isSum(_ start: Int, _ end: Int) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 26 }
    let (before, after) = (text[start - 1], text[end])
    return isWord(before) && isWord(after) && (isDigit(before) || isDigit(after))
  }

  /// Records a run that CommonMark reads as the author does.
  private mutating func note(_ start: Int, _ end: Int) {
    let length = min(3, end - start)
    let isBefore = start > 0 && !isBlank(before(start))
    let isAfter = end < text.count && !isBlank(UTF8.codePoint(text, at: end).value)
    if open[length], isBefore { open[length] = false } else if isAfter { open[length] = true }
  }

  private mutating func besideScript(_ start: Int, _ end: Int) -> TextGuard.Edit? {
    let left = before(start)
    let right = UTF8.codePoint(text, at: end).value
    let length = end - start
    if isPunctuation(right), !isBlank(left), !isPunctuation(left), isUnspaced(left) || isUnspaced(right),
      !open[length]
    {
      // CommonMark reads `と**「` as closing; with white space before it, it opens.
      open[length] = true
      return .init(at: start, bytes: textGuard.opening + TextGuard.space)
    }
    if isPunctuation(left), !isBlank(right), !isPunctuation(right), isUnspaced(left) || isUnspaced(right),
      open[length]
    {
      open[length] = false
      return .init(at: end, bytes: TextGuard.space + textGuard.closing)
    }
    note(start, end)
    return nil
  }

  private func before(_ place: Int) -> UInt32 {
    var at = place - 1
    while at > 0, UTF8.isContinuation(text[at]) { at -= 1 }
    return UTF8.codePoint(text, at: at).value
  }

  private func isBlank(_ scalar: UInt32) -> Bool { scalar == 10 || LabelSigns.isSpace(scalar) }

  private func isPunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0xA1, 0xA7, 0xAB, 0xB6, 0xB7, 0xBB, 0xBF,
      0x2010...0x2027,
      0x2030...0x205E, 0x3001...0x3003, 0x3008...0x3011, 0x3014...0x301F, 0x3030, 0xFE10...0xFE19,
      0xFE30...0xFE6B,
      0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65:
      true
    default: false
    }
  }

  /// Whether a character is Han, Kana, Hangul or their punctuation.
  private func isUnspaced(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFFEF, 0x20000...0x323AF:
      true
    default: false
    }
  }
}
