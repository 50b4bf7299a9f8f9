/// Converts the word streams into posting lists, in order of the terms.
///
/// All lists at once would take eight bytes a word. So they are made in a few rounds. Each round takes the next
/// terms up to a share of all occurrences, scans all streams, and keeps the occurrences of these terms.
struct PostingsWriter {
  /// Occurrences of one round, eight bytes each: at most `leastPerRound` or one `rounds`th of all, whichever is
  /// more.
  private static let leastPerRound = 100_000
  private static let rounds = 3

  let vocabulary: Vocabulary
  let documents: [IndexedSource]
  let postings: PostingMaker
  /// Number of words of the archive.
  let length: Int
  let sample: PostingCodes.Sample
  let codes: PostingCodes

  init(_ vocabulary: Vocabulary, documents: [IndexedSource]) {
    self.vocabulary = vocabulary
    self.documents = documents
    let lengths =
      documents.flatMap { $0.lengths.prefix($0.headings == 0 ? 0 : 1) }
      + documents.flatMap { $0.lengths.dropFirst().prefix($0.sections) }
      + documents.flatMap { $0.lengths.dropFirst($0.headings == 0 ? 0 : 1 + $0.sections) }
    length = lengths.reduce(0) { $0 + Int($1) }
    postings = PostingMaker(lengths: lengths, average: IndexFormat.average(length, of: lengths.count))
    sample = Self.sample(vocabulary, documents, postings)
    codes = PostingCodes(sample)
  }

  private static func sample(
    _ vocabulary: Vocabulary, _ documents: [IndexedSource], _ postings: PostingMaker
  ) -> PostingCodes.Sample {
    let occurrences = vocabulary.occurrences.reduce(0) { $0 + Int($1) }
    let terms = PostingCodes.Sample.terms(
      vocabulary.words, hashes: vocabulary.hashes, occurrences: occurrences)
    let round = gather(terms, vocabulary, documents)
    var sample = PostingCodes.Sample()
    for (place, term) in terms.enumerated() {
      let isLong = term < vocabulary.words.long
      let found = Int(vocabulary.words.documents[term])
      let own = PostingCodes.frequencyClass(found, isLong: isLong)
      if isLong {
        let isInverted = PostingCodes.isInverted(found, of: vocabulary.words.total)
        PostingMaker.longSteps(round.documents(place), isInverted: isInverted, of: vocabulary.words.total) {
          sample.add(longStep: $0)
        }
      }
      postings.make(round.list(place), own) { sample.add($0, own) }
    }
    return sample
  }

  /// Writes the shards `pN`, and `qN` for long terms.
  ///
  /// - Parameter firsts: the first term of each shard of ordinary terms.
  func write(_ tables: FormTables, firsts: [Int], to files: ShardWriter) throws {
    let (words, occurrences) = (vocabulary.words, vocabulary.occurrences)
    let limit = max(Self.leastPerRound, occurrences.reduce(0) { $0 + Int($1) } / Self.rounds)
    var lists: [UInt8] = []
    var shard = 0
    var bits = BitWriter()
    var next = 0
    while next < occurrences.count {
      var sum = 0
      var end = next
      repeat {
        sum += Int(occurrences[end])
        end += 1
      } while end < occurrences.count && sum + Int(occurrences[end]) <= limit
      let round = Self.gather(Array(next..<end), vocabulary, documents)
      for term in next..<end {
        let list = round.list(term - next)
        let found = Int(words.documents[term])
        let own = PostingCodes.frequencyClass(found, isLong: term < words.long)
        bits.removeAll()
        if term < words.long {
          let isInverted = PostingCodes.isInverted(found, of: words.total)
          PostingMaker.longSteps(round.documents(term - next), isInverted: isInverted, of: words.total) {
            codes.write(step: $0, own, to: &bits)
          }
          bits.finish()
          try files.write("p\(term)", binary: bits.bytes)
          bits.removeAll()
          postings.make(list, own) { codes.write(rest: $0, own, to: &bits) }
          bits.finish()
          try files.write("q\(term)", binary: bits.bytes)
          continue
        }
        postings.make(list, own) { posting in
          codes.write(step: posting.step, own, to: &bits)
          codes.write(rest: posting, own, to: &bits)
        }
        bits.finish()
        appendList(bits.bytes, documents: found, hash: vocabulary.hashes[term], to: &lists)
        if term + 1 == (shard + 1 < firsts.count ? firsts[shard + 1] : occurrences.count) {
          try files.write("p\(words.long + shard)", binary: tables.table(of: shard, firsts) + lists)
          lists.removeAll(keepingCapacity: true)
          shard += 1
        }
      }
      next = end
    }
  }

  /// Occurrences of the terms of one round, term by term: document, following neighbour + 1, preceding neighbour +
  /// 1.
  private struct Round {
    var offsets: [Int]
    var occurrences: [UInt64]

    func list(_ place: Int) -> ArraySlice<UInt64> { occurrences[offsets[place]..<offsets[place + 1]] }

    /// The document of each occurrence of a list.
    func documents(_ place: Int) -> some Sequence<Int> { list(place).lazy.map { Int($0 >> 20) } }
  }

  private static func gather(
    _ terms: [Int], _ vocabulary: Vocabulary, _ documents: [IndexedSource]
  ) -> Round {
    var places = [Int32](repeating: -1, count: vocabulary.occurrences.count)
    var offsets = [0]
    for (place, term) in terms.enumerated() {
      places[term] = Int32(place)
      offsets.append(offsets[place] + Int(vocabulary.occurrences[term]))
    }
    // Most tokens belong to other rounds; a lookup in a small table skips them.
    let ours = vocabulary.terms.map { places[Int($0)] }
    var next = offsets
    let occurrences = [UInt64](unsafeUninitializedCapacity: offsets[terms.count]) { occurrences, filled in
      next.withUnsafeMutableBufferPointer { next in
        ours.withUnsafeBufferPointer { ours in
          vocabulary.neighbours.withUnsafeBufferPointer { neighbours in
            vocabulary.walk(documents) { document, entry, previous, following in
              let place = Int(ours[entry])
              guard place >= 0 else { return }
              let own = neighbours[entry]
              let after = following < 0 ? 0 : neighbours[following]
              let before = previous < 0 ? 0 : neighbours[previous]
              occurrences.initializeElement(
                at: next[place],
                to: UInt64(document) << 20 | Vocabulary.neighbour(after, of: own, orSame: true) << 10
                  | Vocabulary.neighbour(before, of: own, orSame: false))
              next[place] += 1
            }
          }
        }
      }
      filled = offsets[terms.count]
    }
    return Round(offsets: offsets, occurrences: occurrences)
  }
}

/// Appends the list of an ordinary term to a shard, with its header.
func appendList(_ list: some Collection<UInt8>, documents: Int, hash: UInt32, to out: inout [UInt8]) {
  appendVarint(documents << 3 | Int(hash & 7), to: &out)
  appendVarint(list.count, to: &out)
  out.append(contentsOf: list)
}
