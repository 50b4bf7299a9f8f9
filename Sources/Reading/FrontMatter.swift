import Archive

/// The two parts of a Markdown file: YAML between two lines of `---`, and the body.
struct FrontMatter {
  /// The YAML; nil where the file has none.
  var yaml: String?
  /// The Markdown.
  var body: [UInt8]
  /// Number of lines in front of the body.
  var linesBefore: Int

  /// Splits a file. A front matter that does not end is reported, and the whole file is taken for it.
  init(_ file: FileText, _ report: inout Report) {
    let bytes = file.bytes
    guard Self.line(bytes, at: 0) == Array("---".utf8) else {
      (yaml, body, linesBefore) = (nil, bytes, 0)
      return
    }
    var start = 4
    var lines = 1
    while start < bytes.count {
      let line = Self.line(bytes, at: start)
      lines += 1
      if line == Array("---".utf8) || line == Array("...".utf8) {
        yaml = String(decoding: bytes[4..<start], as: UTF8.self)
        body = Array(bytes[min(bytes.count, start + 4)...])
        linesBefore = lines
        return
      }
      start += line.count + 1
    }
    report.error(
      "broken-yaml", "found the beginning of front matter and no end, expected a second line '---'",
      file.path,
      at: Position(line: 1, column: 1))
    (yaml, body, linesBefore) = (nil, [], lines)
  }

  private static func line(_ bytes: [UInt8], at start: Int) -> [UInt8] {
    guard start < bytes.count else { return [] }
    return Array(bytes[start...].prefix { $0 != 10 })
  }
}

/// Readings of values that several kinds of files have.
extension Fields {
  /// A text, without its place.
  mutating func string(_ key: String, _ report: inout Report) -> String? {
    text(key, &report)?.value
  }

  /// A list of texts, without their places.
  mutating func strings(_ key: String, _ report: inout Report) -> [String] {
    list(key, &report).map(\.value)
  }

  /// A date in EDTF.
  mutating func date(_ key: String, _ report: inout Report) -> UncertainDate? {
    guard let (value, at) = text(key, &report) else { return nil }
    if let date = UncertainDate(value) { return date }
    report.error(
      "bad-date",
      "found '\(value)' for '\(key)', expected a date such as 2018-07-16, 2018-07, 1963~ or 1939/1945",
      path, at: at)
    return nil
  }

  /// One of the words of an enumeration.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type, _ report: inout Report
  ) -> Choice? where Choice.RawValue == String {
    guard let (value, at) = text(key, &report) else { return nil }
    if let choice = Choice(rawValue: value) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    let near = Suggestion.nearest(value, among: known)
    report.error(
      "unknown-value", "found '\(value)' for '\(key)', expected \(known.joined(separator: ", "))", path,
      at: at,
      fix: near.map { "write '\($0)'" })
    return nil
  }

  /// True or false.
  mutating func flag(_ key: String, _ report: inout Report) -> Bool? {
    guard let (value, at) = text(key, &report) else { return nil }
    switch value {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      report.error("wrong-type", "found '\(value)' for '\(key)', expected true or false", path, at: at)
      return nil
    }
  }

  /// The id of one other thing.
  mutating func reference(_ key: String, _ scheme: Reference.Scheme, _ report: inout Report) -> Reference? {
    text(key, &report).map { Reference(scheme: scheme, id: $0.value, at: $0.at) }
  }

  /// The ids of several other things.
  mutating func references(_ key: String, _ scheme: Reference.Scheme, _ report: inout Report) -> [Reference] {
    list(key, &report).map { Reference(scheme: scheme, id: $0.value, at: $0.at) }
  }

  /// A web address; other schemes than http and https are refused, because it becomes a link.
  mutating func webAddress(
    _ key: String, _ report: inout Report, problem: (String) -> String? = WebAddress.problem
  ) -> String? {
    guard let (value, at) = text(key, &report) else { return nil }
    guard let expected = problem(value) else { return value }
    report.error("bad-address", "found '\(value)' for '\(key)', \(expected)", path, at: at)
    return nil
  }
}
