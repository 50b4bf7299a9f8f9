import Foundation
import Testing

@testable import Publishing

/// Builds that start from the previous tree give the same result as builds into an empty folder.
@Suite struct PreviousTreeTests {
  private let folder: TemporaryFolder
  private var output: String { folder["Public"] }
  private static let previous = ".sitegen/Public.previous"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(".sitegen/.gitignore", "*\n")
  }

  @Test func theTreeBeforeTheLastIsKeptAndUsed() throws {
    try publish(["a.html": "a", "b/c.html": "c"], to: output)
    #expect(folder.all(Self.previous).isEmpty)
    try publish(["a.html": "other", "b/c.html": "c"], to: output)
    #expect(folder.read("\(Self.previous)/a.html") == "a")
    let inode = try folder.inode(Self.previous)
    try publish(["a.html": "third", "b/c.html": "c"], to: output)
    #expect(try folder.inode("Public") == inode)
    #expect(folder.read("Public/a.html") == "third" && folder.read("\(Self.previous)/a.html") == "other")
    #expect(try folder.inode("Public/b/c.html") == folder.inode("\(Self.previous)/b/c.html"))
    // A build that stops at an error, or finds nothing to change, leaves the previous tree for the next build.
    let publication = try Publication(output: output, intoForeign: true)
    try publication.put("a.html", Array("half".utf8))
    publication.abandon()
    try publish(["a.html": "third", "b/c.html": "c"], to: output)
    #expect(folder.read("Public/a.html") == "third")
    #expect(folder.all().filter { !$0.contains("/") } == [".sitegen", "Public"])
  }

  /// The result is correct after any changes to the previous tree and for any site before.
  @Test(arguments: 1...8 as ClosedRange<UInt64>) func anySequenceGivesTheSite(seed: UInt64) throws {
    var state = seed
    func roll(_ count: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % count
    }
    let names = ["a", "b", "c/d", "c/e", "c/f/g", "h/i", "b/j", "h"]
    for step in 0..<40 {
      var files: [String: String] = [:]
      for name in names where roll(3) > 0 {
        // A name cannot be both a file and a folder in one site.
        if files.keys.contains(where: { $0.hasPrefix(name + "/") || name.hasPrefix($0 + "/") }) { continue }
        files[name] = "\(name) \(roll(3))"
      }
      let victim = names[Int(roll(UInt64(names.count)))]
      // Without this file nothing in the previous tree counts as a late file.
      try? FileManager.default.removeItem(atPath: folder[".sitegen/Public.aside"])
      switch roll(8) {
      case 0: try? FileManager.default.removeItem(atPath: folder["\(Self.previous)/\(victim)"])
      case 1: try? folder.write("\(Self.previous)/\(victim)", "spoilt")
      case 2: try? folder.write("\(Self.previous)/\(victim)/mine.txt", "foreign")
      case 3:
        try? FileManager.default.removeItem(atPath: folder["\(Self.previous)/\(victim)"])
        try? FileManager.default.createSymbolicLink(
          atPath: folder["\(Self.previous)/\(victim)"], withDestinationPath: folder["Public"])
      case 4: try? FileManager.default.removeItem(atPath: folder[Self.previous])
      // Like an editor that saves: another file in its place.
      case 5 where folder.read("Public/\(victim)") != nil: try? folder.write("Public/\(victim)", "spoilt")
      case 6: try folder.write("Public/foreign.txt", "theirs \(step)")
      default: break
      }
      let theirs = folder.read("Public/foreign.txt")
      let publication = try Publication(output: output, reusing: roll(6) > 0, intoForeign: true)
      for (name, text) in files { try publication.put(name, Array(text.utf8)) }
      if roll(6) == 0 {
        publication.abandon()
        continue
      }
      _ = try publication.finish()
      let comment: Comment = "seed \(seed), step \(step)"
      let found = folder.all("Public").filter { folder.read("Public/\($0)") != nil }
      let foreign = theirs == nil ? [] : ["foreign.txt"]
      #expect(found == (files.keys + ["manifest-sha256.txt"] + foreign).sorted(), comment)
      for (name, text) in files { #expect(folder.read("Public/\(name)") == text, comment) }
      #expect(folder.read("Public/foreign.txt") == theirs, comment)
      #expect(!folder.all().contains { $0.hasPrefix(".Public") }, comment)
    }
  }
}
