/// An id that stood in a source once and stands there no more.
public struct RetiredAnchor: Sendable, Equatable {
  /// The N of `pN`.
  public var number: Int32
  /// The number of the passage that has the words now; nil where they were removed.
  public var leadsTo: Int32?
  /// Index of the passage in front of which the id is shown: the one it leads to, or the one behind the place
  /// where it stood; the number of passages where it stood last.
  public var before: Int
  /// When it ceased to stand, where the ledger has it.
  public var date: LedgerDate?
  /// Of a removed passage that had been divided before, the passages that have its other parts, or that links to
  /// the id may mean.
  public var others: [Int32]

  /// An id that is shown in front of a passage.
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

/// Something to be said at a passage about an id that arrives there.
public struct AnchorRemark: Sendable, Equatable {
  /// What there is to say.
  public enum Kind: Sendable, Equatable {
    /// The passage with the id was divided; the others have its other parts.
    case divided
    /// Two branches gave the id to several passages, and links to it may mean the others.
    case shared
  }

  /// What there is to say.
  public var kind: Kind
  /// The N of the id: that of the passage, or one that leads to it.
  public var number: Int32
  /// Index of the passage.
  public var passage: Int
  /// The numbers of the other passages, in order of the text.
  public var others: [Int32]
  /// When it happened, where the ledger has one day for all.
  public var date: LedgerDate?

  /// Something to be said at a passage.
  public init(kind: Kind, number: Int32, passage: Int, others: [Int32], date: LedgerDate? = nil) {
    self.kind = kind
    self.number = number
    self.passage = passage
    self.others = others
    self.date = date
  }
}
