/// Finds code that makes a browser run a script in HTML, SVG and other XML. Searches characters and not elements,
/// because it cannot know which parser (HTML or XML) a host makes a browser use. It may report something harmless,
/// but must not miss a script.
struct ScriptFinder {
  /// A script, or something that can load one.
  struct Found: Equatable {
    /// The matching characters, for messages.
    var words: String
    /// What they do, as the end of a sentence.
    var meaning: String
    /// Offset at which they begin.
    var offset: Int
  }

  private static let runs = "a script that runs if a reader opens the file directly"
  private static let brings = "which can load a script that is not visible here"

  private let bytes: [UInt8]

  /// - Parameter bytes: UTF-8.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The first place in the file that runs or loads a script; nil if there is none.
  func first() -> Found? {
    [tagOrEvent(), address()].compactMap { $0 }.min { $0.offset < $1.offset }
  }

  private func tagOrEvent() -> Found? {
    for at in bytes.indices {
      switch bytes[at] | 0x20 {
      // `<` already has bit 0x20.
      case UInt8(ascii: "<"):
        if let found = tag(at) { return found }
      case UInt8(ascii: "o") where begins("on", at: at):
        // The shortest are `onend` and `oncut`.
        if let name = attribute(at), name.count >= 5 {
          return Found(words: name, meaning: Self.runs, offset: at)
        }
      case UInt8(ascii: "s") where begins("srcdoc", at: at):
        if attribute(at)?.count == 6 { return Found(words: "srcdoc", meaning: Self.brings, offset: at) }
      case UInt8(ascii: "e") where begins("encoding", at: at),
        UInt8(ascii: "c") where begins("charset", at: at):
        if let name = foreignEncoding(at) {
          return Found(words: name, meaning: "an encoding in which scripts cannot be detected", offset: at)
        }
      default: break
      }
    }
    return nil
  }

  /// Finds `<script`, also with a namespace prefix, and declarations that can load a script.
  private func tag(_ at: Int) -> Found? {
    for words in ["<!ENTITY", "<!ATTLIST", "<!--#"] where begins(words, at: at) {
      return Found(words: words, meaning: Self.brings, offset: at)
    }
    if begins("<?xml-stylesheet", at: at) {
      let rest = bytes[at...].prefix { $0 != UInt8(ascii: ">") }
      let text = String(decoding: rest, as: UTF8.self)
      // A CSS style sheet runs nothing. An XSLT style sheet can turn this document into any other.
      return text.contains("text/css") && !text.contains("&") && !text.lowercased().contains("xsl")
        ? nil : Found(words: "<?xml-stylesheet", meaning: Self.brings, offset: at)
    }
    let name = bytes[(at + 1)...].prefix { $0 > 0x20 && !"/><=\"'".utf8.contains($0) }
    let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    guard String(decoding: local, as: UTF8.self).lowercased() == "script" else { return nil }
    return Found(words: "<" + String(decoding: name, as: UTF8.self), meaning: Self.runs, offset: at)
  }

  /// The name of an attribute that begins at an offset and has a value; nil if there is none.
  private func attribute(_ at: Int) -> String? {
    guard at > 0, Self.isBetween(bytes[at - 1]) else { return nil }
    let name = bytes[at...].prefix { (0x61...0x7A).contains($0 | 0x20) }
    guard bytes[name.endIndex...].first(where: { $0 > 0x20 }) == UInt8(ascii: "=") else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  /// Whether a byte separates attributes: white space, a slash, or the quotation mark at the end of a value.
  private static func isBetween(_ byte: UInt8) -> Bool { byte <= 0x20 || [0x22, 0x27, 0x2F].contains(byte) }

  /// The encoding declared at an offset if ASCII bytes may have another meaning in it; nil if it is safe or if none
  /// is declared.
  private func foreignEncoding(_ at: Int) -> String? {
    var rest = bytes[at...].drop { (0x61...0x7A).contains($0 | 0x20) }.drop { $0 <= 0x20 }
    guard rest.popFirst() == UInt8(ascii: "=") else { return nil }
    rest = rest.drop { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }
    let name = String(
      decoding: rest.prefix { $0 > 0x20 && !"\"'?>/;<".utf8.contains($0) }, as: UTF8.self)
    let known = [
      "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-", "iso8859-", "latin", "windows-125", "cp125",
    ]
    return name.isEmpty || known.contains { name.lowercased().hasPrefix($0) } ? nil : name
  }

  // ---- Addresses

  /// Finds `javascript:` and `data:` documents as a browser reads them: with character references decoded, and
  /// without tabs and line ends.
  private func address() -> Found? {
    let words = [
      "javascript:", "data:text/html", "data:text/xml", "data:application/xhtml", "data:application/xml",
    ]
    let (text, offsets) = decoded()
    for at in text.indices where text[at] | 0x20 == UInt8(ascii: "j") || text[at] | 0x20 == UInt8(ascii: "d")
    {
      for word in words
      where text[at...].count >= word.utf8.count
        && zip(text[at...], word.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
      {
        return Found(words: word, meaning: Self.runs, offset: offsets[at])
      }
    }
    return nil
  }

  /// The text with character references decoded and without tabs and line ends, and for each byte its offset in the
  /// file.
  private func decoded() -> (text: [UInt8], offsets: [Int]) {
    var text: [UInt8] = []
    var offsets: [Int] = []
    text.reserveCapacity(bytes.count)
    offsets.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let (byte, length) = bytes[at] == UInt8(ascii: "&") ? reference(at) : (bytes[at], 1)
      if byte != 9 && byte != 10 && byte != 13 {
        text.append(byte)
        offsets.append(at)
      }
      at += length
    }
    return (text, offsets)
  }

  /// Decodes a character reference to an ASCII character. Returns the byte and the length of the reference, or `&`
  /// itself and 1 if there is no such reference.
  private func reference(_ at: Int) -> (UInt8, Int) {
    for (name, byte) in [("&Tab;", 9), ("&NewLine;", 10), ("&colon;", 0x3A), ("&sol;", 0x2F)]
      as [(String, UInt8)]
    where begins(name, at: at) { return (byte, name.utf8.count) }
    guard begins("&#", at: at) else { return (bytes[at], 1) }
    let isHexadecimal = at + 2 < bytes.count && bytes[at + 2] | 0x20 == UInt8(ascii: "x")
    let start = at + (isHexadecimal ? 3 : 2)
    let digits = bytes[start...].prefix {
      (0x30...0x39).contains($0) || isHexadecimal && (0x61...0x66).contains($0 | 0x20)
    }
    // Leading zeros change nothing. A longer number is outside ASCII.
    let number = digits.drop { $0 == 0x30 }
    guard !digits.isEmpty, number.count <= 3,
      let value = UInt8(String(decoding: [0x30] + number, as: UTF8.self), radix: isHexadecimal ? 16 : 10),
      value < 0x80
    else { return (bytes[at], 1) }
    let end = digits.endIndex
    return (value, end - at + (end < bytes.count && bytes[end] == UInt8(ascii: ";") ? 1 : 0))
  }

  /// Whether the given ASCII characters follow at an offset, ignoring case.
  private func begins(_ words: String, at start: Int) -> Bool {
    start + words.utf8.count <= bytes.count
      && zip(bytes[start...], words.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }
}
