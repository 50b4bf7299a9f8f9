import Labelling

/// Operations on labels as `String`; `LabelSigns` defines which characters count.
enum LabelText {
  /// A text without invisible characters: byte order marks, direction marks, joiners, soft hyphens.
  static func visible(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return String(text) }
    var out = String.UnicodeScalarView()
    out.append(contentsOf: text.unicodeScalars.filter { !LabelSigns.isFormat($0.value) })
    return String(out)
  }

  /// A line without invisible characters at its beginning, so that a label in it can be compared. The words after the
  /// first colon are unchanged.
  static func visibleStart(_ line: Substring) -> Substring {
    let reach = line.utf8.index(line.startIndex, offsetBy: 160, limitedBy: line.endIndex) ?? line.endIndex
    // Nearly all lines are ASCII.
    guard line.utf8[..<reach].contains(where: { $0 >= 0x80 }) else { return line }
    let end = line[..<reach].firstIndex(where: \.isLabelColon) ?? reach
    let start = visible(line[..<end])
    return start.utf8.count == line[..<end].utf8.count ? line : Substring(start + line[end...])
  }

  /// The form of a label for comparison: without invisible characters, with single spaces. `String` itself compares
  /// canonically equivalent letters as equal.
  static func key(_ label: String) -> String { squeezed(visible(label)) }

  /// A text without formatting tags such as `<b>`, which have no meaning in a label.
  static func withoutType(_ text: String) -> String {
    guard text.contains("<") else { return text }
    return text.replacing(#/(?i)<\/?(?:b|strong|i|em|u|span|font|p|div)(?:\s[^<>]*)?>/#, with: "")
  }

  /// A line without the arrows, dashes and bullets that captions and dialogues put before a label.
  static func withoutOpener(_ line: String) -> Substring {
    var rest = line.drop(while: \.isWhitespace)
    while let first = rest.first, ">-–—•·»⁃".contains(first) {
      let behind = rest.dropFirst()
      guard first == ">" || behind.first?.isWhitespace == true else { break }
      rest = behind.drop(while: \.isWhitespace)
    }
    return rest
  }
}
