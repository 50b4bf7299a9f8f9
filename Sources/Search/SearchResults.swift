/// The answer to a query.
public struct SearchResults: Sendable {
  /// The query as asked.
  public var query: String
  /// Total number of hits.
  public var total: Int
  /// Whether the total and the counts are those of candidates. This is so if a phrase has too many candidates to
  /// check each.
  public var isEstimate = false
  /// Hits, best first, at most as many as requested.
  public var hits: [SearchHit]
  /// For each facet the ids of its values with the number of hits that each would leave, most first. A facet is
  /// counted as if none of its values were selected.
  public var counts: [Facet: [Count]]
  /// Words of the query that are not in the archive and have no similar word there.
  public var unknown: [String]
  /// Words that are not in the archive, and the words that were searched instead.
  public var repaired: [SpellingCorrection] = []
  /// Values of `date:` that are not dates.
  public var strangeDates: [String] = []
  /// Whether a `word*` matches more words than are searched.
  public var isPartial: Bool

  /// A replaced word of the query.
  public struct SpellingCorrection: Sendable, Equatable {
    /// The word as asked, folded.
    public var from: String
    /// The word that was searched.
    public var to: String
  }

  /// A value of a facet and its number of hits.
  public struct Count: Sendable, Equatable {
    /// Id of the value.
    public var id: String
    /// Number of hits.
    public var hits: Int
  }
}

/// One search result.
public struct SearchHit: Sendable, Equatable {
  /// A part of an excerpt.
  public struct Fragment: Sendable, Equatable {
    /// The words.
    public var text: String
    /// Whether the words match the query.
    public var isMarked: Bool
  }

  /// The kind of hit.
  public var kind: HitKind
  /// Id of its source; nil if it belongs to none.
  public var source: String?
  /// Id of the passage (`p7`); nil if the hit is not on a passage.
  public var passage: String?
  /// Id of the speaker.
  public var speaker: String?
  /// Date as readers see it.
  public var date: String?
  /// Title of the source or entry.
  public var title: String
  /// The heading above the passage.
  public var section: String?
  /// URL relative to the root of the site.
  public var url: String
  /// Relevance; higher is better. Comparable only within one answer.
  public var score: Int
  /// Words around the matches.
  public var excerpt: [Fragment]

  /// The excerpt as plain text.
  public var excerptText: String {
    String(excerpt.map(\.text).joined().map { $0.isNewline ? " " : $0 })
  }
}

/// Why an index cannot be read.
public enum SearchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A file that the index refers to does not exist.
  case missing(path: String)
  /// The content of a file does not match its name, or is truncated.
  case damaged(path: String)
  /// A file belongs to another build of the site.
  case mixed(path: String)
  /// The index was written by another version of sitegen.
  case version(found: Int, expected: Int)

  /// A message of one line for users.
  public var description: String {
    switch self {
    case .missing(let path):
      "no search index: \(path) cannot be read; build the site first, or name the folder of the site"
    case .damaged(let path): "\(path) is damaged; build the site again"
    case .mixed(let path): "\(path) belongs to another build of the site; build the site again"
    case .version(let found, let expected):
      "the search index has version \(found), this sitegen reads version \(expected); build the site again"
    }
  }
}
