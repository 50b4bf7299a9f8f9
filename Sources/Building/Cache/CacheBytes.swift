/// Writes the parts of a cache file: integers in little-endian order, texts after their length.
struct CacheWriter {
  private(set) var bytes: [UInt8] = []

  /// - Parameter count: number of bytes to reserve.
  init(reserving count: Int = 0) { bytes.reserveCapacity(count) }

  mutating func number(_ value: Int) { number(UInt64(bitPattern: Int64(value))) }

  mutating func number(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func text(_ text: String) { data(Array(text.utf8)) }

  mutating func text(_ text: String?) {
    number(text == nil ? 0 : 1)
    if let text { self.text(text) }
  }

  mutating func data(_ data: [UInt8]) {
    number(data.count)
    bytes += data
  }
}

/// Reads what `CacheWriter` has written, from bytes that must stay in memory as long as it is used. Nothing is
/// trusted: any value that does not fit ends the reading with an error.
package struct CacheReader {
  /// The bytes are not in the format of a cache.
  package struct Fault: Error {}

  private let bytes: UnsafeRawBufferPointer
  private var at = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func unsigned() throws(Fault) -> UInt64 {
    guard bytes.count - at >= 8 else { throw Fault() }
    defer { at += 8 }
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
  }

  mutating func number() throws(Fault) -> Int { Int(Int64(bitPattern: try unsigned())) }

  /// An item count; every item takes at least one byte.
  mutating func count() throws(Fault) -> Int {
    let value = try number()
    guard value >= 0, value <= bytes.count - at else { throw Fault() }
    return value
  }

  mutating func data() throws(Fault) -> [UInt8] {
    let count = try count()
    defer { at += count }
    return Array(bytes[at..<(at + count)])
  }

  mutating func text() throws(Fault) -> String {
    guard let text = String(validating: try data(), as: UTF8.self) else { throw Fault() }
    return text
  }

  mutating func optionalText() throws(Fault) -> String? {
    switch try number() {
    case 0: nil
    case 1: try text()
    default: throw Fault()
    }
  }
}
