import Foundation
import Testing
import Workers

@testable import Publishing

/// Publishes the given files and returns the summary.
@discardableResult
func publish(
  _ files: [String: String], to output: String, exchange: Bool = true, beforeSwitch: () -> Void = {}
) throws -> Publication.Summary {
  let publication = try Publication(output: output, intoForeign: true)
  for (path, text) in files.sorted(by: { $0.key < $1.key }) { try publication.put(path, Array(text.utf8)) }
  return try publication.finish(exchange: exchange, beforeSwitch: beforeSwitch)
}

@Suite struct PublicationTests {
  let folder: TemporaryFolder
  var output: String { folder["Public"] }

  init() throws { folder = try TemporaryFolder() }

  @Test func writesFilesFoldersAndManifest() throws {
    let summary = try publish(["index.html": "abc", "sources/a.html": ""], to: output)
    #expect(summary == .init(files: 2, written: 2, unchanged: 0, removed: 0, kept: 0, bytes: 3))
    #expect(folder.all() == ["Public"] + folder.all("Public").map { "Public/\($0)" })
    #expect(folder.all("Public") == ["index.html", "manifest-sha256.txt", "sources", "sources/a.html"])
    // The digests of "abc" and "" are those of FIPS 180-4's examples.
    #expect(
      folder.read("Public/manifest-sha256.txt") == """
        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  index.html
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  sources/a.html

        """)
  }

  @Test(arguments: [true, false]) func keepsUnchangedFilesAndDropsOldOnes(exchange: Bool) throws {
    try publish(
      ["same.html": "same", "other.html": "old", "gone/x.html": "x"], to: output, exchange: exchange)
    let past = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: folder["Public/same.html"])
    let inode = try folder.inode("Public/same.html")

    let summary = try publish(["same.html": "same", "other.html": "new"], to: output, exchange: exchange)
    #expect(summary == .init(files: 2, written: 1, unchanged: 1, removed: 1, kept: 0, bytes: 7))
    #expect(try folder.inode("Public/same.html") == inode)
    #expect(try folder.modified("Public/same.html") == past)
    #expect(folder.read("Public/other.html") == "new")
    #expect(folder.all().sorted() == ["Public"] + folder.all("Public").map { "Public/\($0)" })
    #expect(folder.all("Public") == ["manifest-sha256.txt", "other.html", "same.html"])
  }

  @Test func leavesTheOutputAloneWhereNothingDiffers() throws {
    try publish(["a.html": "a"], to: output)
    let inode = try folder.inode("Public")
    let summary = try publish(["a.html": "a"], to: output)
    #expect(summary.unchanged == 1 && summary.written == 0)
    #expect(try folder.inode("Public") == inode)
    #expect(folder.all().allSatisfy { $0.hasPrefix("Public") })
  }

  @Test func restoresAFileThatWasTamperedWithOrLost() throws {
    try publish(["a.html": "aaa", "b.html": "b"], to: output)
    try folder.write("Public/a.html", "bbb")
    try FileManager.default.removeItem(atPath: folder["Public/b.html"])
    let summary = try publish(["a.html": "aaa", "b.html": "b"], to: output)
    #expect(summary.written == 2 && summary.removed == 0)
    #expect(folder.read("Public/a.html") == "aaa")
    #expect(folder.read("Public/b.html") == "b")
  }

  @Test func copiesFilesOfAnySize() throws {
    let large = String(repeating: "0123456789abcdef", count: 20_000)
    try folder.write("media/film.bin", large)
    for round in 0..<2 {
      let publication = try Publication(output: output, apartFrom: [folder["media"]])
      try publication.copy(file: "media/film.bin", in: folder.path, to: "media/film.bin")
      let summary = try publication.finish()
      #expect(summary.unchanged == round && summary.bytes == 320_000)
    }
    #expect(folder.read("Public/media/film.bin") == large)
    try folder.write("media/film.bin", large.dropLast() + "!")
    let publication = try Publication(output: output)
    try publication.copy(file: "media/film.bin", in: folder.path, to: "media/film.bin")
    #expect(try publication.finish().written == 1)
    #expect(folder.read("Public/media/film.bin")?.hasSuffix("!") == true)
  }

  @Test func takesFilesFromSeveralTasks() async throws {
    let publication = try Publication(output: output)
    let failures = await Workers(count: 4).map(400) { index in
      do {
        try publication.put("folder\(index % 7)/\(index).html", Array("page \(index)".utf8))
        return 0
      } catch { return 1 }
    }
    #expect(failures.reduce(0, +) == 0)
    #expect(try publication.finish().files == 400)
    #expect(try await Manifest.verify(directory: output).isEmpty)
    #expect(folder.read("Public/folder3/101.html") == "page 101")
  }

  @Test(arguments: [
    "", "/etc/passwd", "../x", "a/../x", "a/./x", "a//x", "a/", ".", "..", "a\0b", "a\nb",
    String(repeating: "x", count: 256), String(repeating: "x/", count: 600) + "x",
  ])
  func refusesPathsThatAreNone(path: String) throws {
    let publication = try Publication(output: output)
    let error = #expect(throws: PublishingError.self) { try publication.put(path, [1]) }
    #expect(error?.kind == .path)
    #expect(throws: PublishingError.self) { try publication.finish() }
    #expect(folder.all() == [])
  }

  @Test(arguments: ["...", "a..b", "..a", ".gitignore", "日本/é.html", "a b%.html"])
  func takesPathsThatOnlyLookStrange(path: String) async throws {
    try publish([path: "x"], to: output)
    #expect(folder.read("Public/\(path)") == "x")
    #expect(try await Manifest.verify(directory: output).isEmpty)
  }

  @Test(arguments: [
    ("a.html", "a.html"), ("a.html", "A.html"), ("x/a", "X/b"), ("x", "x/a"), ("x/a", "x"), ("é", "e\u{301}"),
  ])
  func refusesTwoFilesOfOneName(first: String, second: String) throws {
    try publish(["last.html": "good"], to: output)
    let publication = try Publication(output: output)
    try publication.put(first, [1])
    let error = #expect(throws: PublishingError.self) { try publication.put(second, [1]) }
    #expect(error?.kind == .conflict)
    let refusal = #expect(throws: PublishingError.self) { try publication.finish() }
    #expect(refusal?.kind == .order)
    #expect(folder.all("Public") == ["last.html", "manifest-sha256.txt"])
  }

  @Test func abandonsWithoutATrace() throws {
    try publish(["last.html": "good"], to: output)
    let before = folder.all()
    let publication = try Publication(output: output)
    try publication.put("new.html", [1])
    publication.abandon()
    #expect(folder.all() == before)
    #expect(throws: PublishingError.self) { try publication.put("more.html", [1]) }
    #expect(throws: PublishingError.self) { try publication.finish() }
  }

  @Test func abandonsWhenItIsDropped() throws {
    do {
      let publication = try Publication(output: output)
      try publication.put("new.html", [1])
    }
    #expect(folder.all() == [])
  }
}
