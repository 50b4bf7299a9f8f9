import Archive
import Base
import Labelling

/// Compares the words of a record with those of its file, so that no word is lost silently. Every letter and digit
/// of the body must occur in the prose, in order. Exceptions are markup: labels of turns, addresses of links,
/// attribute lists, entities, fences.
///
/// Both texts are read side by side. Nearly all bytes are equal, so most steps cost one comparison.
struct WordComparison {
  /// The line on which a turn opens.
  private struct Opening {
    /// Line of the body, counted from 1.
    var line: Int
    var hasTime: Bool
    /// Whether its words begin on a later line.
    var isAlone: Bool
  }

  private let body: [UInt8]
  private let labels: DeclaredLabels
  private let turns: [Opening]
  private let file: UnsafeBufferPointer<UInt8>
  private let said: UnsafeBufferPointer<UInt8>
  private var i = 0
  private var j = 0
  private var line = 1
  private var turn = 0
  /// The label on this line, which is part of the turn and not of the text.
  private var label: Range<Int>?
  /// Offset in the body at which the words after the last label begin.
  private var wordsStart = -1

  /// Offset in the body of the first word that is missing or different in the prose; nil if there is none.
  static func firstDifference(
    body: [UInt8], prose: Prose, labels: DeclaredLabels, linesBefore: Int
  ) -> Int? {
    let turns = prose.turns.map { turn in
      let first = Int(turn.passages.lowerBound)
      let words = turn.passages.isEmpty ? Int.max : Int(prose.passages[first].line)
      return Opening(
        line: Int(turn.line) - linesBefore, hasTime: turn.time >= 0, isAlone: words > Int(turn.line))
    }
    return body.withUnsafeBufferPointer { file in
      prose.bytes.withUnsafeBufferPointer { said in
        var comparison = WordComparison(body: body, labels: labels, turns: turns, file: file, said: said)
        return comparison.walk()
      }
    }
  }

  private init(
    body: [UInt8], labels: DeclaredLabels, turns: [Opening],
    file: UnsafeBufferPointer<UInt8>, said: UnsafeBufferPointer<UInt8>
  ) {
    self.body = body
    self.labels = labels
    self.turns = turns
    self.file = file
    self.said = said
  }

  private mutating func walk() -> Int? {
    startLine()
    while i < file.count {
      if let label, i >= label.lowerBound {
        i = max(i, label.upperBound)
        while i < file.count, file[i] == 32 { i += 1 }
        wordsStart = i
        self.label = nil
        continue
      }
      if label == nil, skipEqual() { continue }
      let byte = file[i]
      if byte == UInt8(ascii: "{"), isListBehindWords, skipMarkup() { continue }
      if byte == UInt8(ascii: "]"), isLinkInBrackets, skipMarkup() { continue }
      if byte == 10 {
        i += 1
        line += 1
        startLine()
      } else if j < said.count, byte == said[j] {
        i += 1
        j += 1
      } else if j < said.count, said[j] == 10 || said[j] == 32 {
        j += 1
      } else if !Self.isWord(byte) {
        if !skipMarkup() { i += 1 }
      } else if j < said.count, !Self.isWord(said[j]) {
        j += 1
      } else if !skipMarkup() && !startsBehindSeparator() {
        return i
      }
    }
    while j < said.count, !Self.isWord(said[j]) { j += 1 }
    return j < said.count ? max(0, file.count - 1) : nil
  }

  /// Skips equal bytes, eight at a time, up to those with a line feed or a difference.
  ///
  /// - Returns: false if there are none to skip.
  @inline(__always)
  private mutating func skipEqual() -> Bool {
    let (file, said) = (UnsafeRawBufferPointer(file), UnsafeRawBufferPointer(said))
    let most = min(file.count - i, said.count - j)
    var skipped = 0
    while skipped + 8 <= most {
      let a = file.loadUnaligned(fromByteOffset: i + skipped, as: UInt64.self)
      let b = said.loadUnaligned(fromByteOffset: j + skipped, as: UInt64.self)
      guard a == b, ByteLanes.equal(a, 0x0A) == 0 else { break }
      skipped += 8
    }
    i += skipped
    j += skipped
    return skipped > 0
  }

  /// Takes the label if a turn opens on the line that begins here.
  private mutating func startLine() {
    label = nil
    while turn < turns.count, turns[turn].line < line { turn += 1 }
    if turn < turns.count, turns[turn].line == line { takeLabel() }
  }

  /// Whether a turn opens after U+2028, U+2029 or U+0085 in the middle of a line. Takes its label if so.
  private mutating func startsBehindSeparator() -> Bool {
    guard i >= 3,
      file[i - 3] == 0xE2 && file[i - 2] == 0x80 && (file[i - 1] == 0xA8 || file[i - 1] == 0xA9)
        || file[i - 2] == 0xC2 && file[i - 1] == 0x85,
      turn + 1 < turns.count, turns[turn + 1].line == line
    else { return false }
    turn += 1
    takeLabel()
    return true
  }

  private mutating func takeLabel() {
    var start = i
    while start < file.count, " \t>#-+*".utf8.contains(file[start]) { start += 1 }
    let digits = body[start...].prefix { $0 &- 0x30 < 10 }.count
    if digits > 0, start + digits < file.count, ".)".utf8.contains(file[start + digits]) {
      start += digits + 1
    }
    let lineEnd = body.offset(of: 10, from: start) ?? body.count
    if let match = labels.match(body, from: start, upTo: lineEnd, isRaw: true) {
      let end = !turns[turn].hasTime ? match.trailingTime?.lowerBound ?? match.end : match.end
      label = start..<min(lineEnd, end)
    } else {
      // The label has more markup than `match` accepts: the words begin after its colon.
      let colon = turns[turn].isAlone ? nil : body[start..<lineEnd].firstIndex(of: UInt8(ascii: ":"))
      label = start..<(colon.map { $0 + 1 } ?? lineEnd)
    }
  }

  /// Skips markup that is not shown. The prose is at a word, or at its end.
  private mutating func skipMarkup() -> Bool {
    if i > 0, file[i - 1] == UInt8(ascii: "\\") { return false }
    switch file[i] {
    case UInt8(ascii: "]"):
      if next(1) == UInt8(ascii: "(") {
        return skip(to: UInt8(ascii: ")"), opening: UInt8(ascii: "("), from: i + 1)
      }
      if next(1) == UInt8(ascii: "[") { return skip(to: UInt8(ascii: "]"), opening: 0, from: i + 1) }
      return false
    case UInt8(ascii: "["):
      // The name before a footnote's text, or a link definition.
      guard let close = body[i...].prefix(1000).firstIndex(of: UInt8(ascii: "]")), close + 1 < body.count,
        body[close + 1] == UInt8(ascii: ":")
      else { return false }
      i = next(1) == UInt8(ascii: "^") ? close + 2 : body.offset(of: 10, from: close) ?? body.count
      return true
    case UInt8(ascii: "{"):
      return next(1) == UInt8(ascii: ":") && skip(to: UInt8(ascii: "}"), opening: 0, from: i)
    case UInt8(ascii: "&"): return skipEntity(from: i)
    // A byte order mark, which CommonMark drops.
    case 0xEF where next(1) == 0xBB && next(2) == 0xBF:
      i += 3
      return true
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      // The language name after a fence.
      guard isLineStart else { return false }
      let sign = file[i]
      let lineEnd = body.offset(of: 10, from: i) ?? body.count
      let info = body[i..<lineEnd].drop { $0 == sign }
      guard info.startIndex - i >= 3, !info.contains(sign),
        !info.contains(32) || info.drop(while: { $0 == 32 }).allSatisfy({ $0 != 32 })
      else { return false }
      i = lineEnd
      return true
    default:
      // `&amp;` shows its first byte, which is already matched.
      return i > 0 && file[i - 1] == UInt8(ascii: "&") && skipEntity(from: i - 1)
    }
  }

  /// Whether an attribute list follows words on the same line, and the words of the prose end here.
  private var isListBehindWords: Bool {
    guard next(1) == UInt8(ascii: ":"), !isLineStart, i != wordsStart, j > 0 else { return false }
    return j == said.count || said[j] == 10 || said[j - 1] == 10
  }

  /// Whether a link ends here and the text continues with a bracket of its own: `[see [a](https://…)]`.
  private var isLinkInBrackets: Bool {
    guard next(1) == UInt8(ascii: "("), j < said.count, said[j] == UInt8(ascii: "]") else { return false }
    return j + 1 == said.count || said[j + 1] != UInt8(ascii: "(")
  }

  /// Whether only list and quotation prefixes precede the current offset on its line.
  private var isLineStart: Bool {
    var at = i
    while at > 0, file[at - 1] != 10 {
      at -= 1
      guard " \t>-+*.)0123456789".utf8.contains(file[at]) else { return false }
    }
    return true
  }

  private func next(_ ahead: Int) -> UInt8 { i + ahead < file.count ? file[i + ahead] : 0 }

  private mutating func skip(to close: UInt8, opening: UInt8, from start: Int) -> Bool {
    var depth = 0
    var at = start
    var feeds = 0
    while at < file.count, at - start < 4096 {
      if file[at] == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      if file[at] == 10 { feeds += 1 }
      if file[at] == opening { depth += 1 }
      if file[at] == close {
        depth -= 1
        if depth <= 0 {
          i = at + 1
          line += feeds
          return true
        }
      }
      at += 1
    }
    return false
  }

  /// Skips an entity such as `&eacute;`, and the character it shows in the prose.
  private mutating func skipEntity(from start: Int) -> Bool {
    guard let end = body[start...].prefix(40).firstIndex(of: UInt8(ascii: ";")),
      body[(start + 1)..<end].allSatisfy({ Self.isWord($0) || $0 == UInt8(ascii: "#") })
    else { return false }
    // Only an entity that shows a letter has a counterpart among the words; others are skipped like all
    // punctuation.
    if start == i, showsWord(body[(start + 1)..<end]) {
      while j < said.count, !Self.isWord(said[j]) { j += 1 }
      if j < said.count { j += 1 }
      while j < said.count, UTF8.isContinuation(said[j]) { j += 1 }
    }
    i = end + 1
    return true
  }

  private func showsWord(_ entity: ArraySlice<UInt8>) -> Bool {
    let name = String(decoding: entity, as: UTF8.self).lowercased()
    guard name.hasPrefix("#") else { return !["amp", "lt", "gt", "quot", "apos"].contains(name) }
    let digits = name.dropFirst()
    let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let code, code < 0x80 else { return true }
    return Self.isWord(UInt8(code))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || WordCharacters.isASCII(UInt32(byte))
  }
}
