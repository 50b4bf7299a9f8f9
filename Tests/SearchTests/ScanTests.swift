import Foundation
import Testing

@testable import Search

/// The answers of the index against those of a slow look at every passage, on real text.
@Suite struct ScanTests {
  static let corpora = URL(filePath: FileManager.default.currentDirectoryPath)
    .appending(path: "../shared/corpora").standardizedFileURL
  static var isThere: Bool { FileManager.default.fileExists(atPath: corpora.path) }

  struct Unit {
    var place: String
    var speaker: Int32
    var kind: Int32
    var year: Int
    var forms: [[UInt8]]
    var terms: Set<[UInt8]>
  }

  /// An archive and what a plain look at it sees.
  struct Looked {
    let fixture = Fixture()
    var units: [Unit] = []
    var termsOf: [[UInt8]: Set<[UInt8]>] = [:]
    var tokeniser = Tokeniser()

    mutating func add(_ text: String, language: String) {
      let paragraphs = text.split(separator: "\n").map(String.init).filter { $0.utf8.count > 1 }
      let kind = Int32(fixture.sources.count % 2)
      let year = 1990 + fixture.sources.count % 30
      let id = "s\(fixture.sources.count)"
      fixture.add(id, paragraphs, language: language, kind: kind, date: "\(year)")
      let stemmer = Stemmer(language: language)
      for (number, text) in (["Title of \(id)"] + paragraphs).enumerated() {
        let place = number == 0 ? "sources/\(id).html" : "sources/\(id).html#p\(number)"
        var unit = Unit(
          place: place, speaker: number == 0 ? -1 : Int32((number - 1) % 2), kind: kind, year: year,
          forms: [], terms: [])
        Array(text.utf8).withUnsafeBufferPointer { text in
          _ = tokeniser.scan(text) { token, word in
            var (form, term): ([UInt8], [UInt8]) = ([], [])
            Letters.shared.fold(word, into: &form)
            Letters.shared.fold(token.kind == .word ? stemmer?.stem(word) ?? word : word, into: &term)
            if token.kind != .pair { unit.forms.append(form) }
            unit.terms.insert(term)
            termsOf[form, default: []].insert(term)
          }
        }
        units.append(unit)
      }
    }
  }

  @Test(.enabled(if: isThere, "the corpora are not beside the project"))
  func theIndexAnswersAsAPlainScanDoes() async throws {
    var looked = Looked()
    for (folder, ending) in [("markdown-transcripts", ".md"), ("transcripts-txt", ".txt")] {
      let path = Self.corpora.appending(path: folder).path
      for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter({
        $0.hasSuffix(ending)
      })
      .prefix(8) {
        let language = name.contains(".es.") ? "es" : name.contains(".zh.") ? "zh" : "en"
        looked.add(try String(contentsOfFile: path + "/" + name, encoding: .utf8), language: language)
      }
    }
    try await compare(looked, queries: 300)
  }

  /// So many passages that some words have lists of their own, which phrases do without.
  @Test(.enabled(if: isThere, "the corpora are not beside the project"))
  func soItDoesWhereWordsAreVeryCommon() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "speeches-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = [
      "tar", "-xJf", Self.corpora.appending(path: "scale/presidential-speeches.tar.xz").path, "-C",
      folder.path,
    ]
    try tar.run()
    tar.waitUntilExit()
    try #require(tar.terminationStatus == 0, "the speeches cannot be unpacked")
    var looked = Looked()
    let data = folder.appending(path: "presidential-speeches/data").path
    for name in try FileManager.default.contentsOfDirectory(atPath: data).sorted() {
      if looked.units.count > 1_800 { break }
      looked.add(try String(contentsOfFile: data + "/" + name, encoding: .utf8), language: "en")
    }
    let found = try await looked.fixture.files(tasks: 2).filter { $0.path.hasPrefix("search/q") }
    #expect(!found.isEmpty)
    try await compare(looked, queries: 300)
  }

  private func compare(_ looked: Looked, queries: Int) async throws {
    let (fixture, units, termsOf) = (looked.fixture, looked.units, looked.termsOf)
    var tokeniser = looked.tokeniser
    try await fixture.write()
    var reader = try IndexReader(directory: fixture.directory)
    var random = Generator(state: 7)
    var answered = 0
    for round in 0..<queries {
      guard let unit = units.randomElement(using: &random), unit.forms.count > 6 else { continue }
      let start = Int.random(in: 0..<unit.forms.count - 5, using: &random)
      let words = unit.forms[start..<start + 5].map { String(decoding: $0, as: UTF8.self) }
      // Words in Latin or Cyrillic letters only: what is quoted is given back as separate words.
      guard words.allSatisfy({ tokeniser.tokens($0.utf8).map(\.token.kind) == [.word] }) else { continue }
      let forms = words.map { Array($0.utf8) }
      func has(_ unit: Unit, _ form: [UInt8]) -> Bool { !(termsOf[form] ?? []).isDisjoint(with: unit.terms) }
      func stands(_ unit: Unit, _ count: Int) -> Bool {
        guard unit.forms.count >= count else { return false }
        return (0...unit.forms.count - count).contains {
          Array(unit.forms[$0..<$0 + count]) == Array(forms[..<count])
        }
      }
      var chosen: [Facet: [String]] = [:]
      let query: String
      let test: (Unit) -> Bool
      switch round % 13 {
      case 0: (query, test) = (words[0], { has($0, forms[0]) })
      case 1: (query, test) = ("\(words[0]) \(words[3])", { has($0, forms[0]) && has($0, forms[3]) })
      case 2: (query, test) = ("\(words[1]) -\(words[2])", { has($0, forms[1]) && !has($0, forms[2]) })
      case 3: (query, test) = ("\"\(words[0]) \(words[1])\"", { stands($0, 2) })
      case 4:
        (query, test) = (
          "\(words[0]) -\"\(words[..<3].joined(separator: " "))\"", { has($0, forms[0]) && !stands($0, 3) }
        )
      case 5:
        (query, test) = ("\(words[0]) OR \(words[3])", { has($0, forms[0]) || has($0, forms[3]) })
      case 6:
        (query, test) = (
          "\"\(words[0]) \(words[1])\" OR \(words[4]) \(words[2])",
          { (stands($0, 2) || has($0, forms[4])) && has($0, forms[2]) }
        )
      case 7:
        (query, test) = ("\(words[0]) date:1992..1995", { has($0, forms[0]) && 1992...1995 ~= $0.year })
      case 8:
        (query, test) = (
          "\"\(words[..<3].joined(separator: " "))\" \(words[4]) -date:1993-06",
          { stands($0, 3) && has($0, forms[4]) && $0.year != 1993 }
        )
      case 9:
        // As many terms as are searched for at most.
        let beginning = String(words[0].prefix(4))
        guard beginning.utf8.count >= 4 else { continue }
        let bytes = Array(beginning.utf8)
        let terms = termsOf.filter { $0.key.starts(with: bytes) }.reduce(into: Set()) {
          $0.formUnion($1.value)
        }
        guard terms.count < ShardStore.mostPrefixTerms else { continue }
        (query, test) = ("\(beginning)*", { !terms.isDisjoint(with: $0.terms) })
      case 10:
        (query, test) = (
          "in:titles \(words[0]) OR \(words[1])",
          { (has($0, forms[0]) || has($0, forms[1])) && $0.speaker < 0 }
        )
      case 11:
        (query, test) = (
          "\"\(words[..<4].joined(separator: " "))\" OR \"\(words[3]) \(words[4])\"",
          {
            stands($0, 4)
              || zip($0.forms, $0.forms.dropFirst()).contains { $0 == forms[3] && $1 == forms[4] }
          }
        )
      default:
        chosen = [.speaker: ["anna"], .kind: ["report"]]
        (query, test) = (words[4], { has($0, forms[4]) && $0.speaker == 0 && $0.kind == 1 })
      }
      let expected = units.filter(test)
      // All hits of few; of many the first, as each is cut an excerpt.
      let found = try reader.search(query, chosen: chosen, limit: 60)
      let places = Set(expected.map(\.place))
      if expected.count <= 60 {
        #expect(Set(found.hits.map(\.url)) == places, "\(query)")
      } else {
        #expect(found.hits.count == 60 && places.isSuperset(of: found.hits.map(\.url)), "\(query)")
      }
      #expect(found.total == expected.count, "\(query)")
      for (value, id) in fixture.vocabulary.kinds.map(\.id).enumerated() where chosen.isEmpty {
        let count = found.counts[.kind]?.first { $0.id == id }?.hits ?? 0
        #expect(count == expected.filter { $0.kind == Int32(value) }.count, "\(query)")
      }
      answered += 1
    }
    #expect(answered > queries / 3)
  }
}

/// Scripts without spaces: whatever stands in a text is found, from two characters on.
@Suite struct SubstringTests {
  @Test(.enabled(if: ScanTests.isThere, "the corpora are not beside the project"))
  func anySubstringIsFound() async throws {
    let fixture = Fixture()
    let path = ScanTests.corpora.appending(path: "markdown-transcripts").path
    for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    where name.hasSuffix(".zh.md") {
      let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
      fixture.add(
        "s\(fixture.sources.count)", text.split(separator: "\n").map(String.init), language: "zh")
    }
    try #require(!fixture.sources.isEmpty)
    // Thai and Japanese: the first article of the Universal Declaration of Human Rights.
    fixture.add("th", ["มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"], language: "th")
    fixture.add("ja", ["すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"], language: "ja")
    try await fixture.write()
    var reader = try IndexReader(directory: fixture.directory)
    var random = Generator(state: 5)
    func isSingle(_ scalar: Unicode.Scalar) -> Bool { Letters.shared.look(scalar.value).0 == .single }
    var asked = 0
    for round in 0..<420 {
      let number = round % 3 == 0 ? fixture.sources.count - 1 - round % 2 : round % fixture.sources.count
      let source = fixture.sources[number]
      guard let passage = source.passages.randomElement(using: &random) else { continue }
      let scalars = Array(String(decoding: source.bytes[passage.range], as: UTF8.self).unicodeScalars)
      let length = Int.random(in: 2...6, using: &random)
      guard scalars.count > length else { continue }
      let start = Int.random(in: 0..<scalars.count - length, using: &random)
      let part = scalars[start..<start + length]
      guard part.allSatisfy(isSingle) else { continue }
      let query = String(String.UnicodeScalarView(part))
      var expected: Set<String> = []
      for source in fixture.sources {
        for passage in source.passages
        where String(decoding: source.bytes[passage.range], as: UTF8.self).unicodeScalars.contains(part) {
          expected.insert("\(source.url)#p\(passage.number)")
        }
      }
      let found = try reader.search(query, limit: .max)
      #expect(Set(found.hits.map(\.url)) == expected, "\(query)")
      asked += 1
    }
    #expect(asked > 150)
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014), so that the queries are the same each time.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
