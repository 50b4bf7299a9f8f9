/// An id that a source had before, or that of a source which was merged into it, and where its passages are now.
public struct FormerName: Sendable, Equatable {
  /// How the numbers of its passages are to be read.
  public enum Numbering: Sendable, Equatable {
    /// The source has only a new name: its ids are the same.
    case same
    /// No ledger knows the name; what its ids were is not known.
    case unknown
    /// The source was merged into this one: where each of its ids arrives, in order of the numbers.
    case mapped([Place])
  }

  /// Where an id of a merged source arrives.
  public struct Place: Sendable, Equatable {
    /// The N of the old `pN`.
    public var number: Int32
    /// The N in the source that took it up, standing or retired there; nil where the passage was removed.
    public var leadsTo: Int32?
    /// The beginning of the passage.
    public var words: String

    /// Where an id arrives.
    public init(number: Int32, leadsTo: Int32?, words: String) {
      self.number = number
      self.leadsTo = leadsTo
      self.words = words
    }
  }

  /// The id.
  public var id: String
  /// How the numbers of its passages are to be read.
  public var numbering: Numbering

  /// An id that a source had before.
  public init(id: String, numbering: Numbering) {
    self.id = id
    self.numbering = numbering
  }
}
