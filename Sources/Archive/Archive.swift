/// The whole content folder after reading. Each file is parsed and checked by itself; references are not yet
/// resolved.
///
/// All lists are sorted by id, so that nothing made from them depends on the order of directory entries.
public struct Archive: Sendable {
  /// Settings from `archive.yaml`.
  public var settings = Settings()
  /// The sources.
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
  /// Pages of prose, sorted by id.
  public var pages: [ProsePage] = []
  /// Notes, sorted by id.
  public var annotations: [Annotation] = []
  /// Files of `media/`: paths relative to that folder, sorted.
  public var media: [String] = []

  /// Ids whose files could not be read. A reference to one of them is not reported as dead, because the file may be
  /// valid.
  public var unread: [Reference.Scheme: Set<String>] = [:]
  /// Whether an annotation file could not be read. Any note id may then exist.
  public var hasUnreadNotes = false

  /// Whether a reference names something whose file could not be read.
  public func isUnread(_ scheme: Reference.Scheme, _ id: String) -> Bool {
    scheme == .note ? hasUnreadNotes : unread[scheme]?.contains(id) ?? false
  }

  /// Creates an archive without content.
  public init() {}
}

/// Settings of the archive as a whole, from `archive.yaml`.
public struct Settings: Sendable {
  /// A kind of annotation: its label and its colour in the theme.
  public struct NoteKind: Sendable, Hashable {
    /// Id used in annotations.
    public var id: String
    /// The word shown beside the colour.
    public var label: String
    /// Name of a colour of the theme.
    public var hue: String

    /// Creates a kind of annotation.
    public init(id: String, label: String, hue: String) {
      self.id = id
      self.label = label
      self.hue = hue
    }

    /// The colour names that every theme must define.
    public static let hues = ["blue", "red", "green", "violet", "amber", "teal", "grey"]
  }

  /// How to treat something that the content format does not define.
  public enum Strictness: String, Sendable, CaseIterable {
    case error, warning, ignore
  }

  /// A text in square brackets that the archive uses as an editorial mark.
  public struct EditorialWord: Sendable, Hashable {
    /// The text without its brackets: `Beifall`.
    public var words: String
    /// Meaning of the mark.
    public var kind: EditorialMark.Kind

    /// Creates an editorial mark from its text and meaning.
    public init(words: String, kind: EditorialMark.Kind) {
      self.words = words
      self.kind = kind
    }
  }

  /// Title of the archive.
  public var title = "Untitled archive"
  /// A second line below the title.
  public var subtitle: String?
  /// One or two sentences about the contents of the archive.
  public var description: String?
  /// Language of the archive, a BCP 47 tag.
  public var language = "en"
  /// URL at which the site is published, ending in a slash; empty if unknown.
  public var baseURL = ""
  /// Editors of the archive.
  public var editors: [String] = []
  /// Licence of the editors' own text.
  public var licence: String?
  /// Rights in the sources.
  public var rights: String?
  /// Kinds of annotation, in display order.
  public var kinds: [NoteKind] = Settings.standardKinds
  /// How to treat unknown keys in front matter: `reading: {unknown_keys: warning}`.
  public var unknownKeys: Strictness = .error
  /// How to treat a label that looks like a speaker's but is not in `speakers`.
  public var unknownLabels: Strictness = .error

  /// Editorial marks defined by the archive, in addition to those of its languages: `reading: {editorial_marks: …}`.
  public var editorialWords: [EditorialWord] = []
  /// Whether `archive.yaml` could not be read. Findings that its settings could change are then not reported.
  public var areUnread = false

  /// Creates the settings of an archive whose `archive.yaml` is empty.
  public init() {}

  /// The kinds of annotation of an archive that does not define its own.
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
