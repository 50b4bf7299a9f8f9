import Archive
import Testing
import Trials

@testable import Anchoring

/// A note whose passage was removed never becomes exact on another passage with the same words without a warning.
@Suite struct DepartedNoteTests {
  /// A text, the text after an edit, and the result for a note that names no passage.
  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var before: [String]
    var after: [String]
    var quote = "told them that the money had been sent"
    var prefix = ""
    var suffix = ""
    var state: Placement.State
    var rules: [String]
    var testDescription: String { name }
  }

  private static let spring = "Last May I told them that the money had been sent to the bank in town."
  private static let autumn = "Last June I told them that the money had been sent to the bank in town."
  private static let other = "Nobody else has ever said a word about any of this."
  private static let other2 = "We went home by the last train, and it was raining all the way."
  private static let longer =
    "The keeper of the light came down to the quay each evening, and he counted the boats as they came in. "
    + "His daughter wrote their names into a book with a green cover, which nobody was allowed to open. "
    + "When the war was over, somebody found it behind the stove, and half of its pages had been burnt for warmth."
  private static let moved = ["note-moved"]
  private static let unproven = ["note-unproven"]

  static let rows: [Row] = [
    Row(
      name: "the first of two is removed", before: [spring, other, autumn], after: [other, autumn],
      prefix: "Last May I", suffix: "to the bank", state: .moved, rules: moved),
    Row(
      name: "the second of two is removed", before: [spring, other, autumn], after: [spring, other],
      prefix: "Last June I", suffix: "to the bank", state: .moved, rules: moved),
    Row(
      name: "a number tells the two apart",
      before: ["By 1963 he " + autumn.dropFirst(12), other, "By 1964 he " + autumn.dropFirst(12)],
      after: [other, "By 1964 he " + autumn.dropFirst(12)],
      prefix: "By 1963 he", state: .moved, rules: moved),
    Row(
      name: "the words differ after the quotation",
      before: [
        "We told them that the money had been sent to Rome.", other,
        "We told them that the money had been sent to Bonn.",
      ],
      after: [other, "We told them that the money had been sent to Bonn."],
      suffix: "to Rome", state: .moved, rules: moved),
    Row(
      name: "nothing but the words is given", before: [spring, other],
      after: [other, other2, autumn + " We did."],
      state: .exact, rules: []),
    Row(
      name: "nothing but the words is given, of two passages", before: [spring, other, autumn],
      after: [other, autumn],
      state: .moved, rules: moved),
    Row(
      name: "both have the same surroundings", before: [spring + " Yes.", other, spring + " No."],
      after: [other, spring + " No."],
      prefix: "Last May I", suffix: "to the bank", state: .moved, rules: moved),
    Row(
      name: "three passages, of which one is left",
      before: [spring, other, autumn, other2, "Last July I told them that the money had been sent."],
      after: [other, other2, "Last July I told them that the money had been sent."],
      prefix: "Last May I", state: .moved, rules: moved),
    Row(
      name: "the words begin both passages",
      before: [
        "Told them that the money had been sent to me.", other,
        "Told them that the money had been sent to us.",
      ],
      after: [other, "Told them that the money had been sent to us."],
      quote: "Told them that the money had been sent",
      suffix: "to me", state: .moved, rules: moved),
    Row(
      name: "words in ideographs",
      before: ["春に私は彼らにお金が銀行に送られたと話した。", other, "秋に私は彼らにお金が銀行に送られたと話した。"],
      after: [other, "秋に私は彼らにお金が銀行に送られたと話した。"], quote: "私は彼らにお金が銀行に送られた",
      prefix: "春に", state: .moved, rules: moved),
    Row(
      name: "the quotation cuts a word",
      before: [spring, other, autumn], after: [other, autumn], quote: "old them that the money had been sent",
      prefix: "Last May I t", state: .moved, rules: moved),
    Row(
      name: "the sentence is cut and its passage stays",
      before: [other2 + " " + other + " " + longer + " " + spring, "Short.", autumn],
      after: [other2 + " " + other + " " + longer, "Short.", autumn],
      prefix: "Last May I", suffix: "to the bank", state: .exact, rules: unproven),
    Row(
      name: "the note never stood on the one that is removed", before: [spring, other, autumn],
      after: [other, autumn],
      prefix: "Last June I", suffix: "to the bank", state: .exact, rules: []),
    Row(
      name: "its surroundings were mended, and another one is removed",
      before: [spring, other, autumn], after: [other, autumn.replacing("Last June", with: "Late last June")],
      prefix: "Last June I", suffix: "to the bank", state: .exact, rules: []),
    Row(
      name: "another passage is removed", before: [spring, other, other2], after: [spring, other2],
      prefix: "Last May I", state: .exact, rules: []),
    Row(
      name: "the passage was joined with another one", before: [other, spring], after: [other + " " + spring],
      prefix: "Last May I", state: .exact, rules: []),
    Row(
      name: "the passage was divided", before: [other + " " + other2 + " " + spring],
      after: [other + " " + other2, spring],
      prefix: "Last May I", state: .exact, rules: []),
    Row(
      name: "the passage was moved", before: [spring, other, other2], after: [other, other2, spring],
      prefix: "Last May I", state: .exact, rules: []),
  ]

  @Test(arguments: rows) func theLedgerKnowsWhichPassagesHadTheWords(row: Row) throws {
    let first = anchorSource(Fixture.source("talk", row.before), at: 0, ledger: nil)
    let ledger = try #require(first.ledger?.text)
    let found = Fixture.note(
      on: row.after, quote: row.quote, prefix: row.prefix, suffix: row.suffix, ledger: ledger)
    #expect(found.placement?.state == row.state)
    #expect(found.diagnostics.map(\.rule) == row.rules)
    #expect(found.diagnostics.allSatisfy { $0.position == Position(line: 2, column: 7) })

    // The report on a removed passage is repeated until the author accepts the new place.
    guard row.state == .moved else { return }
    let second = anchorSource(Fixture.source("talk", row.after), at: 0, ledger: ledger)
    let later = try #require(second.ledger?.text)
    let again = Fixture.note(
      on: row.after, quote: row.quote, prefix: row.prefix, suffix: row.suffix, ledger: later)
    #expect(again.placement?.state == .moved && again.diagnostics.map(\.rule) == row.rules)

    var source = Fixture.source("talk", row.after)
    for (index, number) in second.numbers.enumerated() { source.record.passages[index].number = number }
    let written = Annotation.Target(
      source: "talk", passage: nil, quote: row.quote, prefix: row.prefix, suffix: row.suffix,
      position: Position(line: 2, column: 7))
    let range = try #require(again.placement?.range)
    let new = try #require(Requoter(source).target(written, at: range, isMoved: true))
    let accepted = Fixture.note(
      on: row.after, quote: new.quote, prefix: new.prefix, suffix: new.suffix, passage: new.passage,
      ledger: later)
    #expect(accepted.placement?.state == .exact && accepted.diagnostics.isEmpty)
  }
}
