import Base

/// Finds for a passage of one side the few of the other that may be it, by runs of words they share, so that not
/// every passage is compared with every other.
struct Candidates {
  private var keys: [(key: UInt32, passage: Int32)] = []
  /// Runs of words that more passages than this share are ignored.
  private static let common = 24
  /// Most candidates that are returned.
  private static let most = 6

  /// Builds an index of new passages, given in ascending order.
  init(_ news: [Int], _ texts: inout Texts) {
    for new in news {
      let codes = texts.codes(new: new, level: Fingerprint.level(words: texts.checks[new].words))
      add(new, codes, precise: true)
    }
    keys.sort { $0 < $1 }
  }

  /// Builds an index of old passages, given in ascending order.
  init(olds: [Int], _ texts: inout Texts) {
    for old in olds { add(old, texts.codes(old: old).values, precise: texts.entry(old).print.precise) }
    keys.sort { $0 < $1 }
  }

  private mutating func add(_ passage: Int, _ codes: [UInt16], precise: Bool) {
    for key in Self.keys(codes, precise: false) { keys.append((key, Int32(passage))) }
    if precise { for key in Self.keys(codes, precise: true) { keys.append((key, Int32(passage))) } }
  }

  /// The new passages that share most runs of words with an old one, best first; ties by distance from `place`.
  func find(_ codes: [UInt16], precise: Bool, near place: Int) -> [Int] {
    best(Self.keys(codes, precise: precise), place)
  }

  /// The old passages that share most runs of words with a new one, in the same order.
  func find(_ codes: [UInt16], near place: Int) -> [Int] {
    best(Self.keys(codes, precise: true) + Self.keys(codes, precise: false), place)
  }

  private func best(_ runs: [UInt32], _ place: Int) -> [Int] {
    var votes: [Int32: Int] = [:]
    for key in runs {
      let low = keys.partitioningIndex { $0.key >= key }
      var end = low
      while end < keys.count, keys[end].key == key, end - low <= Self.common { end += 1 }
      if end - low > Self.common { continue }
      for i in low..<end { votes[keys[i].passage, default: 0] += 1 }
    }
    let sorted = votes.sorted { a, b in
      if a.value != b.value { return a.value > b.value }
      let (x, y) = (abs(Int(a.key) - place), abs(Int(b.key) - place))
      return x != y ? x < y : a.key < b.key
    }
    return sorted.prefix(Self.most).map { Int($0.key) }
  }

  /// The keys of a passage, each once: pairs of neighbouring words if all their bits are known, also single words
  /// of very short passages; otherwise runs of three words.
  private static func keys(_ codes: [UInt16], precise: Bool) -> [UInt32] {
    var out: [UInt32] = []
    if precise {
      guard codes.count <= Fingerprint.shortest * 2 else { return [] }
      if codes.count <= Matching.fewWords {
        for code in codes { out.append(1 << 30 | UInt32(code)) }
      }
      for i in codes.indices.dropLast() {
        out.append(2 << 30 | UInt32(codes[i]) << 12 | UInt32(codes[i + 1]))
      }
    } else if codes.count > Fingerprint.shortest / 2 {
      for i in codes.indices.dropLast(2) {
        out.append(
          UInt32(codes[i] >> 6) << 12 | UInt32(codes[i + 1] >> 6) << 6 | UInt32(codes[i + 2] >> 6))
      }
    }
    out.sort()
    var last: UInt32?
    return out.filter { key in
      defer { last = key }
      return key != last
    }
  }
}
