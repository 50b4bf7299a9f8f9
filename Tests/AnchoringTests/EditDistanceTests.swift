import Testing
import Trials

@testable import Anchoring

@Suite struct EditDistanceTests {
  /// Row by row, as in the definition.
  func slow(_ needle: [UInt8], _ window: [UInt8], anchored: Bool) -> [Int] {
    var column = Array(0...needle.count)
    return window.enumerated().map { j, byte in
      var next = [anchored ? j + 1 : 0]
      for i in needle.indices {
        next.append(min(column[i] + (needle[i] == byte ? 0 : 1), min(column[i + 1], next[i]) + 1))
      }
      column = next
      return column[needle.count]
    }
  }

  @Test func agreesWithTheDefinition() {
    var random = Seeded(3)
    for length in [1, 2, 5, 63, 64, 65, 127, 128, 129, 200] {
      for _ in 0..<8 {
        let needle = (0..<length).map { _ in UInt8.random(in: 97...100, using: &random) }
        let window = (0..<Int.random(in: 1...300, using: &random)).map { _ in
          UInt8.random(in: 97...100, using: &random)
        }
        for anchored in [false, true] {
          #expect(
            EditDistance(needle).ends(in: window, anchored: anchored)
              == slow(needle, window, anchored: anchored))
        }
      }
    }
  }

  @Test func findsBothPlacesAndTellsThemApart() {
    let text = Array("so it was about four hours ago, and not about five hours ago at all".utf8)
    let needle = Array("about for hours ago".utf8)
    let found = EditDistance.nearest(needle, in: text, 0..<text.count, most: 3)
    #expect(
      found.map { String(decoding: text[$0.range], as: UTF8.self) }.prefix(2) == [
        "about four hours ago", "about five hours ago",
      ])
    #expect(found.first?.distance == 1)
  }

  @Test func theHeaviestChainIsTheBestOfAll() {
    var random = Seeded(5)
    for _ in 0..<200 {
      let pairs = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Pair(
          old: Int.random(in: 0..<5, using: &random), new: Int.random(in: 0..<5, using: &random),
          weight: Int.random(in: 1...9, using: &random), likeness: 1)
      }
      var best = 0
      for subset in 0..<(1 << pairs.count) {
        let chosen = pairs.indices.filter { subset >> $0 & 1 == 1 }.map { pairs[$0] }
        let fits = chosen.allSatisfy { a in
          chosen.allSatisfy { b in
            a == b || (a.old < b.old && a.new < b.new) || (a.old > b.old && a.new > b.new)
          }
        }
        let distinct = Set(chosen.map(\.old)).count == chosen.count
        if fits, distinct { best = max(best, chosen.reduce(0) { $0 + $1.weight }) }
      }
      let chain = Chain.heaviest(pairs)
      #expect(chain.reduce(0) { $0 + $1.weight } == best)
      #expect(zip(chain, chain.dropFirst()).allSatisfy { $0.old < $1.old && $0.new < $1.new })
    }
  }
}
