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

  /// A site whose third passage was removed on a known date and whose first two were joined.
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

  @Test func `A missing ledger keeps the site from being built, and comes back whole`() throws {
    let folder = try Playground.built()
    try write([Self.first, Self.second, Self.third], to: folder)
    try #require(try folder.run(["build"]).status == 0)
    let ledger = try folder.read(Self.ledger)
    try folder.remove(Self.ledger)
    let site = try folder.tree("Public")
    for command in [["build"], ["build", "--locked"], ["check"]] {
      let run = try folder.run(command)
      #expect(run.status == 1)
      #expect(run.err.contains("ledger/talk.txt: error: there is no ledger, and ids up to p3 were published"))
    }
    #expect(try folder.tree("Public") == site)
    #expect(!FileManager.default.fileExists(atPath: folder[Self.ledger]))
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
    // The next id is one that was never used.
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
        "ledger/talk.txt: error: the ledger has ids up to p4, and ids up to p5 were published"))
    #expect(try folder.run(["ledger", "restore"]).status == 0)
    // Fingerprints of removed passages are not published, but the ledger still has them.
    #expect(Set(try folder.read(Self.ledger).split(separator: "\n")) == Set(newest.split(separator: "\n")))
    #expect(try folder.run(["build", "--locked"]).status == 0)
  }

  @Test func `A build with a cache sees it too, and what it says to do can be done`() throws {
    let folder = try published()
    let whole = try folder.read(Self.ledger)
    let lines = whole.split(separator: "\n").filter { !$0.hasPrefix("p4 ") }
    try folder.write(Self.ledger, lines.joined(separator: "\n") + "\n")
    let built = try folder.run(["build"])
    #expect(built.status == 1)
    #expect(
      built.err.contains(
        "ledger/talk.txt: error: the ledger has ids up to p3, and ids up to p4 were published"))
    #expect(built.err.contains("'sitegen ledger restore talk'"))
    #expect(try folder.run(["ledger", "restore", "talk"]).err == "wrote \(Self.ledger)\n")
    #expect(Set(try folder.read(Self.ledger).split(separator: "\n")) == Set(whole.split(separator: "\n")))
    #expect(try folder.run(["build", "--locked"]).status == 0)
  }

  @Test func `An author may give the ids of a draft again`() throws {
    let folder = try published()
    try folder.remove(Self.ledger)
    let run = try folder.run(["build", "--new-ids"])
    #expect(run.status == 0, "\(run.err)")
    #expect(try folder.read(Self.ledger).split(separator: "\n").count == 3)
    #expect(try folder.run(["build", "--locked"]).err.contains("0 written"))
  }

  /// The lines of such a file belong to other passages.
  @Test func `A ledger that was begun again is not trusted`() throws {
    let folder = try published()
    try FileManager.default.copyItem(atPath: folder["Public"], toPath: folder["copy"])
    let page = try folder.read("Public/sources/talk.html")
    try folder.remove(Self.ledger)
    try #require(try folder.run(["build", "--new-ids"]).status == 0)
    #expect(try folder.run(["ledger", "restore"]).err.contains("nothing to do"))
    #expect(try folder.run(["ledger", "restore", "--from", "copy"]).err == "wrote \(Self.ledger)\n")
    let ledger = try folder.read(Self.ledger)
    let lines = ledger.split(separator: "\n")
    // Only the fate of p1 was published; the new p1 has the words of p2.
    let removed = try #require(lines.first { $0.hasPrefix("p1 -> p2 2026-11-21 - ") })
    #expect(
      !removed.contains("He calls") && lines.contains { $0.hasPrefix("p2 - ") && $0.contains("He calls") })
    try #require(try folder.run(["build"]).status == 0)
    #expect(try folder.read("Public/sources/talk.html") == page)
  }

  @Test func `The ledger of a merged source is missed and restored`() throws {
    let folder = try Playground.built()
    try write([Self.first, Self.second], to: folder)
    try write([Self.third, Self.fourth], as: "other", to: folder)
    try #require(try folder.run(["build"]).status == 0)
    let other = "Content/ledger/other.txt"
    let before = try folder.read(other)
    try folder.remove("Content/sources/other.md")
    try write([Self.first, Self.second, Self.third, Self.fourth], "aliases: [other]\n", to: folder)
    // The ledger is lost before the merge is built, and after it.
    try folder.remove(other)
    let lost = try folder.run(["build"])
    #expect(lost.status == 1)
    #expect(
      lost.err.contains(
        "ledger/other.txt: error: there is no ledger of 'other', which was merged into 'talk'"))
    #expect(try folder.run(["ledger", "restore", "other"]).err == "wrote \(other)\n")
    #expect(try folder.read(other) == before)
    try #require(try folder.run(["build"]).status == 0)
    let page = try folder.read("Public/sources/other.html")
    #expect(page.contains("talk.html#p3"))
    try folder.remove(other)
    #expect(try folder.run(["build"]).err.contains("ledger/other.txt: error: there is no ledger of 'other'"))
    #expect(try folder.run(["ledger", "restore"]).err == "wrote \(other)\n")
    #expect(try folder.read(other).contains("\np1 => p3 "))
    #expect(try folder.run(["build", "--locked", "--clean"]).status == 0)
    #expect(try folder.read("Public/sources/other.html") == page)
  }

  @Test func `A content folder that is not there is not made`() throws {
    let folder = try published()
    let run = try folder.run(["ledger", "restore", "--content", "Contnet", "talk"])
    #expect(run.status == 1)
    #expect(run.err.contains("there is no folder 'Contnet'"))
    #expect(!FileManager.default.fileExists(atPath: folder["Contnet"]))
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
    #expect(run.err.contains("found conflict markers of git"))
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
      warned.err.contains("ledger/speech.txt: error: there is no ledger, and ids up to p4 were published"))
    #expect(try folder.run(["ledger", "restore", "speech"]).err == "wrote \(Self.ledger)\n")
    #expect(try folder.read(Self.ledger).split(separator: "\n")[0] == old.split(separator: "\n")[0])
    try #require(try folder.run(["build"]).status == 0)
    #expect(try folder.read("Content/ledger/speech.txt").contains("\np4 - "))
    // The former id no longer needs a ledger.
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
        == "error: Public/data/passages.jsonl is missing or has changed since it was published\n")
    let none = try folder.run(["ledger", "restore", "--from", "Content"])
    #expect(none.status == 1)
    #expect(none.err.contains("Content: has no 'manifest-sha256.txt'"))
    let unknown = try folder.run(["ledger", "restore", "tlak"])
    #expect(unknown.err == "error: the published site has no source 'tlak', did you mean 'talk'?\n")
    #expect(!FileManager.default.fileExists(atPath: folder[Self.ledger]))
  }
}
