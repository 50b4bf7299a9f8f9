import Labelling

/// The labels of one text: those that `LabelFinder` finds by repetition, and `A`, the answer to `Q` or to another
/// label.
struct TurnLabels {
  private let finder: LabelFinder
  /// Forms in which `A` is a label.
  private let answers: Set<LabelCandidate.Form>

  /// - Parameters:
  ///   - candidates: the beginnings of paragraphs and lines, in order.
  ///   - colonOnly: whether only `Name:` can be a label, as in captions.
  init(_ candidates: [LabelCandidate], colonOnly: Bool = false) {
    finder = LabelFinder(candidates, colonOnly: colonOnly)
    var answers: Set<LabelCandidate.Form> = []
    if candidates.contains(where: { $0.label == "Q" }) { answers = colonOnly ? [.colon] : [.colon, .period] }
    if candidates.count(where: { $0.label == "A" && $0.form == .colon }) >= 2 { answers.insert(.colon) }
    self.answers = answers
  }

  /// Whether no label was found.
  var isEmpty: Bool { finder.isEmpty && answers.isEmpty }

  /// Whether a candidate is a label.
  func accepts(_ candidate: LabelCandidate) -> Bool {
    candidate.label == "A" ? answers.contains(candidate.form) : finder.accepts(candidate)
  }

  /// Whether a line seems to begin with a misspelt label.
  func isMisspelt(_ line: Substring) -> Bool { finder.doubt(line, nil) != nil }

  /// Message about what is doubtful in a line that begins with a candidate; nil if nothing is.
  func doubt(_ line: Substring, _ candidate: LabelCandidate?) -> String? {
    if let candidate, candidate.label == "A", accepts(candidate) { return nil }
    if let doubt = finder.doubt(line, candidate) { return doubt }
    guard let candidate, candidate.form == .period, candidate.isLetterAndNumber, !accepts(candidate) else {
      return nil
    }
    return
      "found '\(candidate.label)' once at the beginning of a paragraph, expected a label that occurs again;"
      + " it is kept as words"
  }
}

extension LabelCandidate {
  /// Whether it is `A`, `Q1` or the like.
  var isLetterAndNumber: Bool {
    label.first?.isUppercase == true && label.dropFirst().allSatisfy(\.isNumber)
  }
}
