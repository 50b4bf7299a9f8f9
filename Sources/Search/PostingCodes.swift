/// The prefix codes of posting lists. The distances between documents and the neighbours of a word differ between
/// rare and common terms, so each frequency class has its own code.
///
/// A posting is: the code of the *step* (number of bits of the distance from the previous document, at least 1);
/// those bits without the highest; the code of `impact << 3 | min(neighbours, 7)`; if there are 7 or more
/// neighbours, their number again as 8 bits (at most 255 are written); the code of each *neighbour*, ascending.
///
/// The list of a long term has steps only: to the documents that have it or, if these are more than half of all, to
/// those that do not. Its impact is always `longImpact`. The rest of its postings is in a separate file, with
/// impact 0.
///
/// A neighbour says which term is beside an occurrence: `code` if it follows, `codes + code` if it precedes. A pair
/// is written with only one of its two terms (`NeighbourRule.standing`: ordinary before exact before long). If both
/// are the same term, it is written as following. `code` is the index of the term among the `exact` commonest, or
/// `exact` plus the lowest three bits of the hash of its stem.
///
/// The codes are derived from a sample, so that a small edit does not change them: see `Sample`.
struct PostingCodes {
  static let exact = 64
  static let codes = 72
  static let classes = 8
  /// The class of long terms.
  static let long = 7
  static let longImpact = 3
  static let stepSymbols = 32
  static let mostNeighbours = 255

  let steps: [PrefixCode]
  let impacts: [PrefixCode]
  let neighbours: [PrefixCode]
  private let packedSteps: Packed
  private let packedImpacts: Packed
  private let packedNeighbours: Packed

  /// 0 for terms of one document to 6 for those of 2,048 and more.
  static func frequencyClass(_ documents: Int, isLong: Bool) -> Int {
    isLong ? long : min(6, (Int.bitWidth - documents.leadingZeroBitCount) / 2)
  }

  /// Whether the list of a long term holds the documents in which it does not occur.
  static func isInverted(_ documents: Int, of total: Int) -> Bool { documents * 2 > total }

  /// The value by which two long terms are compared: the number of their documents in half octaves. It seldom
  /// changes when the number does.
  static func frequency(_ documents: Int) -> Int {
    let octave = Int.bitWidth - 1 - max(documents, 1).leadingZeroBitCount
    return octave << 1 | (octave > 0 ? documents >> (octave - 1) & 1 : 0)
  }

  static func bits(_ step: Int) -> Int { Int.bitWidth - step.leadingZeroBitCount }

  init(_ sample: Sample) {
    func codes(_ rows: [[Int]]) -> [PrefixCode] { rows.map { PrefixCode(frequencies: Sample.weights($0)) } }
    self.init(
      steps: codes(sample.steps), impacts: codes(sample.impacts), neighbours: codes(sample.neighbours))
  }

  private init(steps: [PrefixCode], impacts: [PrefixCode], neighbours: [PrefixCode]) {
    self.steps = steps
    self.impacts = impacts
    self.neighbours = neighbours
    packedSteps = Packed(steps, symbols: Self.stepSymbols)
    packedImpacts = Packed(impacts, symbols: 64)
    packedNeighbours = Packed(neighbours, symbols: 2 * Self.codes)
  }

  /// Nil if the texts are not valid codes.
  init?(_ texts: [String]) {
    let all = texts.compactMap { PrefixCode($0) }
    let shapes =
      [Int](repeating: Self.stepSymbols, count: Self.classes) + [Int](repeating: 64, count: Self.classes)
      + [Int](repeating: 2 * Self.codes, count: Self.classes)
    guard all.count == texts.count, all.map(\.lengths.count) == shapes else { return nil }
    self.init(
      steps: Array(all[..<Self.classes]), impacts: Array(all[Self.classes..<2 * Self.classes]),
      neighbours: Array(all[(2 * Self.classes)...]))
  }

  var texts: [String] { (steps + impacts + neighbours).map(\.text) }

  /// The frequency of each symbol in the lists of some terms.
  struct Sample: Equatable, Sendable {
    var steps = [[Int]](repeating: [Int](repeating: 0, count: stepSymbols), count: classes)
    var impacts = [[Int]](repeating: [Int](repeating: 0, count: 64), count: classes)
    var neighbours = [[Int]](repeating: [Int](repeating: 0, count: 2 * codes), count: classes)

    /// - Parameter times: -1 removes a posting.
    mutating func add(_ posting: Posting, _ own: Int, times: Int = 1) {
      if own != PostingCodes.long { steps[own][PostingCodes.bits(posting.step)] += times }
      impacts[own][posting.symbol] += times
      for neighbour in posting.neighbours { neighbours[own][neighbour] += times }
    }

    mutating func add(longStep step: Int, times: Int = 1) {
      steps[PostingCodes.long][PostingCodes.bits(step)] += times
    }

    /// The weights from which a code is made: the leading binary digits of each frequency, fewer for rarer symbols.
    /// All symbols rarer than 1 in 8,192, or than `least`, get the same weight.
    static func weights(_ row: [Int]) -> [Int] {
      let floor = max(least, coarse(row.reduce(0, +), digits: 1) >> 13)
      return row.map { count in
        let known = max(count, floor)
        return coarse(known, digits: known < 32 ? 1 : known < 256 ? 2 : 3)
      }
    }

    private static let least = 4

    /// One in this many terms is in the sample: enough to determine the code lengths. A power of two, at most 16.
    static func share(_ occurrences: Int) -> Int { min(16, coarse(max(1, occurrences / 120_000), digits: 1)) }

    /// The terms of the sample: long terms, which are few, at regular intervals; others by the hashes of their
    /// stems.
    static func terms(_ words: WordTables, hashes: [UInt32], occurrences: Int) -> [Int] {
      let share = share(occurrences)
      return (0..<words.documents.count).filter { has($0, hash: hashes[$0], long: words.long, share) }
    }

    /// Whether a term is in the sample.
    ///
    /// - Parameter long: the number of long terms.
    @inline(__always)
    static func has(_ term: Int, hash: UInt32, long: Int, _ share: Int) -> Bool {
      term < long ? term % share == min(share / 2, long - 1) : Int(hash >> 3) & (share - 1) == 0
    }

    /// Whether no count is negative: nothing was removed that was not there.
    var isPossible: Bool { (steps + impacts + neighbours).allSatisfy { $0.allSatisfy { $0 >= 0 } } }
  }

  /// One document of a list.
  struct Posting: Equatable, Sendable {
    /// Distance from the previous document, at least 1; the document before the first counts as -1.
    var step: Int
    var impact: Int
    /// Ascending, at most `mostNeighbours`.
    var neighbours: [Int]

    var symbol: Int { impact << 3 | min(neighbours.count, 7) }
  }

  /// All codes in one array, so that writing a symbol accesses no other object: `code << 8 | length`.
  private struct Packed {
    var codes: [UInt32]
    let symbols: Int

    init(_ codes: [PrefixCode], symbols: Int) {
      self.codes = codes.flatMap { code in (0..<symbols).map { code.packed($0) } }
      self.symbols = symbols
    }

    @inline(__always)
    func write(_ symbol: Int, _ own: Int, to out: inout BitWriter) {
      let code = codes[own * symbols + symbol]
      out.write(code >> 8, width: Int(code & 255))
    }
  }

  @inline(__always)
  func write(step: Int, _ own: Int, to out: inout BitWriter) {
    let bits = Self.bits(step)
    packedSteps.write(bits, own, to: &out)
    if bits > 1 { out.write(UInt32(step - 1 << (bits - 1)), width: bits - 1) }
  }

  /// Writes what follows the step: the impact and the neighbours.
  @inline(__always)
  func write(rest posting: Posting, _ own: Int, to out: inout BitWriter) {
    packedImpacts.write(posting.symbol, own, to: &out)
    if posting.neighbours.count >= 7 { out.write(UInt32(posting.neighbours.count), width: 8) }
    for neighbour in posting.neighbours { packedNeighbours.write(neighbour, own, to: &out) }
  }
}
