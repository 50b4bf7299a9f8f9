import Archive

/// The position of one target of a note in its source.
public struct Placement: Sendable, Equatable {
  /// How certain it is that the position is the one that the author meant.
  public enum State: String, Sendable, CaseIterable {
    /// The words are where the author says, equal after normalisation.
    case exact
    /// The note is on a whole passage or on the whole source.
    case whole
    /// The words are in another passage, or between other words, than the author says.
    case moved
    /// The words were edited, but the position is clear.
    case changed
    /// Several positions match about equally well. The placement has no range.
    case ambiguous
    /// No position matches. The placement has no range.
    case lost

    /// Whether the note has a position in the text.
    public var isPlaced: Bool { self != .ambiguous && self != .lost }
  }

  /// A similar position, for an author to choose from.
  public struct Candidate: Sendable, Equatable {
    /// Indices of the passages it touches.
    public var passages: Range<Int>
    /// The bytes in the record.
    public var range: ByteRange
    /// Similarity of the text there to the author's words, including the words around them, 0 to 1.
    public var score: Double

    /// A similar position.
    public init(passages: Range<Int>, range: ByteRange, score: Double) {
      self.passages = passages
      self.range = range
      self.score = score
    }
  }

  /// Most candidates of a placement.
  public static let mostCandidates = 16

  /// Index of the note in `Archive.annotations`.
  public var annotation: Int
  /// Index in the note's targets; -1 for an inline `[words](note:id)`.
  public var target: Int
  /// Index of the source in `Archive.sources`.
  public var source: Int
  /// Indices of the passages it touches; empty if it has no position, or is in a heading.
  public var passages: Range<Int>
  /// The bytes in the record; nil if it is on whole passages or on the source, or has no position.
  public var range: ByteRange?
  /// How certain the position is.
  public var state: State
  /// Similarity of the text there to the author's words, including the words around them, 0 to 1.
  public var score: Double
  /// The score of the next best position; 0 if there is none.
  public var second: Double
  /// For an ambiguous or lost note the most similar positions, best first, without overlaps; empty for all other
  /// notes.
  public var candidates: [Candidate]

  /// By how much the score exceeds that of the next best position.
  public var margin: Double { max(0, score - second) }

  /// A placement; for a target without a position `state` is ambiguous or lost.
  public init(
    annotation: Int, target: Int, source: Int, passages: Range<Int>, range: ByteRange?, state: State,
    score: Double, second: Double = 0, candidates: [Candidate] = []
  ) {
    self.annotation = annotation
    self.target = target
    self.source = source
    self.passages = passages
    self.range = range
    self.state = state
    self.score = score
    self.second = second
    self.candidates = candidates
  }
}
