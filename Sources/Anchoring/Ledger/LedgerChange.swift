/// What is to be found out about the changes of ledgers.
public enum ChangeDetail: Sendable {
  /// Nothing: only whether a file is to be written.
  case none
  /// What became of each id.
  case changes
  /// The same, and for ids that go the new passage that is most like it (`LedgerChange.nearest`).
  case nearest
}

/// What became of one id between two builds, and why: what an author is shown before a ledger is committed.
/// Whatever makes a ledger differ from the one on disk has a change.
public struct LedgerChange: Sendable, Equatable {
  /// What became of the id. Likeness is in thousandths of the words, 1000 where all agree.
  public enum Kind: Sendable, Equatable {
    /// The passage was given this number for the first time.
    case new
    /// The same, and it was a part of the passage with another number, which was divided.
    case part(of: Int32)
    /// The words were edited. How alike they are and how alike the next best passage was.
    case edited(likeness: Int, second: Int)
    /// The words are the same but for capitals, signs and spaces.
    case respelled
    /// Somebody else is said to speak; ids of speakers, `-` for nobody.
    case relabelled(from: String, to: String)
    /// The passage stands elsewhere among the others.
    case moved
    /// The passage is gone; its id stays as a marker.
    case removed
    /// The passage went into the one with this number.
    case joined(Int32)
    /// Several passages could be the one with this id and none clearly; the id stays as a marker. How alike the
    /// best of them was, and the next best; 0 where that is not known.
    case undecided(likeness: Int, second: Int)
    /// A passage that was gone stands again, word for word.
    case returned
    /// The source was merged into another, where the passage has this number.
    case takenUp(Int32)
  }

  /// The N of `pN`.
  public var number: Int32
  /// What became of it.
  public var kind: Kind
  /// Index of the passage that has the number now, or -1.
  public var passage: Int
  /// The beginning of the passage, as a ledger has it: of its words now, or of the last that it had.
  public var words: String
  /// For an id that goes, the passage with a new id that is most like it: its number and how alike the two are.
  /// Only where it was asked for (`ChangeDetail`), and only where some words agree.
  public var nearest: Nearest?

  /// A passage that an author may take for the same.
  public struct Nearest: Sendable, Equatable {
    /// The N of `pN`.
    public var number: Int32
    /// In thousandths of the words.
    public var likeness: Int
  }

  /// What became of one id.
  public init(number: Int32, kind: Kind, passage: Int, words: String = "") {
    self.number = number
    self.kind = kind
    self.passage = passage
    self.words = words
  }

  /// Order of changes of one id.
  var rank: Int {
    switch kind {
    case .new, .part, .edited, .removed, .joined, .undecided, .returned, .takenUp: 0
    case .respelled: 1
    case .relabelled: 2
    case .moved: 3
    }
  }
}
