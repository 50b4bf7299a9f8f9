/// Where the lists of ordinary terms are cut into shards.
///
/// A form is looked for by its bytes, its list by the number of its term, and a query that finds both in one shard
/// waits one round less. So the borders are those that cost queries the least, if these ask for words as often as
/// the archive has them: each loads a whole shard, and another where a border divides a form from its term.
enum ShardBorders {
  /// Places for a border that are compared, for each shard.
  private static let candidates = 16
  /// Shards hold so many times what they should at most, but for single terms.
  private static let most = 3
  /// A form that is divided from its term costs so many shards: the other one, and the wait for it.
  private static let price = 2

  /// The first term of each shard.
  ///
  /// - Parameters:
  ///   - size: what a shard should hold, in occurrences of its terms.
  ///   - terms: of the form at a place, ascending.
  static func firsts(
    _ vocabulary: Vocabulary, size: Int, terms: (Int) -> ArraySlice<UInt32>
  ) -> [Int] {
    let places = candidates(vocabulary, step: max(1, size / candidates), divided(vocabulary, terms))
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

  /// Of the places in each stretch of so many occurrences the one that divides the least; the first and the last.
  private static func candidates(_ vocabulary: Vocabulary, step: Int, _ divided: [Int]) -> [Place] {
    var places = [Place(term: 0, sum: 0, divided: 0)]
    var sum = 0
    for term in 0..<vocabulary.ordinary {
      sum += Int(vocabulary.occurrences[term])
      let place = Place(term: term + 1, sum: sum, divided: divided[term + 1])
      if places.count > 1, places[places.count - 1].sum / step == sum / step {
        if place.divided < places[places.count - 1].divided { places[places.count - 1] = place }
      } else {
        places.append(place)
      }
    }
    if places[places.count - 1].term < vocabulary.ordinary {
      places.append(Place(term: vocabulary.ordinary, sum: sum, divided: 0))
    }
    return places
  }

  /// For a border before each term the occurrences of forms that stand behind it while their first term stands
  /// before it.
  private static func divided(_ vocabulary: Vocabulary, _ terms: (Int) -> ArraySlice<UInt32>) -> [Int] {
    var steps = [Int](repeating: 0, count: vocabulary.ordinary + 1)
    // The number of ordinary terms whose leading form does not stand behind the place.
    var before = 0
    for place in vocabulary.forms.indices {
      while before < vocabulary.ordinary, vocabulary.leading[before] <= place { before += 1 }
      guard let term = terms(place).first, term < vocabulary.ordinary, Int(term) + 1 < before else {
        continue
      }
      steps[Int(term) + 1] += Int(vocabulary.formCounts[place])
      steps[before] -= Int(vocabulary.formCounts[place])
    }
    var sum = 0
    return steps.map { step in
      sum += step
      return sum
    }
  }
}
