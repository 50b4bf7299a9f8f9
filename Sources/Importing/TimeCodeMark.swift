import Labelling

/// A time code of a transcript: `00:01:02`, `[1:02.5]`, `(00:03)`, `00:01 - 00:05`.
struct TimeCodeMark {
  /// Seconds of its start, rounded down; nil if it has the form of a time but is not valid, such as `[99:99]`.
  var seconds: Int?
  /// Whether it is enclosed in brackets or parentheses.
  var isBracketed: Bool
  /// The index after it.
  var end: Substring.Index

  private static let closing: [Character: Character] = [
    "[": "]", "(": ")", "{": "}", "<": ">", "（": "）", "【": "】",
  ]

  /// Reads the time code at the beginning of a text; nil if there is none.
  init?(at text: Substring) {
    guard let first = text.first else { return nil }
    let close = TimeCodeMark.closing[first]
    var rest = close == nil ? text : text.dropFirst().drop(while: \.isWhitespace)
    guard let start = TimeCodeMark.code(rest) else { return nil }
    rest = rest[start.endIndex...]
    let dash = rest.drop(while: \.isWhitespace)
    let behind = dash.drop { "-–—>→".contains($0) }
    if behind.startIndex > dash.startIndex, let other = TimeCodeMark.code(behind.drop(while: \.isWhitespace))
    {
      rest = rest[other.endIndex...]
    }
    if let close {
      rest = rest.drop(while: \.isWhitespace)
      guard rest.first == close else { return nil }
      rest = rest.dropFirst()
    } else if let next = rest.first, !next.isWhitespace, !next.isLabelColon {
      return nil
    }
    seconds = CaptionCues.seconds(start).map { Int($0) }
    isBracketed = close != nil
    end = rest.startIndex
  }

  /// Two or three groups of digits, with or without a fraction; nil if there are none.
  private static func code(_ text: Substring) -> Substring? {
    var rest = text
    var groups = 0
    while true {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard (groups == 0 ? 1...3 : 2...2).contains(digits.count) else { return nil }
      rest = rest[digits.endIndex...]
      groups += 1
      guard groups < 3, rest.first == ":", rest.dropFirst().first?.isNumber == true else { break }
      rest = rest.dropFirst()
    }
    guard groups >= 2 else { return nil }
    if rest.first == "." || rest.first == "," {
      let fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      if (1...3).contains(fraction.count) { rest = rest[fraction.endIndex...] }
    }
    return text[..<rest.startIndex]
  }
}
