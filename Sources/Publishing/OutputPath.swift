/// Paths below the output folder. They are checked before any use, because parts of them come from the author's
/// files and from imported texts.
enum OutputPath {
  /// Explains why a path cannot be published; nil if it can. A valid path is relative, with `/` between components.
  /// No component is empty, `.`, `..` or longer than file systems allow, and there are no control characters.
  static func problem(_ path: String) -> String? {
    if path.isEmpty { return "a published path cannot be empty" }
    if path.utf8.first == UInt8(ascii: "/") { return "a published path is relative, this one is absolute" }
    if path.utf8.count > 1024 { return "a published path has at most 1024 bytes" }
    var length = 0
    var dots = 0
    var fault: String?
    for byte in path.utf8 {
      if byte == UInt8(ascii: "/") {
        fault = fault ?? component(length, dots)
        (length, dots) = (0, 0)
        continue
      }
      if byte < 0x20 || byte == 0x7F { return "a published path has no control characters" }
      length += 1
      if byte == UInt8(ascii: ".") { dots += 1 }
    }
    return fault ?? component(length, dots)
  }

  /// The path as a case-insensitive file system compares it. Swift compares strings by canonical equivalence, so
  /// composed and decomposed letters are also equal.
  static func folded(_ path: String) -> String { path.lowercased() }

  /// The folder of a path; empty at the top.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  private static func component(_ length: Int, _ dots: Int) -> String? {
    if length == 0 { return "a published path has no empty component" }
    if length == dots && dots <= 2 { return "a published path has no component '.' or '..'" }
    return length > 255 ? "a component of a published path has at most 255 bytes" : nil
  }
}
