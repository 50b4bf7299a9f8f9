import Foundation
import Testing

@testable import Anchoring

@Suite struct NormalisationTests {
  func plain(_ text: String) -> String { String(decoding: NormalisedText(text).bytes, as: UTF8.self) }

  @Test(arguments: [
    ("“Four hours”", "\"Four hours\""), ("l’idée", "l'idée"), ("1964–1965", "1964-1965"),
    ("well -- no", "well - no"), ("well — no", "well - no"), ("a \n\t b", "a b"), ("  ends  ", "ends"),
    ("co\u{AD}operate", "cooperate"), ("zero\u{200B}width", "zerowidth"), ("wait…", "wait..."),
    ("no\u{A0}break", "no break"), ("今天 \n 時間", "今天時間"), ("今天 norm", "今天 norm"), ("。\n我", "。我"),
    ("Cafe\u{301}", "Café"), ("«Да»", "\"Да\""), ("", ""), (" \u{AD} ", ""),
  ])
  func makesComparable(text: String, expected: String) {
    #expect(Array(plain(text).utf8) == Array(expected.utf8))
  }

  /// Compares with the composition of Foundation for every letter of the table with every other mark.
  @Test func composesAsUnicodeDoes() {
    var tried = 0
    let marks: [UInt32] = [0x300, 0x301, 0x308, 0x323, 0x327, 0x345, 0x3099]
    for (second, pairs) in CompositionTable.pairs {
      for first in pairs.unicodeScalars {
        for mark in marks {
          for run in [[first.value, second, mark], [first.value, mark, second]] {
            let text = String(String.UnicodeScalarView(run.compactMap(Unicode.Scalar.init)))
            let expected = text.precomposedStringWithCanonicalMapping.unicodeScalars.map(\.value)
            // U+0CCA U+0CD5 is U+0CCB (UnicodeData.txt), but Foundation does not compose it before a mark.
            if second == 0xCD5, first.value == 0xCCA { continue }
            if !Composition.continues(run[1]) || !Composition.continues(run[2]) { continue }
            #expect(Composition.compose(run) == expected, "\(run)")
            tried += 1
          }
        }
      }
    }
    #expect(tried > 10_000)
  }

  @Test func composesHangul() {
    #expect(Composition.compose([0x1112, 0x1161, 0x11AB]) == [0xD55C])
    #expect(Composition.compose([0xD558, 0x11AB]) == [0xD55C])
    #expect(Composition.compose([0x212B]) == [0xC5])
  }

  @Test func offsetsLeadBackToTheBytesOfTheOriginal() throws {
    let original = "  She\u{AD} said:  “Cafe\u{301}…  oui” — "
    let text = NormalisedText(original)
    let bytes = Array(original.utf8)
    let plain = String(decoding: text.bytes, as: UTF8.self)
    #expect(plain == "She said: \"Café... oui\" -")
    let parts = [("Café", "Cafe\u{301}"), ("said: \"", "said:  “"), ("...", "…"), ("She", "She")]
    for (words, expected) in parts {
      let found = try #require(plain.range(of: words))
      let start = plain.utf8.distance(from: plain.utf8.startIndex, to: found.lowerBound)
      let range = text.original(start..<start + words.utf8.count)
      #expect(Array(bytes[range.asRange]) == Array(expected.utf8))
    }
  }

  @Test func foldingKeepsTheLength() {
    for value in UInt32(0x80)..<0x2000 {
      guard let scalar = Unicode.Scalar(value), let small = Unicode.Scalar(Scalars.fold(value)) else {
        continue
      }
      #expect(String(scalar).utf8.count == String(small).utf8.count)
      if small != scalar {
        #expect(String(small) == String(scalar).lowercased() || value == 0x3C2, "\(String(value, radix: 16))")
      }
    }
  }

  @Test func wordsAreEqualWhateverTheirDress() {
    func hashes(_ text: String) -> [UInt64] { Words.hashes(Array(text.utf8), 0..<text.utf8.count) }
    #expect(hashes("Don’t — the CAFÉ's") == hashes("don't the cafe\u{301}s"))
    #expect(hashes("one two").count == 2)
    #expect(hashes("co-operate").count == 2)
    #expect(hashes("今天norm時間").count == 5)
    #expect(hashes("— … !").isEmpty)
    #expect(hashes("ΑΘΗΝΑ Москва") == hashes("αθηνα москва"))
    #expect(Set(hashes("one two three four")).count == 4)
  }

  @Test func brokenBytesAreReadWithoutHarm() {
    for bytes: [UInt8] in [[0xFF], [0xE4, 0xB8], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x41, 0xE4]] {
      #expect(Words.hashes(bytes, 0..<bytes.count).count <= 1)
    }
  }
}
