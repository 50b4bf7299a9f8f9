import Base
import Testing

@Suite struct HashingTests {
  @Test(arguments: [
    ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
  ])
  func `FNV-1a has the values that its authors publish`(_ text: String, _ value: UInt64) {
    #expect(FNV1a(text.utf8).value == value)
  }

  @Test func `SplitMix64 begins with the numbers of its reference implementation`() {
    let states = [1, 2, 3].map { HashMixing.goldenRatio &* $0 }
    #expect(
      states.map(HashMixing.splitMix) == [
        0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F,
      ])
  }

  @Test func `A fingerprint tells apart lengths, orders and every single bit`() {
    let text = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    var seen = Set<UInt64>()
    for length in 0...text.count { seen.insert(text[..<length].withUnsafeBytes(Fingerprint64.of)) }
    for bit in 0..<text.count * 8 {
      var changed = text
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      seen.insert(changed.withUnsafeBytes(Fingerprint64.of))
    }
    #expect(seen.count == text.count + 1 + text.count * 8)
  }
}
