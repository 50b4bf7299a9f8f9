import Archive
import Yams

/// A YAML mapping whose values are taken one by one, each with a type check. Keys that were not taken are reported
/// as unknown. Keeps the line and column of every key and value.
struct Fields {
  let path: String
  private var pairs: [(key: String, at: Position, value: Node)]
  private var taken: Set<String> = []
  private let places: Places

  /// Reads YAML that must be a single mapping.
  ///
  /// - Parameter firstLine: line of the file on which the YAML begins.
  /// - Returns: nil if there is no mapping to read; the report says why. Empty YAML is an empty mapping.
  static func read(_ yaml: String, firstLine: Int, path: String, _ report: inout Report) -> Fields? {
    let places = Places(yaml: yaml, firstLine: firstLine)
    guard let root = compose(yaml, places, path: path, &report) else {
      return report.diagnostics.last?.rule == "broken-yaml" ? nil : Fields([], path: path, places: places)
    }
    return Fields(root, places: places, path: path, what: "front matter", &report)
  }

  /// Reads YAML that must be a list of mappings, as in annotation files. Entries that are not mappings are
  /// reported.
  static func readList(_ yaml: String, path: String, _ report: inout Report) -> [(Fields, Position)] {
    let places = Places(yaml: yaml, firstLine: 1)
    guard let root = compose(yaml, places, path: path, &report) else { return [] }
    guard case .sequence(let list) = root else {
      report.error(
        "wrong-type", "found \(describe(root)), expected a list of annotations, each beginning with '- id:'",
        path, at: places.position(root.mark))
      return []
    }
    return list.compactMap { node in
      Fields(node, places: places, path: path, what: "an annotation", &report).map {
        ($0, places.position(node.mark))
      }
    }
  }

  private init(
    _ pairs: [(key: String, at: Position, value: Node)], path: String, places: Places
  ) {
    self.pairs = pairs
    self.path = path
    self.places = places
  }

  private init?(_ node: Node, places: Places, path: String, what: String, _ report: inout Report) {
    guard case .mapping(let mapping) = node else {
      report.error(
        "wrong-type", "found \(describe(node)), expected \(what) as 'key: value' lines", path,
        at: places.position(node.mark))
      return nil
    }
    var pairs: [(key: String, at: Position, value: Node)] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        report.error(
          "wrong-type", "found \(describe(key)) as a key, expected a word", path,
          at: places.position(key.mark))
        continue
      }
      let value = withoutControls(value, places, path, &report)
      pairs.append((scalar.string, places.position(scalar.mark), value))
    }
    self.init(pairs, path: path, places: places)
  }

  /// Whether the mapping has a key with a non-null value.
  func has(_ key: String) -> Bool { pairs.contains { $0.key == key && !isNull($0.value) } }

  /// Takes all keys in file order, with their positions. For mappings whose keys the author chooses.
  mutating func all() -> [(key: String, at: Position)] {
    taken.formUnion(pairs.map(\.key))
    return pairs.map { ($0.key, $0.at) }
  }

  /// Takes a value that must be text. Numbers and dates count as text.
  mutating func text(_ key: String, _ report: inout Report) -> (value: String, at: Position)? {
    guard let node = take(key) else { return nil }
    guard case .scalar(let scalar) = node else {
      report.error(
        "wrong-type", "found \(describe(node)) for '\(key)', expected text", path,
        at: places.position(node.mark))
      return nil
    }
    let position = places.position(scalar.mark)
    if scalar.style == .plain, let lost = places.lost(behind: scalar.string, at: position) {
      report.warning(
        lost.rule, "found '\(lost.words)' in '\(key)', which YAML reads as \(lost.meaning)", path,
        at: lost.position,
        fix: "put the whole text in quotation marks: \(key): \"…\"")
    }
    return (scalar.string, position)
  }

  /// Takes a value that must be a list of texts. A single text counts as a list of one.
  mutating func list(_ key: String, _ report: inout Report) -> [(value: String, at: Position)] {
    scalars(key, &report).map { ($0.string, places.position($0.mark)) }
  }

  private mutating func scalars(_ key: String, _ report: inout Report) -> [Node.Scalar] {
    guard let node = take(key) else { return [] }
    switch node {
    case .scalar(let scalar): return [scalar]
    case .sequence(let sequence):
      return sequence.compactMap { item in
        guard case .scalar(let scalar) = item else {
          report.error(
            "wrong-type", "found \(describe(item)) in '\(key)', expected text", path,
            at: places.position(item.mark))
          return nil
        }
        return scalar
      }
    default:
      report.error(
        "wrong-type", "found \(describe(node)) for '\(key)', expected a list", path,
        at: places.position(node.mark))
      return []
    }
  }

  /// Takes a value that must be a mapping.
  mutating func mapping(_ key: String, _ report: inout Report) -> Fields? {
    guard let node = take(key) else { return nil }
    return Fields(node, places: places, path: path, what: "'\(key)'", &report)
  }

  /// Takes a value that must be a list of mappings. A single mapping counts as a list of one.
  mutating func mappings(_ key: String, _ report: inout Report) -> [(Fields, Position)] {
    guard let node = take(key) else { return [] }
    var items = [node]
    if case .sequence(let sequence) = node { items = Array(sequence) }
    return items.compactMap { item in
      Fields(item, places: places, path: path, what: "an entry of '\(key)'", &report).map {
        ($0, places.position(item.mark))
      }
    }
  }

  /// Whether the value of a key is a list.
  func isList(_ key: String) -> Bool {
    guard case .sequence = pairs.first(where: { $0.key == key })?.value else { return false }
    return true
  }

  /// Whether the value of a key is a single text.
  func isText(_ key: String) -> Bool {
    guard case .scalar = pairs.first(where: { $0.key == key })?.value else { return false }
    return true
  }

  /// The position of a key; nil if the mapping does not have it.
  func position(_ key: String) -> Position? { pairs.first { $0.key == key }?.at }

  /// Takes a text and the positions of its letters in the file.
  ///
  /// - Parameter lines: line table of the file, reused for further texts.
  mutating func placedText(
    _ key: String, _ lines: inout LineTable, _ report: inout Report
  ) -> (value: String, place: TextPlace)? {
    guard let (value, _) = text(key, &report),
      case .scalar(let scalar) = pairs.first(where: { $0.key == key })?.value
    else { return nil }
    return (value, place(of: scalar, &lines))
  }

  /// Takes a list of texts, or a single one, and the positions of the letters of each in the file.
  mutating func placedTexts(
    _ key: String, _ lines: inout LineTable, _ report: inout Report
  ) -> [(value: String, place: TextPlace)] {
    scalars(key, &report).map { ($0.string, place(of: $0, &lines)) }
  }

  private func place(of scalar: Node.Scalar, _ lines: inout LineTable) -> TextPlace {
    let mark = places.position(scalar.mark)
    // Only text with links or markup can cause diagnostics inside it.
    let letters =
      scalar.style != .literal && scalar.string.utf8.contains(where: Self.isMarkup)
      ? places.letters(of: scalar, &lines) : nil
    switch scalar.style {
    case .literal: return TextPlace(position: places.firstLetter(behind: mark.line, &lines), isLined: true)
    case .folded:
      return TextPlace(
        position: places.firstLetter(behind: mark.line, &lines), isLined: false, letters: letters)
    case .singleQuoted, .doubleQuoted:
      return TextPlace(
        position: Position(line: mark.line, column: mark.column + 1), isLined: false, letters: letters)
    case .plain, .any: return TextPlace(position: mark, isLined: false, letters: letters)
    }
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "{")
  }

  /// Reports every key that was not taken.
  func finish(_ strictness: Settings.Strictness, _ report: inout Report) {
    for pair in pairs where !taken.contains(pair.key) {
      let near = Suggestion.nearest(pair.key, among: taken)
      let hint = near.map { ", did you mean '\($0)'" } ?? ""
      report.say(
        strictness, "unknown-key", "found the key '\(pair.key)', which is not known here\(hint)", path,
        at: pair.at, fix: near.map { "write '\($0)'" })
    }
  }

  private mutating func take(_ key: String) -> Node? {
    taken.insert(key)
    guard let node = pairs.first(where: { $0.key == key })?.value, !isNull(node) else { return nil }
    return node
  }
}

/// Whether a node is a plain scalar that YAML reads as null: empty, `~` or `null`.
func isNull(_ node: Node) -> Bool {
  guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
  return scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
}

private func describe(_ node: Node) -> String {
  switch node {
  case .scalar: "text"
  case .mapping: "a mapping"
  case .sequence: "a list"
  case .alias: "an alias"
  }
}

/// Removes C0 control characters from a value. An escape such as `"\0"` can produce them in YAML, and no page can
/// show them. The first one of each scalar is reported.
private func withoutControls(_ node: Node, _ places: Places, _ path: String, _ report: inout Report) -> Node {
  switch node {
  case .scalar(var scalar):
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value < 32 && scalar != "\n" && scalar != "\t"
    }
    guard let bad = scalar.string.unicodeScalars.first(where: isControl) else { return node }
    report.error(
      "control-character",
      "found the control character U+\(String(bad.value, radix: 16, uppercase: true)), expected text", path,
      at: places.position(scalar.mark))
    scalar.string = String(String.UnicodeScalarView(scalar.string.unicodeScalars.filter { !isControl($0) }))
    return .scalar(scalar)
  case .sequence(var items):
    for index in items.indices {
      if case .scalar = items[index] { items[index] = withoutControls(items[index], places, path, &report) }
    }
    return .sequence(items)
  case .mapping, .alias: return node
  }
}
