/// Determines for each passage of the ledger which new passage it has become.
///
/// Matches are made in order of reliability: equal words in order of the text; equal words elsewhere, if there are
/// at least a few; edited words between reliable neighbours; very few equal words elsewhere; edited words
/// elsewhere, if no other passage is nearly as similar. The remaining passages are new or gone.
struct Matching {
  /// Least likeness, in thousandths, of passages between the same neighbours.
  static let least = 500
  /// The same for short passages, which are more often similar by chance: most words of the longer of the two, and
  /// the least likeness.
  private static let leastOfShort: [(words: Int, likeness: Int)] = [(12, 700), (24, 600)]
  /// Least likeness of a passage that was both moved and edited.
  static let leastElsewhere = 720
  /// Least margin in likeness of the best candidate over the second.
  static let margin = 100
  /// The same for short passages, in which a single word changes the likeness by as much as the margin.
  private static let marginOfShort = 150
  /// Passages of at most this many words are short.
  static let fewWords = 7
  /// Least number of words of equal passages elsewhere that are matched before any edits.
  static let telling = 3
  /// Least number of words of passages that are matched although they were both moved and edited. Shorter ones are
  /// too often similar by chance.
  private static let leastWordsElsewhere = 12
  /// Gaps of at most this many pairs are compared completely, larger ones by candidates.
  private static let smallGap = 1024
  /// Largest distance of equal neighbours that confirm the position of an edited passage.
  private static let vicinity = 3
  /// Largest difference in rank of equal passages among their equals in a large gap.
  private static let rankWindow = 4

  var texts: Texts
  /// For each old passage its new passage, or -1.
  private(set) var newOf: [Int]
  /// For each new passage its old passage, or -1.
  private(set) var oldOf: [Int]
  /// For each matched old passage the likeness of the pair.
  private(set) var likeness: [Int]
  /// For each old passage the likeness of the next best candidate that was compared.
  private(set) var second: [Int]
  /// Old passages that had several candidates and were not matched.
  private(set) var undecided: Set<Int> = []

  init(_ texts: Texts) {
    self.texts = texts
    newOf = Array(repeating: -1, count: texts.old.count)
    oldOf = Array(repeating: -1, count: texts.count)
    likeness = Array(repeating: 0, count: texts.old.count)
    second = likeness
    let gaps = matchEqual()
    for pair in loners(openOlds(), openNews()) where texts.oldWords(pair.old) >= Self.telling {
      match(pair.old, pair.new, 1000)
    }
    for gap in gaps { matchEdited(gap) }
    putBesideNeighbours()
    guard likeness.contains(where: { $0 < 1000 }) || oldOf.contains(-1) else { return }
    extend()
    Parts.joinAndDivide(&self)
    var elsewhere: Set<Int> = []
    if newOf.contains(-1), oldOf.contains(-1) {
      matchMoved()
      elsewhere = matchMovedAndEdited()
    }
    giveUpExplained(elsewhere)
    giveUpUnproven(elsewhere)
    putBesideNeighbours()
    matchLeft()
    matchWordless()
  }

  mutating func match(_ old: Int, _ new: Int, _ likeness: Int, second: Int = 0) {
    newOf[old] = new
    oldOf[new] = old
    self.likeness[old] = likeness
    self.second[old] = second
  }

  mutating func unmatch(_ old: Int) {
    oldOf[newOf[old]] = -1
    newOf[old] = -1
  }

  /// A range of old and a range of new passages between two reliable pairs.
  struct Gap {
    var old: Range<Int>
    var new: Range<Int>
  }

  func equal(_ old: Int, _ new: Int) -> Bool { texts.oldCheck(old) == texts.checks[new].check }

  mutating func keep(_ old: Int, _ new: Int, _ likeness: Int = 1000) {
    undecided.remove(old)
    match(old, new, likeness)
  }

  // MARK: Equal words in order

  /// Matches equal passages: those at both ends, then those that are unique, and so on in the gaps between them.
  /// Returns the remaining gaps.
  private mutating func matchEqual() -> [Gap] {
    var open = [Gap(old: 0..<texts.old.count, new: 0..<texts.count)]
    var left: [Gap] = []
    while var gap = open.popLast() {
      while let old = gap.old.first, let new = gap.new.first, equal(old, new) {
        match(old, new, 1000)
        gap = Gap(old: old + 1..<gap.old.upperBound, new: new + 1..<gap.new.upperBound)
      }
      while let old = gap.old.last, let new = gap.new.last, equal(old, new) {
        match(old, new, 1000)
        gap = Gap(old: gap.old.lowerBound..<old, new: gap.new.lowerBound..<new)
      }
      if gap.old.isEmpty || gap.new.isEmpty { continue }
      let anchors = Chain.heaviest(loners(gap))
      if anchors.isEmpty {
        left.append(gap)
        continue
      }
      var old = gap.old.lowerBound
      var new = gap.new.lowerBound
      for anchor in anchors {
        match(anchor.old, anchor.new, 1000)
        open.append(Gap(old: old..<anchor.old, new: new..<anchor.new))
        old = anchor.old + 1
        new = anchor.new + 1
      }
      open.append(Gap(old: old..<gap.old.upperBound, new: new..<gap.new.upperBound))
    }
    return left.sorted { $0.old.lowerBound < $1.old.lowerBound }
  }

  /// Pairs of equal passages that are unique on both sides of a gap.
  private func loners(_ gap: Gap) -> [Pair] {
    loners(gap.old.map { $0 }, gap.new.map { $0 })
  }

  private func loners(_ olds: [Int], _ news: [Int]) -> [Pair] {
    var places: [UInt64: (olds: Int, old: Int, news: Int, new: Int)] = [:]
    places.reserveCapacity(olds.count + news.count)
    for old in olds {
      let place = places[texts.oldCheck(old)]
      places[texts.oldCheck(old)] = ((place?.olds ?? 0) + 1, old, 0, 0)
    }
    for new in news {
      guard let place = places[texts.checks[new].check] else { continue }
      places[texts.checks[new].check] = (place.olds, place.old, place.news + 1, new)
    }
    return olds.compactMap { old in
      guard let place = places[texts.oldCheck(old)], place.olds == 1, place.news == 1 else { return nil }
      return Pair(old: old, new: place.new, weight: weight(old, place.new, 1000), likeness: 1000)
    }
  }

  /// The weight of a pair grows with the number of common words, up to a limit, so that one pair cannot displace
  /// many others.
  private func weight(_ old: Int, _ new: Int, _ likeness: Int) -> Int {
    let common = (texts.oldWords(old) + texts.checks[new].words) * likeness / 2000
    return (min(common, 64) + 1) * likeness
  }

  // MARK: Edited words between certain neighbours

  private mutating func matchEdited(_ gap: Gap) {
    let pairs = gap.old.count * gap.new.count <= Self.smallGap ? allPairs(gap) : likelyPairs(gap)
    settle(pairs)
  }

  mutating func pair(_ old: Int, _ new: Int) -> Pair? {
    let likeness = texts.likeness(old, new)
    guard likeness == 1000 || !texts.isCopy(new) else { return nil }
    let longer = max(texts.oldWords(old), texts.checks[new].words)
    let least = Self.leastOfShort.first { longer <= $0.words }?.likeness ?? Self.least
    guard likeness >= least else { return nil }
    // The speaker only decides between passages of equal likeness.
    let bonus = texts.sameSpeaker(old, new) ? 20 : 0
    return Pair(old: old, new: new, weight: weight(old, new, likeness + bonus), likeness: likeness)
  }

  private mutating func allPairs(_ gap: Gap) -> [Pair] {
    var pairs: [Pair] = []
    for old in gap.old {
      for new in gap.new where newOf[old] == -1 && oldOf[new] == -1 {
        if let pair = pair(old, new) { pairs.append(pair) }
      }
    }
    return pairs
  }

  private mutating func likelyPairs(_ gap: Gap) -> [Pair] {
    var pairs: [Pair] = []
    var ranks: [UInt64: [Int]] = [:]
    let news = gap.new.filter { oldOf[$0] == -1 }
    for new in news { ranks[texts.checks[new].check, default: []].append(new) }
    var rank: [UInt64: Int] = [:]
    let index = Candidates(news, &texts)
    for old in gap.old where newOf[old] == -1 {
      let check = texts.oldCheck(old)
      if let equals = ranks[check] {
        let own = rank[check, default: 0]
        rank[check] = own + 1
        let near = max(0, own - Self.rankWindow)..<max(0, min(equals.count, own + Self.rankWindow + 1))
        for at in near.clamped(to: 0..<equals.count) {
          pairs.append(Pair(old: old, new: equals[at], weight: weight(old, equals[at], 1020), likeness: 1000))
        }
        continue
      }
      let place = gap.new.lowerBound + (old - gap.old.lowerBound) * gap.new.count / gap.old.count
      let found = index.find(
        texts.codes(old: old).values, precise: texts.entry(old).print.precise, near: place)
      for new in found {
        if let pair = pair(old, new) { pairs.append(pair) }
      }
    }
    return pairs
  }

  /// Takes the heaviest chain of possible pairs, without pairs for which another, unmatched passage is as good.
  private mutating func settle(_ pairs: [Pair]) {
    let chain = Chain.heaviest(pairs)
    for pair in chain { match(pair.old, pair.new, pair.likeness) }
    var rivals: [(chosen: Int, other: Pair)] = []
    for pair in pairs {
      if newOf[pair.old] == -1, oldOf[pair.new] >= 0 { rivals.append((oldOf[pair.new], pair)) }
      if oldOf[pair.new] == -1, newOf[pair.old] >= 0 { rivals.append((pair.old, pair)) }
    }
    var dropped: Set<Int> = []
    for rival in rivals where newOf[rival.chosen] >= 0 && likeness[rival.chosen] < 1000 {
      let isHeld =
        rival.other.likeness <= likeness[rival.chosen] && isHeld(rival.chosen, against: rival.other)
      if isHeld || complements(rival.chosen, rival.other) { continue }
      second[rival.chosen] = max(second[rival.chosen], rival.other.likeness)
      let short = texts.oldWords(rival.chosen) <= Self.fewWords
      if likeness[rival.chosen] - rival.other.likeness < (short ? Self.marginOfShort : Self.margin) {
        dropped.insert(rival.chosen)
      }
    }
    for old in dropped.sorted() {
      undecided.insert(old)
      unmatch(old)
    }
  }

  /// Whether equal neighbours close by on both sides confirm a pair, and the rival is beyond them. This
  /// distinguishes repeated passages by their neighbours.
  private func isHeld(_ old: Int, against rival: Pair) -> Bool {
    let new = newOf[old]
    func neighbour(_ step: Int) -> (old: Int, new: Int)? {
      for distance in 1...Self.vicinity {
        let other = old + step * distance
        guard newOf.indices.contains(other) else { break }
        if newOf[other] >= 0, likeness[other] == 1000 {
          let way = (newOf[other] - new) * step
          return way > 0 && way <= Self.vicinity ? (other, newOf[other]) : nil
        }
      }
      let edge = step < 0 ? (-1, -1) : (newOf.count, oldOf.count)
      let isNear = abs(edge.0 - old) <= Self.vicinity && abs(edge.1 - new) <= Self.vicinity
      return isNear ? edge : nil
    }
    guard let before = neighbour(-1), let behind = neighbour(1) else { return false }
    return rival.new == new
      ? rival.old < before.old || rival.old > behind.old : rival.new < before.new || rival.new > behind.new
  }

  /// Whether a rival is a further part rather than an alternative: the passages were joined or divided.
  private mutating func complements(_ chosen: Int, _ rival: Pair) -> Bool {
    let new = newOf[chosen]
    if rival.new == new {
      return abs(rival.old - chosen) == 1
        && Parts.gain(&texts, min(chosen, rival.old)..<max(chosen, rival.old) + 1, new..<new + 1, chosen, new)
          >= texts.entry(rival.old).print.count * Parts.share / 1000
    }
    return abs(rival.new - new) == 1
      && Parts.gain(&texts, chosen..<chosen + 1, min(new, rival.new)..<max(new, rival.new) + 1, chosen, new)
        >= texts.codes(new: rival.new, level: texts.entry(chosen).print.level).count * Parts.share / 1000
  }

  // MARK: Elsewhere

  func openOlds() -> [Int] { newOf.indices.filter { newOf[$0] == -1 } }

  func openNews() -> [Int] { oldOf.indices.filter { oldOf[$0] == -1 } }

  /// Matches equal passages elsewhere: first unique ones, then their neighbours, at last equals in their order. The
  /// last step matches passages of at least a few words always, since any of them says the same. Shorter ones are
  /// matched only if both sides have the same number left, or if they are close to their old position.
  private mutating func matchMoved() {
    for pair in loners(openOlds(), openNews()) where texts.oldWords(pair.old) > 0 {
      match(pair.old, pair.new, 1000)
    }
    extend()
    var olds: [UInt64: [Int]] = [:]
    for old in openOlds() { olds[texts.oldCheck(old), default: []].append(old) }
    var news: [UInt64: [Int]] = [:]
    for new in openNews() { news[texts.checks[new].check, default: []].append(new) }
    for old in openOlds() {
      let check = texts.oldCheck(old)
      guard let group = olds[check], group.first == old, let others = news[check] else { continue }
      if others.count == group.count || texts.oldWords(old) >= Self.telling {
        for (old, new) in zip(group, others) { match(old, new, 1000) }
      } else {
        for old in group { matchClose(old) }
      }
    }
  }

  /// Matches an old passage with an equal one near the position that one of its neighbours suggests.
  mutating func matchClose(_ old: Int) { matchClose(old, 1000) { $0.equal(old, $1) } }

  /// The same with a passage for which `isAlike` is true, with the given likeness.
  mutating func matchClose(_ old: Int, _ likeness: Int, where isAlike: (Matching, Int) -> Bool) {
    for distance in 1...Self.vicinity {
      for neighbour in [old - distance, old + distance] where newOf.indices.contains(neighbour) {
        guard newOf[neighbour] >= 0 else { continue }
        let place = newOf[neighbour] + old - neighbour
        for offset in [0, 1, -1, 2, -2, 3, -3] where oldOf.indices.contains(place + offset) {
          if oldOf[place + offset] == -1, isAlike(self, place + offset) {
            return match(old, place + offset, likeness)
          }
        }
      }
    }
  }

  /// Matches equal passages directly beside a pair.
  private mutating func extend() {
    for old in newOf.indices.dropLast() where newOf[old] >= 0 && newOf[old + 1] == -1 {
      let new = newOf[old] + 1
      if new < oldOf.count, oldOf[new] == -1, equal(old + 1, new) { match(old + 1, new, 1000) }
    }
    for old in newOf.indices.dropFirst().reversed() where newOf[old] >= 0 && newOf[old - 1] == -1 {
      let new = newOf[old] - 1
      if new >= 0, oldOf[new] == -1, equal(old - 1, new) { match(old - 1, new, 1000) }
    }
  }

  /// Matches passages that were both moved and edited. Returns the old passages that were matched.
  private mutating func matchMovedAndEdited() -> Set<Int> {
    let olds = openOlds().filter { texts.oldWords($0) >= Self.leastWordsElsewhere }
    let news = openNews().filter { texts.checks[$0].words >= Self.leastWordsElsewhere }
    if olds.isEmpty || news.isEmpty { return [] }
    var elsewhere: Set<Int> = []
    let index = Candidates(news, &texts)
    var pairs: [Pair] = []
    for old in olds {
      let found = index.find(texts.codes(old: old).values, precise: texts.entry(old).print.precise, near: old)
      for new in found where !texts.isCopy(new) {
        let likeness = texts.likeness(old, new)
        if likeness >= Self.leastElsewhere - Self.margin {
          pairs.append(Pair(old: old, new: new, weight: 1, likeness: likeness))
        }
      }
    }
    pairs.sort { ($1.likeness, $0.old, $0.new) < ($0.likeness, $1.old, $1.new) }
    var bestOfOld: [Int: [Int]] = [:]
    var bestOfNew: [Int: [Int]] = [:]
    for pair in pairs {
      bestOfOld[pair.old, default: []].append(pair.likeness)
      bestOfNew[pair.new, default: []].append(pair.likeness)
    }
    for pair in pairs where pair.likeness >= Self.leastElsewhere {
      guard newOf[pair.old] == -1, oldOf[pair.new] == -1 else { continue }
      let olds = bestOfOld[pair.old] ?? []
      let news = bestOfNew[pair.new] ?? []
      guard olds.first == pair.likeness, news.first == pair.likeness else { continue }
      let second = max(olds.dropFirst().first ?? 0, news.dropFirst().first ?? 0)
      if pair.likeness - second < Self.margin {
        undecided.insert(pair.old)
      } else {
        match(pair.old, pair.new, pair.likeness, second: second)
        elsewhere.insert(pair.old)
      }
    }
    extend()
    return elsewhere
  }

  mutating func giveUp(_ old: Int, second: Int) {
    undecided.insert(old)
    unmatch(old)
    self.second[old] = second
  }
}
