/// Looks through the markup of a template as a browser's tokeniser does (HTML, section 13.2.5), as far as it decides
/// whether what follows is read as elements.
struct MarkupScan {
  /// What is open at the end of the text, in words for people: "a comment", "a tag" or `<noscript>`; nil if elements
  /// may follow.
  private(set) var opening: String?
  /// Whether a tag looks like that of a record.
  private(set) var hasRecord = false

  /// Elements whose content a browser takes for text, or keeps out of the page.
  private static let closed = [
    "script", "style", "template", "noscript", "textarea", "title", "iframe", "select", "xmp",
  ]

  init(_ text: [UInt8]) {
    var rest = text[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[open...]
      if rest.starts(with: "<!--".utf8) {
        guard let end = Self.end(of: "-->", in: rest.dropFirst(4)) else {
          opening = "a comment"
          return
        }
        rest = rest[end...]
        continue
      }
      let name = rest.dropFirst().prefix { 97...122 ~= ($0 | 32) || 48...57 ~= $0 }
      guard !name.isEmpty else {
        rest = rest.dropFirst()
        continue
      }
      guard let end = Self.endOfTag(rest) else {
        opening = "a tag"
        return
      }
      let tag = String(decoding: rest[..<end], as: UTF8.self)
      hasRecord = hasRecord || (tag.contains("record") && tag.contains("data-title"))
      rest = rest[end...]
      let element = String(decoding: name, as: UTF8.self).lowercased()
      guard Self.closed.contains(element) else { continue }
      guard let close = Self.end(of: "</\(element)", in: rest) else {
        opening = "<\(element)>"
        return
      }
      rest = rest[close...]
    }
  }

  /// The place behind the `>` of a start tag; one in a quoted value does not count.
  private static func endOfTag(_ text: ArraySlice<UInt8>) -> Int? {
    var quote: UInt8?
    for (at, byte) in zip(text.indices, text) {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return at + 1
      }
    }
    return nil
  }

  /// The place behind the first such text, whatever its capitals.
  private static func end(of wanted: String, in text: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(wanted.utf8)
    guard text.count >= wanted.count else { return nil }
    for at in text.startIndex...(text.endIndex - wanted.count)
    where zip(text[at...], wanted).allSatisfy({ ($0 == $1) || (65...90 ~= $0 && $0 | 32 == $1) }) {
      return at + wanted.count
    }
    return nil
  }
}
