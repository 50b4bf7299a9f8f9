import Archive

/// Finds brackets that CommonMark would read as links or link definitions although they are text: a footnote's text
/// (`[^1]: …`), an editorial mark before a parenthesis (`[inaudible](00:12:03)`), `[crying]: no.`
enum Brackets {
  /// Offsets of the opening brackets, in ascending order. An editorial mark stays a link if its parenthesis
  /// contains a valid link target. A definition with such a target stays a definition if a link uses it.
  static func traps(_ text: [UInt8]) -> [Int] {
    guard text.offset(of: UInt8(ascii: "]")) != nil else { return [] }
    var found: [Int] = []
    var used: Set<[UInt8]>?
    var at = 0
    while let close = text.offset(of: UInt8(ascii: "]"), from: at) {
      at = close + 1
      guard at < text.count, text[at] == UInt8(ascii: "(") || text[at] == UInt8(ascii: ":"),
        let open = opening(text, before: close), open == 0 || text[open - 1] != UInt8(ascii: "\\")
      else { continue }
      let inside = text[(open + 1)..<close]
      if inside.first == UInt8(ascii: "^") {
        if inside.count > 1 { found.append(open) }
      } else if text[at] == UInt8(ascii: "(") {
        if EditorialMarks.isKnown(inside), !isLink(text[(at + 1)...]) { found.append(open) }
      } else if isLineStart(text, open) {
        if !hasTarget(text, behind: at + 1) {
          found.append(open)
        } else {
          let names = used ?? usedNames(text)
          used = names
          if !names.contains(folded(inside)) { found.append(open) }
        }
      }
    }
    return found
  }

  private static func opening(_ text: [UInt8], before close: Int) -> Int? {
    var at = close
    while at > 0, close - at < 1000 {
      at -= 1
      if text[at] == UInt8(ascii: "[") { return at }
      if text[at] == UInt8(ascii: "]") || text[at] == 10 { return nil }
    }
    return nil
  }

  /// Whether only list and quotation prefixes precede an offset on its line.
  private static func isLineStart(_ text: [UInt8], _ place: Int) -> Bool {
    var at = place
    while at > 0, text[at - 1] != 10 {
      at -= 1
      switch text[at] {
      case 32, 9, UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"),
        UInt8(ascii: "."),
        UInt8(ascii: ")"), 0x30...0x39:
        continue
      default: return false
      }
    }
    return true
  }

  /// Whether a link target follows the colon, on the same line or the next, followed by nothing but a title.
  private static func hasTarget(_ text: [UInt8], behind colon: Int) -> Bool {
    var at = colon
    var lines = 0
    while at < text.count, text[at] == 32 || text[at] == 9 || text[at] == 10 && lines == 0 {
      if text[at] == 10 { lines += 1 }
      at += 1
    }
    let target = text[at...].prefix(2048).prefix { $0 != 32 && $0 != 9 && $0 != 10 }
    let rest = text[target.endIndex...].prefix(2048).prefix { $0 != 10 }.drop { $0 == 32 || $0 == 9 }
    guard !target.isEmpty,
      rest.isEmpty
        || [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "(")].contains(rest[rest.startIndex])
    else { return false }
    if target.first == UInt8(ascii: "<") { return true }
    switch LinkTarget(String(decoding: target, as: UTF8.self)) {
    case .archive, .web, .media: return true
    case .unknownScheme: return false
    case .elsewhere: return target.contains(UInt8(ascii: "/")) || target.contains(UInt8(ascii: "#"))
    }
  }

  /// The names in brackets without a following colon, as reference links have them. Case and white space are
  /// folded.
  private static func usedNames(_ text: [UInt8]) -> Set<[UInt8]> {
    var names: Set<[UInt8]> = []
    var at = 0
    while let close = text.offset(of: UInt8(ascii: "]"), from: at) {
      at = close + 1
      guard let open = opening(text, before: close) else { continue }
      if at < text.count, text[at] == UInt8(ascii: ":"), isLineStart(text, open) { continue }
      names.insert(folded(text[(open + 1)..<close]))
    }
    return names
  }

  private static func folded(_ name: ArraySlice<UInt8>) -> [UInt8] {
    Array(
      String(decoding: name, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace).joined(
        separator: " "
      ).utf8)
  }

  /// Whether the text after `(` begins with a valid link target.
  private static func isLink(_ text: ArraySlice<UInt8>) -> Bool {
    var target = text.prefix(512).prefix { $0 != UInt8(ascii: ")") && $0 != 32 && $0 != 10 }
    if target.first == UInt8(ascii: "<") { target = target.dropFirst() }
    switch LinkTarget(String(decoding: target, as: UTF8.self)) {
    case .archive, .web, .media: return true
    case .unknownScheme, .elsewhere: return false
    }
  }
}
