/// Makes postings from the occurrences of a term. Occurrences are in order of the documents, each `document << 20 |
/// following << 10 | preceding`. The neighbours are `NeighbourRule.codes` plus one, or 0 if none is written.
struct PostingMaker {
  /// Number of words of each document.
  let lengths: [Int32]
  /// `IndexFormat.average`.
  let average: Int

  /// Calls `body` with each posting of a list.
  func make(_ list: ArraySlice<UInt64>, _ own: Int, _ body: (PostingCodes.Posting) -> Void) {
    var before = -1
    var at = list.startIndex
    var posting = PostingCodes.Posting(step: 0, impact: 0, neighbours: [])
    while at < list.endIndex {
      let document = Int(list[at] >> 20)
      var frequency = 0
      posting.neighbours.removeAll(keepingCapacity: true)
      while at < list.endIndex, Int(list[at] >> 20) == document {
        let (following, previous) = (Int(list[at] >> 10 & 1023), Int(list[at] & 1023))
        if following > 0 { posting.neighbours.append(following - 1) }
        if previous > 0 { posting.neighbours.append(PostingCodes.codes + previous - 1) }
        frequency += 1
        at += 1
      }
      if posting.neighbours.count > 1 { Self.order(&posting.neighbours) }
      posting.step = document - before
      // The impact of long terms is not written. Common terms weigh little, so every second impact step is enough
      // for them.
      if own != PostingCodes.long {
        posting.impact = IndexFormat.impact(
          frequency: frequency, length: Int(lengths[document]), average: average)
        if own == PostingCodes.long - 1 { posting.impact |= 1 }
      }
      body(posting)
      before = document
    }
  }

  /// Calls `body` with each step of the list of a long term, in an archive of `total` documents.
  ///
  /// - Parameter list: documents, ascending; a document may be repeated.
  @inline(__always)
  static func longSteps(
    _ list: some Sequence<Int>, isInverted: Bool, of total: Int, _ body: (Int) -> Void
  ) {
    var before = -1
    if !isInverted {
      for document in list where document != before {
        body(document - before)
        before = document
      }
      return
    }
    // The documents without the term are those between the documents that have it.
    var expected = 0
    func leave(upTo end: Int) {
      while expected < end {
        body(expected - before)
        before = expected
        expected += 1
      }
    }
    for document in list {
      leave(upTo: document)
      expected = max(expected, document + 1)
    }
    leave(upTo: total)
  }

  /// Sorts the neighbours and removes duplicates; keeps `PostingCodes.mostNeighbours` at most.
  private static func order(_ neighbours: inout [Int]) {
    if neighbours.count == 2 {
      if neighbours[0] > neighbours[1] { neighbours.swapAt(0, 1) }
    } else {
      neighbours.sort()
    }
    var kept = 1
    for at in 1..<neighbours.count where neighbours[at] != neighbours[kept - 1] {
      neighbours[kept] = neighbours[at]
      kept += 1
    }
    neighbours.removeLast(neighbours.count - min(kept, PostingCodes.mostNeighbours))
  }
}
