import Archive
import Testing

@testable import Anchoring

/// Ids on real text under edits of which it is known, by construction, what each passage became.
@Suite(.enabled(if: Corpora.has("transcripts-txt"), "the corpora are not beside the project"))
struct EditedTextTests {
  /// What was counted over all edited texts.
  struct Tally {
    var passages = 0
    var edited = 0
    var unchanged = 0
    var unchangedKept = 0
    var changed = 0
    var changedKept = 0
    var firstParts = 0
    var firstPartsKept = 0
    var joined = 0
    var bothArrive = 0
    var wrong = 0
    var unstable = 0
  }

  func count(_ before: [Said], _ pieces: [Editor.Piece], into tally: inout Tally) {
    let first = anchorSource(Fixture.source("talk", before), at: 0, ledger: nil)
    let edited = Fixture.source("talk", pieces.map(\.said))
    let second = anchorSource(edited, at: 0, ledger: first.ledger?.text)
    let again = anchorSource(edited, at: 0, ledger: second.ledger?.text)
    if again.ledger?.changed != false || again.numbers != second.numbers { tally.unstable += 1 }
    // Which id belongs to which of several equal passages cannot be told; any of theirs is right.
    func same(_ number: Int32, _ origin: Int) -> Bool {
      number <= before.count && before[Int(number) - 1].text == before[origin].text
    }
    for (piece, number) in zip(pieces, second.numbers) {
      tally.passages += 1
      let keeps = piece.origins.contains { same(number, $0) }
      let isOld = number <= before.count
      if isOld, !keeps { tally.wrong += 1 }
      guard let origin = piece.origins.first else { continue }
      if piece.isLaterPart || piece.isFirstPart {
        if piece.isLaterPart, isOld, keeps { tally.edited += 0 }
        if piece.isFirstPart {
          tally.firstParts += 1
          tally.firstPartsKept += keeps ? 1 : 0
        }
      } else if piece.isJoined {
        tally.joined += 1
        let leads = second.retired.filter { $0.leadsTo == number }.map(\.number)
        if piece.origins.allSatisfy({ o in same(number, o) || leads.contains { same($0, o) } }) {
          tally.bothArrive += 1
        }
      } else if piece.said.text == before[origin].text {
        tally.unchanged += 1
        tally.unchangedKept += keeps ? 1 : 0
      } else if piece.changed <= 0.3 {
        tally.changed += 1
        tally.changedKept += keeps ? 1 : 0
      }
    }
  }

  @Test(arguments: [0.1, 0.3, 0.6])
  func idsFollowTheirPassages(rate: Double) throws {
    let texts = try Corpora.transcripts()
    var tally = Tally()
    for (index, text) in texts.enumerated() {
      let foreign = texts[(index + 1) % texts.count]
      var editor = Editor(UInt64(index) * 31 + UInt64(rate * 10), foreign: foreign)
      for _ in 0..<2 { count(text, editor.edit(text, rate: rate), into: &tally) }
    }
    print("edited \(Int(rate * 100)) %:", tally)
    #expect(tally.passages > 5000)
    #expect(tally.unstable == 0)
    #expect(tally.wrong == 0)
    #expect(tally.unchangedKept == tally.unchanged)
    #expect(tally.changedKept * 100 >= tally.changed * 99)
    #expect(tally.firstPartsKept * 100 >= tally.firstParts * 90)
    #expect(tally.bothArrive * 100 >= tally.joined * 90)
  }
}
