import Base

/// The words of an archive with their counts, numbered for good: all that tables of forms, borders, the dictionary
/// and the top of the index are made from. Small enough to be kept for the next build (`IndexState`).
///
/// Terms are numbered in order of the bytes of their stems, the *long* ones, which occur in very many documents,
/// before the others. A stem is mostly what its forms begin with, so a form is found near its term; and the number
/// of a term depends on which other terms there are, on no count and not on the forms that lead to it.
struct WordTables: Equatable, Sendable {
  /// Sorted.
  var forms = ByteRow()
  /// By number of the term: the long ones sorted, then the others sorted.
  var stems = ByteRow()
  /// Terms below this number are long.
  var long = 0
  /// Where the entries of a form begin, by its place, and the end of the last. An *entry* is a form with one of its
  /// terms.
  var starts: [UInt32] = [0]
  /// The term of each entry, ascending for a form.
  var terms: [UInt32] = []
  /// How often each entry occurs, at least once.
  var counts: [UInt32] = []
  /// In how many documents each term occurs, at least one.
  var documents: [UInt32] = []
  /// Number of documents of the archive.
  var total = 0

  /// Documents from which on a term is long in an archive of so many.
  static func leastLong(of total: Int) -> Int { max(IndexFormat.leastLong, total / 10) }

  /// The entries of the form at a place.
  @inline(__always)
  func entries(_ place: Int) -> Range<Int> { Int(starts[place])..<Int(starts[place + 1]) }

  /// How often the form at a place occurs.
  @inline(__always)
  func count(_ place: Int) -> Int {
    var sum = 0
    for entry in entries(place) { sum += Int(counts[entry]) }
    return sum
  }

  /// For each term how often it occurs.
  func occurrences() -> [UInt32] {
    var sums = [UInt32](repeating: 0, count: documents.count)
    for (entry, term) in terms.enumerated() { sums[Int(term)] += counts[entry] }
    return sums
  }

  /// For each term `hash` of its stem.
  func hashes() -> [UInt32] {
    stems.withView { view in (0..<stems.count).map { Self.hash(view[$0]) } }
  }

  /// A number from the bytes of a stem: FNV-1a, mixed as in MurmurHash3. What it decides is part of the format: the
  /// lowest three bits are a code as neighbour (`PostingCodes`), the next five choose the sample (`Sampling`), the
  /// others the borders of shards (`ShardBorders`).
  static func hash(_ stem: some Sequence<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: HashMixing.murmur(FNV1a(stem).value))
  }

  /// For each term that is not long the place of the first form not below its stem: where a shard that begins with
  /// the term begins in the forms.
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

/// Which of two neighbouring words has the pair in its list, and what stands there for the other.
struct NeighbourRule: Sendable {
  /// Terms with a code of their own: those in most documents, and of these ascending. The place is the code.
  let exact: [Int]
  /// Code of each term as a neighbour.
  let codes: [UInt8]
  /// Of two terms the one that stands lower has the pair: first those that are neither long nor exact, then exact
  /// ones, then the long ones by `PostingCodes.frequency`; equal ones by number.
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
