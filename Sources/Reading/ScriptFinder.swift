/// Finds what makes a browser run a script in HTML, SVG and other XML. It looks at characters and not at elements, as
/// it cannot know which of the two parsers a host makes a browser use. So it may name something harmless; the other
/// way round is the fault.
struct ScriptFinder {
  /// What was found.
  struct Found: Equatable {
    /// The characters, for people.
    var words: String
    /// What they do, to go on a sentence.
    var meaning: String
    /// Where they begin.
    var offset: Int
  }

  private static let runs = "a script that runs where a reader opens the file by itself"
  private static let brings = "which can bring in a script that is not seen here"

  private let bytes: [UInt8]

  /// - Parameter bytes: UTF-8.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The first thing in the file that runs or brings in a script.
  func first() -> Found? {
    [tagOrEvent(), address()].compactMap { $0 }.min { $0.offset < $1.offset }
  }

  private func tagOrEvent() -> Found? {
    for at in bytes.indices {
      switch bytes[at] | 0x20 {
      // `<` has the bit already.
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
          return Found(words: name, meaning: "an encoding in which a script is not seen", offset: at)
        }
      default: break
      }
    }
    return nil
  }

  /// `<script`, also with the prefix of a namespace, and the declarations that stand for one.
  private func tag(_ at: Int) -> Found? {
    for words in ["<!ENTITY", "<!ATTLIST", "<!--#"] where begins(words, at: at) {
      return Found(words: words, meaning: Self.brings, offset: at)
    }
    if begins("<?xml-stylesheet", at: at) {
      let rest = bytes[at...].prefix { $0 != UInt8(ascii: ">") }
      let text = String(decoding: rest, as: UTF8.self)
      // A style sheet of CSS runs nothing; one of XSLT makes any document of this one.
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

  /// What stands between attributes: white space, a slash, the end of a quoted value.
  private static func isBetween(_ byte: UInt8) -> Bool { byte <= 0x20 || [0x22, 0x27, 0x2F].contains(byte) }

  /// The name of an encoding other than UTF-8 in which the bytes of ASCII may mean something else; nil if none is
  /// declared at an offset.
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

  /// `javascript:` and documents in `data:`, as a browser reads them: character references are what they stand for,
  /// and tabs and line ends are left out.
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

  /// The text with character references undone and without tabs and line ends, and where each byte stands in the file.
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

  /// The character that a reference stands for, where it is one of ASCII, and the length of the reference.
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
    // Leading zeros, however many, change nothing; what is longer then is no character of ASCII.
    let number = digits.drop { $0 == 0x30 }
    guard !digits.isEmpty, number.count <= 3,
      let value = UInt8(String(decoding: [0x30] + number, as: UTF8.self), radix: isHexadecimal ? 16 : 10),
      value < 0x80
    else { return (bytes[at], 1) }
    let end = digits.endIndex
    return (value, end - at + (end < bytes.count && bytes[end] == UInt8(ascii: ";") ? 1 : 0))
  }

  /// Whether the file goes on with some characters of ASCII at an offset, in either case.
  private func begins(_ words: String, at start: Int) -> Bool {
    start + words.utf8.count <= bytes.count
      && zip(bytes[start...], words.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }
}
