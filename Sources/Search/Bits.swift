/// Writes numbers bit by bit, the highest bit of each first. A list ends at a whole byte.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var rest: UInt64 = 0
  private var count = 0

  /// Writes the lowest `width` bits of a value, at most 32.
  @inline(__always)
  mutating func write(_ value: UInt32, width: Int) {
    rest = rest << UInt64(width) | UInt64(value)
    count += width
    while count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: rest >> UInt64(count)))
    }
  }

  /// Pads the last byte with zeros.
  mutating func finish() {
    if count > 0 { write(0, width: 8 - count) }
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    (rest, count) = (0, 0)
  }
}

/// Reads the output of `BitWriter`. Reads zeros after the end; `isBeyond` is true then.
struct BitReader {
  private let bytes: [UInt8]
  private var at: Int
  private let end: Int

  /// - Parameters: the range in whole bytes.
  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    at = start * 8
    self.end = min(end, bytes.count) * 8
  }

  /// Whether more was read than there is, which means that the list is damaged.
  var isBeyond: Bool { at > end }

  /// The next 16 bits, without consuming them.
  @inline(__always)
  func peek() -> Int {
    let first = at >> 3
    var value = 0
    for place in first..<first + 3 { value = value << 8 | (place < bytes.count ? Int(bytes[place]) : 0) }
    return value >> (8 - at & 7) & 0xFFFF
  }

  @inline(__always)
  mutating func skip(_ width: Int) { at += width }

  /// Reads a number of up to 32 bits.
  @inline(__always)
  mutating func read(width: Int) -> Int {
    var value = 0
    var left = width
    while left > 0 {
      let part = min(left, 16)
      value = value << part | peek() >> (16 - part)
      at += part
      left -= part
    }
    return value
  }
}
