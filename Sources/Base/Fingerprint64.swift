/// A 64-bit fingerprint of values in order: equal for equal values; for others different, except for one chance in
/// 2⁶⁴. No format contains it, so that it may change with any version. Not safe against inputs made to collide.
public struct Fingerprint64: Sendable {
  /// The fingerprint of everything added so far.
  public var value: UInt64 = 0x243F_6A88_85A3_08D3

  /// The fingerprint of nothing.
  @inlinable
  public init() {}

  /// Adds a number.
  @inlinable
  public mutating func add(_ number: UInt64) {
    // Multiplied in 128 bits and folded, so that every bit of the one reaches every bit of the other.
    let product = (value ^ number &* 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    value = product.high ^ product.low ^ number
  }

  /// Adds bytes and their count.
  @inlinable
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    add(UInt64(bytes.count))
    func word(_ at: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    }
    var at = 0
    if bytes.count >= 256 {
      // Four rows side by side: each product waits for the one before it, and most of a text would be waiting.
      var rows = (self, self, self, self)
      rows.1.value &+= 1
      rows.2.value &+= 2
      rows.3.value &+= 3
      while at + 32 <= bytes.count {
        rows.0.add(word(at))
        rows.1.add(word(at + 8))
        rows.2.add(word(at + 16))
        rows.3.add(word(at + 24))
        at += 32
      }
      for row in [rows.0, rows.1, rows.2, rows.3] { add(row.value) }
    }
    while at + 8 <= bytes.count {
      add(word(at))
      at += 8
    }
    var rest: UInt64 = 0
    for byte in bytes[at...] { rest = rest << 8 | UInt64(byte) }
    add(rest)
  }

  /// Adds the UTF-8 bytes of a text and their count.
  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// The fingerprint of bytes alone.
  @inlinable
  public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var fingerprint = Fingerprint64()
    fingerprint.add(bytes)
    return fingerprint.value
  }
}
