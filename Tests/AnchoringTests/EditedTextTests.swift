import Archive
import Testing

@testable import Anchoring

/// Ids on real text under edits of which it is known, by construction, what each passage became.
@Suite(.enabled(if: Corpora.has("transcripts-txt"), "the corpora are not beside the project"))
struct EditedTextTests {
  /// What was counted over all edited texts.
  struct Tally {
    var passages = 0
    var unchanged = 0
    var unchangedKept = 0
    var changed = 0
    var changedKept = 0
    var firstParts = 0
    var firstPartsKept = 0
    var joined = 0
    var bothArrive = 0
    /// Ids on a passage of other words.
    var wrong = 0
    /// Of these, passages put in where one was taken out that differs by a quarter of its words at most: nobody
    /// could tell that from an edit.
    var twins = 0
    var unstable = 0
  }

  func count(_ before: [Said], _ pieces: [Editor.Piece], into tally: inout Tally) {
    let first = anchorSource(Fixture.source("talk", before), at: 0, ledger: nil)
    let edited = Fixture.source("talk", pieces.map(\.said))
    let second = anchorSource(edited, at: 0, ledger: first.ledger?.text)
    let again = anchorSource(edited, at: 0, ledger: second.ledger?.text)
    if again.ledger?.changed != false || again.numbers != second.numbers { tally.unstable += 1 }
    // Which id belongs to which of several equal passages cannot be told; any of theirs is right.
    let words = before.map { Words.hashes(Array($0.text.utf8), 0..<$0.text.utf8.count) }
    let newWords = pieces.map { Words.hashes(Array($0.said.text.utf8), 0..<$0.said.text.utf8.count) }
    func same(_ number: Int32, _ origin: Int) -> Bool {
      number <= before.count && words[Int(number) - 1] == words[origin]
    }
    let twice = Set(Dictionary(grouping: words) { $0 }.filter { $0.value.count > 1 }.keys)
    for (at, (piece, number)) in zip(pieces, second.numbers).enumerated() {
      tally.passages += 1
      let keeps = piece.origins.contains { same(number, $0) }
      let isOld = number <= before.count
      if isOld, !keeps, words[Int(number) - 1] != newWords[at] {
        if piece.origins.isEmpty, alike(words[Int(number) - 1], newWords[at]) >= 0.75 {
          tally.twins += 1
        } else {
          tally.wrong += 1
        }
      }
      guard let origin = piece.origins.first else { continue }
      if piece.isLaterPart || piece.isFirstPart {
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
        // Of equal passages of which some were moved and others removed no one knows which is which.
        if piece.isMoved, twice.contains(words[origin]) { continue }
        let stands = second.numbers.indices.contains {
          same(second.numbers[$0], origin) && newWords[$0] == words[origin]
        }
        tally.unchanged += 1
        tally.unchangedKept += keeps || stands ? 1 : 0
      } else if piece.changed <= 0.3 {
        tally.changed += 1
        tally.changedKept += keeps ? 1 : 0
      }
    }
  }

  /// Twice the words in common, in whatever order, against all.
  func alike(_ a: [UInt64], _ b: [UInt64]) -> Double {
    var counts: [UInt64: Int] = [:]
    for word in a { counts[word, default: 0] += 1 }
    var common = 0
    for word in b where counts[word, default: 0] > 0 {
      counts[word, default: 0] -= 1
      common += 1
    }
    return 2 * Double(common) / Double(max(1, a.count + b.count))
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
