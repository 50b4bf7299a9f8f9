/// The 64-bit hash FNV-1a (Fowler, Noll and Vo), byte by byte. Formats of the project contain its values, so that they
/// never change. The low bits of similar inputs are similar; mix the value before only some bits of it are used.
///
/// It is public because the compiler does not inline functions with `package` access into other modules.
public struct FNV1a: Sendable {
  /// The hash of everything added so far.
  public var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of nothing.
  @inlinable
  public init() {}

  /// The hash of bytes.
  @inlinable
  public init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }

  /// Adds a byte.
  @inlinable @inline(__always)
  public mutating func add(_ byte: UInt8) { add(UInt32(byte)) }

  /// Adds a unit that is wider than a byte, such as a code point, in one step.
  @inlinable @inline(__always)
  public mutating func add(_ unit: UInt32) { value = (value ^ UInt64(unit)) &* 0x100_0000_01B3 }

  /// Adds eight bytes at once: by the golden ratio, then folded. The shift is part of the format that uses it.
  @inlinable @inline(__always)
  public mutating func add(word: UInt64, shift: UInt64) {
    value = (value ^ word) &* HashMixing.goldenRatio
    value ^= value >> shift
  }
}

/// Functions that spread the bits of a number, so that any few bits of the result depend on all of it.
public enum HashMixing {
  /// 2⁶⁴ divided by the golden ratio, odd.
  @inlinable
  public static var goldenRatio: UInt64 { 0x9E37_79B9_7F4A_7C15 }

  /// The highest bits of a product with the golden ratio (Knuth, The Art of Computer Programming, section 6.4).
  ///
  /// - Parameter bits: 1 to 63; the result is below 2 to this power.
  @inlinable @inline(__always)
  public static func multiplicative(_ value: UInt64, bits: UInt64) -> UInt64 {
    (value &* goldenRatio) >> (64 - bits)
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014). Fixed by the ledger format.
  @inlinable @inline(__always)
  public static func splitMix(_ value: UInt64) -> UInt64 {
    var x = value
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }

  /// The first half of the finalizer of MurmurHash3. Fixed by the index format.
  @inlinable @inline(__always)
  public static func murmur(_ value: UInt64) -> UInt64 {
    let x = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
    return x ^ x >> 33
  }
}
