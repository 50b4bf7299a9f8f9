import Testing

/// Output and exit status of the program for all kinds of arguments.
@Suite struct UsageTests {
  /// Arguments and the expected result.
  struct Case: CustomTestStringConvertible {
    var arguments: [String]
    var status: Int32 = 0
    var out: [String] = []
    var err: [String] = []
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String, _ status: Int32 = 0, out: [String] = [], err: [String] = []) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.status = status
      self.out = out
      self.err = err
    }
  }

  static let commands = [
    "build", "serve", "check", "import", "new", "init", "search", "quote", "annotations", "stats", "ledger",
    "verify",
  ]

  @Test(arguments: commands) func everyCommandHasHelpWithAnExample(command: String) throws {
    let run = try Playground().run([command, "--help"])
    #expect(run.status == 0)
    #expect(run.out.contains("OVERVIEW:"))
    #expect(run.out.contains("Example:\n"))
    #expect(run.out.contains("  sitegen \(command)"))
    #expect(run.err == "")
  }

  @Test func theProgramNamesItsCommands() throws {
    let run = try Playground().run(["--help"])
    #expect(run.status == 0)
    for command in Self.commands { #expect(run.out.contains("  \(command) ")) }
    #expect(run.out.contains("Exit status: 0 done"))
    #expect(try Playground().run(["--version"]).out == "0.1.0\n")
  }

  /// Wrong usage is reported before anything is read, so an empty folder is enough.
  @Test(arguments: [
    Case("serch x", 64, err: ["found the command 'serch'", "Did you mean 'search'?"]),
    Case("build --ouput x", 64, err: ["Unknown option '--ouput'", "'--output'"]),
    Case("build --jobs 0", 64, err: ["found 0 for --jobs, expected a number from 1"]),
    Case("build --base-url mailto:x@y", 64, err: ["found 'mailto:x@y' for --base-url", "http://"]),
    Case("build --base-url https:x", 64, err: ["found 'https:x' for --base-url"]),
    Case("build --base-url https://a.example/?q=1", 64, err: ["without '?' and '#'"]),
    Case("build --base-url https://a.example/#top", 64, err: ["without '?' and '#'"]),
    Case("import annotations x.json --base-url https:x", 64, err: ["found 'https:x' for --base-url"]),
    Case("build extra", 64, err: ["extra"]),
    Case("check --format yaml", 64, err: ["'yaml'", "text"]),
    Case("new", 64, err: ["Missing expected argument '<kind>'"]),
    Case("new organisation x", 64, err: ["Did you mean 'organization'?"]),
    Case("new speeker x", 64, err: ["found the kind 'speeker'", "Did you mean 'speaker'?"]),
    Case("new source a/b", 64, err: ["found the id 'a/b'", "'/'"]),
    Case("new source index", 64, err: ["'index'"]),
    Case(
      "import vt x.vtt", 64,
      err: ["found the format 'vt', expected txt, vtt, srt, csv, annotations. Did you mean 'vtt'?"]),
    Case("import vtt", 64, err: ["files"]),
    Case("search", 64, err: ["<query>"]),
    Case("search x --limit -1", 64, err: ["--limit"]),
    Case("quote x --limit 0", 64, err: ["found 0 for --limit, expected a number from 1"]),
    Case("annotations --state los", 64, err: ["'los'", "lost"]),
    Case("annotations --accept a --accept-all", 64, err: ["expected --accept alone"]),
    Case("annotations a --accept b", 64, err: ["expected --accept alone"]),
    Case("annotations --accept a=", 64, err: ["'a='"]),
    Case("annotations --accept a=p1:0", 64, err: ["'a=p1:0'"]),
    Case("annotations --dry-run", 64, err: ["found --dry-run alone"]),
    Case("serve --port 70000", 64, err: ["'70000'", "--port"]),
  ])
  func wrongUsageIs64(example: Case) throws {
    let run = try Playground().run(example.arguments)
    #expect(run.status == example.status)
    #expect(run.out == "")
    for text in example.err { #expect(run.err.contains(text), "\(run.err)") }
  }

  /// All commands use one built archive; none of them changes it.
  @Test func commandsAnswerOnAGoodArchive() throws {
    let playground = try Playground.built()
    let cases = [
      Case("check", err: ["checked 1 source, 1 note\n"]),
      Case("check --strict --links", err: ["checked 1 source, 1 note, the links of "]),
      Case("check --format json", out: ["{\"diagnostics\":[]}\n"]),
      Case("build", err: ["1 source, 5 passages, 1 note: ", "(0 written, "]),
      Case("build --locked", err: ["1 source, 5 passages"]),
      Case(
        "search great storm", out: ["sources/first-conversation.html#p2", "A first conversation (keeper"],
        err: ["2 hits\n"]),
      Case("search zebra", err: ["0 hits; not in the archive: zebra"]),
      Case("search lamp --speaker keeper", err: ["0 hits"]),
      Case("search the in:passages --limit 1", out: ["sources/"], err: ["the first 1 shown"]),
      Case(
        "quote WINTER of the",
        out: ["“winter of the” (The keeper). “A first conversation”", "on: first-conversation#p2"],
        err: ["1 place\n"]),
      Case("quote in the summer", 1, err: ["found nowhere in 1 source"]),
      Case("stats", out: ["passages   5\n", "keeper", "passages without topics\nfirst-conversation: p1"]),
      Case("stats --format json", out: ["\"passages\":5", "\"topics_without_passages\":[]"]),
    ]
    for example in cases {
      let run = try playground.run(example.arguments)
      #expect(run.status == example.status, "\(example.testDescription): \(run.err)")
      for text in example.out { #expect(run.out.contains(text), "\(example.testDescription): \(run.out)") }
      for text in example.err { #expect(run.err.contains(text), "\(example.testDescription): \(run.err)") }
    }
  }

  @Test(arguments: [
    Case("search x", 1, err: ["error: no search index: Public/search/", "build the site first"]),
    Case("check --links", 1, err: ["error: ", "Public"]),
    Case("new topic x", 1, err: ["Content: ", "sitegen init"]),
    Case("build --output Archive/Content", 1, err: ["error: "]),
  ])
  func whatLiesWithTheFoldersIs1(example: Case) throws {
    let playground = try Playground()
    try playground.write("Archive/Content/archive.yaml", "title: T\n")
    try playground.write("Archive/Content/sources/a.md", "---\ntitle: A\n---\n\nWords.\n")
    var arguments = example.arguments
    if arguments[0] == "build" || arguments[0] == "check" {
      arguments += ["--content", "Archive/Content", "--templates", Program.templates]
    }
    let run = try playground.run(arguments)
    #expect(run.status == example.status)
    #expect(run.out == "")
    for text in example.err { #expect(run.err.contains(text), "\(run.err)") }
  }
}
