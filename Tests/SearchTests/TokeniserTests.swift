import Foundation
import Testing

@testable import Search

/// Test cases that the script of the page uses too.
struct TokenCase: Decodable, Sendable, CustomTestStringConvertible {
  var text: String
  /// `form@position`, with `1:` before single characters, `2:` before pairs, `~` after elided words.
  var tokens: [String]

  var testDescription: String { text }

  static var all: [TokenCase] {
    guard let url = Bundle.module.url(forResource: "tokens", withExtension: "json", subdirectory: "Fixtures"),
      let data = try? Data(contentsOf: url),
      let cases = try? JSONDecoder().decode([TokenCase].self, from: data)
    else { return [] }
    return cases
  }
}

@Suite struct TokeniserTests {
  @Test func theTableIsThere() {
    #expect(TokenCase.all.count == 83)
  }

  @Test(arguments: TokenCase.all)
  func givesTheTokensOfTheTable(_ example: TokenCase) {
    #expect(TokenList.tokens(of: example.text) == example.tokens)
  }

  @Test(arguments: TokenCase.all)
  func tokensStandWhereTheySay(_ example: TokenCase) {
    var tokeniser = Tokeniser()
    let bytes = Array(example.text.utf8)
    for (token, form) in tokeniser.tokens(bytes) where token.kind == .word {
      let alone = tokeniser.tokens(bytes[token.start..<token.end])
      #expect(alone.count == 1)
      #expect(alone.first?.form == form)
    }
  }

  @Test func walksOverBytesThatAreNoText() {
    var tokeniser = Tokeniser()
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xC3, 0x28, 0xE2, 0x82, 0x63, 0xF0, 0x9F]
    #expect(tokeniser.tokens(bytes).map(\.form) == [[0x61], [0x62], [0x63]])
  }

  @Test func stemsByLanguageAndPassesOthersOn() {
    func stem(_ word: String, _ language: String) -> String? {
      guard let stemmer = Stemmer(language: language) else { return nil }
      return Array(word.utf8).withUnsafeBufferPointer { String(decoding: stemmer.stem($0), as: UTF8.self) }
    }
    #expect(stem("negotiations", "en-GB") == "negoti")
    #expect(stem("переговоры", "ru") == "переговор")
    #expect(stem("spiste", "nb") == "spist")
    #expect(stem("議", "zh") == nil)
  }
}
