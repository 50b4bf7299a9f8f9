import Anchoring
import Archive

/// A passage of a source, by their indices in the edition.
public struct PassageRef: Sendable, Hashable, Comparable {
  /// Index in `Edition.sources`.
  public var source: Int32
  /// Index in the source's passages.
  public var passage: Int32

  /// Creates a reference to a passage of a source.
  public init(source: Int, passage: Int) {
    self.source = Int32(source)
    self.passage = Int32(passage)
  }

  /// Order by source, then by position in the text.
  public static func < (a: PassageRef, b: PassageRef) -> Bool {
    (a.source, a.passage) < (b.source, b.passage)
  }
}

/// The linked archive: complete registers, checked references, locators, timelines, back-links and numbered notes.
/// The input of rendering, search and exports.
public struct Edition: Sendable {
  /// Settings from `archive.yaml`.
  public var settings: Settings
  /// The sources, sorted by id.
  public var sources: [Source]
  /// Links and lists of each source, in the order of `sources`.
  public var links: [SourceLinks]
  /// Indices of the sources by date; sources without a date come last.
  public var chronology: [Int32]
  /// Position of each source in `chronology`.
  public var rank: [Int32] = []
  /// The register of speakers.
  public var speakers: Register<Speaker>
  /// The headings of the topic index.
  public var topics: Register<Topic>
  /// The register of events.
  public var events: Register<Event>
  /// The register of places.
  public var places: Register<Place>
  /// The register of organisations.
  public var organizations: Register<Organization>
  /// Prose pages, in menu order.
  public var pages: [ProsePage]
  /// Notes, sorted by id.
  public var annotations: [Annotation]
  /// The sources to which each note is attached, in the order of `annotations`.
  public var notePlaces: [[NotePlace]]
  /// Passages and counts of each speaker, in the order of `speakers`.
  public var voices: [SpeakerIndex]
  /// Total words in turns of all speakers.
  public var wordsSpoken = 0
  /// Passages, sources and related headings of each topic, in the order of `topics`.
  public var topicEntries: [TopicEntry]
  /// Mentions of each event, in the order of `events`.
  public var eventEntries: [EntryLinks]
  /// Mentions of each place, in the order of `places`.
  public var placeEntries: [EntryLinks]
  /// Mentions of each organisation, in the order of `organizations`.
  public var organizationEntries: [EntryLinks]
  /// Links to each speaker, in the order of `speakers`.
  public var speakerMentions: [[Mention]]
  /// Files of `media/`.
  public var media: [String]

  /// The top-level heading above a topic, or the topic itself.
  public func mainTopic(of topic: Int32) -> Int32 {
    var at = topic
    while topicEntries[Int(at)].broader >= 0 { at = topicEntries[Int(at)].broader }
    return at
  }

  /// Passages under a topic or any narrower heading, each once, sorted by date, then by position in the text.
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

  /// The passage that a reference identifies.
  public func passage(_ ref: PassageRef) -> Passage {
    sources[Int(ref.source)].record.passages[Int(ref.passage)]
  }
}

/// Data that linking adds to one source.
public struct SourceLinks: Sendable {
  /// Speaker number for each of `Source.speakers`.
  public var voices: [Int32] = []
  /// Speaker number of each passage, speaking or reported; -1 if there is none.
  public var speakers: [Int32] = []
  /// Topic numbers of each passage.
  public var topics = Lists()
  /// Notes, in the order of the record; a note's number is its position in this list, from 1.
  public var notes: [NoteOnSource] = []
  /// Links to this source or one of its passages.
  public var mentions: [Mention] = []
  /// Retired passage ids of this source.
  public var retired: [RetiredAnchor] = []
  /// Remarks to show at passages, about passage ids that lead to them, in text order.
  public var remarks: [AnchorRemark] = []
  /// Former ids of the source, or of sources merged into it; each has a page that links to this one.
  public var formerNames: [FormerName] = []
  /// The previous source by date, or -1.
  public var previous: Int32 = -1
  /// The next source by date, or -1.
  public var next: Int32 = -1
  /// Number of words in all passages.
  public var words = 0
  /// Number of notes on each passage; empty in a source without notes.
  public var noteCounts: [Int32] = []

  /// Number of notes on a passage.
  public func noteCount(of passage: Int) -> Int { noteCounts.isEmpty ? 0 : Int(noteCounts[passage]) }
}

/// Lists of small numbers in two flat arrays. Lists after the last appended one are empty.
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

/// A note attached to one source.
public struct NoteOnSource: Sendable {
  /// Index in `Edition.annotations`.
  public var annotation: Int32
  /// Index of the target in the annotation, or -1 for an inline note in the text.
  public var target: Int32
  /// Passages of the target; empty if its words were not found or the note is on the whole source.
  public var passages: Range<Int32>
  /// The words of the target; nil if the note is on whole passages or the source, or if the words are lost.
  public var range: ByteRange?
  /// Result of finding its quotation.
  public var state: Placement.State
}

/// One occurrence of a note: the source and the index of the note there.
public struct NotePlace: Sendable, Hashable {
  /// Index in `Edition.sources`.
  public var source: Int32
  /// Index in the notes of that source.
  public var note: Int32

  /// Creates an occurrence.
  public init(source: Int32, note: Int32) {
    self.source = source
    self.note = note
  }
}

/// The passages of one speaker.
public struct SpeakerIndex: Sendable {
  /// Passages, spoken or reported, sorted by date, then by position in the text.
  public var passages: [PassageRef] = []
  /// Number of words in the passages that the speaker speaks, without reported ones.
  public var words = 0
  /// Number of turns.
  public var turns = 0
  /// The speakers who spoke directly before this speaker's turns, with counts, most frequent first.
  public var answers: [(speaker: Int32, count: Int)] = []
}

/// The passages, sources and related headings of one topic.
public struct TopicEntry: Sendable {
  /// Passages, sorted by date, then by position in the text.
  public var passages: [PassageRef] = []
  /// Sources with the topic in their front matter, sorted by date.
  public var sources: [Int32] = []
  /// Number of the broader heading, or -1.
  public var broader: Int32 = -1
  /// Narrower headings, in alphabetical order.
  public var narrower: [Int32] = []
  /// Related headings, in alphabetical order. The relation is symmetric.
  public var related: [Int32] = []
  /// Notes with the topic.
  public var annotations: [Int32] = []
  /// Links to the heading.
  public var mentions: [Mention] = []
}

/// Mentions of an event, a place or an organisation.
public struct EntryLinks: Sendable {
  /// Passages, sorted by date, then by position in the text.
  public var passages: [PassageRef] = []
  /// Sources that name it in their front matter, sorted by date.
  public var sources: [Int32] = []
  /// Events that name it, sorted by date. For an event: the larger event, its parts and related events.
  public var events: [Int32] = []
  /// For a place: the places within it.
  public var parts: [Int32] = []
  /// For an event: its participants. For an organisation: speakers with a role that names it.
  public var speakers: [Int32] = []
  /// Links to it.
  public var mentions: [Mention] = []
}

/// A back-link: a link, seen from its target.
public struct Mention: Sendable {
  /// Location of a link.
  public enum Origin: Sendable, Hashable {
    /// In the record of a source.
    case passage(PassageRef)
    /// In a note (index in `Edition.annotations`).
    case annotation(Int32)
    /// In the references of a note or in a reply to it (index in `Edition.annotations`). The range of the mention is
    /// then not a range of the note's body.
    case noteAside(Int32)
    /// In the note of a register entry.
    case entry(Reference.Scheme, Int32)
    /// In a prose page (index in `Edition.pages`).
    case page(Int32)
  }
  /// Location of the link.
  public var origin: Origin
  /// Number of the passage that it points to; 0 for a whole source or any other target.
  public var number: Int32
  /// The linked words, as a range of the prose that contains the link.
  public var range: ByteRange
}
