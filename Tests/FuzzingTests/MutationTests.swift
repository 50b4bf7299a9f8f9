import Foundation
import Readers
import Testing

/// A bounded version of what `scripts/fuzz` does for hours: runs every reader of untrusted bytes on our own seeds and
/// on mutations of them, which are the same on every machine.
@Suite struct MutationTests {
  static let seeds = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fuzzing/Seeds")
    .standardizedFileURL

  @Test(arguments: ForeignReader.all.map(\.name)) func comesBackFromAnyBytes(_ name: String) throws {
    let reader = try #require(ForeignReader.all.first { $0.name == name })
    let folder = Self.seeds.appending(path: name)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    try #require(!files.isEmpty, "no seeds in \(folder.path)")
    let seeds = try files.map { try [UInt8](Data(contentsOf: folder.appending(path: $0))) }
    for (seed, file) in zip(seeds, files) {
      #expect(throws: Never.self, "\(name)/\(file)") { try reader.read(seed) }
    }
    var mutator = Mutator(seed: 1, words: reader.words)
    for round in 0..<400 {
      let bytes = mutator.mutate(seeds[round % seeds.count], with: seeds)
      do {
        try reader.read(bytes)
      } catch {
        Issue.record(
          "\(name), mutation \(round) of \(files[round % seeds.count]): \(error)\n\(String(decoding: bytes, as: UTF8.self).debugDescription)"
        )
        return
      }
    }
  }
}
