import Archive

/// The two parts of a Markdown file: YAML between two lines of `---`, and the body.
struct FrontMatter {
  /// The YAML; nil if the file has no front matter.
  var yaml: String?
  /// The Markdown.
  var body: [UInt8]
  /// Number of lines before the body.
  var linesBefore: Int

  /// Splits a file. Unclosed front matter is reported and extends to the end of the file; then there is neither
  /// YAML nor a body.
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
      "broken-yaml", "found front matter without an end, expected a second line '---'",
      file.path,
      at: Position(line: 1, column: 1))
    (yaml, body, linesBefore) = (nil, [], lines)
  }

  private static func line(_ bytes: [UInt8], at start: Int) -> [UInt8] {
    guard start < bytes.count else { return [] }
    return Array(bytes[start...].prefix { $0 != 10 })
  }
}

/// Readers of values that several kinds of files have.
extension Fields {
  /// Takes a text without its position.
  mutating func string(_ key: String, _ report: inout Report) -> String? {
    text(key, &report)?.value
  }

  /// Takes a list of texts without their positions.
  mutating func strings(_ key: String, _ report: inout Report) -> [String] {
    list(key, &report).map(\.value)
  }

  /// Takes a date in EDTF.
  mutating func date(_ key: String, _ report: inout Report) -> UncertainDate? {
    guard let (value, at) = text(key, &report) else { return nil }
    if let date = UncertainDate(value) { return date }
    report.error(
      "bad-date",
      "found '\(value)' for '\(key)', expected a date such as 2018-07-16, 2018-07, 1963~ or 1939/1945",
      path, at: at)
    return nil
  }

  /// Takes a case of an enumeration by its raw value.
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

  /// Takes a boolean: `true`, `yes`, `false` or `no`.
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

  /// Takes a reference by id.
  mutating func reference(_ key: String, _ scheme: Reference.Scheme, _ report: inout Report) -> Reference? {
    text(key, &report).map { Reference(scheme: scheme, id: $0.value, at: $0.at) }
  }

  /// Takes a list of references by id.
  mutating func references(_ key: String, _ scheme: Reference.Scheme, _ report: inout Report) -> [Reference] {
    list(key, &report).map { Reference(scheme: scheme, id: $0.value, at: $0.at) }
  }

  /// Takes a web address. Schemes other than http and https are rejected, because it becomes a link.
  mutating func webAddress(
    _ key: String, _ report: inout Report, problem: (String) -> String? = WebAddress.problem
  ) -> String? {
    guard let (value, at) = text(key, &report) else { return nil }
    guard let expected = problem(value) else { return value }
    report.error("bad-address", "found '\(value)' for '\(key)', \(expected)", path, at: at)
    return nil
  }
}
