import Archive

/// How the published ids of a source fit its present text and ledger.
public struct PublishedComparison: Sendable {
  /// Whether the site and the present text have passages, but none with the same words. The site is then probably
  /// that of another archive.
  public let isUnlike: Bool
  /// Whether the ledger is older than the site. Its highest id may be the same: an id is retired only now that the
  /// site already has as retired, or words of the site get another id.
  public let isOlder: Bool

  /// - Parameters:
  ///   - source: the present source.
  ///   - anchors: of that source, anchored with the present ledger.
  public init(_ published: PublishedLedger, _ source: Source, _ anchors: SourceAnchors) {
    // Words that occur twice on a side say nothing of which id they have. They count as words in common.
    var present: [UInt64: Int32?] = [:]
    for (passage, number) in zip(source.record.passages, anchors.numbers) {
      let check = Fingerprint.check(source.record.bytes, passage.range.asRange).check
      present[check] = present[check] == nil ? number : .some(nil)
    }
    var site: [UInt64: Int32?] = [:]
    for passage in published.passages {
      let bytes = Array(passage.text.utf8)
      let check = Fingerprint.check(bytes, 0..<bytes.count).check
      site[check] = site[check] == nil ? passage.number : .some(nil)
    }
    isUnlike = !present.isEmpty && !site.isEmpty && !site.keys.contains { present[$0] != nil }
    let retired = Set(published.retired.map(\.number))
    isOlder =
      anchors.newlyRetired.contains(where: retired.contains)
      || site.contains { check, number in
        guard let number, let other = present[check] ?? nil else { return false }
        return number != other
      }
  }
}
