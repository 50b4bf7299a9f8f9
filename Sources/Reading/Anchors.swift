/// The ids of headings and the anchors of passages in one text. Each is unique and differs from the ids of the page
/// itself.
struct Anchors {
  private var taken: Set<String> = []
  /// The last number used for each base, so that a thousand headings of the same name take a thousand steps.
  private var counts: [String: Int] = [:]

  /// Reserves an anchor that an author has chosen.
  ///
  /// - Returns: the problem with it, or nil if there is none.
  mutating func take(_ anchor: String) -> String? {
    if Self.isReserved(anchor) {
      return "found the anchor '\(anchor)', which the pages of the site use themselves, expected another name"
    }
    if !taken.insert(anchor).inserted {
      return "found the anchor '\(anchor)' a second time, expected it once"
    }
    return nil
  }

  /// Releases an anchor, for example when a heading's generated id is replaced by an author's anchor.
  mutating func release(_ anchor: String) { taken.remove(anchor) }

  /// Creates a unique anchor from the slug of a heading.
  mutating func make(_ wish: String) -> String {
    var base = wish.isEmpty ? "section" : wish
    if Self.isReserved(base) { base = "section-" + base }
    if taken.insert(base).inserted { return base }
    var count = counts[base] ?? 1
    var id = base
    repeat {
      count += 1
      id = "\(base)-\(count)"
    } while !taken.insert(id).inserted
    counts[base] = count
    return id
  }

  /// Whether passages (`p7`), notes, footnotes (`fn-1`, `fnref-1`) or the page layout may use the id.
  private static func isReserved(_ id: String) -> Bool {
    let isPassage =
      id.utf8.first == UInt8(ascii: "p") && id.utf8.dropFirst().allSatisfy { (48...57).contains($0) }
    return isPassage || isOfFootnote(id) || id.hasPrefix("note-") || id.hasPrefix("ref-")
      || pageIDs.contains(id)
  }

  private static func isOfFootnote(_ id: String) -> Bool {
    ["fn-", "fnref-"].contains { prefix in
      id.hasPrefix(prefix)
        && id.utf8.dropFirst(prefix.utf8.count).first.map { (48...57).contains($0) } ?? false
    }
  }

  /// Ids that the page layout uses.
  private static let pageIDs: Set<String> = [
    "main", "q", "site-q", "results", "facets", "search-form", "search-status", "contents-heading",
    "score-title",
    "after-score",
  ]
}
