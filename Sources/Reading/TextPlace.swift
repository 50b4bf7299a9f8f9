import Archive

/// Where the lines of a text that stands in YAML are in the file.
struct TextPlace {
  /// Place of the first letter.
  var position: Position
  /// Whether every line of the text is a line of the file, as far in as the first. Where YAML has folded
  /// lines together only the beginning has a place.
  var isLined: Bool

  /// The place in the file of a place in the text, whose line is counted as if it began on `position`'s.
  func inFile(_ place: Position) -> Position {
    if isLined { return Position(line: place.line, column: place.column + position.column - 1) }
    return place.line == position.line
      ? Position(line: place.line, column: place.column + position.column - 1) : position
  }
}

extension Reference {
  /// Moves the reference from its place in a text to that in the file.
  mutating func move(to text: TextPlace) {
    self = Reference(scheme: scheme, id: id, fragment: fragment, at: text.inFile(position))
  }
}
