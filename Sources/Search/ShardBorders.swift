/// Where the lists of ordinary terms are cut into shards.
///
/// A form is looked for by its bytes, its list by the number of its term, and a query that finds both in one shard
/// waits one round less. So the borders are those that cost queries the least, if these ask for words as often as
/// the archive has them: each loads a whole shard, and another where a border divides a form from its term.
///
/// An edit of a few words shall move no border far from it. So the places that are compared are found by what stands
/// around them, not by counting from the beginning, and sizes are coarse.
enum ShardBorders {
  /// Places for a border that are compared, for each shard.
  private static let candidates = 16
  /// Shards hold so many times what they should at most, but for single terms.
  private static let most = 3
  /// A form that is divided from its term costs so many shards: the other one, and the wait for it.
  private static let price = 2

  /// The first term of each shard.
  ///
  /// - Parameter leads: `WordTables.leads`.
  static func firsts(
    _ words: WordTables, leads: [UInt32], occurrences: [UInt32], hashes: [UInt32]
  ) -> [Int] {
    let ordinary = occurrences[words.long...].reduce(0) { $0 + Int($1) }
    // What a shard should hold, in occurrences of its terms.
    let size = coarse(min(8_800, max(3_400, ordinary / 730)), digits: 5)
    let places = candidates(words, occurrences, hashes, step: size / candidates, divided(words, leads))
    // The least that the terms before each place cost, and the border before it.
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
    /// The term behind it.
    var term: Int
    /// Occurrences of all terms before it.
    var sum: Int
    var divided: Int
  }

  /// Of the places in each stretch the one that divides the least; the first and the last. A stretch ends with a
  /// term by the hash of its stem, more likely the commoner it is: on average behind `step` occurrences.
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

  /// For a border before each ordinary term the occurrences of forms that stand on one side of it while their terms
  /// stand on the other.
  private static func divided(_ words: WordTables, _ leads: [UInt32]) -> [Int] {
    let count = leads.count
    var steps = [Int](repeating: 0, count: count + 1)
    // The number of terms before which a border would stand before the form.
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
