import Archive
import Labelling

/// Plain text in which a label opens each turn: `THE PRESIDENT:`, `THE PRESIDENT.`, `Q.`, `Q `,
/// `President Gorbachev.`, `Frank Cormier, Associated Press:`.
///
/// A first line `President: NAME` names the speaker with the label `THE PRESIDENT`. Empty lines separate paragraphs;
/// if lines are long, each line is a paragraph.
enum PlainTranscript {
  static func read(_ text: DecodedText, into draft: inout ImportedDocument) {
    var lines = text.numbered
    let president = takeHeader(&lines, into: &draft)
    let transcript = TranscriptLines(lines)
    for paragraph in transcript.paragraphs { add(paragraph, transcript.finder, to: &draft) }
    if let first = draft.turns.first, first.label == nil, !first.paragraphs.isEmpty {
      let what =
        transcript.finder.isEmpty
        ? "found no label" : "found \(first.paragraphs.count) paragraphs before the first label"
      draft.warn(
        "no-speaker", "\(what); the site gives their words to no speaker", line: first.line,
        fix: "put the speaker's label before the first paragraph")
    }
    if let president { name(president, in: &draft) }
  }

  private static func add(
    _ paragraph: TranscriptLines.Paragraph, _ finder: TurnLabels, to draft: inout ImportedDocument
  ) {
    let begin = paragraph.begin
    for doubt in paragraph.doubts {
      draft.warn("doubtful-label", doubt.message, line: doubt.line, column: doubt.column, fix: fix)
    }
    let accepted = begin.candidate.flatMap { finder.accepts($0) ? $0 : nil }
    if let accepted, begin.isNumbered {
      let found = "found the label '\(accepted.label)' after a number"
      draft.warn(
        "doubtful-label", found + ", expected it at the beginning of a line; it is kept as words",
        line: paragraph.line,
        column: paragraph.column, fix: fix)
      draft.leaveTurn(line: paragraph.line)
    } else if let doubt = finder.doubt(paragraph.text, begin.candidate) {
      draft.warn("doubtful-label", doubt, line: paragraph.line, column: paragraph.column, fix: fix)
      // The words may belong to another speaker, so they are not added to the turn before.
      let isWord = begin.candidate.map { $0.form == .period && $0.isCapitals } ?? false
      if accepted == nil, !isWord || finder.isMisspelt(paragraph.text) {
        draft.leaveTurn(line: paragraph.line)
      }
    }
    if let accepted, !begin.isNumbered {
      draft.turns.append(
        .init(label: accepted.label, manner: accepted.manner, time: begin.time, line: paragraph.line))
      let words = begin.words + paragraph.rest
      if !words.isEmpty { draft.add(.init(text: words), line: paragraph.line) }
      return
    }
    if let note = stageNote(Substring(paragraph.text)) {
      draft.add(.init(text: note, isStageNote: true), line: paragraph.line)
    } else {
      draft.add(.init(text: String(paragraph.text + paragraph.rest)), line: paragraph.line)
    }
  }

  private static let fix = "write it like the label, or keep it if it does not name a speaker"

  /// Removes the line `President: NAME` from the top and returns the name. The line is kept as the description.
  private static func takeHeader(
    _ lines: inout [DecodedText.Line], into draft: inout ImportedDocument
  ) -> String? {
    guard let first = lines.firstIndex(where: { !$0.isBlank }) else { return nil }
    let line = trimmed(lines[first].text)
    guard line.hasPrefix("President: "), line.utf8.count < 80,
      lines[(first + 1)...].first?.isBlank ?? true
    else { return nil }
    lines.removeFirst(first + 1)
    draft.metadata.description = line
    return trimmed(line.dropFirst("President: ".count))
  }

  /// The stage note, in parentheses, if a paragraph is wholly in brackets or parentheses; nil otherwise.
  private static func stageNote(_ text: Substring) -> String? {
    guard let first = text.first, let last = text.last, text.count > 2 else { return nil }
    guard (first, last) == ("(", ")") || (first, last) == ("[", "]") else { return nil }
    let inside = text.dropFirst().dropLast()
    guard !inside.contains(first), !inside.contains(last) else { return nil }
    return "(\(inside))"
  }

  /// Assigns the president's id to the labels that mean the president in office.
  private static func name(_ president: String, in draft: inout ImportedDocument) {
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
