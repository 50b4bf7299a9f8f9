import Archive
import Base

/// Finds quotations in one text. The text is prepared once and asked for each quotation.
struct QuotationFinder: Sendable {
  /// Least score of an edited quotation.
  static let least = 0.7
  /// Least score of an edited quotation without surroundings, which has the words alone to prove it.
  static let leastAlone = 0.8
  /// By how much its place must score above the next best that has no words in common with it.
  static let margin = 0.1
  /// Quotations of fewer bytes are so short that chance finds their like; edited, they need their surroundings.
  static let shortest = 16
  /// Bytes from which on words found once are taken for the author's though all around them is different.
  static let telling = 24
  /// Least agreement of the surroundings of a place that is chosen by them.
  static let agreeing = 0.6
  /// By how much the surroundings of one of several places must agree better, where they were edited.
  static let marginOfEdited = 0.2
  /// Least likeness of the words of an edited quotation.
  static let leastLikeness = 0.5
  /// The same where it has fewer than `shortest` bytes, and only the passage named speaks for it.
  static let leastOfShort = 0.75
  /// Of a short quotation so many bytes must go on letter for letter on one side.
  static let side = 9
  /// So many bytes it must have together with those, unless its passage is named.
  static let evident = 22
  /// Edited quotations of fewer bytes are not believed against their surroundings.
  static let tellingEdited = 40
  /// Least agreement of the surroundings of these.
  static let agreeingOfEdited = 0.5

  /// Least agreement of either side for equal words to stand where the author says.
  static let agreeingOnEachSide = 0.5
  /// Bytes that must agree on either side of a short quotation for that.
  static let nextTo = 4

  /// A place in the normalised text that may be the quotation's.
  struct Candidate: Equatable {
    var range: Range<Int>
    /// The words alone, 0 to 1.
    var likeness: Double
    /// The surroundings, 0 to 1; nil where the author gives none.
    var context: Double?

    /// Words and surroundings together, the words counting three times as much.
    var score: Double { context.map { 0.75 * likeness + 0.25 * $0 } ?? likeness }
  }

  /// What was found.
  struct Finding {
    var state: Placement.State
    /// In the normalised text; nil where the place is not clear.
    var range: Range<Int>?
    var score: Double
    var second: Double
    /// The nearest places, best first, for the author.
    var candidates: [Candidate]
  }

  let text: NormalisedText
  private let index: GramIndex

  init(_ record: Prose) {
    text = NormalisedText(record)
    index = GramIndex(text.folded)
  }

  /// Finds a quotation.
  /// - Parameters:
  ///   - named: the stretch of the normalised text that the author names, if any.
  ///   - gone: whether the author names a passage that was removed, so that no place is quite the author's.
  func find(
    _ quote: String, prefix: String, suffix: String, named: Range<Int>?, gone: Bool = false
  ) -> Finding {
    let words = NormalisedText(quote)
    let context = Context(prefix: NormalisedText(prefix).folded, suffix: NormalisedText(suffix).folded)
    if words.bytes.isEmpty { return between(prefix, quote, suffix) }
    guard let named else {
      let equal = equals(words, context, index.find(words.folded))
      if !equal.isEmpty { return choose(equal, words.bytes.count, context, place: gone ? .moved : .exact) }
      return edited(words.folded, context, nil)
    }
    let inside = equals(words, context, index.find(words.folded, touching: named))
    if !inside.isEmpty { return choose(inside, words.bytes.count, context, place: .exact, trusted: true) }
    let equal = equals(words, context, index.find(words.folded))
    let changed = edited(words.folded, context, named)
    if equal.isEmpty { return changed }
    let elsewhere = choose(equal, words.bytes.count, context, place: .moved)
    // Edited words in the named passage against equal ones elsewhere: neither is believed without a margin.
    guard let own = changed.candidates.first(where: { named.overlaps($0.range) && $0.score >= Self.least }),
      let other = equal.max(by: { $0.score < $1.score })
    else { return elsewhere }
    if let here = own.context, let there = other.context, abs(here - there) >= 0.3 {
      if there > here { return elsewhere }
      guard isBelieved(own, words.bytes.count, isNamed: true) else { return unclear([other, own]) }
      let rival = changed.candidates.first { named.overlaps($0.range) && !$0.range.overlaps(own.range) }
      if let rival, own.score - rival.score < Self.margin { return unclear([own, rival]) }
      return Finding(
        state: .changed, range: own.range, score: own.score, second: max(other.score, rival?.score ?? 0),
        candidates: [own, other])
    }
    return unclear([other, own])
  }

  /// A quotation of white space alone stands where all the words given before and behind it stand letter for
  /// letter around white space, if that is so in one place only. It has no words of its own, so that nothing less
  /// could prove its place.
  private func between(_ prefix: String, _ quote: String, _ suffix: String) -> Finding {
    let before = NormalisedText(prefix).bytes.count
    let behind = NormalisedText(suffix).bytes.count
    let whole = NormalisedText(prefix + quote + suffix)
    var found: [Range<Int>] = []
    if before > 0, behind > 0, before + behind <= whole.bytes.count {
      for start in index.find(whole.folded) {
        let range = start + before..<start + whole.bytes.count - behind
        let isEqual = text.bytes[start..<start + whole.bytes.count].elementsEqual(whole.bytes)
        if isEqual, text.original(range).start < text.original(range).end { found.append(range) }
      }
    }
    let candidates = found.map { Candidate(range: $0, likeness: 1, context: 1) }
    guard let range = found.first, found.count == 1 else {
      return found.isEmpty
        ? Finding(state: .lost, range: nil, score: 0, second: 0, candidates: []) : unclear(candidates)
    }
    return Finding(state: .exact, range: range, score: 1, second: 0, candidates: candidates)
  }

  // MARK: Equal words

  /// Of places where the words stand, capitals aside, those where the very words do. A place inside a word counts
  /// only where the author's surroundings have the rest of that word: "art" is not quoted from "party".
  private func equals(_ words: NormalisedText, _ context: Context, _ starts: [Int]) -> [Candidate] {
    let count = words.bytes.count
    return starts.compactMap { start in
      let range = start..<start + count
      guard text.bytes[range].elementsEqual(words.bytes), endsClean(range, context) else { return nil }
      return Candidate(range: range, likeness: 1, context: context.agreement(text.folded, range))
    }
  }

  private func endsClean(_ range: Range<Int>, _ context: Context) -> Bool {
    let before = cutBefore(range.lowerBound)
    if before > 0, context.exactBefore(text.folded, range.lowerBound) < before,
      !context.wholeBefore(text.folded, range.lowerBound)
    {
      return false
    }
    let behind = cutBehind(range.upperBound)
    return behind == 0 || context.exactBehind(text.folded, range.upperBound) >= behind
      || context.wholeBehind(text.folded, range.upperBound)
  }

  private func choose(
    _ candidates: [Candidate], _ count: Int, _ context: Context, place: Placement.State, trusted: Bool = false
  ) -> Finding {
    let sorted = candidates.sorted {
      $0.score != $1.score ? $0.score > $1.score : $0.range.lowerBound < $1.range.lowerBound
    }
    let best = sorted[0]
    let second = sorted.count > 1 ? sorted[1].score : 0
    let agreement = best.context ?? 1
    let lost = Finding(state: .lost, range: nil, score: best.score, second: second, candidates: sorted)
    if sorted.count > 1 {
      // The score differs by the surroundings alone, which are a quarter of it.
      let margin = agreement == 1 ? Self.margin : Self.marginOfEdited
      guard best.context != nil, agreement >= Self.agreeing, (best.score - second) * 4 >= margin else {
        return unclear(sorted)
      }
      if !touches(best.range, context, trusted: trusted) { return unclear(sorted) }
      // Where the words next to it speak for another place than those farther off, nothing is sure.
      let own = context.exact(text.folded, best.range)
      if sorted.dropFirst().contains(where: { context.exact(text.folded, $0.range) > own }) {
        return unclear(sorted)
      }
      let state = isBetween(best.range, count, context, trusted: trusted) ? place : .moved
      return Finding(state: state, range: best.range, score: best.score, second: second, candidates: sorted)
    }
    // Few words stand in many places by chance: their surroundings must be there too.
    if !touches(best.range, context, trusted: trusted) { return lost }
    if trusted {
      if count < Self.shortest, agreement < Self.agreeing / 2 { return lost }
      let state = isBetween(best.range, count, context, trusted: trusted) ? place : .moved
      return Finding(state: state, range: best.range, score: best.score, second: second, candidates: sorted)
    }
    if count < Self.telling, agreement < Self.agreeing { return lost }
    if place == .moved, best.context == nil, count < Self.shortest { return lost }
    let state = isBetween(best.range, count, context, trusted: trusted) ? place : .moved
    return Finding(state: state, range: best.range, score: best.score, second: second, candidates: sorted)
  }

  /// Whether a place stands between the words that the author gives: on each side, and of a short quotation with the
  /// very letters next to it. Where it does not, the author is told. In a passage that is named longer words need no
  /// more than that.
  private func isBetween(_ range: Range<Int>, _ count: Int, _ context: Context, trusted: Bool) -> Bool {
    if trusted, count >= Self.telling { return true }
    return context.surrounds(
      text.folded, range, agreement: Self.agreeingOnEachSide, bytes: count < Self.telling ? Self.nextTo : 0)
  }

  /// Whether the author's words go on letter for letter on one side at least. Asked of short quotations: of the
  /// same few words said twice in one sentence, all but these surroundings are the same.
  private func touches(_ range: Range<Int>, _ context: Context, trusted: Bool) -> Bool {
    if context.isEmpty || range.count >= Self.telling { return true }
    let before = context.exactBefore(text.folded, range.lowerBound)
    let behind = context.exactBehind(text.folded, range.upperBound)
    if before + behind == context.count { return true }
    return (trusted || before + behind + range.count >= Self.evident)
      && context.touches(text.folded, range, bytes: Self.side)
  }

  private func unclear(_ candidates: [Candidate]) -> Finding {
    Finding(
      state: .ambiguous, range: nil, score: candidates.first?.score ?? 0,
      second: candidates.dropFirst().first?.score ?? 0, candidates: candidates)
  }

  // MARK: Edited words

  private func edited(_ words: [UInt8], _ context: Context, _ named: Range<Int>?) -> Finding {
    var found: [Candidate] = []
    var windows = index.stretches(like: words)
    if let named { windows.insert(named, at: 0) }
    for window in windows {
      for stretch in EditDistance.nearest(words, in: text.folded, window, most: 2) {
        let range = trimmed(stretch.range, context)
        if range.isEmpty || found.contains(where: { $0.range == range }) { continue }
        // Never 1: the words are not the author's, be it only by their case.
        let likeness = min(0.99, 1 - Double(stretch.distance) / Double(words.count))
        found.append(
          Candidate(range: range, likeness: likeness, context: context.agreement(text.folded, range)))
      }
    }
    found.sort { $0.score != $1.score ? $0.score > $1.score : $0.range.lowerBound < $1.range.lowerBound }
    guard let best = found.first else {
      return Finding(state: .lost, range: nil, score: 0, second: 0, candidates: [])
    }
    let rival = found.dropFirst().first { !$0.range.overlaps(best.range) }
    let second = rival?.score ?? 0
    var finding = Finding(state: .lost, range: nil, score: best.score, second: second, candidates: found)
    guard isBelieved(best, words.count, isNamed: named.map(best.range.overlaps) ?? false) else {
      return finding
    }
    if best.score - second < Self.margin {
      finding.state = .ambiguous
      return finding
    }
    finding.state = .changed
    finding.range = best.range
    return finding
  }

  /// Whether edited words are enough like the author's, between surroundings that are.
  private func isBelieved(_ candidate: Candidate, _ count: Int, isNamed: Bool) -> Bool {
    let agrees = (candidate.context ?? 0) >= Self.agreeing
    let least = candidate.context == nil && !isNamed ? Self.leastAlone : Self.least
    let leastLikeness = count < Self.telling ? Self.least : Self.leastLikeness
    if candidate.score < least || candidate.likeness < (agrees || isNamed ? leastLikeness : least) {
      return false
    }
    if count < Self.shortest, !agrees, !(isNamed && candidate.likeness >= Self.leastOfShort) { return false }
    if let context = candidate.context, count < Self.tellingEdited, context < Self.agreeingOfEdited {
      return false
    }
    return true
  }

  /// The stretch with the words it cuts made whole, unless the surroundings say that the author cut them, and
  /// without white space at its ends.
  private func trimmed(_ range: Range<Int>, _ context: Context) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower > 0, UTF8.isContinuation(text.bytes[lower]) { lower -= 1 }
    while upper < text.bytes.count, UTF8.isContinuation(text.bytes[upper]) { upper += 1 }
    let before = cutBefore(lower)
    if before > 0, context.exactBefore(text.folded, lower) < min(before, 4) { lower -= before }
    let behind = cutBehind(upper)
    if behind > 0, context.exactBehind(text.folded, upper) < min(behind, 4) { upper += behind }
    while lower < upper, text.bytes[lower] == 0x20 { lower += 1 }
    while upper > lower, text.bytes[upper - 1] == 0x20 { upper -= 1 }
    return lower..<upper
  }

  // MARK: Words that are cut

  /// A stretch with the words that its ends cut made whole.
  func whole(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound - cutBefore(range.lowerBound)..<range.upperBound + cutBehind(range.upperBound)
  }

  /// Bytes of the word that a place cuts, in front of it; 0 where it cuts none.
  private func cutBefore(_ place: Int) -> Int {
    guard place > 0, place < text.bytes.count, isWordByte(at: place) else { return 0 }
    var start = place
    while let previous = wordStart(before: start) { start = previous }
    return place - start
  }

  /// Bytes of the word that a place cuts, behind it; 0 where it cuts none.
  private func cutBehind(_ place: Int) -> Int {
    guard place < text.bytes.count, wordStart(before: place) != nil || marks(place) else { return 0 }
    var end = place
    while end < text.bytes.count, isWordByte(at: end) { end += length(at: end) }
    return end - place
  }

  /// Whether a mark stands at a place that belongs to the letter before it.
  private func marks(_ place: Int) -> Bool { Composition.continues(scalar(at: place)) }

  private func scalar(at place: Int) -> UInt32 {
    text.bytes.withUnsafeBufferPointer { UTF8.codePoint($0, at: place, end: $0.count).0 }
  }

  private func length(at place: Int) -> Int {
    text.bytes.withUnsafeBufferPointer { UTF8.codePoint($0, at: place, end: $0.count).1 }
  }

  /// Whether at a place stands a letter of a script that is written with spaces.
  private func isWordByte(at place: Int) -> Bool {
    let scalar = scalar(at: place)
    return Scalars.isWord(scalar) && !Scalars.isWide(scalar)
  }

  /// Where the letter before a place begins, if it is one.
  private func wordStart(before place: Int) -> Int? {
    var start = place - 1
    while start > 0, UTF8.isContinuation(text.bytes[start]) { start -= 1 }
    return start >= 0 && isWordByte(at: start) ? start : nil
  }
}

extension QuotationFinder {
  /// Every place where words stand as whole words, capitals aside, in the normalised text.
  func places(of words: String) -> [Range<Int>] {
    let folded = NormalisedText(words).folded
    if folded.isEmpty { return [] }
    let nothing = Context(prefix: [], suffix: [])
    return index.find(folded).map { $0..<$0 + folded.count }.filter { endsClean($0, nothing) }
  }
}
