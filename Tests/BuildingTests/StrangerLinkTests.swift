import Archive
import Foundation
import Testing

@testable import Building

/// Symbolic links in an untrusted archive: nothing outside its folders is read or written.
@Suite struct StrangerLinkTests {
  let workshop: Workshop
  /// Content of a folder beside the archive, which represents the home of the user.
  private let secret = "secret words of the user"

  init() throws {
    workshop = try Workshop(sources: 2)
    try workshop.write("home/secret.txt", secret)
    try workshop.write("home/deep/secret.md", "---\ntitle: T\n---\n\n\(secret)\n")
  }

  private func link(_ name: String, to target: String) throws {
    try workshop.remove(name)
    let folder = URL(fileURLWithPath: workshop[name]).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: workshop[name], withDestinationPath: target)
  }

  private func isPublished() throws -> Bool {
    try workshop.tree("Public").values.contains { String(decoding: $0, as: UTF8.self).contains(secret) }
  }

  @Test(arguments: [false, true])
  func `Links that lead out are refused with their places`(isRelative: Bool) async throws {
    let links = [
      ("Content/media/link.txt", "home/secret.txt"), ("Content/media/deep", "home/deep"),
      ("Content/media/root", "/"), ("Content/sources/s9.md", "home/deep/secret.md"),
      ("Content/sources/more", "home/deep"), ("Content/topics/ice.md", "home/deep/secret.md"),
      ("Content/pages/more.md", "home/deep/secret.md"), ("Content/annotations/more.yaml", "home/secret.txt"),
      ("Content/archive.yaml", "home/secret.txt"), ("Content/ledger/s0.txt", "home/secret.txt"),
      ("Content/speakers", "home"), ("Templates/page.mustache", "home/secret.txt"),
      ("Templates/more.mustache", "home/secret.txt"), ("Templates/assets/more.js", "home/secret.txt"),
      ("Templates/assets/more.png", "home/secret.txt"), ("Templates/styles/zz.css", "home/secret.txt"),
      ("Templates/styles/zz", "home/deep"),
    ]
    for (name, target) in links {
      let depth = String(repeating: "../", count: name.split(separator: "/").count - 1)
      try link(name, to: target == "/" ? "/" : isRelative ? depth + target : workshop[target])
    }
    let before = try workshop.tree("home")
    let outcome = try await workshop.build()
    let said = outcome.diagnostics.filter { $0.rule == "link-outside" }
    for (name, _) in links {
      let isSaid = said.contains {
        $0.severity == .error && workshop[name].hasSuffix("/\($0.path)") || workshop[name] == $0.path
      }
      #expect(isSaid, "\(name)")
    }
    #expect(said.count == links.count)
    #expect(!workshop.exists("Public"))
    #expect(try workshop.tree("home") == before)
  }

  @Test(arguments: ["ledger", "media", "sources"])
  func `A folder of the content that is such a link is refused`(_ name: String) async throws {
    try link("Content/\(name)", to: workshop["home/deep"])
    let outcome = try await workshop.build()
    #expect(outcome.diagnostics.contains { $0.rule == "link-outside" && $0.path == name })
    #expect(try workshop.tree("home").count == 2)
  }

  /// The cache knows these files, and checks only what has changed.
  @Test(arguments: [
    "Content/media/plan.svg", "Content/sources/s0.md", "Content/ledger/s0.txt", "Templates/home.mustache",
    "Templates/assets/site.js", "Content/media", "Templates/assets",
  ])
  func `A file or folder that becomes such a link is refused as well`(_ name: String) async throws {
    try workshop.write("Templates/assets/site.js", "a\n")
    #expect(try await !workshop.build().hasErrors)
    let site = try workshop.tree("Public")
    try workshop.move(name, to: "home/moved")
    try workshop.write("home/moved" + (workshop.isFolder("home/moved") ? "/more.txt" : ""), secret)
    try link(name, to: workshop["home/moved"])
    let outcome = try? await workshop.build()
    let rules = outcome?.diagnostics.map(\.rule) ?? ["link-outside"]
    #expect(rules.contains("link-outside") || rules.contains("ledger-unreadable"))
    #expect(outcome?.summary == nil)
    #expect(try workshop.tree("Public") == site)
  }

  @Test func `A link to a file of the same folder is followed`() async throws {
    try link("Content/media/copy.svg", to: "plan.svg")
    try link("Content/media/far.svg", to: workshop["Content/media/plan.svg"])
    try link(
      "Templates/assets/copy.css",
      to: "../styles/\(try #require(workshop.tree("Templates/styles").keys.min()))")
    for _ in 0..<2 {
      let outcome = try await workshop.build()
      #expect(!outcome.hasErrors, "\(outcome.diagnostics)")
      for name in ["copy.svg", "far.svg"] {
        #expect(try workshop.bytes("Public/media/\(name)") == workshop.bytes("Content/media/plan.svg"))
      }
      try workshop.write("Content/media/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>\n")
    }
  }

  @Test(arguments: [
    ".sitegen", ".sitegen/Public", ".sitegen/Public.sources", ".sitegen/Public.index",
    ".sitegen/Public.previous",
    ".sitegen/.gitignore",
  ])
  func `The cache is not written through a link`(_ name: String) async throws {
    try workshop.write("home/Public.previous/mine.txt", "mine")
    try workshop.write("home/0", "mine")
    for target in ["home", "home/none"] {
      try link(name, to: workshop[target])
      let before = try workshop.tree("home")
      for number in 0..<2 {
        try workshop.write("Content/sources/s0.md", Workshop.source(number))
        let outcome = try await workshop.build { $0.filesForPreviousTree = 1 }
        #expect(!outcome.hasErrors, "\(outcome.diagnostics)")
      }
      #expect(try workshop.tree("home") == before)
      #expect(unlink(workshop[name]) == 0 || !workshop.isLink(name))
    }
  }

  @Test func `Names that programs give to temporary files are an author's own`() async throws {
    _ = try await workshop.build()
    let names = ["s0.txt.new", "s1.txt.new", "s1.txt.tmp", ".s0.txt.new"]
    for (number, name) in names.enumerated() {
      if number % 2 == 0 { try link("Content/ledger/\(name)", to: workshop["home/secret.txt"]) }
      if number % 2 == 1 { try workshop.write("Content/ledger/\(name)", "mine") }
    }
    for name in ["s0.txt.new", "s1.txt.tmp"] { try workshop.remove("Content/ledger/\(name)") }
    for name in ["Public.new", "Public.index.new"] {
      try link(".sitegen/\(name)", to: workshop["home/secret.txt"])
    }
    try workshop.write("Content/sources/s0.md", Workshop.source(0) + "\nPILOT: And that was all.\n")
    let outcome = try await workshop.build()
    #expect(!outcome.hasErrors, "\(outcome.diagnostics)")
    #expect(try workshop.read("Content/ledger/s1.txt.new") == "mine")
    #expect(try workshop.read("home/secret.txt") == secret)
  }

  /// With ten links in each direction there are more than 10! paths.
  @Test(arguments: ["Content/media", "Templates/assets", "Content/sources"])
  func `Folders that link to each other come to an end`(_ folder: String) async throws {
    for from in 0..<10 {
      for to in 0..<10 where from != to { try link("\(folder)/d\(from)/to\(to)", to: "../d\(to)") }
    }
    let outcome = try await workshop.build()
    let said = outcome.diagnostics.filter { $0.rule == "link-to-folder" }
    #expect(said.count == 90)
    #expect(said.contains { $0.path.hasSuffix("d3/to7") })
  }
}

extension Workshop {
  func isFolder(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: self[name], isDirectory: &isFolder) && isFolder.boolValue
  }
}
