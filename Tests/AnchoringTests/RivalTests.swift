import Testing

@testable import Anchoring

/// Pairs of passages that are similar but different: a new id is better than the id of another passage.
@Suite struct RivalTests {
  let start = "He calls the talks frank and businesslike, and thanks his host for the welcome in this city."
  let end = "Thank you very much, and good evening to all of you who came to this hall tonight."

  @Test func aTimeWithOtherDigitsIsAnotherTime() {
    let said = "Nothing was agreed in secret, and all that was agreed will be made public."
    let anchors = Fixture.edit(
      [start, "00:36:22", said, "00:36:52", end], [start, said, "00:36:2", "00:63:52", end])
    #expect(anchors.numbers == [1, 3, 6, 7, 5])
  }

  @Test func aMendedLetterKeepsTheIdOfAShortPassage() {
    #expect(
      Fixture.edit([start, "Certainly, minister", end], [start, "Certainly, ministr", end]).numbers == [
        1, 2, 3,
      ])
  }

  @Test func aPartOfALongPassageIsNoEditedFormOfAShortOne() {
    let long = "There is a gap between the old and the young that we want to close, and everybody saw it in"
    let last = "Indeed, that was the law of this country for many years, until it was changed."
    let anchors = Fixture.edit(
      [start, "\(long) the ballots of the last spring.", "The ballots of the last spring being…", last, end],
      [start, long, "the ballots of the last spring.", "The ballots of the last spring being… \(last)", end])
    #expect(anchors.numbers[1] == 2)
    #expect(anchors.numbers[2] == 6)
  }

  @Test func twoThatStandInOnePassageInTheOtherOrderAreNeither() {
    let anchors = Fixture.edit(
      [start, "Schnorr signatures", "Ada van Ede:", end], [start, "Ada van Ede: Schnorr signatures", end])
    #expect(anchors.numbers == [1, 5, 4])
  }

  @Test func halfOfOneAndHalfOfAnotherIsNeither() {
    func words(_ range: ClosedRange<Int>) -> String { range.map { "word\($0)" }.joined(separator: " ") }
    let anchors = Fixture.edit(
      [start, words(1...30), words(31...60), end], [start, words(14...30) + " " + words(31...46), end])
    #expect(anchors.numbers == [1, 5, 4])
  }

  @Test func whatStandsInTheOldPlaceOfACopiedPassageIsNotItsNeighbour() {
    func words(_ range: ClosedRange<Int>) -> String { range.map { "word\($0)" }.joined(separator: " ") }
    let others = (0..<12).map { "Passage number \($0) says something of its own about matter \($0 * 7)." }
    let anchors = Fixture.edit(
      [start] + others + [words(1...30), words(31...54), end],
      [words(1...30), start] + others + [words(1...30) + " " + words(35...54), end])
    #expect(anchors.numbers[0] == 14)
    #expect(anchors.numbers[14] == 17)
  }
}

/// Short passages that occur many times.
@Suite struct RepeatedTests {
  @Test func neighboursSayWhichOfSeveralEqualPassagesItIs() {
    let first = "We are the voice of those who have none."
    let second = "Nearly all of them voted for it last year."
    let long = (0..<60).map { "word\($0)" }.joined(separator: " ")
    let anchors = Fixture.edit([first, "Booo!", second, long], ["Booo!", long, first, "Booo!", second])
    #expect(anchors.numbers == [5, 4, 1, 2, 3])
  }

  @Test func anUnchangedShortPassageAmongEditedOnesKeepsAnIdOfItsWords() {
    let before = [
      "One old passage stands here.", "Yes, exactly.", "Another was there once.", "Yes, exactly.",
    ]
    let after = ["Quite different words came.", "Nobody said any of them before.", "Yes, exactly."]
    #expect([2, 4].contains(Fixture.edit(before, after).numbers[2]))
  }

  @Test func whatWasTakenOutHereIsNotWhatWasPutInThere() {
    let others = (0..<14).map { "Passage number \($0) says something of its own about matter \($0 * 7)." }
    var before = others
    before.insert("Ha.", at: 2)
    before.insert("Ha.", at: 1)
    var after = others
    after.insert("Ha.", at: 13)
    #expect(Fixture.edit(before, after).numbers[13] == 17)
  }
}
