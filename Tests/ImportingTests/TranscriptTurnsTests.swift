import Archive
import Testing

@testable import Importing

/// A transcript, its words by speaker after import and reading, and the reported rules.
struct TurnCase: Sendable, CustomTestStringConvertible {
  var text: String
  var said: [String]
  var rules: Set<String>

  init(_ text: String, _ said: [String], _ rules: Set<String> = []) {
    (self.text, self.said, self.rules) = (text, said, rules)
  }

  var testDescription: String { text }
}

@Suite struct TranscriptTurnsTests {
  private func check(_ row: TurnCase, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let found = try await imported(row.text, .transcript)
    #expect(found.said == row.said, sourceLocation: sourceLocation)
    #expect(found.rules == row.rules, sourceLocation: sourceLocation)
  }

  /// DisplayText on lines of one paragraph.
  @Test(arguments: [
    TurnCase("Q. When?\nA. Now.\n\nQ. Why?\nA. So.\n", ["Q| When?", "A| Now.", "Q| Why?", "A| So."]),
    TurnCase("Q. When?\nA. Now.\n", ["Q| When?", "A| Now."]),
    TurnCase("Q: When?\nA: Now.\n\nQ: Why?", ["Q| When?", "A| Now.", "Q| Why?"]),
    TurnCase(
      "INTERVIEWER: When?\nA: Now.\nINTERVIEWER: Why?\nA: So.\n",
      ["INTERVIEWER| When?", "A| Now.", "INTERVIEWER| Why?", "A| So."]),
    TurnCase(
      "INTERVIEWER: When?\nA: Now.\nINTERVIEWER: Why?\n",
      ["INTERVIEWER| When?", "| A: Now.", "INTERVIEWER| Why?"],
      ["doubtful-label"]),
    TurnCase(
      "INTERVIEWER: When?\nA. Now.\nINTERVIEWER: Why?\n",
      ["INTERVIEWER| When?", "| A. Now.", "INTERVIEWER| Why?"],
      ["doubtful-label"]),
    TurnCase("Ann: when\nBob: now\nAnn: why\nBob: so", ["Ann| when", "Bob| now", "Ann| why", "Bob| so"]),
    TurnCase("I: When?\nR: Now.\nI: Why?\nR: So.", ["I| When?", "R| Now.", "I| Why?", "R| So."]),
    TurnCase(
      "Ann: One line\nthat goes on.\nBob: Two.\nAnn: Three.\nBob: Four.",
      ["Ann| One line that goes on.", "Bob| Two.", "Ann| Three.", "Bob| Four."]),
    TurnCase(
      "Ann: When?\nBob: Now.\nWaiter: The bill, please.\nAnn: Why?\nBob: So.",
      ["Ann| When?", "Bob| Now.", "| Waiter: The bill, please.", "Ann| Why?", "Bob| So."], ["doubtful-label"]),
    TurnCase(
      "Ann: Hi.\u{2028}Bob: Ho.\u{2028}Ann: Hu.\u{2028}Bob: Ha.",
      ["Ann| Hi.", "Bob| Ho.", "Ann| Hu.", "Bob| Ha."]),
    TurnCase("Ann: Hi.\rBob: Ho.\rAnn: Hu.\rBob: Ha.", ["Ann| Hi.", "Bob| Ho.", "Ann| Hu.", "Bob| Ha."]),
    TurnCase(
      "Q: He went to the same hotel as the year before that one, and to\nParis: so he told it to me, more than once.\n\n"
        + "Q: And what did they all say of it when he had come home again from\nParis: was it good?",
      [
        "Q| He went to the same hotel as the year before that one, and to Paris: so he told it to me, more than once."
          + " And what did they all say of it when he had come home again from Paris: was it good?"
      ]),
  ]) func labelsOnLines(row: TurnCase) async throws {
    try await check(row)
  }

  /// Colons of all scripts, and spaces before them.
  @Test(arguments: [
    "：", "∶", "﹕", "︰", " :", "\u{A0}:", "\u{202F}:", "\u{2009}:", "\u{3000}：", " ：", "\u{200B}:", ":",
  ])
  func colons(colon: String) async throws {
    for name in ["Marie", "José", "王先生", "Mary Roe", "ANN"] {
      try await check(
        TurnCase(
          "\(name)\(colon) oui\n\nPaul\(colon) non\n\n\(name)\(colon) si\n\nPaul\(colon) bon",
          ["\(name)| oui", "Paul| non", "\(name)| si", "Paul| bon"]))
    }
  }

  /// Time codes, dashes, numbers, bold type and invisible characters.
  @Test(arguments: [
    "[00:01] Bob: b", "00:01 Bob: b", "00:00:02 Bob: b", "(00:03) Bob: b", "Bob [00:12]: b", "Bob (00:12): b",
    "Bob 00:12: b", "Bob [00:01 - 00:05]: b", "[00:01.5 --> 00:05] Bob: b", "Bob: [00:12] b", "- Bob: b",
    "– Bob: b",
    "• Bob: b", "> >> Bob: b", "**Bob:** b", "**Bob**: b", "__Bob:__ b", "\u{FEFF}Bob: b", "\u{200E}Bob: b",
    "\u{C}Bob: b", "Bob (laughs): b", "Bob (laughs) : b", "Bob(laughs): b", "Bob（laughs）：b", "00:01 – Bob: b",
  ]) func signsAroundLabels(line: String) async throws {
    for end in ["\n\n", "\n"] {
      try await check(
        TurnCase("Ann: a\(end)\(line)\(end)Ann: c\(end)\(line)", ["Ann| a", "Bob| b", "Ann| c", "Bob| b"]))
    }
  }

  @Test func timesAreKept() async throws {
    let found = try await imported("[00:01] Ann: a\n\nBob (1:02:03): b\n\nAnn: c\n\nBob: 10:30.", .transcript)
    #expect(found.source?.record.turns.map(\.time) == [1, 3723, -1, -1])
    #expect(found.said == ["Ann| a", "Bob| b", "Ann| c", "Bob| 10:30."])
  }

  /// Text that may be a label is reported, and never added to the words of the previous speaker.
  @Test(arguments: [
    ("1. Bob: b", "| 1. Bob: b"), ("12) Bob: b", "| 12) Bob: b"), ("Waiter: b", "| Waiter: b"),
    ("BOB [99:99]: b", "BOB| [99:99] b"),
    ("Bbo: b", "| Bbo: b"), ("Q1. b", "| Q1. b"), ("Q1: b", "| Q1: b"), ("王先生：b", "| 王先生：b"),
    ("12 Bob: b", "| 12 Bob: b"),
    ("Frau Müller : b", "| Frau Müller : b"),
  ]) func doubts(line: String, said: String) async throws {
    let found = try await imported(
      "Ann: a\n\nBob: b\n\nAnn: a\n\nBob: b\n\nBOB: b\n\nBOB: c\n\nAnn: d\n\n\(line)\n\nBob: e", .transcript)
    #expect(found.said.suffix(2) == [said, "Bob| e"])
    #expect(found.rules.contains("doubtful-label") || said.hasPrefix("BOB") && found.rules.isEmpty)
  }
}
