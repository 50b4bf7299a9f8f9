import Foundation
import Testing

@testable import Publishing

@Suite struct PieceTests {
  /// Publishes one file in several pieces.
  private func publish(_ pieces: [String], in folder: TemporaryFolder) throws -> Publication.Summary {
    let publication = try Publication(output: folder["Public"])
    try publication.put("data/all.jsonl", pieces: pieces.count) { Array(pieces[$0].utf8) }
    return try publication.finish()
  }

  @Test func piecesMakeOneFile() throws {
    let folder = try TemporaryFolder()
    #expect(try publish(["one\n", "", "two\n"], in: folder).bytes == 8)
    #expect(folder.read("Public/data/all.jsonl") == "one\ntwo\n")
    let manifest = try Manifest(of: folder["Public"])
    #expect(
      manifest.entries.map(\.digits) == [
        Array("one\ntwo\n".utf8).withUnsafeBytes { SHA256.digits(of: $0) }
      ])
  }

  @Test func theSameBytesInOtherPiecesKeepTheirTime() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "word ", count: 40_000)
    _ = try publish([long, "end"], in: folder)
    let before = try folder.modified("Public/data/all.jsonl")
    let summary = try publish([long + "e", "nd"], in: folder)
    #expect(summary.unchanged == 1)
    #expect(summary.written == 0)
    #expect(try folder.modified("Public/data/all.jsonl") == before)
  }

  @Test(arguments: [["one", "tw"], ["one", "two", "three"], ["onx", "two"], [""]])
  func otherBytesAreWritten(pieces: [String]) throws {
    let folder = try TemporaryFolder()
    _ = try publish(["one", "two"], in: folder)
    #expect(try publish(pieces, in: folder).written == 1)
    #expect(folder.read("Public/data/all.jsonl") == pieces.joined())
  }
}
