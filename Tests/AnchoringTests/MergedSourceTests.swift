import Archive
import Testing

@testable import Anchoring

/// Sources that were renamed or merged into one.
@Suite struct MergedSourceTests {
  let first = [
    "He calls the talks frank and businesslike, and thanks his host for the welcome in this city.",
    "Yes.", "The second question is about the treaty on strategic arms, which ends in three years.",
  ]
  let second = [
    "Relations had never been worse, and that changed as of about four hours ago.", "Yes.",
    "Nothing was agreed in secret, and all that was agreed will be made public in due course.",
    "A sentence that is left out when the two are put together.",
  ]

  func archive(_ sources: [(id: String, texts: [String], aliases: [String])]) -> Archive {
    var archive = Archive()
    archive.sources = sources.map { id, texts, aliases in
      var source = Fixture.source(id, texts)
      source.aliases = aliases.map(Fixture.alias)
      return source
    }
    return archive
  }

  func ledgers(_ anchored: Anchored) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: anchored.ledgers.map {
        (String($0.path.dropFirst("ledger/".count).dropLast(4)), $0.text)
      })
  }

  @Test func theIdsOfAMergedSourceArriveInTheOther() throws {
    let apart = anchor(archive([("a", first, []), ("b", second, [])]), ledgers: [:])
    let merged = archive([("a", first + second.dropLast(), ["b"])])
    let anchored = anchor(merged, ledgers: ledgers(apart), date: LedgerDate("2026-11-21"))
    #expect(anchored.diagnostics == [])
    #expect(anchored.archive.sources[0].record.passages.map(\.number) == [1, 2, 3, 4, 5, 6])
    let file = try #require(anchored.ledgers.last)
    #expect(file.path == "ledger/b.txt" && file.changed && file.source == "a")
    #expect(file.changes.map(\.kind) == [.takenUp(4), .takenUp(5), .takenUp(6), .removed])
    #expect(file.text.contains("\np1 => p4 2026-11-21 ada "))
    #expect(file.text.contains("\np4 -> gone 2026-11-21 ada "))
    let places = try mapped(anchored)
    #expect(places.map(\.number) == [1, 2, 3, 4])
    #expect(places.map(\.leadsTo) == [4, 5, 6, nil])
    let again = anchor(merged, ledgers: ledgers(anchored))
    #expect(again.ledgers.allSatisfy { !$0.changed })
    #expect(try mapped(again) == places)
  }

  private func mapped(_ anchored: Anchored) throws -> [FormerName.Place] {
    let name = try #require(anchored.formerNames.first?.first)
    guard case .mapped(let places) = name.numbering else { return [] }
    return places
  }

  /// Ids that were joined to others before the merge are kept too. Later edits belong to the other ledger.
  @Test func laterEditsDoNotTouchTheLedgerOfAMergedSource() throws {
    let apart = anchor(archive([("a", first, []), ("b", second, [])]), ledgers: [:])
    let joined = [second[0] + " " + second[1]] + second[2...]
    let shorter = anchor(archive([("a", first, []), ("b", joined, [])]), ledgers: ledgers(apart))
    let merged = anchor(archive([("a", first + joined, ["b"])]), ledgers: ledgers(shorter))
    let places = try mapped(merged)
    #expect(places.map(\.leadsTo) == [4, 4, 5, 6])
    let edited = anchor(archive([("a", Array(joined.dropLast()), ["b"])]), ledgers: ledgers(merged))
    #expect(try mapped(edited) == places)
    #expect(edited.ledgers.map(\.changed) == [true, false])
    let retired = try #require(edited.retired.first)
    #expect(retired.map(\.number) == [1, 2, 3, 6])
  }

  @Test func namesAreKnownThroughRenamingAndMerging() throws {
    let start = anchor(archive([("a", first, []), ("old", second, [])]), ledgers: [:])
    let renamed = anchor(archive([("a", first, []), ("b", second, ["old"])]), ledgers: ledgers(start))
    #expect(renamed.formerNames[1] == [FormerName(id: "old", numbering: .same)])
    let merged = anchor(
      archive([("c", first + second, ["a", "b", "old", "never"])]), ledgers: ledgers(renamed))
    #expect(merged.diagnostics == [])
    #expect(merged.ledgers.map(\.path) == ["ledger/c.txt", "ledger/b.txt"])
    #expect(merged.ledgers[0].replaces == "ledger/a.txt")
    let names = merged.formerNames[0]
    #expect(names.map(\.id) == ["a", "b", "old", "never"])
    #expect(names[0].numbering == .same)
    #expect(names[1].numbering == names[2].numbering)
    #expect(names[3].numbering == .unknown)
    guard case .mapped(let places) = names[1].numbering else {
      Issue.record("expected places")
      return
    }
    #expect(places.map(\.leadsTo) == [4, 5, 6, 7])
  }

  /// The alias was forgotten at first, and the passages already had new ids.
  @Test func theAliasMayComeLater() throws {
    let apart = anchor(archive([("a", first, []), ("b", second, [])]), ledgers: [:])
    var texts = ledgers(apart)
    let without = anchor(archive([("a", first + second, [])]), ledgers: texts)
    #expect(without.diagnostics.map(\.rule) == ["ledger-orphan"])
    texts["a"] = ledgers(without)["a"]
    let with = anchor(archive([("a", first + second, ["b"])]), ledgers: texts)
    #expect(try mapped(with).map(\.leadsTo) == [4, 5, 6, 7])
  }

  @Test func aMergingCanBeUndone() {
    let apart = anchor(archive([("a", first, []), ("b", second, [])]), ledgers: [:])
    let merged = anchor(archive([("a", first + second, ["b"])]), ledgers: ledgers(apart))
    let again = anchor(archive([("a", first, []), ("b", second, [])]), ledgers: ledgers(merged))
    #expect(again.diagnostics == [])
    #expect(again.archive.sources[1].record.passages.map(\.number) == [1, 2, 3, 4])
    #expect(again.retired[0].map(\.number) == [4, 5, 6, 7])
    #expect(again.ledgers[1].text == apart.ledgers[1].text)
    #expect(again.ledgers[1].changes.map(\.kind) == Array(repeating: .returned, count: 4))
  }

  @Test func anAliasLeadsToOnePlace() {
    let taken = anchor(archive([("a", first, ["b"]), ("b", second, [])]), ledgers: [:])
    #expect(taken.diagnostics.map(\.rule) == ["alias-taken"])
    #expect(taken.diagnostics[0].position == Position(line: 3, column: 11))
    let twice = anchor(archive([("a", first, ["x"]), ("b", second, ["X"])]), ledgers: [:])
    #expect(twice.diagnostics.map(\.rule) == ["alias-taken"])
  }

  @Test func aDamagedLedgerOfAMergedSourceIsLeftAlone() {
    let apart = anchor(archive([("a", first, []), ("b", second, [])]), ledgers: [:])
    var texts = ledgers(apart)
    texts["b"]?.replace("Yes.", with: "No.")
    let merged = anchor(archive([("a", first + second, ["b"])]), ledgers: texts)
    #expect(merged.diagnostics.map(\.rule) == ["ledger-edited"])
    #expect(merged.ledgers.last?.changed == false)
    #expect(merged.ledgers.last?.text == texts["b"])
  }
}
