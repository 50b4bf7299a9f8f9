/// A possible pair of an old and a new passage.
struct Pair: Sendable, Equatable {
  var old: Int
  var new: Int
  /// Weight of the pair in a chain; above 0.
  var weight: Int
  /// Likeness of the two, 0 to 1000; 1000 only if all words agree.
  var likeness: Int
}

/// Selects those of the possible pairs that keep the order of the text.
enum Chain {
  /// The pairs of greatest total weight of which no two share a passage or cross. Ties are resolved by order of the
  /// text. Cost: n log n.
  static func heaviest(_ pairs: [Pair]) -> [Pair] {
    if pairs.count < 2 { return pairs }
    // In descending order within one old passage, so that no chain takes two of its pairs.
    let sorted = pairs.sorted { $0.old != $1.old ? $0.old < $1.old : $0.new > $1.new }
    let lowest = sorted.reduce(Int.max) { min($0, $1.new) }
    let width = sorted.reduce(0) { max($0, $1.new) } - lowest + 1
    // A Fenwick tree of the best chain that ends at or before a new passage.
    var best = [Int32](repeating: -1, count: width + 1)
    var totals = [Int](repeating: 0, count: sorted.count)
    var before = [Int32](repeating: -1, count: sorted.count)
    var last: Int32 = -1
    for (index, pair) in sorted.enumerated() {
      var found: Int32 = -1
      var at = pair.new - lowest
      while at > 0 {
        if best[at] >= 0, found < 0 || totals[Int(best[at])] > totals[Int(found)] { found = best[at] }
        at -= at & -at
      }
      totals[index] = pair.weight + (found < 0 ? 0 : totals[Int(found)])
      before[index] = found
      at = pair.new - lowest + 1
      while at <= width {
        if best[at] < 0 || totals[Int(best[at])] < totals[index] { best[at] = Int32(index) }
        at += at & -at
      }
      if last < 0 || totals[index] > totals[Int(last)] { last = Int32(index) }
    }
    var chain: [Pair] = []
    while last >= 0 {
      chain.append(sorted[Int(last)])
      last = before[Int(last)]
    }
    return chain.reversed()
  }
}
