import Archive
import Testing

@testable import Importing

private func read(_ text: String, _ format: ImportFormat) -> ImportedSource {
  Importer.read(Array(text.utf8), name: "talk.\(format.rawValue)", format: format)
}

@Suite struct CaptionTests {
  /// YAML allows a key of that length only with an explicit key indicator.
  @Test(arguments: [ImportFormat.webVTT, .oralHistory]) func aNameOfAnyLengthIsReadBack(
    _ format: ImportFormat
  ) async throws {
    for name in [
      "Ann " + String(repeating: "a", count: 1100), String(repeating: "Ann\u{1} ", count: 200) + "b",
    ] {
      let source =
        format == .webVTT
        ? read("WEBVTT\n\n00:01.000 --> 00:03.000\n<v \(name)>Hello.</v> <v Ben>Well.\n", format)
        : read("speaker,words,tags,timestamp\n\(name),Hello.,,\nBen,Well.,,\n", format)
      let back = try await readBack([source])
      #expect(!back.diagnostics.contains { $0.severity == .error }, "\(back.diagnostics)")
      #expect(back.archive.sources.first?.speakers.map(\.label) == source.speakers.map(\.label))
      #expect(source.speakers.count == 2)
    }
  }

  /// With a time code that the reader does not accept, the label would be read as a word.
  @Test(arguments: [("999:59:59.999", true), ("1000:00:00.000", false), ("9999:59:59.000", false)])
  func everyTimeThatIsTakenIsReadBack(_ time: String, _ isTaken: Bool) async throws {
    let captions = read("WEBVTT\n\n\(time) --> \(time)\n<v Ann>Hello.</v> <v Ben>Well.\n", .webVTT)
    #expect(captions.diagnostics.contains { $0.rule == "bad-timing" } != isTaken)
    let table = read("speaker,words,tags,timestamp\nAnn,Hello.,,\(time)\nBen,Well.,,\n", .oralHistory)
    #expect(table.diagnostics.contains { $0.rule == "bad-timing" } != isTaken)
    let back = try await readBack([isTaken ? captions : table])
    #expect(!back.diagnostics.contains { $0.severity == .error }, "\(back.diagnostics)")
    #expect(back.archive.sources.first?.record.turns.first?.time == (isTaken ? 3_599_999 : -1))
  }

  @Test func joinsTheCuesOfOneVoice() {
    let source = read(
      """
      WEBVTT

      NOTE title: A talk
      NOTE

      NOTE date: 2020-01-02

      1
      00:00:01.500 --> 00:00:03.000 align:start
      <v Ann Roe>Hello &amp; <i>welcome</i>

      00:03.000 --> 00:04.000
      to all.

      01:00:04.000 --> 01:00:09.000
      <v Ben>Thanks.</v> <v.loud Ann Roe>Well

      01:00:09.000 --> 01:00:10.000
      then.
      """, .webVTT)
    #expect(
      source.body
        == "Ann Roe [00:00:01]: Hello & welcome to all.\n\nBen [01:00:04]: Thanks.\n\nAnn Roe [01:00:04]: Well then.\n"
    )
    #expect(source.fields.first { $0.key == "date" }?.values == ["2020-01-02"])
    #expect(source.speakers.map(\.id) == ["ann-roe", "ben"])
  }

  @Test func keepsWhatItDoesNotUnderstand() {
    let source = read(
      "00:00:01.000 --> 00:00:02.000\n<v Ann>a <2 <what> b\n\nlost words\n\nx --> y\nmore\n\nNOTE aside\n\nSTYLE\n::cue {}\n",
      .webVTT)
    #expect(source.body == "Ann [00:00:01]: a \\<2 \\<what> b lost words more\n")
    #expect(
      source.diagnostics.map { "\($0.position?.line ?? 0) \($0.rule)" } == [
        "1 no-webvtt", "2 unknown-tag", "4 bad-cue", "6 bad-timing", "9 left-out", "11 left-out",
      ])
  }

  @Test func beginsAParagraphAfterAPause() {
    let source = read(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One.\n\n00:02.000 --> 00:03.000\nTwo.\n\n00:09.000 --> 00:10.000\nThree\n\n"
        + "00:20.000 --> 00:21.000\nfour.\n", .webVTT)
    #expect(source.body == "Ann [00:00:01]: One. Two.\n\nThree four.\n")
  }

  @Test func readsSubRip() {
    let source = read(
      "1\r\n00:00:01,000 --> 00:00:02,000\r\nAnn: Hello\r\nthere\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\n{\\an8}<i>all.</i>\r\n\r\n"
        + "3\r\n00:00:03,000 --> 00:00:04,000\r\nBen Roe: Yes.\r\n\r\n4\r\n00:00:04,000 --> 00:00:05,000\r\nBen Roe: And: so.\r\n\r\n"
        + "5\r\n00:00:05,000 --> 00:00:06,000\r\nAnn: Right.\r\n", .subRip)
    #expect(
      source.body
        == "Ann [00:00:01]: Hello there all.\n\nBen Roe [00:00:03]: Yes. And: so.\n\nAnn [00:00:05]: Right.\n"
    )
    #expect(source.diagnostics == [])
  }

  @Test func doesNotTakeAWordForASpeaker() {
    let source = read("1\n00:00:01,000 --> 00:00:02,000\nRemember: always.\n", .subRip)
    #expect(source.speakers == [])
    #expect(source.body == "Remember\\: always.\n")
    #expect(Set(source.diagnostics.map(\.rule)) == ["doubtful-label", "no-speaker"])
  }

  @Test(arguments: [
    ("00:00:01.5", 1.5), ("01:02", 62), ("1:00:00,250", 3600.25), ("12", nil), ("00:61", nil), ("a:01", nil),
    ("::", nil),
  ])
  func readsTimes(text: String, seconds: Double?) {
    #expect(CaptionCues.seconds(text) == seconds)
  }
}
