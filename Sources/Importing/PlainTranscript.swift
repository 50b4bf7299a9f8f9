import Archive
import Labelling

/// Plain text in which a label opens each turn: `THE PRESIDENT:`, `THE PRESIDENT.`, `Q.`, `Q `,
/// `President Gorbachev.`, `Frank Cormier, Associated Press:`.
///
/// A first line `President: NAME` says whom the label `THE PRESIDENT` stands for. Paragraphs are apart by
/// empty lines; where lines are long, each line is a paragraph of its own.
enum PlainTranscript {
  private struct Paragraph {
    var text: Substring
    var line: Int
  }

  static func read(_ text: DecodedText, into draft: inout Draft) {
    var lines = Array(text.lines.enumerated())
    let president = takeHeader(&lines, into: &draft)
    let paragraphs = split(lines)
    let candidates = paragraphs.map { LabelCandidate($0.text) }
    let finder = TurnLabels(candidates.compactMap { $0 })
    for (paragraph, candidate) in zip(paragraphs, candidates) {
      if let doubt = finder.doubt(paragraph.text, candidate) {
        draft.warn(
          "doubtful-label", doubt, line: paragraph.line,
          fix: "write it as the label it is, or leave it where nobody is meant")
      }
      if let candidate, finder.accepts(candidate) {
        draft.turns.append(.init(label: candidate.label, manner: candidate.manner, line: paragraph.line))
        if !candidate.rest.isEmpty { draft.add(.init(text: String(candidate.rest)), line: paragraph.line) }
      } else if let note = stageNote(paragraph.text) {
        draft.add(.init(text: note, isStageNote: true), line: paragraph.line)
      } else {
        draft.add(.init(text: String(paragraph.text)), line: paragraph.line)
      }
    }
    if let first = draft.turns.first, first.label == nil, !first.paragraphs.isEmpty {
      let what =
        finder.isEmpty
        ? "found no label at all" : "found \(first.paragraphs.count) paragraphs before the first label"
      draft.warn(
        "no-speaker", "\(what); their words are nobody's in the site", line: first.line,
        fix: "put the speaker's label in front of the first paragraph")
    }
    if let president { name(president, in: &draft) }
  }

  /// Takes `President: NAME` off the top; the line stays readable in the description.
  private static func takeHeader(
    _ lines: inout [EnumeratedSequence<[Substring]>.Element], into draft: inout Draft
  ) -> String? {
    guard let first = lines.firstIndex(where: { !$0.element.allSatisfy(\.isWhitespace) }) else { return nil }
    let line = trimmed(lines[first].element)
    let behind = lines[(first + 1)...].first
    guard line.hasPrefix("President: "), line.utf8.count < 80,
      behind?.element.allSatisfy(\.isWhitespace) ?? true
    else { return nil }
    lines.removeFirst(first + 1)
    draft.metadata.description = line
    return trimmed(line.dropFirst("President: ".count))
  }

  private static func split(_ lines: [EnumeratedSequence<[Substring]>.Element]) -> [Paragraph] {
    let filled = lines.filter { !$0.element.allSatisfy(\.isWhitespace) }
    // Wrapped lines are hardly longer than 100 bytes; where the longest tenth is, nothing is wrapped.
    let long = filled.count { $0.element.utf8.count > 120 }
    if long * 10 >= filled.count || filled.count < 3 {
      return filled.map { Paragraph(text: Substring(trimmed($0.element)), line: $0.offset + 1) }
    }
    var out: [Paragraph] = []
    var open = false
    for (offset, line) in lines {
      let text = trimmed(line)
      if text.isEmpty {
        open = false
      } else if open, !beginsTurn(text) {
        out[out.count - 1].text += " " + text
      } else {
        out.append(Paragraph(text: Substring(text), line: offset + 1))
        open = true
      }
    }
    return out
  }

  /// Whether a line inside a paragraph of wrapped lines begins with a label all the same.
  private static func beginsTurn(_ line: String) -> Bool {
    guard let candidate = LabelCandidate(Substring(line)) else { return false }
    return candidate.form != .space && (candidate.isCapitals || candidate.label == "Q")
  }

  /// A paragraph wholly in brackets or parentheses, as a stage note in parentheses.
  private static func stageNote(_ text: Substring) -> String? {
    guard let first = text.first, let last = text.last, text.count > 2 else { return nil }
    guard (first, last) == ("(", ")") || (first, last) == ("[", "]") else { return nil }
    let inside = text.dropFirst().dropLast()
    guard !inside.contains(first), !inside.contains(last) else { return nil }
    return "(\(inside))"
  }

  /// Gives the labels that mean the president in office his id.
  private static func name(_ president: String, in draft: inout Draft) {
    let id = Identifier.slug(president)
    guard Identifier.problem(id) == nil, let surname = president.split(separator: " ").last?.lowercased()
    else {
      return
    }
    for label in Set(draft.turns.compactMap(\.label)) {
      let words = label.lowercased()
      if words == "the president" || words == "president" || words == "president \(surname)" {
        draft.knownIDs[label] = id
      }
    }
  }
}
