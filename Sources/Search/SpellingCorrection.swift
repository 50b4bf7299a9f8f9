/// Corrections of a word that the archive does not have, and completions of a prefix.
extension ShardStore {
  /// Most corrections of one word.
  static let mostRepairs = 4

  /// Forms one edit away, the commonest first: one character too many, missing or different, or two neighbours
  /// swapped. They are searched among the forms with the same first two characters. If there are none, among those
  /// with the same first character, those that begin with the two swapped, and those without the first.
  mutating func repairs(_ form: [UInt8]) throws -> [[UInt8]] {
    let wanted = Array(String(decoding: form, as: UTF8.self).unicodeScalars)
    guard wanted.count >= 4 else { return [] }
    let beginnings = [
      [wanted[..<2]], [wanted[..<1], [wanted[1], wanted[0]], wanted[1..<3]],
    ]
    for step in beginnings {
      var near: [[UInt8]: Int] = [:]
      for beginning in step {
        let prefix = Array(String(String.UnicodeScalarView(beginning)).utf8)
        for entry in try dictionary(withPrefix: prefix, mostShards: .max).found
        where abs(entry.form.count - form.count) <= 4 {
          let other = Array(String(decoding: entry.form, as: UTF8.self).unicodeScalars)
          if Self.isOneEdit(wanted, other) { near[entry.form] = entry.count }
        }
      }
      if near.isEmpty { continue }
      let best = near.sorted {
        $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
      }
      return best.prefix(Self.mostRepairs).map(\.key)
    }
    return []
  }

  /// Whether two words differ by one edit.
  static func isOneEdit(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
    if abs(a.count - b.count) > 1 || a == b { return false }
    let same = zip(a, b).prefix { $0 == $1 }.count
    if a.count < b.count { return a[same...] == b[(same + 1)...] }
    if a.count > b.count { return a[(same + 1)...] == b[same...] }
    if a[(same + 1)...] == b[(same + 1)...] { return true }
    return same + 1 < a.count && a[same] == b[same + 1] && a[same + 1] == b[same]
      && a[(same + 2)...] == b[(same + 2)...]
  }

  /// Most distinct terms of a prefix.
  static let mostPrefixTerms = 100

  /// The terms of the forms with a prefix, in order of the forms. `isPartial` is true if there are more than
  /// `mostPrefixTerms`.
  mutating func terms(withPrefix form: [UInt8]) throws -> (terms: [Int], isPartial: Bool) {
    var found: [Int] = []
    let first = shard(of: form)
    for shard in first..<max(first, tables) {
      for word in try words(shard) where !word.form.lexicographicallyPrecedes(form) {
        guard word.form.starts(with: form) else { return (found, false) }
        for term in word.terms where !found.contains(term) {
          if found.count == Self.mostPrefixTerms { return (found, true) }
          found.append(term)
        }
      }
    }
    return (found, false)
  }
}
