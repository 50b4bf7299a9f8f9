import Archive
import Foundation
import Testing

@testable import Reading

/// The tables of `docs/speakers.md`, read row by row.
@Suite struct SpeakerManualTests {
  private static let rows: [[String]] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../docs/speakers.md")
    guard let text = try? String(contentsOf: folder, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      line.dropFirst().split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }()

  @Test func `The manual has its tables`() { #expect(Self.rows.count > 30) }

  @Test(arguments: Self.rows) func `Each row of the manual is true`(_ row: [String]) throws {
    func codes(_ index: Int) -> [String] {
      guard index < row.count else { return [] }
      return row[index].split(separator: "`").filter { $0 != " " }
        .map { $0.replacingOccurrences(of: "⏎", with: "\n") }
    }
    let body = try #require(codes(0).first)
    let (source, diagnostics) = read("---\ntitle: T\nspeakers: {Ann: ann, Bob: bob}\n---\n" + body)
    let record = try #require(source?.record)
    let found = record.passages.map { passage in
      let label = passage.turn < 0 ? "-" : ["Ann", "Bob"][Int(record.turns[Int(passage.turn)].speaker)]
      return "\(label): \(record.string(passage.range))"
    }
    #expect(found == codes(1))
    #expect(diagnostics.map(\.rule).filter { $0 != "unused-label" } == codes(2))
  }
}
