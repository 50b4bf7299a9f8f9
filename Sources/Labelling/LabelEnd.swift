/// Parsing of what may come between a label and the words: `(manner)`, a time code, a colon.
extension DeclaredLabels {
  /// Continues after a label. Returns false if neither a colon nor the end of the line follows.
  private func rest(isEnded: Bool, _ match: inout Match, _ cursor: inout LabelCursor) -> Bool {
    while true {
      cursor.skipBlank()
      if !match.isClosed || isEnded, cursor.takeColon() {
        match.isClosed = true
        match.end = cursor.at
        break
      }
      guard !isEnded, takeBracket(&match, &cursor) || takeBareTime(&match, &cursor) else { break }
    }
    return match.isClosed || cursor.isAtLineEnd
  }

  /// What follows a label; nil if the label is none because of it.
  ///
  /// - Parameters:
  ///   - isEnded: whether the label has its own mark, such as the full stop of `Q.`
  ///   - isClosed: whether words may follow without a colon all the same.
  ///   - behind: offset after the label.
  func rest(
    isEnded: Bool, isClosed: Bool = false, speaker: Int32, from behind: Int, _ start: LabelCursor
  ) -> Match? {
    var match = Match(speaker: speaker, end: behind)
    if isClosed {
      // A colon, a manner and a time code are taken all the same.
      var match = rest(isEnded: false, speaker: speaker, from: behind, start) ?? match
      match.isClosed = true
      return match
    }
    var cursor = start
    cursor.at = behind
    cursor.isBehindLabel = true
    if isEnded {
      guard
        cursor.isAtEnd || LabelSigns.opensWords(cursor.current.value)
          || LabelSigns.isColon(cursor.current.value)
      else { return nil }
      match.isClosed = true
    }
    guard rest(isEnded: isEnded, &match, &cursor) else { return nil }
    cursor.skipBlank()
    match.end = cursor.at
    if match.isClosed { takeTimeBehindColon(&match, &cursor, isEnded: isEnded) }
    return match
  }

  /// Takes `(manner)`, `(00:12)`, `[00:12]`, or another bracket, which counts as a manner.
  private func takeBracket(_ match: inout Match, _ cursor: inout LabelCursor) -> Bool {
    guard let bracket = cursor.bracket() else { return false }
    let inside = cursor.bytes[bracket.inside]
    if match.time < 0, let time = TimeCode.seconds(inside) {
      match.time = time
    } else {
      // Without a colon after it, `[sic]` or `[laughs]` is part of the text.
      var behind = cursor
      behind.at = bracket.end
      guard bracket.isRound || behind.leadsToColon() else { return false }
      if TimeCode.isLike(inside) { match.badTime = cursor.at }
      let words = String(decoding: inside, as: UTF8.self)
      match.manner = match.manner.map { "\($0), \(words)" } ?? words
    }
    cursor.at = bracket.end
    match.end = cursor.at
    return true
  }

  /// Takes the time code of `Bob 00:12:`, or of `Bob 00:12` alone on its line.
  private func takeBareTime(_ match: inout Match, _ cursor: inout LabelCursor) -> Bool {
    guard match.time < 0, !match.isClosed, cursor.byte() &- 0x30 < 10 else { return false }
    var next = cursor
    while next.byte() &- 0x30 < 10 || [0x2C, 0x2E, 0x3B].contains(next.byte())
      || next.byte() == 0x3A && next.byte(1) &- 0x30 < 10
    {
      next.at += 1
    }
    guard let time = TimeCode.seconds(cursor.bytes[cursor.at..<next.at]) else { return false }
    match.time = time
    cursor = next
    match.end = next.at
    return true
  }

  /// Takes the time code of `Ann: [00:12] words`, or of `Ann: 00:12` if nothing follows it on the line.
  private func takeTimeBehindColon(_ match: inout Match, _ cursor: inout LabelCursor, isEnded: Bool) {
    guard match.time < 0 else { return }
    if !isEnded, let bracket = cursor.bracket(), !bracket.isRound,
      let time = TimeCode.seconds(cursor.bytes[bracket.inside])
    {
      match.time = time
      cursor.at = bracket.end
      cursor.skipBlank()
      match.end = cursor.at
    } else if cursor.byte() &- 0x30 < 10 {
      var stop = cursor.at
      while stop < cursor.end, cursor.bytes[stop] != 10 { stop += 1 }
      var last = stop
      while last > cursor.at, cursor.bytes[last - 1] == 32 { last -= 1 }
      guard let time = TimeCode.seconds(cursor.bytes[cursor.at..<last]) else { return }
      match.time = time
      match.trailingTime = cursor.at..<last
      match.end = stop
    }
  }
}

extension LabelCursor {
  /// Whether only brackets, which may hold time codes, come between the cursor and a colon. Looks at no more than
  /// three brackets.
  func leadsToColon() -> Bool {
    var next = self
    for _ in 0..<4 {
      next.skipBlank()
      if next.takeColon() { return true }
      guard let bracket = next.bracket() else { return false }
      next.at = bracket.end
    }
    return false
  }
}
