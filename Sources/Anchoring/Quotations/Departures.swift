import Archive

/// Passages that no longer have the words that the ledger has for them. They are identified by the codes of these
/// words.
///
/// A note without a passage can be on any passage with its words. If another passage with the same words is gone
/// according to the ledger, nothing in the text says which of the two the author meant.
struct Departures: Sendable {
  /// A passage that no longer has its former words.
  struct Passage: Sendable {
    /// The N of `pN`.
    var number: Int32
    /// Index of the passage that has the id now; -1 if the passage was removed.
    var heir: Int
    /// Whether the passage is gone. If not, it was edited since the last build.
    var isGone: Bool
    fileprivate var print: Fingerprint.Parsed
  }

  /// Least number of words of a quotation. Fewer prove nothing, because the ledger has only six bits of each word.
  private static let least = 4

  private let bytes: [UInt8]
  private let passages: [Passage]
  /// Positions of each run of four codes, by its bits and the level of the fingerprint; built for the first query.
  private lazy var runs = indexed()

  /// - Parameters:
  ///   - ledger: the ledger of the last build.
  ///   - passages: for each line its present passage, or -1.
  ///   - leads: for each retired number the passage to which it redirects.
  ///   - isKnown: for each passage whether the ledger already had its words.
  init(_ ledger: Ledger, passages: [Int], leads: [Int32: Int], isKnown: [Bool]) {
    bytes = ledger.bytes
    self.passages = ledger.entries.indices.compactMap { entry in
      let line = ledger.entries[entry]
      let passage = passages[entry]
      if passage >= 0 {
        return isKnown.indices.contains(passage) && !isKnown[passage]
          ? Passage(number: line.number, heir: passage, isGone: false, print: line.print) : nil
      }
      if case .takenUp = line.fate { return nil }
      return Passage(number: line.number, heir: leads[line.number] ?? -1, isGone: true, print: line.print)
    }
  }

  /// An empty set.
  init() {
    bytes = []
    passages = []
  }

  /// Whether there are no passages.
  var isEmpty: Bool { passages.isEmpty }

  /// A quotation and the words around its present position, as hashes of words.
  struct Question {
    /// The quoted words.
    var words: [UInt64]
    /// The words that the author gives before and after them.
    var given: (before: [UInt64], behind: [UInt64])
    /// The words before and after the present position.
    var here: (before: [UInt64], behind: [UInt64])
  }

  /// The departed passage that had all the quoted words in a row, with at least as many of the author's context
  /// words around them as the present position has. A passage that is gone is preferred to one that was edited.
  ///
  /// - Parameter excluded: indices of passages whose former words are not considered.
  mutating func owner(_ question: Question, except excluded: Range<Int>) -> Passage? {
    var found: Passage?
    for level in Set(passages.map(\.print.level)).sorted() {
      func codes(_ words: [UInt64]) -> [UInt16] { Fingerprint.codes(words[...], level: level) }
      var words = codes(question.words)
      var given = (before: codes(question.given.before), behind: codes(question.given.behind))
      var here = (before: codes(question.here.before), behind: codes(question.here.behind))
      if words.count < Self.least {
        // A few words prove nothing alone, but they do together with all the context that the author gives.
        words = given.before + words + given.behind
        given = ([], [])
        here = ([], [])
      }
      guard words.count >= Self.least, let key = Self.key(words[..<Self.least], level) else { continue }
      for (index, start) in runs[key] ?? [] {
        let passage = passages[index]
        if excluded.contains(passage.heir) || found != nil && !passage.isGone { continue }
        let isWhole = passage.print.precise
        guard let around = Self.around(words, in: passage.print.values(bytes), at: start, isWhole) else {
          continue
        }
        let mask: UInt16 = isWhole ? 0xFFF : 0xFC0
        func agreeing(_ given: [UInt16], _ own: [UInt16], _ here: [UInt16]) -> (own: Int, here: Int) {
          func equal(_ other: [UInt16]) -> Int {
            zip(given, other).prefix { $0 & mask == $1 & mask }.count
          }
          let place = equal(here)
          // If the passage ended before the author's context did, the rest was in the next passage.
          return equal(own) == own.count ? (max(own.count, place), place) : (equal(own), place)
        }
        let before = agreeing(given.before.reversed(), around.before, here.before.reversed())
        let behind = agreeing(given.behind, around.behind, here.behind)
        guard before.own + behind.own >= before.here + behind.here else { continue }
        if passage.isGone { return passage }
        found = passage
      }
    }
    return found
  }

  /// The codes before a run, nearest first, and the codes after it; nil if the run is not there.
  private static func around(
    _ words: [UInt16], in values: [UInt16], at start: Int, _ isWhole: Bool
  ) -> (before: [UInt16], behind: [UInt16])? {
    let mask: UInt16 = isWhole ? 0xFFF : 0xFC0
    guard start + words.count <= values.count,
      zip(words, values[start...]).allSatisfy({ $0 & mask == $1 & mask })
    else { return nil }
    return (values[..<start].reversed(), Array(values[(start + words.count)...]))
  }

  private func indexed() -> [UInt32: [(passage: Int, start: Int)]] {
    var runs: [UInt32: [(passage: Int, start: Int)]] = [:]
    for (index, passage) in passages.enumerated() {
      let values = passage.print.values(bytes)
      guard values.count >= Self.least else { continue }
      for start in 0...(values.count - Self.least) {
        guard let key = Self.key(values[start..<start + Self.least], passage.print.level) else { continue }
        runs[key, default: []].append((index, start))
      }
    }
    return runs
  }

  /// The first six bits of each of four codes, with the level; nil for a level that no passage reaches.
  private static func key(_ codes: ArraySlice<UInt16>, _ level: Int) -> UInt32? {
    guard level < 64 else { return nil }
    return codes.reduce(UInt32(level)) { $0 << 6 | UInt32($1 >> 6) }
  }
}

extension QuotationFinder {
  /// The query for a position of a quotation.
  func question(_ range: Range<Int>, prefix: String, suffix: String) -> Departures.Question {
    let whole = whole(range)
    var before = Words.hashes(Array(prefix.utf8), 0..<prefix.utf8.count)
    var behind = Words.hashes(Array(suffix.utf8), 0..<suffix.utf8.count)
    // The rest of a word that the quotation cuts belongs to its words.
    if whole.lowerBound < range.lowerBound, !before.isEmpty { before.removeLast() }
    if whole.upperBound > range.upperBound, !behind.isEmpty { behind.removeFirst() }
    var start = max(0, whole.lowerBound - 2 * prefix.utf8.count - 32)
    while start > 0, UTF8.isContinuation(text.bytes[start]) { start -= 1 }
    var end = min(text.bytes.count, whole.upperBound + 2 * suffix.utf8.count + 32)
    while end < text.bytes.count, UTF8.isContinuation(text.bytes[end]) { end += 1 }
    return Departures.Question(
      words: Words.hashes(text.bytes, whole), given: (before, behind),
      here: (
        Words.hashes(text.bytes, start..<whole.lowerBound), Words.hashes(text.bytes, whole.upperBound..<end)
      ))
  }
}
