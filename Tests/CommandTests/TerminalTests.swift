import Base
import Building
import Foundation
import Testing

/// No content, file name or argument controls the terminal, whichever command prints it.
@Suite struct TerminalTests {
  /// Clears the screen with ESC and with the single C1 character; reverses the direction of a line.
  private static let hostile = "x\u{1B}[2Jy\u{9B}2Jz\u{202E}w\u{2066}v\u{7F}"
  /// The same text in YAML.
  private static let inYAML = "x\\e[2Jy\\x9B2Jz\\u202Ew\\u2066v\\x7F"

  /// An archive with these characters in all names that commands print.
  private func playground() throws -> Playground {
    let playground = try Playground.built()
    try playground.write(
      "Content/sources/hostile.md",
      """
      ---
      title: "Title \(Self.inYAML)"
      kind: interview
      date: 2001-02-03
      publisher: "Publisher \(Self.inYAML)"
      speakers: {ANN: ann-hostile}
      topics: [hostile-topic]
      ---

      ANN: Screwdriver words \u{9B}2J\u{202E}\u{2067} and more.

      BOB\u{9B}2J\u{202E}: Who is not declared.

      """)
    try playground.write("Content/speakers/ann-hostile.md", "---\nname: \"Ann \(Self.inYAML)\"\n---\n")
    try playground.write("Content/topics/hostile-topic.md", "---\nlabel: \"Topic \(Self.inYAML)\"\n---\n")
    try playground.write(
      "Content/annotations/hostile.yaml",
      """
      - id: hostile
        on: hostile
        quote: Screwdriver words
        kind: context
        author: "Author \(Self.inYAML)"
        body: "Body \(Self.inYAML)"
      - id: lost
        on: hostile
        quote: "not there \(Self.inYAML)"
        kind: "kind \(Self.inYAML)"
        body: B

      """)
    try playground.write("Content/stray\(Self.hostile)/a\(Self.hostile).md", "x")
    try playground.write("Content/sources/b\(Self.hostile).md", "---\n\(Self.hostile): 1\n---\n")
    return playground
  }

  private func expectSafe(_ run: Program.Run, _ arguments: [String]) {
    for text in [run.out, run.err] {
      let bad = text.unicodeScalars.filter { TerminalText.isUnsafe($0) && $0 != "\n" && $0 != "\t" }
      #expect(bad.isEmpty, "\(arguments): \(bad.map { String($0.value, radix: 16) })")
    }
  }

  @Test func noCommandPrintsThem() throws {
    let playground = try playground()
    let commands: [[String]] = [
      ["build"], ["check"], ["check", "--format", "json"], ["build", "--format", "json"],
      ["build", "--strict"],
      ["stats"], ["stats", "--format", "json"], ["annotations"], ["annotations", "--format", "json"],
      ["quote", "Screwdriver words"], ["quote", "nothing \(Self.hostile)"], ["ledger", "show"],
      ["ledger", "show", "--format", "json"], ["search", "screwdriver"], ["search", "screwdriver", "--json"],
      ["search", "q\(Self.hostile)"], ["search", "q\(Self.hostile)", "--json"], ["verify", "Public"],
      ["verify", "Public", "--format", "json"], ["verify", "no\(Self.hostile)"],
    ]
    for arguments in commands { expectSafe(try playground.run(arguments), arguments) }
    // Without the faults, everything is listed. Characters that override direction are allowed in a record.
    for name in ["Content/sources/b\(Self.hostile).md", "Content/stray\(Self.hostile)"] {
      try playground.remove(name)
    }
    for name in [
      "sources/hostile.md", "speakers/ann-hostile.md", "topics/hostile-topic.md", "annotations/hostile.yaml",
    ] {
      var text = try playground.read("Content/\(name)")
      for part in ["BOB\u{9B}2J\u{202E}: ", "\\e[2J", "\\x9B2J", "\\x7F", "\u{9B}2J"] {
        text = text.replacingOccurrences(of: part, with: "")
      }
      if let lost = text.range(of: "- id: lost") { text = String(text[..<lost.lowerBound]) }
      try playground.write("Content/\(name)", text)
    }
    let built = try playground.run(["build"])
    try #require(built.status == 0, "\(built.err)")
    for arguments in commands { expectSafe(try playground.run(arguments), arguments) }
    try playground.write("Public/extra\(Self.hostile).html", "x")
    let hits = try playground.run(["search", "screwdriver", "--json"])
    #expect(hits.status == 0)
    #expect(hits.out.contains("\\u202E"), "\(hits.out)")
    #expect(try playground.run(["search", "screwdriver"]).out.contains("\u{FFFD}"))
    for format in ["text", "json"] {
      let arguments = ["verify", "Public", "--format", format]
      let run = try playground.run(arguments)
      #expect(run.out.contains("extra"))
      expectSafe(run, arguments)
    }
  }

  @Test(arguments: [
    ["\(hostile)"], ["build", "--\(hostile)"], ["build", "\(hostile)"], ["build", "--jobs", hostile],
    ["build", "--base-url", hostile], ["build", "--output", "/proc/\(hostile)/x"], ["new", hostile, "x"],
    ["new", "source", hostile], ["import", hostile, "x"], ["import", "txt", hostile],
    ["serve", "--port", hostile],
    ["check", "--content", hostile], ["check", "--format", hostile], ["verify", hostile],
    ["annotations", "--\(hostile)"], ["ledger", hostile],
  ])
  func noArgumentComesBack(_ arguments: [String]) throws {
    let run = try Playground().run(arguments)
    #expect(run.status != 0)
    expectSafe(run, arguments)
  }
}
