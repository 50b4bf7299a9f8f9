/// Writes JSON (RFC 8259) as UTF-8 bytes, in call order, and inserts the commas.
public struct JSONWriter: Sendable {
  /// The bytes written so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// - Parameter count: number of bytes to reserve.
  public init(reserving count: Int = 0) { bytes.reserveCapacity(count) }

  /// Writes an object. A key is needed inside another object.
  public mutating func object(_ key: StaticString? = nil, _ body: (inout JSONWriter) -> Void) {
    open(key, UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  /// Writes an array. A key is needed inside an object.
  public mutating func array(_ key: StaticString? = nil, _ body: (inout JSONWriter) -> Void) {
    open(key, UInt8(ascii: "["))
    body(&self)
    close(UInt8(ascii: "]"))
  }

  /// Writes a string, or `null`.
  public mutating func field(_ key: StaticString, _ value: String?) {
    begin(key)
    if let value { quote(value.utf8) } else { bytes += "null".utf8 }
  }

  /// Writes a whole number.
  public mutating func field(_ key: StaticString, _ value: Int) {
    begin(key)
    bytes += String(value).utf8
  }

  /// Writes a fraction from 0 to 1, such as a score, with three decimals; or `null`.
  public mutating func field(_ key: StaticString, share: Double?) {
    begin(key)
    guard let share else { return bytes += "null".utf8 }
    let thousandths = String(1000 + Int((min(max(share, 0), 1) * 1000).rounded()))
    bytes += (thousandths.utf8.first == UInt8(ascii: "2") ? "1.000" : "0." + thousandths.dropFirst()).utf8
  }

  /// Writes `true` or `false`.
  public mutating func field(_ key: StaticString, _ value: Bool) {
    begin(key)
    bytes += (value ? "true" : "false").utf8
  }

  /// Writes a string from UTF-8 bytes.
  public mutating func field(_ key: StaticString, utf8: ArraySlice<UInt8>) {
    begin(key)
    quote(utf8)
  }

  /// Writes an array of strings.
  public mutating func field(_ key: StaticString, _ values: some Sequence<String>) {
    array(key) { json in
      for value in values { json.value(value) }
    }
  }

  /// Writes a string as an element of an array.
  public mutating func value(_ value: String) {
    begin(nil)
    quote(value.utf8)
  }

  /// Writes a string under a dynamic key.
  public mutating func pair(_ key: String, _ value: String) {
    begin(nil)
    quote(key.utf8)
    bytes.append(UInt8(ascii: ":"))
    quote(value.utf8)
  }

  /// Writes a whole number under a dynamic key.
  public mutating func pair(_ key: String, _ value: Int) {
    begin(nil)
    quote(key.utf8)
    bytes += ":\(value)".utf8
  }

  /// Ends a line without a comma, between two values of a JSON Lines file or for readability inside a document.
  public mutating func endLine() {
    bytes.append(10)
    needsComma = false
  }

  /// Writes a line break before the next element, with a comma if one is needed.
  public mutating func breakLine() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(10)
    needsComma = false
  }

  private mutating func open(_ key: StaticString?, _ bracket: UInt8) {
    begin(key)
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func begin(_ key: StaticString?) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    guard let key else { return }
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Writes a string in quotes. Runs of bytes without escapes are copied at once; nearly all text is one run.
  private mutating func quote(_ text: some Collection<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    let done: Void? = text.withContiguousStorageIfAvailable { escape($0) }
    if done == nil { Array(text).withUnsafeBufferPointer { escape($0) } }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var at = -1
    while true {
      at = JSONWriter.firstToEscape(text, from: at + 1)
      guard at < text.count else { break }
      let byte = text[at]
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at]))
      start = at + 1
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x0A: bytes += "\\n".utf8
      case 0x09: bytes += "\\t".utf8
      default:
        bytes += "\\u00".utf8
        for digit in [byte >> 4, byte & 15] { bytes.append(digit < 10 ? digit + 0x30 : digit + 0x57) }
      }
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// Index of the next byte that needs an escape, or `count` if there is none. Tests eight bytes at a time (Hacker's
  /// Delight, 6-1).
  private static func firstToEscape(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let raw = UnsafeRawBufferPointer(text)
    var at = start
    while at + 8 <= text.count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let quotes = word ^ (ones &* 0x22)
      let backslashes = word ^ (ones &* 0x5C)
      let found =
        (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- ones &* 0x20) & ~word
      if found & tops != 0 { break }
      at += 8
    }
    while at < text.count {
      let byte = text[at]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return at }
      at += 1
    }
    return text.count
  }
}
