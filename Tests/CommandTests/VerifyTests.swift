import Foundation
import Testing

/// `sitegen verify`.
@Suite struct VerifyTests {
  @Test func aCopyIsProved() throws {
    let playground = try Playground.built()
    try FileManager.default.copyItem(atPath: playground["Public"], toPath: playground["copy"])
    let run = try playground.run(["verify", "copy"])
    #expect(run.status == 0, "\(run.err)")
    #expect(run.out == "")
    #expect(run.err.hasSuffix(" files in copy as published\n"))
    #expect(try playground.run(["verify", "copy/", "--format", "json"]).out.contains("\"problems\":[]"))
  }

  @Test func whatDiffersIsNamed() throws {
    let playground = try Playground.built()
    try playground.remove("Public/index.html")
    try playground.write("Public/timeline.html", "other")
    try playground.write("Public/more\n.txt", "")
    let run = try playground.run(["verify", "Public"])
    #expect(run.status == 1)
    #expect(run.out == "missing  index.html\nextra  more\u{FFFD}.txt\nchanged  timeline.html\n")
    #expect(run.err.contains("Public: 1 missing, 1 changed, 1 extra, of "))
    let json = try playground.run(["verify", "Public", "--format", "json"])
    #expect(json.status == 1)
    #expect(json.out.contains("{\"kind\":\"extra\",\"path\":\"more\\n.txt\"}"))
    // A build repairs its own files and keeps all others.
    #expect(try playground.run(["build"]).status == 0)
    #expect(try playground.run(["verify", "Public"]).status == 1)
    #expect(try playground.run(["verify", "Public", "--allow-extra"]).status == 0)
  }

  @Test func withoutAManifestNothingIsProved() throws {
    let playground = try Playground.built()
    try playground.remove("Public/manifest-sha256.txt")
    let run = try playground.run(["verify", "Public"])
    #expect(run.status == 1)
    #expect(
      run.err.contains(
        "error: Public: has no 'manifest-sha256.txt', expected the manifest of a published site"))
    #expect(try playground.run(["verify", "nowhere"]).status == 1)
    #expect(try playground.run(["verify"]).status == 64)
  }
}
