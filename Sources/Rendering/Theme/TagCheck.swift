import Archive

/// Checks the names in a template before anything is rendered: Mustache shows an unknown name as nothing,
/// which nobody notices.
struct TagCheck {
  let path: String
  let text: [UInt8]
  /// Names that the page gives to this template.
  let names: Set<String>
  /// Names of all templates, for `{{> name}}`.
  let templates: Set<String>

  /// One diagnostic for each unknown name, at its place, with the nearest known one.
  func run() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var at = 0
    if let nul = text.firstIndex(of: 0) {
      found.append(
        Diagnostic(
          .error, "broken-template", "found a NUL byte, expected text", path: path, at: self.position(nul)))
    }
    while let open = find([123, 123], from: at) {
      let isTriple = open + 2 < text.count && text[open + 2] == 123
      let closing: [UInt8] = isTriple ? [125, 125, 125] : [125, 125]
      let start = open + (isTriple ? 3 : 2)
      guard let close = find(closing, from: start) else {
        found.append(
          Diagnostic(
            .error, "broken-template", "found '{{' and no '}}' behind it", path: path, at: position(open)))
        break
      }
      at = close + closing.count
      check(text[start..<close], at: position(start), &found)
    }
    return found
  }

  /// Names of the templates that a text takes in: `{{> name}}` and `{{< name}}`.
  static func templates(in text: [UInt8]) -> [String] {
    text.indices.dropLast(2).compactMap { at in
      guard text[at] == 123, text[at + 1] == 123 else { return nil }
      let tag = text[(at + 2)...].drop { $0 == 32 }
      guard tag.first == UInt8(ascii: ">") || tag.first == UInt8(ascii: "<") else { return nil }
      let name = tag.dropFirst().prefix { $0 != 125 }.drop { $0 == 32 }
      return String(decoding: name.prefix { $0 != 32 }, as: UTF8.self)
    }
  }

  private func check(_ tag: ArraySlice<UInt8>, at position: Position, _ found: inout [Diagnostic]) {
    var tag = tag
    func trim() { while tag.first == 32 { tag = tag.dropFirst() } }
    trim()
    let sign = tag.first ?? 0
    if sign == UInt8(ascii: "=") {
      found.append(
        Diagnostic(
          .error, "broken-template", "found a change of delimiters, expected {{ and }} throughout",
          path: path,
          at: position))
    }
    if sign == UInt8(ascii: "!") || sign == UInt8(ascii: "=") || sign == UInt8(ascii: "%") { return }
    if "#^/&>$<".utf8.contains(sign) { tag = tag.dropFirst() }
    trim()
    while tag.last == 32 { tag = tag.dropLast() }
    let name = String(decoding: tag, as: UTF8.self)
    // The library's own questions about the place in a list.
    if ["first()", "last()", "index()", "even()", "odd()"].contains(name) { return }
    if sign == UInt8(ascii: ">") {
      guard !templates.contains(name) else { return }
      let near = Suggestion.nearest(name, among: templates)
      found.append(
        Diagnostic(
          .error, "unknown-template",
          "found '{{> \(name)}}', but there is no such template\(near.map { ", did you mean '\($0)'" } ?? "")",
          path: path,
          at: position))
      return
    }
    guard name != ".", !names.contains(name), sign != UInt8(ascii: "$"), sign != UInt8(ascii: "<") else {
      return
    }
    let near = Suggestion.nearest(name, among: names)
    found.append(
      Diagnostic(
        .error, "unknown-name",
        "found the name '\(name)', expected \(near.map { "'\($0)'" } ?? names.sorted().joined(separator: ", "))",
        path: path, at: position, fix: near.map { "write '\($0)'" }))
  }

  private func position(_ offset: Int) -> Position {
    var line = 1
    var column = 1
    for byte in text[..<offset] {
      column = byte == 10 ? 1 : column + 1
      if byte == 10 { line += 1 }
    }
    return Position(line: line, column: column)
  }

  private func find(_ needle: [UInt8], from: Int) -> Int? {
    guard text.count >= needle.count, from <= text.count - needle.count else { return nil }
    return (from...(text.count - needle.count)).first { text[$0..<($0 + needle.count)].elementsEqual(needle) }
  }
}
