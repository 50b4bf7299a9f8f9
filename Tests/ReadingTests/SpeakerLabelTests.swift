import Archive
import Testing

@testable import Reading

/// The recognised speakers, input by input. `docs/speakers.md` has the rules; each has its rows here.
@Suite struct SpeakerLabelTests {
  /// A body, and its passages as `label: words`, with `-` if there is no speaker.
  struct Row: Sendable, CustomTestStringConvertible {
    var body: String
    var passages: [String]
    var rules: [String] = []
    var speakers = "{Ann: ann, Bob: bob}"

    init(_ body: String, _ passages: [String], _ rules: [String] = [], _ speakers: String? = nil) {
      self.body = body
      self.passages = passages
      self.rules = rules
      if let speakers { self.speakers = speakers }
    }

    var testDescription: String { body.debugDescription }
  }

  private func check(_ row: Row, sourceLocation: SourceLocation = #_sourceLocation) {
    let (source, diagnostics) = read("---\ntitle: T\nspeakers: \(row.speakers)\n---\n" + row.body)
    let record = source?.record ?? Prose()
    let found = record.passages.map { passage in
      let label =
        passage.turn < 0 ? "-" : source?.speakers[Int(record.turns[Int(passage.turn)].speaker)].label ?? "?"
      return "\(label): \(record.string(passage.range))"
    }
    #expect(found == row.passages, sourceLocation: sourceLocation)
    let rules = diagnostics.sorted().map(\.rule).filter { $0 != "unused-label" }
    #expect(rules == row.rules, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    Row("Ann: a\nBob: b", ["Ann: a", "Bob: b"]), Row("Ann: a  \nBob: b", ["Ann: a", "Bob: b"]),
    Row("Ann: a\\\nBob: b", ["Ann: a\\", "Bob: b"]), Row("**Ann:** a\n**Bob:** b", ["Ann: a", "Bob: b"]),
    Row("Ann: a\nstill a\nBob: b\nstill b", ["Ann: a\nstill a", "Bob: b\nstill b"]),
    Row("Ann: a\n[00:02] Bob: b", ["Ann: a", "Bob: b"]),
    Row("Ann: a\u{2028}Bob: b", ["Ann: a\u{2028}", "Bob: b"]),
    Row("Ann: a\rBob: b", ["Ann: a", "Bob: b"]), Row("Ann: a\r\nBob: b\r\n", ["Ann: a", "Bob: b"]),
    Row("Ann: a\n  Bob: b", ["Ann: a", "Bob: b"]), Row("Ann: a\n    Bob: b", ["Ann: a", "Bob: b"]),
    Row("Ann: a\n\n    Bob: b", ["Ann: a", "Bob: b"]), Row("Ann: a\n\n\tBob: b", ["Ann: a", "Bob: b"]),
  ]) func `A declared label opens a turn at the beginning of any line`(_ row: Row) { check(row) }

  static let chinese = "{李娜: ann, 王: bob}"

  @Test(arguments: [
    Row("李娜：好。\n\n王（笑）：不好。", ["李娜: 好。", "王: 不好。"], [], chinese),
    Row("李娜：好。\n\n王（笑着说，（小声））：不好。", ["李娜: 好。", "王: 不好。"], [], chinese),
    Row("李娜：好。\n王［笑］：不好。", ["李娜: 好。", "王: 不好。"], [], chinese),
    Row("【李娜】好。\n\n【王】：不好。", ["李娜: 好。", "王: 不好。"], [], chinese),
    Row("［李娜］：好。\n\n［王］：不好。", ["李娜: 好。", "王: 不好。"], [], chinese),
    Row("李娜：好。\n\n【掌声】不好。", ["李娜: 好。", "李娜: 【掌声】不好。"], [], chinese),
    Row("Ann: a\n\n00:01:02;12 Bob: b", ["Ann: a", "Bob: b"]),
    Row("Ann: a\n\nBob [00:01:02;12]: b", ["Ann: a", "Bob: b"]),
  ]) func `Brackets of East Asia and time codes with frames are read`(_ row: Row) { check(row) }

  @Test(arguments: [
    Row("- Ann: a\n- Bob: b", ["Ann: a", "Bob: b"]), Row("* Ann: a\n* Bob: b", ["Ann: a", "Bob: b"]),
    Row("1. Ann: a\n2. Bob: b", ["Ann: 1. a", "Bob: 2. b"]),
    Row("- Ann: a\n\n- Bob: b", ["Ann: a", "Bob: b"]),
    Row("- Ann: a\n  Bob: b", ["Ann: a", "Bob: b"]),
    Row("- Ann: a\n- still a\n- Bob: b", ["Ann: a", "Ann: still a", "Bob: b"]),
    Row("> Ann: a\n> Bob: b", ["Ann: a", "Bob: b"]), Row("> Ann: a\n>\n> Bob: b", ["Ann: a", "Bob: b"]),
    Row("> >> Ann: a", ["Ann: a"]), Row(">> Ann: a\n\n>> Bob: b", ["Ann: a", "Bob: b"]),
    Row("- x\n- y\nBob: b", ["-: x\ny", "Bob: b"]), Row("> x\nBob: b", ["-: x", "Bob: b"]),
    Row("| a | b |\n|---|---|\n| c | d |\nBob: b", ["-: a\nb\nc\nd", "Bob: b"]),
    Row("Ann: a\n---\nx", ["Ann: a", "-: x"]), Row("Ann: a\n===", ["Ann: a\n==="]),
    Row("Ann: a\n--", ["Ann: a\n--"]),
  ]) func `A list or quotation that begins with a label is a dialogue, and ends at a label below it`(
    _ row: Row
  ) {
    check(row)
  }

  @Test(arguments: [
    Row("[00:01] Bob: b", ["Bob: b"]), Row("00:00:02 Bob: b", ["Bob: b"]), Row("(00:03) Bob: b", ["Bob: b"]),
    Row("Bob [00:01 - 00:05]: b", ["Bob: b"]), Row("Bob [00:01–00:05]: b", ["Bob: b"]),
    Row("Bob 00:12: b", ["Bob: b"]),
    Row("Bob (00:12): b", ["Bob: b"]), Row("Bob [00:00:01.250]: b", ["Bob: b"]),
    Row("[00:01] - Bob: b", ["Bob: b"]),
    Row("Bob: [00:01] b", ["Bob: b"]), Row("Bob [99:99]: b", ["Bob: b"], ["bad-time-code"]),
    Row("Bob: 10:30", ["Bob: 10:30"]), Row("Bob: 10:30.", ["Bob: 10:30."]),
    Row("Bob: 10:30\n\nwords", ["Bob: words"]), Row("Bob: 00:02:10\nwords", ["Bob: words"]),
    Row("Bob: 10:30\n\nAnn: a", ["Bob: 10:30", "Ann: a"]),
    Row("Bob (\(String(repeating: "a", count: 90))): b", ["Bob: b"]),
  ]) func `Time codes and manners stand before or behind a label`(_ row: Row) { check(row) }

  @Test(arguments: [
    "Bob\u{A0}: b", "Bob\u{202F}: b", "Bob\u{2009}: b", "Bob\u{3000}: b", "Bob &nbsp;: b", "Bob&#160;: b",
    "\u{FEFF}Bob: b", "\u{200B}Bob: b", "\u{200E}Bob: b", "\u{C}Bob: b", "Bo\u{AD}b: b", "Bob∶ b", "Bob﹕ b",
    "Bob︰ b",
    "Bob：b", "<b>Bob:</b> b", "<strong>Bob</strong>: b", "__Bob:__ b", "*Bob*: b", "[Bob]: b", "Bob:b",
    "— Bob: b",
  ]) func `Spaces, hidden characters, colons and type make no other label`(_ text: String) {
    check(Row("Ann: a\n\n" + text, ["Ann: a", "Bob: b"]))
    check(Row("Ann: a\n" + text, ["Ann: a", "Bob: b"]))
  }

  @Test(arguments: [
    ("José", "Jose\u{301}"), ("Jose\u{301}", "José"), ("Ñuñez", "N\u{303}un\u{303}ez"),
    ("Ann Lee", "Ann\u{A0}Lee"),
    ("Ann Lee", "Ann  Lee"), ("王先生", "王先生"), ("한나", "\u{1112}\u{1161}\u{11AB}\u{1102}\u{1161}"),
  ]) func `Labels are compared in one Unicode form`(_ declared: String, _ written: String) {
    check(Row("\(written): b", ["\(declared): b"], [], "{\"\(declared)\": x}"))
  }

  @Test(arguments: [
    Row(
      "Ann: x\n\n| a | b |\n|---|---|\n| Bob: c | d |", ["Ann: x", "Ann: a\nb\nBob: c\nd"], ["hidden-label"]),
    Row("Ann: x\n\n```\nBob: c\n```", ["Ann: x", "Ann: Bob: c"], ["hidden-label"]),
    Row("Ann: x\n\n```\nBob: c", ["Ann: x", "Ann: Bob: c"], ["open-fence", "hidden-label"]),
    Row("## Ann: x\n\ny", ["-: y"], ["hidden-label"]),
    Row("Ann: a. Bob: b.", ["Ann: a. Bob: b."], ["hidden-label"]),
    Row("Ann: a? Bob (low): b.", ["Ann: a? Bob (low): b."], ["hidden-label"]),
    Row("Ann: “a.” Bob: b", ["Ann: “a.” Bob: b"], ["hidden-label"]),
    Row("Ann: a / Bob: b", ["Ann: a / Bob: b"], ["hidden-label"]),
    Row("Ann: a/Bob: b", ["Ann: a/Bob: b"]),
    Row("Ann: x\n\nBob<br>: b", ["Ann: x", "Ann: Bob<br>: b"], ["hidden-label"]),
    Row("Ann: x\n\nBob\n: b", ["Ann: x", "Ann: Bob\n: b"], ["doubtful-label"]),
    Row("Ann: x\n\n- y\n- Bob: z", ["Ann: x", "Ann: y\nBob: z"], ["hidden-label"]),
    Row("Ann: x\n\n> y\n>\n> Bob: z", ["Ann: x", "Ann: y\nBob: z"], ["hidden-label"]),
    Row("Ann: I told Bob: go", ["Ann: I told Bob: go"]),
    Row("Ann: a. Bob\\: b.", ["Ann: a. Bob: b."]),
  ]) func `A label that opens no turn is reported`(_ row: Row) { check(row) }

  @Test(arguments: [
    "interviewer: b", "van der Berg: b", "Smith, BBC News: b", "Marie : b", "Marie\u{A0}: b", "Marie：b",
    "王先生：好", "Dan:no",
    "Q1: b", "Waiter: b", "Note: b", "№ 2: b", "Ursula von der Leyen: b", "M. le président: b",
    "Abg. Müller (SPD): b",
    "Bob & Cid: b", "Bob/Cid: b", "Bob and Cid: b", "bob: b", "Bobb: b", "SPEAKER_01: b", "[SPEAKER_00]: b",
    "@bob: b", "@Bob: b", "@bob_2: b",
    "[00:01] Cid: b", "**Cid:** b", "Cid (low): b", "أحمد: b", "मोहन: b", "O'Neill: b", "Mary-Ann: b",
  ]) func `Words under a label that nobody declared are nobody's, and it is reported`(_ text: String) {
    let (source, diagnostics) = read(
      "---\ntitle: T\nspeakers: {Ann: ann, Bob: bob}\n---\nAnn: a\n\n\(text)\n\nmore\n\nAnn: c")
    #expect(source?.record.voices == [0, -1, -1, 0])
    #expect(diagnostics.map(\.rule).filter { $0 != "unused-label" } == ["unknown-label"])
  }

  @Test(arguments: [
    "Note\\: b", "Ann\\: b", "Slides: https://x.example/", "he said: b", "a thing like this: b",
    "10:30 was late", "http://x.example",
    "“Dan: no”", "The rule is: b", "It was 5: b",
  ]) func `What is settled or no name goes on with the turn`(_ text: String) {
    let (source, diagnostics) = read("---\ntitle: T\nspeakers: {Ann: ann}\n---\nAnn: a\n\n\(text)")
    #expect(source?.record.voices == [0, 0])
    #expect(said(diagnostics) == [])
  }

  @Test func `Short forms that two names share are reported even once`() {
    for text in ["Thorn: b", "Mr Thorn: b", "O. Thorn: b"] {
      check(
        Row(
          "Owen Thorn: a\n\n\(text)", ["Owen Thorn: a", "-: \(text)"], ["unknown-label"],
          "[Owen Thorn, Chloe Thorn]"))
    }
  }

  @Test(arguments: [
    Row("Al: a\n\nAl\nBell rang.", ["Al: a", "Al: Al\nBell rang."], ["doubtful-label"], "{Al: al}"),
    Row("Bob (my brother)\nand more", ["-: Bob (my brother)\nand more"], ["doubtful-label"]),
    Row("**Bob**\nwords", ["Bob: words"]), Row("\\- Bob", ["-: - Bob"]), Row("— Bob", ["-: — Bob"]),
    Row("BOB\nwords", ["BOB: words"], [], "{BOB: b}"),
    Row("Bob\n\nwords", ["Bob: words"]),
    Row("Q.E.D. I thought.", ["-: Q.E.D. I thought."], [], "{Q.: q}"),
    Row("Q. Why?", ["Q.: Why?"], [], "{Q.: q}"),
    Row("Q.—or why?", ["Q.: —or why?"], [], "{Q.: q}"),
  ]) func `A name without a colon is a label only where nothing else can be meant`(_ row: Row) { check(row) }

  @Test func `A declared label that opens no turn is a warning at its place`() {
    let text = Marked("---\ntitle: T\nspeakers: {Ann: ann, 1️⃣Bob: bob}\n---\nAnn: a")
    #expect(said(read(text.text).diagnostics) == text.expected(["1": "unused-label"]))
  }

  @Test(arguments: [
    Row(
      "Bob: p\n\nAnn: x\nWaiter: y\nWaiter: z", ["Bob: p", "Ann: x", "-: Waiter: y", "-: Waiter: z"],
      ["unknown-label"]),
    Row("Ann: a.\nWaiter: The bill.", ["Ann: a.", "-: Waiter: The bill."], ["unknown-label"]),
    Row("> Ann: a\n> Waiter: b\n> Bob: c", ["Ann: a", "-: Waiter: b", "Bob: c"], ["unknown-label"]),
    Row("- Ann: a\n- Bob: b\n- Waiter: c", ["Ann: a", "Bob: b", "-: Waiter: c"], ["unknown-label"]),
    Row(
      "Ann: x\n\n- Waiter: b\n- Bob: c\n- Waiter: d", ["Ann: x", "-: Waiter: b", "Bob: c", "-: Waiter: d"],
      ["unknown-label"]),
    Row("Ann: x\n\n> Waiter: y", ["Ann: x", "-: Waiter: y"], ["unknown-label"]),
    Row("Ann: x\n\n- WAITER: y", ["Ann: x", "-: WAITER: y"], ["unknown-label"]),
    Row("Ann\n\na\n\nWaiter\n\nb\n\nBob\n\nc", ["Ann: a", "-: Waiter", "-: b", "Bob: c"], ["unknown-label"]),
    Row(
      "**Ann**\n\na\n\n**Waiter**\n\nb\n\n**Bob**\n\nc", ["Ann: a", "-: Waiter", "-: b", "Bob: c"],
      ["unknown-label"]),
    Row(
      "Ann 00:01:10\na\n\nWaiter 00:01:20\nb\n\nBob 00:02:00\nc",
      ["Ann: a", "-: Waiter 00:01:20\nb", "Bob: c"], ["unknown-label"]),
    Row("Ann: x\n\nd’Arc: y", ["Ann: x", "-: d’Arc: y"], ["unknown-label"]),
    Row("Ann: x\n\n2Pac: y", ["Ann: x", "-: 2Pac: y"], ["unknown-label"]),
    Row("Ann: x\n\nივანე: y", ["Ann: x", "-: ივანე: y"], ["unknown-label"]),
    Row(
      "Q. x\n\nA. B. Cole wrote it.", ["Q.: x", "-: A. B. Cole wrote it."], ["doubtful-label"],
      "{Q.: ann, A.: bob}"),
  ]) func `Nobody declared gets the words below a label on any line`(_ row: Row) { check(row) }

  @Test(arguments: [
    "Ann: a **Bob:** b", "Ann: *a* **Bob**: b", "Ann: Hello!Bob: Hi", "Ann: a<br>Bob: b", "Ann: a >> Bob: b",
    "Ann: a -- Bob: b", "Ann: a | Bob: b", "Ann: a 00:01 Bob: b", "Ann: a; Bob: b", "Ann: Hm? \"Bob: Hi\"",
    "Ann: a [Bob: b] c", "Ann: a\tBob: b", "Ann: a      Bob: b", "Ann: a\u{C}Bob: b", "Ann: a\u{3000}Bob: b",
    "12 Bob: b", "001 Bob: y", "1  Bob: y", "12: Bob: y", "p. 4 Bob: y",
    "00:01:02,500 --> 00:01:04,000 Bob: y",
    "{00:01} Bob: y", "<00:01> Bob: y", "Bob | 00:01: y", "(Bob): w", "\"Bob\": y", "\"Bob:\" y", "“Bob: y”",
    "«Bob: y»", "{Bob}: y", "~~Bob~~: u", "[Bob?]: y", "Bob?: y", "Bob*: y", "Bob†: y", "Bob.: y", "Bob,: y",
    "–Bob: y", "...Bob: y", "♪ Bob: y", "#Bob: y", "Bob {low}: y", "Bob (low: y", "[Bob] y", "<v Bob> y",
    "Ann: Bob: x", "| Ann | hello |\n|---|---|\n| Bob | hi |", "Ann: हाँ। Bob: b", "Ann: نعم؟ Bob: b",
    "Ann: 好。Bob：b", "Ann: 好！Bob: b",
  ]) func `What may be a declared turn is reported`(_ body: String) {
    let (_, diagnostics) = read(
      "---\ntitle: T\nspeakers: {Ann: ann, Bob: bob}\n---\nBob: x.\n\nAnn: x.\n\n" + body)
    let place = diagnostics.first { $0.rule == "hidden-label" }?.position?.line
    #expect(place == 9)
  }

  @Test func `A label with a full stop in the middle of a line is reported`() {
    let (_, diagnostics) = read("---\ntitle: T\nspeakers: {Q.: ann, A.: bob}\n---\nQ. x\n\nA. Yes. Q. Why?")
    #expect(said(diagnostics) == ["7:9 hidden-label"])
  }

  @Test(arguments: [
    "Ann: I told Bob: go.", "Ann: In 2012 Bob: x", "Ann: I met Jean-Bob: y", "Ann: it’s Bob’s: y",
    "Ann: Tell Ann, Bob: x", "- Background: a\n- Result: b", "Ann: a. Bob\\: b",
  ]) func `A name in a sentence is no label`(_ body: String) {
    let (_, diagnostics) = read(
      "---\ntitle: T\nspeakers: {Ann: ann, Bob: bob}\n---\nBob: x.\n\nAnn: x.\n\n" + body)
    #expect(said(diagnostics) == [])
  }

  @Test func `Labels that read the same are one label`() {
    let (_, diagnostics) = read("---\ntitle: T\nspeakers: {Ann: ann, \"Ann \": bob}\n---\nAnn: a")
    #expect(diagnostics.contains { $0.rule == "equal-labels" })
  }
}
