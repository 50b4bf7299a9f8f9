import Foundation
import Testing

@testable import Publishing

/// The content of the output folder and of the folders around it.
@Suite struct OutputTests {
  let folder: TemporaryFolder
  var output: String { folder["Public"] }

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [true, false]) func keepsWhatItDidNotWrite(exchange: Bool) throws {
    try folder.write("Public/.gitkeep", "")
    try folder.write("Public/notes/deep/mine.txt", "mine")
    try FileManager.default.createDirectory(atPath: folder["Public/empty"], withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder["Public/link"], withDestinationPath: "/nowhere")
    let inode = try folder.inode("Public/notes/deep/mine.txt")
    for text in ["one", "two"] {
      let summary = try publish(
        ["index.html": text, "notes/ours.html": text], to: output, exchange: exchange)
      #expect(summary.kept == 3)
    }
    #expect(folder.read("Public/notes/deep/mine.txt") == "mine")
    #expect(try folder.inode("Public/notes/deep/mine.txt") == inode)
    try publish(["index.html": "three"], to: output, exchange: exchange)
    #expect(
      folder.all("Public") == [
        ".gitkeep", "empty", "index.html", "link", "manifest-sha256.txt", "notes", "notes/deep",
        "notes/deep/mine.txt",
      ])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder["Public/link"]) == "/nowhere")
  }

  @Test func keepsFilesWhoseNamesAreNoText() throws {
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    let name = (output + "/").utf8CString.dropLast() + [CChar(bitPattern: 0xFF), 0]
    let file = open(Array(name), O_CREAT | O_WRONLY, 0o644)
    try #require(file >= 0)
    close(file)
    try publish(["index.html": "x"], to: output)
    #expect(access(Array(name), F_OK) == 0)
  }

  @Test(arguments: ["index.html", "INDEX.html", "index.html/inner"])
  func stopsBeforeAFileThatItDidNotWrite(path: String) throws {
    try folder.write("Public/\(path)", "mine")
    let error = #expect(throws: PublishingError.self) { try publish(["index.html": "new"], to: output) }
    #expect(error?.kind == .conflict)
    #expect(error?.path.hasPrefix(output + "/i") == true || error?.path == output + "/INDEX.html")
    #expect(folder.read("Public/\(path)") == "mine")
    #expect(folder.all().allSatisfy { $0.hasPrefix("Public") })
  }

  @Test func doesNotWriteThroughALinkInTheOutput() throws {
    try folder.write("elsewhere/a.html", "theirs")
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder["Public/sources"], withDestinationPath: folder["elsewhere"])
    #expect(throws: PublishingError.self) { try publish(["sources/a.html": "theirs"], to: output) }
    #expect(folder.all("elsewhere") == ["a.html"])
  }

  @Test(arguments: [true, false]) func takesOverWhatAppearsDuringTheBuild(exchange: Bool) throws {
    try publish(["a.html": "a"], to: output)
    try publish(
      ["a.html": "b"], to: output, exchange: exchange,
      beforeSwitch: { try? folder.write("Public/late/mine.txt", "mine") })
    #expect(folder.read("Public/late/mine.txt") == "mine")
    #expect(folder.read("Public/a.html") == "b")
    #expect(folder.all().allSatisfy { $0.hasPrefix("Public") })
  }

  @Test func refusesToRunTwiceAtOnce() throws {
    let first = try Publication(output: output)
    let error = #expect(throws: PublishingError.self) { try Publication(output: output) }
    #expect(error?.kind == .busy)
    try first.put("a.html", [1])
    _ = try first.finish()
    let second = try Publication(output: output)
    second.abandon()
  }

  @Test func removesWhatAKilledBuildLeft() throws {
    try publish(["a.html": "good"], to: output)
    try folder.write(".Public.staging/half/page.html", "half")
    try folder.write(".Public.lock", "")
    try publish(["a.html": "better"], to: output)
    #expect(folder.all() == ["Public", "Public/a.html", "Public/manifest-sha256.txt"])
  }

  @Test func putsTheLastSiteBackThatAKilledBuildMovedAside() throws {
    try publish(["a.html": "good"], to: folder[".Public.old"])
    try folder.write(".Public.staging/a.html", "half")
    let publication = try Publication(output: output)
    publication.abandon()
    #expect(folder.all() == ["Public", "Public/a.html", "Public/manifest-sha256.txt"])
    #expect(folder.read("Public/a.html") == "good")
  }

  @Test func saysWhatStandsInTheWay() throws {
    try folder.write("file", "")
    try folder.write("Content/sources/a.md", "")
    try FileManager.default.createSymbolicLink(atPath: folder["loose"], withDestinationPath: "nowhere")
    let cases: [(String, String)] = [
      (folder["file"], "is not a folder"), (folder["file/Public"], "part of the path is a file"),
      (folder["Content"], "is the input folder"), (folder["Content/"], "is the input folder"),
      (folder["Content/sources"], "lies in the input folder"),
      (folder["Content/new"], "lies in the input folder"),
      (folder.path, "holds the input folder"), (folder["loose"], "leads nowhere"), ("", "no name"),
      ("/", "root of the file system"), (folder["missing/.."], "does not end with the name"),
      ("/proc/sitegen/Public", "cannot make the folder"),
    ]
    for (output, words) in cases {
      let error = #expect(throws: PublishingError.self) {
        try Publication(output: output, apartFrom: [folder["Content"]])
      }
      #expect(error?.message.contains(words) == true, "\(output): \(error?.message ?? "")")
    }
    #expect(folder.read("Content/sources/a.md") == "")
  }

  @Test func publishesThroughALinkToTheFolderItself() throws {
    try folder.write("real/Public/.gitkeep", "")
    try FileManager.default.createSymbolicLink(
      atPath: folder["Public"], withDestinationPath: folder["real/Public"])
    try publish(["a.html": "a"], to: output)
    #expect(folder.all("real/Public") == [".gitkeep", "a.html", "manifest-sha256.txt"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: output) == folder["real/Public"])
  }

  @Test func makesTheFoldersAbove() throws {
    try publish(["a.html": "a"], to: folder["some/where/Public/"])
    #expect(folder.read("some/where/Public/a.html") == "a")
  }

  @Test func keepsThePermissionsOfTheFolder() throws {
    try publish(["a.html": "a"], to: output)
    try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: output)
    try publish(["a.html": "b"], to: output)
    let attributes = try FileManager.default.attributesOfItem(atPath: output)
    #expect(attributes[.posixPermissions] as? Int == 0o750)
  }

  @Test(.enabled(if: access("/dev/full", W_OK) == 0, "needs /dev/full"))
  func saysThatTheDiskIsFull() throws {
    let file = Descriptor(open("/dev/full", O_WRONLY))
    let error = #expect(throws: PublishingError.self) {
      try withUnsafeBytes(of: 7) { (raw) throws in try file.write(raw, "sources/a.html") }
    }
    #expect(error?.description == "sources/a.html: cannot write: No space left on device")
  }

  @Test func aManifestThatIsNoneStopsTheBuild() throws {
    try publish(["a.html": "a"], to: output)
    try folder.write("Public/manifest-sha256.txt", "not a digest  a.html\n")
    let error = #expect(throws: PublishingError.self) { try Publication(output: output) }
    #expect(error?.kind == .manifest)
    #expect(error?.message.contains("line 1") == true)
    #expect(folder.read("Public/a.html") == "a")
    #expect(folder.all().allSatisfy { $0.hasPrefix("Public") })
  }
}
