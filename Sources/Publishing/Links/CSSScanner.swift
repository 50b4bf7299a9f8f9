import Base

/// Finds what a style sheet loads: `url(…)` and the string behind `@import` (CSS Syntax, section 4).
enum CSSScanner {
  /// The addresses in order, with escapes (`\28`) resolved.
  static func addresses(_ css: ArraySlice<UInt8>) -> [[UInt8]] {
    var out: [[UInt8]] = []
    var index = css.startIndex
    var afterImport = false
    while index < css.endIndex {
      let byte = css[index]
      if byte == UInt8(ascii: "/"), index + 1 < css.endIndex, css[index + 1] == UInt8(ascii: "*") {
        index = endOfComment(css, index + 2)
      } else if byte == 0x22 || byte == 0x27 {
        let (text, end) = string(css, index + 1, until: byte)
        if afterImport { out.append(text) }
        (index, afterImport) = (end, false)
      } else if byte | 0x20 == UInt8(ascii: "u"), let open = opening(css, index) {
        let (text, end) = address(css, open)
        out.append(text)
        (index, afterImport) = (end, false)
      } else if byte == UInt8(ascii: "@"), starts(css, index + 1, "import") {
        afterImport = true
        index += 7
      } else {
        if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "{") { afterImport = false }
        index += 1
      }
    }
    return out
  }

  /// Index at which the content of a `url(` begins.
  private static func opening(_ css: ArraySlice<UInt8>, _ index: Int) -> Int? {
    guard starts(css, index, "url(") else { return nil }
    if index > css.startIndex {
      let before = css[index - 1]
      let isName =
        before == UInt8(ascii: "-") || before == UInt8(ascii: "_") || (0x30...0x39).contains(before)
        || (0x61...0x7A).contains(before | 0x20)
      if isName { return nil }
    }
    return index + 4
  }

  private static func address(_ css: ArraySlice<UInt8>, _ start: Int) -> ([UInt8], Int) {
    var index = start
    while index < css.endIndex, css[index] <= 0x20 { index += 1 }
    if index < css.endIndex, css[index] == 0x22 || css[index] == 0x27 {
      let (text, end) = string(css, index + 1, until: css[index])
      return (text, css[end...].firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 } ?? css.endIndex)
    }
    var (text, end) = string(css, index, until: UInt8(ascii: ")"))
    while let last = text.last, last <= 0x20 { text.removeLast() }
    return (text, end)
  }

  /// Reads up to an unescaped byte; returns the text before it and the index after it.
  private static func string(_ css: ArraySlice<UInt8>, _ start: Int, until stop: UInt8) -> ([UInt8], Int) {
    var out: [UInt8] = []
    var index = start
    while index < css.endIndex, css[index] != stop {
      if css[index] == UInt8(ascii: "\\"), index + 1 < css.endIndex {
        index = escape(css, index + 1, &out)
      } else {
        out.append(css[index])
        index += 1
      }
    }
    return (out, min(index + 1, css.endIndex))
  }

  /// Reads one escape: up to six hexadecimal digits and one space, or any other character unchanged.
  private static func escape(_ css: ArraySlice<UInt8>, _ start: Int, _ out: inout [UInt8]) -> Int {
    let digits = css[start...].prefix(6).prefix { Hex.value($0) != nil }
    guard !digits.isEmpty else {
      if css[start] != 0x0A { out.append(css[start]) }
      return start + 1
    }
    let value = digits.reduce(UInt32(0)) { $0 << 4 | UInt32(Hex.value($1) ?? 0) }
    out += String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8
    let end = digits.endIndex
    return end < css.endIndex && css[end] <= 0x20 ? end + 1 : end
  }

  private static func endOfComment(_ css: ArraySlice<UInt8>, _ start: Int) -> Int {
    var index = start
    while index + 1 < css.endIndex {
      if css[index] == UInt8(ascii: "*"), css[index + 1] == UInt8(ascii: "/") { return index + 2 }
      index += 1
    }
    return css.endIndex
  }

  private static func starts(_ css: ArraySlice<UInt8>, _ index: Int, _ word: String) -> Bool {
    guard index + word.utf8.count <= css.endIndex else { return false }
    return zip(css[index...], word.utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
  }
}
