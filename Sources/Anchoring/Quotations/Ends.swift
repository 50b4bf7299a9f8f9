extension QuotationFinder {
  /// Most words by which an end is moved.
  private static let furthest = 3
  /// Most bytes of equal words at an end, or of equal context, that count.
  private static let strongestEnd = 16
  /// Fewer equal bytes at an end do not count.
  private static let weakestEnd = 3

  /// Moves the ends of an edited quotation to the most likely words. Of ranges with equal edit distance the search
  /// returns any, so it may cut off a last word that the author quoted. An end is moved by a few words to where the
  /// quotation's own last words, or the author's context, are found.
  ///
  /// - Parameters:
  ///   - range: the range in the normalised text.
  ///   - bounds: a limit for the range, so that it stays in the passages it touches.
  func settled(
    _ range: Range<Int>, _ quote: String, prefix: String, suffix: String, within bounds: Range<Int>
  ) -> Range<Int> {
    let words = NormalisedText(quote).folded
    let context = Context(prefix: NormalisedText(prefix).folded, suffix: NormalisedText(suffix).folded)
    let within = min(bounds.lowerBound, range.lowerBound)..<max(bounds.upperBound, range.upperBound)

    let room = Array(text.folded[range.lowerBound..<within.upperBound])
    let end = Self.end(of: words, in: room, now: range.count) {
      context.exactBehind(text.folded, range.lowerBound + $0)
    }
    let upper = range.lowerBound + end

    let before = Array(text.folded[within.lowerBound..<upper].reversed())
    let start = Self.end(of: words.reversed(), in: before, now: upper - range.lowerBound) {
      context.exactBefore(text.folded, upper - $0)
    }
    return upper - start..<upper
  }

  /// Where `words` end in a text that starts with them: the position of the least edit distance, less equal bytes
  /// at the end and in the context.
  private static func end(
    of words: [UInt8], in text: [UInt8], now: Int, _ agreement: (Int) -> Int
  ) -> Int {
    let places = places(in: text, around: now)
    guard let last = places.last else { return now }
    let distances = EditDistance(words).ends(in: text[..<last], anchored: true)
    func cost(_ place: Int) -> Int {
      let equal = zip(words.reversed(), text[..<place].reversed()).prefix { $0 == $1 }.count
      let own = equal < weakestEnd ? 0 : min(equal, strongestEnd)
      return distances[place - 1] - own - min(agreement(place), strongestEnd)
    }
    let least = places.map(cost).min() ?? 0
    if cost(now) == least { return now }
    return places.first { cost($0) == least } ?? now
  }

  /// The position and the ends of a few words before and after it, with and without their punctuation, in order.
  private static func places(in text: [UInt8], around place: Int) -> [Int] {
    guard place > 0, place <= text.count else { return [] }
    var found = [place]
    func add(_ end: Int) {
      found.append(end)
      let bare = text[..<end].lastIndex { !isPunctuation($0) }.map { $0 + 1 } ?? 0
      if bare > 0 { found.append(bare) }
    }
    var at = place
    for _ in 0..<furthest {
      guard let space = text[..<at].lastIndex(of: 0x20), space > 0 else { break }
      add(space)
      at = space
    }
    at = place
    for _ in 0..<furthest where at < text.count {
      at = text[(at + 1)...].firstIndex(of: 0x20) ?? text.count
      add(at)
    }
    return Set(found).sorted()
  }

  /// ASCII punctuation only; most other punctuation is compared.
  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
