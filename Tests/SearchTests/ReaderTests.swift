import Foundation
import Testing

@testable import Search

@Suite struct ReaderTests {
  private func small() -> Fixture {
    let fixture = Fixture()
    fixture.add(
      "later",
      ["The negotiations on arms went on.", "He negotiated. Control of arms is hard.", "Nothing of note."],
      sortKey: 20, section: "Opening", date: "1962-10-22")
    fixture.add(
      "earlier", ["The negotiations on arms went on.", "Arms control, they said, is the thing."], sortKey: 10,
      kind: 1, date: "1961", event: 0)
    fixture.add("french", ["L’école a négocié les accords."], language: "fr", sortKey: 30)
    fixture.add("chinese", ["記者會在台北舉行。", "會記者"], language: "zh", sortKey: 40)
    fixture.entries = [
      SearchEntry(
        hit: .note, kind: -1, title: "went on", url: "sources/later.html#note-a",
        text: "The treaty <b>lapsed</b>.", language: "en", source: 0, passage: 1, topics: [1]),
      SearchEntry(
        hit: .speaker, kind: -1, title: "Anna Lindqvist", url: "speakers/anna.html", text: "", language: "en",
        speaker: 0),
    ]
    return fixture
  }

  @Test(arguments: [
    ("negotiation", ["earlier#p1", "later#p1", "later#p2"]),
    ("arms control", ["earlier#p2", "later#p2"]),
    ("\"arms control\"", ["earlier#p2"]),
    ("arms -control", ["earlier#p1", "later#p1"]),
    ("arms -\"arms control\"", ["later#p2", "earlier#p1", "later#p1"]),
    ("\"negotiated\"", ["later#p2"]),
    ("negot*", ["later#p2", "earlier#p1", "later#p1"]),
    ("negotia", ["later#p2", "earlier#p1", "later#p1"]),
    ("ecole", ["french#p1"]),
    ("école négocié", ["french#p1"]),
    ("記者", ["chinese#p2", "chinese#p1"]),
    ("記者會", ["chinese#p1"]),
    ("arms kind:report", ["earlier#p2", "earlier#p1"]),
    ("arms speaker:okafor", ["earlier#p2", "later#p2"]),
    ("arms source:later topic:arms", ["later#p1"]),
    ("lapsed", ["later.html#note-a"]),
    ("lindqvist", ["anna.html"]),
    ("lapsed in:notes", ["later.html#note-a"]),
    ("treaty in:passages", []),
    ("hard OR thing arms", ["earlier#p2", "later#p2"]),
    ("\"arms control\" OR \"of note\"", ["earlier#p2", "later#p3"]),
    ("arms date:1961", ["earlier#p1", "earlier#p2"]),
    ("arms date:1961-06..1962-10-21", ["earlier#p1", "earlier#p2"]),
    ("arms date:1962..", ["later#p1", "later#p2"]),
    ("arms event:helsinki", ["earlier#p1", "earlier#p2"]),
    ("arms -kind:report", ["later#p1", "later#p2"]),
    ("accords language:fr", ["french#p1"]),
    ("cnotrol arms", ["earlier#p2", "later#p2"]),
    ("negotiatoins went", ["earlier#p1", "later#p1"]),
    ("opening", ["later.html#h0"]),
    ("opening in:sections", ["later.html#h0"]),
    ("opening in:passages", []),
    ("xylophone", []),
    ("", []),
  ])
  func findsWhatIsThere(query: String, expected: [String]) async throws {
    let found = try await small().search(query)
    let places = found.hits.map { hit in
      hit.url.replacing("sources/", with: "").replacing("speakers/", with: "").replacing(
        ".html#p", with: "#p")
    }
    #expect(Set(places) == Set(expected))
    #expect(places.count == expected.count)
    #expect(found.total == expected.count)
  }

  @Test func saysWhatAHitIs() async throws {
    let found = try await small().search("arms", chosen: [.source: ["later"], .speaker: ["anna"]])
    let hit = try #require(found.hits.first)
    #expect(found.total == 1)
    #expect(hit.kind == .passage)
    #expect(hit.source == "later")
    #expect(hit.passage == "p1")
    #expect(hit.speaker == "anna")
    #expect(hit.date == "on day 20")
    #expect(hit.section == "Opening")
    #expect(hit.url == "sources/later.html#p1")
    #expect(hit.excerptText == "The negotiations on arms went on.")
    #expect(hit.excerpt.filter(\.isMarked).map(\.text) == ["arms"])
    #expect(found.counts[.speaker] == [.init(id: "anna", hits: 1), .init(id: "ben", hits: 1)])
    let note = try #require(try await small().search("lapsed").hits.first)
    #expect(note.kind == .note)
    #expect(note.passage == "p1")
    #expect(note.excerptText.contains("<b>lapsed</b>"))
  }

  @Test func aHeadingLeadsToItsAnchor() async throws {
    let hit = try #require(try await small().search("opening").hits.first)
    #expect(hit.kind == .section)
    #expect(hit.source == "later")
    #expect(hit.passage == nil)
    #expect(hit.title == "Opening")
    #expect(hit.date == "on day 20")
    #expect(hit.url == "sources/later.html#h0")
    #expect(hit.excerpt == [.init(text: "Opening", isMarked: true)])
  }

  @Test func equalHitsStandInOrderOfDate() async throws {
    let hits = try await small().search("negotiations went").hits
    #expect(hits.map(\.source) == ["earlier", "later"])
    #expect(Set(hits.map(\.score)).count == 1)
  }

  @Test func namesWordsTheArchiveDoesNotHave() async throws {
    #expect(try await small().search("arms xylophone").unknown == ["xylophone"])
  }

  @Test func saysWhatItRepaired() async throws {
    let found = try await small().search("cnotrol arms")
    #expect(found.repaired == [.init(from: "cnotrol", to: "control")])
    #expect(found.unknown.isEmpty)
    let fixture = small()
    try await fixture.write()
    var reader = try IndexReader(directory: fixture.directory)
    let asTyped = try reader.search("cnotrol arms", repairs: false)
    #expect(asTyped.repaired.isEmpty)
    #expect(asTyped.unknown == ["cnotrol"])
    #expect(try reader.search("arms date:soon").strangeDates == ["soon"])
  }

  @Test func triesFurtherRepairsWhereTheCommonestFindsNothing() async throws {
    let fixture = Fixture()
    fixture.add(
      "many", ["Parts of it.", "Other parts of it.", "The parents were ashamed.", "Ashamed they were."])
    let found = try await fixture.search("parnts ashamed")
    #expect(found.repaired == [.init(from: "parnts", to: "parents")])
    #expect(found.hits.map(\.passage) == ["p3"])
    #expect(try await fixture.search("parnts").repaired == [.init(from: "parnts", to: "parts")])
    // No passage has all words for any correction of the first, so it stays the most frequent one.
    #expect(try await fixture.search("parnts other ashamed").repaired == [.init(from: "parnts", to: "parts")])
  }

  @Test func wordsAsTheyWereAskedForComeFirst() async throws {
    let fixture = Fixture()
    fixture.add("one", ["They promise the building now.", "They promised the buildings now."])
    #expect(try await fixture.search("promised buildings").hits.map(\.passage) == ["p2", "p1"])
    #expect(try await fixture.search("promise building").hits.map(\.passage) == ["p1", "p2"])
    #expect(try await fixture.search("promises").hits.map(\.passage) == ["p1", "p2"])
  }

  @Test func aFormStandsInTheShardOfItsTerm() async throws {
    let fixture = Fixture()
    var state: UInt64 = 5
    func chance(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let stems = (0..<700).map { number in
      String(["b", "d", "f", "g", "l", "m", "p", "t"][number % 8]) + ["ar", "el", "or", "un"][number / 8 % 4]
        + ["k", "nd", "mp", "st", "lt", "rm"][number / 32 % 6] + String(repeating: "o", count: number / 192)
        + "n"
    }
    for number in 0..<60 {
      fixture.add(
        "s\(number)",
        (0..<20).map { _ in
          (0..<50).map { _ in
            // Some stems are frequent, most are rare.
            let stem = stems[chance(700) * chance(700) / 700]
            return stem + ["", "s", "ed", "ing"][chance(4)]
          }.joined(separator: " ")
        })
    }
    try await fixture.write()
    var store = try ShardStore(directory: fixture.directory)
    var first = store.top.long.count
    var (all, divided) = (0, 0)
    for (shard, count) in store.top.terms.enumerated() {
      for word in try store.words(shard) where word.terms.allSatisfy({ !store.isLong($0) }) {
        all += 1
        if !word.terms.allSatisfy((first..<first + count).contains) { divided += 1 }
      }
      first += count
    }
    #expect(store.top.terms.count > 10)
    #expect(all > 1_000)
    #expect(divided * 50 < all, "\(divided) of \(all) forms")
  }

  @Test func completesWhatIsTyped() async throws {
    let fixture = small()
    try await fixture.write()
    var reader = try IndexReader(directory: fixture.directory)
    let found = try reader.completions(of: "the neg")
    #expect(
      found.words == [
        .init(form: "negotiations", count: 2), .init(form: "negocie", count: 1),
        .init(form: "negotiated", count: 1),
      ])
    #expect(!found.isPartial)
    #expect(try reader.completions(of: "n").words.isEmpty)
  }

  @Test func ordersByDate() async throws {
    let fixture = small()
    try await fixture.write()
    var reader = try IndexReader(directory: fixture.directory)
    #expect(
      try reader.search("arms", order: .date).hits.map(\.source) == ["earlier", "earlier", "later", "later"])
    #expect(
      try reader.search("arms", order: .newest).hits.map(\.source) == [
        "later", "later", "earlier", "earlier",
      ])
    #expect(
      try reader.search("arms").counts[.year] == [.init(id: "1961", hits: 2), .init(id: "1962", hits: 2)])
  }

  @Test func wordsSideBySideStandBeforeWordsApart() async throws {
    let fixture = Fixture()
    fixture.add("a", ["red wine and blue cheese", "blue wine and red cheese", "wine red and blue cheese"])
    #expect(try await fixture.search("red wine").hits.map(\.passage) == ["p1", "p3", "p2"])
  }

  @Test func cutsLongPassagesAroundTheHits() async throws {
    let fixture = Fixture()
    let filler = Array(repeating: "word", count: 100).joined(separator: " ")
    fixture.add("long", [filler + " needle in hay " + filler])
    let excerpt = try #require(try await fixture.search("needle").hits.first).excerpt
    #expect(excerpt.first?.text == "… ")
    #expect(excerpt.last?.text == " …")
    #expect(excerpt.filter(\.isMarked).map(\.text) == ["needle"])
    let words = excerpt.map(\.text).joined().split(separator: " ").count
    #expect(words == Passage.words + 2)
  }

  @Test func theBytesDoNotDependOnTheNumberOfTasks() async throws {
    let fixture = small()
    for number in 0..<40 { fixture.add("s\(number)", ["Alpha \(number % 7) beta", "Gamma \(number)"]) }
    let one = try await fixture.files(tasks: 1)
    let many = try await fixture.files(tasks: 7)
    #expect(one.map(\.path) == many.map(\.path))
    #expect(one.map(\.bytes) == many.map(\.bytes))
  }

  @Test func anEmptyArchiveHasAnIndexToo() async throws {
    #expect(try await Fixture().search("anything").total == 0)
  }

  @Test func saysWhatIsWrongWithAnIndex() async throws {
    let fixture = small()
    #expect(throws: SearchError.missing(path: fixture.directory + "/index.js")) {
      try IndexReader(directory: fixture.directory)
    }
    try await fixture.write()
    let index = fixture.folder.appending(path: "search/index.js")
    let text = try String(contentsOf: index, encoding: .utf8)
    try text.replacing("\"version\":\(IndexFormat.version)", with: "\"version\":99").write(
      to: index, atomically: true, encoding: .utf8)
    #expect(throws: SearchError.version(found: 99, expected: IndexFormat.version)) {
      try IndexReader(directory: fixture.directory)
    }
    try text.write(to: index, atomically: true, encoding: .utf8)
    var reader = try IndexReader(directory: fixture.directory)
    try FileManager.default.removeItem(at: fixture.folder.appending(path: "search/p0.js"))
    #expect(throws: SearchError.missing(path: fixture.directory + "/p0.js")) { try reader.search("arms") }
  }

  @Test(arguments: ["facets", "p0", "n0", "s0", "index", "d0"])
  func aFileCutShortIsReportedNotRead(name: String) async throws {
    let fixture = small()
    try await fixture.write()
    let file = fixture.folder.appending(path: "search/\(name).js")
    let whole = try Data(contentsOf: file)
    let head = "sitegenSearch.shard(\"\(name)\",\"0000000000000000\",".utf8.count
    for cut in stride(from: 4, to: whole.count - head - 8, by: 7) {
      // Remove the end of the payload, but keep the frame.
      try Data(whole.dropLast(cut + 4) + Data("\");\n".utf8)).write(to: file)
      do {
        var reader = try IndexReader(directory: fixture.directory)
        _ = try reader.search("arms control title cnotrol")
      } catch let error as SearchError {
        #expect(error == .damaged(path: error.path) || error == .mixed(path: error.path))
      }
    }
  }
}

extension SearchError {
  fileprivate var path: String {
    switch self {
    case .missing(let path), .damaged(let path), .mixed(let path): path
    case .version: ""
    }
  }
}
