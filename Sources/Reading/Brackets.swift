/// Brackets that CommonMark would take for links and that are none: a footnote sign with its text behind it
/// (`[^1]: …`), which would be dropped as the definition of a link, and an editorial sign before a
/// parenthesis (`[inaudible](00:12:03)`).
enum Brackets {
  /// The text with those brackets escaped. A sign whose parenthesis holds a target that links can have is
  /// left to be a link.
  static func escaped(_ body: [UInt8]) -> [UInt8] {
    guard body.offset(of: UInt8(ascii: "]")) != nil else { return body }
    var out: [UInt8] = []
    var from = 0
    for open in traps(body[...]) where open == 0 || body[open - 1] != UInt8(ascii: "\\") {
      if out.isEmpty { out.reserveCapacity(body.count + 64) }
      out += body[from..<open]
      out.append(UInt8(ascii: "\\"))
      from = open
    }
    if from == 0 && out.isEmpty { return body }
    out += body[from...]
    return out
  }

  /// Undoes `escaped` in words in which a backslash is only a backslash: code, and HTML shown as text.
  static func restored(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var from = text.startIndex
    for open in traps(text) where open > from && text[open - 1] == UInt8(ascii: "\\") {
      out += text[from..<(open - 1)]
      from = open
    }
    return out + text[from...]
  }

  /// Offsets of the opening brackets, in order.
  private static func traps(_ text: ArraySlice<UInt8>) -> [Int] {
    var found: [Int] = []
    var at = text.startIndex
    while let close = text[at...].firstIndex(of: UInt8(ascii: "]")) {
      at = close + 1
      guard at < text.endIndex, text[at] == UInt8(ascii: "(") || text[at] == UInt8(ascii: ":"),
        let open = opening(text, before: close)
      else { continue }
      let inside = text[(open + 1)..<close]
      if inside.first == UInt8(ascii: "^") {
        if inside.count > 1 { found.append(open) }
      } else if SignNames.kind(of: inside) != nil, text[at] == UInt8(ascii: ":") || !isLink(text[(at + 1)...])
      {
        found.append(open)
      }
    }
    return found
  }

  private static func opening(_ text: ArraySlice<UInt8>, before close: Int) -> Int? {
    var at = close
    while at > text.startIndex, close - at < 64 {
      at -= 1
      if text[at] == UInt8(ascii: "[") { return at }
      if text[at] == UInt8(ascii: "]") || text[at] == 10 { return nil }
    }
    return nil
  }

  /// Whether a parenthesis begins with something that a link can lead to.
  private static func isLink(_ text: ArraySlice<UInt8>) -> Bool {
    var target = text.prefix(512).prefix { $0 != UInt8(ascii: ")") && $0 != 32 && $0 != 10 }
    if target.first == UInt8(ascii: "<") { target = target.dropFirst() }
    switch LinkTarget(String(decoding: target, as: UTF8.self)) {
    case .archive, .web, .media: return true
    case .unknownScheme, .elsewhere: return false
    }
  }
}
