/// How often each speaker answers each other one.
struct AnswerCounts {
  /// Who speaks, and who spoke directly before.
  struct Pair: Hashable {
    var speaker: Int32
    var before: Int32
  }

  private var counts: [Pair: Int] = [:]
  /// Those that came last, whose counts are not in `counts` yet: in a conversation the same few come again and again,
  /// and it would be most of the work to look for them each time.
  private var recent: [(pair: Pair, count: Int)] = []
  /// Which of `recent` has been there longest.
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

  /// All of them, in no order.
  var all: [Pair: Int] {
    recent.reduce(into: counts) { counts, recent in counts[recent.pair, default: 0] += recent.count }
  }
}
