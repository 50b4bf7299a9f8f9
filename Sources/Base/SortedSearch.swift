extension RandomAccessCollection {
  /// The index of the first element of the second part of a partitioned collection: elements for which the condition
  /// is false come first, all others after them; `endIndex` if it holds for none. Binary search.
  @inlinable
  public func partitioningIndex(where isInSecondPart: (Element) throws -> Bool) rethrows -> Index {
    var low = startIndex
    var length = count
    while length > 0 {
      let half = length / 2
      let middle = index(low, offsetBy: half)
      if try isInSecondPart(self[middle]) {
        length = half
      } else {
        low = index(after: middle)
        length -= half + 1
      }
    }
    return low
  }
}
