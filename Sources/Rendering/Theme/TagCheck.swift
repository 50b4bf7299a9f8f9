import Archive

/// Checks the names in a template before rendering, because Mustache silently renders an unknown name as nothing.
struct TagCheck {
  let path: String
  let text: [UInt8]
  /// Names that the page supplies to this template.
  let names: Set<String>
  /// Names of all templates, for `{{> name}}`.
  let templates: Set<String>

  /// Returns one diagnostic for each unknown name, with its position and the closest known name.
  ///
  /// If the template has too many tags or levels for the library to render, the last diagnostic reports that.
  func run() -> [Diagnostic] {
    var found: [Diagnostic] = []
    var at = 0
    var places = LineCounter()
    var (tags, levels) = (0, 0)
    if let nul = text.firstIndex(of: 0) {
      found.append(
        Diagnostic(
          .error, "broken-template", "found a NUL byte, expected text", path: path,
          at: Self.position(nul, in: text)))
    }
    while let open = find([123, 123], from: at) {
      let isTriple = open + 2 < text.count && text[open + 2] == 123
      let closing: [UInt8] = isTriple ? [125, 125, 125] : [125, 125]
      let start = open + (isTriple ? 3 : 2)
      guard let close = find(closing, from: start) else {
        found.append(
          Diagnostic(
            .error, "broken-template", "found '{{' without a '}}' after it", path: path,
            at: places.position(open, in: text)))
        break
      }
      at = close + closing.count
      let position = places.position(start, in: text)
      check(text[start..<close], at: position, &found)
      tags += 1
      switch text[start..<close].first(where: { $0 != 32 }) {
      case UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "<"): levels += 1
      case UInt8(ascii: "/"): levels = max(0, levels - 1)
      default: break
      }
      if levels > TemplateLimits.levels {
        found.append(TemplateLimits.tooDeep(path, position))
        break
      }
      if tags > TemplateLimits.tags {
        found.append(TemplateLimits.tooMany(path, position))
        break
      }
      // Further diagnostics would not help.
      if found.count > 1_000 { break }
    }
    return found
  }

  /// Names of the templates that a text includes: `{{> name}}` and `{{< name}}`.
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
    // Built-in functions of the library for the position in a list.
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

  private static func position(_ offset: Int, in text: [UInt8]) -> Position {
    var places = LineCounter()
    return places.position(offset, in: text)
  }

  private func find(_ needle: [UInt8], from: Int) -> Int? {
    guard let first = needle.first else { return nil }
    var at = from
    while at + needle.count <= text.count {
      guard let hit = text[at...].firstIndex(of: first), hit + needle.count <= text.count else { return nil }
      if text[hit..<(hit + needle.count)].elementsEqual(needle) { return hit }
      at = hit + 1
    }
    return nil
  }
}

/// Counts lines incrementally, so that the positions of all tags need one pass over the text.
private struct LineCounter {
  private var at = 0
  private var place = Position(line: 1, column: 1)

  /// - Parameter offset: must not be less than the offset of the last call.
  mutating func position(_ offset: Int, in text: [UInt8]) -> Position {
    for byte in text[at..<offset] {
      place =
        byte == 10
        ? Position(line: place.line + 1, column: 1) : Position(line: place.line, column: place.column + 1)
    }
    at = offset
    return place
  }
}
