import Archive
import Testing

@testable import Importing

@Suite struct CaptionTurnsTests {
  private func vtt(_ cues: String...) -> String {
    "WEBVTT\n\n"
      + cues.enumerated().map { "00:0\($0).000 --> 00:0\($0 + 1).000\n\($1)" }.joined(separator: "\n\n")
  }

  private func check(
    _ text: String, _ format: ImportFormat, _ said: [String], _ rules: Set<String> = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let found = try await imported(text, format)
    #expect(found.said == said, sourceLocation: sourceLocation)
    #expect(found.rules == rules, sourceLocation: sourceLocation)
  }

  /// Lines without words, inside and around captions.
  @Test(arguments: [
    "\n \n<v Ann>One\n\n", "\n<v Ann>One\n \n\n", "\n<v Ann>\n \nOne\n\n", "\n \n \n<v Ann>One\n \n",
    "\n\t\n<v Ann>One\n\t\n",
    "\n<v Ann>One\n", "\n<v Ann>One\n\n2\n", "\n<v Ann>One\n\u{A0}\n2\n",
  ]) func linesOfSpaces(text: String) async throws {
    try await check(
      "WEBVTT\n\n00:01.000 --> 00:02.000\(text)00:02.000 --> 00:03.000\ntwo.\n", .webVTT, ["Ann| One two."])
    let plain = text.replacing("<v Ann>", with: "")
    try await check(
      "1\n00:00:01,000 --> 00:00:02,000\(plain)00:00:02,000 --> 00:00:03,000\ntwo.\n", .subRip,
      ["| One two."],
      ["no-speaker"])
  }

  @Test func wordsAfterAnEmptyLineAreKept() async throws {
    try await check(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One\n\ntwo.\n", .webVTT, ["Ann| One two."], ["bad-cue"])
    try await check(
      "WEBVTT\n\nOne.\n\n00:01.000 --> 00:02.000\ntwo.\n", .webVTT, ["| One. two."],
      ["bad-cue", "no-speaker"])
  }

  /// A header of any form neither hides the first caption nor is read as a caption.
  @Test(arguments: [
    "WEBVTT\n\n", "WEBVTT", "WEBVTT\n", "WEBVTT - A --> B\n\n", "WEBVTT 00:01.000 --> 00:02.000\n\n",
    "WEBVTT\nKind: captions\nLanguage: en\n\n", "\n\nWEBVTT\n\n", "WEBVTT\nNOTE x\n\n",
  ]) func heads(head: String) async throws {
    let found = try await imported(head + "\n00:01.000 --> 00:02.000\n<v Ann>One.\n", .webVTT)
    #expect(found.said == ["Ann| One."])
    #expect(found.rules.isSubset(of: ["left-out"]))
  }

  @Test(arguments: [
    "WEBVTT", "WEBVTT -->", "WEBVTT\n-->", "", "-->", "\n \n", "WEBVTT\n\n\n--> -->",
    "WEBVTT\n\nNOTE a --> b",
    "WEBVTT\n\nSTYLE\n-->\n",
  ])
  func filesWithoutWords(text: String) {
    for format in [ImportFormat.webVTT, .subRip] {
      let source = Importer.read(Array(text.utf8), name: "a.\(format.rawValue)", format: format)
      #expect(source.speakers == [])
    }
  }

  /// Arrows between two times, and forms of the times.
  @Test(arguments: [
    "00:00:01,000 –> 00:00:02,000", "00:00:01,000 -> 00:00:02,000", "00:00:01,000 —> 00:00:02,000",
    "00:00:01,000 --> 00:00:02,000", "00:00:01,000-->00:00:02,000", "00:00:01,000 ---> 00:00:02,000",
    "00:00:01,000 → 00:00:02,000", "00:00:01,000 ==> 00:00:02,000", "00:00:01,000 -–> 00:00:02,000",
    "00:00:01.000 -> 00:00:02.000", "0:00:01 -> 0:00:02", "00:00:01:000 --> 00:00:02:000",
    "00:00:01,000 - 00:00:02,000", "00:00:01,000 / 00:00:02,000", "00:00:01,000  00:00:02,000",
    "00:00:01,000 --> 00:00:02,000 X1:40 X2:600", " 00:00:01,000 --> 00:00:02,000 ",
  ]) func arrows(timing: String) async throws {
    try await check("1\n\(timing)\nOne.\n\n2\n\(timing)\ntwo.\n", .subRip, ["| One. two."], ["no-speaker"])
    try await check("WEBVTT\n\n1\n\(timing)\n<v Ann>One.\n\n\(timing)\ntwo.\n", .webVTT, ["Ann| One. two."])
  }

  @Test(arguments: [
    ("2\n00:00:0l,000 --> 00:00:02,000", "bad-timing", "One. two."),
    ("2\n00:00:61,000 –> 00:00:62,000", "bad-timing", "One. two."),
    ("Hello\n00:00:01,000 --> 00:00:02,000", "", "One. Hello two."),
    ("00:00:01,000 --> 00:00:02,000 Hello", "bad-timing", "One. Hello two."),
  ]) func nothingOfATimingVanishesInSilence(lines: String, rule: String, said: String) async throws {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n\(lines)\ntwo.\n"
    try await check(
      text, .subRip, ["| \(said)"],
      ["no-speaker", rule].filter { !$0.isEmpty }.reduce(into: []) { $0.insert($1) })
  }

  @Test(arguments: [
    "I see 42\n42\nmen", "10:30 -> home", "x --- y", "10:30 - 11:30", "a -> b", "1, 2, 3",
  ]) func wordsAreNoTimings(words: String) async throws {
    try await check(
      "1\n00:00:01,000 --> 00:00:02,000\n\(words)\n", .subRip, ["| \(squeeze(words))"], ["no-speaker"])
  }

  /// `Name:` in captions whose voices are in tags.
  @Test func labelsBesideVoices() async throws {
    try await check(
      vtt("<v Ann>One.", "Bo: two.", "<v Ann>Three."), .webVTT, ["Ann| One.", "| Bo: two.", "Ann| Three."],
      ["doubtful-label"])
    try await check(
      vtt("<v Ann>One.", "Bo: two.", "<v Ann>Three.", "Bo: four."), .webVTT,
      ["Ann| One.", "Bo| two.", "Ann| Three.", "Bo| four."])
    try await check(
      vtt("<v Ann>One.", "<v Bo>Two.", "<v Ann>Three.", "Bo: four."), .webVTT,
      ["Ann| One.", "Bo| Two.", "Ann| Three.", "Bo| four."])
    try await check(
      vtt("<v Ann>One.", "Bo： two.", "<v Ann>Three.", "Bo : four."), .webVTT,
      ["Ann| One.", "Bo| two.", "Ann| Three.", "Bo| four."])
    try await check(
      vtt("<v Ann>One.</v>\nBo: two.", "<v Ann>Three.</v>\n- Bo: four."), .webVTT,
      ["Ann| One.", "Bo| two.", "Ann| Three.", "Bo| four."])
    try await check(
      vtt("<v Ann>One.", "two", "- Three.\n- Four.", "<v Ann>Five."), .webVTT,
      ["Ann| One. two", "| - Three. - Four.", "Ann| Five."], ["speaker-change"])
    try await check(
      vtt("<v Ann>One.", ">> Two.", "<v Ann>Three."), .webVTT, ["Ann| One.", "| >> Two.", "Ann| Three."],
      ["speaker-change"])
    try await check(vtt("<v Ann>Ann: one."), .webVTT, ["Ann| one."])
    try await check(
      vtt("<v Ann>Bo: one.", "<v Bo>Two."), .webVTT, ["Ann| Bo: one.", "Bo| Two."], ["label-in-words"])
    try await check(vtt("<v Ann>One.", "<v >two."), .webVTT, ["Ann| One.", "| two."], ["no-name"])
    try await check(
      vtt("Ann: One.", "Bo: two.", "Ann: Three.", "Bo: four."), .webVTT,
      ["Ann| One.", "Bo| two.", "Ann| Three.", "Bo| four."])
    try await check(
      vtt("Ann: One.\nBo: two.", "Ann: Three.\nBo: four."), .webVTT,
      ["Ann| One.", "Bo| two.", "Ann| Three.", "Bo| four."])
    try await check(
      vtt("<v Jose\u{301}>One.", "<v Ann>Two.", "<v Jos\u{E9}>three."), .webVTT,
      ["Jos\u{E9}| One.", "Ann| Two.", "Jos\u{E9}| three."])
    try await check(
      vtt("<v Speaker 1: Ann>One.", "<v Bo [x]>Two.", "<v [Cy]>Ann: three."), .webVTT,
      ["Speaker 1, Ann| One.", "Bo [x]| Two.", "[Cy]| Ann: three."], ["changed-label"])
  }

  /// If captions repeat the lines before them, each word is kept once; if people repeat themselves, all words are
  /// kept.
  @Test(arguments: [
    (
      ["hello all", "hello all\nwelcome here", "welcome here\nto the show"],
      "hello all welcome here to the show", true
    ),
    (["hello all", "hello all\nwelcome here"], "hello all welcome here", true),
    (["hello", "hello all", "hello all here", "hello all here now"], "hello all here now", true),
    (
      [
        " \nhello<00:00:00.500><c> all</c>", "hello all\n ", "hello all\nto<00:00:02.500><c> the</c>",
        "to the\n ",
      ], "hello all to the", true
    ),
    (["a b\nc d", "c d\ne f", "e f\ng h"], "a b c d e f g h", true),
    (["a\nb\nc", "b\nc\nd", "c\nd\ne"], "a b c d e", true),
    (["yes", "yes\nyes", "yes\nno", "no\nno"], "yes yes no no", true),
    (["No.", "No."], "No. No.", false), (["No.", "No.\nNever."], "No. No. Never.", false),
    (["No, no.", "No, no.", "Yes."], "No, no. No, no. Yes.", false),
    (["one two", "one two three"], "one two three", true),
    (["a b", "c d", "c d e", "f g", "h i"], "a b c d c d e f g h i", false),
  ]) func rollUp(cues: [String], said: String, isReduced: Bool) async throws {
    let text =
      "WEBVTT\n\n"
      + cues.enumerated().map { "00:0\($0).000 --> 00:0\($0 + 1).000 align:start\n\($1)\n\n" }.joined()
    let found = try await imported(text, .webVTT)
    #expect(found.said == ["| \(said)"])
    #expect(found.rules.contains("roll-up") == isReduced)
    #expect(found.rules.subtracting(["roll-up", "no-speaker", "repeated-lines"]) == [])
  }
}
