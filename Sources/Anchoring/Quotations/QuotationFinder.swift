import Archive
import Base

/// Finds quotations in one text. The text is prepared once for all quotations.
struct QuotationFinder: Sendable {
  /// Least score of an edited quotation.
  static let least = 0.7
  /// Least score of an edited quotation without context, where only the words count.
  static let leastAlone = 0.8
  /// Least margin in score over the next best position that does not overlap.
  static let margin = 0.1
  /// Quotations of fewer bytes are similar to other text by chance; if edited, they need matching context.
  static let shortest = 16
  /// Length in bytes from which words that occur once are accepted even if their context differs completely.
  static let telling = 24
  /// Least agreement of the context of a position that is chosen by its context.
  static let agreeing = 0.6
  /// Least margin in context agreement between several positions if the context was edited.
  static let marginOfEdited = 0.2
  /// Least likeness of the words of an edited quotation.
  static let leastLikeness = 0.5
  /// The same for a quotation of fewer than `shortest` bytes that only the given passage supports.
  static let leastOfShort = 0.75
  /// Number of bytes of context that must be equal on one side of a short quotation.
  static let side = 9
  /// Least total length in bytes of a short quotation with its equal context, unless the note has a passage.
  static let evident = 22
  /// Length in bytes from which an edited quotation is accepted although its context differs.
  static let tellingEdited = 40
  /// Least agreement of the context of a shorter edited quotation.
  static let agreeingOfEdited = 0.5

  /// Least agreement of the context on either side for a quotation to be `exact`.
  static let agreeingOnEachSide = 0.5
  /// Number of bytes of context that must be equal on either side of a short quotation to be `exact`.
  static let nextTo = 4

  /// A possible position of the quotation in the normalised text.
  struct Candidate: Equatable {
    var range: Range<Int>
    /// Likeness of the words, 0 to 1.
    var likeness: Double
    /// Agreement of the context, 0 to 1; nil if the author gives none.
    var context: Double?

    /// Score of words and context together; the words count three times as much.
    var score: Double { context.map { 0.75 * likeness + 0.25 * $0 } ?? likeness }
  }

  /// The result of a search.
  struct Finding {
    var state: Placement.State
    /// The range in the normalised text; nil if the position is not clear.
    var range: Range<Int>?
    var score: Double
    var second: Double
    /// The most similar positions, best first, for the author.
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
  ///   - named: the range of the normalised text that the author refers to, if any.
  ///   - gone: whether the author refers to a passage that was removed, so that no position is exact.
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
    // Edited words in the given passage, and equal words elsewhere: a margin is needed to decide.
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

  /// Finds a quotation that consists of white space only. It needs prefix and suffix: the text must have both,
  /// letter for letter, around white space, in exactly one position. A quotation without words has no other
  /// evidence.
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

  /// Positions with exactly the quoted words, of those where they match regardless of case. A position within a
  /// word counts only if the author's context has the rest of that word: "art" is not found in "party".
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
      // The scores differ by the context only, which is a quarter of the score.
      let margin = agreement == 1 ? Self.margin : Self.marginOfEdited
      guard best.context != nil, agreement >= Self.agreeing, (best.score - second) * 4 >= margin else {
        return unclear(sorted)
      }
      if !touches(best.range, context, trusted: trusted) { return unclear(sorted) }
      // The position is ambiguous if another one has more equal bytes of context directly beside it.
      let own = context.exact(text.folded, best.range)
      if sorted.dropFirst().contains(where: { context.exact(text.folded, $0.range) > own }) {
        return unclear(sorted)
      }
      let state = isBetween(best.range, count, context, trusted: trusted) ? place : .moved
      return Finding(state: state, range: best.range, score: best.score, second: second, candidates: sorted)
    }
    // A few words occur in many positions by chance, so their context must match too.
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

  /// Whether a position is between the words that the author gives. Both sides must agree; for a short quotation
  /// the bytes directly beside it must be equal. If not, the position is reported as moved. Longer words in the
  /// given passage are always accepted.
  private func isBetween(_ range: Range<Int>, _ count: Int, _ context: Context, trusted: Bool) -> Bool {
    if trusted, count >= Self.telling { return true }
    return context.surrounds(
      text.folded, range, agreement: Self.agreeingOnEachSide, bytes: count < Self.telling ? Self.nextTo : 0)
  }

  /// Whether the context of a short quotation is equal on at least one side. If the same few words occur twice in a
  /// sentence, only this context distinguishes them.
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
        // Never 1: the words are not those of the author, even if only case differs.
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

  /// Whether edited words and their context are similar enough to those of the author.
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

  /// The range, extended to whole words unless the context shows that the author cut them, without white space at
  /// its ends.
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

  /// The range, extended to whole words.
  func whole(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound - cutBefore(range.lowerBound)..<range.upperBound + cutBehind(range.upperBound)
  }

  /// Number of bytes of a word that are before a position within it; 0 if the position is not within a word.
  private func cutBefore(_ place: Int) -> Int {
    guard place > 0, place < text.bytes.count, isWordByte(at: place) else { return 0 }
    var start = place
    while let previous = wordStart(before: start) { start = previous }
    return place - start
  }

  /// Number of bytes of a word that are after a position within it; 0 if the position is not within a word.
  private func cutBehind(_ place: Int) -> Int {
    guard place < text.bytes.count, wordStart(before: place) != nil || marks(place) else { return 0 }
    var end = place
    while end < text.bytes.count, isWordByte(at: end) { end += length(at: end) }
    return end - place
  }

  /// Whether the scalar at a position belongs to the letter before it.
  private func marks(_ place: Int) -> Bool { Composition.continues(scalar(at: place)) }

  private func scalar(at place: Int) -> UInt32 {
    text.bytes.withUnsafeBufferPointer { UTF8.codePoint($0, at: place, end: $0.count).0 }
  }

  private func length(at place: Int) -> Int {
    text.bytes.withUnsafeBufferPointer { UTF8.codePoint($0, at: place, end: $0.count).1 }
  }

  /// Whether the scalar at a position is a letter of a script that is written with spaces.
  private func isWordByte(at place: Int) -> Bool {
    let scalar = scalar(at: place)
    return Scalars.isWord(scalar) && !Scalars.isWide(scalar)
  }

  /// The start of the letter before a position; nil if there is no letter.
  private func wordStart(before place: Int) -> Int? {
    var start = place - 1
    while start > 0, UTF8.isContinuation(text.bytes[start]) { start -= 1 }
    return start >= 0 && isWordByte(at: start) ? start : nil
  }
}

extension QuotationFinder {
  /// Every occurrence of whole words in the normalised text, regardless of case.
  func places(of words: String) -> [Range<Int>] {
    let folded = NormalisedText(words).folded
    if folded.isEmpty { return [] }
    let nothing = Context(prefix: [], suffix: [])
    return index.find(folded).map { $0..<$0 + folded.count }.filter { endsClean($0, nothing) }
  }
}
