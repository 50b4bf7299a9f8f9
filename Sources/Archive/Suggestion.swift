/// Suggests the word that an author probably meant instead of an unknown one.
public enum Suggestion {
  /// The known word closest to the given one, or nil if none is close enough: at most one edit for every three
  /// letters.
  ///
  /// - Parameter known: candidates in any order; of equally close ones, the alphabetically first is returned.
  public static func nearest(_ word: String, among known: some Sequence<String>) -> String? {
    let target = Array(word.lowercased().utf8)
    var limit = max(1, target.count / 3)
    var best: String?
    for candidate in known where candidate != word {
      let letters = Array(candidate.lowercased().utf8)
      guard abs(letters.count - target.count) <= limit else { continue }
      let distance = edits(target, letters)
      if distance > limit { continue }
      if let current = best, distance == limit, candidate >= current { continue }
      best = candidate
      limit = distance
    }
    return best
  }

  /// Edit distance in bytes: the number of insertions, deletions, substitutions and swaps of neighbours that turn
  /// one word into the other (optimal string alignment).
  public static func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var current = [i]
      for j in 1...b.count {
        let change = a[i - 1] == b[j - 1] ? 0 : 1
        var cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          cost = min(cost, before[j - 2] + 1)
        }
        current.append(cost)
      }
      before = previous
      previous = current
    }
    return previous[b.count]
  }
}
