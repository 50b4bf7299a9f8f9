/// Pairs that do not hold when one looks at the whole source.
extension Matching {
  /// Pairs of at least this likeness are not asked.
  private static let beyondDoubt = 900
  /// A new passage of which an old one so close by has so much is a part of it.
  private static let close = 4
  private static let whole = 950

  /// Gives up each edited pair whose new passage has rather the words of another old one: a part or an edited
  /// form of that one, which stands between other neighbours or was cut up, so that it was not to be had. Where
  /// the two stand in order of the text, the other must have clearly more of the words, or be close by and have as
  /// many and nearly all; of a pair that was found elsewhere (`elsewhere`), not clearly fewer.
  mutating func giveUpExplained(_ elsewhere: Set<Int>) {
    let doubtful = newOf.indices.filter { old in
      guard newOf[old] >= 0, likeness[old] < 1000 else { return false }
      // The first of several that were joined is the least part of their likeness.
      return elsewhere.contains(old) || likeness[old] < Self.beyondDoubt
        || texts.oldWords(old) * 1000 < texts.checks[newOf[old]].words * Self.beyondDoubt
    }
    if doubtful.isEmpty { return }
    let index = Candidates(olds: newOf.indices.filter { newOf[$0] == -1 || likeness[$0] < 1000 }, &texts)
    for old in doubtful {
      let new = newOf[old]
      let own = coverage(old, new)
      let level = Fingerprint.level(words: texts.checks[new].words)
      for other in index.find(texts.codes(new: new, level: level), near: old) where other != old {
        let theirs = coverage(other, new)
        var bar = own + Self.margin
        if elsewhere.contains(old) {
          bar = own - Self.margin
        } else if abs(other - old) <= Self.close {
          bar = min(bar, max(own, Self.whole))
        }
        if theirs < max(bar, Self.least) || addsUp(old, other, new, own + theirs) { continue }
        giveUp(old, second: theirs)
        break
      }
    }
  }

  /// Whether two old passages have different words of a new one, as if they had been joined.
  private mutating func addsUp(_ old: Int, _ other: Int, _ new: Int, _ sum: Int) -> Bool {
    let count = texts.codes(new: new, level: texts.entry(old).print.level).count
    let both = texts.common([min(old, other), max(old, other)], [new])
    return both * 1000 >= count * (sum - Self.margin)
  }

  /// How much of a new passage an old one explains, in thousandths.
  private mutating func coverage(_ old: Int, _ new: Int) -> Int {
    let count = texts.codes(new: new, level: texts.entry(old).print.level).count
    return count == 0 ? 0 : texts.common(old..<old + 1, new..<new + 1) * 1000 / count
  }
}
