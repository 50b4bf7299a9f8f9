import Archive
import Testing
import Trials

@testable import Anchoring

/// Where a quotation is found, and when it is not found.
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

  @Test(arguments: [
    (
      "In the winters of the great old storm. It smoked.", "the winter of the great storm",
      "the winters of the great old storm"
    ),
    (
      "That changed some four hours before the dawn, they say.", "about four hours before dawn",
      "some four hours before the dawn"
    ),
    (
      "Then the harbour board changed the rules again.", "board had changed the rules",
      "board changed the rules"
    ),
  ])
  func anEditedQuotationEndsAtTheWordsTheAuthorQuoted(_ text: String, _ quote: String, _ words: String) {
    let note = Fixture.note(on: [text, "Storm of words."], quote: quote, passage: "p1")
    #expect(note.placement?.state == .changed)
    #expect(note.words == words)
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

  @Test func eachStateSaysWhereTheWordsAreAndWhatToDo() throws {
    let moved = try #require(
      Fixture.note(on: talk, quote: "treaty on strategic arms", passage: "p1").diagnostics.first)
    #expect(
      moved.message.contains(
        " is now in p3, not in the place that the note names (score 100 %, margin 100 %)"))
    #expect(moved.fix?.contains("'sitegen annotations --accept n'") == true)
    #expect(moved.position == Position(line: 2, column: 7))
    let changed = try #require(
      Fixture.note(on: talk, quote: "that has changed, as of about 4 hours ago", prefix: "However, ")
        .diagnostics.first)
    #expect(
      changed.message.contains(" was changed to 'that changed as of about four hours ago' in p2 (score "))
    #expect(changed.message.contains(" %, margin "))
    #expect(changed.fix?.contains("'sitegen annotations --accept n'") == true)
    let ambiguous = Fixture.note(on: ["Yes.", "No, thank you.", "Yes."], quote: "Yes")
    #expect(ambiguous.diagnostics.first?.message.contains("'Yes' in p1 (score 100 %), 'Yes' in p3 (") == true)
    #expect(ambiguous.diagnostics.first?.fix?.contains("--accept n=PASSAGE'") == true)
    #expect(ambiguous.placement?.candidates.map(\.passages) == [0..<1, 2..<3])
    #expect(ambiguous.placement?.margin == 0)
    let lost = Fixture.note(on: talk, quote: "Yes", passage: "p1")
    #expect(lost.diagnostics.first?.fix?.contains("--accept n=p4'") == true)
    let nowhere = Fixture.note(on: ["One."], quote: "0123456789 0123456789")
    #expect(nowhere.placement?.candidates == [])
    #expect(nowhere.diagnostics.first?.fix?.hasPrefix("quote words of the source") == true)
  }

  /// The words are found on the bytes of the record, whichever characters the author's keyboard writes.
  @Test func anyDressOfTheWordsIsExactOnTheBytesOfTheRecord() throws {
    let dresses: [(String, [String])] = [
      ("é", ["e\u{301}", "é"]), ("“", ["\"", "„", "«"]), ("”", ["\"", "»", "\u{201C}"]),
      ("’", ["'", "\u{2BC}"]),
      ("—", ["-", "--", "–"]), ("…", ["..."]), (" ", ["\u{A0}", "  ", "\n", "\u{2009} "]),
      ("가", ["\u{1100}\u{1161}"]),
    ]
    let text =
      "Später sagte sie: “C’est l’été — déjà…” und ging. 가을 came, “naïve” co\u{AD}operation; "
      + "le café — “fermé” — n’ouvrit plus jamais ses portes bleues."
    let source = Fixture.source("talk", ["Before it.", text, "Behind it."])
    let finder = QuotationFinder(source.record)
    var random = Seeded(3)
    let words = text.split(separator: " ")
    for _ in 0..<400 {
      let start = Int.random(in: 0..<words.count - 3, using: &random)
      let count = Int.random(in: 3...min(8, words.count - start), using: &random)
      let plain = words[start..<start + count].joined(separator: " ")
      let dressed = plain.map { letter -> String in
        let ways = dresses.first { $0.0 == String(letter) }?.1 ?? []
        return ways.isEmpty || random.next() % 3 == 0 ? String(letter) : random.pick(ways)
      }.joined(separator: random.next() % 5 == 0 ? "\u{AD}" : "")
      let finding = finder.find(dressed, prefix: "", suffix: "", named: nil)
      #expect(finding.state == .exact, "\(dressed)")
      let range = finder.text.original(try #require(finding.range))
      #expect(Array(source.record.bytes[range.asRange]) == Array(plain.utf8), "\(dressed)")
    }
  }

  @Test func wordsThatAreNotThereAreLost() {
    let note = Fixture.note(on: talk, quote: "This sentence was removed before the archive was built.")
    #expect(note.placement?.state == .lost)
    #expect(note.diagnostics.map(\.rule) == ["note-lost"])
    #expect(Fixture.note(on: talk, quote: " ").placement?.state == .lost)
    #expect(Fixture.note(on: [], quote: "words").placement?.state == .lost)
  }

  @Test func whiteSpaceIsPlacedByWhatStandsAroundIt() {
    let seam = Fixture.note(on: talk, quote: " \n ", prefix: "interest in it.\n", suffix: " Yes.\n")
    #expect(seam.placement?.state == .exact)
    #expect(seam.placement?.passages == 2..<4)
    #expect(seam.words == "\n")
    let inside = Fixture.note(on: talk, quote: " ", prefix: "frank", suffix: "and business")
    #expect(inside.placement?.state == .exact)
    #expect(inside.placement?.passages == 0..<1)
    // It is not exact with one side only, with other words, or if there are two such places.
    #expect(Fixture.note(on: talk, quote: " ", prefix: "frank", suffix: "").placement?.state == .lost)
    #expect(Fixture.note(on: talk, quote: " ", prefix: "frank", suffix: "or").placement?.state == .lost)
    #expect(Fixture.note(on: talk, quote: " ", prefix: "hank", suffix: "you").placement?.state == .ambiguous)
    #expect(Fixture.note(on: talk, quote: "", prefix: "fra", suffix: "nk").placement?.state == .lost)
  }

  /// The quoted words are gone; the same two words are elsewhere, between other words.
  @Test func fewWordsAreNotTakenForTheSameElsewhere() {
    let texts = ["We did it that way then.", "Nobody did it before, he said."]
    let note = Fixture.note(on: texts, quote: "did it", prefix: "asked whether they ", suffix: " at home")
    #expect(note.placement?.state == .ambiguous)
    let one = Fixture.note(
      on: [texts[0]], quote: "did it", prefix: "asked whether they ", suffix: " that time")
    #expect(one.placement?.state == .lost)
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
        MarkupSpan(.reference, depth: 1, range: ByteRange(start, start + 9), value: Int32(index)))
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
