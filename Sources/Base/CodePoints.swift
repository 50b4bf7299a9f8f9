extension Unicode.UTF8 {
  /// The code point that begins at a byte, and its length in bytes. A byte that begins no complete sequence counts as
  /// U+FFFD with length 1, so that any bytes can be walked. Overlong forms and surrogates are not rejected: callers
  /// have text that was validated, or only need to get past it.
  ///
  /// - Parameter end: the offset after the last byte that may be read.
  @inlinable @inline(__always)
  public static func codePoint(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, end: Int
  ) -> (value: UInt32, length: Int) {
    let lead = bytes[index]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead < 0xF5, index + length <= end else { return (0xFFFD, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard isContinuation(byte) else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (value, length)
  }

  /// The same, up to the end of a buffer.
  @inlinable @inline(__always)
  public static func codePoint(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (value: UInt32, length: Int) {
    codePoint(bytes, at: index, end: bytes.count)
  }

  /// The same, up to the end of an array.
  @inlinable
  public static func codePoint(_ bytes: [UInt8], at index: Int) -> (value: UInt32, length: Int) {
    bytes.withUnsafeBufferPointer { codePoint($0, at: index, end: $0.count) }
  }

  /// Appends a code point as UTF-8.
  @inlinable @inline(__always)
  public static func append(_ codePoint: UInt32, to bytes: inout [UInt8]) {
    switch codePoint {
    case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: codePoint))
    case 0x80..<0x800:
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | codePoint >> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
    case 0x800..<0x10000:
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | codePoint >> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
    default:
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | codePoint >> 18 & 0x07))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 12 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | codePoint & 0x3F))
    }
  }
}
