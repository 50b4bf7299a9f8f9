import Archive
import Testing
import Trials

@testable import Anchoring

/// A divided passage names the passages that continue it, however long ago it was divided.
@Suite struct DivisionTests {
  let talk = [
    "He calls the talks frank and businesslike, and thanks his host for the welcome in this city.",
    "The second question is about the treaty on strategic arms, which ends in three years. "
      + "Nothing was agreed in secret, and all that was agreed will be made public in due course. "
      + "Relations had never been worse, and that changed as of about four hours ago.",
    "Thank you very much, and good evening to all of you here.",
  ]
  var parts: [String] {
    talk[1].split(separator: ". ").map { $0.hasSuffix(".") ? String($0) : "\($0)." }
  }

  func build(_ texts: [String], _ ledger: String?, _ day: String? = nil) -> SourceAnchors {
    anchorSource(Fixture.source("talk", texts), at: 0, ledger: ledger, date: day.flatMap { LedgerDate($0) })
  }

  @Test func theOldAnchorSaysWhereThePassageGoesOn() throws {
    let first = build(talk, nil)
    let divided = build([talk[0]] + parts + [talk[2]], first.ledger?.text)
    #expect(divided.numbers == [1, 2, 4, 5, 3])
    #expect(divided.remarks == [AnchorRemark(kind: .divided, number: 2, passage: 1, others: [4, 5])])
    #expect(divided.ledger?.text.contains("\np4 <- p2 ada ") == true)
    #expect(divided.changes.map(\.number) == [2, 4, 5])
    #expect(divided.changes.dropFirst().allSatisfy { $0.kind == .part(of: 2) })
  }

  @Test func itIsStillSaidTenBuildsLater() throws {
    var ledger = build(talk, nil).ledger?.text
    var texts = [talk[0]] + parts + [talk[2]]
    ledger = build(texts, ledger, "2026-11-21").ledger?.text
    for round in 0..<10 {
      texts[2] =
        "Nothing at all was agreed in secret, and what was agreed will be made public in round \(round)."
      texts.insert("An inserted passage number \(round) about something quite different again.", at: 1)
      texts.swapAt(0, 1)
      let anchors = build(texts, ledger, "2027-01-0\(1 + round % 9)")
      let remark = try #require(anchors.remarks.first)
      #expect(anchors.remarks.count == 1 && remark.number == 2 && remark.others == [4, 5])
      #expect(remark.date?.text == "2026-11-21")
      #expect(anchors.numbers[remark.passage] == 2)
      ledger = anchors.ledger?.text
      texts.swapAt(0, 1)
      texts.remove(at: 1)
      ledger = build(texts, ledger).ledger?.text
    }
  }

  @Test func aPartMayBeDividedAgain() {
    var ledger = build(talk, nil).ledger?.text
    let halves = [parts[0], parts[1] + " " + parts[2]]
    ledger = build([talk[0]] + halves + [talk[2]], ledger).ledger?.text
    let anchors = build([talk[0]] + parts + [talk[2]], ledger)
    #expect(anchors.numbers == [1, 2, 4, 5, 3])
    #expect(anchors.remarks.map(\.number) == [2, 4])
    #expect(anchors.remarks.map(\.others) == [[4], [5]])
  }

  @Test func whatWasJoinedAgainIsWhole() {
    let first = build(talk, nil)
    let divided = build([talk[0]] + parts + [talk[2]], first.ledger?.text)
    let whole = build(talk, divided.ledger?.text)
    // Of all parts, the longest has the most words of the passage.
    #expect(whole.numbers == [1, 4, 3])
    #expect(whole.remarks == [])
    #expect(whole.retired.map(\.number) == [2, 5])
    #expect(whole.retired.allSatisfy { $0.leadsTo == 4 && $0.before == 1 })
  }

  @Test func aRemovedFirstPartNamesTheOthers() {
    let first = build(talk, nil)
    let divided = build([talk[0]] + parts + [talk[2]], first.ledger?.text)
    let gone = build([talk[0]] + parts.dropFirst() + [talk[2]], divided.ledger?.text)
    #expect(gone.numbers == [1, 4, 5, 3])
    #expect(gone.retired == [RetiredAnchor(number: 2, leadsTo: nil, before: 1, others: [4, 5])])
  }

  @Test func aRemovedPartIsNotNamed() {
    let first = build(talk, nil)
    let divided = build([talk[0]] + parts + [talk[2]], first.ledger?.text)
    let gone = build([talk[0], parts[0], parts[2], talk[2]], divided.ledger?.text)
    #expect(gone.numbers == [1, 2, 5, 3])
    #expect(gone.remarks.map(\.others) == [[5]])
  }

  /// New words after an edited passage are not part of it.
  @Test func anInsertedPassageIsNoPart() {
    let first = build(talk, nil)
    let edited = talk[1].replacing("three years", with: "two years")
    let anchors = build(
      [talk[0], edited, "The treaty was not spoken of again that evening by any of them.", talk[2]],
      first.ledger?.text)
    #expect(anchors.numbers == [1, 2, 4, 3])
    #expect(anchors.remarks == [])
    #expect(anchors.changes.map(\.kind).contains(.new))
  }

  @Test func bothIdsOfSeveralJoinsInAChainArrive() {
    var ledger = build(parts + talk, nil).ledger?.text
    var texts = parts + talk
    texts = [texts[0] + " " + texts[1]] + texts[2...]
    ledger = build(texts, ledger, "2026-01-01").ledger?.text
    texts = [texts[0] + " " + texts[1]] + texts[2...]
    ledger = build(texts, ledger, "2026-02-01").ledger?.text
    texts = [texts[0] + " " + texts[1]] + texts[2...]
    let anchors = build(texts, ledger, "2026-03-01")
    let heir = anchors.numbers[0]
    #expect(Set(anchors.retired.map(\.number) + [heir]).isSuperset(of: [1, 2, 3, 4]))
    #expect(anchors.retired.allSatisfy { $0.leadsTo == heir && $0.before == 0 && $0.date != nil })
    #expect(build(texts, anchors.ledger?.text).ledger?.changed == false)
  }

  /// Every line that differs from the file on disk has a change that explains it.
  @Test func whateverChangesIsExplained() throws {
    let first = build(talk, nil)
    var said = [talk[2], talk[0], talk[1]].map { Said("ada", $0) }
    said[1].speaker = "bob"
    let anchors = anchorSource(Fixture.source("talk", said), at: 0, ledger: first.ledger?.text)
    #expect(anchors.changes.map(\.number) == [1, 3])
    #expect(anchors.changes.map(\.kind) == [.relabelled(from: "ada", to: "bob"), .moved])
    let gone = anchorSource(
      Fixture.source("talk", [talk[0], "Good evening to you.", talk[2]]), at: 0, ledger: first.ledger?.text,
      detail: .nearest)
    #expect(gone.changes.map(\.kind) == [.removed, .new])
    let cut = talk[1].split(separator: " ").prefix(14).joined(separator: " ")
    let like = anchorSource(
      Fixture.source("talk", [talk[0], talk[2], cut]), at: 0, ledger: first.ledger?.text, detail: .nearest)
    let removed = try #require(like.changes.first { $0.number == 2 })
    #expect(removed.kind == .removed)
    #expect(removed.nearest?.number == 4)
    #expect((300..<500).contains(removed.nearest?.likeness ?? 0))
  }
}
