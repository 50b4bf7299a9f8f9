import Archive
import Testing
import Trials

@testable import Anchoring

/// Work must grow linearly with the text, not quadratically. It is counted, not timed.
@Suite struct GrowthTests {
  func talk(_ count: Int, seed: UInt64) -> [String] {
    var random = Seeded(seed)
    let answers = ["Yes.", "Thank you.", "No.", "Go ahead, please."]
    return (0..<count).map { i in
      if i % 2 == 1 { return random.pick(answers) }
      let words = (0..<20).map { _ in "w\(Int.random(in: 0..<2000, using: &random))" }
      return words.joined(separator: " ")
    }
  }

  /// The texts with every tenth passage removed, every seventh edited, and every fiftieth moved to the end.
  func edited(_ texts: [String]) -> [(text: String, origin: Int)] {
    var out: [(String, Int)] = []
    var moved: [(String, Int)] = []
    for (i, text) in texts.enumerated() where i % 10 != 3 {
      let words = text.split(separator: " ")
      if i % 50 == 8 {
        moved.append((text, i))
      } else if i % 14 == 0 {
        out.append((words.dropLast(3).joined(separator: " ") + " and so on", i))
      } else {
        out.append((text, i))
      }
    }
    return out + moved
  }

  @Test func halfOfTwentyThousandPassagesMayBeEqual() throws {
    var work: [Int] = []
    for count in [5_000, 20_000] {
      let before = talk(count, seed: 11)
      let after = edited(before)
      let anchors = Fixture.edit(before, after.map(\.text))
      work.append(anchors.comparisons)
      var wrong = 0
      var kept = 0
      for (passage, number) in zip(after, anchors.numbers) where passage.origin % 2 == 0 {
        if number == passage.origin + 1 { kept += 1 } else if number <= count { wrong += 1 }
      }
      #expect(wrong == 0)
      #expect(kept == after.filter { $0.origin % 2 == 0 }.count)
      let mixed = zip(after, anchors.numbers).filter {
        Int($1) <= count && before[Int($1) - 1] != $0.text && $0.origin % 14 != 0
      }
      #expect(mixed.isEmpty)
      // A short answer that has not moved keeps its own id, not that of an equal answer.
      var answers = 0
      for i in after.indices.dropFirst().dropLast() where after[i].origin % 2 == 1 {
        let origin = after[i].origin
        guard after[i - 1].origin == origin - 1, after[i + 1].origin == origin + 1 else { continue }
        answers += 1
        #expect(anchors.numbers[i] == origin + 1)
      }
      #expect(answers > count / 4)
    }
    #expect(work[0] > 0)
    // Four times the text has slightly more than four times the chance similarities, up to a limit for each passage.
    #expect(work[1] <= work[0] * 6)
    #expect(work[1] < 20_000 * 8)
  }

  /// No passage is equal any more, so the whole source is one gap.
  @Test func aSourceEditedThroughoutIsNotComparedWithAllOfItself() {
    for count in [2_000, 8_000] {
      let before = talk(count, seed: 12).enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      let after = before.map { "edited " + $0 }
      let anchors = Fixture.edit(before, after)
      #expect(anchors.numbers == (1...Int32(before.count)).map { $0 })
      #expect(anchors.comparisons >= before.count)
      #expect(anchors.comparisons <= before.count * 7)
    }
  }

  @Test func equalPassagesOnly() {
    let before = Array(repeating: "Yes.", count: 20_000)
    let anchors = Fixture.edit(before, Array(before.dropLast(100)))
    #expect(anchors.numbers == (1...19_900).map { Int32($0) })
    let other = Fixture.edit(before, Array(repeating: "No, not at all, never.", count: 20_000))
    #expect(Set(other.numbers).isDisjoint(with: Set(1...20_000)))
    #expect(other.comparisons < 20_000 * 8)
  }
}
