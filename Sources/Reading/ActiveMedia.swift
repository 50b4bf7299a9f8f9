import Archive

/// Media that a browser runs scripts of: not where a page shows them as a picture, but where a reader opens them by
/// themselves. They are published as they are all the same, since the author may want just that; so it is said.
public enum ActiveMedia {
  private static let endings = [".svg", ".html", ".htm", ".xhtml", ".xht", ".xml"]

  /// Whether a file can have scripts that run, by the ending of its name.
  public static func canBe(_ path: String) -> Bool {
    let path = path.lowercased()
    return endings.contains { path.hasSuffix($0) }
  }

  /// Warns of the first script in a file.
  static func check(_ path: String, in folder: String, _ report: inout Report) {
    // What is no text is reported where it is used, if it is.
    var ignored = Report()
    guard canBe(path), let file = FileText.read(path, in: folder, &ignored),
      let found = script(in: file.bytes)
    else { return }
    report.warning(
      "media-script", "found '\(found.words)', a script that runs where a reader opens the file by itself",
      path,
      at: FileText.position(of: found.offset, in: file.bytes),
      fix: "take the script out, or keep the file if you wrote it and mean it to run")
  }

  /// The first `<script`, `javascript:` or attribute of an event.
  private static func script(in bytes: [UInt8]) -> (words: String, offset: Int)? {
    func begins(_ words: StaticString, at start: Int) -> Bool {
      start + words.utf8CodeUnitCount <= bytes.count
        && (0..<words.utf8CodeUnitCount).allSatisfy { bytes[start + $0] | 0x20 == words.utf8Start[$0] | 0x20 }
    }
    for at in bytes.indices {
      switch bytes[at] | 0x20 {
      // `<` and `:` have the bit already.
      case UInt8(ascii: "<") where begins("<script", at: at): return ("<script", at)
      case UInt8(ascii: "j") where begins("javascript:", at: at): return ("javascript:", at)
      case UInt8(ascii: "o") where begins("on", at: at) && at > 0 && isBetween(bytes[at - 1]):
        let name = bytes[at...].prefix { (0x61...0x7A).contains($0 | 0x20) }
        if name.count > 3, bytes[name.endIndex...].first(where: { !isBetween($0) }) == UInt8(ascii: "=") {
          return (String(decoding: name, as: UTF8.self), at)
        }
      default: break
      }
    }
    return nil
  }

  /// What stands between attributes: white space, a slash, the end of a quoted value.
  private static func isBetween(_ byte: UInt8) -> Bool { byte <= 0x20 || [0x22, 0x27, 0x2F].contains(byte) }
}
