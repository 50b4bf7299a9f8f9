import Testing

@testable import Anchoring

/// Words that several passages share do not identify the old passage of a new one.
@Suite struct EvidenceTests {
  let start = "She opens the sitting and greets the guests of the city council on the upper gallery."
  let end = "With that the day is done, and I thank everybody who stayed until this late hour."

  func words(_ range: ClosedRange<Int>) -> String { range.map { "word\($0)" }.joined(separator: " ") }

  /// Whether the number of a passage is one that no passage had before.
  func fresh(_ anchors: SourceAnchors, _ index: Int, of before: [String]) -> Bool {
    Int(anchors.numbers[index]) > before.count
  }

  @Test func aPartOfASentenceThatRepeatsAHeadingIsNotTheHeading() {
    let heading =
      "Election of the members and deputies of the standing joint committee of both chambers under the act on "
      + "public accounts of the year before last"
    let before = [start, heading, "We now come to item six of the agenda: " + heading + ".", end]
    let after = [
      start, "We now come to item six of the agenda: Election of the members",
      "and deputies of the standing committee of both chambers under act on public accounts of the year before last.",
      end,
    ]
    #expect(fresh(Fixture.edit(before, after), 2, of: before))
  }

  @Test func aLabelThatStandsManyTimesIsNotKnownByItsWords() {
    let label = "Ada van Ede:"
    let said = (1...6).flatMap { [label, words($0 * 10...$0 * 10 + 9)] }
    let last = words(100...116)
    let before = [start] + said + ["Is it yours?", label, "Certainly.", last, end]
    // The last label was joined to the question before it, and the answer got a label of its own.
    let after = [start] + said + ["Is it yours? " + label, "Certainly. " + label, last + " and more", end]
    #expect(fresh(Fixture.edit(before, after), 14, of: before))
  }

  @Test func anOathSaidManyTimesIsKnownByItsPlaceAlone() {
    let forms = (1...6).map { "\(words(1...40)) so help me number\($0)" }
    let names = (1...6).map { words($0 * 100...$0 * 100 + 11) }
    let before = [start] + zip(names, forms).flatMap { [$0, $1] } + [end]
    // The first oath is replaced by half an oath with another name, between new passages, and the other oaths were
    // edited.
    var after = before
    after[1] = words(710...722)
    after[2] = "Another name \(words(1...28))"
    after[3] = words(730...742)
    for at in stride(from: 4, to: 14, by: 2) { after[at] += " said number\(at)" }
    #expect(fresh(Fixture.edit(before, after), 2, of: before))
    // Between its old neighbours it is an edit of the passage that was there.
    var edited = before
    edited[4] = "\(words(1...38)) so help me number2"
    #expect(Fixture.edit(before, edited).numbers[4] == 5)
  }

  @Test func anotherRuleThatDiffersInANumberIsAnotherRule() {
    func rule(_ weight: Int) -> String { "or(10@and(digest(H),key(D)),\(weight)@and(older(4444),key(F)))" }
    let before = [start, rule(1), words(1...20), rule(1000), "Our own program should do the same.", end]
    let after = [
      start, words(1...20), "or(10@and(digest(H),goes like D)),1@ane(older(4444),key(F)))",
      rule(1000) + " Our own program should do the same.", end,
    ]
    #expect(Fixture.edit(before, after).numbers[2] != 4)
  }

  @Test func aPictureWithAnotherAddressIsAnotherPicture() {
    func picture(_ name: String) -> String {
      "![\(name)](https://media.example.org/files/refs/heads/main/autumn-week-of-research-2024/day-two/\(name).jpg)"
    }
    let before = [
      start, picture("proofs"), words(1...20), "### Uses and needs", picture("costs"), words(30...50), end,
    ]
    let after = [start, "### Uses and needs " + picture("costs"), words(30...50), words(1...20), end]
    let anchors = Fixture.edit(before, after)
    #expect(anchors.numbers[1] != 2)
  }

  @Test func whatStandsInItsPlaceGoesBeforeANearCopyElsewhere() {
    let long = words(1...32)
    let others = (1...8).map { words($0 * 100...$0 * 100 + 9) }
    let before = [start] + others + [long, end]
    let after =
      [start, "Spoken once more for the record of this house: " + long] + others + [words(1...20), end]
    let anchors = Fixture.edit(before, after)
    #expect(fresh(anchors, 1, of: before))
  }

  @Test func otherDashesAreTheSamePassage() {
    let before = [start, "----", words(1...12), "- …", end]
    let after = [start, "————", words(1...12), "— …", end]
    #expect(Fixture.edit(before, after).numbers == [1, 2, 3, 4, 5])
  }

  @Test func addressesThatChangedPlacesAreKnownByTheirNumbers() {
    func address(_ number: String, in folder: String = "pipermail") -> String {
      "<https://archive.example.org/url/https://lists.example.com/\(folder)/letters/2017-May/\(number).html>"
    }
    let before =
      [start] + ["014932", "014979", "015022", "014963", "014960"].map { address($0) } + [words(1...20), end]
    let after = [
      start, address("014979"), address("014932", in: "pipermial"), address("015022", in: "piper mail"),
      "<https://archive.example.org/url/", "and lists.example.com/letters/2017-September/more 014963.html>",
      address("014960", in: "mail"), words(1...20), end,
    ]
    let numbers = Fixture.edit(before, after).numbers
    #expect(numbers[1...3] == [3, 2, 4])
    #expect(numbers[6] == 6)
  }

  @Test func twoWordsThatMovedAreNotThoseThatWereEditedBesideThem() {
    let others = (1...12).map { words($0 * 100...$0 * 100 + 9) }
    let before = [start] + others + ["In general?", "Yeah, in general.", words(40...51), end]
    let after =
      [start, "Discussions.", "In general?"] + others + [
        "eYah,, in general.", "Exactly.", words(40...51), end,
      ]
    let anchors = Fixture.edit(before, after)
    #expect(anchors.numbers[2] == 14)
    #expect(anchors.numbers[15] != 14)
  }

  @Test func theRestOfAPassageInItsPlaceGoesBeforeANearCopyElsewhere() {
    let rest = "\(words(13...20))."
    let others = (1...8).map { words($0 * 100...$0 * 100 + 9) }
    let before = [start] + others + ["\(words(1...12)). \(rest)", end]
    let after = [start, "And \(words(1...12)). So \(rest)"] + others + [rest, end]
    #expect(fresh(Fixture.edit(before, after), 1, of: before))
  }
}
