import Base
import Foundation
import Testing

/// Text for a terminal has no control characters.
struct TerminalTextTests {
  /// All control characters, and all characters that override or embed text direction.
  private static let unsafe: [Unicode.Scalar] =
    (Array(0..<0x20) + Array(0x7F...0x9F) + Array(0x2028...0x202E) + Array(0x2066...0x2069))
    .compactMap { Unicode.Scalar(UInt32($0)) }

  @Test func nothingThatSteersIsLeft() {
    for scalar in Self.unsafe {
      let text = "a\(Character(scalar))b"
      #expect(TerminalText.line(text) == "a\u{FFFD}b", "\(scalar.value)")
      let isKept = scalar == "\n" || scalar == "\t"
      #expect(TerminalText.lines(text) == (isKept ? text : "a\u{FFFD}b"), "\(scalar.value)")
    }
    #expect(TerminalText.lines("\u{1B}[2J\r\n") == "\u{FFFD}[2J\u{FFFD}\n")
  }

  @Test(arguments: [
    "", "plain", "שלום\u{200F}!", "\u{200E}a", "\u{61C}", "é 👩‍👩‍👧 e\u{301}",
    "\u{A0}\u{2027}\u{202F}\u{2065}\u{206A}",
  ])
  func allElseStays(_ text: String) {
    #expect(TerminalText.line(text) == text)
    #expect(TerminalText.json(Array(text.utf8)) == Array(text.utf8))
  }

  @Test func jsonSaysTheSame() throws {
    let text = String(String.UnicodeScalarView(Self.unsafe.filter { $0.value >= 0x20 }))
    let safe = TerminalText.json(Array("{\"a\":\n\"\(text)é\"}".utf8))
    #expect(safe.allSatisfy { $0 == 10 || (0x20..<0x7F).contains($0) || $0 == 0xC3 || $0 == 0xA9 })
    let read = try JSONDecoder().decode([String: String].self, from: Data(safe))
    #expect(read == ["a": text + "é"])
  }
}
