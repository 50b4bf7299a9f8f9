import ArgumentParser

/// An argument of `--accept`: a note and, if it is ambiguous or lost, the chosen candidate.
struct NoteChoice: ExpressibleByArgument {
  /// The argument as given.
  var written: String
  /// Id of the note.
  var note: String
  /// Id of the source of the target, if given.
  var source: String?
  /// Id of the passage of the candidate.
  var passage: String?
  /// Number of the candidate within that passage, in order of the text, counted from 1.
  var number: Int?

  /// Parses `NOTE`, `NOTE=PASSAGE` or `NOTE=SOURCE#PASSAGE`, the last two optionally followed by `:NUMBER`.
  init?(argument: String) {
    written = argument
    let sides = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    note = String(sides[0])
    guard !note.isEmpty else { return nil }
    guard sides.count == 2 else { return }
    var place = sides[1]
    if let colon = place.lastIndex(of: ":") {
      guard let number = Int(place[place.index(after: colon)...]), number > 0 else { return nil }
      self.number = number
      place = place[..<colon]
    }
    let parts = place.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2 { source = parts[0] }
    passage = parts[parts.count - 1]
    guard passage?.isEmpty == false, source?.isEmpty != true else { return nil }
  }
}
