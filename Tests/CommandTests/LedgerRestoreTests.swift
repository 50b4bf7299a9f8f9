import Foundation
import Testing

/// Ledgers that are missing, older than the site or damaged, and `sitegen ledger restore`.
@Suite struct LedgerRestoreTests {
  static let ledger = "Content/ledger/talk.txt"
  static let first = "He calls the talks frank and businesslike and thanks his host for the welcome."
  static let second = "The second question is about the treaty on strategic arms which ends in three years."
  static let third = "Nothing was agreed in secret and all that was agreed will be made public."
  static let fourth = "A last word goes to the interpreters who have worked through the night."

  private func write(
    _ passages: [String], _ front: String = "", as id: String = "talk", to folder: Playground
  ) throws {
    try folder.write(
      "Content/sources/\(id).md",
      "---\ntitle: Talk\nkind: letter\ndate: 2026-02-01\n\(front)---\n\n" + passages.joined(separator: "\n\n")
        + "\n")
  }

  /// A site whose third passage was removed on a day and whose first two were joined.
  private func published() throws -> Playground {
    let folder = try Playground.built()
    try write([Self.first, Self.second, Self.third, Self.fourth], to: folder)
    try #require(try folder.run(["build"]).status == 0)
    try write(["\(Self.first) \(Self.second)", Self.fourth], to: folder)
    let built = try folder.run(["build", "--date", "2026-11-21"])
    try #require(built.status == 0, "\(built.err)")
    let fates = try folder.read(Self.ledger)
    try #require(fates.contains("\np1 -> p2 2026-11-21 ") && fates.contains("\np3 -> gone 2026-11-21 "))
    return folder
  }

  @Test func `A missing ledger is a warning, an error with locked, and comes back whole`() throws {
    let folder = try Playground.built()
    try write([Self.first, Self.second, Self.third], to: folder)
    try #require(try folder.run(["build"]).status == 0)
    let ledger = try folder.read(Self.ledger)
    try folder.remove(Self.ledger)
    let locked = try folder.run(["build", "--locked"])
    #expect(locked.status == 1)
    #expect(
      locked.err.contains("ledger/talk.txt: error: there is no ledger, and ids up to p3 were published"))
    let checked = try folder.run(["check"])
    #expect(checked.status == 0)
    #expect(checked.err.contains("ledger/talk.txt: warning: there is no ledger"))
    let restored = try folder.run(["ledger", "restore"])
    #expect(restored.status == 0)
    #expect(restored.err == "wrote \(Self.ledger)\n")
    #expect(try folder.read(Self.ledger) == ledger)
    #expect(try folder.run(["build", "--locked", "--strict"]).status == 0)
    #expect(try folder.run(["ledger", "restore"]).err == "nothing to do: no id is missing\n")
  }

  @Test func `The whole folder of ledgers comes back byte for byte`() throws {
    let folder = try Playground.built()
    let before = try folder.tree("Content/ledger").mapValues { $0.split(separator: " ").last }
    try folder.remove("Content/ledger")
    #expect(try folder.run(["ledger", "restore"]).status == 0)
    #expect(try folder.tree("Content/ledger").mapValues { $0.split(separator: " ").last } == before)
  }

  @Test func `Ids that are gone or lead on are published and restored`() throws {
    let folder = try published()
    let pages = try folder.read("Public/sources/talk.html")
    let list = try folder.read("Public/data/sources.json")
    #expect(list.contains("{\"id\":\"talk\",\"last_id\":\"p4\","))
    #expect(
      list.contains(
        "\"retired\":[{\"id\":\"p1\",\"to\":\"p2\",\"before\":\"p2\",\"date\":\"2026-11-21\"},"
          + "{\"id\":\"p3\",\"to\":null,\"before\":\"p4\",\"date\":\"2026-11-21\"}]"))
    try folder.remove(Self.ledger)
    #expect(try folder.run(["ledger", "restore", "talk"]).status == 0)
    #expect(try folder.run(["build", "--locked", "--clean"]).status == 0)
    #expect(try folder.read("Public/sources/talk.html") == pages)
    #expect(try folder.read("Public/data/sources.json") == list)
    // The next id is one that was never given.
    try write(
      ["\(Self.first) \(Self.second)", Self.fourth, "And a new sentence of several words."], to: folder)
    #expect(try folder.run(["build"]).status == 0)
    #expect(try folder.read(Self.ledger).contains("\np5 - "))
  }

  @Test func `A ledger that was cut, or is older than the site, gets what it lacks and keeps what it has`()
    throws
  {
    let folder = try published()
    let whole = try folder.read(Self.ledger)
    let added = "A sentence that was added later and published."
    try write(["\(Self.first) \(Self.second)", Self.fourth, added], to: folder)
    try #require(try folder.run(["build"]).status == 0)
    let newest = try folder.read(Self.ledger)
    try folder.write(Self.ledger, whole)
    let built = try folder.run(["check"])
    #expect(
      built.err.contains(
        "ledger/talk.txt: warning: the ledger knows p1 to p4, and ids up to p5 were published"))
    #expect(try folder.run(["ledger", "restore"]).status == 0)
    // Fingerprints of removed passages are not published, and are still there.
    #expect(Set(try folder.read(Self.ledger).split(separator: "\n")) == Set(newest.split(separator: "\n")))
    #expect(try folder.run(["build", "--locked"]).status == 0)
  }

  @Test func `A build with a cache warns too`() throws {
    let folder = try published()
    let lines = try folder.read(Self.ledger).split(separator: "\n").filter { !$0.hasPrefix("p4 ") }
    try folder.write(Self.ledger, lines.joined(separator: "\n") + "\n")
    let built = try folder.run(["build"])
    #expect(built.status == 0)
    #expect(
      built.err.contains(
        "ledger/talk.txt: warning: the ledger knows p1 to p3, and ids up to p4 were published"))
  }

  @Test(arguments: [
    ("\np2 ", "\np2 x"), ("\np1 -> p2", "\np1 -> p9"), ("# sitegen", "# Sitegen"),
    ("p3 -> gone 2026-11-21 - ", ""),
  ])
  func `A damaged ledger is mended from the site`(_ found: String, _ damage: String) throws {
    let folder = try published()
    let page = try folder.read("Public/sources/talk.html")
    try folder.write(Self.ledger, try folder.read(Self.ledger).replacing(found, with: damage))
    let broken = try folder.run(["build"])
    #expect(broken.status == 1)
    #expect(broken.err.contains("'sitegen ledger restore talk'"))
    let restored = try folder.run(["ledger", "restore"])
    #expect(restored.status == 0, "\(restored.err)")
    #expect(try folder.run(["build", "--locked"]).status == 0)
    #expect(try folder.read("Public/sources/talk.html") == page)
  }

  @Test func `A conflict of git is left to its author`() throws {
    let folder = try published()
    try folder.write(Self.ledger, "<<<<<<< ours\n" + (try folder.read(Self.ledger)))
    let run = try folder.run(["ledger", "restore"])
    #expect(run.status == 1)
    #expect(run.err.contains("git left a conflict"))
    #expect(run.err.hasSuffix("error: the ledger of 'talk' cannot be restored\n"))
    #expect(try folder.read(Self.ledger).hasPrefix("<<<<<<<"))
  }

  @Test func `A source with a new name has the ids of the old one`() throws {
    let folder = try published()
    let old = try folder.read(Self.ledger)
    try folder.remove("Content/sources/talk.md")
    try folder.remove(Self.ledger)
    try write(["\(Self.first) \(Self.second)", Self.fourth], "aliases: [talk]\n", as: "speech", to: folder)
    let warned = try folder.run(["check"])
    #expect(
      warned.err.contains("ledger/speech.txt: warning: there is no ledger, and ids up to p4 were published"))
    #expect(try folder.run(["ledger", "restore", "speech"]).err == "wrote \(Self.ledger)\n")
    #expect(try folder.read(Self.ledger).split(separator: "\n")[0] == old.split(separator: "\n")[0])
    try #require(try folder.run(["build"]).status == 0)
    #expect(try folder.read("Content/ledger/speech.txt").contains("\np4 - "))
    // The former name needs no ledger any more.
    #expect(try folder.run(["ledger", "restore"]).err == "nothing to do: no id is missing\n")
    #expect(try folder.run(["ledger", "restore", "talk"]).err.contains("nothing to do"))
    try folder.remove("Content/ledger/speech.txt")
    #expect(try folder.run(["ledger", "restore"]).err == "wrote Content/ledger/speech.txt\n")
    #expect(try folder.read("Content/ledger/speech.txt").contains("of speech, formerly talk\n"))
    #expect(try folder.run(["build", "--locked"]).status == 0)
  }

  @Test func `Only what is as published is believed`() throws {
    let folder = try published()
    try folder.remove(Self.ledger)
    let list = try folder.read("Public/data/passages.jsonl")
    try folder.write("Public/data/passages.jsonl", list.replacing("interpreters", with: "translators"))
    let changed = try folder.run(["ledger", "restore"])
    #expect(changed.status == 1)
    #expect(
      changed.err
        == "error: Public/data/passages.jsonl: is missing or was changed since it was published\n")
    let none = try folder.run(["ledger", "restore", "--from", "Content"])
    #expect(none.status == 1)
    #expect(none.err.contains("Content: holds no 'manifest-sha256.txt'"))
    let unknown = try folder.run(["ledger", "restore", "tlak"])
    #expect(unknown.err == "error: the published site has no source 'tlak', did you mean 'talk'?\n")
    #expect(!FileManager.default.fileExists(atPath: folder[Self.ledger]))
  }
}
