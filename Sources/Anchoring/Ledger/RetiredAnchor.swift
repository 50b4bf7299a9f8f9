/// An id of a passage that is no longer in the text of a source.
public struct RetiredAnchor: Sendable, Equatable {
  /// The N of `pN`.
  public var number: Int32
  /// The number of the passage that has the words now; nil if they were removed.
  public var leadsTo: Int32?
  /// Index of the passage before which the id is shown: the one it redirects to, or the one after its last
  /// position; the number of passages if it was at the end.
  public var before: Int
  /// The day on which the passage was retired, if the ledger has it.
  public var date: LedgerDate?
  /// If the removed passage had been divided, the passages with its other parts. If its id was given twice, the
  /// other passages that links to it may mean.
  public var others: [Int32]

  /// An id that is shown before a passage.
  public init(
    number: Int32, leadsTo: Int32?, before: Int, date: LedgerDate? = nil, others: [Int32] = []
  ) {
    self.number = number
    self.leadsTo = leadsTo
    self.before = before
    self.date = date
    self.others = others
  }
}

/// A remark at a passage about an id that belongs or redirects to it.
public struct AnchorRemark: Sendable, Equatable {
  /// The kind of remark.
  public enum Kind: Sendable, Equatable {
    /// The passage with the id was divided; the others have its other parts.
    case divided
    /// Two branches gave the id to several passages. Links to it may mean the others.
    case shared
  }

  /// The kind of remark.
  public var kind: Kind
  /// The N of the id: the id of the passage, or one that redirects to it.
  public var number: Int32
  /// Index of the passage.
  public var passage: Int
  /// The numbers of the other passages, in order of the text.
  public var others: [Int32]
  /// The day of the event, if the ledger has the same day for all passages.
  public var date: LedgerDate?

  /// A remark at a passage.
  public init(kind: Kind, number: Int32, passage: Int, others: [Int32], date: LedgerDate? = nil) {
    self.kind = kind
    self.number = number
    self.passage = passage
    self.others = others
    self.date = date
  }
}
