/// The labels that a source declares. Parses a line that begins with one: who speaks, in which manner, and when.
///
/// ```
/// PUTIN (through interpreter): He calls …      [00:01:10] Sjors: Hello      Aaron 00:01:10:
/// ```
package struct DeclaredLabels: Sendable {
  /// A declared label at the beginning of a line.
  package struct Match: Sendable, Equatable {
    /// Index of the label's speaker.
    package var speaker: Int32
    /// Text in brackets after the label, such as the manner of speaking.
    package var manner: String?
    /// Time code in seconds; -1 if there is none.
    package var time: Int32 = -1
    /// Whether a colon or the label's own full stop ends it. If not, it is alone on its line.
    package var isClosed = false
    /// Offset after the label and everything that belongs to it.
    package var end: Int
    /// Range of a bare time code after the colon that fills the rest of the line. `10:30` may also be an answer.
    package var trailingTime: Range<Int>?
    /// Offset of an invalid time code such as `[99:99]`. Its text is kept as the manner.
    package var badTime: Int?

    package init(speaker: Int32, end: Int) {
      self.speaker = speaker
      self.end = end
    }
  }

  struct Label: Sendable {
    /// The label with single spaces, without invisible characters.
    var bytes: [UInt8]
    /// The label as characters if it is not ASCII; nil otherwise. Characters compare equal in every Unicode
    /// normalisation form.
    var characters: [Character]?
    var speaker: Int32
    /// Whether the label needs no colon, because it ends in a full stop or a colon: `Q.`
    var isEnded: Bool
  }

  let labels: [Label]
  /// Whether a label may begin with a byte. If any label is not ASCII, all bytes from 0x41 on are true.
  private let firstBytes: [Bool]

  /// - Parameter labels: each label and the index of its speaker.
  package init(_ labels: [(text: String, speaker: Int32)]) {
    var known: [Label] = []
    for (text, speaker) in labels {
      let plain = Self.plain(text)
      guard !plain.isEmpty else { continue }
      let bytes = Array(plain.utf8)
      let isASCII = bytes.allSatisfy { $0 < 0x80 }
      known.append(
        Label(
          bytes: bytes, characters: isASCII ? nil : Array(plain), speaker: speaker,
          isEnded: bytes.last == UInt8(ascii: ".") || bytes.last == UInt8(ascii: ":")))
    }
    // Longest first, so that `DR. FAUCI` is not matched as `DR.`
    self.labels = known.sorted { a, b in
      a.bytes.count != b.bytes.count
        ? a.bytes.count > b.bytes.count : a.bytes.lexicographicallyPrecedes(b.bytes)
    }
    var first = [Bool](repeating: false, count: 256)
    for label in self.labels {
      first[Int(label.bytes[0])] = true
      // A base letter may be followed by its accent or be composed with it.
      if label.characters != nil { for byte in 0x41..<256 { first[byte] = true } }
    }
    firstBytes = first
  }

  /// Whether no labels are declared.
  package var isEmpty: Bool { labels.isEmpty }

  /// Whether a label may begin with a byte. A quick check before `match`.
  package func mayBegin(with byte: UInt8) -> Bool { firstBytes[Int(byte)] }

  /// Normalises a label for comparison: single spaces, no invisible characters.
  package static func plain(_ label: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in label.unicodeScalars where !LabelSigns.isFormat(scalar.value) {
      if LabelSigns.isSpace(scalar.value) || scalar.value == 10 {
        if let last = out.last, last != " " { out.append(" ") }
      } else {
        out.append(scalar)
      }
    }
    if out.last == " " { out.removeLast() }
    return String(out)
  }

  /// The label that a line begins with; nil if there is none.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - start: offset of the beginning of the line, or of a block.
  ///   - end: offset after the last byte that may be read; the end of `bytes` if nil.
  ///   - isRaw: whether the text is raw Markdown, in which asterisks are markup.
  package func match(_ bytes: [UInt8], from start: Int, upTo end: Int? = nil, isRaw: Bool = false) -> Match? {
    guard !labels.isEmpty else { return nil }
    var cursor = LabelCursor(bytes: bytes, at: start, end: end ?? bytes.count, isRaw: isRaw)
    guard !cursor.isAtEnd else { return nil }
    if !firstBytes[Int(bytes[start])], (bytes[start] | 0x20) &- 0x61 < 26 { return nil }
    cursor.skipBlank()
    let lineStart = cursor.at
    cursor.skipOpener()
    // After a dash, a name without a colon is only a name.
    let needsColon = cursor.at > lineStart
    var time: Int32 = -1
    if let code = Self.leadingTime(&cursor) { time = code }
    let bracket = cursor.bracket().flatMap { $0.isRound ? nil : $0 }
    var bracketed = cursor
    if let bracket { bracketed.at = bracket.inside.lowerBound }
    for label in labels {
      if let behind = self.end(of: label, cursor),
        var match = rest(isEnded: label.isEnded, speaker: label.speaker, from: behind, cursor),
        match.isClosed || !needsColon
      {
        if match.time < 0 { match.time = time }
        return match
      }
      guard let bracket, self.end(of: label, bracketed) == bracket.inside.upperBound,
        var match = rest(
          isEnded: false, isClosed: bracket.isLenticular, speaker: label.speaker, from: bracket.end, cursor),
        match.isClosed
      else { continue }
      if match.time < 0 { match.time = time }
      return match
    }
    return nil
  }

  /// Takes a time code before a label: `[00:01]`, `(00:03)` or `00:00:02`. Returns seconds; nil if there is none.
  private static func leadingTime(_ cursor: inout LabelCursor) -> Int32? {
    let first = cursor.byte()
    var next = cursor
    let inside: Range<Int>
    if let bracket = cursor.bracket() {
      inside = bracket.inside
      next.at = bracket.end
    } else if first &- 0x30 < 10 {
      while next.byte() &- 0x30 < 10 || [0x2C, 0x2E, 0x3A, 0x3B].contains(next.byte()) { next.at += 1 }
      inside = cursor.at..<next.at
    } else {
      return nil
    }
    guard let time = TimeCode.seconds(cursor.bytes[inside]) else { return nil }
    cursor = next
    cursor.skipBlank()
    if cursor.byte() == UInt8(ascii: "-") || cursor.byte() == UInt8(ascii: "|") {
      cursor.at += 1
      cursor.skipBlank()
    }
    return time
  }

  /// Offset after a label that begins at the cursor; nil if the text differs.
  func end(of label: Label, _ cursor: LabelCursor) -> Int? {
    var text = cursor
    if let characters = label.characters { return Self.end(of: characters, in: text) }
    for byte in label.bytes {
      while !text.isAtEnd, text.byte() >= 0x80, LabelSigns.isFormat(text.current.value) {
        text.at += text.current.length
      }
      guard !text.isAtLineEnd else { return nil }
      if byte == 32 {
        guard LabelSigns.isSpace(text.current.value) else { return nil }
        while !text.isAtLineEnd, LabelSigns.isSpace(text.current.value) { text.at += text.current.length }
      } else {
        guard text.byte() == byte else { return nil }
        text.at += 1
      }
    }
    return text.at
  }

  private static func end(of label: [Character], in cursor: LabelCursor) -> Int? {
    let longest = label.reduce(0) { $0 + $1.utf8.count } * 4 + 16
    let bytes = cursor.bytes[cursor.at..<min(cursor.end, cursor.at + longest)].prefix { $0 != 10 }
    let text = String(decoding: bytes, as: UTF8.self)
    var at = 0
    var index = text.startIndex
    while index < text.endIndex, at < label.count {
      let character = text[index]
      let next = text.index(after: index)
      if let first = character.unicodeScalars.first, LabelSigns.isSpace(first.value) {
        guard label[at] == " " else { return nil }
        index = next
        while index < text.endIndex, let scalar = text[index].unicodeScalars.first,
          LabelSigns.isSpace(scalar.value)
        {
          index = text.index(after: index)
        }
        at += 1
        continue
      }
      var shown = String.UnicodeScalarView()
      for scalar in character.unicodeScalars where !LabelSigns.isFormat(scalar.value) { shown.append(scalar) }
      index = next
      if shown.isEmpty { continue }
      guard String(shown) == String(label[at]) else { return nil }
      at += 1
    }
    return at == label.count ? cursor.at + text.utf8.distance(from: text.startIndex, to: index) : nil
  }
}
