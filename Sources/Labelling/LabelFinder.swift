import Archive

/// Decides which candidates are labels, based on repetition and never on a guess. Doubtful ones stay in the text
/// and are reported.
package struct LabelFinder: Sendable {
  private struct Key: Hashable {
    var label: String
    var form: LabelCandidate.Form
  }

  private var accepted: Set<Key> = []
  /// Labels that differ from an accepted one in case only, mapped to it.
  private var spellings: [String: String] = [:]

  /// - Parameters:
  ///   - candidates: the candidates of the paragraphs, in order, at most one for each paragraph.
  ///   - colonOnly: whether only `Name:` can be a label, as in captions.
  package init(_ candidates: [LabelCandidate], colonOnly: Bool = false) {
    var counts: [Key: Int] = [:]
    var samples: [Key: LabelCandidate] = [:]
    for candidate in candidates where !colonOnly || candidate.form == .colon {
      let key = Key(label: candidate.label, form: candidate.form)
      counts[key, default: 0] += 1
      samples[key] = candidate
    }
    let withOffice = Set(samples.values.filter { $0.form == .colon && $0.label.contains(",") }.map(\.label))
    for (key, sample) in samples {
      let count = counts[key] ?? 0
      if LabelFinder.isRepeated(key, sample, count, totals: counts)
        || withOffice.count >= 3 && withOffice.contains(key.label)
      {
        accepted.insert(key)
      }
    }
    acceptSingleCapitals(samples, counts)
    let lower = Dictionary(accepted.map { ($0.label.lowercased(), $0.label) }) { min($0, $1) }
    for (key, sample) in samples where !accepted.contains(key) && !sample.label.contains(",") {
      guard let known = lower[key.label.lowercased()] else { continue }
      let sameLabel = known == key.label
      if sameLabel ? sample.isCapitals || key.form == .colon : LabelFinder.hasCapitalWord(sample.label) {
        accepted.insert(key)
        if !sameLabel { spellings[key.label] = known }
      }
    }
  }

  /// Whether no label was accepted.
  package var isEmpty: Bool { accepted.isEmpty }

  /// Whether a candidate is a label.
  package func accepts(_ candidate: LabelCandidate) -> Bool {
    accepted.contains(Key(label: candidate.label, form: candidate.form))
  }

  /// A message about what is doubtful in a paragraph; nil if nothing is.
  package func doubt(_ line: Substring, _ candidate: LabelCandidate?) -> String? {
    if let candidate, accepts(candidate) {
      return spellings[candidate.label].map {
        "found the label '\(candidate.label)', which is '\($0)' elsewhere; it is treated as the same speaker"
      }
    }
    if let near = misspelt(line) {
      return "found '\(line.prefix(24))…', which resembles the label '\(near)'; it is kept as words"
    }
    guard let candidate else { return nil }
    let looksLikeOne = candidate.form == .colon || candidate.form == .period && candidate.isCapitals
    guard looksLikeOne else { return nil }
    return
      "found '\(candidate.label)' once at the beginning of a paragraph, expected a label that occurs again;"
      + " it is kept as words"
  }

  private static func isRepeated(
    _ key: Key, _ sample: LabelCandidate, _ count: Int, totals: [Key: Int]
  ) -> Bool {
    if key.label == "Q" {
      return key.form != .space || count >= 2 || totals.keys.contains { $0.label == "Q" && $0.form != .space }
    }
    if key.label == "A" { return count >= 2 && totals.keys.contains { $0.label == "Q" } }
    // A label in capitals is the same label with a colon or a full stop.
    let all = totals.filter { $0.key.label == key.label }.values.reduce(0, +)
    switch key.form {
    case .colon: return count >= 2 || sample.isCapitals && all >= 2
    case .period: return sample.isCapitals && all >= 2 || sample.hasTitle && count >= 3
    case .space: return false
    }
  }

  /// Accepts labels that occur once, such as `ADMINISTRATOR VERMA:`, in a text whose labels are in capitals, unless
  /// they may be a misspelling of another label.
  private mutating func acceptSingleCapitals(_ samples: [Key: LabelCandidate], _ counts: [Key: Int]) {
    let repeated = accepted.filter { samples[$0]?.isCapitals == true }
    guard !repeated.isEmpty else { return }
    for (key, sample) in samples where key.form == .colon && sample.isCapitals && !accepted.contains(key) {
      let near = repeated.contains {
        $0.label != key.label && LabelFinder.distance($0.label, key.label) <= LabelFinder.slack($0.label)
      }
      if !near { accepted.insert(key) }
    }
  }

  /// The accepted label that a line seems to begin with, apart from one or two wrong characters; nil if there is
  /// none.
  private func misspelt(_ line: Substring) -> String? {
    for label in Set(accepted.map(\.label)).sorted() where label.utf8.count >= 6 {
      let letters = label.filter(\.isLetter)
      let isCapitals = label == label.uppercased()
      var taken = ""
      for (offset, character) in line.prefix(label.count + 6).enumerated() {
        if character.isLetter { taken.append(character) }
        guard abs(taken.count - letters.count) <= 1, character.isLetter else { continue }
        let next = line.dropFirst(offset + 1).first
        guard next.map({ !$0.isLetter && (isCapitals || ".:;,".contains($0)) }) ?? true else { continue }
        if LabelFinder.distance(taken, letters) <= LabelFinder.slack(label) { return label }
      }
    }
    return nil
  }

  private static func slack(_ label: String) -> Int { label.count >= 12 ? 2 : 1 }

  private static func distance(_ a: String, _ b: String) -> Int {
    Suggestion.edits(Array(a.utf8), Array(b.utf8))
  }

  private static func hasCapitalWord(_ label: String) -> Bool {
    label.split(separator: " ").contains { word in
      word.count(where: \.isLetter) >= 2 && word == word.uppercased()
    }
  }
}
