import Archive
import Labelling

/// What looks like the label of a speaker and is declared by nobody. The words below such a label are nobody's.
struct UndeclaredLabels {
  let names: [String]
  let strictness: Settings.Strictness
  /// The last words of the declared labels, which several names may share.
  private let surnames: Set<String>
  private let hasPeriods: Bool
  private var found: [String: Found] = [:]

  private struct Found {
    var position: Position
    /// The sign that ends it.
    var sign: String
    var count = 1
    /// Whether it is a label for certain: in capitals, nearly or partly a declared one.
    var isSure: Bool
    /// Whether one use of it is worth a warning.
    var isLikely: Bool
  }

  init(names: [String], strictness: Settings.Strictness) {
    self.names = names
    self.strictness = strictness
    surnames = Set(names.compactMap { $0.split(separator: " ").last.map { $0.lowercased() } })
    hasPeriods = names.contains { $0.hasSuffix(".") }
  }

  /// Looks at the beginning of a paragraph that no declared label opens.
  ///
  /// - Parameters:
  ///   - bytes: the words, the paragraph from `start` to their end.
  ///   - place: gives the line as it is in the file, and the place of the line's beginning; asked for seldom.
  ///   - isInDialogue: whether a turn has been opened before it.
  /// - Returns: whether the paragraph is somebody else's than the last speaker's.
  mutating func note(
    _ bytes: [UInt8], from start: Int, isInDialogue: Bool, place: () -> (line: [UInt8], position: Position)
  ) -> Bool {
    guard strictness != .ignore, mayBeLabel(bytes, start) else { return false }
    let line = bytes[start...].prefix(480).prefix { $0 != 10 }
    guard let candidate = LabelCandidate(Substring(decoding: line, as: UTF8.self)), isOne(candidate) else {
      return false
    }
    let (raw, lineStart) = place()
    // An author who means the colon as it stands writes `\:`.
    if SpeakerColon.isEscaped(raw[...]) { return false }
    let label = candidate.label
    let isRole = LabelWords.isRole(label)
    let isSure = candidate.isCapitals && candidate.form == .colon || isNearDeclared(label)
    let isLikely = isInDialogue && (!candidate.isSmall || isRole) && !isAddress(candidate.rest)
    if found[label] != nil {
      found[label]?.count += 1
      if isLikely { found[label]?.isLikely = true }
    } else {
      let column = raw.firstOffset(of: Array(label.utf8.prefix { $0 != 32 }), from: 0) ?? 0
      found[label] = Found(
        position: Position(line: lineStart.line, column: column + 1),
        sign: candidate.form == .period ? "." : ":",
        isSure: isSure, isLikely: isLikely)
    }
    return isSure || isLikely
  }

  /// A quick look for a colon near the beginning, or for a title or capitals and a full stop.
  private func mayBeLabel(_ bytes: [UInt8], _ start: Int) -> Bool {
    let line = bytes[start...].prefix(96)
    for byte in line {
      switch byte {
      case UInt8(ascii: ":"), 0xCB, 0xE2, 0xEA, 0xEF: return true
      case 10: return hasPeriods
      default: continue
      }
    }
    return hasPeriods
  }

  private func isOne(_ candidate: LabelCandidate) -> Bool {
    switch candidate.form {
    case .colon: true
    case .period:
      hasPeriods && (candidate.isCapitals || candidate.hasTitle || isNearDeclared(candidate.label + "."))
    case .space: false
    }
  }

  /// Words that join the names of several speakers.
  private static let joins: Set<String> = ["and", "und", "et", "y", "e", "og", "och", "i", "и"]

  /// Whether a label is a misspelt declared one, has its surname, names several speakers, or differs in case.
  private func isNearDeclared(_ label: String) -> Bool {
    if Suggestion.nearest(label, among: names) != nil { return true }
    let words = label.split(separator: " ").map { $0.lowercased() }
    if words.count > 1, let last = words.last, surnames.contains(last), !label.contains(",") { return true }
    let known = Set(names.map { $0.lowercased() })
    let together = words.map { Self.joins.contains($0) ? "&" : $0 }.joined(separator: " ")
      .split(whereSeparator: { "/&+".contains($0) }).map { $0.drop { $0 == " " } }
    if together.count > 1,
      together.contains(where: {
        known.contains(String($0.prefix { $0 != " " })) || known.contains(String($0))
      })
    {
      return true
    }
    return known.contains(label.lowercased()) || surnames.contains(label.lowercased())
  }

  /// `Slides: https://…` is nobody's speech.
  private func isAddress(_ words: Substring) -> Bool {
    let words = words.drop(while: \.isWhitespace)
    return words.hasPrefix("http://") || words.hasPrefix("https://") || words.hasPrefix("www.")
  }

  /// Reports what comes again or is a label for certain as the settings say, and the rest as a warning.
  func report(path: String, _ report: inout Report) {
    for (name, label) in found.sorted(by: { ($0.value.position, $0.key) < ($1.value.position, $1.key) }) {
      let isRepeated = label.count > 1 && (label.isLikely || !(name.first?.isLowercase ?? false))
      guard label.isSure || isRepeated || label.isLikely else { continue }
      let near = Suggestion.nearest(name, among: names)
      let times = label.count == 1 ? "" : ", \(label.count) times"
      report.say(
        label.isSure || isRepeated ? strictness : .warning, "unknown-label",
        "found '\(name)\(label.sign)' at the beginning of a paragraph\(times), expected a label of 'speakers'"
          + (near.map { ", did you mean '\($0)'" } ?? ""), path, at: label.position,
        fix: near.map { "write '\($0)', or add '\(name)' to 'speakers'" }
          ?? "add '\(name)' to 'speakers', or write '\(name)\\\(label.sign)' where nobody is meant")
    }
  }
}

/// The colon that ends a label, in Markdown as written.
enum SpeakerColon {
  /// Whether the first colon of a line that stands in no time code is escaped, and so is only a colon. `\.` is the
  /// same for labels such as `Q.`
  static func isEscaped(_ line: ArraySlice<UInt8>) -> Bool {
    var index = line.startIndex
    let end = min(line.endIndex, line.startIndex + 480)
    func digit(_ at: Int) -> Bool { at >= line.startIndex && at < end && line[at] &- 0x30 < 10 }
    while index < end {
      switch line[index] {
      case UInt8(ascii: "\\") where index + 1 < end:
        if line[index + 1] == UInt8(ascii: ":") || line[index + 1] == UInt8(ascii: ".") { return true }
        index += 1
      case UInt8(ascii: ":") where !(digit(index - 1) && digit(index + 1)): return false
      case 10: return false
      default: break
      }
      index += 1
    }
    return false
  }
}
