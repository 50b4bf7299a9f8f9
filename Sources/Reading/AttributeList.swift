import Archive

/// Kramdown's inline attribute list, `{: topics="syria refugees" #words .verse }`, as the last line of a
/// passage or at the end of a heading's line.
extension Markdown {
  /// Takes the list off the end of what was added last.
  ///
  /// - Parameter line: line of the file on which the block ends.
  /// - Returns: nil where there is none; one that cannot be read stays in the text and is reported.
  mutating func takeAttributes(from start: Int, firstMark: Int, line: Int) -> Attributes? {
    guard prose.bytes.count > start, prose.bytes.last == UInt8(ascii: "}"),
      let open = openingBrace(from: start)
    else { return nil }
    let text = Array(prose.bytes[(open + 2)..<(prose.bytes.count - 1)])
    let column = columnOfList(text, line: line)
    var attributes = Attributes()
    guard parse(text, into: &attributes, line: line, column: column) else { return nil }
    removeBack(from: open, start: start, firstMark: firstMark)
    return attributes
  }

  /// The last `{:` of the last line, if the rest of the line belongs to it.
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

  /// Column of the byte behind `{:` in the file.
  private mutating func columnOfList(_ text: [UInt8], line: Int) -> Int {
    let from = lines.start(of: line - linesBefore, in: body)
    guard let found = body.firstOffset(of: [UInt8(ascii: "{"), UInt8(ascii: ":")], from: from) else {
      return 1
    }
    return found - from + 3
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
        let name = String(decoding: text[(begin + 1)..<at], as: UTF8.self)
        if let problem = Identifier.problem(name) {
          report.error("bad-attribute", problem, path, at: Position(line: line, column: column + begin))
        } else if text[begin] == UInt8(ascii: "#") {
          attributes.anchor = name
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
        String(decoding: $0, as: UTF8.self),
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
