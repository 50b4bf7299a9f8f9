/// Evidence that a new passage is the edited form of an old one: words in runs that both have and that are their
/// own, which means that no other edited, removed or inserted passage has them too.
extension Matching {
  /// Least share of own words, in thousandths of the shorter passage.
  private static let leastOwn = 100
  /// Least share of an old passage that must be in the new one if none of the common words is their own, in
  /// thousandths.
  private static let leastShared = 700
  /// Below this likeness the common words must be in runs.
  private static let doubtful = 650
  /// Least share of the shorter passage that must be in runs for such a pair, in thousandths.
  private static let leastInRuns = 500
  /// Least share of an old passage in the new one at its position that makes that one the better match, in
  /// thousandths.
  private static let leastInPlace = 500
  /// How far from a pair a better new passage is searched for.
  private static let reach = 4

  /// Drops each edited pair without own words: other passages have the common words too, and may be the right
  /// match. Only its position can confirm such a pair: equal neighbours on both sides always do; any neighbour on
  /// one side does if the new passage has most of the old one.
  ///
  /// - Parameter elsewhere: the old passages that were matched out of order.
  mutating func giveUpUnproven(_ elsewhere: Set<Int>) {
    let edited = newOf.indices.filter { newOf[$0] >= 0 && likeness[$0] < 1000 }
    for old in edited
    where isByChance(old) || elsewhere.contains(old) && isInPlace(old) || isRatherAnother(old) {
      giveUp(old, second: likeness[old])
    }
    let doubtful = edited.filter { newOf[$0] >= 0 && !isHeld($0) }
    if doubtful.isEmpty { return }
    let runs = changedRuns()
    let unproven = giveToOwners(doubtful.filter { !isProven($0, newOf[$0], runs) }, runs)
    if unproven.isEmpty { return }
    let open = Set(openNews().map { texts.checks[$0].check })
    for old in unproven {
      // Few words that are unchanged elsewhere have moved there. Equal passages so short were not searched for
      // before.
      let isMoved = texts.oldWords(old) < Self.telling && open.contains(texts.oldCheck(old))
      let common = texts.common(old..<old + 1, newOf[old]..<newOf[old] + 1)
      if isMoved || common * 1000 < texts.entry(old).print.count * Self.leastShared || !isBeside(old) {
        giveUp(old, second: likeness[old])
      }
    }
  }

  /// The runs of words of all passages without an equal.
  private mutating func changedRuns() -> (olds: Runs, news: Runs) {
    let changed = newOf.indices.filter { newOf[$0] == -1 || likeness[$0] < 1000 }
    var olds = Runs(words: changed.reduce(0) { $0 + texts.entry($1).print.count })
    var news = olds
    for old in changed {
      olds.add(texts.codes(old: old).values, precise: texts.entry(old).print.precise)
    }
    for new in oldOf.indices where oldOf[new] == -1 || likeness[oldOf[new]] < 1000 {
      let words = texts.checks[new].words
      news.add(
        texts.codes(new: new, level: Fingerprint.level(words: words)), precise: words <= Fingerprint.shortest)
    }
    olds.finish()
    news.finish()
    return (olds, news)
  }

  /// Gives the new passage of each pair without own words to an old one close by that has own words there and no
  /// pair, or only an unproven one. This distinguishes near copies in a row, some of which were swapped. Returns
  /// the pairs that remain without own words.
  private mutating func giveToOwners(_ unproven: [Int], _ runs: (olds: Runs, news: Runs)) -> [Int] {
    var owners: [Pair] = []
    let isOpen = Set(unproven)
    for old in unproven {
      let near = max(0, old - Self.reach)..<min(newOf.count, old + Self.reach + 1)
      for other in near where other != old && (newOf[other] == -1 || isOpen.contains(other)) {
        guard let pair = pair(other, newOf[old]), isProven(other, newOf[old], runs) else { continue }
        owners.append(pair)
        break
      }
    }
    for owner in owners { giveUp(oldOf[owner.new], second: owner.likeness) }
    for owner in owners where newOf[owner.old] == -1 { keep(owner.old, owner.new, owner.likeness) }
    let settled = Set(owners.map(\.old))
    return unproven.filter { newOf[$0] >= 0 && !settled.contains($0) }
  }

  /// Whether a large enough share of the shorter passage is own words, so that the two belong together.
  private mutating func isProven(_ old: Int, _ new: Int, _ runs: (olds: Runs, news: Runs)) -> Bool {
    let print = texts.entry(old).print
    let count = texts.codes(new: new, level: print.level).count
    return ownWords(old, new, runs.olds, runs.news) * 1000 > min(print.count, count) * Self.leastOwn
  }

  /// Whether the common words of a pair of low likeness are scattered rather than in runs. In long passages only
  /// six bits of each word are known, so half of the words agree by chance.
  private mutating func isByChance(_ old: Int) -> Bool {
    let print = texts.entry(old).print
    guard likeness[old] < Self.doubtful, !print.precise else { return false }
    let codes = texts.codes(new: newOf[old], level: print.level)
    return Likeness.inRuns(texts.codes(old: old), codes) * 1000
      <= min(print.count, codes.count) * Self.leastInRuns
  }

  /// Whether an unmatched new passage beside a neighbour of the old passage is a better match than the one found
  /// elsewhere: it has most words of the old passage, or only words that both the old passage and its pair have
  /// too.
  private mutating func isInPlace(_ old: Int) -> Bool {
    for step in [-1, 1] where newOf.indices.contains(old + step) && newOf[old + step] >= 0 {
      let new = newOf[old + step] - step
      guard oldOf.indices.contains(new), oldOf[new] == -1 else { continue }
      let common = texts.common(old..<old + 1, new..<new + 1)
      if common * 1000 >= texts.entry(old).print.count * Self.leastInPlace { return true }
      let level = texts.entry(old).print.level
      let rest = texts.codes(new: new, level: level)
      let moved = Codes(precise: texts.codes(new: newOf[old], level: level))
      if [texts.codes(old: old), moved].allSatisfy({
        Likeness.inRuns($0, rest) * 1000 > rest.count * Parts.share
      }) {
        return true
      }
    }
    return false
  }

  /// Whether a new passage close by, unmatched or joined of several, has clearly more of the old one than the passage
  /// it is paired with. Both must have largely the same words of it: parts of a divided passage have different ones.
  private mutating func isRatherAnother(_ old: Int) -> Bool {
    let new = newOf[old]
    let count = texts.entry(old).print.count
    let own = texts.common(old..<old + 1, new..<new + 1)
    let least = own + max(1, count * Self.margin / 1000)
    guard least <= count else { return false }
    for other in max(0, new - Self.reach)..<min(oldOf.count, new + Self.reach + 1) where other != new {
      let first = oldOf[other]
      if first >= 0, likeness[first] == 1000 { continue }
      let before = first < 0 ? 0 : texts.entry(first).print.count
      guard texts.checks[other].words >= least + before * Parts.share / 1000 else { continue }
      var theirs = texts.common(first < 0 ? [old] : [min(old, first), max(old, first)], [other])
      if first >= 0 { theirs -= texts.common([first], [other]) }
      guard theirs >= least else { continue }
      let both = texts.common([old], [min(new, other), max(new, other)])
      if both < own + theirs - max(1, count * Self.margin / 1000) { return true }
    }
    return false
  }

  /// Number of words of the new passage of a pair in runs that the old one has, and no other passage on either
  /// side.
  private mutating func ownWords(_ old: Int, _ new: Int, _ olds: Runs, _ news: Runs) -> Int {
    let print = texts.entry(old).print
    let words = texts.checks[new].words
    let isOfLevel = Fingerprint.level(words: words) == print.level
    let ours = texts.codes(old: old).values
    let theirs = texts.codes(new: new, level: print.level)
    let kept = olds.kinds(theirs, words <= Fingerprint.shortest)
    /// For each word of the new passage whether it is in a run of this kind that both have, and in an own one.
    func find(_ kind: Int) -> (common: [Bool], own: [Bool]) {
      var common = [Bool](repeating: false, count: theirs.count)
      var own = common
      let known = Set(olds.keys(ours, kind))
      let ownCount = isOfLevel && kept.contains(kind) ? 1 : 0
      for (start, key) in olds.keys(theirs, kind).enumerated() where known.contains(key) {
        let isOwn = !olds.isShared(key, by: 1) && !news.isShared(key, by: ownCount)
        for at in start..<start + kind {
          common[at] = true
          if isOwn { own[at] = true }
        }
      }
      return (common, own)
    }
    let runs = find(olds.length)
    guard print.precise else { return runs.own.reduce(0) { $0 + ($1 ? 1 : 0) } }
    // Short passages are distinguished by pairs of words and single words, unless a longer passage has these in a
    // run.
    let finer = olds.kinds(ours, true).dropFirst().map { find($0).own }
    return theirs.indices.reduce(0) { sum, at in
      sum + (finer.contains { $0[at] } && (!runs.common[at] || runs.own[at]) ? 1 : 0)
    }
  }

  /// Whether the pairs before and after a pair have equal words, or the text begins or ends there.
  private func isHeld(_ old: Int) -> Bool {
    [-1, 1].allSatisfy { step in
      guard let pair = neighbour(old, step) else { return isEdge(old, step) }
      return likeness[pair] == 1000
    }
  }

  /// Whether a pair is beside another one in both texts.
  private func isBeside(_ old: Int) -> Bool {
    [-1, 1].contains { neighbour(old, $0) != nil || isEdge(old, $0) }
  }

  /// The old passage beside a pair whose new passage is beside it too.
  private func neighbour(_ old: Int, _ step: Int) -> Int? {
    newOf.indices.contains(old + step) && newOf[old + step] >= 0 && newOf[old + step] == newOf[old] + step
      ? old + step : nil
  }

  private func isEdge(_ old: Int, _ step: Int) -> Bool {
    !newOf.indices.contains(old + step) && !oldOf.indices.contains(newOf[old] + step)
  }
}
