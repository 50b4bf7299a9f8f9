/// The answer to a query.
public struct SearchResults: Sendable {
  /// The query as asked.
  public var query: String
  /// Number of all hits.
  public var total: Int
  /// Whether the total and the counts are those of candidates, because a phrase has too many to be looked at.
  public var isEstimate = false
  /// Hits from the best on, as many as were asked for.
  public var hits: [SearchHit]
  /// For each facet the ids of its values with the number of hits they would leave, most first. A facet is
  /// counted as if nothing were chosen in it.
  public var counts: [Facet: [Count]]
  /// Words of the query that the archive does not have, nor any like them.
  public var unknown: [String]
  /// Words that the archive does not have and those that were searched for instead.
  public var repaired: [SpellingCorrection] = []
  /// Values of `date:` that are no dates.
  public var strangeDates: [String] = []
  /// Whether some `word*` has more words than are searched for.
  public var isPartial: Bool

  /// A word that was repaired.
  public struct SpellingCorrection: Sendable, Equatable {
    /// As asked for, folded.
    public var from: String
    /// What was searched for.
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

/// One thing found.
public struct SearchHit: Sendable, Equatable {
  /// A stretch of an excerpt.
  public struct Fragment: Sendable, Equatable {
    /// The words.
    public var text: String
    /// Whether they were asked for.
    public var isMarked: Bool
  }

  /// What it is.
  public var kind: HitKind
  /// Id of its source; nil for what belongs to none.
  public var source: String?
  /// Id of the passage (`p7`); nil where the hit is not on one.
  public var passage: String?
  /// Id of the speaker.
  public var speaker: String?
  /// Date as readers see it.
  public var date: String?
  /// Title of the source or entry.
  public var title: String
  /// The heading the passage stands under.
  public var section: String?
  /// Where it is, relative to the top of the site.
  public var url: String
  /// Higher is better; comparable only within one answer.
  public var score: Int
  /// Words around what was asked for.
  public var excerpt: [Fragment]

  /// The excerpt as plain text.
  public var excerptText: String {
    String(excerpt.map(\.text).joined().map { $0.isNewline ? " " : $0 })
  }
}

/// Why an index cannot be read.
public enum SearchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A file that the index names is not there.
  case missing(path: String)
  /// A file is not what its name says, or cut short.
  case damaged(path: String)
  /// A file belongs to another build of the site.
  case mixed(path: String)
  /// The index was written by another version of sitegen.
  case version(found: Int, expected: Int)

  /// One line for people.
  public var description: String {
    switch self {
    case .missing(let path):
      "no search index: \(path) cannot be read; build the site first, or name its folder"
    case .damaged(let path): "\(path) is damaged; build the site again"
    case .mixed(let path): "\(path) belongs to another build of the site; build the site again"
    case .version(let found, let expected):
      "the search index has version \(found), this sitegen reads version \(expected); build the site again"
    }
  }
}
