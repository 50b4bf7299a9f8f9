import Archive
import ArgumentParser

/// A passage as named on the command line: `press-conference#p4`.
struct PassageName {
  var source: String
  /// The N of `pN`.
  var number: Int32

  /// - Throws: `ValidationError` if the text does not have this form.
  init(_ text: String) throws {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, Identifier.problem(String(parts[0])) == nil, parts[1].first == "p",
      let number = Int32(parts[1].dropFirst()), number > 0, parts[1] == "p\(number)"
    else {
      throw ValidationError("found '\(text)', expected a source and an id, such as press-conference#p4")
    }
    source = String(parts[0])
    self.number = number
  }
}
