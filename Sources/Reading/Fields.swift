import Archive
import Yams

/// A YAML mapping whose values are taken out one by one, each checked for its type; what was not taken is
/// reported as an unknown key. Keeps the line and column of everything.
struct Fields {
  let path: String
  private let pairs: [(key: String, at: Position, value: Node)]
  private var taken: Set<String> = []
  private let places: Places

  /// Reads YAML that must be one mapping.
  ///
  /// - Parameter firstLine: line of the file on which the YAML begins.
  /// - Returns: nil where there is no mapping to read; the report says why. Empty YAML is an empty mapping.
  static func read(_ yaml: String, firstLine: Int, path: String, _ report: inout Report) -> Fields? {
    let places = Places(yaml: yaml, firstLine: firstLine)
    guard let root = compose(yaml, places, path: path, &report) else {
      return report.diagnostics.last?.rule == "broken-yaml" ? nil : Fields([], path: path, places: places)
    }
    return Fields(root, places: places, path: path, what: "front matter", &report)
  }

  /// Reads YAML that must be a list of mappings, as annotation files are. Entries that are not are reported.
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
      pairs.append((scalar.string, places.position(scalar.mark), value))
    }
    self.init(pairs, path: path, places: places)
  }

  /// Whether the mapping has a key with a value.
  func has(_ key: String) -> Bool { pairs.contains { $0.key == key && !isNull($0.value) } }

  /// Keys and values in order of the file; for mappings whose keys are the author's own.
  mutating func all() -> [(key: String, at: Position)] {
    taken.formUnion(pairs.map(\.key))
    return pairs.map { ($0.key, $0.at) }
  }

  /// Takes a value that must be text. Numbers and dates are text too.
  mutating func text(_ key: String, _ report: inout Report) -> (value: String, at: Position)? {
    guard let node = take(key) else { return nil }
    guard case .scalar(let scalar) = node else {
      report.error(
        "wrong-type", "found \(describe(node)) for '\(key)', expected text", path,
        at: places.position(node.mark))
      return nil
    }
    return (scalar.string, places.position(scalar.mark))
  }

  /// Takes a value that must be a list of texts; one text counts as a list of one.
  mutating func list(_ key: String, _ report: inout Report) -> [(value: String, at: Position)] {
    guard let node = take(key) else { return [] }
    switch node {
    case .scalar(let scalar): return [(scalar.string, places.position(scalar.mark))]
    case .sequence(let sequence):
      return sequence.compactMap { item in
        guard case .scalar(let scalar) = item else {
          report.error(
            "wrong-type", "found \(describe(item)) in '\(key)', expected text", path,
            at: places.position(item.mark))
          return nil
        }
        return (scalar.string, places.position(scalar.mark))
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

  /// Takes a value that must be a list of mappings; one mapping counts as a list of one.
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

  /// Whether the value of a key is one text.
  func isText(_ key: String) -> Bool {
    guard case .scalar = pairs.first(where: { $0.key == key })?.value else { return false }
    return true
  }

  /// Line of the file on which the text of a block scalar (`|`) begins.
  func lineOfBlock(_ key: String) -> Int {
    guard case .scalar(let scalar) = pairs.first(where: { $0.key == key })?.value else { return 1 }
    let line = places.position(scalar.mark).line
    return scalar.style == .literal || scalar.style == .folded ? line + 1 : line
  }

  /// Reports every key that nobody took.
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

/// An empty plain scalar, which YAML reads as "nothing".
private func isNull(_ node: Node) -> Bool {
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

/// Composes YAML, with its errors turned into diagnostics. Anchors are refused at the first one, before
/// anything follows an alias: a few lines of them can stand for gigabytes.
private func compose(_ yaml: String, _ places: Places, path: String, _ report: inout Report) -> Node? {
  do {
    if let deep = tooDeep(yaml) {
      report.error(
        "broken-yaml", "found more than \(deepest) levels of nesting", path, at: places.at(deep, in: yaml))
      return nil
    }
    let parser = try Parser(yaml: yaml, resolver: .basic, constructor: .default, encoding: .utf8)
    guard let root = try parser.singleRoot() else { return nil }
    if let anchored = firstAnchor(root) {
      report.error(
        "broken-yaml", "found a YAML anchor, which is not allowed here", path,
        at: places.position(anchored.mark), fix: "write the value out where it is used")
      return nil
    }
    return isNull(root) ? nil : root
  } catch let error as YamlError {
    let (message, mark) = explain(error)
    report.error("broken-yaml", message, path, at: mark.map { places.position($0) } ?? places.top)
  } catch {
    report.error("broken-yaml", "cannot read the YAML: \(error)", path, at: places.top)
  }
  return nil
}

private func explain(_ error: YamlError) -> (String, Yams.Mark?) {
  switch error {
  case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
    .composer(_, let problem, let mark, _):
    (problem, mark)
  case .duplicatedKeysInMapping(let keys, let context):
    ("found the key '\(keys.first ?? "")' twice, expected it once", context.mark)
  case .reader(let problem, _, _, _): (problem, nil)
  default: ("cannot read the YAML", nil)
  }
}

/// More levels than any front matter has, fewer than the parser's recursion can bear.
private let deepest = 64

/// Offset of the bracket or dash that opens one level too many.
private func tooDeep(_ yaml: String) -> Int? {
  var flow = 0
  var dashes = 0
  var atStart = true
  for (offset, byte) in yaml.utf8.enumerated() {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"): flow += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"): flow = max(0, flow - 1)
    case 10:
      (dashes, atStart) = (0, true)
      continue
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      if atStart { dashes += 1 }
      continue
    case 32: continue
    default: atStart = false
    }
    if flow > deepest || dashes > deepest { return offset }
  }
  return nil
}

private func firstAnchor(_ node: Node) -> Node? {
  if node.anchor != nil { return node }
  switch node {
  case .scalar, .alias: return nil
  case .sequence(let items):
    for item in items {
      if let found = firstAnchor(item) { return found }
    }
  case .mapping(let pairs):
    for (key, value) in pairs {
      if let found = firstAnchor(key) ?? firstAnchor(value) { return found }
    }
  }
  return nil
}

/// Turns the places that libyaml gives (columns in code points, lines of the YAML) into those of the file
/// (columns in bytes).
private struct Places {
  private let lines: [Substring.UTF8View]?
  private let firstLine: Int

  init(yaml: String, firstLine: Int) {
    self.firstLine = firstLine
    let isASCII = yaml.utf8.allSatisfy { $0 < 0x80 }
    lines = isASCII ? nil : yaml.split(separator: "\n", omittingEmptySubsequences: false).map(\.utf8)
  }

  var top: Position { Position(line: firstLine, column: 1) }

  func at(_ offset: Int, in yaml: String) -> Position {
    let place = FileText.position(of: offset, in: Array(yaml.utf8))
    return Position(line: firstLine + place.line - 1, column: place.column)
  }

  func position(_ mark: Yams.Mark?) -> Position {
    guard let mark else { return top }
    let line = firstLine + mark.line - 1
    guard let lines, mark.line >= 1, mark.line <= lines.count else {
      return Position(line: line, column: mark.column)
    }
    var column = 1
    var letters = mark.column - 1
    for byte in lines[mark.line - 1] {
      if byte & 0xC0 != 0x80 {
        if letters == 0 { break }
        letters -= 1
      }
      column += 1
    }
    return Position(line: line, column: column)
  }
}
