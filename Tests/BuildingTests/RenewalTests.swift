import Foundation
import Glibc
import Testing

@testable import Building

/// Which files a build makes again after an edit, and which it reuses from the last site.
///
/// A file counts as unchanged if its stamp is unchanged. A test uses this to see which files are made: it writes other
/// bytes into all of them, with the same size and time, and checks which files have lost these bytes after the next
/// build.
struct RenewalTests {
  /// Pages that list all sources.
  private static let lists: Set<String> = [
    "index.html", "sources/index.html", "speakers/index.html", "topics/index.html", "events/index.html",
    "places/index.html", "organizations/index.html", "timeline.html", "annotations.html",
  ]

  @Test func aTemplateIsRenderedAnewWhereItIsUsed() async throws {
    let workshop = try Workshop()
    let folders = ["speakers", "topics", "events", "places", "organizations"]
    for (template, isUsed) in [
      ("home", { $0 == "index.html" }),
      ("source", { $0.hasPrefix("sources/s") }),
      ("missing", { $0 == "404.html" }),
      (
        "entry",
        { page in
          page == "method.html"
            || folders.contains { page.hasPrefix("\($0)/") } && !page.hasSuffix("index.html")
        }
      ),
    ] as [(String, (String) -> Bool)] {
      _ = try await workshop.build()
      let pages = try workshop.spoil().filter { $0.hasSuffix(".html") }
      let text = try workshop.read("Templates/\(template).mustache")
      try workshop.write("Templates/\(template).mustache", text + "<!-- -->")
      _ = try await workshop.build()
      #expect(try workshop.made().filter { $0.hasSuffix(".html") } == pages.filter(isUsed), "\(template)")
      _ = try await workshop.build { $0.clean = true }
    }
  }

  /// A template that a theme adds is a dependency of all templates that include it.
  @Test func aPartialIsRenderedAnewWithWhatTakesItIn() async throws {
    let workshop = try Workshop()
    try workshop.write("Templates/more.mustache", "<!-- more -->")
    try workshop.write(
      "Templates/home.mustache", try workshop.read("Templates/home.mustache") + "{{> more }}")
    _ = try await workshop.build()
    _ = try workshop.spoil()
    try workshop.write("Templates/more.mustache", "<!-- other -->")
    _ = try await workshop.build()
    #expect(try workshop.made().filter { $0.hasSuffix(".html") } == ["index.html"])
  }

  /// An additional passage in an early source shifts the limits of all later pages of its speaker.
  @Test func pagesOfAnEntryAreRenewedWithTheirBorders() async throws {
    let workshop = try Workshop(sources: 2)
    for (name, count) in [("s0", 600), ("s1", 1500)] {
      let said = (1...count).map { "PILOT: Light \($0) of \(name) was seen." }
      try workshop.write(
        "Content/sources/\(name).md",
        try workshop.read("Content/sources/\(name).md") + "\n" + said.joined(separator: "\n\n") + "\n")
    }
    _ = try await workshop.build()
    let text = try workshop.read("Content/sources/s0.md")
    try workshop.write("Content/sources/s0.md", text + "\nPILOT: And one light more was seen.\n")
    let before = try workshop.read("Public/speakers/pilot~2.html")
    _ = try await workshop.build()
    #expect(try workshop.read("Public/speakers/pilot~2.html") != before)
    let built = try workshop.tree("Public")
    _ = try await workshop.build { $0.clean = true }
    #expect(try workshop.tree("Public") == built)
  }

  /// Files of others in the output, and whether a tree update is possible with them.
  enum Strangers: CaseIterable {
    case none
    /// A file that the last build has seen.
    case known
    /// A file that appears after the last build.
    case new
    /// A folder, which a tree update does not take over.
    case folder

    var isRevised: Bool { self == .none || self == .known }
  }

  @Test(arguments: Strangers.allCases)
  func wordsAreRenewedWhereTheyAreShown(strangers: Strangers) async throws {
    let workshop = try Workshop(sources: 8)
    if strangers == .known { try workshop.write("Public/CNAME", "archive.example") }
    if strangers == .folder { try workshop.write("Public/.well-known/host", "archive.example") }
    _ = try await workshop.build()
    _ = try workshop.spoil()
    if strangers == .new { try workshop.write("Public/CNAME", "archive.example") }
    let text = try workshop.read("Content/sources/s1.md")
    try workshop.write(
      "Content/sources/s1.md", text.replacingOccurrences(of: "drowned in spring", with: "gone"))
    _ = try await workshop.build()
    let made = try workshop.made()
    // Its neighbours in time; a note on it names the later one.
    #expect(
      made.filter { $0.hasPrefix("sources/s") } == ["sources/s0.html", "sources/s1.html", "sources/s2.html"])
    #expect(made.filter { $0.hasPrefix("data/text/") } == ["data/text/s1.txt"])
    // The timeline shows sources, not their words.
    #expect(Set(made).isSuperset(of: Self.lists.subtracting(["timeline.html"])))
    #expect(Set(made).isSuperset(of: ["speakers/pilot.html", "topics/ice.html", "data/passages.jsonl"]))
    #expect(Set(made).isDisjoint(with: ["method.html", "404.html", "search.html", "timeline.html"]))
    // A build that writes all files also copies the assets again.
    #expect(made.contains("assets/theme.js") != strangers.isRevised)
  }

  /// The tree that the first edit starts from exists before that edit.
  @Test(arguments: [nil, 0, 1_000]) func aLargeSiteHasATreeForTheFirstEdit(from files: Int?) async throws {
    let workshop = try Workshop()
    for topic in ["Ice", "Ice and snow"] {
      try workshop.write("Content/topics/ice.md", "---\nlabel: \(topic)\nbroader: harbour\n---\n")
      _ = try await workshop.build {
        $0.filesForPreviousTree = files ?? 0
        $0.clean = files == nil
      }
      let site = try workshop.tree("Public")
      let previous = try workshop.tree(".sitegen/Public.previous")
      #expect((previous == site) == (files == 0), "\(topic)")
      for file in files == 0 ? Array(site.keys) : [] {
        #expect(
          try workshop.node("Public/\(file)") == workshop.node(".sitegen/Public.previous/\(file)"), "\(file)")
      }
    }
  }

  /// Tree updates keep foreign files, which are not in the manifest.
  @Test func filesOfOthersStayInARevisedSite() async throws {
    let workshop = try Workshop()
    try workshop.write("Public/.gitkeep", "")
    try workshop.write("Public/CNAME", "small.example\n")
    for (number, text) in ["one", "two", "three"].enumerated() {
      try workshop.write("Content/sources/s1.md", Workshop.source(1) + "\nPILOT: And \(text).\n")
      _ = try await workshop.build { $0.filesForPreviousTree = 0 }
      #expect(try workshop.read("Public/CNAME") == "small.example\n" && workshop.exists("Public/.gitkeep"))
      #expect(try !workshop.read("Public/manifest-sha256.txt").contains("CNAME"), "\(number)")
      let node = try workshop.node("Public/CNAME")
      #expect(try workshop.node(".sitegen/Public.previous/CNAME") == node)
    }
    try workshop.write("Public/CNAME", "other.example\n")
    try workshop.write("Content/sources/s1.md", Workshop.source(1))
    _ = try await workshop.build()
    var site = try workshop.tree("Public")
    #expect(site["CNAME"] == Data("other.example\n".utf8))
    _ = try await workshop.build { $0.clean = true }
    #expect(try workshop.tree("Public") == site)
    try workshop.remove("Public/CNAME")
    try workshop.write("Content/sources/s1.md", Workshop.source(1) + "\nPILOT: And no more.\n")
    _ = try await workshop.build()
    site = try workshop.tree("Public")
    #expect(site["CNAME"] == nil && site[".gitkeep"] == Data())
  }
}

extension Workshop {
  /// Overwrites every published file with other bytes, of the same size and with the same time.
  ///
  /// - Returns: the files.
  fileprivate func spoil() throws -> [String] {
    let files = try tree("Public").filter {
      !["manifest-sha256.txt", "CNAME", ".well-known/host"].contains($0.key) && !$0.value.isEmpty
    }
    for (name, bytes) in files {
      let file = open(self["Public/\(name)"], O_WRONLY)
      try #require(file >= 0)
      defer { close(file) }
      var status = stat()
      try #require(fstat(file, &status) == 0)
      let spoilt = Data(repeating: 0x21, count: bytes.count)
      try #require(spoilt.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) } == bytes.count)
      try #require(futimens(file, [status.st_atim, status.st_mtim]) == 0)
    }
    return files.keys.sorted()
  }

  /// The inode number of a file.
  fileprivate func node(_ name: String) throws -> UInt64? {
    try FileManager.default.attributesOfItem(atPath: self[name])[.systemFileNumber] as? UInt64
  }

  /// The files that a build has written again.
  fileprivate func made() throws -> [String] {
    try tree("Public").filter { name, bytes in
      name != "manifest-sha256.txt" && !bytes.isEmpty && !bytes.allSatisfy { $0 == 0x21 }
    }.map(\.key).sorted()
  }
}
