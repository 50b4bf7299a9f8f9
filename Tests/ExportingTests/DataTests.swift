import Base
import Foundation
import Testing

@testable import Exporting

@Suite struct DataTests {
  @Test func everyPassageIsALine() async throws {
    let lines = try await SmallArchive.exports().lines("data/passages.jsonl")
    #expect(lines.map { $0["source"] as? String } == ["keeper", "keeper", "keeper", "keeper", "memo"])
    #expect(lines.map { $0["id"] as? String } == ["p1", "p2", "p3", "p4", "p1"])
    #expect(
      lines.map { $0["kind"] as? String } == [
        "paragraph", "paragraph", "paragraph", "stage-note", "paragraph",
      ])
    #expect(lines.map { $0["speaker"] as? String } == ["bo", "ann-lee", "ann-lee", nil, "ann-lee"])
    #expect(lines.map { $0["reported"] as? Bool } == [false, false, false, false, true])
    let storm = lines[1]
    #expect(storm["text"] as? String == #"In the back\slash storm."#)
    #expect(storm["url"] as? String == "sources/keeper.html#p2")
    #expect(storm["name"] as? String == "Ann Lee")
    #expect(storm["date"] as? String == "1963-05-04")
    #expect(storm["section"] as? String == "First night")
    #expect((storm["topics"] as? [String]).map(Set.init) == ["storms", "sea"])
    #expect(storm["words"] as? Int == 5)
    #expect(lines[4]["date"] is NSNull)
    #expect(lines[4]["section"] is NSNull)
  }

  /// Ids of an archive are often similar: numbered parts of one event.
  @Test func passagesOfManySourcesAreInSmallFiles() async throws {
    let numbers = 100..<500
    let exports = try await SmallArchive.exports(
      Dictionary(
        uniqueKeysWithValues: numbers.map {
          ("sources/the-long-conference-part-\($0).md", "---\ntitle: Part \($0)\nkind: report\n---\nWords.\n")
        }))
    let files = exports.data.filter { $0.path.hasPrefix("data/passages") }
    #expect(files.allSatisfy { ($0.sources ?? 0..<0).count < numbers.count / 4 })
    var sources: [String] = []
    for file in files {
      let own = try exports.lines(file.path).compactMap { $0["source"] as? String }
      #expect(own.first.map { "data/passages/\($0).jsonl" } == file.path)
      for id in own where sources.last != id { sources.append(id) }
    }
    #expect(sources == (["keeper", "memo"] + numbers.map { "the-long-conference-part-\($0)" }).sorted())
    #expect(try exports.text("data/README.txt").contains("passages/ID.jsonl"))
  }

  @Test func everyNoteIsALineWithItsPlace() async throws {
    let lines = try await SmallArchive.exports().lines("data/notes.jsonl")
    #expect(lines.count == 1)
    #expect(lines[0]["text"] as? String == "See her.")
    let places = try #require(lines[0]["on"] as? [[String: Any]])
    #expect(places.count == 1)
    #expect(places[0]["passages"] as? [String] == ["p3"])
    #expect((places[0]["quote"] as? String)?.split(whereSeparator: \.isWhitespace) == ["she", "spoke"])
    #expect(places[0]["state"] as? String == "exact")
  }

  @Test func aNoteHasItsStatusReferencesAndReplies() async throws {
    let yaml = """
      - id: when
        on: keeper
        quote: she spoke
        status: disputed
        certainty: possible
        references: ["[A book](https://example.org/b), p. 3", See it.]
        replies:
          - id: one
            author: Bo
            date: 2021-03-02
            body: No *way*.
            replies: [{body: Yes.}]
        body: See [her](speaker:ann-lee).
      """
    let note = try await SmallArchive.exports(["annotations/notes.yaml": yaml]).lines("data/notes.jsonl")[0]
    #expect(note["status"] as? String == "disputed")
    #expect(note["certainty"] as? String == "possible")
    #expect(note["references"] as? [String] == ["[A book](https://example.org/b), p. 3", "See it."])
    let replies = try #require(note["replies"] as? [[String: Any]])
    #expect(replies.count == 1)
    #expect(
      ["id", "author", "date", "text"].map { replies[0][$0] as? String } == [
        "one", "Bo", "2021-03-02", "No way.",
      ])
    let answers = try #require(replies[0]["replies"] as? [[String: Any]])
    #expect(answers.map { $0["text"] as? String } == ["Yes."])
    #expect(answers[0]["id"] is NSNull)
    #expect((answers[0]["replies"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: [
    (0.0, "0.000"), (1.0, "1.000"), (0.9996, "1.000"), (0.0005, "0.001"), (0.8734, "0.873"), (-1, "0.000"),
  ])
  func sharesHaveThreeDecimals(share: Double, expected: String) {
    var json = JSONWriter()
    json.object { $0.field("s", share: share) }
    #expect(String(decoding: json.bytes, as: UTF8.self) == "{\"s\":\(expected)}")
  }

  @Test func sourcesSayWhatTheirFrontMatterSays() async throws {
    let list = try await SmallArchive.exports().object("data/sources.json")
    let archive = try #require(list["archive"] as? [String: Any])
    #expect(archive["title"] as? String == "Tides & <Times>")
    let sources = try #require(list["sources"] as? [[String: Any]])
    #expect(sources.map { $0["id"] as? String } == ["keeper", "memo"])
    #expect(sources[0]["title"] as? String == #"The keeper "speaks""#)
    let provenance = try #require(sources[0]["provenance"] as? [String: Any])
    #expect(provenance["accessed"] as? String == "2020-02-29")
    #expect(provenance["url"] as? String == "https://example.org/keeper")
    let speakers = try #require(sources[0]["speakers"] as? [[String: Any]])
    #expect(speakers.map { $0["label"] as? String } == ["ANN", "Q"])
    #expect(speakers[0]["via"] as? String == "interpreter")
  }

  @Test func registersHaveTheTreeOfTopics() async throws {
    let registers = try await SmallArchive.exports().object("data/registers.json")
    #expect(Set(registers.keys) == ["speakers", "topics", "events", "places", "organizations"])
    let topics = try #require(registers["topics"] as? [[String: Any]])
    #expect(topics.map { $0["id"] as? String } == ["sea", "storms"])
    #expect(topics[0]["narrower"] as? [String] == ["storms"])
    #expect(topics[1]["broader"] as? String == "sea")
    let speakers = try #require(registers["speakers"] as? [[String: Any]])
    #expect(speakers[0]["note"] as? String == "A keeper.")
    #expect(speakers[0]["authority"] as? [String: String] == ["viaf": "123"])
    #expect(speakers[0]["turns"] as? Int == 1)
  }

  @Test func plainTextHasLabelsAtHandOffs() async throws {
    let text = try await SmallArchive.exports().text("data/text/keeper.txt")
    let head = text.prefix(upTo: try #require(text.range(of: "\n\n")).lowerBound)
    #expect(head.contains("Title: The keeper \"speaks\"\n"))
    #expect(head.contains("Speaker: ANN = Ann Lee"))
    let record = text.dropFirst(head.count)
    #expect(record.hasPrefix("\n\nFirst night\n\nQ: When was it?\n\nANN (softly) [01:02:03]: In the back"))
    #expect(record.contains("\n\nStill she"))
    #expect(record.hasSuffix("\n\n(laughter)\n"))
  }

  @Test func theReadmeNamesEveryFile() async throws {
    let exports = try await SmallArchive.exports()
    let readme = try exports.text("data/README.txt")
    for file in exports.data where !file.path.hasPrefix("data/text/") && !file.path.hasSuffix("README.txt") {
      let path = file.path.dropFirst("data/".count)
      #expect(readme.contains(path.replacing("annotations/keeper.jsonld", with: "annotations/ID.jsonld")))
    }
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#), ("\u{0}\u{1F}\u{8}", #""\u0000\u001f\u0008""#),
    ("line\nfeed\ttab\r", #""line\nfeed\ttab\u000d""#), ("ü€𝄞\u{7F}", "\"ü€𝄞\u{7F}\""), ("", "\"\""),
  ])
  func stringsAreEscapedAsJSONAsks(text: String, expected: String) throws {
    var json = JSONWriter()
    json.value(text)
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    let back = try JSONSerialization.jsonObject(with: Data(json.bytes), options: .fragmentsAllowed)
    #expect(back as? String == text)
  }
}
