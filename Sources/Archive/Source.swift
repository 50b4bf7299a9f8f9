/// One witness: a transcript, an interview, a report, a letter. One file of `Content/sources/`.
public struct Source: Sendable {
  /// What sort of text it is.
  public enum Kind: String, Sendable, CaseIterable {
    case transcript, interview, report, speech, statement, letter, document
  }
  /// How the words on the page came from the words that were said or written.
  public enum Transcription: String, Sendable, CaseIterable {
    case verbatim, edited, machine, summary
  }

  @usableFromInline var box: Box

  /// The file name without its ending; checked by `Identifier`.
  @inlinable public var id: String {
    get { box.fields.id }
    set {
      own()
      box.fields.id = newValue
    }
  }
  /// Path below the content folder, for diagnostics.
  @inlinable public var path: String {
    get { box.fields.path }
    set {
      own()
      box.fields.path = newValue
    }
  }
  /// What the author calls it.
  @inlinable public var title: String {
    get { box.fields.title }
    set {
      own()
      box.fields.title = newValue
    }
  }
  /// A title of a few words for lines that name many sources; nil where the author gives none.
  @inlinable public var shortTitle: String? {
    get { box.fields.shortTitle }
    set {
      own()
      box.fields.shortTitle = newValue
    }
  }
  /// What sort of text it is.
  @inlinable public var kind: Kind {
    get { box.fields.kind }
    set {
      own()
      box.fields.kind = newValue
    }
  }
  /// When it was said or written.
  @inlinable public var date: UncertainDate? {
    get { box.fields.date }
    set {
      own()
      box.fields.date = newValue
    }
  }
  /// The event it is a witness of.
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
  /// Language of the record, a BCP 47 tag; that of the archive where none is given.
  @inlinable public var language: String {
    get { box.fields.language }
    set {
      own()
      box.fields.language = newValue
    }
  }
  /// How the words came here.
  @inlinable public var transcription: Transcription? {
    get { box.fields.transcription }
    set {
      own()
      box.fields.transcription = newValue
    }
  }
  /// One paragraph that says what it is.
  @inlinable public var description: String? {
    get { box.fields.description }
    set {
      own()
      box.fields.description = newValue
    }
  }
  /// Who published it and where it can be seen.
  @inlinable public var provenance: Provenance {
    get { box.fields.provenance }
    set {
      own()
      box.fields.provenance = newValue
    }
  }
  /// Who speaks in it, in order of the front matter.
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
  /// Places and organisations the source as a whole concerns.
  @inlinable public var places: [Reference] {
    get { box.fields.places }
    set {
      own()
      box.fields.places = newValue
    }
  }
  /// Organisations the source as a whole concerns.
  @inlinable public var organizations: [Reference] {
    get { box.fields.organizations }
    set {
      own()
      box.fields.organizations = newValue
    }
  }
  /// Ids under which the source, or one that was merged into it, was known before.
  @inlinable public var aliases: [Reference] {
    get { box.fields.aliases }
    set {
      own()
      box.fields.aliases = newValue
    }
  }
  /// The record itself.
  @inlinable public var record: Prose {
    _read { yield box.fields.record }
    _modify {
      own()
      yield &box.fields.record
    }
  }

  /// A source of which only name and place are known yet.
  public init(id: String, path: String, title: String) {
    box = Box(Fields(id: id, path: path, title: title))
  }

  /// The short title, or the title where there is none.
  public var name: String { shortTitle ?? title }

  /// The id of whoever speaks or is reported in a passage, with whether it is only reported.
  public func speaker(of passage: Passage) -> (id: String, reported: Bool)? {
    if let reported = record.attributes(of: passage)?.speaker { return (reported.id, true) }
    guard passage.turn >= 0, passage.kind != .stageNote else { return nil }
    return (speakers[Int(record.turns[Int(passage.turn)].speaker)].id, false)
  }
}

/// A source has some thirty texts and lists. They lie in one object, which is copied where one of several copies of a
/// source is changed: to hand a source on then costs one count of references and not thirty, each in another place of
/// the memory, and an archive of ten thousand is handed on many times.
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

  /// Never changed while more than one source holds it (`own`).
  @usableFromInline final class Box: @unchecked Sendable {
    @exclusivity(unchecked) @usableFromInline var fields: Fields

    @usableFromInline init(_ fields: Fields) { self.fields = fields }
  }

  /// Sees to it that no other source has the same box.
  @usableFromInline mutating func own() {
    if !isKnownUniquelyReferenced(&box) { box = Box(box.fields) }
  }
}

/// Where a source comes from, so that a reader can see the original.
public struct Provenance: Sendable, Equatable {
  /// Who published this witness.
  public var publisher: String?
  /// Who wrote or transcribed it.
  public var author: String?
  /// Where it was published.
  public var url: String?
  /// A lasting copy of that page.
  public var archivedURL: String?
  /// When the page was last seen.
  public var accessed: UncertainDate?
  /// SHA-256 of the file the text was taken from, 64 hexadecimal digits.
  public var sha256: String?
  /// Who holds which rights.
  public var rights: String?

  /// Provenance of which nothing is known.
  public init() {}
}

/// A label in a text and who it stands for.
public struct SpeakerUse: Sendable, Equatable {
  /// The label as the text has it: `PUTIN`.
  public var label: String
  /// The speaker.
  public var speaker: Reference
  /// Language the speaker used, where it is not the record's.
  public var language: String?
  /// How the words came into the record's language: `interpreter`.
  public var via: String?
  /// False where the archive is not sure that the label is this speaker.
  public var certain: Bool

  /// Id of the speaker.
  public var id: String { speaker.id }

  /// A label and the speaker it stands for.
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
