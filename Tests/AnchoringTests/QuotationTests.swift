import Archive
import Testing

@testable import Anchoring

/// Where a quotation is found, and when it is not.
@Suite struct QuotationTests {
  let talk = [
    "He calls the talks frank and businesslike.",
    "Relations had never been worse. However, that changed as of about four hours ago.",
    "The treaty on strategic arms ends in 2021, and both sides have an interest in it.",
    "Yes.",
    "The party spoke of art.",
    "Thank you. Thank you very much, and thank you again.",
  ]

  @Test func equalWordsAreFoundExactly() throws {
    let note = Fixture.note(on: talk, quote: "about four hours ago")
    #expect(note.placement?.state == .exact)
    #expect(note.placement?.passages == 1..<2)
    #expect(note.words == "about four hours ago")
    #expect(note.diagnostics.isEmpty)
  }

  @Test func typographyMakesNoDifferenceAndTheBytesAreTheOriginals() {
    let note = Fixture.note(on: ["He said — “it’s over” …"], quote: "- \"it's over\" ...")
    #expect(note.placement?.state == .exact)
    #expect(note.words == "— “it’s over” …")
  }

  @Test func aQuotationMaySpanPassages() {
    let note = Fixture.note(on: talk, quote: "frank and businesslike. Relations had never been worse.")
    #expect(note.placement?.state == .exact)
    #expect(note.placement?.passages == 0..<2)
    #expect(note.words == "frank and businesslike.\nRelations had never been worse.")
  }

  @Test func headingsAreNotSearched() throws {
    var archive = Archive()
    archive.sources = [Fixture.source("talk", [Said("ada", "Only this.")], heading: "Opening statements")]
    var note = Annotation(id: "n", path: "a.yaml", position: Position(line: 1, column: 1))
    note.targets = [
      .init(source: "talk", passage: nil, quote: "Opening statements", position: Position(line: 2, column: 1))
    ]
    archive.annotations = [note]
    #expect(anchor(archive, ledgers: [:]).placements.map(\.state) == [.lost])
  }

  @Test func onlyOneOfSeveralEqualPlacesFitsTheSurroundings() {
    let note = Fixture.note(on: talk, quote: "thank you", prefix: "very much, and ")
    #expect(note.placement?.state == .exact)
    let twice = Fixture.note(on: talk, quote: "hank you", prefix: "T")
    #expect(twice.placement?.state == .ambiguous)
  }

  @Test func withoutSurroundingsSeveralPlacesAreAmbiguous() {
    let note = Fixture.note(on: talk, quote: "Thank you")
    #expect(note.placement?.state == .ambiguous)
    #expect(note.placement?.range == nil)
    #expect(note.diagnostics.map(\.rule) == ["note-ambiguous"])
    #expect(note.diagnostics.first?.position == Position(line: 2, column: 7))
  }

  @Test func aWordInsideAnotherIsNotTheQuotation() {
    let note = Fixture.note(on: talk, quote: "art")
    #expect(note.placement?.state == .exact)
    #expect(note.words == "art")
    #expect(Fixture.note(on: ["The party spoke."], quote: "art").placement?.state == .lost)
    #expect(Fixture.note(on: ["The party spoke."], quote: "art", prefix: "The p", suffix: "y").words == "art")
  }

  @Test func theNamedPassageComesFirst() {
    let texts = ["We agree on that point.", "No.", "We agree on that point."]
    let note = Fixture.note(on: texts, quote: "agree on that", passage: "p3")
    #expect(note.placement?.state == .exact)
    #expect(note.placement?.passages == 2..<3)
  }

  @Test func wordsInAnotherPassageThanNamedHaveMoved() {
    let note = Fixture.note(on: talk, quote: "treaty on strategic arms", passage: "p1")
    #expect(note.placement?.state == .moved)
    #expect(note.words == "treaty on strategic arms")
    #expect(note.diagnostics.map(\.rule) == ["note-moved"])
  }

  @Test func fewWordsElsewhereAreNotTakenForTheAuthors() {
    let note = Fixture.note(on: talk, quote: "Yes", passage: "p1")
    #expect(note.placement?.state == .lost)
    #expect(note.diagnostics.first?.message.contains("p4") == true)
    let other = Fixture.note(on: talk, quote: "Yes", prefix: "asked them all", suffix: "and left the room")
    #expect(other.placement?.state == .lost)
  }

  @Test func editedWordsAreFoundWithTheirScore() throws {
    let note = Fixture.note(on: talk, quote: "that has changed, as of about 4 hours ago", prefix: "However, ")
    let alone = Fixture.note(on: talk, quote: "that has changed, as of about 4 hours ago")
    #expect(alone.placement?.state == .lost)
    let placement = try #require(note.placement)
    #expect(placement.state == .changed)
    #expect(note.words == "that changed as of about four hours ago")
    #expect(placement.score > 0.7 && placement.score < 1)
    #expect(placement.score - placement.second >= 0.1)
    #expect(note.diagnostics.map(\.rule) == ["note-changed"])
  }

  @Test func otherCaseIsAChange() {
    let note = Fixture.note(on: talk, quote: "relations HAD never been WORSE")
    #expect(note.placement?.state == .changed)
    #expect(note.words == "Relations had never been worse")
  }

  @Test func twoEditedPlacesAreAmbiguous() {
    let texts = [
      "The minister of the first country will sign the paper.", "Something else was said in between.",
      "The minister of the third country will sign the paper.",
    ]
    let note = Fixture.note(on: texts, quote: "minister of the other country will sign the paper")
    #expect(note.placement?.state == .ambiguous)
    let near = Fixture.note(
      on: texts, quote: "minister of the other country will sign the paper", prefix: "said in between. The ")
    #expect(near.words == "minister of the third country will sign the paper")
  }

  @Test func editedWordsHereAndEqualOnesElsewhereAreAmbiguous() {
    let texts = ["It changed about 4 hours ago, he said.", "No.", "She left about four hours ago, with him."]
    let note = Fixture.note(on: texts, quote: "about four hours ago", passage: "p1")
    #expect(note.placement?.state == .ambiguous)
    let sure = Fixture.note(
      on: texts, quote: "about four hours ago", prefix: "It changed ", suffix: ", he said", passage: "p1")
    #expect(sure.placement?.state == .changed)
    #expect(sure.words == "about 4 hours ago")
  }

  @Test func wordsThatAreNotThereAreLost() {
    let note = Fixture.note(on: talk, quote: "This sentence was removed before the archive was built.")
    #expect(note.placement?.state == .lost)
    #expect(note.diagnostics.map(\.rule) == ["note-lost"])
    #expect(Fixture.note(on: talk, quote: " ").placement?.state == .lost)
    #expect(Fixture.note(on: [], quote: "words").placement?.state == .lost)
  }

  @Test func aNoteOnAWholePassageOrSource() {
    let passage = Fixture.note(on: talk, quote: nil, passage: "p4").placement
    #expect(passage?.state == .whole)
    #expect(passage?.passages == 3..<4)
    let source = Fixture.note(on: talk, quote: nil).placement
    #expect(source?.state == .whole)
    #expect(source?.passages == 0..<6)
  }

  @Test func joinedPassagesTakeTheirNotesAlong() throws {
    var after = talk
    after[1] += " " + after.remove(at: 2)
    let ledger = Fixture.edit(talk, after).ledger?.text
    let numbers = Fixture.edit(talk, after).numbers
    let gone = numbers.contains(2) ? "p3" : "p2"
    let words = gone == "p3" ? "strategic arms" : "never been worse"
    let note = Fixture.note(on: after, quote: words, passage: gone, ledger: ledger)
    #expect(note.placement?.state == .moved)
    #expect(note.placement?.passages == 1..<2)
    #expect(Fixture.note(on: after, quote: nil, passage: gone, ledger: ledger).placement?.state == .moved)
  }

  @Test func aRemovedPassageLosesItsNotes() {
    var after = talk
    after.remove(at: 2)
    let ledger = Fixture.edit(talk, after).ledger?.text
    let note = Fixture.note(on: after, quote: nil, passage: "p3", ledger: ledger)
    #expect(note.placement?.state == .lost)
    #expect(note.diagnostics.map(\.rule) == ["note-lost"])
  }

  @Test func deadTargetsAreErrorsWithTheNearestName() throws {
    let note = Fixture.note(on: talk, quote: "Yes", passage: "p44")
    #expect(note.diagnostics.map(\.rule) == ["note-dead-passage"])
    #expect(note.diagnostics.first?.fix == "did you mean 'p4'?")
    var archive = Archive()
    archive.sources = [Fixture.source("press-conference", talk)]
    var dead = Annotation(id: "n", path: "a.yaml", position: Position(line: 1, column: 1))
    dead.targets = [
      .init(source: "pres-conference", passage: nil, quote: "x", position: Position(line: 3, column: 9))
    ]
    archive.annotations = [dead]
    let anchored = anchor(archive, ledgers: [:])
    #expect(anchored.diagnostics.map(\.rule) == ["note-dead-source"])
    #expect(anchored.diagnostics.first?.severity == .error)
    #expect(anchored.diagnostics.first?.position == Position(line: 3, column: 9))
    #expect(anchored.diagnostics.first?.fix == "did you mean 'press-conference'?")
  }

  @Test func inlineReferencesPlaceTheirNotes() throws {
    var archive = Archive()
    var source = Fixture.source("talk", talk)
    let second = source.record.passages[1].range.start
    for (index, id) in ["four-hours", "for-hours"].enumerated() {
      let start = Int(second) + index * 5
      source.record.references.append(
        Reference(scheme: .note, id: id, at: Position(line: 9, column: 20 + index)))
      source.record.marks.append(
        Mark(.reference, depth: 1, range: ByteRange(start, start + 9), value: Int32(index)))
    }
    archive.sources = [source]
    archive.annotations = [
      Annotation(id: "four-hours", path: "a.yaml", position: Position(line: 1, column: 1)),
      Annotation(id: "nowhere", path: "a.yaml", position: Position(line: 8, column: 1)),
    ]
    let anchored = anchor(archive, ledgers: [:])
    let placement = try #require(anchored.placements.first)
    #expect(anchored.placements.count == 1)
    #expect(placement.target == -1 && placement.state == .exact && placement.passages == 1..<2)
    #expect(anchored.diagnostics.map(\.rule) == ["note-unplaced", "note-unknown"])
    #expect(anchored.diagnostics.last?.position == Position(line: 9, column: 21))
    #expect(anchored.diagnostics.last?.fix == "did you mean 'four-hours'?")
  }

  @Test func placementsAreSortedByPlace() {
    var archive = Archive()
    archive.sources = [Fixture.source("talk", talk)]
    for (index, quote) in ["strategic arms", nil, "not in there at all, never", "frank"].enumerated() {
      var note = Annotation(id: "n\(index)", path: "a.yaml", position: Position(line: index + 1, column: 1))
      note.targets = [.init(source: "talk", passage: nil, quote: quote, position: note.position)]
      archive.annotations.append(note)
    }
    #expect(anchor(archive, ledgers: [:]).placements.map(\.annotation) == [1, 3, 0, 2])
  }
}
