import Foundation
import Testing

@testable import Publishing

@Suite struct CleanTests {
  @Test func withoutReuseEveryFileIsWrittenAnew() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "clean-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appending(path: "Public").path
    func publish(reusing: Bool) throws -> Publication.Summary {
      let publication = try Publication(output: output, reusing: reusing)
      try publication.put("a.html", Array("one".utf8))
      return try publication.finish()
    }
    #expect(try publish(reusing: true).written == 1)
    #expect(try publish(reusing: true).unchanged == 1)
    #expect(try publish(reusing: false).written == 1)
  }
}
