/// Writes JSON (RFC 8259) as UTF-8 bytes, in the order of the calls. It sets the commas.
package struct JSONWriter: Sendable {
  /// What has been written.
  package private(set) var bytes: [UInt8] = []
  private let use: JSONString.Use
  private var needsComma = false

  /// - Parameters:
  ///   - count: bytes that are reserved at once.
  ///   - use: what the JSON is for.
  package init(reserving count: Int = 0, for use: JSONString.Use = .data) {
    self.use = use
    bytes.reserveCapacity(count)
  }

  /// An object, with a key where it stands in another object.
  package mutating func object(_ key: StaticString? = nil, _ body: (inout JSONWriter) -> Void) {
    open(key, UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  /// An array, with a key where it stands in an object.
  package mutating func array(_ key: StaticString? = nil, _ body: (inout JSONWriter) -> Void) {
    open(key, UInt8(ascii: "["))
    body(&self)
    close(UInt8(ascii: "]"))
  }

  /// A string, or `null`.
  package mutating func field(_ key: StaticString, _ value: String?) {
    begin(key)
    if let value { quote(value.utf8) } else { bytes += "null".utf8 }
  }

  /// A whole number.
  package mutating func field(_ key: StaticString, _ value: Int) {
    begin(key)
    bytes += String(value).utf8
  }

  /// A share of one, such as a score, with three decimals; or `null`.
  package mutating func field(_ key: StaticString, share: Double?) {
    begin(key)
    guard let share else { return bytes += "null".utf8 }
    let thousandths = String(1000 + Int((min(max(share, 0), 1) * 1000).rounded()))
    bytes += (thousandths.utf8.first == UInt8(ascii: "2") ? "1.000" : "0." + thousandths.dropFirst()).utf8
  }

  /// `true` or `false`.
  package mutating func field(_ key: StaticString, _ value: Bool) {
    begin(key)
    bytes += (value ? "true" : "false").utf8
  }

  /// A string of bytes that are UTF-8 already.
  package mutating func field(_ key: StaticString, utf8: ArraySlice<UInt8>) {
    begin(key)
    quote(utf8)
  }

  /// An array of strings.
  package mutating func field(_ key: StaticString, _ values: some Sequence<String>) {
    array(key) { json in
      for value in values { json.value(value) }
    }
  }

  /// A string as an element of an array.
  package mutating func value(_ value: String) {
    begin(nil)
    quote(value.utf8)
  }

  /// A key that is not known beforehand, and its string.
  package mutating func pair(_ key: String, _ value: String) {
    begin(nil)
    quote(key.utf8)
    bytes.append(UInt8(ascii: ":"))
    quote(value.utf8)
  }

  /// A key that is not known beforehand, and its whole number.
  package mutating func pair(_ key: String, _ value: Int) {
    begin(nil)
    quote(key.utf8)
    bytes += ":\(value)".utf8
  }

  /// Ends a line between two values of a JSON Lines file, or for the eye inside a document.
  package mutating func endLine() {
    bytes.append(10)
    needsComma = false
  }

  /// A line break before the next element.
  package mutating func breakLine() {
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

  private mutating func quote(_ text: some Collection<UInt8>) {
    let done: Void? = text.withContiguousStorageIfAvailable { JSONString.append($0, to: &bytes, for: use) }
    if done == nil { Array(text).withUnsafeBufferPointer { JSONString.append($0, to: &bytes, for: use) } }
  }
}
