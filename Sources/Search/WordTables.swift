import Base

/// The words of an archive with their counts, numbered for good: all that tables of forms, borders, the dictionary
/// and the top of the index are made from. Small enough to be kept for the next build (`IndexState`).
///
/// Terms are numbered in the byte order of their stems, *long* terms, which occur in very many documents, before
/// the others. A stem is usually a prefix of its forms, so a form is near its term. The number of a term depends
/// only on which other terms exist, not on counts nor on the forms that map to it.
struct WordTables: Equatable, Sendable {
  /// All forms, sorted.
  var forms = PackedStrings()
  /// The stem of each term by number: long terms sorted, then the others sorted.
  var stems = PackedStrings()
  /// Terms below this number are long.
  var long = 0
  /// For each form the start of its entries, then the end of the last. An *entry* is a form with one of its terms.
  var starts: [UInt32] = [0]
  /// The term of each entry, ascending for a form.
  var terms: [UInt32] = []
  /// The number of occurrences of each entry, at least 1.
  var counts: [UInt32] = []
  /// The number of documents in which each term occurs, at least 1.
  var documents: [UInt32] = []
  /// Number of documents of the archive.
  var total = 0

  /// The least number of documents that makes a term long, in an archive of `total` documents.
  static func leastLong(of total: Int) -> Int { max(IndexFormat.leastLong, total / 10) }

  /// The entries of a form.
  @inline(__always)
  func entries(_ place: Int) -> Range<Int> { Int(starts[place])..<Int(starts[place + 1]) }

  /// The number of occurrences of a form.
  @inline(__always)
  func count(_ place: Int) -> Int {
    var sum = 0
    for entry in entries(place) { sum += Int(counts[entry]) }
    return sum
  }

  /// For each term the number of its occurrences.
  func occurrences() -> [UInt32] {
    var sums = [UInt32](repeating: 0, count: documents.count)
    for (entry, term) in terms.enumerated() { sums[Int(term)] += counts[entry] }
    return sums
  }

  /// For each term `hash` of its stem.
  func hashes() -> [UInt32] {
    stems.withView { view in (0..<stems.count).map { Self.hash(view[$0]) } }
  }

  /// A hash of the bytes of a stem: FNV-1a, mixed as in MurmurHash3. Its uses are part of the format: the lowest
  /// three bits are a code as neighbour (`PostingCodes`), the next bits (four at most) choose the sample
  /// (`PostingCodes.Sample`), the upper 24 choose the borders of shards (`ShardBorders`).
  static func hash(_ stem: some Sequence<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: HashMixing.murmur(FNV1a(stem).value))
  }

  /// For each ordinary term the first form that is not below its stem: where the table of a shard that begins with
  /// the term begins.
  func leads() -> [UInt32] {
    forms.withView { forms in
      stems.withView { stems in
        var place = 0
        return (long..<documents.count).map { term in
          while place < self.forms.count, precedes(forms[place], stems[term]) { place += 1 }
          return UInt32(place)
        }
      }
    }
  }
}

/// Decides which of two neighbouring words holds the pair in its list, and the code of the other there.
struct NeighbourRule: Sendable {
  /// Terms with an exact code: those in most documents, ascending. The index is the code.
  let exact: [Int]
  /// Code of each term as a neighbour.
  let codes: [UInt8]
  /// The rank of each term. Of two terms the one with the lower rank holds the pair: first the terms that are
  /// neither long nor exact, then the exact ones, then the long ones by `PostingCodes.frequency`; ties by number.
  let standing: [UInt32]

  init(_ words: WordTables, hashes: [UInt32]) {
    exact = Self.exact(words.documents)
    var codes = hashes.map { UInt8(PostingCodes.exact + Int($0 & 7)) }
    for (code, term) in exact.enumerated() { codes[term] = UInt8(code) }
    self.codes = codes
    let count = words.documents.count
    var standing = (0..<count).map { UInt32($0) }
    for term in exact { standing[term] = UInt32(count + term) }
    let long = (0..<words.long).map { (PostingCodes.frequency(Int(words.documents[$0])), $0) }.sorted {
      $0 < $1
    }
    for (place, (_, term)) in long.enumerated() { standing[term] = UInt32(2 * count + place) }
    self.standing = standing
  }

  /// The terms in most documents, of equal ones those with lower numbers, ascending.
  static func exact(_ documents: [UInt32]) -> [Int] {
    var best: [(documents: UInt32, term: Int)] = []
    for (term, count) in documents.enumerated() {
      if best.count == PostingCodes.exact {
        if count <= best[best.count - 1].documents { continue }
        best.removeLast()
      }
      var place = best.count
      while place > 0, best[place - 1].documents < count { place -= 1 }
      best.insert((count, term), at: place)
    }
    return best.map(\.term).sorted()
  }
}
