/// Counts how often each speaker answers each other speaker.
struct AnswerCounts {
  /// A speaker and the previous speaker.
  struct Pair: Hashable {
    var speaker: Int32
    var before: Int32
  }

  private var counts: [Pair: Int] = [:]
  /// The latest pairs, not yet added to `counts`. In a conversation the same few pairs repeat, and a dictionary
  /// lookup for each turn would be most of the work.
  private var recent: [(pair: Pair, count: Int)] = []
  /// Index of the oldest pair in `recent`.
  private var oldest = 0

  mutating func add(_ speaker: Int32, after before: Int32) {
    let pair = Pair(speaker: speaker, before: before)
    for index in recent.indices where recent[index].pair == pair {
      recent[index].count += 1
      return
    }
    if recent.count < 4 { return recent.append((pair, 1)) }
    counts[recent[oldest].pair, default: 0] += recent[oldest].count
    recent[oldest] = (pair, 1)
    oldest = (oldest + 1) % recent.count
  }

  /// All counts, unordered.
  var all: [Pair: Int] {
    recent.reduce(into: counts) { counts, recent in counts[recent.pair, default: 0] += recent.count }
  }
}
