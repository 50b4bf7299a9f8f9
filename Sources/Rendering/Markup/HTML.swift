import Archive
import Base

/// An HTML builder. Markup comes from string literals in the code or from rendered templates; text from content is
/// always escaped.
struct HTML {
  private(set) var bytes: [UInt8] = []
  /// The direction of the open element. Text with another direction gets a `dir` attribute.
  var base: Direction

  init(reserving capacity: Int = 0, base: Direction = .leftToRight) {
    self.base = base
    bytes.reserveCapacity(capacity)
  }

  /// Creates escaped text.
  init(text: String) {
    base = .leftToRight
    self.text(text)
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Adds markup from a literal in the code.
  mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Adds HTML that was built before.
  mutating func add(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

  /// Adds the output of a template, which is already escaped.
  mutating func appendRendered(_ buffer: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: buffer) }

  /// Adds text, escaped for element content and quoted attributes.
  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { escape($0) }
  }

  /// Adds a range of prose, escaped.
  mutating func text(_ prose: Prose, _ range: ByteRange) {
    prose.bytes.withUnsafeBufferPointer { escape(UnsafeBufferPointer(rebasing: $0[range.asRange])) }
  }

  /// Adds a decimal number.
  mutating func number(_ value: Int) {
    if value < 0 {
      bytes.append(UInt8(ascii: "-"))
      return number(-value)
    }
    if value >= 10 { number(value / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  /// Adds ` name="value"`.
  mutating func attribute(_ name: StaticString, _ value: String) {
    raw(" ")
    raw(name)
    raw("=\"")
    text(value)
    raw("\"")
  }

  /// Adds an element that contains text: `<name class="…">text</name>`.
  mutating func element(_ name: StaticString, class style: StaticString = "", _ content: String) {
    raw("<")
    raw(name)
    if style.utf8CodeUnitCount > 0 {
      raw(" class=\"")
      raw(style)
      raw("\"")
    }
    direction(within: content)
    raw(">")
    text(content)
    raw("</")
    raw(name)
    raw(">")
  }

  /// Adds a link that contains text.
  mutating func link(_ href: String, class style: StaticString = "", _ content: String) {
    raw("<a")
    if style.utf8CodeUnitCount > 0 {
      raw(" class=\"")
      raw(style)
      raw("\"")
    }
    attribute("href", href)
    direction(within: content)
    raw(">")
    text(content)
    raw("</a>")
  }

  private mutating func escape(_ buffer: UnsafeBufferPointer<UInt8>) {
    var from = 0
    var at = -1
    while true {
      at = buffer.firstToEscape(from: at + 1)
      guard at < buffer.count else { break }
      let byte = buffer[at]
      let entity: StaticString
      var length = 1
      switch byte {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "\""): entity = "&quot;"
      // HTML does not allow C0 controls, even escaped (HTML, 13.2.3.5).
      case 0..<9, 11, 12, 14..<32, 127: entity = "\u{FFFD}"
      // C1 controls, U+0080 to U+009F, are not allowed either.
      case 0xC2:
        guard at + 1 < buffer.count, buffer[at + 1] < 0xA0 else { continue }
        entity = "\u{FFFD}"
        length = 2
      default: continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[from..<at]))
      raw(entity)
      from = at + length
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[from...]))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Index of the next byte to escape: `&`, `<`, `>`, `"`, a control character or its first byte; `count` if there
  /// is none. Tests eight bytes at a time, since nearly all bytes are letters.
  fileprivate func firstToEscape(from start: Int) -> Int {
    var at = start
    let raw = UnsafeRawBufferPointer(self)
    while at + 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let found =
        ByteLanes.equal(word & ~ByteLanes.all(0x04), 0x22)  // " and &
        | ByteLanes.equal(word & ~ByteLanes.all(0x02), 0x3C)  // < and >
        | ByteLanes.equal(word, 0x7F) | ByteLanes.equal(word, 0xC2) | ByteLanes.below(0x20, word)
      if found != 0 { break }
      at += 8
    }
    while at < count {
      let byte = self[at]
      switch byte {
      case 0..<0x20, 0x22, 0x26, 0x3C, 0x3E, 0x7F, 0xC2: return at
      default: at += 1
      }
    }
    return count
  }
}
