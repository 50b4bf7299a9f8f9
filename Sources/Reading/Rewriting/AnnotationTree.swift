import Archive
import Yams

/// A YAML value without its formatting.
indirect enum PlainValue: Equatable {
  case nothing
  case text(String)
  case list([PlainValue])
  case mapping([Pair])

  struct Pair: Equatable {
    var key: String
    var value: PlainValue
  }

  init(_ node: Node) {
    switch node {
    case .scalar(let scalar): self = isNull(node) ? .nothing : .text(scalar.string)
    case .sequence(let items): self = .list(items.map { PlainValue($0) })
    case .mapping(let pairs):
      self = .mapping(pairs.map { Pair(key: $0.key.scalar?.string ?? "", value: PlainValue($0.value)) })
    case .alias: self = .nothing
    }
  }

  /// The pairs of the mapping at a path of indices.
  func pairs(at path: some Collection<Int>) -> [Pair] {
    switch self {
    case .list(let items): path.first.map { items[$0].pairs(at: path.dropFirst()) } ?? []
    case .mapping(let pairs): path.first.map { pairs[$0].value.pairs(at: path.dropFirst()) } ?? pairs
    case .nothing, .text: []
    }
  }

  /// Replaces the pairs of the mapping at a path of indices.
  mutating func replace(_ path: some Collection<Int>, with pairs: [Pair]) {
    guard let index = path.first else {
      self = .mapping(pairs)
      return
    }
    switch self {
    case .list(var items):
      // Release the old value first, so that the list is changed without a copy.
      self = .nothing
      items[index].replace(path.dropFirst(), with: pairs)
      self = .list(items)
    case .mapping(var own):
      self = .nothing
      own[index].value.replace(path.dropFirst(), with: pairs)
      self = .mapping(own)
    case .nothing, .text: break
    }
  }
}

/// An annotation file as YAML, with the mappings that are targets of notes. Each is found by the position of its
/// `on` value.
struct AnnotationTree {
  /// A mapping with an `on` key.
  struct Entry {
    /// Indices that lead from the root to the mapping.
    var path: [Int]
    /// Its scalar values, by key.
    var scalars: [String: (key: Node.Scalar, value: Node.Scalar)]
    /// Whether the mapping is written in braces.
    var isInFlow: Bool
  }

  let text: EditedText
  let values: PlainValue
  private(set) var entries: [Position: Entry] = [:]
  private let places: Places
  /// Offset at which each line begins.
  private let lines: [Int]

  /// - Throws: `RewriteRefusal` if the file cannot be read.
  init(_ raw: [UInt8], path: String) throws(RewriteRefusal) {
    var report = Report()
    guard let file = FileText.check(raw, path: path, &report) else { throw Self.refusal(report) }
    let yaml = String(decoding: file.bytes, as: UTF8.self)
    text = EditedText(raw: raw, bytes: file.bytes)
    places = Places(yaml: yaml, firstLine: 1)
    var lines = [0]
    for (offset, byte) in file.bytes.enumerated() where byte == 10 { lines.append(offset + 1) }
    self.lines = lines
    guard let root = compose(yaml, places, path: path, &report), case .sequence(let notes) = root else {
      throw Self.refusal(report)
    }
    values = PlainValue(root)
    for (index, note) in notes.enumerated() { add(note, [index]) }
  }

  private static func refusal(_ report: Report) -> RewriteRefusal {
    RewriteRefusal(
      message: report.diagnostics.first?.message ?? "the file is not a list of annotations",
      position: report.diagnostics.first?.position)
  }

  private mutating func add(_ node: Node, _ path: [Int]) {
    guard case .mapping(let mapping) = node else { return }
    var scalars: [String: (key: Node.Scalar, value: Node.Scalar)] = [:]
    for (index, pair) in mapping.enumerated() {
      guard let key = pair.key.scalar else { continue }
      if let value = pair.value.scalar { scalars[key.string] = (key, value) }
      guard key.string == "also", path.count == 1 else { continue }
      if case .sequence(let targets) = pair.value {
        for (number, target) in targets.enumerated() { add(target, path + [index, number]) }
      } else {
        add(pair.value, path + [index])
      }
    }
    guard let on = scalars["on"] else { return }
    entries[position(of: on.value)] = Entry(path: path, scalars: scalars, isInFlow: isInBraces(mapping))
  }

  /// Whether a mapping is written as `{…}`. (The style that the parser reports belongs to another event.)
  private func isInBraces(_ mapping: Node.Mapping) -> Bool {
    var at = offset(places.position(mapping.mark))
    if at < text.bytes.count, text.bytes[at] == UInt8(ascii: "!") {
      at = text.bytes[at...].firstIndex { $0 == 32 || $0 == 10 } ?? at
      at = text.bytes[at...].firstIndex { $0 != 32 && $0 != 10 } ?? at
    }
    return at < text.bytes.count && text.bytes[at] == UInt8(ascii: "{")
  }

  private func offset(_ position: Position) -> Int { lines[position.line - 1] + position.column - 1 }

  /// The position at which a scalar begins.
  func position(of scalar: Node.Scalar) -> Position { places.position(scalar.mark) }

  /// How a scalar is written, letter by letter; nil if that cannot be determined.
  func letters(of scalar: Node.Scalar) -> ScalarLetters? {
    ScalarLetters(scalar, in: text.bytes, from: offset(position(of: scalar)))
  }

  /// Number of indentation columns in the block header (`|2-`) at an offset; nil if the header gives none.
  func indentation(of sign: Int) -> Int? {
    let digit = text.bytes[sign..<endOfSign(sign)].first { (0x31...0x39).contains($0) }
    return digit.map { Int($0) - 0x30 }
  }

  /// Offset at which a block ends. If its header (`|+`) keeps the blank lines after it, it ends after them.
  func endOfBlock(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    guard text.bytes[range.lowerBound..<endOfSign(range.lowerBound)].contains(UInt8(ascii: "+")) else {
      return end
    }
    while end < text.bytes.count {
      let next = text.endOfLine(end + 1)
      guard next < text.bytes.count, text.bytes[(end + 1)..<next].allSatisfy({ $0 == 32 }) else { break }
      end = next
    }
    return end
  }

  /// End offset of the indicators of the block header (`|2-`) at an offset.
  func endOfSign(_ offset: Int) -> Int {
    offset + 1
      + text.bytes[(offset + 1)...].prefix { $0 == 0x2B || $0 == 0x2D || (0x30...0x39).contains($0) }.count
  }
}
