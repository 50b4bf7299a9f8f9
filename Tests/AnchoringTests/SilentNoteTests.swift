import Testing
import Trials

@testable import Anchoring

/// Equal words at another place are reported to the author.
@Suite struct SilentNoteTests {
  @Test func wordsBetweenOthersThanTheNoteSaysAreReported() {
    let text = "Mr Haider is next. He has the floor. Equal time. Then we vote on all of it."
    let right = Fixture.note(
      on: [text], quote: "floor. Equal time.", prefix: "He has the ", suffix: " Then we vote")
    #expect(right.placement?.state == .exact)
    let other = Fixture.note(
      on: [text], quote: "floor. Equal time.", prefix: "He has the ", suffix: " Mr President")
    #expect(other.placement?.state == .moved)
    #expect(other.diagnostics.map(\.rule) == ["note-moved"])
  }

  @Test func theNearestWordsMustNotSpeakForAnotherPlace() {
    let found = Fixture.note(
      on: [
        "Did you say all of it out loud? Or were you...",
        "You write a column to introduce it. You would, of course.",
        "Something else stands here.", "I write a column to introduce it. It depends on the day.",
      ], quote: "a", prefix: "of it out loud? Or were you... I write ", suffix: " column to introduce it. ")
    #expect(found.placement?.state == .ambiguous)
  }

  @Test func aFewWordsAloneInANewPassageAreReported() throws {
    let before = ["The crowd in the street was singing all night.", "Nobody went home."]
    let after = ["Nobody went home.", "He looks forward to singing in the choir."]
    let ledger = try #require(anchorSource(Fixture.source("talk", before), at: 0, ledger: nil).ledger?.text)
    let same = Fixture.note(on: before, quote: "singing", ledger: ledger)
    #expect(same.placement?.state == .exact && same.diagnostics.isEmpty)
    let other = Fixture.note(on: after, quote: "singing", ledger: ledger)
    #expect(other.diagnostics.map(\.rule) == ["note-unproven"])
    let longer = Fixture.note(on: after, quote: "singing in the choir", ledger: ledger)
    #expect(longer.placement?.state == .exact && longer.diagnostics.isEmpty)
    #expect(Fixture.note(on: after, quote: "singing").diagnostics.isEmpty)
  }

  /// The reader has reported such an id; it must not damage the ledger as well.
  @Test(arguments: ["", "john smith"]) func aBadSpeakerDoesNotSpoilTheLedger(id: String) throws {
    let source = Fixture.source("talk", [Said(id, "Some words of somebody."), Said("bob", "Others.")])
    let first = anchorSource(source, at: 0, ledger: nil)
    let again = anchorSource(source, at: 0, ledger: try #require(first.ledger?.text))
    #expect(again.diagnostics.isEmpty && again.ledger?.changed == false)
  }
}
