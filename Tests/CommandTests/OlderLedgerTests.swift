import Foundation
import Testing

/// Ledgers that are older than the site although their highest id is the same, and sites that are not the archive's.
@Suite struct OlderLedgerTests {
  static let ledger = "Content/ledger/talk.txt"
  static let passages = [
    "He calls the talks frank and businesslike and thanks his host for the welcome.",
    "The second question is about the treaty on strategic arms which ends in three years.",
    "Nothing was agreed in secret and all that was agreed will be made public.",
  ]
  static let others = [
    "A poem about the sea and the gulls above it.", "Another one, of winter and of old ships.",
  ]

  private func write(_ passages: [String], to folder: Playground) throws {
    try folder.write(
      "Content/sources/talk.md",
      "---\ntitle: Talk\nkind: letter\ndate: 2026-02-01\n---\n\n" + passages.joined(separator: "\n\n") + "\n")
  }

  /// A built archive in which the talk has `passages`.
  private func built() throws -> Playground {
    let folder = try Playground.built()
    try write(Self.passages, to: folder)
    try #require(try folder.run(["build"]).status == 0)
    return folder
  }

  @Test(arguments: [[], ["--clean"]])
  func `A ledger that does not know of a published removal stops the build, and gets it back`(
    _ flags: [String]
  )
    throws
  {
    let folder = try built()
    let old = try folder.read(Self.ledger)
    try write([Self.passages[0], Self.passages[2]], to: folder)
    try #require(try folder.run(["build", "--date", "2026-11-21"]).status == 0)
    let site = try folder.tree("Public")
    let newest = try folder.read(Self.ledger)
    try folder.write(Self.ledger, old)
    for command in [["build"] + flags, ["check"]] {
      let run = try folder.run(command)
      #expect(run.status == 1)
      #expect(
        run.err.contains("ledger/talk.txt: error: the ledger has p2, which was published as removed"),
        "\(run.err)")
    }
    #expect(try folder.tree("Public") == site)
    #expect(try folder.run(["ledger", "restore"]).err == "wrote \(Self.ledger)\n")
    // The fingerprint of the removed passage is the old ledger's, the day of its removal the site's.
    #expect(try folder.read(Self.ledger) == newest)
    #expect(try folder.run(["build", "--locked"]).status == 0)
    #expect(try folder.tree("Public") == site)
  }

  /// Edited a little twice, a passage keeps its id; from the first words to the last, it would not.
  @Test func `A ledger that does not know of an edit stops the build, and gets it back`() throws {
    let folder = try built()
    let old = try folder.read(Self.ledger)
    for second in [
      "The second question is about the treaty on strategic arms which expires after five winters.",
      "The second question is about the treaty on herring quotas which expires after five winters.",
      "A longer answer is about the treaty on herring quotas which expires after five winters.",
      "A longer answer was given upon that treaty on herring quotas which expires after five winters.",
      "A longer answer was given upon that paper with herring quotas and prices after five winters.",
    ] {
      try write([Self.passages[0], second, Self.passages[2]], to: folder)
      try #require(try folder.run(["build"]).status == 0)
    }
    let newest = try folder.read(Self.ledger)
    try #require(newest.contains("\np2 ") && !newest.contains("\np4 "))
    try folder.write(Self.ledger, old)
    let run = try folder.run(["build"])
    #expect(run.status == 1)
    #expect(
      run.err.contains("ledger/talk.txt: error: the ledger has changed and does not fit the source"),
      "\(run.err)")
    #expect(try folder.run(["ledger", "restore", "talk"]).err == "wrote \(Self.ledger)\n")
    #expect(try folder.read(Self.ledger) == newest)
    #expect(try folder.run(["build", "--locked"]).status == 0)
  }

  @Test func `A ledger that fits the text is not older because of an edit`() throws {
    let folder = try built()
    let old = try folder.read(Self.ledger)
    try write([Self.passages[0], Self.passages[1] + " Indeed.", Self.passages[2]], to: folder)
    try #require(try folder.run(["build"]).status == 0)
    let newest = try folder.read(Self.ledger)
    try folder.write(Self.ledger, old)
    #expect(try folder.run(["build"]).status == 0)
    #expect(try folder.read(Self.ledger) == newest)
  }

  @Test func `A lost assignment of ids and a lost day are reported, and restored`() throws {
    let folder = try built()
    try write([Self.passages[0], Self.others[0], Self.passages[2]], to: folder)
    try #require(try folder.run(["build"]).status == 0)
    let old = try folder.read(Self.ledger)
    try #require(try folder.run(["ledger", "assign", "talk#p2", "talk#p4"]).status == 0)
    try #require(try folder.run(["build"]).status == 0)
    let assigned = try folder.read(Self.ledger)
    let page = try folder.read("Public/sources/talk.html")
    try folder.write(Self.ledger, old)
    let message = "p4 was published as removed, joined or assigned, and is the id of a passage again"
    #expect(try folder.run(["check"]).err.contains("ledger/talk.txt: warning: \(message)"))
    #expect(try folder.run(["build", "--locked"]).err.contains("ledger/talk.txt: error: \(message)"))
    #expect(try folder.run(["ledger", "restore"]).err == "wrote \(Self.ledger)\n")
    #expect(try folder.run(["build", "--locked"]).status == 0)
    #expect(try folder.read("Public/sources/talk.html") == page)
    try #require(try folder.run(["ledger", "date", "talk#p4", "2026-01-02"]).status == 0)
    try #require(try folder.run(["build"]).status == 0)
    try folder.write(Self.ledger, assigned)
    #expect(try folder.run(["check"]).err.contains("the ledger lacks the day that was published for p4"))
  }

  @Test func `A passage that is back in the text is no older ledger`() throws {
    let folder = try built()
    try write([Self.passages[0], Self.passages[2]], to: folder)
    try #require(try folder.run(["build"]).status == 0)
    let (removed, site) = (try folder.read(Self.ledger), folder["Public"])
    try FileManager.default.copyItem(atPath: site, toPath: folder["copy"])
    try write(Self.passages, to: folder)
    try #require(try folder.run(["build"]).status == 0)
    #expect(try folder.read(Self.ledger) != removed)
    // The copy was published before it came back.
    #expect(try folder.run(["check", "--output", "copy"]).status == 0)
    #expect(try folder.run(["ledger", "restore", "--from", "copy"]).err.contains("nothing to do"))
  }

  @Test func `The cache still knows the ids of an output that was removed`() throws {
    let folder = try built()
    let ledger = try folder.read(Self.ledger)
    let page = try folder.read("Public/sources/talk.html")
    try FileManager.default.copyItem(atPath: folder["Public"], toPath: folder["copy"])
    try folder.remove("Public")
    try folder.remove(Self.ledger)
    for flags in [[], ["--clean"]] {
      let run = try folder.run(["build"] + flags)
      #expect(run.status == 1)
      #expect(
        run.err.contains("ledger/talk.txt: error: there is no ledger, and ids up to p3 were published"),
        "\(run.err)")
    }
    #expect(try folder.run(["ledger", "restore", "--from", "copy"]).status == 0)
    #expect(try folder.read(Self.ledger) == ledger)
    #expect(try folder.run(["build", "--locked"]).status == 0)
    #expect(try folder.read("Public/sources/talk.html") == page)
  }

  @Test func `A site of another archive is not taken for this one by accident`() throws {
    let other = try built()
    try write(Self.others, to: other)
    try other.remove(Self.ledger)
    try #require(try other.run(["build", "--new-ids"]).status == 0)
    let folder = try built()
    try folder.remove(Self.ledger)
    let run = try folder.run(["ledger", "restore", "--from", other["Public"]])
    #expect(run.status == 1)
    #expect(run.err.contains("fewer than one passage of 'talk' in five is the same"), "\(run.err)")
    #expect(!FileManager.default.fileExists(atPath: folder[Self.ledger]))
    let named = try folder.run(["ledger", "restore", "talk", "--from", other["Public"]])
    #expect(named.status == 0)
    #expect(named.err.contains("check that the site is of this archive"))
  }
}
