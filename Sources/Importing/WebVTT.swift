/// WebVTT captions (W3C, "WebVTT: The Web Video Text Tracks Format"): `<v Name>` opens a voice, closed or
/// not; other markup is taken off, escapes are resolved. `NOTE title: …`, `NOTE date: …` and
/// `NOTE source: …` before the first cue are metadata; other notes, styles and regions are reported.
enum WebVTT {
  static func read(_ text: DecodedText, into draft: inout Draft) {
    var cues: [Cue] = []
    for (index, block) in blocks(text.lines).enumerated() {
      let first = block.lines[0]
      if index == 0, first.hasPrefix("WEBVTT") {
        header(block, into: &draft)
        continue
      }
      if index == 0 {
        draft.error("no-webvtt", "found no 'WEBVTT' in the first line, read as WebVTT all the same", line: 1)
      }
      if first == "NOTE" || first.hasPrefix("NOTE ") || first.hasPrefix("NOTE\t") {
        note(block, isHead: cues.isEmpty, into: &draft)
      } else if first == "STYLE" || first == "REGION" {
        draft.warn(
          "left-out", "found a block \(first), which says nothing of the words and is left out",
          line: block.line)
      } else {
        read(block, into: &cues, &draft)
      }
    }
    CaptionCues.join(cues, into: &draft)
  }

  struct Block {
    var lines: [Substring]
    /// Line of the file, from 1.
    var line: Int
  }

  /// Runs of lines that are not empty.
  static func blocks(_ lines: [Substring]) -> [Block] {
    var out: [Block] = []
    var open = false
    for (index, line) in lines.enumerated() {
      if line.allSatisfy(\.isWhitespace) {
        open = false
      } else if open {
        out[out.count - 1].lines.append(line)
      } else {
        out.append(Block(lines: [line], line: index + 1))
        open = true
      }
    }
    return out
  }

  private static func header(_ block: Block, into draft: inout Draft) {
    let title = trimmed(block.lines[0].dropFirst(6))
    if !title.isEmpty { draft.metadata.title = title.hasPrefix("- ") ? String(title.dropFirst(2)) : title }
    for (offset, line) in block.lines.enumerated().dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1).map(trimmed)
      if parts.count == 2, parts[0] == "Language" {
        draft.language = parts[1]
      } else {
        draft.warn("left-out", "found '\(line)' in the head, which is left out", line: block.line + offset)
      }
    }
  }

  private static func note(_ block: Block, isHead: Bool, into draft: inout Draft) {
    let text = squeezed(block.lines.joined(separator: " ").dropFirst(4))
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
      draft.warn("left-out", "found the note '\(text)', which is left out", line: block.line)
    }
  }

  private static func read(_ block: Block, into cues: inout [Cue], _ draft: inout Draft) {
    guard let at = block.lines.prefix(2).firstIndex(where: { $0.contains("-->") }) else {
      draft.error(
        "bad-cue",
        "found lines without a timing, expected '00:00:01.000 --> 00:00:02.000'; their words are"
          + " kept", line: block.line)
      let start = cues.last?.end ?? 0
      return append(Array(block.lines), start, start, block.line, to: &cues, &draft)
    }
    let timing = CaptionCues.timing(block.lines[at])
    if timing == nil {
      draft.error(
        "bad-timing", "found '\(trimmed(block.lines[at]))', expected '00:00:01.000 --> 00:00:02.000'",
        line: block.line + at)
    }
    let start = timing?.start ?? cues.last?.end ?? 0
    append(
      Array(block.lines[(at + 1)...]), start, timing?.end ?? start, block.line + at + 1, to: &cues, &draft)
  }

  private static func append(
    _ lines: [Substring], _ start: Double, _ end: Double, _ line: Int, to cues: inout [Cue],
    _ draft: inout Draft
  ) {
    for piece in CaptionMarkup.pieces(lines.joined(separator: "\n"), line: line, &draft) {
      cues.append(Cue(start: start, end: end, label: piece.voice, text: piece.text, line: line))
    }
  }
}
