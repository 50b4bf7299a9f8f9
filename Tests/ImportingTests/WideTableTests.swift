import Archive
import Testing

@testable import Importing

@Suite struct WideTableTests {
  private func read(_ text: String) -> [Diagnostic] {
    Importer.read(Array(text.utf8), name: "a.csv", format: .oralHistory, metadata: ImportMetadata())
      .diagnostics
  }

  @Test(arguments: ["", "x", "words"]) func `A hundred thousand columns are refused with their number`(
    _ name: String
  ) {
    let found = read("speaker,words" + String(repeating: ",\(name)", count: 100_000) + "\nAnn,Yes.\n")
    #expect(found.map(\.rule) == ["bad-csv"])
    #expect(found.first?.message.hasPrefix("found 100002 columns") == true)
  }

  @Test func `A row of a hundred thousand cells is kept as words`() {
    let found = read("speaker,words\nAnn,Yes" + String(repeating: ",no", count: 100_000) + "\n")
    #expect(found.contains { $0.rule == "surplus-cells" })
  }
}
