import Archive
import Testing
import Trials

@testable import Anchoring

/// A ledger that this program did not write in this form is diagnosed and not changed.
@Suite struct LedgerFaultTests {
  let texts = ["The first passage of all.", "And a second one of some more words.", "Yes."]

  func lines() throws -> [String] {
    let text = try #require(anchorSource(Fixture.source("talk", texts), at: 0, ledger: nil).ledger?.text)
    return text.split(separator: "\n").map(String.init)
  }

  func read(_ lines: [String]) -> SourceAnchors {
    anchorSource(Fixture.source("talk", texts), at: 0, ledger: lines.joined(separator: "\n") + "\n")
  }

  func expect(_ rule: String, _ line: Int, _ column: Int, _ lines: [String]) {
    let anchors = read(lines)
    #expect(anchors.diagnostics.map(\.rule) == [rule])
    #expect(anchors.diagnostics.first?.position == Position(line: line, column: column))
    #expect(anchors.diagnostics.allSatisfy { $0.severity == .error && $0.path == "ledger/talk.txt" })
    #expect(anchors.ledger?.changed == false)
    #expect(anchors.ledger?.text == lines.joined(separator: "\n") + "\n")
    #expect(Set(anchors.numbers).count == 3 && anchors.numbers.allSatisfy { $0 > 0 })
  }

  @Test func aNewerVersionIsRefused() throws {
    var lines = try lines()
    lines[0] = "# sitegen ledger 2: permanent ids of the passages of talk"
    expect("ledger-version", 1, 18, lines)
  }

  @Test func anotherFirstLineIsDamage() throws {
    var lines = try lines()
    lines[0] = "# a list"
    expect("ledger-damaged", 1, 1, lines)
  }

  @Test func theLedgerOfAnotherSourceIsDamage() throws {
    var lines = try lines()
    lines[0] = "# sitegen ledger 1: permanent ids of the passages of other"
    expect("ledger-damaged", 1, 54, lines)
    lines[0] = "# sitegen ledger 1: permanent ids of the passages of talk, formerly  a"
    expect("ledger-damaged", 1, 54, lines)
  }

  @Test func unknownLinesAreDamage() throws {
    var lines = try lines()
    lines.insert("q4 ada AAAAAA. Words", at: 2)
    expect("ledger-damaged", 3, 1, lines)
    lines[2] = "p9 ada AAA Words"
    expect("ledger-damaged", 3, 8, lines)
    lines[2] = "p9 -> somewhere ada AAAAAA. Words"
    expect("ledger-damaged", 3, 7, lines)
    lines[2] = "p9"
    expect("ledger-damaged", 3, 3, lines)
    lines[2] = ""
    expect("ledger-damaged", 3, 1, lines)
    lines[2] = "p09 ada AAAAAA. Words"
    expect("ledger-damaged", 3, 1, lines)
    lines[2] = "p1234567890 ada AAAAAA. Words"
    expect("ledger-damaged", 3, 1, lines)
  }

  @Test func anEmptyFileIsDamage() {
    let anchors = anchorSource(Fixture.source("talk", texts), at: 0, ledger: "")
    #expect(anchors.diagnostics.map(\.rule) == ["ledger-damaged"])
    #expect(anchors.ledger?.changed == false)
  }

  @Test func anIdThatStandsTwiceIsReportedWithBothPlaces() throws {
    var lines = try lines()
    lines.append(Fixture.line(.init(number: 2)))
    expect("ledger-duplicate", 5, 1, lines)
    #expect(read(lines).diagnostics[0].message.contains("line 3") == true)
    #expect(read(lines).diagnostics[0].fix?.contains("sitegen ledger mend talk") == true)
  }

  @Test func conflictMarksAreReportedOnce() throws {
    var lines = try lines()
    lines.insert("<<<<<<< ours", at: 2)
    lines.insert("=======", at: 4)
    lines.insert(Fixture.line(.init(number: 2), speaker: "bob"), at: 5)
    lines.insert(">>>>>>> theirs", at: 6)
    expect("ledger-conflict", 3, 1, lines)
  }

  @Test func forwardsInACircleAreDamage() throws {
    var lines = try lines()
    lines.append(Fixture.line(.init(number: 4, fate: .leads(5))))
    lines.append(Fixture.line(.init(number: 5, fate: .leads(4))))
    let anchors = read(lines)
    #expect(anchors.diagnostics.map(\.position?.line) == [5, 6])
  }

  @Test func aForwardToNowhereIsDamage() throws {
    var lines = try lines()
    lines.append(Fixture.line(.init(number: 4, fate: .leads(77))))
    expect("ledger-damaged", 5, 1, lines)
  }

  @Test func chainsEnd() {
    #expect(Chains.ends([-1, 0, 1, 4, 3, 4, -1, 6]) == [0, 0, 0, -1, -1, -1, 6, 6])
    #expect(Chains.ends([0]) == [-1])
    // One step for each entry, however long the chain is.
    let long = (0..<200_000).map { $0 - 1 }
    #expect(Chains.ends(long).allSatisfy { $0 == 0 })
    #expect(Chains.ends((1..<200_000) + [-1]).allSatisfy { $0 == 199_999 })
  }

  @Test func aLineThatWasDeletedIsMissed() throws {
    var lines = try lines()
    lines.remove(at: 2)
    expect("ledger-damaged", 3, 1, lines)
    #expect(read(lines).diagnostics[0].message.hasPrefix("the line of p2 is missing"))
    lines[2] = Fixture.line(.init(number: 9))
    #expect(read(lines).diagnostics[0].message.hasPrefix("the lines of p2 to p8 are missing"))
  }

  /// Id, fate, date, origin, speaker, fingerprint and words: any change by hand is detected.
  @Test func anyHandEditOfALineIsFound() throws {
    let date = try #require(LedgerDate("2026-11-21"))
    let rich = Fixture.line(
      .init(number: 4, fate: .leads(1), fateDate: date, origin: .part(2), originDate: date), words: "A word")
    #expect(rich.hasPrefix("p4 -> p1 2026-11-21 <- p2 2026-11-21 ada AAAAAA.~"))
    let good = try lines() + [rich]
    #expect(read(good).diagnostics == [])
    for number in 1..<good.count {
      let bytes = Array(good[number].utf8)
      for at in bytes.indices {
        for sign in "p19 ->~.x".utf8 where sign != bytes[at] {
          var edited = good
          var line = bytes
          line[at] = sign
          edited[number] = String(decoding: line, as: UTF8.self)
          expectFault(edited, number + 1)
          line.insert(bytes[at], at: at)
          edited[number] = String(decoding: line, as: UTF8.self)
          expectFault(edited, number + 1)
        }
        var shorter = bytes
        shorter.remove(at: at)
        var edited = good
        edited[number] = String(decoding: shorter, as: UTF8.self)
        expectFault(edited, number + 1)
      }
    }
  }

  private func expectFault(_ lines: [String], _ line: Int) {
    let anchors = read(lines)
    #expect(anchors.diagnostics.contains { $0.position?.line == line && $0.severity == .error }, "\(lines)")
    #expect(anchors.ledger?.changed == false)
  }

  @Test func aHandEditNamesTheCommandsThatDoItProperly() throws {
    var lines = try lines()
    lines[1].replace("ada", with: "bob")
    expect("ledger-edited", 2, 1, lines)
    #expect(read(lines).diagnostics[0].fix?.contains("sitegen ledger assign") == true)
  }

  @Test func manyHandEditsAreNotReportedOneByOne() {
    let texts = (0..<40).map { "Passage \($0) of many words that differ." }
    let first = anchorSource(Fixture.source("talk", texts), at: 0, ledger: nil)
    let edited = first.ledger?.text.replacing(" ada ", with: " bob ")
    let anchors = anchorSource(Fixture.source("talk", texts), at: 0, ledger: edited)
    #expect(anchors.diagnostics.map(\.rule) == Array(repeating: "ledger-edited", count: 11))
    #expect(anchors.diagnostics.last?.message == "30 more lines were changed by hand")
  }

  /// Whatever happens to the file, the build reports it, no number is assigned twice, and a file with a fault is not
  /// changed.
  @Test func anyBytesAreReadWithoutHarm() throws {
    let text = Array(try lines().joined(separator: "\n").utf8)
    var random = Seeded(9)
    for _ in 0..<2000 {
      var broken = text
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<broken.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: broken[at] = random.pick(Array("p0123456789 ->:.\n\r<=\u{FF}".utf8))
        case 1: broken.remove(at: at)
        default: broken.insert(contentsOf: broken[at..<min(broken.count, at + 20)], at: at)
        }
      }
      let ledger = String(decoding: broken, as: UTF8.self)
      let anchors = anchorSource(Fixture.source("talk", texts), at: 0, ledger: ledger)
      #expect(Set(anchors.numbers).count == 3 && anchors.numbers.allSatisfy { $0 > 0 })
      if !anchors.diagnostics.isEmpty { #expect(anchors.ledger?.text == ledger) }
    }
  }
}
