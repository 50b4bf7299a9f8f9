import Foundation
import Testing

@testable import Publishing

/// Files that a process in the old output folder writes after the trees were exchanged.
@Suite struct LateFileTests {
  private let folder: TemporaryFolder
  private var output: String { folder["Public"] }
  private static let previous = ".sitegen/Public.previous"
  private static let site = ["a.html": "a", "b/c.html": "c", "b/d/e.html": "e"]

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(".sitegen/.gitignore", "*\n")
    try folder.write("old.txt", "old")
    try folder.write("old/deep/file.txt", "old")
    try publish(Self.site, to: output)
    try folder.write("Public/CNAME", "example.org")
    try publish(Self.site.merging(["a.html": "b"]) { $1 }, to: output)
    try settle()
  }

  /// Waits until a new file is later than the marker file of the previous tree, by the clock of the file system.
  private func settle() throws {
    let mark = try FileManager.default.attributesOfItem(atPath: folder[".sitegen/Public.aside"])
    let aside = try #require(mark[.modificationDate] as? Date).timeIntervalSince1970
    while Double(FileClock.now) / 1e9 <= aside + 0.001 {}
  }

  private var foreign: [String] {
    folder.all("Public").filter { folder.read("Public/\($0)") != nil && Self.site[$0] == nil }
      .filter { $0 != Manifest.name }
  }

  @Test func `They go to the output with the next build`() throws {
    try folder.write("\(Self.previous)/mine.txt", "mine")
    try folder.write("\(Self.previous)/b/d/mine.txt", "deep")
    try folder.write("\(Self.previous)/new/deep/mine.txt", "new")
    try publish(Self.site, to: output)
    #expect(foreign == ["CNAME", "b/d/mine.txt", "mine.txt", "new/deep/mine.txt"])
    #expect(folder.read("Public/mine.txt") == "mine" && folder.read("Public/b/d/mine.txt") == "deep")
    #expect(folder.read("Public/new/deep/mine.txt") == "new")
  }

  @Test func `A build that takes nothing over brings them home too`() throws {
    try folder.write("\(Self.previous)/mine.txt", "mine")
    let publication = try Publication(output: output, reusing: false)
    for (path, text) in Self.site { try publication.put(path, Array(text.utf8)) }
    _ = try publication.finish()
    #expect(foreign == ["CNAME", "mine.txt"])
  }

  @Test func `A file of the author that was removed from the output does not come back`() throws {
    #expect(folder.read("\(Self.previous)/CNAME") == "example.org")
    try FileManager.default.removeItem(atPath: folder["Public/CNAME"])
    try folder.write("\(Self.previous)/mine.txt", "mine")
    try publish(Self.site, to: output)
    #expect(foreign == ["mine.txt"])
  }

  @Test func `Pages of the site stay as they are`() throws {
    try FileManager.default.removeItem(atPath: folder["\(Self.previous)/b/c.html"])
    try folder.write("\(Self.previous)/b/c.html", "late")
    try publish(Self.site, to: output)
    #expect(folder.read("Public/b/c.html") == "c")
    #expect(foreign == ["CNAME"])
  }

  @Test func `A page that was removed from the output by hand does not come back as a foreign file`() throws {
    try FileManager.default.removeItem(atPath: folder["Public/b/c.html"])
    try folder.write("\(Self.previous)/b/mine.txt", "mine")
    try publish(["a.html": "a", "b/d/e.html": "e"], to: output)
    #expect(folder.read("Public/b/c.html") == nil)
    #expect(folder.read("Public/b/mine.txt") == "mine")
  }

  @Test func `The last writer of a foreign file wins`() throws {
    try folder.write("\(Self.previous)/new", "late")
    try move("\(Self.previous)/new", "\(Self.previous)/CNAME")
    try publish(Self.site, to: output)
    #expect(folder.read("Public/CNAME") == "late")
  }

  @Test func `A foreign file that is newer in the output stays`() throws {
    try folder.write("new", "old words")
    try move("new", "\(Self.previous)/CNAME")
    try folder.write("Public/CNAME.new", "example.com")
    try move("Public/CNAME.new", "Public/CNAME")
    try publish(Self.site, to: output)
    #expect(folder.read("Public/CNAME") == "example.com")
  }

  @Test func `Files and folders that are moved there come too, however old they are`() throws {
    try move("old.txt", "\(Self.previous)/b/old.txt")
    try move("old", "\(Self.previous)/old")
    try publish(Self.site, to: output)
    #expect(foreign == ["CNAME", "b/old.txt", "old/deep/file.txt"])
  }

  @Test func `A foreign folder is looked into`() throws {
    try folder.write("Public/.well-known/first.txt", "first")
    try publish(Self.site, to: output)
    try publish(Self.site.merging(["a.html": "b"]) { $1 }, to: output)
    try settle()
    try folder.write("\(Self.previous)/.well-known/second.txt", "second")
    try publish(Self.site, to: output)
    #expect(folder.read("Public/.well-known/second.txt") == "second")
  }

  /// Replaces what is at the new path, as `mv` does.
  private func move(_ old: String, _ new: String) throws {
    try #require(rename(folder[old], folder[new]) == 0)
  }

  @Test func `Pages of a build that was given up are none`() throws {
    let publication = try Publication(output: output)
    try publication.put("unfinished.html", Array("half".utf8))
    publication.abandon()
    #expect(folder.read("\(Self.previous)/unfinished.html") == "half")
    try publish(Self.site, to: output)
    #expect(foreign == ["CNAME"])
  }
}
