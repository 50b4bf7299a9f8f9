/// Drops pairs that are not plausible in the context of the whole source.
extension Matching {
  /// Pairs of at least this likeness are not checked.
  private static let beyondDoubt = 900
  /// How close an old passage must be for a new one to be a part of it, and the share, in thousandths, of the new
  /// passage that it must have (`whole`).
  private static let close = 4
  private static let whole = 950
  /// The same share for a short passage that is not also in the new passage of the other.
  private static let nearlyWhole = 800
  /// Least number of words by which a passage is longer than a part of it.
  private static let further = 3
  /// If both passages of a pair have less than this share of the other, in thousandths, the pair is one of halves.
  private static let most = 667

  /// Drops each edited pair whose new passage rather has the words of another old one. It is then a part or an
  /// edited form of that one, which could not be matched because it is between other neighbours or was divided. If
  /// the pair is in order of the text, the other must have clearly more of the words, or be close by and have as
  /// many and nearly all. If the pair was found elsewhere (`elsewhere`), the other must not have clearly fewer.
  mutating func giveUpExplained(_ elsewhere: Set<Int>) {
    let edited = newOf.indices.filter { newOf[$0] >= 0 && likeness[$0] < 1000 }
    let doubtful = edited.filter { old in
      // The first of several joined passages contributes least to their likeness.
      return elsewhere.contains(old) || likeness[old] < Self.beyondDoubt
        || texts.oldWords(old) * 1000 < texts.checks[newOf[old]].words * Self.beyondDoubt
    }
    giveUpParts(edited)
    if doubtful.isEmpty { return }
    let index = Candidates(olds: newOf.indices.filter { newOf[$0] == -1 || likeness[$0] < 1000 }, &texts)
    for old in doubtful where newOf[old] >= 0 {
      let new = newOf[old]
      let level = Fingerprint.level(words: texts.checks[new].words)
      let found = index.find(texts.codes(new: new, level: level), near: old)
      if let theirs = best(old, new, found, isElsewhere: elsewhere.contains(old)) {
        giveUp(old, second: theirs)
      }
    }
  }

  /// The share of the new passage of a pair that is in the first other old one with a better claim to it.
  private mutating func best(_ old: Int, _ new: Int, _ found: [Int], isElsewhere: Bool) -> Int? {
    for other in found where other != old {
      if let theirs = outbid(old, by: other, new, isElsewhere) { return theirs }
    }
    let own = coverage(old, new)
    if own < Parts.share {
      let isHalf = own < Self.most && remains(old, new) < Self.most
      for other in near(old, new) where other != old {
        if let theirs = undermined(old, by: other, new, own, isHalf) { return theirs }
      }
    }
    for other in expected(new) where other != old {
      if let theirs = outbid(old, by: other, new, true) { return theirs }
    }
    for other in strayed(old, new) {
      let theirs = coverage(other, new)
      if theirs >= max(own + Self.margin, Self.least) { return theirs }
    }
    return nil
  }

  /// Drops the pairs whose new passage, however similar, is a part of a long old one close by.
  private mutating func giveUpParts(_ edited: [Int]) {
    for old in edited where texts.checks[newOf[old]].words <= Fingerprint.shortest {
      let new = newOf[old]
      let share = max(coverage(old, new), Self.nearlyWhole)
      for other in near(old, new) where other != old && isPart(new, of: other, atLeast: share) {
        giveUp(old, second: share)
        break
      }
    }
  }

  /// Unmatched old passages that were between the present neighbours of the new one.
  private func expected(_ new: Int) -> [Int] {
    guard new > 0, new + 1 < oldOf.count, case let (before, behind) = (oldOf[new - 1], oldOf[new + 1]),
      before >= 0,
      behind > before, behind - before <= Self.close + 1
    else { return [] }
    return (before + 1..<behind).filter { newOf[$0] == -1 }
  }

  /// Old passages close by whose equal is far away. That may be a copy, and the new passage here the original.
  private func strayed(_ old: Int, _ new: Int) -> [Int] {
    (max(0, old - Self.close)..<min(newOf.count, old + Self.close + 1)).filter {
      newOf[$0] >= 0 && likeness[$0] == 1000 && abs(newOf[$0] - new) > 2 * Self.close
    }
  }

  /// The share of the new passage of a pair that another old one explains; nil unless it is so much larger that the
  /// new passage rather is an edited form or a part of that one.
  private mutating func outbid(_ old: Int, by other: Int, _ new: Int, _ isElsewhere: Bool) -> Int? {
    let own = coverage(old, new)
    let theirs = coverage(other, new)
    var bar = own + Self.margin
    if isElsewhere {
      bar = own - Self.margin
    } else if abs(other - old) <= Self.close {
      bar = min(bar, max(own, Self.whole))
    }
    return theirs < max(bar, Self.least) || addsUp(old, other, new, own + theirs) ? nil : theirs
  }

  /// Old passages without an equal that are near an old passage, or are matched with neighbours of the new one. The
  /// new passage may be a part of them.
  private func near(_ old: Int, _ new: Int) -> [Int] {
    var found: [Int] = []
    for distance in 1...Self.close {
      for other in [old - distance, old + distance] where newOf.indices.contains(other) {
        if newOf[other] == -1 || likeness[other] < 1000 { found.append(other) }
      }
      for other in [new - distance, new + distance] where oldOf.indices.contains(other) {
        if oldOf[other] >= 0, likeness[oldOf[other]] < 1000 { found.append(oldOf[other]) }
      }
    }
    return Array(Set(found)).sorted()
  }

  /// The same for an old passage close by that does not outbid the pair, if the new passage is composed of both.
  ///
  /// - Parameter isHalf: whether neither passage of the pair has most of the other.
  private mutating func undermined(
    _ old: Int, by other: Int, _ new: Int, _ own: Int, _ isHalf: Bool
  ) -> Int? {
    let theirs = coverage(other, new)
    // Half of the one and half of the other is neither of them.
    if isHalf, theirs >= own - Self.margin { return theirs }
    // Both are completely in it, but in another order.
    let isWhole = theirs < own && own + theirs >= Self.whole && texts.entry(other).print.count > 1
    return isWhole && remains(other, new) >= Self.whole && !addsUp(old, other, new, own + theirs)
      ? theirs : nil
  }

  /// Whether a short new passage is contiguous in a longer old one, and is no longer in what that one became. The
  /// index does not return such passages: a few words in sequence are in any long passage by chance.
  private mutating func isPart(_ new: Int, of other: Int, atLeast share: Int) -> Bool {
    let print = texts.entry(other).print
    let words = texts.checks[new].words
    guard words <= Fingerprint.shortest, print.level == 0, print.count >= words + Self.further else {
      return false
    }
    let codes = texts.codes(new: new, level: 0)
    guard Likeness.inRuns(texts.codes(old: other), codes) * 1000 >= codes.count * share else { return false }
    let pair = newOf[other]
    if pair == -1 { return true }
    let more = texts.common([other], [min(pair, new), max(pair, new)]) - texts.common([other], [pair])
    return more * 1000 >= codes.count * Parts.share
  }

  /// The share of an old passage that is in a new one, in thousandths.
  private mutating func remains(_ old: Int, _ new: Int) -> Int {
    let count = texts.entry(old).print.count
    return count == 0 ? 0 : texts.common(old..<old + 1, new..<new + 1) * 1000 / count
  }

  /// Whether two old passages have different words of a new one, as if they had been joined.
  private mutating func addsUp(_ old: Int, _ other: Int, _ new: Int, _ sum: Int) -> Bool {
    let count = texts.codes(new: new, level: texts.entry(old).print.level).count
    let both = texts.common([min(old, other), max(old, other)], [new])
    return both * 1000 >= count * (sum - Self.margin)
  }

  /// The share of a new passage that an old one explains, in thousandths.
  private mutating func coverage(_ old: Int, _ new: Int) -> Int {
    let count = texts.codes(new: new, level: texts.entry(old).print.level).count
    return count == 0 ? 0 : texts.common(old..<old + 1, new..<new + 1) * 1000 / count
  }
}
