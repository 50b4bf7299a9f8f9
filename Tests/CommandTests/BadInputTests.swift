import Foundation
import Testing

/// Every fault is reported with its position, other faults are reported as well, and the last good site is not
/// changed.
@Suite struct BadInputTests {
  /// One fault in an archive that was good.
  struct Fault: CustomTestStringConvertible {
    var name: String
    var file: String
    /// The new text of the file, with `1️⃣` at the expected position of the finding.
    var text: String
    var rule: String
    var severity = "error"
    var testDescription: String { name }
  }

  /// A source with the given front matter.
  private static func source(_ front: String, _ body: String = "Words.") -> String {
    "---\ntitle: Bad\n\(front)\n---\n\n\(body)\n"
  }

  static let faults: [Fault] = [
    Fault(
      name: "broken YAML", file: "sources/bad.md", text: source("kind: [interview\ndate1️⃣: 2001"),
      rule: "broken-yaml"),
    Fault(
      name: "wrong type", file: "sources/bad.md", text: source("date: 1️⃣[2001, 2002]"), rule: "wrong-type"),
    Fault(name: "wrong date", file: "sources/bad.md", text: source("date: 1️⃣2001-02-30"), rule: "bad-date"),
    Fault(name: "unknown key", file: "sources/bad.md", text: source("1️⃣plase: here"), rule: "unknown-key"),
    Fault(
      name: "unknown value", file: "sources/bad.md", text: source("kind: 1️⃣interveiw"), rule: "unknown-value"),
    Fault(
      name: "address of mail", file: "sources/bad.md", text: source("url: 1️⃣mailto:x@y"), rule: "bad-address"),
    Fault(
      name: "address without host", file: "sources/bad.md", text: source("archived_url: 1️⃣https:x"),
      rule: "bad-address"),
    Fault(
      name: "base with a query", file: "archive.yaml",
      text: "title: T\nlanguage: en\nbase_url: 1️⃣https://a.example/?q=1\n", rule: "bad-address"),
    Fault(
      name: "base with a fragment", file: "archive.yaml",
      text: "title: T\nlanguage: en\nbase_url: 1️⃣'https://a.example/#top'\n", rule: "bad-address"),
    Fault(
      name: "dead reference", file: "sources/bad.md",
      text: source("kind: letter", "Ünseen [words](1️⃣source:nowhere)."), rule: "dead-reference"),
    Fault(
      name: "unknown label", file: "sources/bad.md",
      text: source("kind: interview\nspeakers: {ANN: keeper}", "ANN: Yes.\n\n1️⃣BOB: No."),
      rule: "unknown-label"),
    Fault(
      name: "no front matter", file: "sources/bad.md", text: "1️⃣Words without a title.\n",
      rule: "missing-front-matter"),
    Fault(
      name: "NUL", file: "sources/bad.md", text: source("kind: letter", "Wörds 1️⃣\u{0} and more."),
      rule: "nul-byte"),
    Fault(
      name: "note on a dead source", file: "annotations/bad.yaml",
      text: "- id: bad\n  on: 1️⃣nowhere\n  quote: words\n  body: Text.\n", rule: "note-dead-source"),
    Fault(
      name: "wrong settings", file: "archive.yaml", text: "title: T\n1️⃣langauge: en\n", rule: "unknown-key"),
  ]

  /// Adds a second fault elsewhere, which must be reported whatever the first one is.
  private func addSecondFault(_ playground: Playground) throws -> String {
    let place = try #require(
      try playground.write(
        "Content/topics/lighthouse.md", marked: "---\nlabel: Lighthouse\n1️⃣brooder: x\n---\n"))
    return "Content/topics/lighthouse.md:\(place.line):\(place.column): error: "
  }

  private func expectFailure(
    _ playground: Playground, saying expected: [String], rule: String, _ arguments: [String] = []
  ) throws {
    let before = try playground.tree("Public")
    #expect(!before.isEmpty)
    let run = try playground.run(["build"] + arguments)
    #expect(run.status == 1, "\(run.err)")
    #expect(run.out == "")
    for text in expected { #expect(run.err.contains(text), "expected \(text) in:\n\(run.err)") }
    #expect(run.err.contains("[\(rule)]"), "\(run.err)")
    #expect(try playground.tree("Public") == before)
    let beside = try FileManager.default.contentsOfDirectory(atPath: playground.path)
    #expect(beside.filter { $0.hasPrefix(".Public") && !$0.hasSuffix(".lock") } == [])
  }

  @Test(arguments: faults) func aFaultHasItsPlace(fault: Fault) throws {
    let playground = try Playground.built()
    let place = try #require(try playground.write("Content/\(fault.file)", marked: fault.text))
    let second = try addSecondFault(playground)
    let first = "Content/\(fault.file):\(place.line):\(place.column): \(fault.severity): "
    try expectFailure(playground, saying: [first, second], rule: fault.rule)

    let json = try playground.run(["check", "--format", "json"])
    #expect(json.status == 1)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any])
    let found = try #require(report["diagnostics"] as? [[String: Any]])
    #expect(
      found.contains {
        $0["path"] as? String == "Content/\(fault.file)" && $0["line"] as? Int == place.line
          && $0["column"] as? Int == place.column && $0["rule"] as? String == fault.rule
      }, "\(json.out)")
  }

  @Test func bytesThatAreNoTextHaveTheirPlace() throws {
    let playground = try Playground.built()
    try playground.write(
      "Content/sources/bad.md", Array("---\ntitle: Bad\n---\n\nWö".utf8) + [0xFF] + Array("rds\n".utf8))
    let second = try addSecondFault(playground)
    try expectFailure(
      playground, saying: ["Content/sources/bad.md:5:4: error: ", second], rule: "invalid-utf8")
  }

  @Test func twoSourcesOfOneIDAreAnError() throws {
    let playground = try Playground.built()
    try playground.write(
      "Content/sources/sub/First-Conversation.md", "---\ntitle: Another\nkind: letter\n---\n\nWords.\n")
    let second = try addSecondFault(playground)
    try expectFailure(
      playground,
      saying: ["Content/sources/", "'First-Conversation'", "first-conversation.md", second],
      rule: "duplicate-id")
  }

  @Test func aFileThatCannotBeOpenedIsAnError() throws {
    let playground = try Playground.built()
    try FileManager.default.createSymbolicLink(
      atPath: playground["Content/sources/bad.md"], withDestinationPath: "nowhere")
    let second = try addSecondFault(playground)
    try expectFailure(
      playground, saying: ["Content/sources/bad.md: error: ", second], rule: "unreadable-file")
  }

  @Test func aPipeInTheContentIsAnErrorAndNoWait() throws {
    let playground = try Playground.built()
    try #require(mkfifo(playground["Content/sources/bad.md"], 0o600) == 0)
    let second = try addSecondFault(playground)
    try expectFailure(
      playground, saying: ["Content/sources/bad.md: error: ", second], rule: "unreadable-file")
  }

  /// The file is sparse: it has the size but uses no space on the disk.
  @Test func aLineOf200MegabytesIsAnError() throws {
    let playground = try Playground.built()
    try playground.write("Content/sources/bad.md", "---\ntitle: Long\n---\n\nA line that goes on")
    try #require(truncate(playground["Content/sources/bad.md"], 200_000_000) == 0)
    let second = try addSecondFault(playground)
    try expectFailure(
      playground, saying: ["Content/sources/bad.md: error: ", "200000000 bytes", second],
      rule: "file-too-large")
  }

  @Test func aMissingContentFolderIsAnError() throws {
    let playground = try Playground.built()
    try expectFailure(
      playground, saying: ["elsewhere: error: ", "--content"], rule: "unreadable-folder",
      ["--content", "elsewhere"])
  }

  @Test func anEmptyContentFolderIsAnError() throws {
    let playground = try Playground.built()
    try playground.remove("Content")
    try FileManager.default.createDirectory(
      atPath: playground["Content"], withIntermediateDirectories: false)
    try expectFailure(playground, saying: ["Content"], rule: "no-sources")
  }

  @Test func missingTemplatesAreAnError() throws {
    let playground = try Playground.built()
    try playground.remove("Templates")
    try expectFailure(playground, saying: ["Templates: error: ", "--templates"], rule: "unreadable-folder")
  }

  @Test func anUnknownNameInATemplateHasItsPlace() throws {
    let playground = try Playground.built()
    let place = try #require(
      try playground.write("Templates/missing.mustache", marked: "<h1>Not here</h1>\n<p>{{1️⃣rooot}}</p>\n"))
    try expectFailure(
      playground, saying: ["Templates/missing.mustache:\(place.line):\(place.column): error: ", "'root'"],
      rule: "unknown-name")
  }

  /// A finding on a long line shows only the part around it.
  @Test func manyFindingsOnOneLineAreAllToldInLittle() throws {
    let playground = try Playground.built()
    let words = String(repeating: "[x](source:nowhere) ", count: 2_000)
    try playground.write("Content/sources/bad.md", Self.source("kind: letter", words))
    let run = try playground.run(["check"])
    #expect(run.status == 1)
    #expect(run.err.split(separator: "\n").count { $0.hasSuffix("[dead-reference]") } == 2_000)
    #expect(run.err.utf8.count < 2_000 * 500)
  }

  @Test func aWarningStopsTheBuildOnlyWhereItIsAskedTo() throws {
    let playground = try Playground.built()
    try playground.write(
      "Content/sources/more.md", "---\ntitle: More\nkind: letter\ntopics: [lighthose]\n---\n\nWords.\n")
    try expectFailure(
      playground, saying: ["Content/sources/more.md:4:10: error: ", "lighthouse"], rule: "unknown-id",
      ["--strict"])
    let run = try playground.run(["build"])
    #expect(run.status == 0)
    #expect(run.err.contains("Content/sources/more.md:4:10: warning: "))
  }

  @Test func aLedgerThatWouldChangeStopsALockedBuild() throws {
    let playground = try Playground.built()
    try playground.write("Content/sources/more.md", "---\ntitle: More\nkind: letter\n---\n\nWords.\n")
    try expectFailure(
      playground, saying: ["Content/ledger/more.txt: error: "], rule: "ledger-locked", ["--locked"])
    #expect(!FileManager.default.fileExists(atPath: playground["Content/ledger/more.txt"]))
  }
}
