/// The links, images, autolinks and link definitions of a Markdown text (CommonMark 0.31, sections 4.7 and 6.3 to
/// 6.5), with their byte ranges.
///
/// Finds everything that CommonMark finds, and in rare cases more: brackets that are not a link because a list or a
/// quotation ends between them, or because they are in code that spans lines.
struct MarkdownLinks {
  /// An inline link or image: `[words](target "title")`.
  struct Link {
    /// `[` or `![`.
    var open: Range<Int>
    /// `](target "title")`.
    var close: Range<Int>
    var target: String
    var title: String
    var isImage: Bool
  }

  private(set) var links: [Link] = []
  /// `<scheme:address>`, brackets included.
  private(set) var autolinks: [(range: Range<Int>, target: String)] = []
  /// Link definitions, `[name]: target`, with the offset of their opening bracket.
  var definitions: [(open: Int, target: String)] = []

  let bytes: [UInt8]
  private var open: [Int] = []
  /// Whether code spans can be skipped in the current block of lines.
  private var trustsCode = true
  private var at = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let trustsFences = !MarkdownLinks.hasHTML(bytes)
    var lines = MarkdownLinks.lines(of: bytes)[...]
    while let line = lines.popFirst() {
      if trustsFences, let fence = MarkdownLinks.fence(bytes[line]) {
        while let next = lines.popFirst(), !MarkdownLinks.closes(bytes[next], fence) {}
        continue
      }
      if line.allSatisfy({ MarkdownLinks.isBlank(bytes[$0]) }) {
        let block = lines.prefix { !$0.allSatisfy { MarkdownLinks.isBlank(bytes[$0]) } }
        trustsCode = block.allSatisfy { hasPairedCode($0) }
      } else if line.lowerBound == 0 {
        let block = lines.prefix { !$0.allSatisfy { MarkdownLinks.isBlank(bytes[$0]) } }
        trustsCode = hasPairedCode(line) && block.allSatisfy { hasPairedCode($0) }
      }
      findDefinition(line)
      // A link of the line before may have its target on this line.
      at = max(at, line.lowerBound)
      while at < line.upperBound { step(line) }
    }
  }

  private mutating func step(_ line: Range<Int>) {
    switch bytes[at] {
    case UInt8(ascii: "\\"): at += 2
    case UInt8(ascii: "`"):
      let run = bytes[at...].prefix { $0 == UInt8(ascii: "`") }
      at = trustsCode ? endOfCode(run, line) ?? run.endIndex : run.endIndex
    case UInt8(ascii: "<"): takeAutolink(line)
    case UInt8(ascii: "["):
      open.append(at)
      at += 1
    case UInt8(ascii: "]"): takeLink()
    default: at += 1
    }
  }

  private mutating func takeAutolink(_ line: Range<Int>) {
    let inside = bytes[(at + 1)..<line.upperBound].prefix {
      $0 > 32 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
    }
    let scheme = inside.prefix { MarkdownLinks.isScheme($0) }
    guard inside.endIndex < line.upperBound, bytes[inside.endIndex] == UInt8(ascii: ">"),
      (2...32).contains(scheme.count), scheme.endIndex < inside.endIndex,
      bytes[scheme.endIndex] == UInt8(ascii: ":")
    else {
      at += 1
      return
    }
    autolinks.append((at..<(inside.endIndex + 1), String(decoding: inside, as: UTF8.self)))
    at = inside.endIndex + 1
  }

  private mutating func takeLink() {
    let close = at
    at += 1
    guard let start = open.popLast() else { return }
    guard at < bytes.count, bytes[at] == UInt8(ascii: "("),
      let (target, title, end) = destination(at + 1, isInline: true)
    else { return }
    let isImage = start > 0 && bytes[start - 1] == UInt8(ascii: "!") && !(start > 1 && isEscaped(start - 1))
    links.append(
      Link(
        open: (isImage ? start - 1 : start)..<(start + 1), close: close..<end, target: target, title: title,
        isImage: isImage))
    at = end
  }

  private func isEscaped(_ index: Int) -> Bool {
    bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
  }

  /// Target and title from an offset, which is after `(` or `:`; nil if they are not valid.
  func destination(_ from: Int, isInline: Bool) -> (target: String, title: String, end: Int)? {
    var at = skipSpace(from)
    var target: [UInt8] = []
    if at < bytes.count, bytes[at] == UInt8(ascii: "<") {
      guard let end = quoted(at + 1, until: UInt8(ascii: ">"), acrossLines: false) else { return nil }
      target = Array(bytes[(at + 1)..<end])
      at = end + 1
    } else {
      let start = at
      var depth = 0
      while at < bytes.count, bytes[at] > 32 {
        if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] > 32 {
          at += 1
        } else if bytes[at] == UInt8(ascii: "(") {
          depth += 1
        } else if bytes[at] == UInt8(ascii: ")") {
          if depth == 0, isInline { break }
          depth -= 1
        }
        at += 1
      }
      target = Array(bytes[start..<at])
    }
    guard isInline else { return (unescaped(target), "", at) }
    var title: [UInt8] = []
    let next = skipSpace(at)
    if next > at, next < bytes.count, let close = MarkdownLinks.quotes[bytes[next]],
      let end = quoted(next + 1, until: close, acrossLines: true)
    {
      title = Array(bytes[(next + 1)..<end])
      at = end + 1
    }
    at = skipSpace(at)
    guard at < bytes.count, bytes[at] == UInt8(ascii: ")") else { return nil }
    return (unescaped(target), unescaped(title), at + 1)
  }

  private static let quotes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "'"): UInt8(ascii: "'"),
    UInt8(ascii: "("): UInt8(ascii: ")"),
  ]

  private func quoted(_ from: Int, until close: UInt8, acrossLines: Bool) -> Int? {
    var at = from
    while at < bytes.count {
      if bytes[at] == close { return at }
      if bytes[at] == 10, !acrossLines || at + 1 < bytes.count && bytes[at + 1] == 10 { return nil }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// The offset after white space with at most one line end in it.
  private func skipSpace(_ from: Int) -> Int {
    var at = from
    var lines = 0
    while at < bytes.count, MarkdownLinks.isBlank(bytes[at]) {
      if bytes[at] == 10 {
        lines += 1
        if lines > 1 { break }
      }
      at += 1
    }
    return at
  }

  private func unescaped(_ text: [UInt8]) -> String {
    var out: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let next = rest.first, MarkdownLinks.isPunctuation(next) { continue }
      out.append(byte)
    }
    return String(decoding: out, as: UTF8.self)
  }
}
