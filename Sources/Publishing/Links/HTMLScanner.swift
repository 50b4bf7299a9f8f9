import Archive
import Glibc

/// Scans the tags of an HTML page byte by byte, like the tokeniser of the HTML standard (section 13.2.5) as far as
/// finding attributes needs it. Text, entities in text and the tree are ignored.
struct HTMLScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var collector: LinkCollector
  private var lines: LineCounter
  private var attributes: [(name: Attribute, value: Range<Int>)] = []

  /// The attributes that are read.
  private enum Attribute {
    case id, href, src, srcset, rel, data, poster, action, style
  }

  static func scan(page: String, _ bytes: UnsafeBufferPointer<UInt8>) -> PageLinks {
    var scanner = HTMLScanner(bytes: bytes, collector: LinkCollector(page: page), lines: LineCounter(bytes))
    scanner.run()
    return scanner.collector.finish()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, collector: LinkCollector, lines: LineCounter) {
    self.bytes = bytes
    self.collector = collector
    self.lines = lines
  }

  private mutating func run() {
    var index = 0
    while let start = find("<", from: index) {
      let next: Int?
      switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
      case UInt8(ascii: "!"):
        next = starts(start, "<!--") ? end(of: "-->", from: start + 4) : end(of: ">", from: start)
      case UInt8(ascii: "?"), UInt8(ascii: "/"): next = end(of: ">", from: start)
      case 0x41...0x5A, 0x61...0x7A: next = element(start)
      default: next = start + 1
      }
      guard let next else {
        return collector.problem(
          .malformed, bytes[start..<min(start + 40, bytes.count)], lines.position(start))
      }
      index = next
    }
  }

  /// Reads a start tag and, for elements without markup inside, their content too. Nil if the page ends within it.
  private mutating func element(_ start: Int) -> Int? {
    var index = start + 1
    while index < bytes.count, !isSpace(bytes[index]), bytes[index] != 0x2F, bytes[index] != 0x3E {
      index += 1
    }
    let name = start + 1..<index
    guard let close = readAttributes(index) else { return nil }
    report(name)
    for word in ["script", "style", "textarea", "title"] as [StaticString] where equal(name, word) {
      guard let content = endTag(word, from: close) else { return nil }
      if word.utf8CodeUnitCount == 5, equal(name, "style") {
        css(close..<content)
      }
      return content
    }
    return close
  }

  private mutating func readAttributes(_ start: Int) -> Int? {
    attributes.removeAll(keepingCapacity: true)
    var index = start
    while true {
      while index < bytes.count, isSpace(bytes[index]) || bytes[index] == 0x2F { index += 1 }
      guard index < bytes.count else { return nil }
      if bytes[index] == 0x3E { return index + 1 }
      let nameStart = index
      index += 1
      while index < bytes.count, !isSpace(bytes[index]), bytes[index] != 0x2F, bytes[index] != 0x3E,
        bytes[index] != 0x3D
      { index += 1 }
      let name = nameStart..<index
      while index < bytes.count, isSpace(bytes[index]) { index += 1 }
      guard index < bytes.count else { return nil }
      guard bytes[index] == 0x3D else { continue }
      index += 1
      while index < bytes.count, isSpace(bytes[index]) { index += 1 }
      guard index < bytes.count else { return nil }
      let value: Range<Int>
      if bytes[index] == 0x22 || bytes[index] == 0x27 {
        guard let end = find(bytes[index], from: index + 1) else { return nil }
        value = index + 1..<end
        index = end + 1
      } else {
        let valueStart = index
        while index < bytes.count, !isSpace(bytes[index]), bytes[index] != 0x3E { index += 1 }
        value = valueStart..<index
      }
      if let known = attribute(name) { attributes.append((known, value)) }
    }
  }

  private mutating func report(_ element: Range<Int>) {
    guard !attributes.isEmpty else { return }
    let isLink = equal(element, "link")
    let navigates = equal(element, "a") || equal(element, "area") || isLink && !linkLoads()
    if equal(element, "base") {
      // A base changes the meaning of every relative link.
      for item in attributes where item.name == .href {
        collector.problem(.malformed, "<base href>".utf8, lines.position(item.value.lowerBound))
      }
      return
    }
    for item in attributes {
      let position = lines.position(item.value.lowerBound)
      switch item.name {
      case .id: collector.id(text(item.value), position)
      case .href: collector.link(text(item.value), loads: !navigates, position)
      case .src, .poster, .data: collector.link(text(item.value), loads: true, position)
      case .action: collector.link(text(item.value), loads: false, position)
      case .srcset: candidates(item.value, position)
      case .style: css(item.value, resolved: text(item.value))
      case .rel: break
      }
    }
  }

  /// Whether a `link` element makes the browser fetch something: a style sheet, an icon, a hint.
  private func linkLoads() -> Bool {
    guard let rel = attributes.first(where: { $0.name == .rel }) else { return false }
    let words = String(decoding: text(rel.value), as: UTF8.self).lowercased().split { $0.isWhitespace }
    let quiet: Set<Substring> = [
      "canonical", "alternate", "author", "license", "help", "next", "prev", "search", "bookmark", "me",
      "cite-as",
      "describedby", "item", "collection", "up", "first", "last",
    ]
    return !words.allSatisfy { quiet.contains($0) }
  }

  /// The addresses of `srcset`: separated by commas, each followed by a width or density.
  private mutating func candidates(_ value: Range<Int>, _ position: Position) {
    for candidate in text(value).split(separator: UInt8(ascii: ",")) {
      let address = candidate.drop { isSpace($0) }.prefix { !isSpace($0) }
      if !address.isEmpty { collector.link(address, loads: true, position) }
    }
  }

  private mutating func css(_ range: Range<Int>, resolved: ArraySlice<UInt8>? = nil) {
    let position = lines.position(range.lowerBound)
    for address in CSSScanner.addresses(resolved ?? ArraySlice(bytes[range])) {
      collector.link(address[...], loads: true, position)
    }
  }

  private func attribute(_ name: Range<Int>) -> Attribute? {
    switch name.count {
    case 2: equal(name, "id") ? .id : nil
    case 3: equal(name, "src") ? .src : equal(name, "rel") ? .rel : nil
    case 4: equal(name, "href") ? .href : equal(name, "data") ? .data : nil
    case 5: equal(name, "style") ? .style : nil
    case 6:
      equal(name, "srcset")
        ? .srcset : equal(name, "poster") ? .poster : equal(name, "action") ? .action : nil
    case 10: equal(name, "xlink:href") ? .href : equal(name, "formaction") ? .action : nil
    default: nil
    }
  }

  /// The value of an attribute with its entities resolved.
  private func text(_ range: Range<Int>) -> ArraySlice<UInt8> {
    Entities.resolved(ArraySlice(bytes[range]))
  }

  private func equal(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count where bytes[range.lowerBound + offset] | 0x20 != word.utf8Start[offset] {
      return false
    }
    return true
  }

  private func starts(_ index: Int, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count, let base = bytes.baseAddress else { return false }
    return memcmp(base + index, word.utf8Start, count) == 0
  }

  private func end(of word: StaticString, from start: Int) -> Int? {
    let last = word.utf8CodeUnitCount - 1
    var index = start
    while let found = find(word.utf8Start[last], from: index + last) {
      if starts(found - last, word) { return found + 1 }
      index = found - last + 1
    }
    return nil
  }

  /// Index at which the end tag of an element without markup begins.
  private func endTag(_ name: StaticString, from start: Int) -> Int? {
    var index = start
    while let found = find("<", from: index) {
      let after = found + 2 + name.utf8CodeUnitCount
      if starts(found, "</"), after < bytes.count, equal(found + 2..<after, name) { return found }
      index = found + 1
    }
    return nil
  }

  private func find(_ character: Unicode.Scalar, from start: Int) -> Int? {
    find(UInt8(ascii: character), from: start)
  }

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0C || byte == 0x0D
  }
}

/// Converts offsets to lines and columns. Fastest if the offsets are requested in ascending order.
struct LineCounter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var line = 1
  private var lineStart = 0
  private var counted = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func position(_ offset: Int) -> Position {
    if offset < lineStart { (line, lineStart, counted) = (1, 0, 0) }
    while counted < offset, let base = bytes.baseAddress,
      let found = memchr(base + counted, 0x0A, offset - counted)
    {
      line += 1
      lineStart = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      counted = lineStart
    }
    counted = max(counted, offset)
    return Position(line: line, column: offset - lineStart + 1)
  }
}
