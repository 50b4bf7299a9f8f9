import Archive
import Testing
import Trials

@testable import Anchoring

/// What happens to ids when a text is edited.
@Suite struct LedgerTests {
  let talk = [
    "He calls the talks frank and businesslike, and thanks his host for the welcome in this city.",
    "Yes.",
    "The second question is about the treaty on strategic arms, which ends in three years.",
    "Thank you very much.",
    "Yes.",
    "Nothing was agreed in secret, and all that was agreed will be made public in due course.",
    "Relations had never been worse, and that changed as of about four hours ago.",
  ]

  @Test func aNewSourceIsNumberedInOrder() throws {
    let anchors = anchorSource(Fixture.source("talk", talk), at: 0, ledger: nil)
    #expect(anchors.numbers == [1, 2, 3, 4, 5, 6, 7])
    let text = try #require(anchors.ledger?.text)
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "# sitegen ledger 1: permanent ids of the passages of talk")
    #expect(lines[2].hasPrefix("p2 ada ") && lines[2].hasSuffix(" Yes."))
    #expect(anchors.ledger?.changed == true)
    #expect(anchors.ledger?.path == "ledger/talk.txt")
  }

  @Test func nothingChangesWhereNothingChanged() {
    let anchors = Fixture.edit(talk, talk)
    #expect(anchors.ledger?.changed == false)
    #expect(anchors.changes.isEmpty)
    #expect(anchors.comparisons == 0)
  }

  @Test func lineEndsOfACheckoutAreNoChange() throws {
    let first = anchorSource(Fixture.source("talk", talk), at: 0, ledger: nil)
    let text = try #require(first.ledger?.text).replacing("\n", with: "\r\n")
    let again = anchorSource(Fixture.source("talk", talk), at: 0, ledger: text)
    #expect(again.ledger?.changed == false)
    #expect(again.ledger?.text == text)
    #expect(again.diagnostics.isEmpty)
  }

  @Test func anEditedPassageKeepsItsId() {
    var after = talk
    after[2] = "My second question is about a treaty on strategic weapons, which ends in three years."
    after[3] = "Thank you verry much."
    let anchors = Fixture.edit(talk, after)
    #expect(anchors.numbers == [1, 2, 3, 4, 5, 6, 7])
    #expect(anchors.changes.map(\.number) == [3, 4])
    #expect(anchors.ledger?.changed == true)
  }

  @Test func punctuationAndCaseAreNoEditOfTheWords() {
    let anchors = Fixture.edit(talk, talk.map { $0.lowercased().filter { $0 != "," && $0 != "." } })
    #expect(anchors.numbers == [1, 2, 3, 4, 5, 6, 7])
    #expect(anchors.changes.map(\.number) == [1, 2, 3, 4, 5, 6, 7])
    #expect(anchors.changes.allSatisfy { $0.kind == .respelled })
  }

  @Test func insertedPassagesGetNewNumbers() {
    var after = talk
    after.insert("A question from the floor that nobody had expected at this hour.", at: 2)
    after.insert("Yes.", at: 0)
    let anchors = Fixture.edit(talk, after)
    #expect(anchors.numbers == [8, 1, 2, 9, 3, 4, 5, 6, 7])
    #expect(anchors.retired.isEmpty)
  }

  @Test func aDeletedPassageLeavesAMarkerWhereItStood() {
    var after = talk
    after.remove(at: 5)
    let anchors = Fixture.edit(talk, after)
    #expect(anchors.numbers == [1, 2, 3, 4, 5, 7])
    #expect(anchors.retired == [RetiredAnchor(number: 6, leadsTo: nil, before: 5)])
    #expect(anchors.ledger?.text.contains("\np6 -> gone ada ") == true)
  }

  @Test func aNumberIsNeverGivenAgain() {
    var shorter = talk
    shorter.removeLast()
    let deleted = Fixture.edit(talk, shorter)
    shorter.append("Something else entirely, said by somebody else on another day in a different hall.")
    let again = anchorSource(Fixture.source("talk", shorter), at: 0, ledger: deleted.ledger?.text)
    #expect(again.numbers == [1, 2, 3, 4, 5, 6, 8])
    #expect(again.retired == [RetiredAnchor(number: 7, leadsTo: nil, before: 6)])
  }

  @Test func aPassageThatComesBackWordForWordHasItsIdAgain() {
    var shorter = talk
    shorter.remove(at: 5)
    let deleted = Fixture.edit(talk, shorter)
    let back = anchorSource(Fixture.source("talk", talk), at: 0, ledger: deleted.ledger?.text)
    #expect(back.numbers == [1, 2, 3, 4, 5, 6, 7])
    #expect(back.retired.isEmpty)
    #expect(back.changes.map(\.number) == [6] && back.changes[0].kind == .returned)
    #expect(back.changes[0].passage == 5)
    #expect(back.changes[0].words.hasPrefix("Nothing was agreed"))
  }

  @Test func movedPassagesTakeTheirIdsAlong() {
    let after = [talk[5], talk[6]] + talk[0..<5]
    #expect(Fixture.edit(talk, after).numbers == [6, 7, 1, 2, 3, 4, 5])
  }

  @Test func equalPassagesStayWithTheirNeighbours() {
    let anchors = Fixture.edit(talk, Array(talk[2...]))
    #expect(anchors.numbers == [3, 4, 5, 6, 7])
    #expect(anchors.retired.map(\.number) == [1, 2])
    #expect(anchors.retired.map(\.before) == [0, 0])
  }

  @Test func theFirstPartOfADividedPassageKeepsTheId() {
    var after = talk
    after[5] = "Nothing was agreed in secret,"
    after.insert("and all that was agreed will be made public in due course.", at: 6)
    #expect(Fixture.edit(talk, after).numbers == [1, 2, 3, 4, 5, 6, 8, 7])
  }

  @Test func bothIdsOfJoinedPassagesArriveAtOne() {
    var after = talk
    after[5] += " " + after.remove(at: 6)
    let anchors = Fixture.edit(talk, after)
    #expect(anchors.numbers.count == 6)
    let kept = anchors.numbers[5]
    let other: Int32 = kept == 6 ? 7 : 6
    #expect([6, 7].contains(kept))
    #expect(anchors.retired == [RetiredAnchor(number: other, leadsTo: kept, before: 5)])
    let divided = anchorSource(Fixture.source("talk", talk), at: 0, ledger: anchors.ledger?.text)
    #expect(Set(divided.numbers).isSuperset(of: [1, 2, 3, 4, 5]))
    #expect(divided.numbers.allSatisfy { $0 <= 8 })
  }

  @Test func forwardsAreFollowedToTheEnd() throws {
    var after = talk
    after[5] += " " + after.remove(at: 6)
    let joined = Fixture.edit(talk, after)
    after.remove(at: 5)
    let gone = anchorSource(Fixture.source("talk", after), at: 0, ledger: joined.ledger?.text)
    #expect(gone.retired.map(\.number) == [6, 7])
    #expect(gone.retired.allSatisfy { $0.leadsTo == nil && $0.before == 5 })
  }

  @Test func aMendedLabelChangesNothingButItsLine() throws {
    let first = anchorSource(Fixture.source("talk", talk.map { Said("ada", $0) }), at: 0, ledger: nil)
    let after = talk.enumerated().map { Said($0 == 1 ? "bob" : "ada", $1) }
    let second = anchorSource(Fixture.source("talk", after), at: 0, ledger: first.ledger?.text)
    #expect(second.numbers == [1, 2, 3, 4, 5, 6, 7])
    let before = try #require(first.ledger?.text).split(separator: "\n")
    let behind = try #require(second.ledger?.text).split(separator: "\n")
    #expect(zip(before, behind).filter { $0 != $1 }.map(\.1).allSatisfy { $0.hasPrefix("p2 bob ") })
  }

  @Test func oneOfSeveralLikePassagesIsNotGuessed() {
    let before = [
      talk[0],
      "The minister of finance of the first country has said that he will sign the paper on Monday.",
      "The minister of finance of the second country has said that he will sign the paper on Monday.",
      talk[5],
    ]
    let after = [
      talk[0],
      "The minister of finance of the third country has said that he will sign the paper on Monday.",
      talk[5],
    ]
    let anchors = Fixture.edit(before, after)
    #expect(anchors.numbers == [1, 5, 4])
    #expect(anchors.changes.contains { if case .undecided = $0.kind { $0.number == 2 } else { false } })
  }

  @Test func aRenamedSourceTakesItsLedgerAlong() throws {
    let first = anchorSource(Fixture.source("talk", talk), at: 0, ledger: nil)
    var archive = Archive()
    archive.sources = [Fixture.source("speech", Array(talk.dropFirst()))]
    archive.sources[0].aliases = [Fixture.alias("talk")]
    let anchored = anchor(archive, ledgers: ["talk": try #require(first.ledger?.text)])
    #expect(anchored.archive.sources[0].record.passages.map(\.number) == [2, 3, 4, 5, 6, 7])
    let file = try #require(anchored.ledgers.first)
    #expect(file.path == "ledger/speech.txt")
    #expect(file.replaces == "ledger/talk.txt")
    #expect(file.changed)
    #expect(
      file.text.hasPrefix("# sitegen ledger 1: permanent ids of the passages of speech, formerly talk\n"))
    #expect(anchored.formerNames == [[FormerName(id: "talk", numbering: .same)]])
    #expect(anchored.diagnostics.isEmpty)
  }

  @Test func aLedgerWithoutASourceIsReported() {
    let anchored = anchor(Archive(), ledgers: ["talk": "x"])
    #expect(anchored.diagnostics.map(\.rule) == ["ledger-orphan"])
    #expect(anchored.ledgers.isEmpty)
  }

  /// This allows two branches that edit different passages to merge without a conflict.
  @Test func anEditChangesTheLineOfItsPassageOnly() throws {
    var after = talk
    after[2] = "The second question is about the old treaty on strategic arms, which ends in two years."
    let before = try #require(anchorSource(Fixture.source("talk", talk), at: 0, ledger: nil).ledger?.text)
    let behind = try #require(Fixture.edit(talk, after).ledger?.text)
    let lines = zip(before.split(separator: "\n"), behind.split(separator: "\n")).map { $0 == $1 }
    #expect(lines == [true, true, true, false, true, true, true, true])
  }

  @Test func longPassagesAreCapped() throws {
    var random = Seeded(7)
    let words = (0..<3000).map { _ in "w\(Int.random(in: 0..<5000, using: &random))" }
    let before = [words.joined(separator: " "), "Yes."]
    var edited = words
    for i in stride(from: 0, to: 3000, by: 6) { edited[i] = "x\(i)" }
    let first = anchorSource(Fixture.source("talk", before), at: 0, ledger: nil)
    #expect(try #require(first.ledger?.text).utf8.count < 600)
    #expect(Fixture.edit(before, [edited.joined(separator: " "), "Yes."]).numbers == [1, 2])
  }
}
