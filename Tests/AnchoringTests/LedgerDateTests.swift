import Archive
import Testing
import Trials

@testable import Anchoring

/// Dates in a ledger are given by the caller once and do not change afterwards.
@Suite struct LedgerDateTests {
  let texts = [
    "He calls the talks frank and businesslike, and thanks his host for the welcome.",
    "The second question is about the treaty on strategic arms, which ends in three years.",
    "Nothing was agreed in secret, and all that was agreed will be made public.",
  ]

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-01", "2026-1-01", "0000-01-01", "2026-01-32", "x026-01-01",
    "2026/01/01", "2026-01-011", "", "1900-02-29",
  ])
  func noDay(text: String) { #expect(LedgerDate(text) == nil) }

  @Test(arguments: [
    (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (951_782_400, "2000-02-29"),
    (1_795_219_200, "2026-11-21"), (4_107_542_400, "2100-03-01"), (253_402_300_799, "9999-12-31"),
  ])
  func theDayOfAMoment(seconds: Int, day: String) {
    #expect(LedgerDate(secondsSince1970: seconds)?.text == day)
    #expect(LedgerDate(day)?.text == day)
  }

  @Test func momentsOutsideTheCalendarHaveNoDay() {
    #expect(LedgerDate(secondsSince1970: -1) == nil)
    #expect(LedgerDate(secondsSince1970: 253_402_300_800) == nil)
    #expect(LedgerDate(secondsSince1970: .max) == nil)
  }

  /// Days are consecutive over several years.
  @Test func daysAreConsecutive() {
    var last = ""
    for day in 0..<60_000 {
      let text = LedgerDate(secondsSince1970: day * 86_400)?.text ?? ""
      #expect(text > last)
      #expect(LedgerDate(text) != nil)
      last = text
    }
    #expect(last == "2134-04-10")
  }

  @Test func aRemovalHasTheDayOfItsBuildAndKeepsIt() throws {
    let first = anchorSource(Fixture.source("talk", texts), at: 0, ledger: nil)
    let shorter = Fixture.source("talk", [texts[0], texts[2]])
    let day = LedgerDate("2026-11-21")
    let gone = anchorSource(shorter, at: 0, ledger: first.ledger?.text, date: day)
    #expect(gone.ledger?.text.contains("\np2 -> gone 2026-11-21 ada ") == true)
    #expect(gone.retired == [RetiredAnchor(number: 2, leadsTo: nil, before: 1, date: day)])
    let later = anchorSource(shorter, at: 0, ledger: gone.ledger?.text, date: LedgerDate("2030-01-01"))
    #expect(later.ledger?.changed == false)
    #expect(later.retired == gone.retired)
    let back = anchorSource(Fixture.source("talk", texts), at: 0, ledger: gone.ledger?.text)
    #expect(back.ledger?.text == first.ledger?.text)
  }

  /// The name of a speaker may look like a date.
  @Test func aSpeakerIsNoDay() throws {
    let said = texts.map { Said("2026-11-21", $0) }
    let first = anchorSource(Fixture.source("talk", said), at: 0, ledger: nil)
    for day in [nil, LedgerDate("2027-01-01")] {
      let gone = anchorSource(
        Fixture.source("talk", Array(said.dropLast())), at: 0, ledger: first.ledger?.text, date: day)
      let again = anchorSource(
        Fixture.source("talk", Array(said.dropLast())), at: 0, ledger: gone.ledger?.text)
      #expect(again.diagnostics == [])
      #expect(again.ledger?.changed == false)
      #expect(again.retired.map(\.date) == [day])
    }
  }
}
