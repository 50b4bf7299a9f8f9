/// Matches short passages that are repeated many times. Their neighbours distinguish them.
extension Matching {
  /// Most pairs of equal passages that are compared by distance. If there are more, passages are paired in order.
  private static let mostNearest = 4096

  /// Most passages in a row that get other ids together.
  private static let longestRow = 64

  /// A passage beside its old neighbour and with its old words is the same passage. This replaces an equal one that
  /// was paired before its neighbours were known, unless that one has its own neighbour there.
  mutating func putBesideNeighbours() {
    for new in oldOf.indices.dropFirst() { putRow(at: new, step: 1) }
    for new in oldOf.indices.dropLast().reversed() { putRow(at: new, step: -1) }
  }

  /// Checks the row of passages that starts beside a pair and continues in one direction.
  private mutating func putRow(at new: Int, step: Int) {
    guard oldOf[new - step] >= 0, case let old = oldOf[new - step] + step, newOf.indices.contains(old),
      oldOf[new] != old, equal(old, new), let length = rowLength(old, new, step)
    else { return }
    let olds = (0..<length).map { old + step * $0 }
    let news = (0..<length).map { new + step * $0 }
    var openOlds = news.map { oldOf[$0] }.filter { $0 >= 0 && !olds.contains($0) }
    let openNews = olds.map { newOf[$0] }.filter { $0 >= 0 && !news.contains($0) }
    for old in olds + openOlds where newOf[old] >= 0 { unmatch(old) }
    for (old, new) in zip(olds, news) { keep(old, new) }
    for new in openNews {
      guard let at = openOlds.firstIndex(where: { equal($0, new) }) else { continue }
      keep(openOlds.remove(at: at), new)
    }
  }

  /// The number of passages in a row to give to the old ones that belong there; nil if a neighbour at the other end
  /// confirms the present pairs of these or of those.
  private func rowLength(_ old: Int, _ new: Int, _ step: Int) -> Int? {
    let other = oldOf[new]
    var length = 0
    var (o, n) = (old, new)
    while newOf.indices.contains(o), oldOf.indices.contains(n), length < Self.longestRow,
      oldOf[n] == (other < 0 ? -1 : other + step * length)
    {
      guard equal(o, n), other < 0 || likeness[oldOf[n]] == 1000, newOf[o] < 0 || likeness[o] == 1000 else {
        if other >= 0 { return nil }
        break
      }
      (o, n, length) = (o + step, n + step, length + 1)
      if other < 0 { break }
    }
    guard length > 0, length < Self.longestRow else { return nil }
    // With the right neighbours on both sides no further check is needed.
    if newOf.indices.contains(o), oldOf.indices.contains(n), oldOf[n] == o { return length }
    let last = newOf[o - step]
    let isHeld = newOf.indices.contains(o) && last >= 0 && newOf[o] == last + step
    return isHeld ? nil : length
  }

  /// Pairs the remaining equal passages, nearest first, so that an unchanged passage among edited ones keeps an id
  /// of its words. Does not pair a passage that was clearly removed with one that was clearly inserted: the
  /// neighbours of the removed one are now side by side, and those of the inserted one were before.
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

  /// Matches passages without words. Other dashes or dots at the position of such a passage are that passage,
  /// because no word could show that they are another one.
  mutating func matchWordless() {
    guard openNews().contains(where: { texts.checks[$0].words == 0 }) else { return }
    for old in openOlds() where texts.entry(old).print.count == 0 {
      matchClose(old, 999) { $0.texts.checks[$1].words == 0 }
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

  /// Whether the neighbours of an unmatched passage are side by side on the other side.
  private func isClosed(_ index: Int, _ pairs: [Int]) -> Bool {
    guard index > 0, index + 1 < pairs.count, pairs[index - 1] >= 0 else { return false }
    return pairs[index + 1] == pairs[index - 1] + 1
  }

  /// For each old passage its expected position, according to the nearest paired one.
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
