import Archive
import Testing

@testable import Linking

/// Chains of headings, in which the size of each page grows with the number of headings above it.
@Suite struct DeepTopicTests {
  private func said(_ broader: [(String, String?)]) async throws -> [Diagnostic] {
    var files = ["sources/s.md": "---\ntitle: S\n---\nwords\n"]
    for (id, above) in broader {
      files["topics/\(id).md"] = "---\nlabel: \(id)\n\(above.map { "broader: \($0)\n" } ?? "")---\n"
    }
    return try await Fixture(files).diagnostics.filter { $0.rule.hasPrefix("topic-") }
  }

  @Test(arguments: [true, false]) func `A chain of thousands is refused with its place`(isUpwards: Bool)
    async throws
  {
    let count = 2_000
    func id(_ number: Int) -> String { "t\(10_000 + (isUpwards ? number : count - number))" }
    let found = try await said((0..<count).map { (id($0), $0 == 0 ? nil : id($0 - 1)) })
    #expect(found.count == (count - 1) / 32)
    #expect(
      found.allSatisfy { $0.rule == "topic-too-deep" && $0.severity == .error && $0.position?.line == 3 })
    #expect(found.contains { $0.path == "topics/\(id(32)).md" })
  }

  @Test func `As many levels as an index can have are none too many`() async throws {
    #expect(try await said((0..<32).map { ("t\($0 + 100)", $0 == 0 ? nil : "t\($0 + 99)") }).isEmpty)
  }

  @Test func `Loops are told once each, however long they are`() async throws {
    let found = try await said([
      ("a", "a"), ("b", "c"), ("c", "d"), ("d", "b"), ("e", "b"), ("f", nil), ("g", "f"),
    ])
    #expect(
      found.map { "\($0.path) \($0.rule)" }.sorted() == ["topics/a.md topic-loop", "topics/d.md topic-loop"])
    let count = 2_000
    let ring = try await said((0..<count).map { ("t\($0 + 10_000)", "t\(($0 + 1) % count + 10_000)") })
    #expect(ring.count { $0.rule == "topic-loop" } == 1)
  }
}
