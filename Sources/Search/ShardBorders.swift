/// Chooses the borders of the shards of ordinary terms.
///
/// A form is found by its bytes, its list by the number of its term. A query that finds both in one shard saves a
/// round trip. So the borders are chosen to minimise the cost of queries, assuming that queries ask for words as
/// often as the archive has them. Each word loads a whole shard, and a second one if a border divides the form from
/// its term.
///
/// An edit of a few words should move only borders near it. So the candidates are chosen by the terms around them,
/// not by counting from the beginning, and sizes are rounded.
enum ShardBorders {
  /// Number of candidate borders for each shard.
  private static let candidates = 16
  /// The maximum size of a shard, as a multiple of the target size. A single term may exceed it.
  private static let most = 3
  /// The cost of a form that is divided from its term, in shards: the other shard, and the wait for it.
  private static let price = 2

  /// The first term of each shard.
  ///
  /// - Parameter leads: `WordTables.leads`.
  static func firsts(
    _ words: WordTables, leads: [UInt32], occurrences: [UInt32], hashes: [UInt32]
  ) -> [Int] {
    let ordinary = occurrences[words.long...].reduce(0) { $0 + Int($1) }
    // Target size of a shard, in occurrences of its terms.
    let size = coarse(min(8_800, max(3_400, ordinary / 730)), digits: 5)
    let places = candidates(words, occurrences, hashes, step: size / candidates, divided(words, leads))
    // The least cost of the terms before each candidate, and the border before it.
    var least = [0]
    var before = [0]
    for end in places.indices.dropFirst() {
      var best = (cost: Int.max, start: end - 1)
      var start = end - 1
      repeat {
        let sum = places[end].sum - places[start].sum
        let cost = least[start] + sum * sum + size * size
        if cost < best.cost { best = (cost, start) }
        start -= 1
      } while start >= 0 && places[end].sum - places[start].sum <= most * size
      least.append(best.cost + price * size * places[end].divided)
      before.append(best.start)
    }
    var firsts: [Int] = []
    var end = places.count - 1
    while end > 0 {
      end = before[end]
      firsts.append(places[end].term)
    }
    return firsts.reversed()
  }

  private struct Place {
    /// The term after the border.
    var term: Int
    /// Occurrences of all terms before the border.
    var sum: Int
    var divided: Int
  }

  /// The first border, the last, and of each stretch the one that divides the least. The hash of its stem decides
  /// whether a term ends a stretch. The probability grows with its frequency, so a stretch has `step` occurrences
  /// on average.
  private static func candidates(
    _ words: WordTables, _ occurrences: [UInt32], _ hashes: [UInt32], step: Int, _ divided: [Int]
  ) -> [Place] {
    var places = [Place(term: words.long, sum: 0, divided: 0)]
    var sum = 0
    var best: Place?
    for term in words.long..<occurrences.count {
      let own = Int(occurrences[term])
      sum += own
      let place = Place(term: term + 1, sum: sum, divided: divided[term + 1 - words.long])
      if best.map({ place.divided < $0.divided }) != false { best = place }
      if Int(hashes[term] >> 8) * step < coarse(own, digits: 3) << 24, let found = best {
        places.append(found)
        best = nil
      }
    }
    if places[places.count - 1].term < occurrences.count {
      places.append(Place(term: occurrences.count, sum: sum, divided: 0))
    }
    return places
  }

  /// For a border before each ordinary term: the occurrences of forms that it divides from their terms.
  private static func divided(_ words: WordTables, _ leads: [UInt32]) -> [Int] {
    let count = leads.count
    var steps = [Int](repeating: 0, count: count + 1)
    // The number of terms whose lead is at or before the form: a border before such a term is before the form too.
    var before = 0
    for place in 0..<words.forms.count {
      while before < count, leads[before] <= place { before += 1 }
      for entry in words.entries(place) where words.terms[entry] >= words.long {
        let behind = Int(words.terms[entry]) - words.long + 1
        guard behind != before else { continue }
        steps[min(behind, before)] += Int(words.counts[entry])
        steps[max(behind, before)] -= Int(words.counts[entry])
      }
    }
    var sum = 0
    return steps.map { step in
      sum += step
      return sum
    }
  }
}
