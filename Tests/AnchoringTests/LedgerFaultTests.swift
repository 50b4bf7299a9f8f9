import Archive
import Testing

@testable import Anchoring

/// A ledger that is not as this program wrote it is diagnosed and left alone.
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
    lines.append("p2 ada AAAAAA. Words")
    expect("ledger-duplicate", 5, 1, lines)
    #expect(read(lines).diagnostics[0].fix?.contains("line 3") == true)
  }

  @Test func conflictMarksAreReportedOnce() throws {
    var lines = try lines()
    lines.insert("<<<<<<< ours", at: 2)
    lines.insert("=======", at: 4)
    lines.insert("p2 bob AAAAAA. Words", at: 5)
    lines.insert(">>>>>>> theirs", at: 6)
    expect("ledger-conflict", 3, 1, lines)
  }

  @Test func forwardsInACircleAreDamage() throws {
    var lines = try lines()
    lines.append("p8 -> p9 ada AAAAAA. Words")
    lines.append("p9 -> p8 ada AAAAAA. Words")
    let anchors = read(lines)
    #expect(anchors.diagnostics.map(\.position?.line) == [5, 6])
  }

  @Test func aForwardToNowhereIsDamage() throws {
    var lines = try lines()
    lines.append("p8 -> p77 ada AAAAAA. Words")
    expect("ledger-damaged", 5, 1, lines)
  }

  /// Whatever happens to the file, the build goes on to say so, no number is given twice, and a file with a
  /// fault stays as it is.
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
