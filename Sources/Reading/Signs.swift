import Archive

/// Editorial signs: what transcribers put in square brackets.
extension Markdown {
  /// Finds the signs in the words that were added last.
  mutating func findSigns(from start: Int) {
    var at = start
    while let open = prose.bytes.offset(of: UInt8(ascii: "["), from: at) {
      at = open + 1
      let window = prose.bytes[(open + 1)...].prefix(64)
      guard
        let close = window.firstIndex(where: {
          $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "[") || $0 == 10
        }),
        prose.bytes[close] == UInt8(ascii: "]"),
        let kind = SignNames.kind(of: prose.bytes[(open + 1)..<close])
      else { continue }
      prose.signs.append(Sign(kind: kind, range: ByteRange(open, close + 1)))
      at = close + 1
    }
  }
}

/// The words by which signs are known.
enum SignNames {
  /// What a text in brackets means; nil where it is not a sign.
  static func kind(of text: ArraySlice<UInt8>) -> Sign.Kind? {
    let words = String(decoding: text, as: UTF8.self).lowercased()
    if let kind = exact[words] { return kind }
    // `[inaudible 00:12:03]`, `[laughter and applause]`, `[speaks in Russian]`: the first word decides.
    let first = words.prefix { $0.isLetter || $0 == "-" }
    guard first.count < words.count else { return exact[String(first)] }
    return leading[String(first)]
  }

  private static let leading: [String: Sign.Kind] = [
    "inaudible": .inaudible, "unintelligible": .inaudible, "indiscernible": .inaudible,
    "unclear": .inaudible, "crosstalk": .crosstalk, "overtalk": .crosstalk, "cross-talk": .crosstalk,
    "laughter": .event, "laughs": .event, "applause": .event, "pause": .event, "music": .event,
    "cheers": .event, "speaks": .foreign, "speaking": .foreign, "untranslated": .foreign,
    "redacted": .redacted,
  ]

  private static let exact: [String: Sign.Kind] = leading.merging([
    "ph": .phonetic, "ph.": .phonetic, "phonetic": .phonetic, "sp": .phonetic, "sp?": .phonetic,
    "?": .phonetic, "sic": .sic, "sic!": .sic, "sic.": .sic, "cross talk": .crosstalk, "…": .omission,
    "...": .omission, ". . .": .omission, "omitted": .omission, "omission": .omission, "cheering": .event,
    "laughing": .event, "chuckles": .event, "chuckling": .event, "sighs": .event, "coughs": .event,
    "silence": .event, "interruption": .event, "recess": .event, "break": .event, "booing": .event,
    "foreign language": .foreign, "foreign": .foreign, "untranslated": .foreign, "withheld": .redacted,
  ]) { first, _ in first }
}
