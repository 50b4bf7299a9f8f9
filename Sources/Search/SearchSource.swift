/// A source as the search indexes it: the metadata that results show, and its passages as ranges of its text.
public struct SearchSource: Sendable {
  /// Id, unique among the sources.
  public var id: String
  /// The title, which is also searched.
  public var title: String
  /// URL relative to the root of the site: `sources/ID.html`. A passage is at `url#pN`. Its words are read from
  /// there again for excerpts: see `PageText`.
  public var url: String
  /// The date as readers see it; empty if there is none.
  public var date: String
  /// Order of equal hits, smallest first, then by id: `UncertainDate.earliest`.
  public var sortKey: Int
  /// The possible days of the source, counted from the beginning of the year 0; nil if it has no date. An unknown
  /// end is that of `SearchSource.knownDays`.
  public var days: ClosedRange<Int>?
  /// Index into `SearchVocabulary.kinds`, or -1.
  public var kind: Int32
  /// Index into `SearchVocabulary.events`, or -1.
  public var event: Int32
  /// BCP 47 tag; selects the stemmer, and is a facet.
  public var language: String
  /// Indices into `SearchVocabulary.topics` for the source as a whole, ascending.
  public var topics: [Int32]
  /// The text that the ranges refer to: `Prose.bytes`, shared and not copied.
  public var bytes: [UInt8]
  /// Passages in order of the text.
  public var passages: [SearchPassage]
  /// The words of its headings in `bytes`, in order of the text. Each heading can be found, and is a `span.heading`
  /// of the page.
  public var sections: [Range<Int>]

  /// Ten thousand years to either side of the year 0.
  public static let knownDays = -3_652_425...3_652_425

  /// A source to be indexed.
  public init(
    id: String, title: String, url: String, date: String, sortKey: Int, days: ClosedRange<Int>? = nil,
    kind: Int32, event: Int32 = -1, language: String, topics: [Int32] = [], bytes: [UInt8],
    passages: [SearchPassage], sections: [Range<Int>] = []
  ) {
    self.id = id
    self.title = title
    self.url = url
    self.date = date
    self.sortKey = sortKey
    self.days = days
    self.kind = kind
    self.event = event
    self.language = language
    self.topics = topics
    self.bytes = bytes
    self.passages = passages
    self.sections = sections
  }
}

/// One passage of a source.
public struct SearchPassage: Sendable {
  /// The N of its id `pN`.
  public var number: Int32
  /// Its words in `SearchSource.bytes`. A range that exceeds them is clamped.
  public var range: Range<Int>
  /// Index into `SearchVocabulary.speakers`, or -1.
  public var speaker: Int32
  /// Indices into `SearchVocabulary.topics`, ascending.
  public var topics: [Int32]

  /// A passage to be indexed.
  public init(
    number: Int32, range: Range<Int>, speaker: Int32 = -1, topics: [Int32] = []
  ) {
    self.number = number
    self.range = range
    self.speaker = speaker
    self.topics = topics
  }
}

/// Another kind of document: a note, a speaker or a topic.
public struct SearchEntry: Sendable {
  /// The kind of hit; decides how a result is labelled.
  public var hit: HitKind
  /// Index into `SearchVocabulary.kinds`, or -1.
  public var kind: Int32
  /// The title of a result: the speaker's name, the heading, the words a note is on.
  public var title: String
  /// URL relative to the root of the site, with its fragment.
  public var url: String
  /// The words that are searched and shown in addition to the title.
  public var text: String
  /// BCP 47 tag; selects the stemmer.
  public var language: String
  /// Index of the source it belongs to, in the order in which the sources are given, or -1.
  public var source: Int32
  /// Number of the passage that a note is on, or 0.
  public var passage: Int32
  /// Index into `SearchVocabulary.speakers`, or -1.
  public var speaker: Int32
  /// Indices into `SearchVocabulary.topics`, ascending.
  public var topics: [Int32]

  /// An entry to be indexed.
  public init(
    hit: HitKind, kind: Int32, title: String, url: String, text: String, language: String,
    source: Int32 = -1, passage: Int32 = 0, speaker: Int32 = -1, topics: [Int32] = []
  ) {
    self.hit = hit
    self.kind = kind
    self.title = title
    self.url = url
    self.text = text
    self.language = language
    self.source = source
    self.passage = passage
    self.speaker = speaker
    self.topics = topics
  }
}

/// The kind of a hit. The raw values are those of the index.
public enum HitKind: Int, Sendable, CaseIterable {
  case passage, note, speaker, topic, source, section

  /// The word used in data: `passage`.
  public var name: String { "\(self)" }

  /// The word used in queries: `in:passages`.
  var part: String { self == .source ? "titles" : name + "s" }
}

/// The values of the facets. Sources, passages and entries refer to them by index.
public struct SearchVocabulary: Sendable {
  /// One value of a facet.
  public struct Value: Sendable, Equatable {
    /// Id, as in addresses.
    public var id: String
    /// What readers see.
    public var label: String

    /// A value of a facet.
    public init(id: String, label: String) {
      self.id = id
      self.label = label
    }
  }

  /// Speakers.
  public var speakers: [Value]
  /// Topics.
  public var topics: [Value]
  /// Kinds of sources and of other documents.
  public var kinds: [Value]
  /// Events.
  public var events: [Value]

  /// The values of the facets. Sources, languages and years are facets without a list here.
  public init(speakers: [Value], topics: [Value], kinds: [Value], events: [Value] = []) {
    self.speakers = speakers
    self.topics = topics
    self.kinds = kinds
    self.events = events
  }

  /// `ContentHash` of all values.
  var hash: UInt64 {
    var hash = ContentHash()
    for values in [speakers, topics, kinds, events] {
      hash.add(values.count)
      for value in values {
        hash.add(value.id)
        hash.add(value.label)
      }
    }
    return hash.value
  }
}
