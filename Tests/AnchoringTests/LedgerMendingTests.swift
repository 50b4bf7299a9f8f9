import Archive
import Testing

@testable import Anchoring

/// A ledger that two branches have changed is repaired.
@Suite struct LedgerMendingTests {
  let base = [
    "He calls the talks frank and businesslike, and thanks his host for the welcome in this city.",
    "The second question is about the treaty on strategic arms, which ends in three years.",
    "Nothing was agreed in secret, and all that was agreed will be made public in due course.",
  ]
  let ours = "Relations had never been worse, and that changed as of about four hours ago."
  let theirs = "A question from the floor that nobody had expected at this late hour."

  func lines(_ texts: [String], _ ledger: [String]? = nil) throws -> [String] {
    let text = ledger.map { $0.joined(separator: "\n") + "\n" }
    let anchors = anchorSource(Fixture.source("talk", texts), at: 0, ledger: text)
    return try #require(anchors.ledger?.text).split(separator: "\n").map(String.init)
  }

  func mend(
    _ texts: [String], _ lines: [String], keep: LedgerEditing.Keep? = nil, bothPublished: Bool = false
  ) throws -> (anchors: SourceAnchors, done: [String]) {
    let source = Fixture.source("talk", texts)
    let text = lines.joined(separator: "\n") + "\n"
    let edit = try LedgerEditing(source, ledger: text, ledgerID: "talk").mend(
      keep: keep, bothPublished: bothPublished)
    let anchors = anchorSource(source, at: 0, ledger: edit.file.text)
    #expect(anchors.diagnostics == [])
    return (anchors, edit.done)
  }

  /// Both branches add a passage at different places; git finds no conflict.
  @Test func theSameNumberOnTwoNewPassages() throws {
    let before = try lines(base)
    let first = try lines([ours] + base, before)
    let second = try lines(base + [theirs], before)
    let merged = first + [try #require(second.last)]
    let texts = [ours] + base + [theirs]
    let found = anchorSource(
      Fixture.source("talk", texts), at: 0, ledger: merged.joined(separator: "\n") + "\n")
    #expect(found.diagnostics.map(\.rule) == ["ledger-duplicate"])
    #expect(found.ledger?.changed == false)
    let refusal = #expect(throws: LedgerEditing.Refusal.self) { try mend(texts, merged) }
    #expect(refusal?.message.contains("p4 is the id of line 2 (“Relations") == true)
    #expect(refusal?.fix?.contains("--keep 2") == true)
    #expect(try mend(texts, merged, keep: .first).anchors.numbers == [4, 1, 2, 3, 5])
    #expect(try mend(texts, merged, keep: .last).anchors.numbers == [5, 1, 2, 3, 4])
    #expect(try mend(texts, merged, keep: .lines([6])).anchors.numbers == [5, 1, 2, 3, 4])
    let kept = try mend(texts, merged, keep: .first).anchors
    #expect(kept.remarks == [])
    #expect(kept.ledger?.changed == false)
  }

  /// Links to the number may mean either passage, and the page says so from now on.
  @Test func bothWerePublished() throws {
    let before = try lines(base)
    let merged = try lines([ours] + base, before) + [try #require(try lines(base + [theirs], before).last)]
    let texts = [ours] + base + [theirs]
    let anchors = try mend(texts, merged, keep: .first, bothPublished: true).anchors
    #expect(anchors.remarks == [AnchorRemark(kind: .shared, number: 4, passage: 0, others: [5])])
    #expect(anchors.ledger?.text.contains("\np5 ~ p4 ada ") == true)
    let later = anchorSource(
      Fixture.source("talk", Array(texts.dropFirst())), at: 0, ledger: anchors.ledger?.text)
    #expect(later.retired == [RetiredAnchor(number: 4, leadsTo: nil, before: 0, others: [5])])
  }

  @Test func marksOfGitAreTakenOut() throws {
    let before = try lines(base)
    let first = try lines(base + [ours], before)
    let second = try lines(base + [theirs], before)
    for middle in [[], ["||||||| base", before[3]]] {
      var merged = ["<<<<<<< ours"] + first[4...] + middle + ["======="] + second[4...] + [">>>>>>> theirs"]
      merged = before + merged
      let texts = base + [ours, theirs]
      #expect(throws: LedgerEditing.Refusal.self) { try mend(texts, merged) }
      #expect(try mend(texts, merged, keep: .first).anchors.numbers == [1, 2, 3, 4, 5])
      #expect(try mend(texts, merged, keep: .last).anchors.numbers == [1, 2, 3, 5, 4])
    }
  }

  /// Both branches have edited the passage, and the author has merged the text: one passage, one id.
  @Test func twoEditsOfOnePassageNeedNoDecision() throws {
    let before = try lines(base)
    var edited = base
    edited[1] = "The second question is about the old treaty on strategic arms, which ends in three years."
    let first = try lines(edited, before)
    edited[1] = "The second question is about the treaty on strategic arms, which ends in two years."
    let second = try lines(edited, before)
    edited[1] = "The second question is about the old treaty on strategic arms, which ends in two years."
    let merged =
      before[...1] + ["<<<<<<< ours", first[2], "=======", second[2], ">>>>>>> theirs", before[3]]
    #expect(try mend(edited, Array(merged)).anchors.numbers == [1, 2, 3])
  }

  /// One branch has edited a passage and the other removed it; the text decides which change stays.
  @Test(arguments: [true, false]) func anEditAndARemoval(stands: Bool) throws {
    let before = try lines(base)
    var edited = base
    edited[1] = "The second question is about the old treaty on strategic arms, which ends in three years."
    let first = try lines(edited, before)
    let second = try lines([base[0], base[2]], before)
    let merged =
      before[...1] + ["<<<<<<< ours", first[2], "=======", second[2], ">>>>>>> theirs", before[3]]
    let texts = stands ? edited : [base[0], base[2]]
    let (anchors, done) = try mend(texts, Array(merged))
    #expect(anchors.numbers == (stands ? [1, 2, 3] : [1, 3]))
    #expect(anchors.retired.map(\.number) == (stands ? [] : [2]))
    #expect(done.count == 2)
  }

  @Test func theSamePassageFromBothBranchesIsOne() throws {
    let first = try lines([ours] + base, try lines(base))
    #expect(try mend([ours] + base, first + [first[1]]).anchors.numbers == [4, 1, 2, 3])
  }

  @Test func otherFaultsAreNotMended() throws {
    var edited = try lines(base)
    edited[1].replace("ada", with: "bob")
    let refusal = #expect(throws: LedgerEditing.Refusal.self) { try mend(base, edited) }
    #expect(refusal?.diagnostics.map(\.rule) == ["ledger-edited"])
    let whole = try lines(base)
    #expect(try mend(base, whole).done == [])
    let open = ["<<<<<<< ours", "One.", "=======", "Two.", ">>>>>>> theirs"]
    #expect(throws: LedgerEditing.Refusal.self) { try mend(open, whole + [whole[1]]) }
  }

  /// On each of two branches one passage was joined to the other, so that no id has a destination.
  @Test func aCircleIsRefused() throws {
    let whole = try lines(base)
    let circle = [
      whole[0], whole[1], Fixture.line(.init(number: 2, fate: .leads(3))),
      Fixture.line(.init(number: 3, fate: .leads(2))), whole[1],
    ]
    let refusal = #expect(throws: LedgerEditing.Refusal.self) { try mend([base[0]], circle) }
    #expect(refusal?.diagnostics.map(\.rule) == ["ledger-damaged", "ledger-damaged"])
  }
}
