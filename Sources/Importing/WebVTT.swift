/// WebVTT captions (W3C, "WebVTT: The Web Video Text Tracks Format"). `<v Name>` opens a voice, with or without a
/// closing tag. Other markup is removed, and escapes are resolved. `NOTE title: …`, `NOTE date: …` and
/// `NOTE source: …` before the first cue are metadata; other notes, styles and regions are reported.
enum WebVTT {
  static func read(_ text: DecodedText, into draft: inout ImportedDocument) {
    var lines = text.numbered
    takeHeader(&lines, into: &draft)
    let blocks = CaptionBlocks(lines, isWebVTT: true, &draft) { lines, isHead, draft in
      other(lines, isHead: isHead, into: &draft)
    }
    let texts = blocks.captions.flatMap { CaptionText.texts(of: $0, &draft) { $0 } }
    CaptionText.read(texts, into: &draft)
  }

  /// Removes the first line and the lines after it up to a blank line or a timing.
  private static func takeHeader(_ lines: inout [DecodedText.Line], into draft: inout ImportedDocument) {
    guard let start = lines.firstIndex(where: { !$0.isBlank }) else { return }
    guard lines[start].text.hasPrefix("WEBVTT") else {
      return draft.error(
        "no-webvtt", "found no 'WEBVTT' on the first line; the file is read as WebVTT anyway", line: 1)
    }
    let end =
      lines[(start + 1)...].firstIndex { $0.isBlank || CaptionTiming($0.text) != nil } ?? lines.endIndex
    let title = trimmed(lines[start].text.dropFirst(6))
    if !title.isEmpty { draft.metadata.title = title.hasPrefix("- ") ? String(title.dropFirst(2)) : title }
    for line in lines[(start + 1)..<end] {
      let parts = line.text.split(separator: ":", maxSplits: 1).map(trimmed)
      if parts.count == 2, parts[0] == "Language" {
        draft.language = parts[1]
      } else {
        draft.warn("left-out", "found '\(line.text)' in the header; it is left out", line: line.number)
      }
    }
    lines.removeFirst(end)
  }

  /// Reads a block of `NOTE`, `STYLE` or `REGION`.
  private static func other(_ lines: [DecodedText.Line], isHead: Bool, into draft: inout ImportedDocument) {
    guard let first = lines.first else { return }
    guard first.text.hasPrefix("NOTE") else {
      return draft.warn(
        "left-out", "found a block \(trimmed(first.text)), which has no words; it is left out",
        line: first.number)
    }
    let text = squeezed(lines.map(\.text).joined(separator: " ").dropFirst(4))
    let parts = text.split(separator: ":", maxSplits: 1).map(trimmed)
    if isHead, parts.count == 2 {
      switch parts[0].lowercased() {
      case "title": return draft.metadata.title = parts[1]
      case "date": return draft.metadata.date = parts[1]
      case "source":
        let known = draft.metadata.description.map { $0 + " " } ?? ""
        return draft.metadata.description = known + "Source: \(parts[1])"
      default: break
      }
    }
    if !text.isEmpty {
      draft.warn("left-out", "found the note '\(text)'; it is left out", line: first.number)
    }
  }
}
