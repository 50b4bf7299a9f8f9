import Archive

/// How the published ids of a source fit its present text and ledger.
public struct PublishedComparison: Sendable {
  /// Whether less than a fifth of the passages is the same on the site and in the present text. The site is then
  /// probably that of another archive: `Yes.` and `(laughter)` are in many.
  public let isUnlike: Bool
  /// Whether the ledger is older than the site. Its highest id may be the same: an id is retired only now that the
  /// site already has as retired, or words of the site get another id.
  public let isOlder: Bool

  /// - Parameters:
  ///   - source: the present source.
  ///   - anchors: of that source, anchored with the present ledger.
  public init(_ published: PublishedLedger, _ source: Source, _ anchors: SourceAnchors) {
    // Words that occur twice on a side say nothing of which id they have. They count as words in common.
    var present = Texts()
    for (passage, number) in zip(source.record.passages, anchors.numbers) {
      present.add(Fingerprint.check(source.record.bytes, passage.range.asRange), number)
    }
    var site = Texts()
    for passage in published.passages {
      let bytes = Array(passage.text.utf8)
      site.add(Fingerprint.check(bytes, 0..<bytes.count), passage.number)
    }
    let fewest = min(present.telling.count, site.telling.count)
    isUnlike = 5 * present.telling.intersection(site.telling).count < fewest
    let retired = Set(published.retired.map(\.number))
    isOlder =
      !isUnlike
      && (anchors.newlyRetired.contains(where: retired.contains)
        || site.numbers.contains { check, number in
          guard let number, let other = present.numbers[check] ?? nil else { return false }
          return number != other
        })
  }

  /// The passages of one side by the checksum of their words.
  private struct Texts {
    /// Number of the passage; nil if several have the words.
    var numbers: [UInt64: Int32?] = [:]
    /// Those with at least four words, which are hardly the same by accident.
    var telling: Set<UInt64> = []

    mutating func add(_ words: (check: UInt64, words: Int), _ number: Int32) {
      numbers[words.check] = numbers[words.check] == nil ? number : .some(nil)
      if words.words >= 4 { telling.insert(words.check) }
    }
  }
}
