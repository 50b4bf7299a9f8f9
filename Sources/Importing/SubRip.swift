import Labelling

/// SubRip captions: a number, a timing with commas, words, an empty line. There is no specification; this
/// reads what players write. A speaker stands as `Name:` at the beginning of a caption, named only when he
/// changes; as in plain text, only a name that comes again is a label.
enum SubRip {
  private struct Words {
    var text: String
    var start: Double
    var end: Double
    var line: Int
  }

  static func read(_ text: DecodedText, into draft: inout Draft) {
    let captions = words(text, &draft)
    let candidates = captions.map { LabelCandidate(Substring($0.text)) }
    let finder = LabelFinder(candidates.compactMap { $0 }, colonOnly: true)
    var cues: [Cue] = []
    for (caption, candidate) in zip(captions, candidates) {
      var cue = Cue(
        start: caption.start, end: caption.end, label: nil, text: caption.text, line: caption.line)
      if let candidate, candidate.form == .colon {
        if finder.accepts(candidate) {
          cue.label = candidate.label
          cue.text = (candidate.manner.map { "(\($0)) " } ?? "") + candidate.rest
        } else if let doubt = finder.doubt(Substring(caption.text), candidate) {
          draft.warn("doubtful-label", doubt, line: caption.line)
        }
      }
      cues.append(cue)
    }
    CaptionCues.join(cues, into: &draft)
  }

  private static func words(_ text: DecodedText, _ draft: inout Draft) -> [Words] {
    var out: [Words] = []
    for block in WebVTT.blocks(text.lines) {
      guard let at = block.lines.prefix(2).firstIndex(where: { $0.contains("-->") }) else {
        // An empty line inside a caption; its words go on.
        if out.isEmpty {
          draft.error("bad-cue", "found words before the first timing, which are kept", line: block.line)
        }
        let end = out.last?.end ?? 0
        add(Array(block.lines), end, end, block.line, to: &out, &draft)
        continue
      }
      let timing = CaptionCues.timing(block.lines[at])
      if timing == nil {
        draft.error(
          "bad-timing", "found '\(trimmed(block.lines[at]))', expected '00:00:01,000 --> 00:00:02,000'",
          line: block.line + at)
      }
      let start = timing?.start ?? out.last?.end ?? 0
      add(Array(block.lines[(at + 1)...]), start, timing?.end ?? start, block.line + at + 1, to: &out, &draft)
    }
    return out
  }

  private static func add(
    _ lines: [Substring], _ start: Double, _ end: Double, _ line: Int, to out: inout [Words],
    _ draft: inout Draft
  ) {
    // Places on the screen, `{\an8}`, are no words.
    let joined = lines.joined(separator: "\n").replacing(#/\{\\an?[0-9]+\}/#, with: "")
    let text = CaptionMarkup.pieces(joined, line: line, &draft)
      .map { ($0.voice.map { "\($0): " } ?? "") + $0.text }.joined(separator: " ")
    let words = squeezed(text)
    if !words.isEmpty { out.append(Words(text: words, start: start, end: end, line: line)) }
  }
}
