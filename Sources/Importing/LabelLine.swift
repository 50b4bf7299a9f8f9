import Labelling

/// Parses the beginning of a line with everything that transcripts put around a label: a time code, a dash, the
/// arrows of live captions, the line number of a deposition, signs of bold type.
///
/// ```
/// [00:01] Ann: Yes.     Ann (00:01 - 00:05): Yes.     - Ann: Yes.     >> ANN: Yes.     **Ann:** Yes.
/// ```
struct LabelLine {
  /// The possible label; nil if nothing in the line can be one.
  var candidate: LabelCandidate?
  /// Seconds of the time code before or after the label.
  var time: Int?
  /// Text in the form of a time code that is not a valid time, with the space after it. It belongs to the words.
  var stray = ""
  /// Whether a number precedes the label.
  var isNumbered = false
  /// Whether arrows precede the label; they mean that the speaker changes.
  var hasArrows = false
  /// Whether a dash precedes the label.
  var hasDash = false

  init(_ line: Substring) {
    var rest = LabelText.visibleStart(line).drop(while: \.isWhitespace)
    takeSigns(&rest)
    if LabelLine.takeNumber(&rest) { isNumbered = true }
    if let mark = TimeCodeMark(at: rest), mark.end < rest.endIndex {
      let behind = rest[mark.end...].drop(while: \.isWhitespace)
      if behind.first.map({ !$0.isLabelColon }) ?? false {
        keep(mark, in: rest)
        rest = behind
        takeSigns(&rest)
      }
    }
    rest = LabelLine.withManner(LabelLine.withoutBold(rest))
    candidate = timed(rest) ?? LabelCandidate(rest)
    takeTimeBehind()
  }

  /// The words after the label.
  var words: String { candidate.map { stray + $0.rest } ?? "" }

  private mutating func keep(_ mark: TimeCodeMark, in text: Substring) {
    if let seconds = mark.seconds { time = time ?? seconds } else { stray += text[..<mark.end] + " " }
  }

  private mutating func takeSigns(_ rest: inout Substring) {
    while let first = rest.first, "->–—•*|>".contains(first) {
      let run = rest.prefix { $0 == first }
      let behind = rest[run.endIndex...]
      let isArrow = first == ">"
      guard isArrow || run.count == 1 && behind.first?.isWhitespace == true else { return }
      if isArrow { hasArrows = true }
      if "-–—".contains(first) { hasDash = true }
      rest = behind.drop(while: \.isWhitespace)
    }
  }

  /// Removes `12.`, `12)` or `12` and the space after it.
  private static func takeNumber(_ rest: inout Substring) -> Bool {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard (1...4).contains(digits.count) else { return false }
    var behind = rest[digits.endIndex...]
    if behind.first == "." || behind.first == ")" { behind = behind.dropFirst() }
    guard behind.first?.isWhitespace == true else { return false }
    rest = behind.drop(while: \.isWhitespace)
    return true
  }

  /// Converts `**Ann:** Yes.` and `__Ann__: Yes.` to `Ann: Yes.`
  private static func withoutBold(_ rest: Substring) -> Substring {
    for sign in ["**", "__", "*", "_"] where rest.hasPrefix(sign) {
      let inner = rest.dropFirst(sign.count)
      guard let end = inner.prefix(100).firstRange(of: sign) else { continue }
      let name = inner[..<end.lowerBound]
      let behind = inner[end.upperBound...]
      let next = behind.drop(while: \.isWhitespace).first
      guard name.last.map(\.isLabelColon) ?? false || next.map(\.isLabelColon) ?? false else {
        continue
      }
      return Substring(name + behind)
    }
    return rest
  }

  /// Converts `Ann(laughs): Yes.` and `王（笑）：好` to the form `Ann (laughs): Yes.`
  private static func withManner(_ rest: Substring) -> Substring {
    guard let open = rest.prefix(70).firstIndex(where: { $0 == "(" || $0 == "（" }), open > rest.startIndex,
      let close = rest[open...].firstIndex(where: { $0 == ")" || $0 == "）" }),
      rest[open] == "（" || rest[close] == ")"
    else { return rest }
    let behind = rest[rest.index(after: close)...]
    guard !rest[rest.index(before: open)].isWhitespace || rest[open] == "（",
      behind.first(where: { !$0.isWhitespace }).map(\.isLabelColon) ?? false
    else { return rest }
    let manner = rest[open..<close].dropFirst()
    return Substring(rest[..<open] + " (" + manner + ")" + behind)
  }

  /// Reads a label with a time code before its colon: `Ann [00:01]: Yes.` and `Ann 00:01: Yes.`
  private mutating func timed(_ rest: Substring) -> LabelCandidate? {
    var at = rest.startIndex
    while at < rest.endIndex, rest.utf8.distance(from: rest.startIndex, to: at) < 100 {
      let next = rest.index(after: at)
      defer { at = next }
      guard rest[at].isWhitespace, let mark = TimeCodeMark(at: rest[next...]) else { continue }
      let behind = rest[mark.end...].drop(while: \.isWhitespace)
      guard let colon = behind.first, colon.isLabelColon else { continue }
      guard let found = LabelCandidate(Substring(rest[..<at] + ": " + behind.dropFirst())) else { return nil }
      keep(mark, in: rest[next...])
      return found
    }
    return nil
  }

  /// Takes the time code from `Ann: [00:01] Yes.` and `Ann (00:01): Yes.`; without brackets it is part of the words.
  private mutating func takeTimeBehind() {
    guard let found = candidate else { return }
    if let manner = found.manner, let mark = TimeCodeMark(at: Substring("(\(manner))")), mark.seconds != nil {
      time = time ?? mark.seconds
      candidate?.manner = nil
    }
    guard found.form == .colon, let mark = TimeCodeMark(at: found.rest), mark.isBracketed, mark.seconds != nil
    else { return }
    let behind = found.rest[mark.end...]
    guard behind.first.map({ $0.isWhitespace || $0.isLabelColon }) ?? true else { return }
    time = time ?? mark.seconds
    candidate?.rest = behind.drop { $0.isWhitespace || $0.isLabelColon }
  }
}
