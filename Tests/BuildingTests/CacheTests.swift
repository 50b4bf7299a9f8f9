import Archive
import Foundation
import Testing

@testable import Building

/// When a build may report that there is nothing to do, and when not.
struct CacheTests {
  @Test func nothingIsBuiltWhereNothingHasChanged() async throws {
    let workshop = try Workshop()
    #expect(await workshop.standing() == nil)
    let first = try await workshop.build()
    let before = try workshop.tree("Public")
    let again = try #require(await workshop.standing())
    #expect(again.diagnostics == first.diagnostics)
    #expect(try workshop.read(".sitegen/.gitignore") == "*\n")
    #expect(again.summary?.hasSuffix("(0 written, \(before.count - 1) unchanged, 0 removed)") == true)
    #expect(try await workshop.build { $0.clean = true }.diagnostics == again.diagnostics)
    #expect(try workshop.tree("Public") == before)
  }

  @Test func warningsAreSaidAgain() async throws {
    let workshop = try Workshop()
    try workshop.write("Content/stray.md", "nothing reads this")
    let first = try await workshop.build()
    #expect(first.diagnostics.contains { $0.rule == "stray-file" })
    let again = try #require(await workshop.standing())
    #expect(again.diagnostics == first.diagnostics)
    #expect(await workshop.standing { $0.strict = true } == nil)
    #expect(try await workshop.build { $0.strict = true }.hasErrors)
  }

  @Test(arguments: [
    "Content/sources/s1.md", "Content/archive.yaml", "Content/annotations/notes.yaml",
    "Content/media/plan.svg",
    "Content/ledger/s1.txt", "Templates/page.mustache", "Templates/assets/site.js",
  ])
  func changedInputsAreBuilt(_ name: String) async throws {
    let workshop = try Workshop()
    if !workshop.exists(name) && name.hasPrefix("Templates/assets") { try workshop.write(name, "// ours\n") }
    _ = try await workshop.build()
    #expect(await workshop.standing() != nil)
    let text = try workshop.read(name)
    let times = try FileManager.default.attributesOfItem(atPath: workshop[name])
    // The same size and, as after `rsync --times`, the same time as before.
    let handle = try #require(FileHandle(forWritingAtPath: workshop[name]))
    try handle.write(contentsOf: Data(text.replacingOccurrences(of: "e", with: "a").utf8))
    try handle.close()
    try FileManager.default.setAttributes(
      [.modificationDate: try #require(times[.modificationDate])], ofItemAtPath: workshop[name])
    #expect(await workshop.standing() == nil)
    try workshop.write(name, text)
    #expect(await workshop.standing() == nil)
  }

  @Test func filesThatComeAndGoAreBuilt() async throws {
    let workshop = try Workshop()
    _ = try await workshop.build()
    try workshop.write("Content/sources/more.md", Workshop.source(7))
    #expect(await workshop.standing() == nil)
    _ = try await workshop.build()
    #expect(await workshop.standing() != nil)
    try workshop.move("Content/sources/more.md", to: "Content/sources/moved.md")
    #expect(await workshop.standing() == nil)
    _ = try await workshop.build()
    try workshop.write("Content/topics/deep/down.md", "---\nlabel: Down\n---\n")
    #expect(await workshop.standing() == nil)
    _ = try await workshop.build()
    #expect(await workshop.standing() != nil)
    try workshop.remove("Content/topics/deep/down.md")
    #expect(await workshop.standing() == nil)
    // Names that begin with a dot are ignored.
    _ = try await workshop.build()
    try workshop.write("Content/sources/.s1.md.swp", "an editor's")
    #expect(await workshop.standing() != nil)
  }

  @Test func whatHappensToTheOutputIsNoticed() async throws {
    let workshop = try Workshop()
    _ = try await workshop.build()
    let good = try workshop.tree("Public")
    for (name, harm) in [
      ("a page changed", { try workshop.write("Public/sources/s1.html", "gone") }),
      ("a page of the same size", { try workshop.overwrite("Public/sources/s1.html") }),
      ("a page missing", { try workshop.remove("Public/index.html") }),
      (
        "the folder of the index behind a link",
        {
          try workshop.move("Public/search", to: "elsewhere")
          try FileManager.default.createSymbolicLink(
            atPath: workshop["Public/search"], withDestinationPath: workshop["elsewhere"])
        }
      ),
      ("the manifest missing", { try workshop.remove("Public/manifest-sha256.txt") }),
      (
        "a folder behind a link",
        {
          try workshop.move("Public/topics", to: "elsewhere")
          try FileManager.default.createSymbolicLink(
            atPath: workshop["Public/topics"], withDestinationPath: workshop["elsewhere"])
        }
      ),
    ] as [(String, () throws -> Void)] {
      #expect(await workshop.standing() != nil, "\(name)")
      try harm()
      #expect(await workshop.standing() == nil, "\(name)")
      for folder in ["topics", "search"] where workshop.isLink("Public/\(folder)") {
        // A file that somebody put in place of a folder is not removed; the build reports it and stops.
        await #expect(throws: (any Error).self, "\(name)") { try await workshop.build() }
        try workshop.remove("Public/\(folder)")
      }
      try workshop.remove("elsewhere")
      if name == "the manifest missing" { try workshop.remove("Public") }
      _ = try await workshop.build()
      #expect(try workshop.tree("Public") == good, "\(name)")
    }
    // A build keeps files of others, so there is nothing to do.
    try workshop.write("Public/CNAME", "small.example\n")
    #expect(await workshop.standing() != nil)
  }

  /// Pages do not contain style sheets, so they need not be rendered again if a style sheet changes.
  @Test func whatIsOnlyCopiedIsCopied() async throws {
    let workshop = try Workshop()
    try workshop.write("Templates/assets/extra.js", "// one\n")
    try workshop.write("Content/media/plan.txt", "No plan.\n")
    try workshop.write("Public/CNAME", "small.example\n")
    _ = try await workshop.build()
    let edits: [(name: String, isCopied: Bool, deed: () throws -> Void)] = [
      ("style", true, { try workshop.write("Templates/styles/99-more.css", ".more { order: 1 }\n") }),
      ("asset", true, { try workshop.write("Templates/assets/extra.js", "// two\n") }),
      ("part of a script", true, { try workshop.write("Templates/scripts/more/1-a.js", "go();\n") }),
      ("asset gone", true, { try workshop.remove("Templates/assets/extra.js") }),
      ("medium", true, { try workshop.write("Content/media/plan.txt", "A plan.\n") }),
      (
        "medium that may run", false,
        { try workshop.write("Content/media/plan.svg", "<svg><script/></svg>\n") }
      ),
      ("new medium", false, { try workshop.write("Content/media/new.svg", "<svg/>\n") }),
      ("medium gone", false, { try workshop.remove("Content/media/new.svg") }),
      (
        "template", false,
        { try workshop.write("Templates/page.mustache", try workshop.read("Templates/page.mustache") + "\n") }
      ),
      (
        "template gone and style", false,
        {
          try workshop.write("Templates/styles/99-more.css", "")
          try workshop.write("Templates/more.mustache", "")
        }
      ),
      ("source", false, { try workshop.write("Content/sources/s9.md", Workshop.source(9)) }),
      (
        "page spoilt and style", true,
        {
          try workshop.write("Public/index.html", "spoilt")
          try workshop.write("Templates/styles/99-more.css", ".more { order: 2 }\n")
        }
      ),
    ]
    for (name, isCopied, deed) in edits {
      try deed()
      #expect(await workshop.standing() == nil, "\(name)")
      #expect(workshop.isMadeAsBefore() == isCopied, "\(name)")
      let built = try await workshop.build()
      #expect(await workshop.standing()?.diagnostics == built.diagnostics, "\(name)")
      try workshop.remove("clean/Public")
      let clean = try await workshop.builder(output: "clean/Public").build(Progress())
      #expect(clean.diagnostics == built.diagnostics, "\(name)")
      var tree = try workshop.tree("Public")
      #expect(tree.removeValue(forKey: "CNAME") != nil, "\(name)")
      #expect(try tree == workshop.tree("clean/Public"), "\(name)")
    }
  }

  @Test func otherOptionsAreAnotherQuestion() async throws {
    let workshop = try Workshop()
    _ = try await workshop.build()
    #expect(await workshop.standing { $0.baseURL = "https://other.example/" } == nil)
    let other = try await workshop.build { $0.baseURL = "https://other.example/" }
    #expect(other.summary?.contains(" 0 written") == false)
    #expect(await workshop.standing() == nil)
    #expect(await workshop.standing { $0.baseURL = "https://other.example/" } != nil)
  }

  @Test func errorsAreFoundAgain() async throws {
    let workshop = try Workshop()
    _ = try await workshop.build()
    let good = try workshop.tree("Public")
    try workshop.write("Content/sources/s1.md", "---\ntitle: [\n---\n")
    for _ in 0..<2 {
      #expect(try await workshop.build().hasErrors)
      #expect(try workshop.tree("Public") == good)
    }
  }

  @Test func whatAKilledBuildLeftIsPutRight() async throws {
    let workshop = try Workshop()
    _ = try await workshop.build()
    try workshop.write(".Public.staging/index.html", "half a site")
    #expect(await workshop.standing() == nil)
    _ = try await workshop.build()
    #expect(!workshop.exists(".Public.staging"))
    #expect(await workshop.standing() != nil)
  }
}

extension Workshop {
  func isLink(_ name: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: self[name])) != nil
  }

  /// Overwrites the first bytes of a file in place.
  fileprivate func overwrite(_ name: String) throws {
    let handle = try #require(FileHandle(forWritingAtPath: self[name]))
    try handle.write(contentsOf: Data("<!--".utf8))
    try handle.close()
  }
}
