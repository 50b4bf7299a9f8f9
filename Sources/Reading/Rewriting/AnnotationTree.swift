import Archive
import Yams

/// What YAML says, without how it is written.
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

  /// The mapping that a path of indices leads to.
  func pairs(at path: some Collection<Int>) -> [Pair] {
    switch self {
    case .list(let items): path.first.map { items[$0].pairs(at: path.dropFirst()) } ?? []
    case .mapping(let pairs): path.first.map { pairs[$0].value.pairs(at: path.dropFirst()) } ?? pairs
    case .nothing, .text: []
    }
  }

  /// Replaces the mapping that a path of indices leads to.
  mutating func replace(_ path: some Collection<Int>, with pairs: [Pair]) {
    guard let index = path.first else {
      self = .mapping(pairs)
      return
    }
    switch self {
    case .list(var items):
      // Given up first, so that the list is changed in place.
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

/// An annotation file as YAML, with the mappings that are targets of notes by the place of their `on`.
struct AnnotationTree {
  /// A mapping that has `on`.
  struct Entry {
    /// Indices that lead to it from the root.
    var path: [Int]
    /// Its keys and values that are text.
    var scalars: [String: (key: Node.Scalar, value: Node.Scalar)]
    /// Whether it stands in braces.
    var isInFlow: Bool
  }

  let text: EditedText
  let values: PlainValue
  private(set) var entries: [Position: Entry] = [:]
  private let places: Places
  /// Offset of the beginning of each line.
  private let lines: [Int]

  /// - Throws: where the file cannot be read.
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
      message: report.diagnostics.first?.message ?? "the file is no list of annotations",
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

  /// Whether a mapping is written as `{…}`. (The style that the parser gives is that of another event.)
  private func isInBraces(_ mapping: Node.Mapping) -> Bool {
    var at = offset(places.position(mapping.mark))
    if at < text.bytes.count, text.bytes[at] == UInt8(ascii: "!") {
      at = text.bytes[at...].firstIndex { $0 == 32 || $0 == 10 } ?? at
      at = text.bytes[at...].firstIndex { $0 != 32 && $0 != 10 } ?? at
    }
    return at < text.bytes.count && text.bytes[at] == UInt8(ascii: "{")
  }

  private func offset(_ position: Position) -> Int { lines[position.line - 1] + position.column - 1 }

  /// Where a scalar begins.
  func position(of scalar: Node.Scalar) -> Position { places.position(scalar.mark) }

  /// How a scalar is written; nil where that cannot be told.
  func letters(of scalar: Node.Scalar) -> ScalarLetters? {
    ScalarLetters(scalar, in: text.bytes, from: offset(position(of: scalar)))
  }

  /// Columns by which a block whose sign (`|2-`) begins at an offset says that it is indented, if it does.
  func indentation(of sign: Int) -> Int? {
    let digit = text.bytes[sign..<endOfSign(sign)].first { (0x31...0x39).contains($0) }
    return digit.map { Int($0) - 0x30 }
  }

  /// Where a block ends: behind the blank lines after it where its sign (`|+`) says that they belong to it.
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

  /// The end of a block's sign (`|2-`) that begins at an offset.
  func endOfSign(_ offset: Int) -> Int {
    offset + 1
      + text.bytes[(offset + 1)...].prefix { $0 == 0x2B || $0 == 0x2D || (0x30...0x39).contains($0) }.count
  }
}
