/// The Levenshtein distance of bytes, by the bit-parallel algorithm of Myers (J. ACM 46, 1999) in blocks of 64 rows
/// (Hyyrö 2003). For a window of n bytes and a needle of m bytes it takes n * m / 64 steps.
struct EditDistance {
  private let count: Int
  private let blocks: Int
  private var masks: [UInt64]

  /// - Parameter needle: at least one byte.
  init(_ needle: some Collection<UInt8>) {
    count = needle.count
    blocks = (count + 63) / 64
    masks = Array(repeating: 0, count: 256 * max(1, blocks))
    for (i, byte) in needle.enumerated() { masks[Int(byte) * blocks + i / 64] |= 1 << UInt64(i % 64) }
  }

  /// For each byte of a window the distance of the needle to the nearest range that ends there.
  /// - Parameter anchored: whether the range must start at the start of the window.
  func ends(in window: some Sequence<UInt8>, anchored: Bool) -> [Int] {
    guard blocks > 0 else { return window.map { _ in 0 } }
    var positive = [UInt64](repeating: .max, count: blocks)
    var negative = [UInt64](repeating: 0, count: blocks)
    let last = UInt64(1) << UInt64((count - 1) % 64)
    var score = count
    var out: [Int] = []
    for byte in window {
      var carry = anchored ? 1 : 0
      let base = Int(byte) * blocks
      for b in 0..<blocks {
        let equal = masks[base + b]
        let pv = positive[b]
        let mv = negative[b]
        let into: UInt64 = carry < 0 ? 1 : 0
        let xv = equal | mv
        let eq = equal | into
        let xh = (((eq & pv) &+ pv) ^ pv) | eq
        var ph = mv | ~(xh | pv)
        var mh = pv & xh
        let top = b == blocks - 1 ? last : 1 << 63
        let out = ph & top != 0 ? 1 : mh & top != 0 ? -1 : 0
        ph = ph << 1 | (carry > 0 ? 1 : 0)
        mh = mh << 1 | into
        positive[b] = mh | ~(xv | ph)
        negative[b] = ph & xv
        carry = out
      }
      score += carry
      out.append(score)
    }
    return out
  }
}

extension EditDistance {
  /// A range of a text that is similar to a needle.
  struct Stretch: Equatable {
    var range: Range<Int>
    var distance: Int
  }

  /// The ranges of a window that are most similar to a needle, best first, at most `most`. None overlaps a better
  /// one by more than a third of its length.
  static func nearest(_ needle: [UInt8], in text: [UInt8], _ window: Range<Int>, most: Int) -> [Stretch] {
    guard !needle.isEmpty, !window.isEmpty else { return [] }
    let scores = EditDistance(needle).ends(in: text[window], anchored: false)
    let backward = EditDistance(needle.reversed())
    var found: [Stretch] = []
    var tries = 0
    // From the best end on. Ends near one that was already taken belong to the same range.
    let ends = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
    for at in ends {
      if found.count == most || scores[at] * 2 > needle.count { break }
      let end = window.lowerBound + at + 1
      if found.contains(where: { abs($0.range.upperBound - end) * 3 < needle.count * 2 }) { continue }
      tries += 1
      if tries > 4 * most { break }
      let reach = min(end - window.lowerBound, needle.count + scores[at])
      let starts = backward.ends(in: text[(end - reach)..<end].reversed(), anchored: true)
      guard let best = starts.min(), let length = nearestIndex(of: best, in: starts, to: needle.count) else {
        continue
      }
      let range = (end - length - 1)..<end
      if found.contains(where: { $0.range.clamped(to: range).count * 3 > range.count }) { continue }
      found.append(Stretch(range: range, distance: best))
    }
    return found
  }

  /// The index of the value that gives the length nearest to that of the needle.
  private static func nearestIndex(of value: Int, in values: [Int], to count: Int) -> Int? {
    var best: Int?
    for (index, own) in values.enumerated() where own == value {
      if let other = best, abs(other + 1 - count) <= abs(index + 1 - count) { continue }
      best = index
    }
    return best
  }

  /// Similarity of the context at the end that touches the quotation, 0 to 1: how much of `needle` is found at the
  /// beginning of `window`.
  static func agreement(_ needle: [UInt8], atStartOf window: [UInt8]) -> Double {
    if needle.isEmpty { return 1 }
    let best = EditDistance(needle).ends(in: window, anchored: true).min() ?? needle.count
    return max(0, 1 - Double(best) / Double(needle.count))
  }
}
