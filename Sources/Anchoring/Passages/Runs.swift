import Base

/// How many passages of one side have a run of words, for telling the words that are a passage's own from those that
/// several share: a formula, a refrain, a near copy.
struct Runs {
  /// Length in words of a run of six-bit codes: the shortest that makes most runs of a text of this size different.
  let length: Int
  private var all: [UInt32] = []
  /// Most words of a side for which runs of three are long enough.
  private static let mostOfThree = 1 << 16

  /// - Parameter words: number of words of one side.
  init(words: Int) { length = words > Self.mostOfThree ? 4 : 3 }

  /// Adds a passage. A run that occurs in it several times counts once.
  mutating func add(_ codes: [UInt16], precise: Bool) {
    for kind in kinds(codes, precise) {
      var own = keys(codes, kind)
      own.sort()
      var last: UInt32?
      for key in own where key != last {
        all.append(key)
        last = key
      }
    }
  }

  /// Prepares for queries; called after the last passage.
  mutating func finish() { all.sort() }

  /// Whether more than `count` passages have a run.
  func isShared(_ key: UInt32, by count: Int) -> Bool {
    let place = all.partitioningIndex { $0 >= key }
    return place + count < all.count && all[place + count] == key
  }

  /// The kinds of runs that are kept for a passage, by their number of words: runs of six-bit codes for all
  /// passages, pairs if all bits are known, single words for the shortest.
  func kinds(_ codes: [UInt16], _ precise: Bool) -> [Int] {
    precise ? codes.count <= Matching.fewWords ? [length, 2, 1] : [length, 2] : [length]
  }

  /// The runs of one kind, in order of the text.
  func keys(_ codes: [UInt16], _ words: Int) -> [UInt32] {
    guard codes.count >= words else { return [] }
    let bits: UInt32 = words == length ? 6 : 12
    let mask: UInt32 = (1 << (bits * UInt32(words))) - 1
    return (0...codes.count - words).map { start in
      let run = codes[start..<start + words].reduce(0) { $0 << bits | UInt32($1) >> (12 - bits) }
      return UInt32(words) << 24 | run & mask
    }
  }
}
