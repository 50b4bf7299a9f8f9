import Testing

@testable import Search

@Suite struct FormatTests {
  @Test func numbersComeBack() {
    let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, 1 << 40]
    var bytes: [UInt8] = []
    for number in numbers { appendVarint(number, to: &bytes) }
    for number in numbers { appendVarint(zigzag(-number), to: &bytes) }
    var reader = VarintReader(bytes)
    for number in numbers { #expect(reader.next() == number) }
    for number in numbers { #expect(reader.nextZigzag() == -number) }
    #expect(reader.isAtEnd)
    #expect(reader.next() == nil)
  }

  @Test func base64IsThatOfTheSpecification() {
    // RFC 4648, section 10.
    for (text, code) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
      #expect(Base64.encode(Array(text.utf8)) == code)
      #expect(Base64.decode(code) == Array(text.utf8))
    }
    #expect(Base64.decode("Zm9v!") == nil)
  }

  @Test func stringsAreEscaped() {
    var out: [UInt8] = []
    appendJSON("a\"b\\c\nd\u{1}é\u{2028}".utf8, to: &out)
    appendJSON([0x78, 0xFF], to: &out)
    #expect(String(decoding: out, as: UTF8.self) == #""a\"b\\c\nd\u0001é\u2028""x�""#)
  }

  @Test func rareWordsWeighMoreThanCommonOnes() {
    let weights = [1, 2, 10, 100, 1_000, 10_000, 100_000].map {
      IndexFormat.weight(documents: $0, of: 100_000)
    }
    // 11 times the binary logarithm of 100001 / (n + 1/2).
    #expect(weights == [176, 168, 145, 109, 73, 36, 1])
    #expect(IndexFormat.weight(documents: 0, of: 0) >= 1)
  }

  @Test func moreAndShorterCountsForMore() {
    func impact(_ frequency: Int, _ length: Int) -> Int {
      IndexFormat.impact(frequency: frequency, length: length, average: 50)
    }
    #expect(impact(1, 50) == 3)
    #expect(impact(2, 50) > impact(1, 50))
    #expect(impact(1, 5) > impact(1, 50))
    #expect(impact(1, 500) < impact(1, 50))
    #expect(impact(1_000, 1_000) == 7)
  }

  @Test func nearWordsGainMost() {
    #expect(IndexReader.bonus([3], [4]) == 12)
    #expect(IndexReader.bonus([4], [3]) == 8)
    #expect(IndexReader.bonus([1, 40], [20, 41]) == 12)
    #expect(IndexReader.bonus([1], [5]) == 4)
    #expect(IndexReader.bonus([1], [100]) == 0)
    #expect(IndexReader.bonus([7], [7]) == 0)
  }
}
