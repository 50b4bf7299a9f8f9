import Archive

/// Where the letters of a text that stands in YAML are in the file.
struct TextPlace {
  /// Place of the first letter.
  var position: Position
  /// Whether every line of the text is a line of the file, as far in as the first.
  var isLined: Bool
  /// Where each byte of the text is, when its lines are not lines of the file; nil where that cannot be told,
  /// and then only the first line has places.
  var letters: Letters?

  /// Places of single bytes.
  struct Letters {
    /// Offset in the text at which each of its lines begins.
    var lines: [Int]
    /// The place of each byte.
    var positions: [Position]
  }

  /// The place in the file of a place in the text, whose line is counted as if it began on `position`'s.
  func inFile(_ place: Position) -> Position {
    if isLined { return Position(line: place.line, column: place.column + position.column - 1) }
    if let letters, let line = letters.lines[at: place.line - position.line],
      let found = letters.positions[at: line + place.column - 1]
    {
      return found
    }
    return place.line == position.line
      ? Position(line: place.line, column: place.column + position.column - 1) : position
  }
}

extension Array {
  /// The element at an index, or nil where there is none.
  fileprivate subscript(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension TextPlace.Letters {
  /// - Parameters:
  ///   - value: the text.
  ///   - offsets: for each of its bytes the offset in the file.
  ///   - start: an offset before all of these, and its place.
  init(value: String, offsets: [Int], in yaml: [UInt8], from start: (offset: Int, position: Position)) {
    lines = [0]
    positions = []
    positions.reserveCapacity(offsets.count)
    var (at, position) = start
    for (index, byte) in value.utf8.enumerated() {
      while at < offsets[index] {
        position =
          yaml[at] == 10
          ? Position(line: position.line + 1, column: 1)
          : Position(line: position.line, column: position.column + 1)
        at += 1
      }
      positions.append(position)
      if byte == 10 { lines.append(index + 1) }
    }
  }
}

extension Reference {
  /// Moves the reference from its place in a text to that in the file.
  mutating func move(to text: TextPlace) {
    self = Reference(scheme: scheme, id: id, fragment: fragment, at: text.inFile(position))
  }
}
