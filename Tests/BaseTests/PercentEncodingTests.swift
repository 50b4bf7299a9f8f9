import Base
import Testing

@Suite struct PercentEncodingTests {
  @Test func `Every byte comes back from its encoding`() {
    for byte in UInt8.min...UInt8.max {
      let encoded = Array("%".utf8) + [Hex.upperDigit(byte >> 4), Hex.lowerDigit(byte & 15)]
      #expect(PercentEncoding.decode(encoded) == [byte])
      #expect(PercentEncoding.decodeStrictly(encoded) == [byte])
    }
  }

  @Test(arguments: ["%", "a%", "%4", "%4g", "%g4", "%+4", "%-4", "%%41", "%4%41"])
  func `A broken sequence stays, and strict decoding refuses it`(_ text: String) {
    let decoded = text.replacing("%41", with: "A")
    #expect(PercentEncoding.decode(text) == decoded)
    #expect(PercentEncoding.decodeStrictly(text.utf8) == nil)
  }

  @Test func `Text stays as it is if its decoded bytes are not UTF-8`() {
    #expect(PercentEncoding.decode("caf%C3%A9") == "café")
    #expect(PercentEncoding.decode("caf%E9") == "caf%E9")
  }

  @Test func `A format that encodes a few bytes decodes no others`() {
    #expect(PercentEncoding.decode("%25%0A%41".utf8) { $0 < 0x30 } == Array("%\n%41".utf8))
  }

  @Test func `Unreserved characters stay, all others are encoded in upper case`() {
    #expect(PercentEncoding.encode("aZ09-._~") == "aZ09-._~")
    #expect(PercentEncoding.encode("/é\u{1}") == "%2F%C3%A9%01")
  }

  @Test func `A digit has its value in either case, and no other byte has one`() {
    for byte in UInt8.min...UInt8.max {
      let digit = UnicodeScalar(byte)
      let expected = digit.properties.isASCIIHexDigit ? UInt8(String(digit), radix: 16) : nil
      #expect(Hex.value(byte) == expected)
    }
  }
}
