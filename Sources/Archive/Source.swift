/// A source: a transcript, an interview, a report, a letter. One file of `Content/sources/`.
public struct Source: Sendable {
  /// Kind of text.
  public enum Kind: String, Sendable, CaseIterable {
    case transcript, interview, report, speech, statement, letter, document
  }
  /// How the text was made from the words that were said or written.
  public enum Transcription: String, Sendable, CaseIterable {
    case verbatim, edited, machine, summary
  }

  @usableFromInline var box: Box

  /// The file name without its extension; checked by `Identifier`.
  @inlinable public var id: String {
    get { box.fields.id }
    set {
      own()
      box.fields.id = newValue
    }
  }
  /// Path relative to the content folder, for diagnostics.
  @inlinable public var path: String {
    get { box.fields.path }
    set {
      own()
      box.fields.path = newValue
    }
  }
  /// Title.
  @inlinable public var title: String {
    get { box.fields.title }
    set {
      own()
      box.fields.title = newValue
    }
  }
  /// A title of a few words for lines that list many sources; nil if the author gives none.
  @inlinable public var shortTitle: String? {
    get { box.fields.shortTitle }
    set {
      own()
      box.fields.shortTitle = newValue
    }
  }
  /// Kind of text.
  @inlinable public var kind: Kind {
    get { box.fields.kind }
    set {
      own()
      box.fields.kind = newValue
    }
  }
  /// Date on which it was said or written.
  @inlinable public var date: UncertainDate? {
    get { box.fields.date }
    set {
      own()
      box.fields.date = newValue
    }
  }
  /// The event that it documents.
  @inlinable public var event: Reference? {
    get { box.fields.event }
    set {
      own()
      box.fields.event = newValue
    }
  }
  /// Where it was said or written.
  @inlinable public var place: Reference? {
    get { box.fields.place }
    set {
      own()
      box.fields.place = newValue
    }
  }
  /// Language of the record, a BCP 47 tag; the archive's language if the source gives none.
  @inlinable public var language: String {
    get { box.fields.language }
    set {
      own()
      box.fields.language = newValue
    }
  }
  /// How the text was made.
  @inlinable public var transcription: Transcription? {
    get { box.fields.transcription }
    set {
      own()
      box.fields.transcription = newValue
    }
  }
  /// Description in one paragraph.
  @inlinable public var description: String? {
    get { box.fields.description }
    set {
      own()
      box.fields.description = newValue
    }
  }
  /// Publisher, rights and links to the original.
  @inlinable public var provenance: Provenance {
    get { box.fields.provenance }
    set {
      own()
      box.fields.provenance = newValue
    }
  }
  /// Speakers in the source, in front matter order.
  @inlinable public var speakers: [SpeakerUse] {
    get { box.fields.speakers }
    set {
      own()
      box.fields.speakers = newValue
    }
  }
  /// Topics of the source as a whole.
  @inlinable public var topics: [Reference] {
    get { box.fields.topics }
    set {
      own()
      box.fields.topics = newValue
    }
  }
  /// Places that the source as a whole concerns.
  @inlinable public var places: [Reference] {
    get { box.fields.places }
    set {
      own()
      box.fields.places = newValue
    }
  }
  /// Organisations that the source as a whole concerns.
  @inlinable public var organizations: [Reference] {
    get { box.fields.organizations }
    set {
      own()
      box.fields.organizations = newValue
    }
  }
  /// Former ids of this source, and of sources that were merged into it.
  @inlinable public var aliases: [Reference] {
    get { box.fields.aliases }
    set {
      own()
      box.fields.aliases = newValue
    }
  }
  /// The text.
  @inlinable public var record: Prose {
    _read { yield box.fields.record }
    _modify {
      own()
      yield &box.fields.record
    }
  }

  /// Creates a source of which only id, path and title are known.
  public init(id: String, path: String, title: String) {
    box = Box(Fields(id: id, path: path, title: title))
  }

  /// The short title, or the title if there is none.
  public var name: String { shortTitle ?? title }

  /// The id of the speaker of a passage, and whether the passage only reports that speaker's words. Nil if nobody
  /// speaks.
  public func speaker(of passage: Passage) -> (id: String, reported: Bool)? {
    if let reported = record.attributes(of: passage)?.speaker { return (reported.id, true) }
    guard passage.turn >= 0, passage.kind != .stageNote else { return nil }
    return (speakers[Int(record.turns[Int(passage.turn)].speaker)].id, false)
  }
}

/// A source has about thirty strings and arrays. They are stored in one object with copy-on-write, so that passing a
/// source on costs one reference count instead of thirty in different memory locations. An archive of ten thousand
/// sources is passed on many times.
extension Source {
  @usableFromInline struct Fields: Sendable {
    @usableFromInline var id: String
    @usableFromInline var path: String
    @usableFromInline var title: String
    @usableFromInline var shortTitle: String?
    @usableFromInline var kind: Kind = .transcript
    @usableFromInline var date: UncertainDate?
    @usableFromInline var event: Reference?
    @usableFromInline var place: Reference?
    @usableFromInline var language: String = "en"
    @usableFromInline var transcription: Transcription?
    @usableFromInline var description: String?
    @usableFromInline var provenance = Provenance()
    @usableFromInline var speakers: [SpeakerUse] = []
    @usableFromInline var topics: [Reference] = []
    @usableFromInline var places: [Reference] = []
    @usableFromInline var organizations: [Reference] = []
    @usableFromInline var aliases: [Reference] = []
    @usableFromInline var record = Prose()
  }

  /// Never modified while more than one source refers to it (`own`).
  @usableFromInline final class Box: @unchecked Sendable {
    @exclusivity(unchecked) @usableFromInline var fields: Fields

    @usableFromInline init(_ fields: Fields) { self.fields = fields }
  }

  /// Copies the box if another source refers to it.
  @usableFromInline mutating func own() {
    if !isKnownUniquelyReferenced(&box) { box = Box(box.fields) }
  }
}

/// The origin of a source, so that a reader can find the original.
public struct Provenance: Sendable, Equatable {
  /// Publisher of this source.
  public var publisher: String?
  /// Author or transcriber.
  public var author: String?
  /// URL of the publication.
  public var url: String?
  /// URL of an archived copy of that page.
  public var archivedURL: String?
  /// When the page was last accessed.
  public var accessed: UncertainDate?
  /// SHA-256 of the file that the text was taken from, 64 hexadecimal digits.
  public var sha256: String?
  /// Rights and their holder.
  public var rights: String?

  /// Creates empty provenance.
  public init() {}
}

/// A label in a text and the speaker that it stands for.
public struct SpeakerUse: Sendable, Equatable {
  /// The label as written in the text: `PUTIN`.
  public var label: String
  /// The speaker.
  public var speaker: Reference
  /// Language that the speaker used, if it differs from the language of the record.
  public var language: String?
  /// How the words were translated into the language of the record: `interpreter`.
  public var via: String?
  /// False if the archive is not sure that the label is this speaker.
  public var certain: Bool

  /// Id of the speaker.
  public var id: String { speaker.id }

  /// Creates a label for a speaker.
  public init(
    label: String, speaker: Reference, language: String? = nil, via: String? = nil, certain: Bool = true
  ) {
    self.label = label
    self.speaker = speaker
    self.language = language
    self.via = via
    self.certain = certain
  }
}
