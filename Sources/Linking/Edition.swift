import Anchoring
import Archive

/// One passage of one source, by their numbers in the edition.
public struct PassageRef: Sendable, Hashable, Comparable {
  /// Index in `Edition.sources`.
  public var source: Int32
  /// Index in the source's passages.
  public var passage: Int32

  /// A passage of a source.
  public init(source: Int, passage: Int) {
    self.source = Int32(source)
    self.passage = Int32(passage)
  }

  /// Order of the archive: by source, then as the text runs.
  public static func < (a: PassageRef, b: PassageRef) -> Bool {
    (a.source, a.passage) < (b.source, b.passage)
  }
}

/// The archive with everything that follows from its parts together: registers complete, references checked,
/// locators, timelines, back-links and numbered notes. What rendering, search and exports start from.
public struct Edition: Sendable {
  /// What `archive.yaml` says.
  public var settings: Settings
  /// The sources, by id.
  public var sources: [Source]
  /// What follows for each source, in the same order.
  public var links: [SourceLinks]
  /// Sources in order of date, those without a date last.
  public var chronology: [Int32]
  /// The place of each source in `chronology`.
  public var rank: [Int32] = []
  /// Who speaks.
  public var speakers: Register<Speaker>
  /// The headings of the index.
  public var topics: Register<Topic>
  /// What happened.
  public var events: Register<Event>
  /// Places.
  public var places: Register<Place>
  /// Organisations.
  public var organizations: Register<Organization>
  /// Prose pages in order of the menu.
  public var pages: [ProsePage]
  /// Notes, by id.
  public var annotations: [Annotation]
  /// Where every note stands, in the order of `annotations`.
  public var notePlaces: [[NotePlace]]
  /// What each speaker said, in the order of `speakers`.
  public var voices: [SpeakerIndex]
  /// Words of all voices.
  public var wordsSpoken = 0
  /// Where each topic is treated, in the order of `topics`.
  public var topicEntries: [TopicEntry]
  /// Where events, places and organisations are named, in the order of their registers.
  public var eventEntries: [EntryLinks]
  /// The same for places.
  public var placeEntries: [EntryLinks]
  /// The same for organisations.
  public var organizationEntries: [EntryLinks]
  /// Who links to each speaker, in the order of `speakers`.
  public var speakerMentions: [[Mention]]
  /// Files of `media/`.
  public var media: [String]

  /// The heading at the top of the tree above a topic, or the topic itself.
  public func mainTopic(of topic: Int32) -> Int32 {
    var at = topic
    while topicEntries[Int(at)].broader >= 0 { at = topicEntries[Int(at)].broader }
    return at
  }

  /// Passages under a topic or any heading below it, each once, in order of date, then as the text runs.
  public func passagesBelow(_ topic: Int32) -> [PassageRef] {
    let entry = topicEntries[Int(topic)]
    guard !entry.narrower.isEmpty else { return entry.passages }
    var all = Set<PassageRef>()
    func add(_ topic: Int32) {
      all.formUnion(topicEntries[Int(topic)].passages)
      for narrower in topicEntries[Int(topic)].narrower { add(narrower) }
    }
    add(topic)
    return all.sorted { (rank[Int($0.source)], $0.passage) < (rank[Int($1.source)], $1.passage) }
  }

  /// The passage of a reference.
  public func passage(_ ref: PassageRef) -> Passage {
    sources[Int(ref.source)].record.passages[Int(ref.passage)]
  }
}

/// What linking adds to one source.
public struct SourceLinks: Sendable {
  /// Number of the speaker for each of `Source.speakers`.
  public var voices: [Int32] = []
  /// Number of the speaker of each passage, whether speaking or reported; -1 where there is none.
  public var speakers: [Int32] = []
  /// Numbers of the topics of each passage.
  public var topics = Lists()
  /// Notes in the order in which they stand in the record; their place in this list, from 1, is their number.
  public var notes: [NoteOnSource] = []
  /// Who links to this source or one of its passages.
  public var mentions: [Mention] = []
  /// Ids that stood in this source once.
  public var retired: [RetiredAnchor] = []
  /// What is to be said at passages about ids that arrive there, in order of the text.
  public var remarks: [AnchorRemark] = []
  /// Ids that the source, or one merged into it, had before; each has a page that leads on.
  public var formerNames: [FormerName] = []
  /// Neighbours in order of date, or -1.
  public var previous: Int32 = -1
  /// The next source in order of date, or -1.
  public var next: Int32 = -1
  /// Words spoken or written in all passages.
  public var words = 0
  /// Number of notes on each passage; empty in a source without notes.
  public var noteCounts: [Int32] = []

  /// Number of notes on a passage.
  public func noteCount(of passage: Int) -> Int { noteCounts.isEmpty ? 0 : Int(noteCounts[passage]) }
}

/// Several lists of small numbers in two flat arrays; those behind the last that was given are empty.
public struct Lists: Sendable {
  private var ends: [Int32] = []
  private var values: [Int32] = []

  /// The list at an index.
  public subscript(index: Int) -> ArraySlice<Int32> {
    guard index < ends.count else { return [] }
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return values[start..<Int(ends[index])]
  }

  mutating func append(_ list: some Sequence<Int32>) {
    values.append(contentsOf: list)
    ends.append(Int32(values.count))
  }
}

/// A note as it stands on one source.
public struct NoteOnSource: Sendable {
  /// Index in `Edition.annotations`.
  public var annotation: Int32
  /// Index of the target in the annotation, or -1 for one written into the text.
  public var target: Int32
  /// Passages it stands on; empty where its words were not found or the whole source is meant.
  public var passages: Range<Int32>
  /// The words it stands on; nil where it is on whole passages, the source, or has lost its place.
  public var range: ByteRange?
  /// What became of its quotation.
  public var state: Placement.State
}

/// Where a note stands: the source and the note's number there.
public struct NotePlace: Sendable, Hashable {
  /// Index in `Edition.sources`.
  public var source: Int32
  /// Index in the notes of that source.
  public var note: Int32

  /// A note of a source.
  public init(source: Int32, note: Int32) {
    self.source = source
    self.note = note
  }
}

/// What one speaker said.
public struct SpeakerIndex: Sendable {
  /// Passages in order of date, then as the text runs; reported ones are among them.
  public var passages: [PassageRef] = []
  /// Words in the passages spoken by the speaker (not those reported).
  public var words = 0
  /// Number of turns.
  public var turns = 0
  /// Who spoke directly before the speaker's turns, and how often; most often first.
  public var answers: [(speaker: Int32, count: Int)] = []
}

/// Where one topic is treated.
public struct TopicEntry: Sendable {
  /// Passages in order of date, then as the text runs.
  public var passages: [PassageRef] = []
  /// Sources that as a whole are on the topic, in order of date.
  public var sources: [Int32] = []
  /// The heading above, or -1.
  public var broader: Int32 = -1
  /// Headings below, in order of the alphabet.
  public var narrower: [Int32] = []
  /// Headings to see also, in order of the alphabet, each from both sides.
  public var related: [Int32] = []
  /// Notes that carry the topic.
  public var annotations: [Int32] = []
  /// Who links to the heading.
  public var mentions: [Mention] = []
}

/// Where an event, a place or an organisation is named.
public struct EntryLinks: Sendable {
  /// Passages in order of date, then as the text runs.
  public var passages: [PassageRef] = []
  /// Sources whose front matter names it, in order of date.
  public var sources: [Int32] = []
  /// Events that name it (for an event: its parts and those related), in order of date.
  public var events: [Int32] = []
  /// For a place: the places in it.
  public var parts: [Int32] = []
  /// Speakers whose roles name it.
  public var speakers: [Int32] = []
  /// Who links to it.
  public var mentions: [Mention] = []
}

/// A link to something, seen from its target.
public struct Mention: Sendable {
  /// Where the link stands.
  public enum Origin: Sendable, Hashable {
    /// In the record of a source.
    case passage(PassageRef)
    /// In a note (index in `Edition.annotations`).
    case annotation(Int32)
    /// In the references of a note or in a reply to it (the same index); the range is not one of its body.
    case noteAside(Int32)
    /// In the note of a register's entry.
    case entry(Reference.Scheme, Int32)
    /// In a prose page (index in `Edition.pages`).
    case page(Int32)
  }
  /// Where the link stands.
  public var origin: Origin
  /// Number of the passage it points to; 0 where the source as a whole, or another thing, is meant.
  public var number: Int32
  /// The linked words in the prose of the origin.
  public var range: ByteRange
}
