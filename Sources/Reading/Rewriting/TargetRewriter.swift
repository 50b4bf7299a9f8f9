import Archive
import Yams

/// A target of a note as written in its file, and its replacement.
public struct TargetEdit: Sendable {
  /// The target as it was read. Its position identifies it in the file.
  public var written: Annotation.Target
  /// The new passage, quotation, prefix and suffix. The source must stay the same.
  public var new: Annotation.Target

  /// Creates an edit of one target.
  public init(written: Annotation.Target, new: Annotation.Target) {
    self.written = written
    self.new = new
  }
}

/// The reason for which a file was not rewritten.
public struct RewriteRefusal: Error, Sendable, Equatable {
  /// The reason, in one line.
  public var message: String
  /// The position of the problem; nil if it concerns the whole file.
  public var position: Position?
}

/// Rewrites the targets of notes in the bytes of an annotation file. All other bytes stay the same: comments,
/// order, styles, indentation, line ends, a byte order mark.
///
/// - Parameters:
///   - bytes: the file as it is on disk.
///   - path: path of the file, for messages of the reader.
///   - edits: the targets to rewrite.
/// - Returns: the new bytes. They have been parsed again and differ in meaning only by the edits.
/// - Throws: `RewriteRefusal` if a target is not as it was read, cannot be edited safely, or if the result would
///   not have the intended meaning. There is no partial result.
public func rewriteTargets(
  in bytes: [UInt8], path: String, _ edits: [TargetEdit]
) throws(RewriteRefusal) -> [UInt8] {
  let old = try AnnotationTree(bytes, path: path)
  var wanted = old.values
  var pieces: [Replacement] = []
  var found: [(entry: AnnotationTree.Entry, edit: TargetEdit)] = []
  for edit in edits {
    guard let entry = old.entries[edit.written.position] else {
      throw RewriteRefusal(
        message: "the file changed after it was read: it has no target here", position: edit.written.position)
    }
    found.append((entry, edit))
  }
  // Targets in 'also' first, because a key that is added to a note moves the keys after it.
  for (entry, edit) in found.sorted(by: { $0.entry.path.count > $1.entry.path.count }) {
    var rewriter = TargetRewriter(entry: entry, values: wanted.pairs(at: entry.path), tree: old)
    try rewriter.rewrite(edit)
    pieces += rewriter.pieces
    wanted.replace(entry.path, with: rewriter.values)
  }
  let result = try old.text.replacing(pieces)
  let new = try AnnotationTree(result, path: path)
  guard new.values == wanted else {
    throw RewriteRefusal(message: "the edit would change other parts of the file", position: nil)
  }
  return result
}

/// Edits one target.
private struct TargetRewriter {
  private(set) var pieces: [Replacement] = []
  /// The keys and values of the mapping that parsing the result must give.
  private(set) var values: [PlainValue.Pair]

  private let entry: AnnotationTree.Entry
  private let tree: AnnotationTree
  private let inFlow: Bool

  init(entry: AnnotationTree.Entry, values: [PlainValue.Pair], tree: AnnotationTree) {
    self.entry = entry
    self.values = values
    self.tree = tree
    inFlow = entry.isInFlow
  }

  mutating func rewrite(_ edit: TargetEdit) throws(RewriteRefusal) {
    let (written, new) = (edit.written, edit.new)
    let on = { (target: Annotation.Target) in target.source + (target.passage.map { "#\($0)" } ?? "") }
    let isSame =
      value("on") == on(written) && value("quote") == (written.quote ?? "")
      && value("prefix") == written.prefix && value("suffix") == written.suffix
    guard isSame, written.source == new.source else {
      throw RewriteRefusal(
        message: "the file changed after it was read: the target is different", position: written.position)
    }
    for text in [new.quote ?? "", new.prefix, new.suffix]
    where text.utf8.contains(where: { $0 < 32 && $0 != 9 && $0 != 10 }) {
      throw RewriteRefusal(
        message: "the words have a control character, which a note cannot have", position: written.position)
    }
    if written.passage != new.passage { try set("on", on(new)) }
    if written.quote != new.quote, let quote = new.quote { try set("quote", quote) }
    var missing: [(key: String, value: String)] = []
    for (key, before, after) in [
      ("prefix", written.prefix, new.prefix), ("suffix", written.suffix, new.suffix),
    ] where before != after {
      if entry.scalars[key] != nil { try set(key, after) } else { missing.append((key, after)) }
    }
    try insert(missing.filter { !$0.value.isEmpty })
  }

  private func value(_ key: String) -> String {
    entry.scalars[key].map { isNull(.scalar($0.value)) ? "" : $0.value.string } ?? ""
  }

  private mutating func set(_ key: String, _ value: String) throws(RewriteRefusal) {
    guard let pair = entry.scalars[key] else { return }
    guard let letters = tree.letters(of: pair.value) else { throw unreadable(key, pair.value) }
    let read: String
    if pair.value.style == .plain, pair.value.string.isEmpty {
      let written = ScalarWriter.write(value, .plain, inFlow: inFlow)
      pieces.append(Replacement(at: try behindColon(pair.key), " " + written.text))
      read = written.value
    } else if let block = letters.block, let line = ScalarWriter.line(value) {
      var indent = tree.text.bytes[block].prefix { $0 == 32 }.count
      if let columns = tree.indentation(of: letters.range.lowerBound) {
        indent = tree.position(of: pair.key).column - 1 + columns
      }
      pieces.append(Replacement(block, String(repeating: " ", count: indent) + line))
      // The header and the blank lines around the text stay, and so do the line feeds around the value.
      let old = pair.value.string.utf8
      read =
        String(repeating: "\n", count: old.prefix { $0 == 10 }.count) + line
        + String(repeating: "\n", count: old.reversed().prefix { $0 == 10 }.count)
    } else if let block = letters.block {
      // A comment after the block's header stays on its line.
      let written = ScalarWriter.write(value, .doubleQuoted, inFlow: inFlow)
      let sign = letters.range.lowerBound..<tree.endOfSign(letters.range.lowerBound)
      pieces.append(Replacement(sign, written.text))
      pieces.append(Replacement(block.lowerBound - 1..<block.upperBound, ""))
      read = written.value
    } else {
      let written = ScalarWriter.write(value, pair.value.style, inFlow: inFlow)
      pieces.append(Replacement(letters.range, written.text))
      read = written.value
    }
    replaceValue(key, read)
  }

  private mutating func replaceValue(_ key: String, _ value: String) {
    for index in values.indices where values[index].key == key { values[index].value = .text(value) }
  }

  /// Adds a prefix after the quotation and a suffix after the prefix, in the style of the preceding value.
  private mutating func insert(_ missing: [(key: String, value: String)]) throws(RewriteRefusal) {
    for (key, value) in missing {
      let before = key == "suffix" && entry.scalars["prefix"] != nil ? "prefix" : "quote"
      guard let neighbour = entry.scalars[before] else { continue }
      guard let letters = tree.letters(of: neighbour.value),
        var place = values.firstIndex(where: { $0.key == before })
      else { throw unreadable(before, neighbour.value) }
      // A prefix may just have been added in between.
      if place + 1 < values.count, key == "suffix", values[place + 1].key == "prefix" { place += 1 }
      let mark =
        neighbour.key.style == .doubleQuoted ? "\"" : neighbour.key.style == .singleQuoted ? "'" : ""
      let indent = String(repeating: " ", count: tree.position(of: neighbour.key).column - 1)
      let written = ScalarWriter.write(value, neighbour.value.style, inFlow: inFlow)
      let text = (inFlow ? ", " : "\n" + indent) + "\(mark)\(key)\(mark): " + written.text
      let end = letters.block == nil ? letters.range.upperBound : tree.endOfBlock(letters.range)
      pieces.append(Replacement(at: inFlow ? end : tree.text.endOfLine(end), text))
      values.insert(.init(key: key, value: .text(written.value)), at: place + 1)
    }
  }

  private func behindColon(_ key: Node.Scalar) throws(RewriteRefusal) -> Int {
    guard let letters = tree.letters(of: key) else { throw unreadable(key.string, key) }
    let bytes = tree.text.bytes
    var at = letters.range.upperBound
    while at < bytes.count, bytes[at] == 32 { at += 1 }
    guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { throw unreadable(key.string, key) }
    return at + 1
  }

  private func unreadable(_ key: String, _ scalar: Node.Scalar) -> RewriteRefusal {
    RewriteRefusal(
      message: "'\(key)' is written in a way that cannot be edited safely",
      position: tree.position(of: scalar))
  }
}
