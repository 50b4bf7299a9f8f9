/// A note on exact words of one or more sources.
public struct Annotation: Sendable {
  /// What a note stands on, as its author wrote it; the anchoring stage finds the place.
  public struct Target: Sendable, Hashable {
    /// Id of the source.
    public var source: String
    /// Id of the passage (`p41`), where the author names it.
    public var passage: String?
    /// The exact words; nil where the note is on the whole passage or source.
    public var quote: String?
    /// Words directly before the quotation, to tell it from its equals.
    public var prefix: String
    /// Words directly behind it.
    public var suffix: String
    /// Where the target is written in the annotation file.
    public var position: Position

    /// A target as written.
    public init(
      source: String, passage: String?, quote: String?, prefix: String = "", suffix: String = "",
      position: Position
    ) {
      self.source = source
      self.passage = passage
      self.quote = quote
      self.prefix = prefix
      self.suffix = suffix
      self.position = position
    }
  }

  /// How sure its author is of what the note says.
  public enum Certainty: String, Sendable, CaseIterable {
    case certain, probable, possible
  }

  /// How far a note has come in the editors' discussion.
  public enum Status: String, Sendable, CaseIterable {
    case proposed, accepted, disputed, withdrawn
  }

  /// Text in Markdown: as written, and as read.
  public struct Text: Sendable {
    /// As the author wrote it, for programs that take notes over.
    public var markdown: String
    /// What it says.
    public var prose: Prose

    /// A text; without one it is empty.
    public init(markdown: String = "", prose: Prose = Prose()) {
      self.markdown = markdown
      self.prose = prose
    }
  }

  /// An answer to a note, or to another answer.
  public struct Reply: Sendable {
    /// Id, unique among the replies of the note; nil where the author gave none.
    public var id: String?
    /// Who wrote it.
    public var author: String?
    /// When.
    public var date: UncertainDate?
    /// What it says.
    public var body: Text
    /// Answers to it, in order of the file.
    public var replies: [Reply]
    /// Where it begins in the file.
    public var position: Position

    /// A reply as written.
    public init(
      id: String? = nil, author: String? = nil, date: UncertainDate? = nil, body: Text, replies: [Reply] = [],
      position: Position
    ) {
      self.id = id
      self.author = author
      self.date = date
      self.body = body
      self.replies = replies
      self.position = position
    }
  }

  /// Id, unique in the archive.
  public var id: String
  /// Path of its file below the content folder.
  public var path: String
  /// Where the annotation begins in that file.
  public var position: Position
  /// What it stands on. Empty where only an inline `[words](note:id)` says so.
  public var targets: [Target] = []
  /// Id of its kind; `Settings.kinds` says how it is shown.
  public var kind: String = "context"
  /// Who wrote it.
  public var author: String?
  /// When.
  public var date: UncertainDate?
  /// How sure the author is.
  public var certainty: Certainty?
  /// How far it has come; nil where the editors do not say.
  public var status: Status?
  /// Topics.
  public var topics: [Reference] = []
  /// What it says.
  public var body = Text()
  /// Works and pages that it rests on, a line of Markdown each.
  public var references: [Text] = []
  /// What others answered, in order of the file.
  public var replies: [Reply] = []

  /// A note of which only the id is known.
  public init(id: String, path: String, position: Position) {
    self.id = id
    self.path = path
    self.position = position
  }
}
