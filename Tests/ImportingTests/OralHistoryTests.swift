import Archive
import Testing

@testable import Importing

private func read(_ text: String) -> ImportedSource {
  Importer.read(Array(text.utf8), name: "interview.csv", format: .oralHistory)
}

@Suite struct OralHistoryTests {
  @Test func readsColumnsInAnyOrder() {
    let source = read(
      "tags,Timestamp,words,speaker\r\nArms Control; syria,0:00:05,\"He said \"\"no\"\",\r\nthen left.\",Ann Roe\r\n"
        + ",,She stayed.,\r\n,00:01:00,Later.,\r\n,,\"One.\n\nTwo.\",Ben\r\n")
    #expect(
      source.body == """
        Ann Roe [00:00:05]: He said "no", then left.
        {: topics="arms-control syria" }

        She stayed.

        Ann Roe [00:01:00]: Later.

        Ben: One.

        Two.

        """)
    #expect(source.diagnostics == [])
  }

  @Test func losesNoWordOfABrokenTable() {
    let source = read("speaker,words,place\nAnn,Hello,Rome\nBen,a,b,c\nAnn,\"open, and\nso on\n")
    #expect(source.body == "Ann: Hello Rome\n\nBen: a,b,c\n\nAnn: open, and so on\n")
    #expect(
      source.diagnostics.map { "\($0.position?.line ?? 0) \($0.rule)" } == [
        "1 unknown-column", "3 surplus-cells", "4 bad-csv",
      ])
    #expect(read("name,text\nAnn,Hello\n").body == "name text\n\nAnn Hello\n")
    #expect(read("").diagnostics.map(\.rule) == ["bad-csv"])
  }

  @Test func reportsTimesThatBelongToNobody() {
    let source = read("speaker,words,timestamp\n,Hello,00:00:01\nAnn,Yes,soon\n")
    #expect(Set(source.diagnostics.map(\.rule)) == ["time-without-speaker", "bad-timing", "no-speaker"])
  }

  @Test func takesMetadataFromItsTable() {
    let (table, diagnostics) = OralHistory.metadata(
      Array(
        "title,objectid,date,subject,creator,interviewee\n\"A, B\",x,2020?,one; two,Roe,Poe\n,,,,,\nC,x,,,,\n"
          .utf8), name: "metadata.csv")
    #expect(diagnostics.map(\.rule) == ["bad-csv", "duplicate-id"])
    let source = Importer.read(
      Array("speaker,words\nAnn,Hi\n".utf8), name: "x.csv", format: .oralHistory,
      metadata: OralHistory.metadata(
        Array("title,objectid,date,subject,creator,interviewee\n\"A, B\",x,2020?,one; two,Roe,Poe\n".utf8),
        name: "m"
      ).byID["x"] ?? .init())
    #expect(table.count == 1)
    #expect(
      source.file == """
        ---
        title: "A, B"
        kind: transcript
        date: "2020?"
        author: Roe
        description: "Interviewee: Poe."
        topics: [one, two]
        speakers:
          Ann: ann
        ---

        Ann: Hi

        """)
  }

  @Test(arguments: [
    ("a,b\n", [["a", "b"]]), ("a,\n", [["a", ""]]), (",", [["", ""]]), ("a\n\n\nb", [["a"], ["b"]]),
    ("\"\"", [[""]]),
    ("\"a\"\"\",\"b\nc\"\n", [["a\"", "b\nc"]]), ("", []), ("\"a\"x,y", [["ax", "y"]]),
    ("a\"b\",c", [["a\"b\"", "c"]]),
  ])
  func readsTables(text: String, rows: [[String]]) {
    #expect(CSVTable(text).rows.map(\.cells) == rows)
  }
}
