import Base

/// Where every run of a few bytes stands in a text. Built once for a source, in time and room linear in its
/// length; finding a quotation then costs the occurrences of its rarest run instead of the whole text.
struct GramIndex: Sendable {
  /// Length of a run in bytes. Shorter needles are searched byte by byte.
  static let length = 5

  private let text: [UInt8]
  private var heads: [Int32]
  private var places: [Int32]
  /// Number of buckets, as a power of two.
  private let bits: UInt64

  init(_ text: [UInt8]) {
    self.text = text
    let count = max(0, text.count - Self.length + 1)
    var bits: UInt64 = 6
    while 1 << bits < count, bits < 24 { bits += 1 }
    self.bits = bits
    heads = Array(repeating: 0, count: (1 << Int(bits)) + 1)
    places = Array(repeating: 0, count: count)
    for at in 0..<count { heads[bucket(text, at) + 1] += 1 }
    for i in 1..<heads.count { heads[i] += heads[i - 1] }
    var next = heads
    for at in 0..<count {
      let bucket = bucket(text, at)
      places[Int(next[bucket])] = Int32(truncatingIfNeeded: at)
      next[bucket] += 1
    }
  }

  private func bucket(_ bytes: [UInt8], _ at: Int) -> Int {
    var value: UInt64 = 0
    for i in 0..<Self.length { value = value << 8 | UInt64(bytes[at + i]) }
    return Int(HashMixing.multiplicative(value, bits: bits))
  }

  /// The positions of the run of `needle` at an offset, ascending, including other runs in the same bucket.
  private func candidates(_ needle: [UInt8], _ at: Int) -> ArraySlice<Int32> {
    let bucket = bucket(needle, at)
    return places[Int(heads[bucket])..<Int(heads[bucket + 1])]
  }

  private func holds(_ needle: [UInt8], at start: Int) -> Bool {
    guard start >= 0, start + needle.count <= text.count else { return false }
    for i in needle.indices where text[start + i] != needle[i] { return false }
    return true
  }

  /// All positions of a needle, ascending; none for an empty needle.
  func find(_ needle: [UInt8]) -> [Int] {
    guard let first = needle.first else { return [] }
    guard needle.count >= Self.length else {
      return text.indices.filter { text[$0] == first && holds(needle, at: $0) }
    }
    var rarest = 0
    var count = Int.max
    for at in 0...(needle.count - Self.length) {
      let found = candidates(needle, at).count
      if found < count { (rarest, count) = (at, found) }
      if count < 2 { break }
    }
    return candidates(needle, rarest).map { Int($0) - rarest }.filter { holds(needle, at: $0) }
  }

  /// The positions at which a needle overlaps a range, ascending, found without searching the rest of the text.
  func find(_ needle: [UInt8], touching stretch: Range<Int>) -> [Int] {
    if needle.isEmpty { return [] }
    return (max(0, stretch.lowerBound - needle.count + 1)..<stretch.upperBound).filter {
      holds(needle, at: $0)
    }
  }

  /// Ranges of the text that share many runs with a needle, best first, each wide enough for the needle with
  /// insertions. Only the rarest runs are looked up, so the cost does not grow with the length of the needle.
  func stretches(like needle: [UInt8]) -> [Range<Int>] {
    guard needle.count >= Self.length else { return [] }
    var runs = (0...(needle.count - Self.length)).map { (at: $0, count: candidates(needle, $0).count) }
    runs.sort { ($0.count, $0.at) < ($1.count, $1.at) }
    var votes: [(diagonal: Int, at: Int)] = []
    for run in runs.prefix(Self.looked) where run.count <= Self.frequent {
      for place in candidates(needle, run.at)
      where (0..<Self.length).allSatisfy({ text[Int(place) + $0] == needle[run.at + $0] }) {
        votes.append((Int(place) - run.at, run.at))
      }
    }
    votes.sort { $0 < $1 }
    let slack = max(12, needle.count / 3)
    var found: [(votes: Int, range: Range<Int>)] = []
    var start = 0
    while start < votes.count {
      var end = start
      while end < votes.count, votes[end].diagonal - votes[start].diagonal <= slack { end += 1 }
      let lower = max(0, votes[start].diagonal - slack)
      let upper = min(text.count, votes[end - 1].diagonal + needle.count + slack)
      if lower < upper { found.append((Set(votes[start..<end].map(\.at)).count, lower..<upper)) }
      start = end
    }
    found.sort { $0.votes != $1.votes ? $0.votes > $1.votes : $0.range.lowerBound < $1.range.lowerBound }
    return found.prefix(Self.most).map(\.range)
  }

  /// Most runs of a needle that are looked up.
  private static let looked = 64
  /// Runs with more occurrences than this are ignored.
  private static let frequent = 256
  /// Most ranges that are compared byte by byte.
  private static let most = 8
}
