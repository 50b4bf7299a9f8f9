import Base

/// Appends an unsigned number as LEB128.
@inline(__always)
func appendVarint(_ value: UInt64, to out: inout [UInt8]) {
  var rest = value
  while rest >= 0x80 {
    out.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  out.append(UInt8(truncatingIfNeeded: rest))
}

/// The same for non-negative numbers.
@inline(__always)
func appendVarint(_ value: Int, to out: inout [UInt8]) {
  appendVarint(UInt64(truncatingIfNeeded: value), to: &out)
}

/// Maps numbers of either sign to small numbers: 0, -1, 1, -2 … become 0, 1, 2, 3 …
@inline(__always)
func zigzag(_ value: Int) -> UInt64 { UInt64(bitPattern: Int64(value << 1 ^ value >> 63)) }

/// Appends a number to a column: one base64 character for each five bits, the lowest first, plus 32 if more follow.
/// Unlike varints in base64, equal numbers give equal characters, so gzip compresses them well.
func appendDigits(_ value: UInt64, to out: inout [UInt8]) {
  var rest = value
  while rest >= 32 {
    out.append(Base64.digits[Int(rest & 31) + 32])
    rest >>= 5
  }
  out.append(Base64.digits[Int(rest)])
}

/// The same for non-negative numbers.
func appendDigits(_ value: Int, to out: inout [UInt8]) {
  appendDigits(UInt64(truncatingIfNeeded: value), to: &out)
}

/// Reads a column; returns nil if the text is damaged.
struct DigitReader {
  private let text: [UInt8]
  private var at = 0

  init(_ text: String) { self.text = Array(text.utf8) }

  var isAtEnd: Bool { at >= text.count }

  mutating func next() -> Int? {
    var value = 0
    var shift = 0
    while at < text.count, shift < 55, let digit = Base64.value(text[at]) {
      at += 1
      value |= Int(digit & 31) << shift
      if digit < 32 { return value }
      shift += 5
    }
    return nil
  }

  mutating func nextZigzag() -> Int? { next().map { $0 >> 1 ^ -($0 & 1) } }
}

/// Reads varints, and never reads past the end; returns nil if the bytes are damaged.
struct VarintReader {
  let bytes: [UInt8]
  var at: Int
  let end: Int

  init(_ bytes: [UInt8], from start: Int = 0, to end: Int? = nil) {
    self.bytes = bytes
    at = start
    self.end = min(end ?? bytes.count, bytes.count)
  }

  var isAtEnd: Bool { at >= end }

  /// The next number; nil at the end, or if it does not fit 56 bits.
  @inline(__always)
  mutating func next() -> Int? {
    var value = 0
    var shift = 0
    while at < end, shift < 56 {
      let byte = Int(bytes[at])
      at += 1
      value |= (byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  mutating func nextZigzag() -> Int? { next().map { $0 >> 1 ^ -($0 & 1) } }
}

/// Run-length encoding of a column, as pairs (value, length).
struct RunWriter {
  private(set) var bytes: [UInt8] = []
  private var value: UInt64 = 0
  private var length = 0

  mutating func append(_ next: UInt64) {
    if next != value { flush() }
    value = next
    length += 1
  }

  private mutating func flush() {
    if length > 0 {
      appendDigits(value, to: &bytes)
      appendDigits(length, to: &bytes)
    }
    length = 0
  }

  mutating func finish() -> [UInt8] {
    flush()
    return bytes
  }
}

/// Base64, RFC 4648, section 4.
enum Base64 {
  fileprivate static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func append(_ bytes: [UInt8], to out: inout [UInt8]) {
    out.reserveCapacity(out.count + (bytes.count + 2) / 3 * 4 + 4)
    var i = 0
    while i < bytes.count {
      let left = bytes.count - i
      let group =
        UInt32(bytes[i]) << 16 | (left > 1 ? UInt32(bytes[i + 1]) << 8 : 0)
        | (left > 2 ? UInt32(bytes[i + 2]) : 0)
      out.append(digits[Int(group >> 18)])
      out.append(digits[Int(group >> 12 & 63)])
      out.append(left > 1 ? digits[Int(group >> 6 & 63)] : 0x3D)
      out.append(left > 2 ? digits[Int(group & 63)] : 0x3D)
      i += 3
    }
  }

  static func encode(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    append(bytes, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  fileprivate static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }

  /// For each byte its value as a digit; 64 if it is not a digit.
  private static let values: [UInt8] = (0...255).map { value(UInt8($0)) ?? 64 }

  /// Nil if the text is not base64.
  static func decode(_ text: String) -> [UInt8]? { decode(text.utf8) }

  /// The same for bytes.
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(text.underestimatedCount / 4 * 3)
    var group: UInt32 = 0
    var bits = 0
    let isRead = values.withUnsafeBufferPointer { values in
      for byte in text where byte != 0x3D {
        let value = values[Int(byte)]
        guard value < 64 else { return false }
        group = group << 6 | UInt32(value)
        bits += 6
        if bits >= 8 {
          bits -= 8
          out.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
        }
      }
      return true
    }
    return isRead ? out : nil
  }
}
