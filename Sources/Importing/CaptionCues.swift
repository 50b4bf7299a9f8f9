/// Words of one speaker in a caption.
struct Cue {
  /// The speaker of a cue.
  enum Speaker: Equatable {
    /// The speaker of the cue before.
    case same
    case named(String)
    /// An unknown speaker, not the one of the cue before.
    case nobody
  }

  /// Seconds from the beginning, with fraction.
  var start: Double
  var end: Double
  var speaker: Speaker
  var text: String
  var line: Int
}

/// Makes turns and paragraphs from captions.
enum CaptionCues {
  /// Joins the cues of one speaker. A paragraph ends at the end of a sentence if it has at least 500 bytes or if a
  /// pause of three seconds or more follows.
  static func join(_ cues: [Cue], into draft: inout ImportedDocument) {
    var current: String?
    var end = 0.0
    var unnamed: (count: Int, line: Int)?
    for cue in cues {
      let text = squeezed(cue.text)
      var isNew = false
      switch cue.speaker {
      case .named(let label) where label != current || draft.turns.isEmpty:
        current = label
        draft.turns.append(.init(label: label, time: Int(cue.start), line: cue.line))
        isNew = true
      case .nobody:
        draft.leaveTurn(line: cue.line)
        current = nil
        isNew = true
      default: break
      }
      if !text.isEmpty {
        if !draft.turns.contains(where: { $0.label != nil }) {
          unnamed = ((unnamed?.count ?? 0) + 1, unnamed?.line ?? cue.line)
        }
        if isNew {
          draft.add(.init(text: text), line: cue.line)
        } else {
          append(text, afterPause: cue.start - end >= 3, line: cue.line, to: &draft)
        }
      }
      end = max(end, cue.end)
    }
    if let unnamed {
      draft.warn(
        "no-speaker",
        "found \(unnamed.count) captions before the first speaker; the site gives their words to no speaker",
        line: unnamed.line)
    }
  }

  private static func append(_ text: String, afterPause: Bool, line: Int, to draft: inout ImportedDocument) {
    guard let turn = draft.turns.indices.last, let last = draft.turns[turn].paragraphs.indices.last else {
      return draft.add(.init(text: text), line: line)
    }
    let before = draft.turns[turn].paragraphs[last].text
    let endsSentence = before.last.map { ".?!…\"”。？！".contains($0) } ?? false
    if endsSentence && (afterPause || before.utf8.count >= 500) {
      draft.add(.init(text: text), line: line)
    } else {
      draft.turns[turn].paragraphs[last].text = before + " " + text
    }
  }

  /// Limit of times in seconds: a time code in the content folder has at most three digits for the hours.
  private static let end = 1000.0 * 3600

  /// Seconds of `00:01:02.345`, `01:02.345` or, with a comma, SubRip's form; nil if the text is not a time, or is a
  /// time of a thousand hours or more.
  static func seconds(_ text: some StringProtocol) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let last = parts.last else { return nil }
    var total = 0.0
    for part in parts.dropLast() {
      guard !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(part),
        number < 10_000
      else { return nil }
      total = total * 60 + Double(number)
    }
    let fraction = last.split(whereSeparator: { $0 == "." || $0 == "," })
    guard (1...2).contains(fraction.count),
      fraction.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let whole = Int(fraction[0]), whole < 60
    else { return nil }
    let part = fraction.count == 2 ? Double("0." + fraction[1]) ?? 0 : 0
    let seconds = total * 60 + Double(whole) + part
    return seconds < end ? seconds : nil
  }
}
