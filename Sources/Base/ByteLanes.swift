/// Tests on eight bytes that are loaded as one number (Hacker's Delight, chapter 6). Results have the highest bit of
/// each byte set for which the test holds, and no other bits.
///
/// The functions are public because functions with `package` access are not inlined into other modules.
public enum ByteLanes {
  /// The highest bit of each byte.
  @inlinable public static var highBits: UInt64 { all(0x80) }

  /// A byte repeated eight times.
  @inlinable @inline(__always)
  public static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The bytes that are zero. No sum carries into the next byte, so each byte is tested by itself.
  @inlinable @inline(__always)
  public static func zero(_ word: UInt64) -> UInt64 {
    ~(((word & all(0x7F)) &+ all(0x7F)) | word) & highBits
  }

  /// The bytes that are equal to `byte`.
  @inlinable @inline(__always)
  public static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 { zero(word ^ all(byte)) }

  /// The bytes below `limit`, which is at most 0x80.
  @inlinable @inline(__always)
  public static func below(_ limit: UInt8, _ word: UInt64) -> UInt64 {
    ~(((word & all(0x7F)) &+ all(0x80 - limit)) | word) & highBits
  }
}
