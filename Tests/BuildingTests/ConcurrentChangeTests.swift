import Foundation
import Publishing
import Testing

@testable import Building

/// Files that are added, removed or changed while a build reads them. The published site is a consistent snapshot, or
/// the last site stays and the file is reported. The next build sees all changes.
struct ConcurrentChangeTests {
  struct Deed: Sendable, CustomTestStringConvertible {
    var name: String
    /// The part of the path that one of the errors must contain.
    var path: String
    var run: @Sendable (Workshop) throws -> Void
    var testDescription: String { name }
  }

  static let deeds = [
    Deed(name: "source changed", path: "sources/s1.md") {
      try $0.write("Content/sources/s1.md", Workshop.source(8))
    },
    Deed(name: "source emptied", path: "sources/s1.md") { try $0.write("Content/sources/s1.md", "") },
    Deed(name: "source gone", path: "sources/s1.md") { try $0.remove("Content/sources/s1.md") },
    Deed(name: "source new", path: "sources/s8.md") {
      try $0.write("Content/sources/s8.md", Workshop.source(8))
    },
    Deed(name: "register gone", path: "topics/ice.md") { try $0.remove("Content/topics/ice.md") },
    Deed(name: "notes changed", path: "annotations/notes.yaml") {
      try $0.write("Content/annotations/notes.yaml", "[]\n")
    },
    Deed(name: "medium gone", path: "media/plan.svg") { try $0.remove("Content/media/plan.svg") },
    Deed(name: "medium cut off", path: "media/plan.svg") { try $0.write("Content/media/plan.svg", "<svg") },
    Deed(name: "ledger gone", path: "ledger/s1.txt") { try $0.remove("Content/ledger/s1.txt") },
    Deed(name: "ledgers gone", path: "ledger/s1.txt") { try $0.remove("Content/ledger") },
    Deed(name: "settings changed", path: "archive.yaml") {
      try $0.write("Content/archive.yaml", "title: Another\nlanguage: en\nbase_url: https://small.example/\n")
    },
    Deed(name: "template gone", path: "Templates/entry.mustache") {
      try $0.remove("Templates/entry.mustache")
    },
    Deed(name: "template changed", path: "Templates/entry.mustache") {
      try $0.write("Templates/entry.mustache", "{{{head}}}{{{body}}}")
    },
    Deed(name: "script gone", path: "Templates/assets/site.js") { try $0.remove("Templates/assets/site.js") },
    Deed(name: "styles gone", path: "Templates/styles/") { try $0.remove("Templates/styles") },
  ]

  static let stages = ["Reading", "Anchoring", "Making pages, index and exports", "Publishing"]

  @Test(arguments: deeds) func theLastSiteStaysAndTheNextBuildKnows(_ deed: Deed) async throws {
    let workshop = try Workshop(sources: 2)
    for stage in Self.stages {
      try workshop.restock(sources: 2)
      _ = try await workshop.build()
      let good = try workshop.tree("Public")
      try workshop.write("Content/topics/harbour.md", "---\nlabel: Harbour and port\n---\n")
      let outcome = try await workshop.build(doing: deed.run, at: stage)
      #expect(outcome.hasErrors && outcome.summary == nil, "\(stage)")
      let errors = outcome.diagnostics.filter { $0.severity == .error }
      #expect(errors.contains { $0.path.contains(deed.path) }, "\(stage): \(errors)")
      #expect(try workshop.tree("Public") == good, "\(stage)")
      if stage == "Reading" || stage == "Publishing" { try await workshop.expectNextBuild(stage) }
    }
  }

  /// Only assets have changed, so that the build only copies files; then something else changes as well.
  @Test(arguments: deeds) func theSameWhereFilesAreOnlyCopied(_ deed: Deed) async throws {
    let workshop = try Workshop(sources: 2)
    _ = try await workshop.build()
    let good = try workshop.tree("Public")
    try workshop.write("Templates/assets/extra.js", "let extra = 1;\n")
    let outcome = try await workshop.build(doing: deed.run, at: "Copying")
    let errors = outcome.diagnostics.filter { $0.severity == .error }
    #expect(outcome.summary == nil && errors.contains { $0.path.contains(deed.path) }, "\(errors)")
    #expect(try workshop.tree("Public") == good)
    try await workshop.expectNextBuild("copied")
  }

  /// A build never overwrites a ledger of the author that it has not read.
  @Test func aLedgerThatAppearsIsNotWrittenOver() async throws {
    let workshop = try Workshop(sources: 2)
    _ = try await workshop.build()
    let ledger = try workshop.read("Content/ledger/s1.txt")
    try workshop.move("Content/ledger", to: "aside")
    // Neither the output nor the cache knows that there were ids.
    try workshop.remove("Public")
    try workshop.remove(".sitegen")
    let outcome = try await workshop.build(
      doing: { try $0.move("aside", to: "Content/ledger") }, at: "Making pages, index and exports")
    #expect(outcome.diagnostics.contains { $0.rule == "changed-meanwhile" && $0.path == "ledger/s1.txt" })
    #expect(try workshop.read("Content/ledger/s1.txt") == ledger)
    #expect(!workshop.exists("Public"))
    try await workshop.expectNextBuild("a ledger that appears")
  }

  /// A file that was added and removed has left traces only in the site, so the site does not count as the result of
  /// the content.
  @Test(arguments: [
    ("Content/topics/more.md", "---\nlabel: More\n---\n"), ("Content/media/more.svg", "<svg/>"),
  ]) func whatCameAndWentIsNotRemembered(_ name: String, _ text: String) async throws {
    let workshop = try Workshop(sources: 2)
    _ = try await workshop.build()
    try workshop.write("Content/topics/harbour.md", "---\nlabel: Harbour and port\n---\n")
    let outcome = try await workshop.build(
      doing: { try $0.write(name, text) }, at: "Reading", then: { try $0.remove(name) }, at: "Publishing")
    if outcome.summary != nil { #expect(await workshop.standing() == nil) }
    try await workshop.expectNextBuild(name)
  }

  @Test func aFolderThatWasAwayForAMomentIsReadAgain() async throws {
    let workshop = try Workshop(sources: 2)
    _ = try await workshop.build()
    try workshop.write("Content/archive.yaml", "title: Another\nlanguage: en\n")
    let outcome = try await workshop.build(
      doing: { try $0.move("Content/annotations", to: "aside") }, at: "Reading",
      then: { try $0.move("aside", to: "Content/annotations") }, at: "Anchoring")
    #expect(outcome.summary != nil)
    #expect(await workshop.standing() == nil)
    try await workshop.expectNextBuild("a folder that was away")
  }

  /// Temporary files of an editor beside those of the author do not prevent publication.
  @Test func namesWithADotDoNotDisturb() async throws {
    let workshop = try Workshop(sources: 2)
    for stage in Self.stages {
      try workshop.write("Content/topics/harbour.md", "---\nlabel: At \(stage)\n---\n")
      let outcome = try await workshop.build(
        doing: { try $0.write("Content/sources/.s1.md.swp", stage) }, at: stage)
      #expect(outcome.summary != nil, "\(stage): \(outcome.diagnostics)")
      try await workshop.expectNextBuild(stage)
    }
  }
}

extension Workshop {
  fileprivate func build(
    doing deed: @escaping @Sendable (Workshop) throws -> Void, at stage: String,
    then other: @escaping @Sendable (Workshop) throws -> Void = { _ in }, at later: String = ""
  ) async throws -> Builder.Outcome {
    try await builder().build(
      Progress { name in
        do {
          if name == stage { try deed(self) }
          if name == later { try other(self) }
        } catch {
          Issue.record("\(name): \(error)")
        }
      })
  }

  /// The next build gives the result of a clean build, or reports the same errors.
  fileprivate func expectNextBuild(_ name: String) async throws {
    // A clean build into an empty output has no published ids to compare the ledgers with.
    var next = builder()
    next.newIDs = true
    let built = try await next.build(Progress())
    try remove("clean/Public")
    let clean = try await builder(output: "clean/Public").build(Progress())
    #expect(built.diagnostics == clean.diagnostics, "\(name)")
    #expect((built.summary == nil) == (clean.summary == nil), "\(name)")
    if built.summary != nil { #expect(try tree("Public") == tree("clean/Public"), "\(name)") }
    #expect(!built.diagnostics.contains { $0.rule == "changed-meanwhile" }, "\(name)")
  }
}
