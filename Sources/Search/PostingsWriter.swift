/// Turns the streams of words into posting lists, in order of the terms.
///
/// All lists at once would take eight bytes a word. They are made in a few rounds instead: each takes the next
/// terms that have a part of all occurrences together, walks all streams, and keeps what belongs to them.
struct PostingsWriter {
  /// Occurrences gathered in one round, eight bytes each: at least so many, and at most one of so many parts.
  private static let leastPerRound = 100_000
  private static let rounds = 3

  let vocabulary: Vocabulary
  let documents: [IndexedSource]
  private let average: Int
  private let lengths: [Int32]
  private var codes: PostingCodes

  init(_ vocabulary: Vocabulary, documents: [IndexedSource]) {
    self.vocabulary = vocabulary
    self.documents = documents
    lengths =
      documents.flatMap { $0.lengths.prefix($0.headings == 0 ? 0 : 1) }
      + documents.flatMap { $0.lengths.dropFirst().prefix($0.sections) }
      + documents.flatMap { $0.lengths.dropFirst($0.headings == 0 ? 0 : 1 + $0.sections) }
    average = max(1, lengths.reduce(0) { $0 + Int($1) } / max(1, lengths.count))
    codes = PostingCodes(PostingCodes.Sample())
    codes = PostingCodes(sample())
  }

  /// What `IndexTop.codes` says.
  var codeTexts: [String] { codes.texts }

  /// Symbols of every so many-th term, enough to know how long their codes should be.
  private func sample() -> PostingCodes.Sample {
    let occurrences = vocabulary.occurrences.reduce(0) { $0 + Int($1) }
    let step = max(1, occurrences / max(120_000, occurrences / 16))
    let terms = Array(stride(from: step / 2, to: vocabulary.occurrences.count, by: step))
    let round = gather(terms)
    var sample = PostingCodes.Sample()
    for (place, term) in terms.enumerated() {
      let isLong = term >= vocabulary.ordinary
      let own = PostingCodes.frequencyClass(Int(vocabulary.documents[term]), isLong: isLong)
      if isLong { longSteps(round.list(place), term) { sample.add(longStep: $0) } }
      postings(round.list(place), own) { sample.add($0, own) }
    }
    return sample
  }

  /// Writes the shards `pN`, and `qN` for long terms.
  ///
  /// - Returns: the number of terms in each shard of ordinary terms, and the first form of each.
  func write(_ forms: FormTables, to files: ShardWriter) throws -> (counts: [Int], firsts: [Int]) {
    let ordinary = vocabulary.occurrences[..<vocabulary.ordinary].reduce(0) { $0 + Int($1) }
    let size = min(8_800, max(3_400, ordinary / 730))
    let borders = Set(ShardBorders.firsts(vocabulary, size: size, terms: forms.terms))
    let limit = max(Self.leastPerRound, vocabulary.occurrences.reduce(0) { $0 + Int($1) } / Self.rounds)
    var counts: [Int] = []
    var firsts: [Int] = []
    var lists: [UInt8] = []
    var start = 0
    var bits = BitWriter()
    func flush(upTo end: Int) throws {
      guard end > start else { return }
      firsts.append(start)
      counts.append(end - start)
      var shard = forms.table(of: start..<end, isLast: end == vocabulary.ordinary)
      shard.append(contentsOf: lists)
      try files.write("p\(counts.count - 1)", binary: shard)
      lists.removeAll(keepingCapacity: true)
      start = end
    }
    var next = 0
    while next < vocabulary.occurrences.count {
      var sum = 0
      var end = next
      repeat {
        sum += Int(vocabulary.occurrences[end])
        end += 1
      } while end < vocabulary.occurrences.count && sum + Int(vocabulary.occurrences[end]) <= limit
      let round = gather(Array(next..<end))
      for term in next..<end {
        if term == vocabulary.ordinary { try flush(upTo: term) }
        let isLong = term >= vocabulary.ordinary
        let found = Int(vocabulary.documents[term])
        let own = PostingCodes.frequencyClass(found, isLong: isLong)
        bits.removeAll()
        if isLong {
          let number = counts.count + term - vocabulary.ordinary
          longSteps(round.list(term - next), term) { codes.write(step: $0, own, to: &bits) }
          bits.finish()
          try files.write("p\(number)", binary: bits.bytes)
          bits.removeAll()
          postings(round.list(term - next), own) { codes.write(rest: $0, own, to: &bits) }
          bits.finish()
          try files.write("q\(number)", binary: bits.bytes)
          continue
        }
        postings(round.list(term - next), own) { posting in
          codes.write(step: posting.step, own, to: &bits)
          codes.write(rest: posting, own, to: &bits)
        }
        bits.finish()
        appendVarint(found, to: &lists)
        appendVarint(bits.bytes.count, to: &lists)
        lists.append(contentsOf: bits.bytes)
        if borders.contains(term + 1) { try flush(upTo: term + 1) }
      }
      next = end
    }
    try flush(upTo: vocabulary.ordinary)
    return (counts, firsts)
  }

  /// Occurrences of the terms of one round, term after term: document, what follows + 1, what precedes + 1.
  private struct Round {
    var offsets: [Int]
    var occurrences: [UInt64]

    func list(_ place: Int) -> ArraySlice<UInt64> { occurrences[offsets[place]..<offsets[place + 1]] }
  }

  private func gather(_ terms: [Int]) -> Round {
    var places = [Int32](repeating: -1, count: vocabulary.occurrences.count)
    var offsets = [0]
    for (place, term) in terms.enumerated() {
      places[term] = Int32(place)
      offsets.append(offsets[place] + Int(vocabulary.occurrences[term]))
    }
    // Most tokens of a walk belong to other rounds; one look at a small table passes them over.
    let ours = vocabulary.terms.map { places[Int($0)] }
    var next = offsets
    let occurrences = [UInt64](unsafeUninitializedCapacity: offsets[terms.count]) { occurrences, filled in
      next.withUnsafeMutableBufferPointer { next in
        ours.withUnsafeBufferPointer { ours in
          vocabulary.walk(documents) { document, entry, previous, following in
            let place = Int(ours[entry])
            guard place >= 0 else { return }
            let term = vocabulary.terms[entry]
            occurrences.initializeElement(
              at: next[place],
              to: UInt64(document) << 20 | vocabulary.neighbour(following, of: term, orSame: true) << 10
                | vocabulary.neighbour(previous, of: term, orSame: false))
            next[place] += 1
          }
        }
      }
      filled = offsets[terms.count]
    }
    return Round(offsets: offsets, occurrences: occurrences)
  }

  /// The postings of one list.
  private func postings(_ list: ArraySlice<UInt64>, _ own: Int, _ body: (PostingCodes.Posting) -> Void) {
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
      // What long terms are worth is not written. Common terms weigh little, and every second step is enough.
      if own != PostingCodes.long {
        posting.impact = IndexFormat.impact(
          frequency: frequency, length: Int(lengths[document]), average: average)
        if own == PostingCodes.long - 1 { posting.impact |= 1 }
      }
      body(posting)
      before = document
    }
  }

  /// The steps of the list of a long term.
  private func longSteps(_ list: ArraySlice<UInt64>, _ term: Int, _ body: (Int) -> Void) {
    var before = -1
    if !PostingCodes.isInverted(Int(vocabulary.documents[term]), of: vocabulary.total) {
      for occurrence in list where Int(occurrence >> 20) != before {
        body(Int(occurrence >> 20) - before)
        before = Int(occurrence >> 20)
      }
      return
    }
    // Documents without it stand between those that have it.
    var expected = 0
    func leave(upTo end: Int) {
      while expected < end {
        body(expected - before)
        before = expected
        expected += 1
      }
    }
    for occurrence in list {
      leave(upTo: Int(occurrence >> 20))
      expected = max(expected, Int(occurrence >> 20) + 1)
    }
    leave(upTo: vocabulary.total)
  }

  /// Ascending, each once.
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
