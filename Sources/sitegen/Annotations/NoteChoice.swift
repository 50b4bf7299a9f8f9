import ArgumentParser

/// What `--accept` takes: a note, and for one without a place the candidate that is meant.
struct NoteChoice: ExpressibleByArgument {
  /// As it was given.
  var written: String
  /// Id of the note.
  var note: String
  /// Id of the source of the target, where it has to be named.
  var source: String?
  /// Id of the passage of the candidate.
  var passage: String?
  /// Which of the candidates in that passage, in order of the text, from 1.
  var number: Int?

  /// Reads `NOTE`, `NOTE=PASSAGE`, `NOTE=SOURCE#PASSAGE`, each with `:NUMBER` behind the passage.
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
