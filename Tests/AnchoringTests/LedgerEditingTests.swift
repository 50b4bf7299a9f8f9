import Archive
import Testing

@testable import Anchoring

/// What an author may change in a ledger: which passage has an id, and the date of a change.
@Suite struct LedgerEditingTests {
  let talk = [
    "He calls the talks frank and businesslike, and thanks his host for the welcome in this city.",
    "The minister of finance of the first country has said that he will sign the paper on Monday.",
    "Nothing was agreed in secret, and all that was agreed will be made public in due course.",
  ]
  /// The texts with the second passage rewritten, so that none of its words are left.
  var rewritten: [String] {
    [talk[0], "Signing is expected early next week, according to an official.", talk[2]]
  }

  func ledger(_ texts: [String], _ ledger: String? = nil) throws -> String {
    try #require(anchorSource(Fixture.source("talk", texts), at: 0, ledger: ledger).ledger?.text)
  }

  func editing(_ texts: [String], _ ledger: String?, _ day: String = "") -> LedgerEditing {
    LedgerEditing(Fixture.source("talk", texts), ledger: ledger, ledgerID: "talk", date: LedgerDate(day))
  }

  /// Builds with an edited ledger, which must be valid and have the form that a build writes.
  func build(_ texts: [String], _ edit: LedgerEditing.Edit) -> SourceAnchors {
    let anchors = anchorSource(Fixture.source("talk", texts), at: 0, ledger: edit.file.text)
    #expect(anchors.diagnostics == [])
    #expect(anchors.ledger?.changed == false)
    return anchors
  }

  @Test func anIdIsGivenBeforeTheBuild() throws {
    let edit = try editing(rewritten, try ledger(talk), "2026-11-21").assign(2, to: 4)
    let anchors = build(rewritten, edit)
    #expect(anchors.numbers == [1, 2, 3])
    let day = LedgerDate("2026-11-21")
    #expect(anchors.retired == [RetiredAnchor(number: 4, leadsTo: 2, before: 1, date: day)])
    #expect(edit.done.contains("what was published as p4 leads to p2"))
  }

  @Test func anIdIsGivenAfterTheBuild() throws {
    let built = try ledger(rewritten, try ledger(talk))
    #expect(built.contains("\np2 -> gone ada "))
    let edit = try editing(rewritten, built).assign(2, to: 4)
    let anchors = build(rewritten, edit)
    #expect(anchors.numbers == [1, 2, 3])
    #expect(anchors.retired == [RetiredAnchor(number: 4, leadsTo: 2, before: 1)])
    // The next new passage gets a number that was never used.
    let longer = rewritten + ["A last word that nobody had expected at this late hour."]
    #expect(
      anchorSource(Fixture.source("talk", longer), at: 0, ledger: edit.file.text).numbers == [1, 2, 3, 5])
  }

  @Test func aGuessOfTheBuildIsOverruled() throws {
    let second = talk[1].replacing("first", with: "second")
    // The build treats the edited sentence as p2; the author knows that p2 was moved to the end.
    let texts = [talk[0], second, talk[2], rewritten[1]]
    let before = try ledger(talk)
    #expect(anchorSource(Fixture.source("talk", texts), at: 0, ledger: before).numbers == [1, 2, 3, 4])
    let edit = try editing(texts, before).assign(2, to: 4)
    let anchors = build(texts, edit)
    #expect(anchors.numbers == [1, 5, 3, 2])
    #expect(anchors.retired == [RetiredAnchor(number: 4, leadsTo: 2, before: 3)])
    #expect(edit.done.count == 3)
  }

  @Test func anIdStaysWithItsWordsUnlessItIsTaken() throws {
    let before = try ledger(talk)
    let refusal = #expect(throws: LedgerEditing.Refusal.self) { try editing(talk, before).assign(2, to: 3) }
    #expect(refusal?.message.contains("is the id of another passage with the same words as before") == true)
    #expect(refusal?.fix?.contains("--take") == true)
    let anchors = build(talk, try editing(talk, before).assign(2, to: 3, taking: true))
    #expect(anchors.numbers == [1, 4, 2])
    #expect(anchors.retired == [RetiredAnchor(number: 3, leadsTo: 2, before: 2)])
  }

  /// Two confused ids return to their passages.
  @Test func twoIdsAreExchanged() throws {
    let first = try editing(talk, try ledger(talk)).assign(2, to: 3, taking: true)
    let anchors = build(talk, try editing(talk, first.file.text).assign(3, to: 4))
    #expect(anchors.numbers == [1, 3, 2])
    #expect(anchors.retired == [RetiredAnchor(number: 4, leadsTo: 3, before: 1)])
  }

  @Test func whatCannotBeDoneIsRefused() throws {
    let before = try ledger(talk)
    let gone = try ledger([talk[0], talk[2]], before)
    func refusal(_ texts: [String], _ ledger: String?, _ old: Int32, _ new: Int32) -> String {
      do throws(LedgerEditing.Refusal) {
        _ = try editing(texts, ledger).assign(old, to: new)
        return "done"
      } catch {
        return error.message
      }
    }
    #expect(refusal(talk, before, 2, 2).contains("two different ids"))
    #expect(refusal(talk, before, 9, 2) == "'talk' has no p9, expected an id from p1 to p3")
    #expect(refusal(talk, before, 2, 9) == "'talk' has no p9, expected an id from p1 to p3")
    #expect(refusal([talk[0], talk[2]], gone, 1, 2).contains("p2 is a retired id"))
    #expect(refusal(rewritten, before, 4, 3).contains("p4 is new and no passage has it yet"))
    #expect(refusal(talk, nil, 1, 2).contains("p1 is new and no passage has it yet"))
    #expect(refusal([], nil, 1, 2) == "'talk' has no passages")
    #expect(refusal(talk, before.replacing("ada", with: "bob"), 1, 2).contains("has errors"))
  }

  @Test func theOtherPartMayKeepTheId() throws {
    let whole = talk[1] + " " + talk[2]
    let texts = [talk[0], talk[1], talk[2]]
    let divided = try ledger(texts, try ledger([talk[0], whole]))
    #expect(divided.contains("\np3 <- p2 "))
    let anchors = build(texts, try editing(texts, divided).assign(2, to: 3, taking: true))
    #expect(anchors.numbers == [1, 4, 2])
    #expect(anchors.remarks == [AnchorRemark(kind: .divided, number: 2, passage: 2, others: [4])])
  }

  @Test func aDateIsWrittenAndTakenOut() throws {
    let gone = try ledger([talk[0], talk[2]], try ledger(talk))
    let texts = [talk[0], talk[2]]
    let dated = try editing(texts, gone).setDate(of: 2, to: LedgerDate("2026-11-21"))
    #expect(build(texts, dated).retired.map(\.date) == [LedgerDate("2026-11-21")])
    let bare = try editing(texts, dated.file.text).setDate(of: 2, to: nil)
    #expect(bare.file.text == gone)
    #expect(throws: LedgerEditing.Refusal.self) { try editing(texts, gone).setDate(of: 1, to: nil) }
    #expect(throws: LedgerEditing.Refusal.self) { try editing(texts, gone).setDate(of: 8, to: nil) }
    #expect(throws: LedgerEditing.Refusal.self) { try editing(texts, nil).setDate(of: 1, to: nil) }
  }
}
