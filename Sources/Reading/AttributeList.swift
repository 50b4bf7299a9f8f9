import Archive

/// Kramdown's inline attribute list, `{: topics="syria refugees" #words .verse }`, as the last line of a passage or
/// at the end of a heading line.
extension Markdown {
  /// An attribute list removed from the end of a block, and its position.
  struct TakenList {
    var attributes: Attributes
    var position: Position
  }

  /// Removes the list from the end of the text that was added last.
  ///
  /// - Parameter lastLine: line of the file on which the block ends, including blank lines after it.
  /// - Returns: nil if there is no list. A list that cannot be parsed stays in the text and is reported.
  mutating func takeAttributes(from start: Int, firstMark: Int, lastLine: Int) -> TakenList? {
    guard var last = takeList(from: start, firstMark: firstMark, lastLine: lastLine) else { return nil }
    let position = last.list.position
    // Several lists on consecutive lines are merged. The lowest is found first.
    var lists = [last.list.attributes]
    while last.isOwnLine,
      let above = takeList(from: start, firstMark: firstMark, lastLine: last.list.position.line - 1)
    {
      lists.append(above.list.attributes)
      last = above
    }
    var attributes = lists.removeLast()
    for list in lists.reversed() { attributes.add(list) }
    return TakenList(attributes: attributes, position: position)
  }

  /// Removes one list.
  ///
  /// - Returns: the list and whether it has its line to itself; nil if there is no list.
  private mutating func takeList(
    from start: Int, firstMark: Int, lastLine: Int
  ) -> (list: TakenList, isOwnLine: Bool)? {
    guard prose.bytes.count > start, prose.bytes.last == UInt8(ascii: "}"),
      let open = openingBrace(from: start)
    else { return nil }
    // Text in code is never a list.
    let isCode = prose.marks[firstMark...].contains {
      ($0.kind == .code || $0.kind == .codeBlock) && Int($0.range.end) > open
    }
    guard !isCode else { return nil }
    let read = Array(prose.bytes[(open + 2)..<(prose.bytes.count - 1)])
    let place = placeOfList(lastLine: lastLine)
    let text = written(at: place) ?? read
    var attributes = Attributes()
    guard parse(text, into: &attributes, line: place.line, column: place.column + 2) else { return nil }
    let isOwnLine = open == start || prose.bytes[open - 1] == 10
    removeBack(from: open, start: start, firstMark: firstMark)
    return (TakenList(attributes: attributes, position: place), isOwnLine)
  }

  /// Offset of the last `{:` of the last line; nil if that line has none.
  private func openingBrace(from start: Int) -> Int? {
    var index = prose.bytes.count - 2
    while index > start {
      let byte = prose.bytes[index - 1]
      if byte == 10 { return nil }
      if byte == UInt8(ascii: "{") && prose.bytes[index] == UInt8(ascii: ":") { return index - 1 }
      index -= 1
    }
    return nil
  }

  /// Position of the `{:` in the file: the last one on the last line that has one. Blank lines and the underline of
  /// a heading may follow it within the block.
  private mutating func placeOfList(lastLine: Int) -> Position {
    for line in stride(from: lastLine - linesBefore, to: max(0, lastLine - linesBefore - 50), by: -1) {
      let start = lines.start(of: line, in: body)
      var at = min(lines.start(after: line, in: body), body.count) - 2
      while at >= start {
        if body[at] == UInt8(ascii: "{") && body[at + 1] == UInt8(ascii: ":") {
          return Position(line: linesBefore + line, column: at - start + 1)
        }
        at -= 1
      }
    }
    return Position(line: lastLine, column: 1)
  }

  /// The list at a position as written in the file, without its braces; nil if there is no list. In the parsed
  /// text, names such as `__proto__` would have lost characters to emphasis.
  private mutating func written(at place: Position) -> [UInt8]? {
    let line = place.line - linesBefore
    let start = lines.start(of: line, in: body) + place.column - 1
    let end = min(lines.start(after: line, in: body), body.count)
    guard start + 2 < end, body[start] == UInt8(ascii: "{"), body[start + 1] == UInt8(ascii: ":"),
      let close = body[start..<end].lastIndex(of: UInt8(ascii: "}")), close >= start + 2
    else { return nil }
    return Array(body[(start + 2)..<close])
  }

  /// Attaches a list on its own to the block directly above it.
  mutating func attach(_ list: TakenList) {
    let isTurnEmpty = turn >= 0 && Int(prose.turns[Int(turn)].passages.lowerBound) == prose.passages.count
    if isTurnEmpty { return reportHomeless(list) }
    if let section = prose.sections.indices.last,
      Int(prose.sections[section].firstPassage) == prose.passages.count
    {
      if let anchor = list.attributes.anchor {
        anchors.release(prose.sections[section].id)
        prose.sections[section].id = anchor
      }
      return reportHeadingAttributes(list)
    }
    guard let last = prose.passages.indices.last else { return reportHomeless(list) }
    let known = Int(prose.passages[last].attributes)
    if known < 0 {
      prose.passages[last].attributes = Int32(prose.attributes.count)
      prose.attributes.append(list.attributes)
    } else {
      prose.attributes[known].add(list.attributes)
    }
  }

  /// Reports attributes of a heading other than an anchor. Topics and the like belong to passages, because only
  /// passages are indexed.
  mutating func reportHeadingAttributes(_ list: TakenList) {
    var rest = list.attributes
    rest.anchor = nil
    guard rest != Attributes() else { return }
    report.error(
      "bad-attribute", "found attributes on a heading, expected only an anchor such as {: #opening }", path,
      at: list.position, fix: "write them below the passages that they describe")
  }

  mutating func reportHomeless(_ list: TakenList) {
    report.error(
      "bad-attribute", "found an attribute list without a passage above it, expected it below a passage",
      path,
      at: list.position)
  }

  private mutating func parse(_ text: [UInt8], into attributes: inout Attributes, line: Int, column: Int)
    -> Bool
  {
    var at = 0
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
    while at < text.count {
      if isSpace(text[at]) {
        at += 1
        continue
      }
      let begin = at
      if text[at] == UInt8(ascii: "#") || text[at] == UInt8(ascii: ".") {
        while at < text.count, !isSpace(text[at]) { at += 1 }
        let name = String(decoding: text[(begin + 1)..<at], as: UTF8.self).composed
        if let problem = Identifier.problem(name) {
          report.error("bad-attribute", problem, path, at: Position(line: line, column: column + begin))
        } else if text[begin] == UInt8(ascii: "#") {
          if let problem = anchors.take(name) {
            report.error("bad-attribute", problem, path, at: Position(line: line, column: column + begin))
          } else {
            attributes.anchor = name
          }
        } else {
          attributes.classes.append(name)
        }
        continue
      }
      guard let equals = text[at...].firstIndex(of: UInt8(ascii: "=")), equals + 1 < text.count else {
        reportUnreadable(text, line: line, column: column + begin)
        return false
      }
      let key = String(decoding: text[at..<equals], as: UTF8.self)
      let quote = text[equals + 1]
      let valueStart: Int
      let valueEnd: Int
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        valueStart = equals + 2
        guard let close = text[valueStart...].firstIndex(of: quote) else {
          reportUnreadable(text, line: line, column: column + begin)
          return false
        }
        valueEnd = close
        at = close + 1
      } else {
        valueStart = equals + 1
        valueEnd = text[valueStart...].firstIndex(where: isSpace) ?? text.count
        at = valueEnd
      }
      set(
        key, words(text[valueStart..<valueEnd], line: line, column: column + valueStart), &attributes,
        at: Position(line: line, column: column + begin))
    }
    return true
  }

  private func words(_ value: ArraySlice<UInt8>, line: Int, column: Int) -> [(String, Position)] {
    value.split(separator: 32).map {
      (
        // A backslash prevents emphasis in Markdown. No id contains one.
        String(decoding: $0.filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self),
        Position(line: line, column: column + $0.startIndex - value.startIndex)
      )
    }
  }

  private mutating func set(
    _ key: String, _ values: [(String, Position)], _ attributes: inout Attributes, at position: Position
  ) {
    func references(_ scheme: Reference.Scheme) -> [Reference] {
      values.map { Reference(scheme: scheme, id: $0.0, at: $0.1) }
    }
    switch key {
    case "topics": attributes.topics += references(.topic)
    case "places": attributes.places += references(.place)
    case "organizations": attributes.organizations += references(.organization)
    case "events": attributes.events += references(.event)
    case "speaker": attributes.speaker = references(.speaker).first
    default:
      let known = ["topics", "places", "organizations", "events", "speaker"]
      let near = Suggestion.nearest(key, among: known)
      report.error(
        "bad-attribute",
        "found the attribute '\(key)', expected \(near.map { "'\($0)'" } ?? known.joined(separator: ", "))",
        path, at: position, fix: near.map { "write '\($0)'" })
    }
  }

  private mutating func reportUnreadable(_ text: [UInt8], line: Int, column: Int) {
    report.error(
      "bad-attribute",
      "found an attribute list that cannot be read, expected {: key=\"value\" #id .class }", path,
      at: Position(line: line, column: column))
  }
}

extension Attributes {
  /// Merges the attributes of a list below.
  fileprivate mutating func add(_ more: Attributes) {
    topics += more.topics
    places += more.places
    organizations += more.organizations
    events += more.events
    speaker = more.speaker ?? speaker
    anchor = more.anchor ?? anchor
    classes += more.classes
  }
}
