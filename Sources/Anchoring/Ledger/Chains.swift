/// Chains of forwards: an id leads to another, and that one perhaps to a third.
enum Chains {
  /// Where the chain that begins at each index ends. Each index is looked at twice at most.
  ///
  /// - Parameter next: for each index the one it leads to, or -1 where it leads nowhere.
  /// - Returns: for each index the one at the end of its chain, which may be itself; -1 in a circle.
  static func ends(_ next: [Int]) -> [Int] {
    let (unknown, onTheWay) = (-2, -3)
    var ends = [Int](repeating: unknown, count: next.count)
    var path: [Int] = []
    for start in next.indices where ends[start] == unknown {
      path.removeAll(keepingCapacity: true)
      var at = start
      while ends[at] == unknown, next[at] >= 0 {
        ends[at] = onTheWay
        path.append(at)
        at = next[at]
      }
      let end = ends[at] == unknown ? at : ends[at] == onTheWay ? -1 : ends[at]
      if ends[at] == unknown { ends[at] = at }
      for index in path { ends[index] = end }
    }
    return ends
  }

  /// Where the chains of the lines of a ledger end.
  ///
  /// - Parameters:
  ///   - fates: what became of each line's passage.
  ///   - places: the line of each number.
  static func ends(_ fates: [Ledger.Fate], _ places: [Int32: Int]) -> [Int] {
    ends(
      fates.map { fate in
        guard case .leads(let number) = fate else { return -1 }
        return places[number] ?? -1
      })
  }
}
