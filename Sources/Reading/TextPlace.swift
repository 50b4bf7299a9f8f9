import Archive

/// Maps positions in a text that is a YAML value to positions in the file.
struct TextPlace {
  /// Position of the first character.
  var position: Position
  /// Whether every line of the text is a line of the file, with the same indentation as the first.
  var isLined: Bool
  /// Position of each byte, if the lines of the text are not lines of the file; nil if it cannot be determined.
  /// Then only positions on the first line are exact.
  var letters: Letters?

  /// Positions of single bytes.
  struct Letters {
    /// Offset in the text at which each of its lines begins.
    var lines: [Int]
    /// Position in the file of each byte.
    var positions: [Position]
  }

  /// Position in the file for a position in the text. Lines of `place` are counted as if the text began on the line
  /// of `position`.
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
  /// The element at an index, or nil if the index is out of range.
  fileprivate subscript(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension TextPlace.Letters {
  /// - Parameters:
  ///   - value: the text.
  ///   - offsets: the offset in the file for each byte of the text.
  ///   - yaml: the bytes of the file.
  ///   - start: an offset before all of these, and its position.
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
  /// Changes the reference's position in a text to the position in the file.
  mutating func move(to text: TextPlace) {
    self = Reference(scheme: scheme, id: id, fragment: fragment, at: text.inFile(position))
  }
}
