import Archive
import Testing

@testable import Reading

@Suite struct TurnTests {
  struct Opening: Sendable {
    var text: String
    var words: [String]
    var manner: String?
    var time: Int32 = -1
  }

  @Test(arguments: [
    Opening(text: "ANN: Hello", words: ["Hello"]),
    Opening(text: "**ANN**: Hello", words: ["Hello"]),
    Opening(text: "**ANN:** Hello", words: ["Hello"]),
    Opening(text: "*ANN:* Hello *you*", words: ["Hello you"]),
    Opening(text: "ANN (through interpreter): Hello", words: ["Hello"], manner: "through interpreter"),
    Opening(text: "ANN [00:14:05]: Hello", words: ["Hello"], time: 845),
    Opening(text: "ANN (low) [1:02]: Hello", words: ["Hello"], manner: "low", time: 62),
    Opening(text: "ANN [14:05.250]: Hello", words: ["Hello"], time: 845),
    Opening(text: "ANN: 00:01:10\n\nHello", words: ["Hello"], time: 70),
    Opening(text: "ANN 00:01:10\nHello", words: ["Hello"], time: 70),
    Opening(text: "ANN\n\nHello", words: ["Hello"]),
    Opening(text: "ANN\nHello", words: ["Hello"]),
    Opening(text: "### ANN:\n\nHello", words: ["Hello"]),
    Opening(text: "### ANN\n\nHello\n\nAgain", words: ["Hello", "Again"]),
    Opening(text: "### **ANN** (low)\n\nHello", words: ["Hello"], manner: "low"),
    Opening(text: "ANN: (laughs) Hello", words: ["(laughs) Hello"]),
    Opening(text: "ANN [00:14:05]: (laughs) Hello", words: ["(laughs) Hello"], time: 845),
    Opening(text: "ANN: 10:30, I think", words: ["10:30, I think"]),
    Opening(text: "ANN: 10:30 is late", words: ["10:30 is late"]),
    Opening(text: "ANN: [inaudible] yes", words: ["[inaudible] yes"]),
  ]) func `A label opens a turn and leaves the words`(_ opening: Opening) {
    let prose = record(opening.text)
    #expect(prose.texts == opening.words)
    #expect(prose.voices == opening.words.map { _ in 0 })
    #expect(prose.turns.map(\.manner) == [opening.manner])
    #expect(prose.turns.map(\.time) == [opening.time])
  }

  @Test(arguments: ["ANN's word: yes", "ANNA and all", "ANN (low) said it", "ANN [sic] said", "He, ANN: x"])
  func `What only looks like a label is words`(_ text: String) {
    let prose = record(text)
    #expect(prose.texts == [text])
    #expect(prose.turns.isEmpty)
  }

  @Test func `Of two labels the longer one wins`() {
    let prose = record("BOB LEE: one\n\nBOB: two\n\nBOB\nthree")
    #expect(prose.texts == ["one", "two", "three"])
    #expect(prose.voices == [2, 1, 1])
  }

  @Test func `A label that ends in a full stop needs no colon and may have one`() {
    let front = "---\ntitle: T\nspeakers: {Q.: ann, A.: bob}\n---\n"
    let (source, diagnostics) = read(front + "Q. Who?\n\nA.: Me.\n\nQ. (low) No?")
    #expect(said(diagnostics) == [])
    #expect(source?.record.texts == ["Who?", "Me.", "(low) No?"])
    #expect(source?.record.voices == [0, 1, 0])
  }

  @Test func `A turn goes on until the next label, heading or rule`() {
    let prose = record("ANN: a\n\nb\n\n> (pause)\n\nBOB: c\n\n## H\n\nd\n\nANN: e\n\n---\n\nf")
    #expect(prose.texts == ["a", "b", "(pause)", "c", "d", "e", "f"])
    #expect(prose.voices == [0, 0, 0, 1, -1, 0, -1])
    #expect(prose.turns.map(\.passages) == [0..<3, 3..<4, 5..<6])
  }

  @Test func `A footnote does not end the turn it stands in`() {
    let prose = record("ANN: a[^1]\n\n[^1]: note\n\nb\n\nBOB: c")
    #expect(prose.texts == ["a[^1]", "note", "b", "c"])
    #expect(prose.voices == [0, -1, 0, 1])
    #expect(prose.passages.map(\.kind) == [.paragraph, .footnote, .paragraph, .paragraph])
  }

  @Test func `A label directly above a footnote opens its turn behind it`() {
    let prose = record("ANN (low) [1:02]:\n\n[^1]: note\n\na[^1]")
    #expect(prose.voices == [-1, 0])
    #expect(prose.turns.map(\.passages) == [1..<2])
    #expect(prose.turns.map(\.manner) == ["low"] && prose.turns.map(\.time) == [62])
  }

  @Test func `A list of names is known by full, given and last names and initials, where one has them`() {
    let text = "---\ntitle: T\nspeakers: [Ann Lee, Bob Lee]\n---\nAnn: a\n\nBL: b\n\nBob Lee: c\n"
    let (source, diagnostics) = read(text + "\nLee: d\n\nLee: e")
    #expect(source?.record.voices == [0, 1, 1, -1, -1])
    #expect(diagnostics.map(\.rule) == ["unknown-label"])
  }

  @Test func `A source of one label only has a turn without words, which is said`() {
    let text = Marked("---\ntitle: T\nspeakers: {ANN: ann}\n---\n1️⃣ANN:")
    let (source, diagnostics) = read(text.text)
    #expect(said(diagnostics) == text.expected(["1": "empty-turn"]))
    #expect(source?.record.passages.isEmpty == true)
    #expect(source?.record.turns.map(\.passages) == [0..<0])
  }

  @Test(arguments: ["", "\n\n\n", "   "]) func `An empty body is an empty record`(_ body: String) {
    #expect(record(body).isEmpty)
  }

  @Test(arguments: [
    ("(laughter)", true), ("(laughter) (applause)", true), ("(a (b) c)", true), ("*(laughter)*", true),
    ("(a) one and (b)", false), ("(a) one", false), ("laughter)", false), (")(", false),
  ]) func `A quotation wholly in parentheses is a stage note`(_ text: String, _ isNote: Bool) {
    #expect(record("> \(text)").passages.map(\.kind) == [isNote ? .stageNote : .quotation])
  }

  @Test func `Unknown labels are found where they stand, with the nearest known one`() {
    let text = Marked(
      """
      ---
      title: T
      speakers: {PUTIN: p, TRUMP: t}
      ---
      PUTIN: one

      TRUMP: one

      1️⃣TRUMPP: two

        **2️⃣VOICE (off stage):** three

      3️⃣Mary Ann: four

      Mary Ann: five

      Once only: six

      NOBODY\\: seven
      """)
    let (_, diagnostics) = read(text.text)
    #expect(
      said(diagnostics)
        == text.expected(["1": "unknown-label", "2": "unknown-label", "3": "unknown-label"]))
    #expect(diagnostics.first?.fix?.contains("'TRUMP'") == true)
  }

  @Test(arguments: [Settings.Strictness.ignore, .warning, .error])
  func `Settings say how strictly unknown labels are taken`(_ strictness: Settings.Strictness) {
    var settings = Settings()
    settings.unknownLabels = strictness
    let (_, diagnostics) = read("---\ntitle: T\n---\nVOICE: x", settings: settings)
    #expect(diagnostics.map(\.severity.rawValue) == (strictness == .ignore ? [] : [strictness.rawValue]))
  }
}
