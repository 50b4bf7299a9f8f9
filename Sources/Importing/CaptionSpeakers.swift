import Labelling

/// Finds the speakers of captions: a WebVTT voice, or `Name:` at the beginning of a line if the name occurs again or
/// a voice has it. A name that occurs once is reported, and its words have no speaker.
struct CaptionSpeakers {
  private let finder: TurnLabels
  /// Names in voice tags, normalised for comparison.
  private let voices: Set<String>
  private var cues: [Cue] = []
  /// Number of captions in which the speaker changes without a name, and the line of the first.
  private var changes: (count: Int, line: Int)?

  static func cues(_ texts: [CaptionText], _ draft: inout ImportedDocument) -> [Cue] {
    var speakers = CaptionSpeakers(texts)
    for text in texts { speakers.add(text, &draft) }
    if let changes = speakers.changes, speakers.cues.contains(where: { $0.isNamed }) {
      draft.warn(
        "speaker-change",
        "found \(changes.count) captions with '>>' or dashes for a new speaker but no name; the site gives"
          + " their words to no speaker", line: changes.line)
    }
    return speakers.cues
  }

  private init(_ texts: [CaptionText]) {
    voices = Set(
      texts.compactMap { text in
        guard case .named(let name) = text.speaker else { return nil }
        return LabelText.key(name).lowercased()
      })
    let lines = texts.filter { $0.speaker == .same }.flatMap { text in
      text.lines.indices.map { (LabelLine(Substring(text.lines[$0])), text.lines, $0) }
    }
    finder = TurnLabels(
      lines.compactMap { begin, lines, index in
        CaptionSpeakers.mayOpen(begin, lines, index) ? begin.candidate : nil
      }, colonOnly: true)
  }

  /// Whether a line may begin with a label: it is the first, a dash or arrows begin it, or a sentence ends before it.
  private static func mayOpen(_ begin: LabelLine, _ lines: [String], _ index: Int) -> Bool {
    index == 0 || begin.hasDash || begin.hasArrows || TranscriptLines.endsSentence(lines[index - 1])
  }

  private func accepts(_ candidate: LabelCandidate) -> Bool {
    candidate.form == .colon
      && (finder.accepts(candidate) || voices.contains(LabelText.key(candidate.label).lowercased()))
  }

  private mutating func add(_ text: CaptionText, _ draft: inout ImportedDocument) {
    cues.append(
      Cue(start: text.start, end: text.end, speaker: text.speaker, text: "", line: text.line))
    if case .named(let voice) = text.speaker { return add(text, of: voice, &draft) }
    let hasDialogue = text.lines.count { LabelLine(Substring($0)).hasDash } > 1
    for (index, line) in text.lines.enumerated() {
      let begin = LabelLine(Substring(line))
      let mayOpen = CaptionSpeakers.mayOpen(begin, text.lines, index)
      if let candidate = begin.candidate, candidate.form == .colon, text.speaker == .same {
        let isLabel = accepts(candidate)
        if isLabel, mayOpen, !begin.isNumbered {
          open(.named(candidate.label), text)
          let manner = candidate.manner.map { "(\($0)) " } ?? ""
          append(manner + begin.words)
          if let time = begin.time { cues[cues.count - 1].start = Double(time) }
          if finder.accepts(candidate), let doubt = finder.doubt(Substring(line), candidate) {
            warn(doubt, text, &draft)
          }
          continue
        }
        let known = "found the label '\(candidate.label)' in a place without labels; it is kept as words"
        if let doubt = isLabel ? known : mayOpen ? finder.doubt(Substring(line), candidate) : nil {
          warn(doubt, text, &draft)
          if mayOpen { open(.nobody, text) }
        }
      } else if begin.hasArrows || hasDialogue && begin.hasDash {
        changes = ((changes?.count ?? 0) + 1, changes?.line ?? text.line)
        open(.nobody, text)
      }
      append(line)
    }
  }

  /// Adds words of a voice tag. They belong to that voice, even if they begin with another label.
  private mutating func add(_ text: CaptionText, of voice: String, _ draft: inout ImportedDocument) {
    for (index, line) in text.lines.enumerated() {
      let begin = LabelLine(Substring(line))
      guard let candidate = begin.candidate, accepts(candidate) else {
        append(line)
        continue
      }
      if index == 0, LabelText.key(candidate.label).lowercased() == LabelText.key(voice).lowercased() {
        append((candidate.manner.map { "(\($0)) " } ?? "") + begin.words)
        continue
      }
      draft.warn(
        "label-in-words",
        "found words of '\(voice)' that begin like the label '\(candidate.label)'; they are kept as words of '\(voice)'",
        line: text.line)
      append(line)
    }
  }

  private mutating func open(_ speaker: Cue.Speaker, _ text: CaptionText) {
    if let last = cues.last, last.text.isEmpty, last.speaker == .same { cues.removeLast() }
    cues.append(Cue(start: text.start, end: text.end, speaker: speaker, text: "", line: text.line))
  }

  private mutating func append(_ words: String) {
    let last = cues.count - 1
    cues[last].text += (cues[last].text.isEmpty ? "" : " ") + words
  }

  private func warn(_ doubt: String, _ text: CaptionText, _ draft: inout ImportedDocument) {
    draft.warn("doubtful-label", doubt, line: text.line)
  }
}

extension Cue {
  fileprivate var isNamed: Bool {
    if case .named = speaker { return true }
    return false
  }
}
