/// Finds the new passages that are further parts of a divided passage. The first part has kept the id.
enum Divisions {
  /// Parts with fewer codes than this agree by chance.
  private static let fewest = 3
  /// How far after the first part another part may be, in passages.
  private static let reach = 4

  /// For each new passage that is a part the index of the old passage that it was a part of.
  ///
  /// - Parameter isNew: whether a passage has no id from the ledger.
  static func find(_ matching: inout Matching, isNew: (Int) -> Bool) -> [Int: Int] {
    var origins: [Int: Int] = [:]
    for old in matching.newOf.indices where matching.likeness[old] < 1000 {
      let first = matching.newOf[old]
      guard first >= 0, first + 1 < matching.oldOf.count, isNew(first + 1) else { continue }
      let level = matching.texts.entry(old).print.level
      var parts = [first]
      var found = matching.texts.common([old], parts)
      for next in first + 1..<min(first + 1 + reach, matching.oldOf.count) {
        guard isNew(next) else { break }
        // Passages inserted between the parts are allowed.
        let size = matching.texts.codes(new: next, level: level).count
        guard size >= fewest, origins[next] == nil else { continue }
        let more = matching.texts.common([old], parts + [next]) - found
        guard more * 1000 >= size * Parts.share else { continue }
        origins[next] = old
        parts.append(next)
        found += more
      }
    }
    return origins
  }
}
