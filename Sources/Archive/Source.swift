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

  /// The file name without its ending; checked by `Identifier`.
  public var id: String
  /// Path below the content folder, for diagnostics.
  public var path: String
  /// What the author calls it.
  public var title: String
  /// A title of a few words for lines that name many sources; nil where the author gives none.
  public var shortTitle: String?
  /// What sort of text it is.
  public var kind: Kind = .transcript
  /// When it was said or written.
  public var date: UncertainDate?
  /// The event it is a witness of.
  public var event: Reference?
  /// Where it was said or written.
  public var place: Reference?
  /// Language of the record, a BCP 47 tag; that of the archive where none is given.
  public var language: String = "en"
  /// How the words came here.
  public var transcription: Transcription?
  /// One paragraph that says what it is.
  public var description: String?
  /// Who published it and where it can be seen.
  public var provenance = Provenance()
  /// Who speaks in it, in order of the front matter.
  public var speakers: [SpeakerUse] = []
  /// Topics of the source as a whole.
  public var topics: [Reference] = []
  /// Places and organisations the source as a whole concerns.
  public var places: [Reference] = []
  /// Organisations the source as a whole concerns.
  public var organizations: [Reference] = []
  /// Ids under which the source, or one that was merged into it, was known before.
  public var aliases: [Reference] = []
  /// The record itself.
  public var record = Prose()

  /// A source of which only name and place are known yet.
  public init(id: String, path: String, title: String) {
    self.id = id
    self.path = path
    self.title = title
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
