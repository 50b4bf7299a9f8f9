import Foundation
import Testing

@testable import Publishing

/// A folder with files to which nothing was published is not replaced by a site.
@Suite struct ForeignOutputTests {
  let folder: TemporaryFolder
  var output: String { folder["Public"] }

  init() throws { folder = try TemporaryFolder() }

  private func publish(_ intoForeign: Bool = false) throws {
    let publication = try Publication(output: output, intoForeign: intoForeign)
    try publication.put("index.html", [0x61])
    _ = try publication.finish()
  }

  @Test(arguments: [".bashrc", "Documents/letter.txt", ".config/x", "index.html.bak", "notes.txt"])
  func `A home folder, named by mistake, is refused`(_ name: String) throws {
    try folder.write("Public/\(name)", "mine")
    let inode = try folder.inode("Public")
    let error = #expect(throws: PublishingError.self) { try publish() }
    #expect(error?.kind == .output)
    #expect(error?.message.contains("'\(name.split(separator: "/").first ?? "")'") == true)
    #expect(error?.message.contains(ForeignOutput.option) == true)
    #expect(try folder.inode("Public") == inode)
    #expect(folder.read("Public/\(name)") == "mine")
    #expect(folder.all(".").allSatisfy { $0.hasPrefix("Public") })
    try publish(true)
    #expect(folder.read("Public/\(name)") == "mine")
    // From now on its manifest identifies it.
    try publish()
    #expect(folder.read("Public/\(name)") == "mine")
  }

  /// Archivists use bags (RFC 8493), whose manifest has the same name.
  @Test(arguments: [false, true]) func `A bag is refused, and nothing of it is touched`(intoForeign: Bool)
    throws
  {
    let digits = String(repeating: "0", count: 64)
    try folder.write("Public/bagit.txt", "BagIt-Version: 1.0\n")
    try folder.write("Public/data/tape.wav", "tape")
    for manifest in ["\(digits)  data/tape.wav\n", ""] {
      try folder.write("Public/\(Manifest.name)", manifest)
      let error = #expect(throws: PublishingError.self) {
        _ = try Publication(output: output, marker: "data/sources.json", intoForeign: intoForeign)
      }
      #expect(error?.message.contains("BagIt") == true)
    }
    #expect(folder.read("Public/data/tape.wav") == "tape")
    #expect(folder.all().allSatisfy { $0.hasPrefix("Public") })
    try folder.write("Public/\(Manifest.name)", "\(digits)  data/sources.json\n")
    let publication = try Publication(output: output, marker: "data/sources.json")
    publication.abandon()
  }

  @Test func `An empty folder and what hosts ask for are no files of others`() throws {
    for name in [".gitkeep", ".nojekyll", "CNAME", ".git/config"] { try folder.write("Public/\(name)", "") }
    try publish()
    #expect(folder.read("Public/index.html") == "a")
    #expect(folder.read("Public/.git/config") == "")
  }

  @Test func `A link is followed only to a site`() throws {
    try FileManager.default.createDirectory(atPath: folder["elsewhere"], withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: output, withDestinationPath: folder["elsewhere"])
    #expect(throws: PublishingError.self) { try publish() }
    #expect(folder.all("elsewhere") == [])
    try publish(true)
    try publish()
    #expect(folder.read("elsewhere/index.html") == "a")
  }
}
