import Foundation
import Testing
import Workers

@testable import Publishing

@Suite struct VerificationTests {
  @Test func findsWhatIsMissingChangedAndExtra() async throws {
    let folder = try TemporaryFolder()
    try publish(["a": "a", "b/c": "c", "d": "d", "e": "e"], to: folder["Public"])
    #expect(try await Manifest.verify(directory: folder["Public"]).isEmpty)
    try folder.write("Public/a", "A")
    try FileManager.default.removeItem(atPath: folder["Public/b/c"])
    try folder.write("Public/b/new", "")
    try FileManager.default.removeItem(atPath: folder["Public/e"])
    try FileManager.default.createSymbolicLink(atPath: folder["Public/e"], withDestinationPath: "d")
    for count in [1, 3] {
      let found = try await Manifest.verify(directory: folder["Public"], workers: Workers(count: count))
      #expect(
        found == [
          .init(.changed, "a"), .init(.missing, "b/c"), .init(.extra, "b/new"), .init(.unreadable, "e"),
        ])
    }
  }

  @Test func isNotLedOutOfTheFolder() async throws {
    let folder = try TemporaryFolder()
    try folder.write("secret", "")
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    try folder.write("Public/manifest-sha256.txt", "\(digest)  ../secret\n\(digest)  /dev/null\n")
    let found = try await Manifest.verify(directory: folder["Public"])
    #expect(found == [.init(.missing, "../secret"), .init(.missing, "/dev/null")])
  }

  @Test func needsAManifest() async throws {
    let folder = try TemporaryFolder()
    await #expect(throws: PublishingError.self) { try await Manifest.verify(directory: folder.path) }
    await #expect(throws: PublishingError.self) { try await Manifest.verify(directory: folder["missing"]) }
  }

  @Test func readsTheFormsThatBagItAllows() throws {
    let digest = String(repeating: "Ab", count: 32)
    let text = "\(digest) \t one%0Atwo%25three%41\r\n\n\(digest)  a\n"
    let manifest = try Manifest(reading: Array(text.utf8))
    #expect(manifest.entries.map(\.path) == ["a", "one\ntwo%three%41"])
    #expect(try Manifest(reading: manifest.bytes) == manifest)
    let lower = digest.lowercased()
    #expect(
      String(decoding: manifest.bytes, as: UTF8.self) == "\(lower)  a\n\(lower)  one%0Atwo%25three%2541\n")
  }

  @Test(arguments: [
    "x", "abc  path", String(repeating: "a", count: 64), String(repeating: "a", count: 64) + "  ",
  ])
  func refusesLinesThatAreNone(line: String) {
    let error = #expect(throws: PublishingError.self) { try Manifest(reading: Array("\n\(line)\n".utf8)) }
    #expect(error?.message.contains("line 2") == true)
  }
}
