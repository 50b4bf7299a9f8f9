/// Which details of ledger changes are computed.
public enum ChangeDetail: Sendable {
  /// None; only whether a file has to be written.
  case none
  /// The changes of each id.
  case changes
  /// The changes, and for each id without a passage the most similar new passage (`LedgerChange.nearest`).
  case nearest
}

/// A change of one id between two builds, and its cause. It is shown to an author before a ledger is committed.
/// Every difference from the ledger on disk has a change.
public struct LedgerChange: Sendable, Equatable {
  /// The kind of change. Likeness is in thousandths of the words, 1000 if all agree.
  public enum Kind: Sendable, Equatable {
    /// The passage got this number for the first time.
    case new
    /// The passage is new, and was a part of the passage with another number, which was divided.
    case part(of: Int32)
    /// The words were edited: their likeness, and the likeness of the next best passage.
    case edited(likeness: Int, second: Int)
    /// The words are the same except for case, punctuation and spaces.
    case respelled
    /// The speaker changed; ids of speakers, `-` if nobody speaks.
    case relabelled(from: String, to: String)
    /// The passage moved relative to the others.
    case moved
    /// The passage was removed; its id remains as a marker.
    case removed
    /// The passage was joined with the one with this number.
    case joined(Int32)
    /// Several passages could have this id, none of them clearly. The id remains as a marker. The values
    /// are the likeness of the best of them and of the next best; 0 if it is not known.
    case undecided(likeness: Int, second: Int)
    /// A removed passage is back, word for word.
    case returned
    /// The source was merged into another, in which the passage has this number.
    case takenUp(Int32)
  }

  /// The N of `pN`.
  public var number: Int32
  /// The kind of change.
  public var kind: Kind
  /// Index of the passage that has the number now, or -1.
  public var passage: Int
  /// The beginning of the passage as a ledger has it: of its present words, or of its last words if it is gone.
  public var words: String
  /// For an id that loses its passage, the new passage that is most like it. Nil unless requested (`ChangeDetail`),
  /// or if no new passage is similar enough.
  public var nearest: Nearest?

  /// A passage that an author may consider the same.
  public struct Nearest: Sendable, Equatable {
    /// The N of `pN`.
    public var number: Int32
    /// Likeness in thousandths of the words.
    public var likeness: Int
  }

  /// A change of one id.
  public init(number: Int32, kind: Kind, passage: Int, words: String = "") {
    self.number = number
    self.kind = kind
    self.passage = passage
    self.words = words
  }

  /// Sort order of changes of one id.
  var rank: Int {
    switch kind {
    case .new, .part, .edited, .removed, .joined, .undecided, .returned, .takenUp: 0
    case .respelled: 1
    case .relabelled: 2
    case .moved: 3
    }
  }
}
