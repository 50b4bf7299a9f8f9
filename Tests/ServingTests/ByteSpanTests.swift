import Testing

@testable import Serving

/// `Range` headers, for a file of ten bytes.
struct ByteSpanTests {
  @Test(arguments: [
    ("bytes=0-9223372036854775807", 0..<10), ("bytes=0-9223372036854775808", 0..<10),
    ("bytes=3-99999999999999999999999999", 3..<10), ("bytes=-9223372036854775807", 0..<10),
    ("bytes=-9223372036854775808", 0..<10), ("bytes=0-0", 0..<1), ("bytes=9-9", 9..<10),
    ("bytes=9-10", 9..<10),
    ("bytes=4-", 4..<10), ("bytes=-4", 6..<10), ("Bytes=1-2", 1..<3),
  ])
  func givesThePartThatIsThere(_ header: String, _ part: Range<Int>) {
    #expect(ByteSpan.read(header, size: 10) == part)
  }

  @Test(arguments: [
    "bytes=10-", "bytes=10-20", "bytes=-0", "bytes=9223372036854775807-9223372036854775807",
    "bytes=99999999999999999999-", "bytes=9223372036854775807-",
  ])
  func isEmptyBehindTheEnd(_ header: String) {
    #expect(ByteSpan.read(header, size: 10)?.isEmpty == true)
  }

  @Test(arguments: [
    "bytes=-", "bytes=5-3", "bytes=0-1,3-4", "bytes=+1-2", "bytes=a-b", "lines=0-1", "bytes=0--1", "",
  ])
  func ignoresWhatIsNotOneRange(_ header: String) {
    #expect(ByteSpan.read(header, size: 10) == nil)
  }

  @Test func hasNothingOfAnEmptyFile() {
    for header in ["bytes=0-", "bytes=0-9223372036854775807", "bytes=-5"] {
      #expect(ByteSpan.read(header, size: 0)?.isEmpty == true, "\(header)")
    }
  }
}
