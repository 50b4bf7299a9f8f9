import Archive

/// Recognises who begins to speak. Only labels that the front matter declares open a turn; what merely
/// looks like one is reported and never guessed.
///
/// ```
/// PUTIN (through interpreter): He calls …      **Sjors** [00:01:10]: Hello      Aaron: 00:01:10
/// ```
struct Labels {
  /// A label found at the beginning of a passage.
  struct Match {
    /// Index into `Source.speakers`.
    var speaker: Int32
    /// Words in parentheses behind the label.
    var manner: String?
    /// Seconds, or -1.
    var time: Int32
    /// Offset in the prose behind the label and everything that belongs to it.
    var end: Int
  }

  /// Declared labels as bytes, longest first, so that `DR. FAUCI` is not taken for `DR`.
  private let declared: [(bytes: [UInt8], speaker: Int32)]
  private let names: [String]
  private let strictness: Settings.Strictness
  /// Things that look like labels: each with the line and column of its first use, and how many there are.
  private var suspects: [String: (position: Position, count: Int, sure: Bool)] = [:]

  /// - Parameter extra: further spellings of the labels (given names, initials) and the speaker of each.
  init(_ speakers: [SpeakerUse], extra: [(String, Int)], strictness: Settings.Strictness) {
    var all = speakers.enumerated().map { (bytes: Array($1.label.utf8), speaker: Int32($0)) }
    all += extra.map { (bytes: Array($0.0.utf8), speaker: Int32($0.1)) }
    declared = all.filter { !$0.bytes.isEmpty }.sorted { a, b in
      a.bytes.count != b.bytes.count
        ? a.bytes.count > b.bytes.count : a.bytes.lexicographicallyPrecedes(b.bytes)
    }
    names = speakers.map(\.label)
    self.strictness = strictness
  }

  /// The label that a paragraph begins with.
  func atStart(of bytes: [UInt8], from start: Int) -> Match? {
    for label in declared where bytes[start...].starts(with: label.bytes) {
      if let match = rest(of: bytes, from: start + label.bytes.count, label: label) { return match }
    }
    return nil
  }

  /// The label that a heading consists of, with or without a colon.
  func whole(_ words: ArraySlice<UInt8>) -> Match? {
    let bytes = Array(words)
    guard let match = atStart(of: bytes, from: 0), match.end == bytes.count else { return nil }
    return match
  }

  /// What may stand between a label and its colon, and the colon.
  private func rest(of bytes: [UInt8], from start: Int, label: (bytes: [UInt8], speaker: Int32)) -> Match? {
    var match = Match(speaker: label.speaker, manner: nil, time: -1, end: start)
    var at = start
    var colon = false
    // A label such as `Q.` needs no colon, but may have one.
    let isEnded = label.bytes.last == UInt8(ascii: ".") || label.bytes.last == UInt8(ascii: ":")
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 32 || byte == 9 {
        at += 1
      } else if byte == UInt8(ascii: ":") && !colon {
        colon = true
        at += 1
      } else if !colon, bytes[at...].starts(with: Self.wideColon) {
        colon = true
        at += Self.wideColon.count
      } else if byte == UInt8(ascii: "("), match.manner == nil, !colon, !isEnded,
        let close = closing(UInt8(ascii: ")"), bytes, after: at, within: 80)
      {
        match.manner = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
        at = close + 1
      } else if byte == UInt8(ascii: "["), match.time < 0,
        let close = closing(UInt8(ascii: "]"), bytes, after: at, within: 14),
        let time = TimeCode.seconds(bytes[(at + 1)..<close])
      {
        match.time = time
        at = close + 1
      } else {
        break
      }
      match.end = at
    }
    // A bare time code may end the line: `Aaron: 00:01:10`.
    if at < bytes.count, match.time < 0 {
      let stop = bytes[at...].firstIndex(of: 10) ?? bytes.count
      if let time = TimeCode.seconds(bytes[at..<stop]) {
        match.time = time
        match.end = stop
        return match
      }
    }
    let atLineEnd = at == bytes.count || bytes[at] == 10
    return colon || isEnded || atLineEnd ? match : nil
  }

  /// The full-width colon `：` (U+FF1A), which stands behind a label in Chinese and Japanese.
  private static let wideColon = Array("：".utf8)

  private func closing(_ byte: UInt8, _ bytes: [UInt8], after start: Int, within limit: Int) -> Int? {
    let end = min(bytes.count, start + limit)
    guard start + 1 < end else { return nil }
    for index in (start + 1)..<end {
      if bytes[index] == byte { return index }
      if bytes[index] == 10 { return nil }
    }
    return nil
  }
}

/// Labels that nobody declared.
extension Labels {
  /// Remembers a paragraph that begins with something like a label.
  mutating func noteUnknown(
    _ bytes: [UInt8], from start: Int, line: Int, body: [UInt8], lineTable: inout LineTable, before: Int
  ) {
    guard strictness != .ignore, let colon = Self.candidate(bytes, from: start) else { return }
    let name = String(decoding: bytes[start..<colon], as: UTF8.self)
    if suspects[name] != nil {
      suspects[name]?.count += 1
      return
    }
    let lineStart = lineTable.start(of: line - before, in: body)
    let raw = body[lineStart...].prefix { $0 != 10 }
    // An author who means the colon as it stands writes `\:`.
    if Array(raw.prefix(200)).firstOffset(of: Array("\\:".utf8), from: 0) != nil { return }
    let found = Array(raw).firstOffset(of: Array(bytes[start..<colon]), from: 0)
    let column = (found ?? 0) + 1
    let near = Suggestion.nearest(name, among: names) != nil
    suspects[name] = (Position(line: line, column: column), 1, near || Self.isCapitals(name))
  }

  /// Reports what looks like a label: words in capitals, a near miss of a declared one, or a name that
  /// opens several paragraphs.
  func reportUnknown(path: String, _ report: inout Report) {
    for (name, suspect) in suspects.sorted(by: { $0.value.position < $1.value.position }) {
      guard suspect.sure || suspect.count > 1 else { continue }
      let near = Suggestion.nearest(name, among: names)
      let times = suspect.count == 1 ? "" : ", \(suspect.count) times"
      report.say(
        strictness, "unknown-label",
        "found '\(name):' at the beginning of a paragraph\(times), expected a label of 'speakers'"
          + (near.map { ", did you mean '\($0)'" } ?? ""),
        path, at: suspect.position,
        fix: near.map { "write '\($0)', or add '\(name)' to 'speakers'" }
          ?? "add '\(name)' to 'speakers', or write '\(name)\\:' where nobody is meant")
    }
  }

  /// Offset behind the name in something like `THE PRESIDENT:`, `Mary Ann O'Neill:` or `VOICE (off stage):`,
  /// at most five words that each begin with a capital.
  private static func candidate(_ bytes: [UInt8], from start: Int) -> Int? {
    var words = 0
    var atWord = true
    let end = min(bytes.count, start + 48)
    var index = start
    while index < end {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: ":"):
        let spaced = index + 1 == bytes.count || bytes[index + 1] == 32 || bytes[index + 1] == 10
        return words > 0 && spaced && !atWord ? index : nil
      case UInt8(ascii: "("), UInt8(ascii: "["):
        // The manner or the time, as behind a declared label.
        let last: UInt8 = byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
        guard words > 0, atWord, let close = bytes[index...].prefix(80).firstIndex(of: last) else {
          return nil
        }
        let behind = bytes[(close + 1)...].prefix(2)
        guard behind.first == UInt8(ascii: ":"), behind.count == 1 || behind.last == 32 || behind.last == 10
        else { return nil }
        return index - 1
      case 32:
        atWord = true
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), 0xC3...0xF4:
        if atWord { words += 1 }
        if words > 5 { return nil }
        atWord = false
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xBF:
        if atWord { return nil }
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "'"):
        if atWord { return nil }
      default: return nil
      }
      index += 1
    }
    return nil
  }

  private static func isCapitals(_ name: String) -> Bool {
    name.utf8.count >= 2 && name == name.uppercased() && name != name.lowercased()
  }
}

/// Time codes: `1:02:03`, `00:14:05`, `14:05`, with a fraction of a second or without.
enum TimeCode {
  /// Seconds, rounded down; nil where the text is not a time code.
  static func seconds(_ text: some Collection<UInt8>) -> Int32? {
    var parts: [Int32] = [0]
    var digits = 0
    var inFraction = false
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if inFraction { continue }
        digits += 1
        guard digits <= 3 else { return nil }
        parts[parts.count - 1] = parts[parts.count - 1] * 10 + Int32(byte - 48)
      case UInt8(ascii: ":"):
        guard digits > 0, !inFraction else { return nil }
        parts.append(0)
        digits = 0
      case UInt8(ascii: "."), UInt8(ascii: ","):
        guard !inFraction, digits == 2 else { return nil }
        inFraction = true
      case 32 where digits == 0 && parts.count == 1: continue
      default: return nil
      }
    }
    guard (2...3).contains(parts.count), digits == 2, parts.dropFirst().allSatisfy({ $0 < 60 }) else {
      return nil
    }
    return parts.reduce(0) { $0 * 60 + $1 }
  }
}
