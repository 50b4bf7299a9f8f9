import Testing

/// The build finds a target that `quote` prints at the same place.
@Suite struct QuoteTests {
  @Test func whatIsPrintedCanBePasted() throws {
    let playground = try Playground.built()
    try playground.write(
      "Content/sources/echo.md",
      """
      ---
      title: Echo
      kind: letter
      date: 2026-02-01
      ---

      The tide came in, and "the tide" went out; then the tide
      came again.

      THE TIDE: nothing \\\\ else.

      """)
    let run = try playground.run(["quote", "the", "tide"])
    #expect(run.status == 0)
    #expect(run.err == "4 places\n")
    #expect(!run.out.contains("the same words are in other places"))
    #expect(run.out.hasPrefix("“The tide”. “Echo”, "))
    #expect(run.out.contains("“Echo”, 1 February 2026. In: My archive, p1. sources/echo.html#p1\n"))
    let targets = run.out.split(separator: "\n\n").map { $0.split(separator: "\n").dropFirst() }
    #expect(targets.count == 4)
    let notes = targets.enumerated().map { number, lines in
      (["- id: echo-\(number)"] + lines.map(String.init) + ["  body: Note \(number)."]).joined(
        separator: "\n")
    }
    try playground.write("Content/annotations/echo.yaml", notes.joined(separator: "\n\n") + "\n")
    let built = try playground.run(["build", "--strict"])
    #expect(built.status == 0, "\(built.err)")
    let lines = try playground.read("Public/data/notes.jsonl").split(separator: "\n")
      .filter { $0.contains("\"echo-") }
    #expect(lines.map { $0.contains("\"state\":\"exact\"") } == [true, true, true, true])
    let quotes = ["The tide", "the tide", "the tide", "THE TIDE"]
    for (line, quote) in zip(lines, quotes) { #expect(line.contains("\"quote\":\"\(quote)\"")) }
    // Four notes at four different places.
    let page = try playground.read("Public/sources/echo.html")
    for number in 0..<4 { #expect(page.contains("data-notes=\"echo-\(number)\"")) }
  }

  /// Words are never cited as those of another speaker.
  @Test(arguments: [
    ("transcription: summary", "“a lamp” (summary of The keeper). “Talk”"),
    ("transcription: edited", "“a lamp” (The keeper, as reported). “Talk”"),
  ])
  func aCitationSaysWhoseWordsTheyAre(front: String, expected: String) throws {
    let playground = try Playground.built()
    try playground.write(
      "Content/sources/talk.md",
      "---\ntitle: Talk\nkind: report\n\(front)\n---\n\nThere was a lamp.\n{: speaker=\"keeper\" }\n")
    #expect(try playground.run(["quote", "a lamp"]).out.hasPrefix(expected))
  }

  @Test func searchPrintsTheJSONOfTheContract() throws {
    let playground = try Playground.built()
    let run = try playground.run(["search", "\"winter of the great storm\"", "--json"])
    #expect(run.err == "")
    #expect(run.out.hasPrefix("{\"query\":\"\\\"winter of the great storm\\\"\",\"total\":2,\"hits\":["))
    #expect(
      run.out.contains(
        "{\"kind\":\"passage\",\"source\":\"first-conversation\",\"passage\":\"p2\",\"speaker\":\"keeper\","
          + "\"date\":\"15 January 2026\",\"url\":\"sources/first-conversation.html#p2\",\"score\":"))
  }
}
