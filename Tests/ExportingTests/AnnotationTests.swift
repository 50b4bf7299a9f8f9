import Foundation
import Testing

@testable import Exporting

/// The pages of `data/annotations/`, as read by programs that know only the vocabulary.
@Suite struct AnnotationTests {
  static let notes = [
    "annotations/notes.yaml": """
    - id: when
      on: keeper#p3
      quote: she spoke
      kind: question
      author: Ed
      date: 2021-03-01T12:00:00+02:00
      topics: [sea]
      also: [{on: memo}, {on: keeper#p1}]
      body: See [her](speaker:ann-lee).
      references: [A book]
      replies:
        - body: One.
          replies: [{id: two, date: 2021~, body: Two.}]
    - id: later
      on: memo
      quote: Ann was there
      kind: comparison
      date: 2021-03
      body: Later.
    """
  ]

  private func items(_ name: String) async throws -> [[String: Any]] {
    let page = try await SmallArchive.exports(Self.notes).object("data/annotations/\(name).jsonld")
    #expect(page["type"] as? String == "AnnotationPage")
    #expect(page["id"] as? String == "https://example.org/tides/data/annotations/\(name).jsonld")
    let context = try #require(page["@context"] as? [Any])
    #expect(context[0] as? String == "http://www.w3.org/ns/anno.jsonld")
    let items = try #require(page["items"] as? [[String: Any]])
    #expect((page["partOf"] as? [String: Any])?["total"] as? Int == items.count)
    #expect(items.allSatisfy { $0["type"] as? String == "Annotation" && $0["target"] != nil })
    return items
  }

  @Test func pagesHaveTheNotesOfTheirSourceAndTheIndexHasAll() async throws {
    func ids(_ name: String) async throws -> [String] {
      try await items(name).map { ($0["id"] as? String ?? "").components(separatedBy: "#note-").last ?? "" }
    }
    #expect(try await ids("keeper") == ["when", "when/!1", "when/two"])
    #expect(try await ids("memo") == ["later", "when", "when/!1", "when/two"])
    #expect(try await ids("index") == ["when", "when/!1", "when/two", "later"])
  }

  @Test func aNoteSaysItInTheVocabulary() async throws {
    let note = try #require(try await items("keeper").first)
    #expect(note["motivation"] as? String == "questioning")
    #expect(note["created"] as? String == "2021-03-01T10:00:00Z")
    #expect(note["creator"] as? [String: String] == ["name": "Ed"])
    let bodies = try #require(note["body"] as? [[String: String]])
    #expect(bodies.map { $0["purpose"] } == [nil, "linking", "tagging"])
    #expect(bodies.map { $0["value"] } == ["See [her](speaker:ann-lee).", "A book", "The sea"])
    let targets = try #require(note["target"] as? [[String: Any]])
    #expect(
      targets.map { ($0["source"] as? String)?.split(separator: "/").last } == [
        "keeper.html", "memo.html", "keeper.html",
      ])
    let quote = try #require((targets[0]["selector"] as? [[String: Any]])?.first)
    #expect(quote["prefix"] as? String == "Still ")
    #expect(quote["suffix"] as? String == ".")
    #expect(targets[1]["selector"] == nil)
    #expect((targets[2]["selector"] as? [String: String])?["value"] == "p1")
  }

  /// No time is invented: dates that are not exact to the day are written only in our own terms.
  @Test func onlyDaysAreMoments() async throws {
    let items = try await items("index")
    #expect(items.map { $0["created"] as? String } == ["2021-03-01T10:00:00Z", nil, nil, nil])
    #expect(
      items.map { $0["sitegen:date"] as? String } == ["2021-03-01T12:00:00+02:00", nil, "2021~", "2021-03"])
  }

  @Test func answersAreOnWhatTheyAnswer() async throws {
    let items = try await items("keeper")
    #expect(items[1]["target"] as? String == items[0]["id"] as? String)
    #expect(items[2]["target"] as? String == items[1]["id"] as? String)
    #expect(items[1...].allSatisfy { $0["motivation"] as? String == "replying" })
  }

  @Test func anArchiveWithoutNotesHasAnEmptyPage() async throws {
    let exports = try await SmallArchive.exports(["annotations/notes.yaml": ""])
    #expect((try exports.object("data/annotations/index.jsonld")["items"] as? [Any])?.isEmpty == true)
    #expect(exports.data.filter { $0.path.hasPrefix("data/annotations/") }.count == 1)
  }
}
