/// Which new passages are further parts of one that was divided. The first part has kept the id.
enum Divisions {
  /// Parts of fewer codes agree by chance.
  private static let fewest = 3
  /// How far behind the first part the others may stand.
  private static let reach = 4

  /// For each passage without a known id the old passage that it was a part of, by index.
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
        // What was put in between the parts does not keep them from being parts.
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
