/// Matches passages that were divided into several or joined into one.
///
/// The first part of a divided passage keeps the id. The id of a passage that was joined with another redirects
/// there.
enum Parts {
  /// Least share, in thousandths, of the words of a part that must be in the whole, beyond the words already
  /// explained.
  static let share = 750
  /// Fewer codes than this agree by chance, so a passage as short is not treated as a part.
  private static let fewest = 3
  /// A part with fewer codes than this must be found completely to be treated as the beginning.
  private static let few = 8
  /// Most parts on either side of a pair that are examined.
  private static let reach = 4

  /// Number of words that several passages have in common with the other side beyond those of the pair alone.
  static func gain(
    _ texts: inout Texts, _ olds: Range<Int>, _ news: Range<Int>, _ old: Int, _ new: Int
  ) -> Int {
    texts.common(olds, news) - texts.common(old..<old + 1, new..<new + 1)
  }

  /// Finds divided and joined passages among those that are still unmatched.
  static func joinAndDivide(_ matching: inout Matching) {
    for old in matching.newOf.indices {
      if matching.newOf[old] < 0 {
        divide(&matching, old)
      } else if matching.likeness[old] < 1000 {
        giveToFirstPart(&matching, old)
      }
    }
    for new in matching.oldOf.indices where matching.oldOf[new] < 0 { join(&matching, new) }
  }

  /// Gives the id to an earlier part if the words before the matched part are of the same old passage.
  private static func giveToFirstPart(_ matching: inout Matching, _ old: Int) {
    let matched = matching.newOf[old]
    let level = matching.texts.entry(old).print.level
    var first = matched
    while first > 0, matched - first < reach, matching.oldOf[first - 1] < 0 {
      let part = matching.texts.codes(new: first - 1, level: level).count
      let more =
        matching.texts.common(old..<old + 1, first - 1..<matched + 1)
        - matching.texts.common(old..<old + 1, first..<matched + 1)
      guard part >= fewest, more * 1000 >= part * share, begins(&matching.texts, old, with: first - 1) else {
        break
      }
      first -= 1
    }
    guard first < matched else { return }
    let likeness = matching.likeness[old]
    matching.unmatch(old)
    matching.match(old, first, likeness)
  }

  /// Whether an old passage begins with the words of a new one.
  private static func begins(_ texts: inout Texts, _ old: Int, with new: Int) -> Bool {
    let part = texts.codes(new: new, level: texts.entry(old).print.level)
    let whole = texts.codes(old: old)
    let count = min(whole.values.count, part.count + part.count / 2 + 2)
    let start = Codes(values: Array(whole.values[..<count]), masks: Array(whole.masks[..<count]))
    return Likeness.common(start, part) * 1000 >= part.count * (part.count < few ? 1000 : share)
  }

  /// Matches an old passage that was divided into several parts, none of which is similar to it alone.
  private static func divide(_ matching: inout Matching, _ old: Int) {
    guard let news = gap(matching.newOf, old, count: matching.oldOf.count), news.count >= 2 else { return }
    let level = matching.texts.entry(old).print.level
    let whole = matching.texts.entry(old).print.count
    var start = -1
    for new in news.prefix(reach * 4) {
      let part = matching.texts.codes(new: new, level: level).count
      guard matching.oldOf[new] < 0, part >= fewest,
        matching.texts.common(old..<old + 1, new..<new + 1) * 1000 >= part * share
      else {
        start = -1
        continue
      }
      if start < 0 {
        guard begins(&matching.texts, old, with: new) else { continue }
        start = new
      }
      let found = matching.texts.common(old..<old + 1, start..<new + 1)
      if new > start {
        // A part that only repeats words of another part is an alternative, not a part.
        let more = found - matching.texts.common(old..<old + 1, start..<new)
        guard more * 1000 >= part * share else { return }
      }
      if new > start, found * 1000 >= whole * share {
        matching.match(old, start, found * 1000 / max(1, whole + 1))
        return
      }
    }
  }

  /// Matches a new passage that joins several old ones, none of which is similar to it alone.
  private static func join(_ matching: inout Matching, _ new: Int) {
    guard let olds = gap(matching.oldOf, new, count: matching.newOf.count), olds.count >= 2 else { return }
    let whole = matching.texts.checks[new].words
    var start = -1
    for old in olds.prefix(reach * 4) {
      let part = matching.texts.entry(old).print.count
      guard matching.newOf[old] < 0, part >= fewest,
        matching.texts.common(old..<old + 1, new..<new + 1) * 1000 >= part * share
      else {
        start = -1
        continue
      }
      let level = matching.texts.entry(old).print.level
      if start < 0 {
        let words = matching.texts.codes(new: new, level: level).prefix(part + part / 2 + 2)
        let least = part < few ? 1000 : share
        guard Likeness.common(matching.texts.codes(old: old), Array(words)) * 1000 >= part * least else {
          continue
        }
        start = old
      }
      let words = matching.texts.common(start..<old + 1, new..<new + 1)
      if old > start {
        let more = words - matching.texts.common(start..<old, new..<new + 1)
        guard more * 1000 >= part * share else { return }
        // The first is not a part either if the others have all its words.
        let first = matching.texts.entry(start).print.count
        let own = words - matching.texts.common(start + 1..<old + 1, new..<new + 1)
        guard own * 1000 >= first * share else { return }
      }
      let found = words << level
      if old > start, found * 1000 >= whole * share {
        matching.match(start, new, min(999, found * 1000 / max(1, whole + 1)))
        return
      }
    }
  }

  /// The range of the other side between the neighbours of an unmatched passage.
  private static func gap(_ pairs: [Int], _ index: Int, count: Int) -> Range<Int>? {
    var before = index - 1
    while before >= 0, pairs[before] < 0, index - before <= reach { before -= 1 }
    var behind = index + 1
    while behind < pairs.count, pairs[behind] < 0, behind - index <= reach { behind += 1 }
    let lower = before < 0 ? 0 : pairs[before] + 1
    let upper = behind >= pairs.count ? count : pairs[behind]
    guard before < 0 || pairs[before] >= 0, behind >= pairs.count || pairs[behind] >= 0, lower <= upper else {
      return nil
    }
    return lower..<upper
  }

  /// For each old passage that is gone the new one it was joined into, or -1.
  static func joined(_ matching: inout Matching) -> [Int] {
    var into = [Int](repeating: -1, count: matching.newOf.count)
    for old in matching.newOf.indices {
      let new = matching.newOf[old]
      guard new >= 0, matching.likeness[old] < 1000 else { continue }
      for step in [-1, 1] {
        // Passages between the parts that were removed or moved are allowed.
        var parts = [old]
        for distance in 1...reach {
          let next = old + step * distance
          guard matching.newOf.indices.contains(next) else { break }
          if matching.newOf[next] >= 0 || into[next] >= 0 { continue }
          let part = matching.texts.entry(next).print.count
          let with = step < 0 ? [next] + parts : parts + [next]
          let more = matching.texts.common(with, [new]) - matching.texts.common(parts, [new])
          guard part > 0, more * 1000 >= part * share else { continue }
          into[next] = new
          parts = with
        }
      }
    }
    return into
  }
}
