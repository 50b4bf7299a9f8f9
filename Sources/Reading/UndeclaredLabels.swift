import Archive
import Base
import Labelling

/// Finds and reports text that looks like a speaker's label but is not declared. The words after such a label are
/// attributed to no speaker.
struct UndeclaredLabels {
  let names: [String]
  let strictness: Settings.Strictness
  /// The last words of the declared labels, in lower case. Several names may share one.
  private let surnames: Set<String>
  /// The declared labels in lower case.
  private let known: Set<String>
  private let hasPeriods: Bool
  /// Whether labels of this text stand alone on their lines, without a colon.
  var standAlone = false
  private var found: [String: Found] = [:]
  /// Cache of results by the beginning of a paragraph, up to its colon. The same few beginnings recur.
  private var beginnings: [String: LabelCandidate?] = [:]

  private struct Found {
    var position: Position
    /// The character that ends it; empty for a label alone on its line.
    var sign: String
    var count = 1
    /// Whether it is certainly a label: in capitals, or similar to a declared one.
    var isSure: Bool
    /// Whether a single use of it deserves a warning.
    var isLikely: Bool
  }

  init(names: [String], strictness: Settings.Strictness) {
    self.names = names
    self.strictness = strictness
    surnames = Set(names.compactMap { $0.split(separator: " ").last.map { $0.lowercased() } })
    known = Set(names.map { $0.lowercased() })
    hasPeriods = names.contains { $0.hasSuffix(".") }
  }

  /// Examines the beginning of a paragraph that no declared label opens.
  ///
  /// - Parameters:
  ///   - bytes: the text; the paragraph reaches from `start` to its end.
  ///   - isInDialogue: whether a turn has been opened before it.
  ///   - place: returns the line as written in the file and the position at which that line begins. It is called
  ///     rarely.
  /// - Returns: the offset after the possible label, and whether the paragraph belongs to somebody other than the
  ///   last speaker; nil if there is no label.
  mutating func note(
    _ bytes: [UInt8], from start: Int, isInDialogue: Bool, place: () -> (line: [UInt8], position: Position)
  ) -> (end: Int, isSomebodyElses: Bool)? {
    guard strictness != .ignore, mayBeLabel(bytes, start) else { return nil }
    guard let (candidate, end) = candidate(bytes, start), isOne(candidate) else { return nil }
    let (raw, lineStart) = place()
    // An author writes `\:` for a colon that ends no label.
    if SpeakerColon.isEscaped(raw[...]) { return nil }
    let label = candidate.label
    let isRole = LabelWords.isRole(label)
    let sign = candidate.form == .period ? "." : ":"
    let known = found[label]
    let isSure =
      known?.sign == sign
      ? known?.isSure ?? false : isSure(candidate)
    let isLikely = isInDialogue && (!candidate.isSmall || isRole) && !isAddress(candidate.rest)
    if var known {
      known.count += 1
      known.isLikely = known.isLikely || isLikely
      found[label] = known
    } else {
      let column = raw.firstOffset(of: Array(label.utf8.prefix { $0 != 32 }), from: 0) ?? 0
      found[label] = Found(
        position: Position(line: lineStart.line, column: column + 1),
        sign: sign, isSure: isSure, isLikely: isLikely)
    }
    return (end, isSure || isLikely)
  }

  /// Examines a line that may be a name on its own, in a text whose labels stand alone on their lines. If further
  /// lines follow, only capitals or a time code distinguish a label from text.
  mutating func noteAlone(
    _ bytes: [UInt8], from start: Int, place: () -> (line: [UInt8], position: Position)
  ) -> Bool {
    guard standAlone, strictness != .ignore else { return false }
    let line = bytes[start...].prefix(61).prefix { $0 != 10 }
    guard line.count <= 60, let candidate = LabelCandidate(Substring(decoding: line + [58], as: UTF8.self)),
      candidate.form == .colon, candidate.rest.isEmpty, !candidate.isSmall,
      candidate.label.count(where: { $0 == " " }) < 4
    else { return false }
    let hasTime = line.last.map { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ")") } ?? false
    let isLast = bytes[line.endIndex...].allSatisfy { $0 == 10 || $0 == 32 }
    guard isLast || candidate.isCapitals || hasTime else { return false }
    if found[candidate.label] == nil {
      let column = place().line.firstOffset(of: Array(line.prefix { $0 != 32 }), from: 0) ?? 0
      found[candidate.label] = Found(
        position: Position(line: place().position.line, column: column + 1), sign: "", isSure: false,
        isLikely: true)
    } else {
      found[candidate.label]?.count += 1
    }
    return true
  }

  /// Quick check: whether there is a colon near the beginning, as in `hasColon`. If declared labels end in full
  /// stops, every paragraph needs the full check.
  private func mayBeLabel(_ bytes: [UInt8], _ start: Int) -> Bool {
    hasPeriods || Self.hasColon(bytes, from: start)
  }

  /// Whether a label with a colon is possible here; false for nearly all paragraphs without one. Looks at the first
  /// 96 bytes and 15 words, or at the first 480 bytes if there are brackets.
  static func hasColon(_ bytes: [UInt8], from start: Int) -> Bool {
    var end = min(bytes.count, start + 96)
    var spaces = 0
    var at = start
    while at < end {
      // Eight letters and spaces at once: most of what is looked at.
      if at + 8 <= end, let count = spacesOnly(bytes, at), spaces + count <= 14 {
        spaces += count
        at += 8
        continue
      }
      let byte = bytes[at]
      if byte >= 0x80 {
        let (value, length) = UTF8.codePoint(bytes, at: at)
        if LabelSigns.isColon(value) { return true }
        at += length
        continue
      }
      switch byte {
      case UInt8(ascii: ":"): return true
      case 10: return false
      case UInt8(ascii: " "):
        spaces += 1
        if spaces > 14 { return false }
      // Text in brackets may be long.
      case UInt8(ascii: "("), UInt8(ascii: "["):
        spaces = .min
        end = min(bytes.count, start + 480)
      default: break
      }
      at += 1
    }
    return false
  }

  /// Number of spaces among eight bytes; nil if one of them is a colon, a line feed, an opening bracket or not ASCII.
  @inline(__always)
  private static func spacesOnly(_ bytes: [UInt8], _ at: Int) -> Int? {
    let eight = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: UInt64.self) }
    let others =
      ByteLanes.equal(eight, UInt8(ascii: ":")) | ByteLanes.equal(eight, 0x0A)
      | ByteLanes.equal(eight, UInt8(ascii: "(")) | ByteLanes.equal(eight, UInt8(ascii: "["))
    guard (eight | others) & ByteLanes.highBits == 0 else { return nil }
    return ByteLanes.equal(eight, UInt8(ascii: " ")).nonzeroBitCount
  }

  /// The undeclared label with a colon that a line begins with; nil if there is none. A word in lower case counts
  /// only if it names a role.
  func label(_ line: [UInt8]) -> LabelCandidate? {
    guard strictness != .ignore, Self.hasColon(line, from: 0),
      let candidate = LabelCandidate(Substring(decoding: line, as: UTF8.self)), candidate.form == .colon,
      !candidate.isSmall || LabelWords.isRole(candidate.label)
    else { return nil }
    return candidate
  }

  /// The candidate that a paragraph begins with, and the offset after its label.
  private mutating func candidate(_ bytes: [UInt8], _ start: Int) -> (LabelCandidate, Int)? {
    let line = bytes[start...].prefix(480).prefix { $0 != 10 }
    // Without brackets, the result depends only on the text up to the first colon if a space or nothing follows it.
    let plain = line.prefix {
      $0 >= 32 && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "[")
    }
    let colon = plain.endIndex
    guard colon < line.endIndex, line[colon] == UInt8(ascii: ":"),
      colon + 1 == line.endIndex || line[colon + 1] == 32
    else {
      return LabelCandidate(Substring(decoding: line, as: UTF8.self))
        .map { ($0, line.endIndex - $0.rest.utf8.count) }
    }
    let beginning = String(decoding: plain, as: UTF8.self)
    if var known = beginnings[beginning] {
      known?.rest = Substring(decoding: line[min(colon + 2, line.endIndex)...].prefix(16), as: UTF8.self)
      return known.map { ($0, colon + 1) }
    }
    let candidate = LabelCandidate(Substring(decoding: line, as: UTF8.self))
    if candidate?.form != .period { beginnings[beginning] = .some(candidate) }
    return candidate.map { ($0, line.endIndex - $0.rest.utf8.count) }
  }

  private func isOne(_ candidate: LabelCandidate) -> Bool {
    switch candidate.form {
    case .colon: true
    case .period:
      hasPeriods && (candidate.isCapitals || candidate.hasTitle || isNearDeclared(candidate.label + "."))
    case .space: false
    }
  }

  /// Whether a candidate is certainly a label, wherever it occurs: in capitals, or similar to a declared one.
  func isSure(_ candidate: LabelCandidate) -> Bool {
    candidate.isCapitals && candidate.form != .period || isNearDeclared(candidate.label)
  }

  /// Words that join the names of several speakers.
  private static let joins: Set<String> = ["and", "und", "et", "y", "e", "og", "och", "i", "и"]

  /// Whether a label is similar to a declared one: misspelt, with the same surname, a list of several speakers, or
  /// different in case only.
  private func isNearDeclared(_ label: String) -> Bool {
    if Suggestion.nearest(label, among: names) != nil { return true }
    let words = label.split(separator: " ").map { $0.lowercased() }
    if words.count > 1, let last = words.last, surnames.contains(last), !label.contains(",") { return true }
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

  /// Whether the words are a web address: `Slides: https://…` is not speech.
  private func isAddress(_ words: Substring) -> Bool {
    let words = words.drop(while: \.isWhitespace)
    return words.hasPrefix("http://") || words.hasPrefix("https://") || words.hasPrefix("www.")
  }

  /// Reports labels that recur or are certain as strictly as the settings ask, and the others that are likely as
  /// warnings.
  func report(path: String, _ report: inout Report) {
    for (name, label) in found.sorted(by: { ($0.value.position, $0.key) < ($1.value.position, $1.key) }) {
      let isRepeated = label.count > 1 && (label.isLikely || !(name.first?.isLowercase ?? false))
      guard label.isSure || isRepeated || label.isLikely else { continue }
      let near = Suggestion.nearest(name, among: names)
      let times = label.count == 1 ? "" : ", \(label.count) times"
      let place = label.sign.isEmpty ? "alone on its line" : "at the beginning of a paragraph"
      report.say(
        !label.sign.isEmpty && (label.isSure || isRepeated) ? strictness : .warning, "unknown-label",
        "found '\(name)\(label.sign)' \(place)\(times), expected a label of 'speakers'"
          + (near.map { ", did you mean '\($0)'" } ?? ""), path, at: label.position,
        fix: near.map { "write '\($0)', or add '\(name)' to 'speakers'" }
          ?? "add '\(name)' to 'speakers', or write "
          + (label.sign.isEmpty ? "a full stop after it" : "'\(name)\\\(label.sign)'")
          + " if it does not name a speaker")
    }
  }
}

/// The colon after a label in raw Markdown.
enum SpeakerColon {
  /// Whether the first colon of a line that is not part of a time code is escaped, and so ends no label. `\.`
  /// escapes the full stop of labels such as `Q.`
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
