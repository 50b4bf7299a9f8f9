import Foundation
import Testing

/// Two branches that edit the same source, merged by git.
@Suite(.enabled(if: Git.isThere, "git is not installed")) struct LedgerMergeTests {
  static let passages = (1...12).map { number in
    "Passage \(number) tells of the \(number * 7) lamps in house \(number * 31), and who lit them in the year "
      + "\(1800 + number * 3)."
  }
  static let ours = "A first new passage about the storm that broke the glass of the lantern."
  static let theirs = "Another new passage, on the oil that came by boat every second month."

  /// An archive under git, built on the main branch, then edited and built on two branches.
  func merged(
    _ first: @escaping ([String]) -> [String], _ second: @escaping ([String]) -> [String]
  ) throws -> (playground: Playground, git: Git, status: Int32) {
    let playground = try Playground.built()
    let git = Git(folder: playground.path)
    try playground.write(".gitignore", "Public/\n.out\n.err\n")
    try write(Self.passages, playground)
    try git.run("init", "-q", "-b", "main")
    try build(playground, git)
    for (branch, edit) in [("ours", first), ("theirs", second)] {
      try git.run("checkout", "-q", "-b", branch, "main")
      try write(edit(Self.passages), playground)
      try build(playground, git)
    }
    try git.run("checkout", "-q", "ours")
    return (playground, git, try git.status("merge", "-q", "theirs"))
  }

  private func write(_ passages: [String], _ playground: Playground) throws {
    try playground.write("Content/sources/talk.md", LedgerCommandTests.source(passages))
  }

  private func build(_ playground: Playground, _ git: Git) throws {
    let built = try playground.run(["build", "--new-ids"])
    try #require(built.status == 0, "\(built.err)")
    try git.run("add", "-A")
    try git.run("commit", "-q", "-m", "x")
  }

  private func lines(_ playground: Playground) throws -> [String] {
    try playground.read(LedgerCommandTests.ledger).split(separator: "\n").map(String.init)
  }

  @Test func editsOfDifferentPassagesMerge() throws {
    let (playground, _, status) = try merged(
      { texts in texts.enumerated().map { $0 == 2 ? $1.replacing("lamps", with: "lanterns") : $1 } },
      { texts in texts.enumerated().map { $0 == 8 ? $1.replacing("lamps", with: "candles") : $1 } })
    #expect(status == 0)
    #expect(try playground.run(["build", "--new-ids", "--locked"]).status == 0)
    #expect(try lines(playground).count == 13)
  }

  @Test func anEditARemovalAndADivisionMerge() throws {
    let (playground, _, status) = try merged(
      { texts in Array(texts[..<1] + texts[2...]) },
      { texts in
        Array(texts[..<9])
          + [String(texts[9].prefix { $0 != "," }) + ".", String(texts[9].drop { $0 != "," }.dropFirst(2))]
          + texts[10...]
      })
    #expect(status == 0)
    #expect(try playground.run(["build", "--new-ids", "--locked"]).status == 0)
    let page = try playground.read("Public/sources/talk.html")
    #expect(page.contains("id=\"p2\">Passage 2 was removed from here.</p>"))
    #expect(page.contains("Divided since; continues in passage <a href=\"#p13\">13</a>.</p>"))
  }

  /// One branch adds a passage, the other only edits: there is no conflict and no decision to make.
  @Test func anAdditionAndAnEditMerge() throws {
    let (playground, _, status) = try merged(
      { texts in Array(texts[..<3] + [Self.ours] + texts[3...]) },
      { texts in texts.enumerated().map { $0 == 8 ? $1.replacing("lamps", with: "candles") : $1 } })
    #expect(status == 0)
    #expect(try playground.run(["build", "--new-ids", "--locked"]).status == 0)
  }

  /// Both branches use p13. Git finds no conflict; the check reports what happened and how to repair it.
  @Test func additionsAtDifferentPlacesAreMended() throws {
    let (playground, git, status) = try merged(
      { texts in Array(texts[..<3] + [Self.ours] + texts[3...]) },
      { texts in Array(texts[..<9] + [Self.theirs] + texts[9...]) })
    #expect(status == 0)
    let before = try lines(playground)
    let check = try playground.run(["check"])
    #expect(check.status == 1)
    #expect(
      check.err.contains(
        "\(LedgerCommandTests.ledger):12:1: error: the id p13 is on two lines, expected one"))
    #expect(check.err.contains("the first is line 5; two merged branches have both assigned it"))
    #expect(check.err.contains("run 'sitegen ledger mend talk'"))
    #expect(try playground.run(["build", "--new-ids"]).status == 1)
    let asked = try playground.run(["ledger", "mend", "talk"])
    #expect(asked.status == 1)
    #expect(asked.err.contains("p13 is the id of line 5 (“A first new passage"))
    #expect(asked.err.contains("--keep"))
    #expect(try lines(playground) == before)
    // The other branch was published first.
    let mended = try playground.run(["ledger", "mend", "talk", "--keep", "12"])
    #expect(mended.status == 0, "\(mended.err)")
    #expect(try playground.run(["build", "--new-ids", "--locked"]).status == 0)
    let page = try playground.read("Public/sources/talk.html")
    #expect(page.contains("id=\"p13\" data-passage=\"p13\""))
    #expect(
      try lines(playground).contains {
        $0.hasPrefix("p13 - ") && $0.hasSuffix("Another new passage, on the oil that")
      })
    #expect(try lines(playground).contains { $0.hasPrefix("p14 - ") && $0.contains("A first new passage") })
    try git.run("add", "-A")
  }

  @Test func additionsThatWereBothPublishedSaySo() throws {
    let (playground, _, _) = try merged(
      { texts in Array(texts[..<3] + [Self.ours] + texts[3...]) },
      { texts in Array(texts[..<9] + [Self.theirs] + texts[9...]) })
    #expect(
      try playground.run(["ledger", "mend", "talk", "--keep", "first", "--both-published"]).status == 0)
    #expect(try playground.run(["build", "--new-ids", "--locked"]).status == 0)
    #expect(
      try playground.read("Public/sources/talk.html").contains(
        "<p class=\"anchor-remark\">A link to passage 13 may also mean passage <a href=\"#p14\">14</a>.</p>"))
  }

  /// Both branches add a passage at the same place: git leaves a conflict in source and ledger.
  @Test func additionsAtTheSamePlaceAreMended() throws {
    let (playground, git, status) = try merged({ $0 + [Self.ours] }, { $0 + [Self.theirs] })
    #expect(status == 1)
    let check = try playground.run(["check"])
    #expect(check.err.contains("[ledger-conflict]"))
    #expect(
      check.err.contains("resolve the conflict in the source first, then run 'sitegen ledger mend talk'"))
    let early = try playground.run(["ledger", "mend", "talk", "--keep", "first"])
    #expect(early.status == 1)
    #expect(early.err.contains("[merge-conflict]"))
    try write(Self.passages + [Self.ours, Self.theirs], playground)
    #expect(try playground.run(["ledger", "mend", "talk"]).status == 1)
    #expect(try playground.run(["ledger", "mend", "talk", "--keep", "first"]).status == 0)
    #expect(try playground.run(["build", "--new-ids", "--locked"]).status == 0)
    #expect(try lines(playground)[13].hasPrefix("p13 - ") && lines(playground)[14].hasPrefix("p14 - "))
    try git.run("add", "-A")
  }

  /// Both branches edit one passage: after the source is resolved, no decision is needed.
  @Test func editsOfTheSamePassageAreMendedWithoutAQuestion() throws {
    let (playground, _, status) = try merged(
      { texts in texts.enumerated().map { $0 == 5 ? $1.replacing("lamps", with: "lanterns") : $1 } },
      { texts in texts.enumerated().map { $0 == 5 ? $1.replacing("house", with: "farm") : $1 } })
    #expect(status == 1)
    var both = Self.passages
    both[5] = both[5].replacing("lamps", with: "lanterns").replacing("house", with: "farm")
    try write(both, playground)
    #expect(try playground.run(["ledger", "mend", "talk"]).status == 0)
    #expect(try playground.run(["build", "--new-ids"]).status == 0)
    #expect(try lines(playground)[6].hasPrefix("p6 - "))
    #expect(try lines(playground).count == 13)
  }
}

/// The git of this machine, without user settings.
struct Git {
  let folder: String

  private static let path = ["/usr/bin/git", "/usr/local/bin/git", "/bin/git"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static var isThere: Bool { path != nil }

  func run(_ arguments: String...) throws {
    let status = try status(arguments)
    try #require(status == 0, "git \(arguments.joined(separator: " "))")
  }

  func status(_ arguments: String...) throws -> Int32 { try status(arguments) }

  private func status(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.path))
    process.arguments = ["-c", "user.name=Ada", "-c", "user.email=ada@x.example"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = [
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "HOME": folder,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
