import Testing

@testable import Reading

/// Conflict markers that git leaves in a file that two branches changed.
@Suite struct ConflictTests {
  private func findings(_ text: String) -> [String] {
    var report = Report()
    _ = FileText.check(Array(text.utf8), path: "a.md", &report)
    return report.diagnostics.map {
      "\($0.position.map { "\($0.line):\($0.column)" } ?? "") \($0.rule) \($0.message)"
    }
  }

  @Test func eachConflictIsReportedWithItsLines() {
    let conflict = "<<<<<<< HEAD\r\nANNA: One.\n=======\nANNA: Two.\n>>>>>>> branch\n"
    let found = findings("---\ntitle: A\n---\n\n\(conflict)\nWords.\n\n\(conflict)")
    #expect(
      found == [
        "5:1 merge-conflict found conflict markers of git, lines 5 to 9, expected one version of the text",
        "13:1 merge-conflict found conflict markers of git, lines 13 to 17, expected one version of the text",
      ])
  }

  @Test func aMarkThatWasLeftBehindIsReported() {
    #expect(findings("<<<<<<< HEAD\nWords.\n").map { $0.prefix(18) } == ["1:1 merge-conflict"])
  }

  @Test(arguments: [
    "Heading\n=======\n", "> > > words\n", ">>>>>>> words\n", " <<<<<<< HEAD\n", "a <<<<<<< b\n",
  ])
  func whatMarkdownHasIsNone(text: String) {
    #expect(findings(text).isEmpty)
  }
}
