/// Turns the streams of words into posting lists: for each term its documents, in order of the terms.
///
/// All lists at once would take four bytes a word. They are made in a few rounds instead: each takes the next
/// terms that have a part of all occurrences together, walks all streams, and keeps what belongs to them.
struct PostingsWriter {
  /// Occurrences gathered in one round, four bytes each: at least so many, and at most one of so many parts.
  private static let leastPerRound = 400_000
  private static let rounds = 4

  let lexicon: Lexicon.Contents
  let documents: [IndexedSource]
  /// Number of documents.
  let total: Int
  private let average: Int
  private let lengths: [Int32]
  /// Numbers of terms in order of their bytes, and the other way round.
  private let terms: [Int]
  private let ranks: [UInt32]
  /// The rank of the term of each entry of the lexicon.
  private let entryRanks: [UInt32]
  /// Occurrences of each term, by rank.
  private let counts: [UInt32]
  /// Words and singles in front of each document: a place in the whole archive is a number of 32 bits.
  private let bases: [UInt32]

  init(lexicon: Lexicon.Contents, documents: [IndexedSource]) {
    self.lexicon = lexicon
    self.documents = documents
    lengths = documents.flatMap(\.lengths)
    total = lengths.count
    let words = lengths.reduce(0) { $0 + Int($1) }
    average = max(1, words / max(1, total))
    terms = lexicon.terms.sorted()
    var ranks = [UInt32](repeating: 0, count: terms.count)
    for (rank, term) in terms.enumerated() { ranks[term] = UInt32(rank) }
    self.ranks = ranks
    let entryRanks = lexicon.entryTerms.map { ranks[Int($0)] }
    self.entryRanks = entryRanks
    var counts = [UInt32](repeating: 0, count: terms.count)
    Self.walk(documents) { _, _, entry in counts[Int(entryRanks[entry])] += 1 }
    self.counts = counts
    var base: UInt32 = 0
    bases = lengths.map { length in
      defer { base += UInt32(length) }
      return base
    }
  }

  /// Calls `body` with document, position and entry of every token, in order.
  private static func walk(_ documents: [IndexedSource], _ body: (Int, Int, Int) -> Void) {
    var document = 0
    for source in documents {
      source.stream.withUnsafeBufferPointer { stream in
        var position = 0
        var at = 0
        while at < stream.count {
          var value = 0
          var shift = 0
          while stream[at] >= 0x80 {
            value |= Int(stream[at] & 0x7F) << shift
            shift += 7
            at += 1
          }
          value |= Int(stream[at]) << shift
          at += 1
          if value == 0 {
            document += 1
            position = 0
          } else if (value - 1) & 1 == 1 {
            // A pair comes behind its second character and has the position of the first.
            body(document, position - 2, (value - 1) >> 1)
          } else {
            body(document, position, (value - 1) >> 1)
            position += 1
          }
        }
      }
    }
  }

  /// Writes the shards `pN`.
  ///
  /// - Returns: the first term of each, then the number of terms.
  func writePostings(to files: ShardWriter) throws -> [Int] {
    let occurrences = counts.reduce(0) { $0 + Int($1) }
    let shardSize = min(48_000, max(12_000, occurrences * 5 / 2 / 350))
    let limit = max(Self.leastPerRound, occurrences / Self.rounds)
    var firsts: [Int] = []
    var shard: [UInt8] = []
    var start = 0
    while start < terms.count {
      let round = gather(from: start, limit: limit)
      for rank in start..<round.end {
        if shard.isEmpty { firsts.append(rank) }
        append(round.occurrences[round.range(of: rank)], to: &shard)
        if shard.count >= shardSize {
          try files.write("p\(firsts.count - 1)", binary: shard)
          shard.removeAll(keepingCapacity: true)
        }
      }
      start = round.end
    }
    if !shard.isEmpty { try files.write("p\(firsts.count - 1)", binary: shard) }
    return firsts + [terms.count]
  }

  /// Occurrences of the terms of one round as places in the whole archive, term after term.
  private struct Round {
    var start: Int
    var end: Int
    var offsets: [Int]
    var occurrences: [UInt32]

    func range(of rank: Int) -> Range<Int> { offsets[rank - start]..<offsets[rank - start + 1] }
  }

  private func gather(from start: Int, limit: Int) -> Round {
    var end = start
    var offsets = [0]
    var sum = 0
    repeat {
      sum += Int(counts[end])
      offsets.append(sum)
      end += 1
    } while end < terms.count && sum + Int(counts[end]) <= limit
    var next = offsets
    var occurrences = [UInt32](repeating: 0, count: sum)
    let (low, high) = (UInt32(start), UInt32(end))
    Self.walk(documents) { document, position, entry in
      let rank = entryRanks[entry]
      guard rank >= low, rank < high else { return }
      let slot = next[Int(rank - low)]
      next[Int(rank - low)] = slot + 1
      occurrences[slot] = bases[document] + UInt32(position)
    }
    return Round(start: start, end: end, offsets: offsets, occurrences: occurrences)
  }

  private func append(_ list: ArraySlice<UInt32>, to shard: inout [UInt8]) {
    var first: [UInt8] = []
    var second: [UInt8] = []
    var found = 0
    var nextDocument = 0
    var at = list.startIndex
    while at < list.endIndex {
      let document = document(of: list[at], from: nextDocument)
      let base = bases[document]
      let end = base + UInt32(lengths[document])
      var frequency = 0
      var before = 0
      while at < list.endIndex, list[at] < end {
        let position = Int(list[at] - base)
        at += 1
        let more = at < list.endIndex && list[at] < end
        appendVarint((position - before) << 1 | (more ? 1 : 0), to: &second)
        before = position
        frequency += 1
      }
      let impact = IndexFormat.impact(frequency: frequency, length: Int(lengths[document]), average: average)
      appendVarint((document - nextDocument) << 3 | impact, to: &first)
      nextDocument = document + 1
      found += 1
    }
    if second.count > IndexFormat.longestPositions { second.removeAll() }
    appendVarint(found, to: &shard)
    appendVarint(IndexFormat.weight(documents: found, of: total), to: &shard)
    appendVarint(first.count, to: &shard)
    appendVarint(second.count, to: &shard)
    shard.append(contentsOf: first)
    shard.append(contentsOf: second)
  }

  /// The document that holds a place, searched from one that is not behind it in ever larger steps.
  private func document(of place: UInt32, from start: Int) -> Int {
    func isBehind(_ document: Int) -> Bool { bases[document] + UInt32(lengths[document]) > place }
    var low = start
    var step = 1
    while low + step < total, !isBehind(low + step - 1) {
      low += step
      step *= 2
    }
    var high = min(total - 1, low + step - 1)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Writes the shards `wN`.
  ///
  /// - Returns: the first form of each.
  func writeWords(to files: ShardWriter) throws -> [String] {
    var termsOfForm = [[UInt32]](repeating: [], count: lexicon.forms.count)
    for (entry, form) in lexicon.entryForms.enumerated() {
      termsOfForm[Int(form)].append(ranks[Int(lexicon.entryTerms[entry])])
    }
    let shardSize = max(8_000, lexicon.forms.count * 6 / 100)
    var firsts: [String] = []
    var shard: [UInt8] = []
    var previous: [UInt8] = []
    var previousTerm = 0
    for number in lexicon.forms.sorted() {
      let form = Array(lexicon.forms[number])
      if shard.isEmpty {
        firsts.append(String(decoding: form, as: UTF8.self))
        previous = []
        previousTerm = 0
      }
      var shared = 0
      while shared < min(previous.count, form.count), previous[shared] == form[shared] { shared += 1 }
      appendVarint(shared, to: &shard)
      appendVarint(form.count - shared, to: &shard)
      shard.append(contentsOf: form[shared...])
      let terms = termsOfForm[number].sorted()
      appendVarint(terms.count, to: &shard)
      for term in terms {
        appendVarint(zigzag(Int(term) - previousTerm), to: &shard)
        previousTerm = Int(term)
      }
      previous = form
      if shard.count >= shardSize {
        try files.write("w\(firsts.count - 1)", binary: shard)
        shard.removeAll(keepingCapacity: true)
      }
    }
    if !shard.isEmpty { try files.write("w\(firsts.count - 1)", binary: shard) }
    return firsts
  }
}
