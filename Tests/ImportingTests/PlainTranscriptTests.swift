import Archive
import Reading
import Testing

@testable import Importing

private func read(_ text: String, name: String = "a.txt") -> ImportedSource {
  Importer.read(Array(text.utf8), name: name, format: .transcript)
}

@Suite struct PlainTranscriptTests {
  @Test func writesFrontMatterAndTurns() {
    let source = read(
      """
      President: Jane Roe

      THE PRESIDENT. Good morning.

      I have # one * statement.

      [Laughter]

      Q. Mr. President, why?

      THE PRESIDENT: (Pauses.) Because.

      Q Really?

      """, name: "in/1999-02-03-press-conference.txt")
    #expect(
      source.file == """
        ---
        title: Press conference
        kind: transcript
        date: "1999-02-03"
        description: "President: Jane Roe"
        speakers:
          THE PRESIDENT: jane-roe
          Q: q
        ---

        THE PRESIDENT: Good morning.

        I have # one \\* statement.

        > (Laughter)

        Q: Mr. President, why?

        THE PRESIDENT:

        (Pauses.) Because.

        Q: Really?

        """)
    #expect(source.id == "1999-02-03-press-conference")
    #expect(source.diagnostics == [])
  }

  @Test(arguments: [
    ("THE PRESIDENT: a\n\nTHE PRESIDENT: b\n\nDR. ROE: c", ["THE PRESIDENT", "DR. ROE"]),
    ("Mary Roe: a\n\nb\n\nMary Roe: c\n\nThe point: d", ["Mary Roe"]),
    (
      "President Roe. a\n\nPresident Roe. b\n\nPresident Roe. c\n\nThank you. d\n\nThank you. e",
      ["President Roe"]
    ),
    ("Q:—or not?\n\nQ:...or so?\n\nQ. x", ["Q"]),
    (
      "A B, News One: x\n\nC D, News Two: y\n\nE F, The Times: z",
      ["A B, News One", "C D, News Two", "E F, The Times"]
    ),
    ("MR. ROE (through interpreter): a\n\nMR. ROE: b", ["MR. ROE"]),
    ("Thank you.\n\nThank you.\n\nU.S. troops\n\nU.S. troops", []),
    ("Note: a\n\nAnd: b", []),
    ("张三：a", []),
  ])
  func findsLabelsByRepetition(text: String, labels: [String]) {
    #expect(read(text).speakers.map(\.label) == labels)
  }

  @Test(arguments: [
    "THE. PRESIDENT. Well", "THE PRESlDENT: Well", "THE PRESIDNET. Well", "Reporter: Well", "OAN. Well",
  ])
  func reportsWhatIsDoubtfulAndKeepsItsWords(line: String) async throws {
    let source = read("THE PRESIDENT. a\n\nTHE PRESIDENT. b\n\n\(line)\n")
    #expect(source.diagnostics.map(\.rule) == ["doubtful-label"])
    #expect(source.diagnostics.first?.position == Position(line: 5, column: 1))
    #expect(source.speakers.count == 1)
    let (archive, _) = try await readBack([source])
    #expect(archive.sources.first?.allWords == "a b \(line)")
  }

  @Test func saysThatNobodyIsNamed() {
    #expect(read("Only words here.\n").diagnostics.map(\.rule) == ["no-speaker"])
    #expect(read("Words.\n\nQ. Why?\n\nQ. So?").diagnostics.map(\.rule) == ["no-speaker"])
    #expect(read("").diagnostics == [])
  }

  @Test func joinsWrappedLines() {
    let source = read("MS. ROE: One line\nand its rest.\nMR. POE: Another\nline.\n\nMS. ROE: x\nMR. POE: y\n")
    #expect(
      source.body == "MS. ROE: One line and its rest.\n\nMR. POE: Another line.\n\nMS. ROE: x\n\nMR. POE: y\n"
    )
  }

  @Test func readsAnyLineEndsAndReportsBrokenBytes() {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("Q. a\r\n\r\nQ. b\r\rQ. c".utf8)
    #expect(Importer.read(bytes, name: "a.txt", format: .transcript).body == "Q: a\n\nQ: b\n\nQ: c\n")
    let broken = Importer.read(Array("Q. a\n\nQ. b".utf8) + [0xFF, 0x00], name: "a.txt", format: .transcript)
    #expect(broken.diagnostics.map(\.rule) == ["bad-utf8", "nul"])
    #expect(broken.diagnostics.allSatisfy { $0.position?.line == 3 })
  }
}
