import Labelling

/// The markup inside captions: WebVTT's tags and escapes (sections 4.2.2 and 6.4), and those that are common in
/// SubRip files.
enum CaptionMarkup {
  /// Words of one voice.
  struct Piece: Equatable {
    var speaker: Cue.Speaker
    var text: String
  }

  private static let tags: Set<String> = ["v", "c", "i", "b", "u", "s", "ruby", "rt", "lang", "font"]

  /// Removes the tags and splits the text at each `<v Name>` and `</v>`. Tags that are unknown in both formats stay in
  /// the words and are reported.
  static func pieces(_ text: String, line: Int, _ draft: inout ImportedDocument) -> [Piece] {
    var out: [Piece] = []
    var current = Piece(speaker: .same, text: "")
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
      current.text += resolved(rest[..<open])
      guard let close = rest[open...].firstIndex(of: ">") else {
        current.text += resolved(rest[open...])
        rest = rest[rest.endIndex...]
        break
      }
      let tag = rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: close)...]
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter }.lowercased()
      if name == "v", tag.first == "/" {
        out.append(current)
        current = Piece(speaker: .same, text: "")
      } else if name == "v" {
        if !squeezed(current.text).isEmpty { out.append(current) }
        let label = MarkdownLabel.cleaned(resolved(tag.drop { !$0.isWhitespace }))
        current = Piece(speaker: label.map { .named($0) } ?? .nobody, text: "")
        if label == nil {
          draft.warn(
            "no-name", "found '<\(tag)>', expected a name in it; the site gives the words to no speaker",
            line: line)
        }
      } else if !tags.contains(name) && CaptionCues.seconds(tag) == nil {
        draft.warn(
          "unknown-tag", "found '<\(tag)>', which is not a caption tag; it is kept as words", line: line)
        current.text += "<\(tag)>"
      }
    }
    current.text += resolved(rest)
    if current.speaker != .same || !squeezed(current.text).isEmpty { out.append(current) }
    return out
  }

  private static func resolved(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    var out = String(text)
    for (escape, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"), ("&lrm;", "\u{200E}"), ("&rlm;", "\u{200F}"),
      ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      out = out.replacing(escape, with: character)
    }
    return out
  }
}

/// Converts names to labels.
enum MarkdownLabel {
  /// A name on one line, without punctuation that ends a label, a dash or arrows before it, and formatting tags; nil
  /// if no letter or digit is left.
  static func cleaned(_ name: some StringProtocol) -> String? {
    var label = squeezed(LabelText.withoutOpener(LabelText.withoutType(squeezed(LabelText.visible(name)))))
    while let last = label.last, ".,;".contains(last) || last.isWhitespace || last.isLabelColon {
      label.removeLast()
    }
    return label.contains { $0.isLetter || $0.isNumber } ? label : nil
  }
}
