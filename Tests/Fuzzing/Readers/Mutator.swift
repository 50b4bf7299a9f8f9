/// Changes bytes like damage, haste or malice; a seed gives the same changes on every machine.
package struct Mutator {
  private var state: UInt64
  /// Words of the format.
  private let words: [[UInt8]]
  private static let hostile = [
    "<script>alert(1)</script>", "\" onerror=\"alert(1)", "javascript:alert(1)", "../../x", "\u{202E}",
    "\u{0}", "]]>",
    "-->", "&#106;avascript:", "</textarea>", "'", "%00", "\r", "\u{FEFF}", "\u{2028}", "9999999999999999999",
  ].map { Array($0.utf8) }

  package init(seed: UInt64, words: [String]) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    self.words = words.map { Array($0.utf8) } + Self.hostile
  }

  /// - Parameter others: bytes from which pieces may be taken.
  package mutating func mutate(_ bytes: [UInt8], with others: [[UInt8]]) -> [UInt8] {
    var out = bytes
    for _ in 0...below(4) { change(&out, others) }
    return out
  }

  private mutating func change(_ out: inout [UInt8], _ others: [[UInt8]]) {
    let at = below(out.count + 1)
    let end = min(out.count, at + below(40))
    switch below(9) {
    case 0: out.insert(contentsOf: words[below(words.count)], at: at)
    case 1: out.replaceSubrange(at..<end, with: words[below(words.count)])
    case 2: out.removeSubrange(at..<end)
    case 3: out.insert(contentsOf: out[at..<end], at: at)
    case 4: if at < out.count { out[at] ^= 1 << UInt8(below(8)) }
    case 5: if at < out.count { out[at] = UInt8(below(256)) }
    case 6: out.removeSubrange(at...)
    case 7:
      guard let other = others.isEmpty ? nil : others[below(others.count)], !other.isEmpty else { return }
      let from = below(other.count)
      out.insert(contentsOf: other[from..<min(other.count, from + below(200))], at: at)
    default:
      out.insert(
        contentsOf: [UInt8](repeating: out.isEmpty ? 91 : out[min(at, out.count - 1)], count: below(300)),
        at: at)
    }
  }

  /// xorshift64* (Vigna 2016).
  private mutating func below(_ limit: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return limit <= 1 ? 0 : Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % limit
  }
}
