import Archive
import Foundation
import Testing

@testable import Reading

/// Inputs so large that anything not linear would take hours or crash the program.
@Suite struct LimitTests {
  private func notes(_ yaml: String) -> (notes: [Annotation], diagnostics: [Diagnostic]) {
    let (archive, diagnostics) = SingleFile().read(Array(yaml.utf8), path: "annotations/a.yaml")
    return (archive.annotations, diagnostics)
  }

  @Test(arguments: [
    "see [0, 1) there", "one [two {three", "\"[0, 1) and {\"", "|\n    [0, 1)\n    [[{", ">-\n    [0, 1)",
    "it's [0, 1)", "a\n    [0, 1)", "'it''s [0'",
  ])
  func `Brackets in words are no levels`(_ words: String) {
    let yaml = (0..<70).map { "- id: n\($0)\n  body: \(words)\n" }.joined()
    let (notes, diagnostics) = notes(yaml)
    #expect(notes.count == 70)
    #expect(diagnostics.allSatisfy { $0.severity != .error }, "\(diagnostics.first?.message ?? "")")
  }

  @Test(arguments: [
    ("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[\"\n- \", ", "]"), ("[ # [\n", "]"), ("- - ", ""),
  ])
  func `True nesting is refused with its place, and ends nothing`(_ open: String, _ close: String) {
    let yaml =
      "- id: ü\n  body: [0, 1)\n- x: " + String(repeating: open, count: 20_000)
      + String(repeating: close, count: 20_000)
    let (_, diagnostics) = notes(yaml)
    #expect(diagnostics.contains { $0.rule == "broken-yaml" && $0.position != nil })
    let (_, second) = notes("- id: x\n  x:\n   " + String(repeating: open, count: 20_000))
    #expect(second.contains { $0.rule == "broken-yaml" })
  }

  @Test(arguments: [7_000, 20_000]) func `Lists of attributes one below the other`(_ count: Int) {
    let (source, report) = read("---\ntitle: T\n---\nwords\n" + String(repeating: "{: .c }\n", count: count))
    #expect(report.isEmpty)
    #expect(source?.record.attributes.first?.classes.count == count)
    #expect(source?.record.texts == ["words"])
  }

  @Test func `Lists of attributes are put together from top to bottom`() {
    let (source, _) = read("---\ntitle: T\n---\nwords\n{: .a #x }\n{: .b }\n{: .c #y }\n")
    #expect(source?.record.attributes.first?.classes == ["a", "b", "c"])
    #expect(source?.record.attributes.first?.anchor == "y")
  }

  @Test(arguments: ["ASKER: ", "ASKER (a): ", "ASKER:\u{A0}", "**ASKER:** ", "x ASKER\\: ", "ASKER. "])
  func `As many labels as a line can have`(_ label: String) {
    let (source, _) = read(
      "---\ntitle: T\nspeakers: {ASKER: asker}\n---\n" + String(repeating: label, count: 1_000) + "\n")
    #expect(source?.record.passages.count == 1)
  }

  @Test(arguments: [
    "[a](topic:a) ", "[a](topic:a%20b&amp;c) ", "[ü](https://x.example/\\(1) ", "![i](media/ü.png) ",
    "[a][r] ", "<https://x.example/ü> ",
  ])
  func `As many links as a line can have`(_ link: String) {
    let (source, _) = read(
      "---\ntitle: T\n---\n" + String(repeating: link, count: 8_000) + "\n\n[r]: https://x.example/%C3%BC\n"
    )
    #expect(source?.record.passages.isEmpty == false)
  }

  @Test func `As many notes as a line can have`() {
    let notes = (0..<4_000).map {
      "{\"id\": \"n\($0)\", \"on\": \"s\", \"quote\": \"ü\", \"body\": \"ü [x](source:s)\"}"
    }
    let (found, diagnostics) = self.notes("[" + notes.joined(separator: ", ") + "]")
    #expect(found.count == 4_000)
    #expect(diagnostics.isEmpty)
    let column = found.last?.position.column ?? 0
    #expect(column == notes.dropLast().reduce(2) { $0 + $1.utf8.count + 2 })
  }

  @Test func `Places far along a line are those in bytes`() {
    let text = Array(String(repeating: "aü→𝄞", count: 1_000).utf8)
    let steps = CodePointSteps(text)
    var offsets = text.indices.filter { text[$0] & 0xC0 != 0x80 }
    offsets.append(text.count)
    for start in [0, 1, 255, 256, 257, 1_000, 3_999] {
      for number in stride(from: 0, to: 4_000, by: 37) {
        let expected = start + number < offsets.count ? offsets[start + number] : text.count
        #expect(steps.offset(number, after: offsets[start], in: text) == expected)
      }
    }
  }
}
