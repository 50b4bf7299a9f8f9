/// An earlier id of a source, or the id of a source merged into it, with the present numbers of its passages.
public struct FormerName: Sendable, Equatable {
  /// How the passage numbers under this id relate to the present ones.
  public enum Numbering: Sendable, Equatable {
    /// The source was only renamed: the numbers are the same.
    case same
    /// No ledger knows the id, so its numbers are not known.
    case unknown
    /// The source was merged into this one: the present number of each of its ids, in order of the old numbers.
    case mapped([Place])
  }

  /// The present position of an id of a merged source.
  public struct Place: Sendable, Equatable {
    /// The N of the old `pN`.
    public var number: Int32
    /// The N in the source that took it up, present or retired there; nil if the passage was removed.
    public var leadsTo: Int32?
    /// The beginning of the passage.
    public var words: String

    /// The present position of an id.
    public init(number: Int32, leadsTo: Int32?, words: String) {
      self.number = number
      self.leadsTo = leadsTo
      self.words = words
    }
  }

  /// The id.
  public var id: String
  /// How the passage numbers under this id relate to the present ones.
  public var numbering: Numbering

  /// An earlier id of a source.
  public init(id: String, numbering: Numbering) {
    self.id = id
    self.numbering = numbering
  }
}
