import Archive
import Labelling

/// The speaker labels of one source. Labels declared in the front matter open turns. Text that only looks like a
/// label is recorded and reported at the end, never treated as one (`UndeclaredLabels`).
struct SpeakerLabels {
  /// The labels that a source declares.
  struct Declaration {
    var uses: [SpeakerUse] = []
    /// Position of each label in the file.
    var positions: [Position] = []
    /// Alternative spellings (given names, surnames, initials), with the index of the label in `uses`.
    var shortForms: [(text: String, speaker: Int)] = []
  }

  let declared: DeclaredLabels
  var undeclared: UndeclaredLabels
  private let declaration: Declaration
  private var isUsed: [Bool]

  init(_ declaration: Declaration, strictness: Settings.Strictness) {
    self.declaration = declaration
    let labels = declaration.uses.enumerated().map { (text: $1.label, speaker: Int32($0)) }
    declared = DeclaredLabels(labels + declaration.shortForms.map { ($0.text, Int32($0.speaker)) })
    undeclared = UndeclaredLabels(names: declaration.uses.map(\.label), strictness: strictness)
    isUsed = Array(repeating: false, count: declaration.uses.count)
  }

  /// The label that makes up a whole heading, with or without a colon; nil if the heading is not a label.
  func whole(_ words: ArraySlice<UInt8>) -> DeclaredLabels.Match? {
    let bytes = Array(words)
    guard let match = declared.match(bytes, from: 0), match.end == bytes.count else { return nil }
    return match
  }

  /// Records that a label has opened a turn.
  mutating func use(_ speaker: Int32) { isUsed[Int(speaker)] = true }

  /// Whether any label has opened a turn so far.
  var hasTurns: Bool { isUsed.contains(true) }

  /// Reports undeclared labels, and declared labels that open no turn.
  ///
  /// - Parameter isEmpty: whether the text has no words at all, which is not a fault of its labels.
  func report(path: String, isEmpty: Bool, _ report: inout Report) {
    undeclared.report(path: path, &report)
    guard !isEmpty, let first = isUsed.firstIndex(of: false) else { return }
    if !hasTurns {
      report.warning(
        "unused-label",
        "found no turn of any of the \(isUsed.count) labels in 'speakers', so this text has no speaker; "
          + "expected '\(declaration.uses[first].label):' at the beginning of a paragraph", path,
        at: declaration.positions[first])
      return
    }
    for (index, use) in declaration.uses.enumerated() where !isUsed[index] {
      report.warning(
        "unused-label",
        "found no turn of '\(use.label)', expected '\(use.label):' at the beginning of a paragraph", path,
        at: declaration.positions[index],
        fix: "write the label as it is in the text, or remove it from 'speakers'")
    }
  }
}
