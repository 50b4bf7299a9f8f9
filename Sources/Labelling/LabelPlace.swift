import Base

/// Decides from the surrounding characters where in a line a label may occur.
package enum LabelPlace {
  /// Whether a turn may begin at an offset in the middle of text. After a letter or a comma and a space, a name and
  /// its colon are part of the sentence: `I told Bob: go.` After anything else they may open a turn: the end of a
  /// sentence, a dash, a quotation mark, a line number, a tab.
  package static func mayBegin(_ bytes: [UInt8], _ at: Int, from start: Int) -> Bool {
    guard at > start else { return true }
    var before = previous(bytes, at, from: start)
    if before.value == 10 { return true }
    guard LabelSigns.isSpace(before.value) else {
      return !isLetter(before.value) && !joins(bytes, before.at, from: start)
    }
    var spaces = 0
    while LabelSigns.isSpace(before.value) || LabelSigns.isFormat(before.value) {
      // Not an ordinary space: a tab, a form feed, a wide space.
      if before.value < 32 || before.value == 0x3000 { return true }
      spaces += 1
      guard before.at > start else { return true }
      before = previous(bytes, before.at, from: start)
    }
    if spaces >= 3 || before.value == 10 { return true }
    if before.value < 0x80, UInt8(before.value) &- 0x30 < 10 {
      return isNumbered(bytes, before.at, from: start)
    }
    // A slash between spaces divides lines that were written as one: `No. / Bob: Yes.`
    let isSlash = before.value == UInt32(UInt8(ascii: "/"))
    if isSlash, before.at > start, bytes[before.at - 1] == 32 { return true }
    return !isLetter(before.value) && !",،、&/+'’".unicodeScalars.contains { $0.value == before.value }
  }

  /// Whether the text between a label and its colon consists of punctuation only, or of an open bracket and words:
  /// `Bob?:`, `"Bob":`, `Bob {low}:`, `Bob<br>:`.
  package static func isLoose(_ between: ArraySlice<UInt8>) -> Bool {
    let text = between.drop { $0 == 32 }
    guard let first = text.first, text.count <= 60, !text.contains(UInt8(ascii: "\\")) else { return false }
    if "{(<".utf8.contains(first) { return true }
    let hasBar = first == UInt8(ascii: "|")
    return String(decoding: text, as: UTF8.self).unicodeScalars.allSatisfy {
      !isLetter($0.value) || hasBar && $0.value < 0x3A
    }
  }

  /// Whether a code point is a letter, a digit or a combining mark. Exact enough for names.
  package static func isLetter(_ value: UInt32) -> Bool {
    if value < 0x80 { return WordCharacters.isASCII(value) }
    switch Unicode17.category(of: value) {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }

  /// Whether a character joins the preceding text to a name: `Ann/Bob:`, `Jean-Bob:`.
  private static func joins(_ bytes: [UInt8], _ sign: Int, from start: Int) -> Bool {
    guard sign > start,
      "-'/&+_@".utf8.contains(bytes[sign]) || UTF8.codePoint(bytes, at: sign).value == 0x2019
    else {
      return false
    }
    return isLetter(previous(bytes, sign, from: start).value)
  }

  /// Whether digits are the end of a time code, or a line or page number at the beginning of the line.
  private static func isNumbered(_ bytes: [UInt8], _ last: Int, from start: Int) -> Bool {
    var at = last
    while at > start, bytes[at - 1] &- 0x30 < 10 || ":.,".utf8.contains(bytes[at - 1]) { at -= 1 }
    if bytes[at...last].contains(UInt8(ascii: ":")) { return true }
    var lineStart = at
    while lineStart > start, bytes[lineStart - 1] != 10 { lineStart -= 1 }
    return at - lineStart <= 4 && bytes[lineStart..<at].count { isLetter(UInt32($0)) } < 2
  }

  private static func previous(_ bytes: [UInt8], _ at: Int, from start: Int) -> (value: UInt32, at: Int) {
    var index = at - 1
    while index > start, UTF8.isContinuation(bytes[index]) { index -= 1 }
    return (UTF8.codePoint(bytes, at: index).value, index)
  }
}

extension DeclaredLabels {
  /// Offset after the longest label that begins at an offset and is not part of a longer word, whatever follows it;
  /// nil if there is none.
  package func name(_ bytes: [UInt8], from start: Int) -> Int? {
    let cursor = LabelCursor(bytes: bytes, at: start, end: bytes.count)
    for label in labels {
      guard let end = end(of: label, cursor) else { continue }
      if end < bytes.count, LabelPlace.isLetter(UTF8.codePoint(bytes, at: end).value) { continue }
      return end
    }
    return nil
  }

  /// Ranges of declared labels that end in a full stop and follow the end of a sentence: `Yes. Q. Why?`
  package func endedLabels(_ bytes: [UInt8], from start: Int) -> [Range<Int>] {
    let ended = labels.filter { $0.isEnded && $0.bytes.last == UInt8(ascii: ".") }
    guard !ended.isEmpty, bytes.count > start + 5 else { return [] }
    return ((start + 5)..<bytes.count).compactMap { place in
      // After a short word, the full stop ends an abbreviation or an initial: `Mr. A. Smith`.
      guard bytes[place - 1] == 32, ".?!".utf8.contains(bytes[place - 2]),
        bytes[(place - 5)..<(place - 2)].allSatisfy({ LabelPlace.isLetter(UInt32($0)) }),
        let label = ended.first(where: { bytes[place...].starts(with: $0.bytes) })
      else { return nil }
      let end = place + label.bytes.count
      guard end + 1 < bytes.count, bytes[end] == 32, bytes[end + 1] &- 0x41 < 26 else { return nil }
      return place..<end
    }
  }

  /// Range of a label in square or angle brackets without a colon, at the beginning of text: `[Bob] Yes.`, `<v
  /// Bob>Yes.`
  package func bracketed(_ bytes: [UInt8], from start: Int) -> Range<Int>? {
    guard start < bytes.count else { return nil }
    let close: UInt8
    switch bytes[start] {
    case UInt8(ascii: "["): close = UInt8(ascii: "]")
    case UInt8(ascii: "<"): close = UInt8(ascii: ">")
    default: return nil
    }
    var at = start + 1
    if bytes[at...].starts(with: "v ".utf8) { at += 2 }
    guard let end = name(bytes, from: at), end + 1 < bytes.count, bytes[end] == close, bytes[end + 1] != 10
    else { return nil }
    return at..<end
  }
}
