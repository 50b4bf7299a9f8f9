/// Chains of redirects: an id redirects to another, which may redirect to a third.
enum Chains {
  /// The end of the chain from each index. Linear time: each index is visited twice at most.
  ///
  /// - Parameter next: for each index the index it redirects to, or -1 if it does not redirect.
  /// - Returns: for each index the end of its chain, which may be the index itself; -1 for a cycle.
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

  /// The ends of the chains of the lines of a ledger.
  ///
  /// - Parameters:
  ///   - fates: the fate of the passage of each line.
  ///   - places: the line of each number.
  static func ends(_ fates: [Ledger.Fate], _ places: [Int32: Int]) -> [Int] {
    ends(
      fates.map { fate in
        guard case .leads(let number) = fate else { return -1 }
        return places[number] ?? -1
      })
  }
}
