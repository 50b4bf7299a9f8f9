/// What became of one id between two builds, and why: what an author is shown before a ledger is committed.
public struct LedgerChange: Sendable, Equatable {
  /// What became of the id.
  public enum Kind: Sendable, Equatable {
    /// The passage was given this number for the first time.
    case new
    /// The words were edited. How alike they are and how alike the next best passage was, in thousandths.
    case edited(likeness: Int, second: Int)
    /// The passage is gone; its id stays as a marker.
    case removed
    /// The passage went into the one with this number.
    case joined(Int32)
    /// Several passages could be the one with this id and none clearly; the id stays as a marker.
    case undecided
    /// A passage that was gone stands again, word for word.
    case returned
  }

  /// The N of `pN`.
  public var number: Int32
  /// What became of it.
  public var kind: Kind
  /// Index of the passage that has the number now, or -1.
  public var passage: Int
}
