/// Short passages that are said many times over: their neighbours say which is which.
extension Matching {
  /// Most pairs of equal passages among which the nearest are looked for; of more, they are paired in order.
  private static let mostNearest = 4096

  /// What stands between the neighbours it had, and has its words, is that passage, whatever equal one came to be
  /// paired with it before its neighbours were known.
  mutating func putBetween() {
    for new in oldOf.indices.dropFirst().dropLast() { putBetween(new) }
    for new in oldOf.indices.dropFirst().dropLast().reversed() { putBetween(new) }
  }

  private mutating func putBetween(_ new: Int) {
    guard oldOf[new - 1] >= 0, oldOf[new + 1] == oldOf[new - 1] + 2 else { return }
    let old = oldOf[new - 1] + 1
    let other = oldOf[new]
    guard other != old, equal(old, new), other == -1 || likeness[other] == 1000 else { return }
    let place = newOf[old]
    // What the old passage became until now is equal, or an edited form that has no claim on it.
    if place >= 0 { unmatch(old) }
    if other >= 0 { unmatch(other) }
    keep(old, new)
    if place >= 0, other >= 0, equal(other, place) { keep(other, place) }
  }

  /// Pairs what is left of equal passages, nearest first, so that an unchanged passage among edited ones keeps an
  /// id of its words. Not where one was plainly taken out and one plainly put in: between old neighbours that now
  /// stand side by side, and between new ones that always did.
  mutating func matchLeft() {
    var news: [UInt64: [Int]] = [:]
    for new in openNews() { news[texts.checks[new].check, default: []].append(new) }
    if news.isEmpty { return }
    for old in openOlds() where news[texts.oldCheck(old)] != nil { matchClose(old) }
    var groups: [UInt64: [Int]] = [:]
    var order: [UInt64] = []
    for old in openOlds() where news[texts.oldCheck(old)] != nil {
      if groups.updateValue((groups[texts.oldCheck(old)] ?? []) + [old], forKey: texts.oldCheck(old)) == nil {
        order.append(texts.oldCheck(old))
      }
    }
    if order.isEmpty { return }
    let places = places()
    for check in order {
      pairNearest(groups[check] ?? [], (news[check] ?? []).filter { oldOf[$0] == -1 }, places)
    }
  }

  private mutating func pairNearest(_ olds: [Int], _ news: [Int], _ places: [Int]) {
    let filled = news.map { isClosed($0, oldOf) }
    var pairs: [(distance: Int, old: Int, new: Int)] = []
    guard olds.count * news.count <= Self.mostNearest else {
      for (old, new) in zip(olds, news) { keep(old, new) }
      return
    }
    for old in olds {
      let isOut = isClosed(old, newOf)
      for (index, new) in news.enumerated() where !(isOut && filled[index]) {
        pairs.append((abs(new - places[old]), old, new))
      }
    }
    pairs.sort { $0 < $1 }
    for pair in pairs where newOf[pair.old] == -1 && oldOf[pair.new] == -1 { keep(pair.old, pair.new) }
  }

  /// Whether the neighbours of a passage without a pair stand side by side on the other side.
  private func isClosed(_ index: Int, _ pairs: [Int]) -> Bool {
    guard index > 0, index + 1 < pairs.count, pairs[index - 1] >= 0 else { return false }
    return pairs[index + 1] == pairs[index - 1] + 1
  }

  /// For each old passage where the nearest paired one says that it should stand.
  private func places() -> [Int] {
    var places = Array(newOf.indices)
    var distances = [Int](repeating: Int.max, count: newOf.count)
    var last = -1
    for old in newOf.indices {
      if newOf[old] >= 0 { last = old }
      if last >= 0 { (places[old], distances[old]) = (newOf[last] + old - last, old - last) }
    }
    last = -1
    for old in newOf.indices.reversed() {
      if newOf[old] >= 0 { last = old }
      if last >= 0, last - old < distances[old] { places[old] = newOf[last] + old - last }
    }
    return places
  }
}
