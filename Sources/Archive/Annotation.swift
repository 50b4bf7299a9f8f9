/// A note on the exact words of one or more sources.
public struct Annotation: Sendable {
  /// The target of a note, as its author wrote it. The anchoring stage resolves it to a range.
  public struct Target: Sendable, Hashable {
    /// Id of the source.
    public var source: String
    /// Id of the passage (`p41`), if the author names one.
    public var passage: String?
    /// The exact words; nil if the note is on the whole passage or source.
    public var quote: String?
    /// Words directly before the quotation, to distinguish it from identical ones.
    public var prefix: String
    /// Words directly after the quotation.
    public var suffix: String
    /// Position of the target in the annotation file.
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

  /// How certain the author is of the note's content.
  public enum Certainty: String, Sendable, CaseIterable {
    case certain, probable, possible
  }

  /// State of a note in the editors' discussion.
  public enum Status: String, Sendable, CaseIterable {
    case proposed, accepted, disputed, withdrawn
  }

  /// Markdown text with its parsed form.
  public struct Text: Sendable {
    /// The Markdown as the author wrote it, for programs that import notes.
    public var markdown: String
    /// The parsed text.
    public var prose: Prose

    /// Creates a text, empty by default.
    public init(markdown: String = "", prose: Prose = Prose()) {
      self.markdown = markdown
      self.prose = prose
    }
  }

  /// A reply to a note or to another reply.
  public struct Reply: Sendable {
    /// Id, unique among the replies of the note; nil if the author gave none.
    public var id: String?
    /// Author.
    public var author: String?
    /// Date.
    public var date: UncertainDate?
    /// Text.
    public var body: Text
    /// Replies to this one, in file order.
    public var replies: [Reply]
    /// Position of the reply in the file.
    public var position: Position

    /// Creates a reply as written.
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
  /// Path of its file, relative to the content folder.
  public var path: String
  /// Position of the annotation in that file.
  public var position: Position
  /// Targets. Empty if the note is attached only by an inline `[words](note:id)`.
  public var targets: [Target] = []
  /// Id of its kind; `Settings.kinds` defines how the kind is shown.
  public var kind: String = "context"
  /// Author.
  public var author: String?
  /// Date.
  public var date: UncertainDate?
  /// How certain the author is.
  public var certainty: Certainty?
  /// State of the discussion; nil if the editors give none.
  public var status: Status?
  /// Topics.
  public var topics: [Reference] = []
  /// Text of the note.
  public var body = Text()
  /// Works and pages that the note cites, one line of Markdown each.
  public var references: [Text] = []
  /// Replies, in file order.
  public var replies: [Reply] = []

  /// Creates a note of which only the id and its position are known.
  public init(id: String, path: String, position: Position) {
    self.id = id
    self.path = path
    self.position = position
  }
}
