import Archive
import Testing
import Trials

@testable import Anchoring

/// Rewritten targets name exactly the words of their note.
@Suite struct RequoterTests {
  let talk = [
    "We met in May, and he said: “I was told about four hours ago.” Then we left.",
    "Yes.", "Nobody knew it, and about four hours ago nobody asked.", "Yes.",
    "And so it was, so it was, and so it is.",
  ]

  /// A source with its first passage numbers.
  private func numbered(_ texts: [String]) -> Source {
    var source = Fixture.source("talk", texts)
    for index in source.record.passages.indices { source.record.passages[index].number = Int32(index + 1) }
    return source
  }

  private func requote(
    _ words: String, nth: Int = 0, in texts: [String], passage: String? = "p1", prefix: String = "",
    suffix: String = ""
  ) throws -> Annotation.Target? {
    let source = numbered(texts)
    let finder = QuotationFinder(source.record)
    let range = finder.text.original(try #require(finder.places(of: words).dropFirst(nth).first))
    let written = Annotation.Target(
      source: "talk", passage: passage, quote: "old words", prefix: prefix, suffix: suffix,
      position: Position(line: 1, column: 1))
    let target = Requoter(source).target(written, at: range)
    if let target {
      let found = Fixture.note(
        on: texts, quote: target.quote, prefix: target.prefix, suffix: target.suffix, passage: target.passage)
      #expect(found.placement?.state == .exact)
      #expect(found.placement?.range == range)
    }
    return target
  }

  @Test func theWordsOfTheRecordAreQuotedAndThePassageNamed() throws {
    let target = try #require(try requote("about four hours", nth: 1, in: talk))
    #expect(target.quote == "about four hours")
    #expect([target.passage, target.prefix, target.suffix] == ["p3", "", ""])
  }

  @Test func surroundingsHaveAsManyWordsAsTheAuthorGave() throws {
    let target = try #require(try requote("i was told", in: talk, prefix: "one two ", suffix: " three"))
    #expect(target.quote == "I was told")
    // A quotation mark is directly before the words and a space after them.
    #expect([target.prefix, target.suffix] == ["said: “", " about"])
  }

  @Test func aPassageIsNamedOnlyWhereTheAuthorDidOrNothingElseTellsThePlace() throws {
    let one = try #require(try requote("about four hours ago", in: talk, passage: nil))
    #expect(one.passage == nil)
    #expect(!one.prefix.isEmpty)
    let two = try #require(try requote("Yes.", nth: 1, in: talk, passage: nil))
    #expect(two.passage == "p4")
  }

  @Test func equalsInOnePassageAreToldApartByTheirSurroundings() throws {
    let target = try #require(try requote("so it was", nth: 1, in: talk))
    #expect([target.passage, target.quote] == ["p5", "so it was"])
    #expect([target.prefix, target.suffix] == ["was, ", ","])
    let same = String(repeating: "again and ", count: 60)
    #expect(try requote("again", nth: 30, in: [same]) == nil)
  }

  @Test func wordsAcrossPassagesAreOneQuotation() throws {
    let target = try #require(try requote("Then we left. Yes. Nobody knew it", in: talk))
    #expect(target.quote == "Then we left. Yes. Nobody knew it")
    #expect(target.passage == "p1")
  }

  @Test func whatIsAcceptedAfterRandomEditsIsExact() {
    var random = Seeded(11)
    let words = [
      "a", "man", "said", "that", "‘no’", "lamp", "é", "—", "old", "sea…", "日本", "it’s", "was,", "of",
    ]
    var accepted = 0
    for _ in 0..<1000 {
      let texts = (0..<4).map { _ in
        (0..<Int.random(in: 6...30, using: &random)).map { _ in random.pick(words) }.joined(separator: " ")
      }
      let source = numbered(texts)
      let requoter = Requoter(source)
      let record = source.record
      let passage = record.passages[Int.random(in: 0..<4, using: &random)].range
      let start = Int.random(in: Int(passage.start)..<Int(passage.end), using: &random)
      let end = Int.random(in: (start + 1)...min(start + 40, record.bytes.count), using: &random)
      // Whole words, as the finder returns them.
      let finder = QuotationFinder(record)
      let text = String(decoding: record.bytes[start..<end], as: UTF8.self)
      guard let place = finder.places(of: text).first else { continue }
      let range = finder.text.original(place)
      let written = Annotation.Target(
        source: "talk", passage: random.next() % 2 == 0 ? "p9" : nil, quote: "x",
        prefix: random.next() % 2 == 0 ? "one two " : "", position: Position(line: 1, column: 1))
      guard let target = requoter.target(written, at: range) else { continue }
      let found = Fixture.note(
        on: texts, quote: target.quote, prefix: target.prefix, suffix: target.suffix, passage: target.passage)
      #expect(found.placement?.state == .exact)
      #expect(found.placement?.range == range)
      #expect(found.diagnostics == [])
      accepted += 1
    }
    #expect(accepted > 100)
  }

  /// On real text: every note that a build finds moved or changed can be accepted, and is exact afterwards.
  @Test(.enabled(if: Corpora.has("transcripts-txt"), "the corpora are not beside the project"))
  func whatABuildFindsCanBeAccepted() throws {
    let texts = try Corpora.texts("transcripts-txt", as: .transcripts)
    var accepted = 0
    var refused = 0
    for (index, text) in texts.enumerated() {
      var editor = Editor(UInt64(index) + 5, foreign: texts[(index + 1) % texts.count])
      let notes = Quoting.notes(text.count / 6, on: text, source: "talk", &editor.random)
      let first = anchorSource(Fixture.source("talk", text), at: 0, ledger: nil)
      var archive = Archive()
      let pieces = editor.edit(Editor.pieces(text), rate: 0.5)
      archive.sources = [Fixture.source("talk", pieces.map(\.said))]
      archive.annotations = notes
      let ledgers = ["talk": try #require(first.ledger?.text)]
      let anchored = anchor(archive, ledgers: ledgers)
      let requoter = Requoter(anchored.archive.sources[0])
      var wanted: [Int: ByteRange] = [:]
      for placement in anchored.placements where placement.state == .moved || placement.state == .changed {
        let range = try #require(placement.range)
        let written = archive.annotations[placement.annotation].targets[0]
        guard let target = requoter.target(written, at: range, isMoved: placement.state == .moved) else {
          refused += 1
          continue
        }
        archive.annotations[placement.annotation].targets[0] = target
        wanted[placement.annotation] = range
      }
      for placement in anchor(archive, ledgers: ledgers).placements {
        guard let range = wanted[placement.annotation] else { continue }
        #expect(placement.state == .exact)
        #expect(placement.range == range)
        accepted += 1
      }
    }
    print("accepted:", accepted, "refused:", refused)
    #expect(accepted > 50)
    #expect(refused * 100 <= accepted)
  }
}
