import Archive
import Yams

/// Composes YAML, with its errors turned into diagnostics. Anchors are refused at the first one, before
/// anything follows an alias: a few lines of them can stand for gigabytes.
func compose(_ yaml: String, _ places: Places, path: String, _ report: inout Report) -> Node? {
  do {
    // The first look counts brackets in words as well; the second is that of the parser.
    if tooDeep(yaml) != nil, let deep = YAMLDepth.firstBeyond(deepest, in: yaml) {
      report.error(
        "broken-yaml", "found more than \(deepest) levels of nesting", path, at: places.at(deep, in: yaml))
      return nil
    }
    if let anchor = AliasScan.firstAliasedAnchor(in: Array(yaml.utf8)) {
      report.error(
        "broken-yaml", "found a YAML anchor, which is not allowed here", path,
        at: places.at(anchor, in: yaml),
        fix: "write the value in full where it is used")
      return nil
    }
    let parser = try Parser(yaml: yaml, resolver: .basic, constructor: .default, encoding: .utf8)
    guard let root = try parser.singleRoot() else { return nil }
    if let anchored = firstAnchor(root) {
      report.error(
        "broken-yaml", "found a YAML anchor, which is not allowed here", path,
        at: places.position(anchored.mark), fix: "write the value in full where it is used")
      return nil
    }
    return isNull(root) ? nil : root
  } catch let error as YamlError {
    if case .duplicatedKeysInMapping(let keys, let context) = error, let key = keys.first {
      report.error(
        "broken-yaml", "found the key '\(key)' twice, expected it once", path,
        at: places.second(key, after: context.mark, in: yaml))
      return nil
    }
    let (message, mark) = explain(error)
    let position = mark.map { places.position($0) } ?? fault(error, places, yaml)
    let fix = UnquotedText.fix(in: yaml, upTo: position.line - places.top.line)
    report.error("broken-yaml", message, path, at: position, fix: fix)
  } catch {
    report.error("broken-yaml", "cannot read the YAML: \(error)", path, at: places.top)
  }
  return nil
}

/// The place of a character that YAML does not allow.
private func fault(_ error: YamlError, _ places: Places, _ yaml: String) -> Position {
  guard case .reader(_, let letters?, _, _) = error,
    let index = yaml.index(yaml.startIndex, offsetBy: letters, limitedBy: yaml.endIndex)
  else { return places.top }
  return places.at(yaml.utf8.distance(from: yaml.startIndex, to: index), in: yaml)
}

private func explain(_ error: YamlError) -> (String, Yams.Mark?) {
  switch error {
  case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
    .composer(_, let problem, let mark, _):
    (problem, mark)
  case .reader(let problem, _, _, _): (problem, nil)
  default: ("cannot read the YAML", nil)
  }
}

/// More levels than any front matter has, fewer than the parser's recursion can bear.
private let deepest = 64

/// Offset of the bracket, dash or indented line that opens one level too many.
private func tooDeep(_ yaml: String) -> Int? {
  var flow = 0
  var dashes = 0
  var indent = 0
  var indents: [Int] = []
  var atStart = true
  for (offset, byte) in yaml.utf8.enumerated() {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"): flow += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"): flow = max(0, flow - 1)
    case 10:
      (dashes, indent, atStart) = (0, 0, true)
      continue
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      if atStart { dashes += 1 }
    case 32:
      if atStart && dashes == 0 { indent += 1 }
      continue
    default: break
    }
    if atStart && dashes <= 1 {
      while let last = indents.last, last >= indent { indents.removeLast() }
      indents.append(indent)
    }
    if byte != UInt8(ascii: "-") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: ":") { atStart = false }
    if flow > deepest || dashes > deepest || indents.count > deepest { return offset }
  }
  return nil
}

/// Finds anchors that something refers to, before the parser follows them: as the key of a mapping a few
/// lines of them would have to be compared letter by letter, which takes for ever.
private enum AliasScan {
  /// Offset of the first `&name` for which a `*name` follows, both where YAML can have them.
  static func firstAliasedAnchor(in yaml: [UInt8]) -> Int? {
    guard yaml.contains(UInt8(ascii: "&")), yaml.contains(UInt8(ascii: "*")) else { return nil }
    var anchors: [ArraySlice<UInt8>: Int] = [:]
    for (offset, byte) in yaml.enumerated() where byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
      guard offset == 0 || opens(yaml[offset - 1]) else { continue }
      let name = yaml[(offset + 1)...].prefix { isName($0) }
      let behind = name.endIndex < yaml.count ? yaml[name.endIndex] : 10
      guard !name.isEmpty, opens(behind) || behind == UInt8(ascii: "]") || behind == UInt8(ascii: "}") else {
        continue
      }
      if byte == UInt8(ascii: "&") {
        if anchors[name] == nil { anchors[name] = offset }
      } else if let anchor = anchors[name] {
        return anchor
      }
    }
    return nil
  }

  private static func opens(_ byte: UInt8) -> Bool {
    switch byte {
    case 32, 9, 10, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"): true
    default: false
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D
      || byte == 0x5F
  }
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

/// Turns the places that libyaml gives (columns in code points, lines of its own counting) into those of the
/// file (columns in bytes, lines as editors count them).
struct Places {
  private let yaml: [UInt8]
  /// The lines as libyaml counts them: where each begins, and the line of the file it is in, from 0, with where
  /// that one begins. Empty where all text is ASCII, since then both count alike.
  private let starts: [(offset: Int, line: Int, lineOffset: Int)]
  /// Where each line of the file begins.
  private let lineStarts: [Int]
  /// The offset of every 256th code point, so that a place far along a line is found without a walk from its start.
  private let steps: CodePointSteps
  private let firstLine: Int

  init(yaml text: String, firstLine: Int) {
    self.firstLine = firstLine
    let bytes = Array(text.utf8)
    yaml = bytes
    lineStarts = [0] + bytes.indices.lazy.filter { bytes[$0] == 10 }.map { $0 + 1 }
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      starts = []
      steps = CodePointSteps([])
      return
    }
    var found = [(offset: 0, line: 0, lineOffset: 0)]
    for (offset, byte) in bytes.enumerated() where Self.isBreak(byte, bytes, offset) {
      let last = found[found.count - 1]
      found.append(
        byte == 10 ? (offset + 1, last.line + 1, offset + 1) : (offset + 1, last.line, last.lineOffset))
    }
    starts = found
    steps = CodePointSteps(bytes)
  }

  /// Whether a byte ends a line for YAML 1.1: a line feed, or the last byte of U+0085, U+2028 or U+2029.
  private static func isBreak(_ byte: UInt8, _ bytes: [UInt8], _ offset: Int) -> Bool {
    switch byte {
    case 10: true
    case 0x85: offset >= 1 && bytes[offset - 1] == 0xC2
    case 0xA8, 0xA9: offset >= 2 && bytes[offset - 1] == 0x80 && bytes[offset - 2] == 0xE2
    default: false
    }
  }

  var top: Position { Position(line: firstLine, column: 1) }

  /// Words of a plain text that are no part of its value: a comment that is none to a reader (`Meeting #5`), or a
  /// tag (`!Kung people`).
  ///
  /// - Parameter position: where the text begins in the file.
  func lost(behind value: String, at position: Position) -> (
    rule: String, words: String, meaning: String, position: Position
  )? {
    let number = position.line - firstLine
    guard lineStarts.indices.contains(number) else { return nil }
    let start = lineStarts[number]
    // Only as far as it is looked at: a line may be the whole file.
    let text = yaml[min(start + position.column - 1, yaml.count)...]
    if text.first == UInt8(ascii: "!") {
      let tag = text.prefix { $0 != 32 && $0 != 10 }
      return ("yaml-tag", String(decoding: tag, as: UTF8.self), "a tag", position)
    }
    guard text.starts(with: value.utf8) else { return nil }
    let rest = text.dropFirst(value.utf8.count)
    let comment = rest.drop { $0 == 32 || $0 == 9 }
    guard comment.first == UInt8(ascii: "#"), let second = comment.dropFirst().first else { return nil }
    // A comment that somebody means has a space behind its sign.
    guard second != 32 && second != 10 && second != UInt8(ascii: "#") else { return nil }
    return (
      "yaml-comment", String(decoding: comment.prefix(60).prefix { $0 != 10 }, as: UTF8.self), "a comment",
      Position(line: position.line, column: comment.startIndex - start + 1)
    )
  }

  func at(_ offset: Int, in yaml: String) -> Position {
    let place = FileText.position(of: offset, in: Array(yaml.utf8))
    return Position(line: firstLine + place.line - 1, column: place.column)
  }

  func position(_ mark: Yams.Mark?) -> Position {
    guard let mark else { return top }
    guard mark.line >= 1, mark.line <= starts.count else {
      return Position(line: firstLine + mark.line - 1, column: mark.column)
    }
    let start = starts[mark.line - 1]
    let at = steps.offset(mark.column - 1, after: start.offset, in: yaml)
    return Position(line: firstLine + start.line, column: at - start.lineOffset + 1)
  }

  /// Place of the first letter of a block that a line opens: on the line behind it, as far in as the first
  /// line that has words.
  ///
  /// - Parameter table: the lines of the YAML, kept by the caller for the next block.
  func firstLetter(behind line: Int, _ table: inout LineTable) -> Position {
    var next = line - firstLine + 2
    while true {
      let start = table.start(of: next, in: yaml)
      let indent = yaml[start...].prefix { $0 == 32 }.count
      let isBlank = start + indent < yaml.count && yaml[start + indent] == 10
      if isBlank && table.start(of: next + 1, in: yaml) > start {
        next += 1
      } else {
        return Position(line: line + 1, column: indent + 1)
      }
    }
  }

  /// Where each byte of a scalar's value is written; nil where that cannot be told.
  func letters(of scalar: Node.Scalar, _ table: inout LineTable) -> TextPlace.Letters? {
    let position = position(scalar.mark)
    let start = table.start(of: position.line - firstLine + 1, in: yaml) + position.column - 1
    return ScalarLetters(scalar, in: yaml, from: start).map {
      TextPlace.Letters(value: scalar.string, offsets: $0.offsets, in: yaml, from: (start, position))
    }
  }

  /// Where a key stands the second time: the next line that begins with it as far in as the first, or the
  /// first itself where both stand on one line.
  func second(_ key: String, after mark: Yams.Mark, in yaml: String) -> Position {
    let first = position(mark)
    let needle = Array(key.utf8)
    var number = 0
    for line in yaml.utf8.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      guard firstLine + number - 1 > first.line else { continue }
      let rest = line.dropFirst(first.column - 1)
      let isIndented = line.prefix(first.column - 1).allSatisfy { $0 == 32 }
      if isIndented && rest.starts(with: needle) && rest.dropFirst(needle.count).first == UInt8(ascii: ":") {
        return Position(line: firstLine + number - 1, column: first.column)
      }
    }
    return first
  }
}
