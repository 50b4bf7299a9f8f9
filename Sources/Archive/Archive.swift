/// Everything that the content folder says, read and checked one file at a time, nothing resolved yet.
///
/// All lists are sorted by id, so that what is made of them does not depend on the order of a folder.
public struct Archive: Sendable {
  /// What `archive.yaml` says.
  public var settings = Settings()
  /// The witnesses.
  public var sources: [Source] = []
  /// The register of speakers.
  public var speakers: [Speaker] = []
  /// The headings of the topic index.
  public var topics: [Topic] = []
  /// The register of events.
  public var events: [Event] = []
  /// The register of places.
  public var places: [Place] = []
  /// The register of organisations.
  public var organizations: [Organization] = []
  /// Pages of prose, by id.
  public var pages: [ProsePage] = []
  /// Notes, by id.
  public var annotations: [Annotation] = []
  /// Files of `media/`, paths below that folder, sorted.
  public var media: [String] = []

  /// Ids of things whose files cannot be read. What names them is not dead: it cannot be told.
  public var unread: [Reference.Scheme: Set<String>] = [:]
  /// Whether a file of annotations cannot be read, so that any note may be in it.
  public var hasUnreadNotes = false

  /// Whether a reference names something whose file cannot be read.
  public func isUnread(_ scheme: Reference.Scheme, _ id: String) -> Bool {
    scheme == .note ? hasUnreadNotes : unread[scheme]?.contains(id) ?? false
  }

  /// An archive without content.
  public init() {}
}

/// What `archive.yaml` says of the archive as a whole.
public struct Settings: Sendable {
  /// A kind of annotation: what it is called and which quiet hue of the theme it has.
  public struct NoteKind: Sendable, Hashable {
    /// Id used in annotations.
    public var id: String
    /// The word shown beside the hue.
    public var label: String
    /// Name of a colour of the theme.
    public var hue: String

    /// A kind of annotation.
    public init(id: String, label: String, hue: String) {
      self.id = id
      self.label = label
      self.hue = hue
    }

    /// The hues a theme must have.
    public static let hues = ["blue", "red", "green", "violet", "amber", "teal", "grey"]
  }

  /// What to do with something that the contract does not know.
  public enum Strictness: String, Sendable, CaseIterable {
    case error, warning, ignore
  }

  /// A text in square brackets that the archive uses as an editorial mark.
  public struct EditorialWord: Sendable, Hashable {
    /// The text without its brackets: `Beifall`.
    public var words: String
    /// What it tells the reader.
    public var kind: EditorialMark.Kind

    /// A text and what it means.
    public init(words: String, kind: EditorialMark.Kind) {
      self.words = words
      self.kind = kind
    }
  }

  /// Title of the archive.
  public var title = "Untitled archive"
  /// A second line below the title.
  public var subtitle: String?
  /// One or two sentences on what it holds.
  public var description: String?
  /// Language of the archive, a BCP 47 tag.
  public var language = "en"
  /// Address at which the site is published, ending in a slash; empty where it is not known.
  public var baseURL = ""
  /// Who edits it.
  public var editors: [String] = []
  /// Licence of the editors' own words.
  public var licence: String?
  /// Rights in the sources.
  public var rights: String?
  /// Kinds of annotation in the order in which they are offered.
  public var kinds: [NoteKind] = Settings.standardKinds
  /// What to do with unknown keys in front matter: `reading: {unknown_keys: warning}`.
  public var unknownKeys: Strictness = .error
  /// What to do with a label that looks like a speaker's and is not in `speakers`.
  public var unknownLabels: Strictness = .error

  /// Editorial marks of the archive's own, beside those of its languages: `reading: {editorial_marks: …}`.
  public var editorialWords: [EditorialWord] = []
  /// Whether `archive.yaml` cannot be read. What it may say differently is not found fault with then.
  public var areUnread = false

  /// The settings of an archive whose `archive.yaml` says nothing.
  public init() {}

  /// The kinds of annotation that every archive has unless it names its own.
  public static let standardKinds = [
    NoteKind(id: "context", label: "Context", hue: "blue"),
    NoteKind(id: "comparison", label: "Comparison", hue: "violet"),
    NoteKind(id: "correction", label: "Correction", hue: "red"),
    NoteKind(id: "transcription", label: "Transcription", hue: "amber"),
    NoteKind(id: "translation", label: "Translation", hue: "teal"),
    NoteKind(id: "claim", label: "Claim", hue: "green"),
    NoteKind(id: "question", label: "Question", hue: "grey"),
  ]
}
