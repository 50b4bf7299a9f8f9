import Archive

/// Where one target of a note stands in its source.
public struct Placement: Sendable, Equatable {
  /// How sure it is that the note stands where its author put it.
  public enum State: String, Sendable, CaseIterable {
    /// The words stand where the author says, letter for letter after normalisation.
    case exact
    /// The note is on the passage or the source as a whole.
    case whole
    /// The words stand in another passage, or between other words, than the author says.
    case moved
    /// The words were edited; the place is clear all the same.
    case changed
    /// Several places fit about equally well. The placement has no range.
    case ambiguous
    /// No place fits. The placement has no range.
    case lost

    /// Whether the note has a place in the text.
    public var isPlaced: Bool { self != .ambiguous && self != .lost }
  }

  /// A place that comes near, for an author to choose from.
  public struct Candidate: Sendable, Equatable {
    /// Indices of the passages it touches.
    public var passages: Range<Int>
    /// The bytes of the record.
    public var range: ByteRange
    /// How like the author's words the text is there, surroundings included, 0 to 1.
    public var score: Double

    /// A place that comes near.
    public init(passages: Range<Int>, range: ByteRange, score: Double) {
      self.passages = passages
      self.range = range
      self.score = score
    }
  }

  /// Most candidates that are kept.
  public static let mostCandidates = 16

  /// Index of the note in `Archive.annotations`.
  public var annotation: Int
  /// Index in the note's targets; -1 for an inline `[words](note:id)`.
  public var target: Int
  /// Index of the source in `Archive.sources`.
  public var source: Int
  /// Indices of the passages it touches; empty where it has no place, or stands in a heading.
  public var passages: Range<Int>
  /// The exact bytes of the record; nil where it is on whole passages, on the source, or has no place.
  public var range: ByteRange?
  /// How sure the place is.
  public var state: State
  /// How like the author's words the text is there, surroundings included, 0 to 1.
  public var score: Double
  /// The score of the next best place, 0 where there is none.
  public var second: Double
  /// For an ambiguous or lost note the nearest places, best first, none of which has words in common with
  /// another; empty for all other notes.
  public var candidates: [Candidate]

  /// By how much the place scores above the next best one.
  public var margin: Double { max(0, score - second) }

  /// A place of a target, or that it has none.
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
