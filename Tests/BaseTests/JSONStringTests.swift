import Base
import Foundation
import Testing

@Suite struct JSONStringTests {
  private func string(_ text: String, for use: JSONString.Use) -> String {
    var bytes: [UInt8] = []
    Array(text.utf8).withUnsafeBufferPointer { JSONString.append($0, to: &bytes, for: use) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `Every character comes back, whatever stands around it`() throws {
    let scalars = (0...0x2100).compactMap(Unicode.Scalar.init) + ["\u{FFFD}", "\u{1F600}"]
    for use in [JSONString.Use.data, .script] {
      for before in ["", "a", "seven..", "eight..."] {
        let texts = scalars.map { before + String($0) + "é" }
        let json = "[" + texts.map { string($0, for: use) }.joined(separator: ",") + "]"
        #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == texts)
      }
    }
  }

  @Test func `Each use has its escapes`() {
    #expect(string("\"\\\n\t\u{1}\u{7F}\u{2028}", for: .data) == "\"\\\"\\\\\\n\\t\\u0001\u{7F}\u{2028}\"")
    #expect(
      string("\"\\\n\t\u{1}\u{7F}\u{2028}\u{2029}\u{2027}", for: .script)
        == "\"\\\"\\\\\\n\\u0009\\u0001\\u007f\\u2028\\u2029\u{2027}\"")
  }
}
