import Archive
import Ccmark
import Labelling

/// Opening and closing turns.
extension Markdown {
  /// Removes a declared label from the beginning of the paragraph that was added last and opens its turn. A likely
  /// undeclared label ends the open turn and stays in the text.
  ///
  /// - Returns: whether a declared label was removed.
  mutating func takeLabel(from start: Int, firstMark: Int, line: Int) -> Bool {
    guard labels != nil else { return false }
    if var match = labels?.declared.match(prose.bytes, from: start), isMeant(match, from: start, line: line) {
      if isWords(match, firstMark: firstMark) {
        reportDoubtful(match, from: start, line: line)
        return false
      }
      if isInitial(match, from: start) {
        reportInitial(match, from: start, line: line)
        closeTurn()
        return false
      }
      let hasMoreLines = prose.bytes[match.end...].contains { $0 != 10 && $0 != 32 }
      if let time = match.trailingTime, !hasMoreLines, !isFollowedByWords() {
        // Nothing follows `Bob: 10:30`, so the time is what Bob says.
        (match.time, match.end) = (-1, time.lowerBound)
      }
      if match.badTime != nil {
        report.warning(
          "bad-time-code",
          "found '\(match.manner ?? "")' after a label, which is not a time code, expected hh:mm:ss", path,
          at: place(of: [UInt8(ascii: "[")], lines: line...line))
      }
      removeFront(from: start, upTo: match.end, firstMark: firstMark)
      openTurn(match, line: line)
      if !match.isClosed { labels?.undeclared.standAlone = true }
      return true
    }
    let isInDialogue = labels?.hasTurns ?? false
    let raw = rawLine(line)
    let place = { (line: raw(), position: Position(line: line, column: 1)) }
    if let noted = labels?.undeclared.note(prose.bytes, from: start, isInDialogue: isInDialogue, place: place)
    {
      foreignLabelEnd = noted.end
      if noted.isSomebodyElses { closeTurn() }
    } else if !isLabelOpen,
      labels?.undeclared.noteAlone(prose.bytes, from: start, place: place) == true
    {
      closeTurn()
    }
    return false
  }

  /// Whether the open turn has a label but no words yet.
  private var isLabelOpen: Bool {
    turn >= 0 && Int(prose.turns[Int(turn)].passages.lowerBound) == prose.passages.count
  }

  /// Whether the next block continues the turn.
  private func isFollowedByWords() -> Bool {
    guard let node = upcoming, let labels else { return false }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING, CMARK_NODE_THEMATIC_BREAK: return false
    case CMARK_NODE_PARAGRAPH:
      let words = leadingText(of: node)
      if labels.declared.match(words, from: 0) != nil { return false }
      return !UndeclaredLabels.hasColon(words, from: 0)
        || LabelCandidate(Substring(decoding: words, as: UTF8.self))?.form != .colon
    default: return true
    }
  }

  /// Returns a closure that reads the line of the file on demand.
  private mutating func rawLine(_ line: Int) -> () -> [UInt8] {
    let start = lines.start(of: line - linesBefore, in: body)
    let body = body
    return { Array(body[start...].prefix { $0 != 10 }) }
  }

  /// Whether the label is not escaped in the file, and so is meant as a label.
  mutating func isMeant(_ match: DeclaredLabels.Match, from start: Int, line: Int) -> Bool {
    guard match.isClosed else { return true }
    let start = lines.start(of: line - linesBefore, in: body)
    return !SpeakerColon.isEscaped(body[start...].prefix { $0 != 10 })
  }

  /// Whether a possible label without a colon is the beginning of a wrapped sentence: further lines follow, and
  /// neither capitals, bold or italic type nor a time code distinguish it.
  private func isWords(_ match: DeclaredLabels.Match, firstMark: Int) -> Bool {
    guard !match.isClosed, match.time < 0,
      prose.bytes[match.end...].contains(where: { $0 != 10 && $0 != 32 }),
      let labels
    else { return false }
    let isSetApart = prose.marks[firstMark...].contains {
      ($0.kind == .strong || $0.kind == .emphasis) && Int($0.range.end) <= match.end
    }
    let name = labels.undeclared.names[Int(match.speaker)]
    let isCapitals = name == name.uppercased() && name != name.lowercased()
    return !isSetApart && (!isCapitals || match.manner != nil)
  }

  /// Whether a label such as `A.` is followed by another initial: `A. B. Cole wrote it.`
  private func isInitial(_ match: DeclaredLabels.Match, from start: Int) -> Bool {
    let words = prose.bytes[match.end...]
    guard match.end - start <= 3, let letter = words.first, letter &- 0x41 < 26 else { return false }
    return prose.bytes[start..<match.end].contains(UInt8(ascii: "."))
      && words.dropFirst().starts(with: [UInt8(ascii: "."), 32])
  }

  private mutating func reportInitial(_ match: DeclaredLabels.Match, from start: Int, line: Int) {
    let words = String(decoding: prose.bytes[start..<min(prose.bytes.count, match.end + 2)], as: UTF8.self)
    report.warning(
      "doubtful-label",
      "found '\(words)', which may be a label or the first of two initials; it is kept as words",
      path,
      at: place(of: Array(words.utf8), lines: line...line),
      fix: "write a colon after the label if a turn begins here, or '\\.' if not")
  }

  private mutating func reportDoubtful(_ match: DeclaredLabels.Match, from start: Int, line: Int) {
    let words = String(decoding: prose.bytes[start..<match.end].prefix(40), as: UTF8.self)
    report.warning(
      "doubtful-label", "found '\(words)' alone on a line with text below it; both are read as one sentence",
      path,
      at: place(of: Array(words.utf8), lines: line...line),
      fix: "write a colon after the name if a turn begins here, or put the text on one line")
  }

  mutating func openTurn(_ label: DeclaredLabels.Match, line: Int) {
    closeTurn()
    labels?.use(label.speaker)
    let next = Int32(prose.passages.count)
    turn = Int32(prose.turns.count)
    prose.turns.append(
      Turn(
        speaker: label.speaker, passages: next..<next, manner: label.manner, time: label.time,
        line: Int32(line)))
  }

  /// Ends the turn, and also drops a turn that a footnote has interrupted.
  mutating func closeTurn() {
    endTurn()
    interrupted = nil
  }

  private mutating func endTurn() {
    guard turn >= 0 else { return }
    let index = Int(turn)
    prose.turns[index].passages = prose.turns[index].passages.lowerBound..<Int32(prose.passages.count)
    if prose.turns[index].passages.isEmpty {
      report.warning(
        "empty-turn",
        "found a label without words, expected some before the next label, heading or thematic break", path,
        at: Position(line: Int(prose.turns[index].line), column: 1))
    }
    turn = -1
  }

  /// Interrupts the turn for a footnote. The footnote belongs to no speaker, and the turn resumes after it.
  mutating func interruptTurn() {
    guard turn >= 0 else { return }
    let open = prose.turns[Int(turn)]
    let isEmpty = Int(open.passages.lowerBound) == prose.passages.count
    var label = DeclaredLabels.Match(speaker: open.speaker, end: 0)
    if isEmpty { (label.manner, label.time) = (open.manner, open.time) }
    let line = Int(open.line)
    if isEmpty {
      // The label is directly above the footnote, so the turn begins after it.
      prose.turns.removeLast()
      turn = -1
    } else {
      endTurn()
    }
    interrupted = (label, line)
  }

  mutating func resumeTurn() {
    guard let (label, line) = interrupted, turn < 0 else { return }
    openTurn(label, line: line)
  }

  /// Whether all the text is in parentheses, including `(laughter) (applause)` but not `(a) the one and (b)`.
  func isStageNote(from start: Int) -> Bool {
    guard prose.bytes.count - start >= 2 else { return false }
    var depth = 0
    for byte in prose.bytes[start...] {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case 32, 9, 10: break
      default: if depth == 0 { return false }
      }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}
