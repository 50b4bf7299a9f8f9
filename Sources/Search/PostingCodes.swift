/// The prefix codes that posting lists are written in. How documents are spread and what stands beside a word
/// differs between rare and common terms, so there is a code for each class of frequency.
///
/// A posting is: code of the *step* (number of bits of the distance to the document before, from 1 on), those
/// bits without the highest; code of `impact << 3 | min(neighbours, 7)`; from 7 on the number of neighbours
/// again as 8 bits (at most 255 are written); then the code of each *neighbour*, ascending. For long terms the
/// neighbours stand in a file of their own.
///
/// A neighbour says which term stands beside an occurrence: `code` where it follows, `codes + code` where it
/// precedes. It is written with the rarer of the two terms only (fewer documents, then the smaller number), and
/// where both are the same as following. `code` is the place of the term among the `exact` commonest, or
/// `exact + hash`, one of eight.
struct PostingCodes {
  static let exact = 64
  static let codes = 72
  static let classes = 7
  static let neighbourClasses = 8
  static let stepSymbols = 32
  static let mostNeighbours = 255

  var steps: [PrefixCode]
  var impacts: [PrefixCode]
  var neighbours: [PrefixCode]

  /// 0 for terms of one document to 6 for those of 2,048 and more.
  static func frequencyClass(_ documents: Int) -> Int {
    min(6, (Int.bitWidth - documents.leadingZeroBitCount) / 2)
  }

  /// Long terms have a code of their own for what stands beside them.
  static func neighbourClass(_ own: Int, isLong: Bool) -> Int { isLong ? 7 : own }

  /// For terms that are not among the commonest.
  static func hashed(_ term: Int) -> Int { exact + (term &* 2_654_435_761) >> 8 & 7 }

  static func bits(_ step: Int) -> Int { Int.bitWidth - step.leadingZeroBitCount }

  init(_ sample: Sample) {
    steps = sample.steps.map { PrefixCode(frequencies: $0) }
    impacts = sample.impacts.map { PrefixCode(frequencies: $0) }
    neighbours = sample.neighbours.map { PrefixCode(frequencies: $0) }
  }

  /// Nil where the texts are no codes.
  init?(_ texts: [String]) {
    let all = texts.compactMap { PrefixCode($0) }
    let shapes =
      [Int](repeating: Self.stepSymbols, count: Self.classes) + [Int](repeating: 64, count: Self.classes)
      + [Int](repeating: 2 * Self.codes, count: Self.neighbourClasses)
    guard all.count == texts.count, all.map(\.lengths.count) == shapes else { return nil }
    steps = Array(all[..<Self.classes])
    impacts = Array(all[Self.classes..<2 * Self.classes])
    neighbours = Array(all[(2 * Self.classes)...])
  }

  var texts: [String] { (steps + impacts + neighbours).map(\.text) }

  /// How often each symbol occurs in some of the lists.
  struct Sample {
    var steps = [[Int]](repeating: [Int](repeating: 0, count: stepSymbols), count: classes)
    var impacts = [[Int]](repeating: [Int](repeating: 0, count: 64), count: classes)
    var neighbours = [[Int]](repeating: [Int](repeating: 0, count: 2 * codes), count: neighbourClasses)

    mutating func add(_ posting: Posting, _ own: Int, isLong: Bool) {
      steps[own][PostingCodes.bits(posting.step)] += 1
      impacts[own][posting.symbol] += 1
      let beside = PostingCodes.neighbourClass(own, isLong: isLong)
      for neighbour in posting.neighbours { neighbours[beside][neighbour] += 1 }
    }
  }

  /// One document of a list.
  struct Posting {
    /// Distance from the document before, at least 1; the first list begins behind document -1.
    var step: Int
    var impact: Int
    /// Ascending, at most `mostNeighbours`.
    var neighbours: [Int]

    var symbol: Int { impact << 3 | min(neighbours.count, 7) }
  }

  func write(_ posting: Posting, _ own: Int, to out: inout BitWriter) {
    let bits = Self.bits(posting.step)
    steps[own].write(bits, to: &out)
    if bits > 1 { out.write(UInt32(posting.step - 1 << (bits - 1)), width: bits - 1) }
    impacts[own].write(posting.symbol, to: &out)
    if posting.neighbours.count >= 7 { out.write(UInt32(posting.neighbours.count), width: 8) }
  }

  func write(_ neighbour: Int, _ own: Int, isLong: Bool, to out: inout BitWriter) {
    neighbours[Self.neighbourClass(own, isLong: isLong)].write(neighbour, to: &out)
  }
}
