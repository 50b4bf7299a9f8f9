/// A caption of a file: its times and its lines of text.
struct CaptionBlock {
  var start: Double
  var end: Double
  /// The lines, none of them empty.
  var lines: [Substring] = []
  /// Line of the file on which the text begins.
  var line: Int
}

/// Splits a file into captions at their timings. In WebVTT and SubRip an empty line ends a caption, but some programs
/// write empty lines, or lines of spaces, inside captions and none between them.
struct CaptionBlocks {
  private(set) var captions: [CaptionBlock] = []
  private let lines: [DecodedText.Line]
  private let isWebVTT: Bool
  private var at = 0
  /// Number above the last caption.
  private var number: Int?
  /// Whether an empty line, or no line, precedes the current one.
  private var isAfterEmpty = true
  /// Whether an empty line, a line of spaces, or no line precedes the current one.
  private var isAfterBlank = true
  /// Whether a block without an end of its own (a note, a style) came after the last caption.
  private var isAfterOther = false

  /// - Parameter other: reads a block of WebVTT that is not a caption, given its lines.
  init(
    _ lines: [DecodedText.Line], isWebVTT: Bool, _ draft: inout ImportedDocument,
    other: (_ lines: [DecodedText.Line], _ isHead: Bool, _ draft: inout ImportedDocument) -> Void
  ) {
    self.lines = lines
    self.isWebVTT = isWebVTT
    while at < lines.count {
      let line = lines[at]
      if line.isBlank {
        isAfterEmpty = isAfterEmpty || line.text.isEmpty
        isAfterBlank = true
        at += 1
      } else if isWebVTT, isAfterEmpty, CaptionBlocks.beginsOther(line.text) {
        let end = lines[(at + 1)...].firstIndex { $0.isBlank || $0.text.contains("-->") } ?? lines.endIndex
        other(Array(lines[at..<end]), captions.isEmpty, &draft)
        (at, isAfterOther) = (end, true)
      } else {
        if !takeTiming(&draft) && !takeName(&draft) { takeWords(line, &draft) }
        (isAfterEmpty, isAfterBlank) = (false, false)
      }
    }
  }

  private static func beginsOther(_ line: Substring) -> Bool {
    ["NOTE", "STYLE", "REGION"].contains { word in
      line.hasPrefix(word) && (line.dropFirst(word.count).first?.isWhitespace ?? true)
    }
  }

  /// Takes a timing and begins a caption.
  private mutating func takeTiming(_ draft: inout ImportedDocument) -> Bool {
    let line = lines[at]
    guard let timing = CaptionTiming(line.text) else { return false }
    let last = captions.last?.end ?? 0
    if timing.start == nil || timing.end == nil {
      let example = isWebVTT ? "'00:00:01.000 --> 00:00:02.000'" : "'00:00:01,000 --> 00:00:02,000'"
      draft.error("bad-timing", "found '\(trimmed(line.text))', expected \(example)", line: line.number)
    }
    let start = timing.start ?? last
    captions.append(CaptionBlock(start: start, end: timing.end ?? start, line: line.number + 1))
    isAfterOther = false
    if !timing.words.isEmpty {
      draft.warn(
        "bad-timing",
        "found '\(timing.words)' after the times, expected it on its own line; it is kept as words",
        line: line.number)
      captions[captions.count - 1].lines.append(timing.words)
      captions[captions.count - 1].line = line.number
    }
    at += 1
    return true
  }

  /// Takes the number or name above a timing.
  private mutating func takeName(_ draft: inout ImportedDocument) -> Bool {
    let line = lines[at]
    guard at + 1 < lines.count, CaptionTiming(lines[at + 1].text) != nil else { return false }
    let name = trimmed(line.text)
    if name.allSatisfy({ $0.isASCII && $0.isNumber }) {
      // Without a blank line before it, a number is a caption's number only if it is the next one.
      guard isAfterBlank || number.map({ Int(name) == $0 + 1 }) ?? false else { return false }
      number = Int(name)
    } else {
      guard isWebVTT, isAfterEmpty else { return false }
      if name.contains(where: \.isWhitespace), name.contains(where: \.isLetter) {
        draft.warn("left-out", "found the name '\(name)' of a caption; it is left out", line: line.number)
      }
    }
    at += 1
    return true
  }

  private mutating func takeWords(_ line: DecodedText.Line, _ draft: inout ImportedDocument) {
    at += 1
    if captions.isEmpty {
      draft.warn(
        "bad-cue", "found words before the first timing, expected none; they are kept", line: line.number)
      captions.append(CaptionBlock(start: 0, end: 0, line: line.number))
    } else if isAfterEmpty, isWebVTT, let last = captions.last, isAfterOther || !last.lines.isEmpty {
      draft.warn(
        "bad-cue",
        "found lines without a timing, expected '00:00:01.000 --> 00:00:02.000'; their words are kept with the"
          + " caption before", line: line.number)
    }
    isAfterOther = false
    if captions[captions.count - 1].lines.isEmpty { captions[captions.count - 1].line = line.number }
    captions[captions.count - 1].lines.append(line.text)
  }
}

/// The line with the times of a caption, in any of the forms that occur.
struct CaptionTiming {
  /// Seconds; nil if they cannot be read.
  var start: Double?
  var end: Double?
  /// Text after the times that is not a setting of the position on the screen.
  var words: Substring = ""

  /// Reads a line; nil if it is not a timing. A line with `-->` is a timing even if no time can be read.
  init?(_ line: Substring) {
    let text = line.drop(while: \.isWhitespace)
    if let (start, rest) = CaptionTiming.time(text) {
      let sign = rest.prefix { !$0.isLetter && !$0.isNumber }
      let arrow = sign.filter { !$0.isWhitespace }
      if let (end, behind) = CaptionTiming.time(rest[sign.endIndex...]),
        CaptionTiming.isArrow(arrow) || start.hasFraction && end.hasFraction && arrow.count <= 3,
        behind.first?.isWhitespace ?? true
      {
        (self.start, self.end) = (start.seconds, end.seconds)
        let after = behind.drop(while: \.isWhitespace)
        let isSetting = after.split(whereSeparator: \.isWhitespace).allSatisfy(CaptionTiming.isSetting)
        words = isSetting ? "" : after
        return
      }
      if CaptionTiming.isArrow(arrow), rest[sign.endIndex...].first?.isNumber ?? true {
        self.start = start.seconds
        return
      }
    }
    guard let arrow = line.firstRange(of: "-->") else { return nil }
    end = CaptionTiming.time(line[arrow.upperBound...].drop(while: \.isWhitespace))?.time.seconds
  }

  /// Whether a sign is `-->` or one of the forms that typists and word processors write for it.
  private static func isArrow(_ sign: String) -> Bool {
    if sign.contains("→") || sign.contains("⟶") || sign.contains("➔") { return true }
    return sign.count >= 2 && sign.contains(where: { ">›»".contains($0) })
      && sign.allSatisfy { "-‐‑‒–—−=~>›».".contains($0) }
  }

  /// Whether a word is a setting such as `align:start`, `position:0%` or `X1:40`.
  private static func isSetting(_ word: Substring) -> Bool {
    let parts = word.split(separator: ":", maxSplits: 1)
    return parts.count == 2 && parts[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  private static func time(
    _ text: Substring
  ) -> (time: (seconds: Double?, hasFraction: Bool), rest: Substring)? {
    var token = text.prefix { $0.isASCII && ($0.isNumber || ":.,".contains($0)) }
    while let last = token.last, !last.isNumber { token.removeLast() }
    guard token.first?.isNumber == true, token.contains(":") else { return nil }
    var parts = token.split(separator: ":", omittingEmptySubsequences: false)
    // A fourth part is frames or thousandths.
    let hasFrames = parts.count == 4
    if hasFrames { parts.removeLast() }
    let hasFraction = hasFrames || token.contains { $0 == "." || $0 == "," }
    return ((CaptionCues.seconds(parts.joined(separator: ":")), hasFraction), text[token.endIndex...])
  }
}
