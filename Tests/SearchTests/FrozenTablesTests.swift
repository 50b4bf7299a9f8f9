import Base
import Foundation
import Testing

/// Compares the tables of the page's tokeniser with those of the build for every code point.
@Suite struct FrozenTablesTests {
  /// The numbers of a table in search-tokens.js, in ascending order.
  private func table(_ name: String) throws -> [UInt32] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let script = try String(
      contentsOf: root.appending(path: "Templates/assets/search-tokens.js"), encoding: .utf8)
    let start = try #require(script.range(of: "const UNICODE_17_\(name) = ascending(\"")).upperBound
    var sum: UInt32 = 0
    return try script[start...].prefix { $0 != "\"" }.split(separator: " ").map {
      sum += try #require(UInt32($0, radix: 36))
      return sum
    }
  }

  @Test func `The page takes the same characters for letters, marks and numbers`() throws {
    let borders = try table("WORDS")
    var place = 0
    var differ: [UInt32] = []
    for code in UInt32(0)...0x10FFFF {
      while place < borders.count, borders[place] <= code { place += 1 }
      let isWord =
        switch Unicode17.category(of: code) {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
          .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
          true
        default: false
        }
      if isWord != (place % 2 == 1) { differ.append(code) }
    }
    #expect(differ == [])
  }

  @Test func `The page gives digits the same values`() throws {
    let zeros = try table("ZEROS")
    var place = 0
    var differ: [UInt32] = []
    for code in UInt32(0)...0x10FFFF {
      while place < zeros.count, zeros[place] <= code { place += 1 }
      let digit = place > 0 && code - zeros[place - 1] < 10 ? code - zeros[place - 1] : nil
      if Unicode17.digit(of: code) != digit { differ.append(code) }
    }
    #expect(differ == [])
  }
}
