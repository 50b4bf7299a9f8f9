import Base
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
    #expect(impact(1, 50) == 4)
    #expect(impact(2, 50) > impact(1, 50))
    #expect(impact(1, 25) > impact(1, 50))
    #expect(impact(1, 5) == impact(1, 25))
    #expect(impact(1, 500) < impact(1, 50))
    #expect(impact(1_000, 1_000) == 7)
  }

  @Test func bitsComeBack() {
    var writer = BitWriter()
    let numbers = (1...32).map { UInt32(truncatingIfNeeded: 0x5A5A_5A5A >> (32 - $0)) }
    for (number, width) in zip(numbers, 1...32) { writer.write(number, width: width) }
    writer.finish()
    var reader = BitReader(writer.bytes, from: 0, to: writer.bytes.count)
    for (number, width) in zip(numbers, 1...32) { #expect(reader.read(width: width) == Int(number)) }
    #expect(!reader.isBeyond)
    _ = reader.read(width: 32)
    #expect(reader.isBeyond)
  }

  @Test(arguments: [
    [1], [0, 0, 0], [100, 1, 1, 1], (0..<512).map { 1 << ($0 % 40) }, (0..<64).map { $0 * $0 },
  ])
  func codesComeBack(frequencies: [Int]) throws {
    let code = PrefixCode(frequencies: frequencies)
    #expect(code.lengths.allSatisfy { 1...PrefixCode.longest ~= Int($0) })
    let read = try #require(PrefixCode(code.text))
    #expect(read.lengths == code.lengths)
    var writer = BitWriter()
    for symbol in frequencies.indices { code.write(symbol, to: &writer) }
    writer.finish()
    var bits = BitReader(writer.bytes, from: 0, to: writer.bytes.count)
    let table = read.decodingTable()
    for symbol in frequencies.indices {
      let found = table[bits.peek() >> 4]
      bits.skip(Int(found & 15))
      #expect(Int(found >> 4) == symbol)
    }
    #expect(PrefixCode("11111") == nil)
    #expect(PrefixCode("1x") == nil)
  }

  @Test func daysAreThoseOfTheCalendar() {
    // Day 0 is 1 January of the year 0, a leap year; 1970 begins 719,528 days later.
    #expect(CivilDate.dayNumber(0, 1, 1) == 0)
    #expect(CivilDate.dayNumber(1970, 1, 1) == 719_528)
    #expect(DateRange.days("1961-02") == CivilDate.dayNumber(1961, 2, 1)...CivilDate.dayNumber(1961, 2, 28))
    #expect(DateRange.days("1961..1963-06")?.upperBound == CivilDate.dayNumber(1963, 6, 30))
    #expect(DateRange.days("..1963")?.lowerBound == SearchSource.knownDays.lowerBound)
    for text in ["", "..", "61", "1961-13", "1961-02-29", "1963..1961", "x"] {
      #expect(DateRange.days(text) == nil)
    }
    for day in stride(from: 700_000, to: 740_000, by: 97) {
      let year = DateRange.year(ofDay: day)
      #expect(CivilDate.dayNumber(year, 1, 1) <= day && day < CivilDate.dayNumber(year + 1, 1, 1))
    }
  }

  @Test(arguments: [
    ("treaty", "treaty", false), ("treaty", "treety", true), ("treaty", "traety", true),
    ("treaty", "treat", true),
    ("treat", "treaty", true), ("treaty", "tretay", true), ("treaty", "trety", true),
    ("treaty", "tray", false), ("ab", "ba", true),
  ])
  func oneEditIsOne(a: String, b: String, isOne: Bool) {
    #expect(ShardStore.isOneEdit(Array(a.unicodeScalars), Array(b.unicodeScalars)) == isOne)
  }

  @Test func aPageGivesTheWordsOfItsPassages() throws {
    let page = try #require(
      PageText(
        Array(
          """
          <div class="record" data-title="A &amp; B" data-date="1 May 1961" lang="en">
          <h2 id="x"><span class="heading">The <span class="sign">first</span> part</span></h2>
          <div class="passage" id="p7" data-passage="p7"><a class="locator" href="#p7">7</a>
          <div class="words"><p>He said <mark class="noted">frank</mark><a class="note-ref" href="#n">1</a>ly &lt;no&gt;</p><div class="table"><table><tr><td>a</td>
          <td>b</td></tr></table></div></div>
          <div class="apparatus"><p>note</p></div></div></div>
          """.utf8)))
    #expect(page.title == "A & B")
    #expect(page.date == "1 May 1961")
    #expect(page.passage(0)?.id == "p7")
    #expect(page.passage(0)?.text == "He said frankly <no>a\nb")
    #expect(page.passage(0)?.section == "The first part")
    #expect(page.passage(1) == nil)
    #expect(page.heading(0)?.id == "x")
    #expect(page.heading(0)?.text == "The first part")
    #expect(PageText(Array("<p>no record</p>".utf8)) == nil)
  }
}
