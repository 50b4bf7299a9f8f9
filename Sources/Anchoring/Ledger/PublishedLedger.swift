/// The permanent ids of one source on a published site. They are enough to rebuild its ledger.
public struct PublishedLedger: Sendable, Equatable {
  /// A passage of the published text.
  public struct Passage: Sendable, Equatable {
    /// The N of `pN`.
    public var number: Int32
    /// Id of the speaker; nil if nobody speaks.
    public var speaker: String?
    /// The words as they were published.
    public var text: String

    /// A passage of the published text.
    public init(number: Int32, speaker: String?, text: String) {
      self.number = number
      self.speaker = speaker
      self.text = text
    }
  }

  /// An id whose passage no longer exists.
  public struct Retired: Sendable, Equatable {
    /// The N of `pN`.
    public var number: Int32
    /// Number of the passage that has the words now; nil if they were removed.
    public var leadsTo: Int32?
    /// Number of the passage before which the page shows the id; nil at the end of the text.
    public var before: Int32?
    /// Day of the removal, if it was published.
    public var date: LedgerDate?
    /// The passage that has the words now, if `leadsTo` is a number in another source, into which this one was merged.
    public var successor: Passage?

    /// An id whose passage no longer exists.
    public init(
      number: Int32, leadsTo: Int32?, before: Int32? = nil, date: LedgerDate? = nil, successor: Passage? = nil
    ) {
      self.number = number
      self.leadsTo = leadsTo
      self.before = before
      self.date = date
      self.successor = successor
    }
  }

  /// Id of the source.
  public var source: String
  /// Earlier ids of the source, oldest first; passage numbers did not change with them.
  public var former: [String]
  /// The highest number that was ever given.
  public var highest: Int32
  /// Passages in order of the text.
  public var passages: [Passage]
  /// Retired ids in the order in which the page shows them.
  public var retired: [Retired]

  /// The published ids of one source.
  public init(
    source: String, former: [String] = [], highest: Int32, passages: [Passage], retired: [Retired] = []
  ) {
    self.source = source
    self.former = former
    self.highest = highest
    self.passages = passages
    self.retired = retired
  }
}
