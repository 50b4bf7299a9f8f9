import Foundation
import Testing

/// `sitegen ledger`, and how builds treat ledgers.
@Suite struct LedgerCommandTests {
  static let frank = "He calls the talks frank and businesslike and thanks his host for the welcome."
  static let arms = "The second question is about the treaty on strategic arms which ends in three years."
  static let secret = "Nothing was agreed in secret and all that was agreed will be made public."
  static let ledger = "Content/ledger/talk.txt"

  static func source(_ passages: [String], _ front: String = "") -> String {
    "---\ntitle: Talk\nkind: letter\ndate: 2026-02-01\n\(front)---\n\n"
      + passages.joined(separator: "\n\n") + "\n"
  }

  /// An archive with a talk of three passages, built.
  func talk() throws -> Playground {
    let playground = try Playground.built()
    try playground.write("Content/sources/talk.md", Self.source([Self.frank, Self.arms, Self.secret]))
    let built = try playground.run(["build"])
    try #require(built.status == 0, "\(built.err)")
    return playground
  }

  @Test func nothingWouldChange() throws {
    let run = try talk().run(["ledger"])
    #expect(run.status == 0)
    #expect(run.out == "nothing would change\n")
    #expect(run.err == "")
  }

  @Test func whatWouldChangeIsShownAndNothingIsWritten() throws {
    let playground = try talk()
    let edited = Self.arms.replacing("three", with: "two")
    try playground.write(
      "Content/sources/talk.md", Self.source([Self.frank, "A new passage of some words.", edited]))
    let before = try playground.tree("Content")
    let run = try playground.run(["ledger"])
    #expect(run.status == 0)
    #expect(
      run.out == """
        ledger/talk.txt: 3 ids
          p2 keeps its id, 93.3 % of its words: “The second question is about the treaty …”
          p3 was removed: “Nothing was agreed in secret and all …”
          p4 is new: “A new passage of some words. …”

        """)
    let json = try playground.run(["ledger", "talk", "--format", "json"]).out
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let ledgers = try #require(object?["ledgers"] as? [[String: Any]])
    let changes = try #require(ledgers.first?["changes"] as? [[String: Any]])
    #expect(changes.map { $0["id"] as? String } == ["p2", "p3", "p4"])
    #expect(changes.map { $0["change"] as? String } == ["edited", "removed", "new"])
    #expect(changes[0]["likeness"] as? Int == 933)
    #expect(try playground.run(["ledger", "first-conversation"]).out == "nothing would change\n")
    let unknown = try playground.run(["ledger", "tlak"])
    #expect(unknown.status == 1)
    #expect(unknown.err == "error: there is no source 'tlak', did you mean 'talk'?\n")
    #expect(try playground.tree("Content") == before)
  }

  @Test func anAuthorOverrulesTheMatching() throws {
    let playground = try talk()
    try playground.write(
      "Content/sources/talk.md",
      Self.source([Self.frank, "Signing is expected early next week, officials say.", Self.secret]))
    let run = try playground.run(["ledger", "assign", "talk#p2", "talk#p4", "--date", "2026-11-21"])
    #expect(run.status == 0)
    #expect(run.err.hasSuffix("what was published as p4 leads to p2\nwrote \(Self.ledger)\n"))
    #expect(try playground.run(["build", "--locked"]).status == 0)
    let page = try playground.read("Public/sources/talk.html")
    #expect(page.contains("<span class=\"retired\" id=\"p4\"></span><div class=\"passage\" id=\"p2\""))
    #expect(try playground.read(Self.ledger).contains("\np4 -> p2 2026-11-21 - "))
  }

  @Test(arguments: [
    (["assign", "talk#p1", "talk#p2"], 1, "p1 is the id of another passage with the same words as before"),
    (["assign", "talk#p9", "talk#p2"], 1, "'talk' has no p9, expected an id from p1 to p3"),
    (["assign", "tlak#p1", "tlak#p2"], 1, "there is no source 'tlak', did you mean 'talk'?"),
    (["assign", "talk#p1", "first-conversation#p2"], 64, "an id stays in its source"),
    (["assign", "talk#2", "talk#p2"], 64, "found 'talk#2', expected a source and an id"),
    (["assign", "talk#p1"], 64, "Missing expected argument '<new>'"),
    (["date", "talk#p1", "2026-11-21"], 1, "p1 is in use and was not part of another passage"),
    (
      ["date", "talk#p1", "2026-02-30"], 64,
      "found the day '2026-02-30', expected YYYY-MM-DD, such as 2026-11-21"
    ),
    (
      ["mend", "talk", "--keep", "both"], 64,
      "found 'both' for --keep, expected 'first', 'last' or numbers of lines"
    ),
  ])
  func whatCannotBeDoneIsRefused(arguments: [String], status: Int32, message: String) throws {
    let playground = try talk()
    let before = try playground.tree("Content")
    let run = try playground.run(["ledger"] + arguments)
    #expect(run.status == status)
    #expect(run.err.contains(message), "\(run.err)")
    #expect(try playground.tree("Content") == before)
  }

  @Test func daysComeFromOutsideOnly() throws {
    let playground = try talk()
    try playground.write("Content/sources/talk.md", Self.source([Self.frank, Self.secret]))
    #expect(try playground.run(["build"]).status == 0)
    #expect(try playground.read(Self.ledger).contains("\np2 -> gone - "))
    #expect(try playground.run(["ledger", "date", "talk#p2", "2026-11-20"]).status == 0)
    #expect(try playground.run(["build", "--locked"]).status == 0)
    #expect(
      try playground.read("Public/sources/talk.html").contains(
        "was removed from here on <time datetime=\"2026-11-20\">20 November 2026</time>.</p>"))
    try playground.write("Content/sources/talk.md", Self.source([Self.secret]))
    #expect(try playground.run(["build", "--date", "2026-11-21"]).status == 0)
    #expect(try playground.read(Self.ledger).contains("\np1 -> gone 2026-11-21 - "))
    try playground.write("Content/sources/talk.md", Self.source(["Other words altogether."]))
    #expect(
      try playground.run(["build"], environment: ["SOURCE_DATE_EPOCH": "1795390000"]).status == 0)
    #expect(try playground.read(Self.ledger).contains("\np3 -> gone 2026-11-22 - "))
    let wrong = try playground.run(["build"], environment: ["SOURCE_DATE_EPOCH": "today"])
    #expect(wrong.status == 64)
    #expect(wrong.err.contains("found 'today' for SOURCE_DATE_EPOCH, expected seconds since 1970"))
  }

  @Test func aLockedBuildFailsWhereTheLedgerWouldChange() throws {
    let playground = try talk()
    let changes = [
      Self.source([Self.frank, Self.arms]), Self.source([Self.frank, Self.secret, Self.arms]),
      Self.source([Self.frank, Self.arms, Self.secret.lowercased()]),
      Self.source(["Ann: \(Self.frank)", Self.arms, Self.secret], "speakers: {Ann: keeper}\n"),
    ]
    for change in changes {
      try playground.write("Content/sources/talk.md", change)
      let content = try playground.tree("Content")
      let site = try playground.tree("Public")
      for command in [["build", "--locked"], ["check", "--locked"]] {
        let run = try playground.run(command)
        #expect(run.status == 1)
        #expect(run.err.contains("\(Self.ledger): error: the ledger of passage ids would change"))
      }
      #expect(try playground.run(["ledger"]).out.hasPrefix("ledger/talk.txt: "))
      #expect(try playground.tree("Content") == content)
      #expect(try playground.tree("Public") == site)
    }
    try playground.write("Content/sources/new.md", Self.source([Self.frank]))
    #expect(try playground.run(["build", "--locked"]).status == 1)
    try playground.remove("Content/sources/new.md")
    try playground.write("Content/sources/talk.md", Self.source([Self.frank, Self.arms, Self.secret]))
    #expect(try playground.run(["build", "--locked"]).status == 0)
  }

  /// A ledger that cannot be trusted stops the build; ledger and site stay the same, byte for byte.
  @Test(arguments: [
    ("ledger 1:", "ledger 2:", "ledger-version"), ("p2 - ", "p2 -", "ledger-damaged"),
    ("p2 - ", "p7 - ", "ledger-edited"), ("The second", "The third", "ledger-edited"),
    ("p1 - ", "p1 -> gone - ", "ledger-edited"), ("p3 - ", "<<<<<<< ours\np3 - ", "ledger-conflict"),
  ])
  func aLedgerWithAFaultIsLeftAlone(found: String, instead: String, rule: String) throws {
    let playground = try talk()
    // There are changes to write, in this ledger and in another one.
    try playground.write("Content/sources/talk.md", Self.source([Self.frank, Self.arms]))
    try playground.write("Content/sources/new.md", Self.source([Self.frank]))
    try playground.write(Self.ledger, try playground.read(Self.ledger).replacing(found, with: instead))
    let content = try playground.tree("Content")
    let site = try playground.tree("Public")
    for command in [["build"], ["check"], ["ledger"], ["ledger", "assign", "talk#p1", "talk#p2"]] {
      let run = try playground.run(command)
      #expect(run.status == 1)
      #expect(run.err.contains("[\(rule)]"), "\(run.err)")
      #expect(run.err.contains("\(Self.ledger):"))
    }
    #expect(try playground.tree("Content") == content)
    #expect(try playground.tree("Public") == site)
  }

  @Test func aLedgerThatCannotBeReadIsNotReplaced() throws {
    let playground = try talk()
    try playground.remove(Self.ledger)
    try FileManager.default.createSymbolicLink(
      atPath: playground[Self.ledger], withDestinationPath: "/dev/null")
    for command in [["build"], ["ledger", "assign", "talk#p1", "talk#p2"]] {
      let run = try playground.run(command)
      #expect(run.status == 1)
      #expect(
        run.err.contains("cannot read the ledger of 'talk': found a link that leads out")
          && run.err.contains("[ledger-unreadable]"))
    }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: playground[Self.ledger]) == "/dev/null")
  }

  @Test func aRenamedSourceLeadsOn() throws {
    let playground = try talk()
    try playground.remove("Content/sources/talk.md")
    try playground.write(
      "Content/sources/speech.md", Self.source([Self.frank, Self.arms, Self.secret], "aliases: [talk]\n"))
    #expect(
      try playground.run(["ledger"]).out == "ledger/speech.txt: 0 ids, replaces ledger/talk.txt\n")
    let built = try playground.run(["build", "--base-url", "https://x.example/"])
    #expect(built.status == 0)
    #expect(!FileManager.default.fileExists(atPath: playground[Self.ledger]))
    let page = try playground.read("Public/sources/talk.html")
    #expect(page.contains("<li id=\"p2\"><a href=\"../sources/speech.html#p2\">Passage 2</a></li>"))
    #expect(!(try playground.read("Public/sitemap.xml")).contains("talk.html"))
    #expect(try playground.run(["check", "--links"]).status == 0)
  }

  @Test func theIdsOfAMergedSourceLeadOn() throws {
    let playground = try talk()
    try playground.write(
      "Content/sources/other.md", Self.source(["Quite another sentence of several words."]))
    try #require(try playground.run(["build"]).status == 0)
    try playground.remove("Content/sources/talk.md")
    try playground.write(
      "Content/sources/other.md",
      Self.source(["Quite another sentence of several words.", Self.frank, Self.arms], "aliases: [talk]\n"))
    #expect(
      try playground.run(["ledger", "other"]).out.contains("p1 is p2 of the source it was merged into"))
    #expect(try playground.run(["build", "--date", "2026-11-21"]).status == 0)
    #expect(try playground.read(Self.ledger).contains("\np1 => p2 2026-11-21 - "))
    let page = try playground.read("Public/sources/talk.html")
    #expect(page.contains("<li id=\"p2\"><a href=\"../sources/other.html#p3\">Passage 2</a>, now 3: "))
    #expect(page.contains("<li id=\"p3\">Passage 3 was removed: "))
    #expect(try playground.run(["build", "--locked", "--strict"]).status == 0)
    #expect(try playground.run(["check", "--links"]).status == 0)
  }
}
