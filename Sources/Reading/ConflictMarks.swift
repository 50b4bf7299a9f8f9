import Archive

/// Finds the conflict markers that git leaves in a file that two branches changed in the same place. Markdown would
/// read the markers as a heading and as quotations, and both versions as text of the record.
enum ConflictMarks {
  private static let opening = Array("<<<<<<< ".utf8)
  private static let closing = Array(">>>>>>> ".utf8)

  /// Reports each conflict in a text at its first line.
  ///
  /// - Parameter bytes: the text, with line feeds as line ends.
  static func report(_ bytes: [UInt8], path: String, _ report: inout Report) {
    // Hardly any file has a marker at the beginning of a line, so lines are counted only for files that do.
    guard bytes.withUnsafeBufferPointer(hasOpening) else { return }
    var open: Int?
    for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      if line.starts(with: opening) {
        if let open { say(open, nil, path, &report) }
        open = index + 1
      } else if let first = open, line.starts(with: closing) {
        say(first, index + 1, path, &report)
        open = nil
      }
    }
    if let open { say(open, nil, path, &report) }
  }

  private static func hasOpening(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let sign = UInt8(ascii: "<")
    for at in bytes.indices where bytes[at] == sign && (at == 0 || bytes[at - 1] == 10) {
      if at + opening.count <= bytes.count, bytes[at..<at + opening.count].elementsEqual(opening) {
        return true
      }
    }
    return false
  }

  private static func say(_ first: Int, _ last: Int?, _ path: String, _ report: inout Report) {
    let place = last.map { ", lines \(first) to \($0)" } ?? ""
    report.error(
      "merge-conflict", "found conflict markers of git\(place), expected one version of the text", path,
      at: Position(line: first, column: 1),
      fix: "keep the right version; remove the other and the lines that begin with '<<<<<<<', "
        + "'=======' and '>>>>>>>'; if these belong to the text, put a space before them")
  }
}
