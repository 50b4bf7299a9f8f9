import Foundation
import Testing

@testable import Search

/// Scripts without spaces: every part of a text of two or more characters is found.
@Suite struct SubstringTests {
  @Test(.enabled(if: RealSet.isThere, "the corpora are not beside the project"))
  func anySubstringIsFound() async throws {
    let fixture = Fixture()
    let path = RealSet.corpora.appending(path: "markdown-transcripts").path
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
    var random = Dice(state: 5)
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
