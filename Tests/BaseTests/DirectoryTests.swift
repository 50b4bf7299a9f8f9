import Base
import Foundation
import Testing

@Suite struct DirectoryTests {
  @Test func `Each entry comes once with its kind, hidden ones too`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "folder"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data().write(to: folder.appending(path: ".hidden"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: "link").path, withDestinationPath: "nowhere")
    #expect(mkfifo(folder.appending(path: "pipe").path, 0o600) == 0)

    var kinds: [String: Directory.Kind] = [:]
    #expect(Directory.forEachEntry(at: folder.path) { entry in kinds[entry.text ?? ""] = entry.kind })
    #expect(kinds == [".hidden": .file, "folder": .folder, "link": .link, "pipe": .other])

    let opened = open(folder.path, O_RDONLY | O_DIRECTORY)
    defer { close(opened) }
    for _ in 0..<2 {
      var names: Set<[UInt8]> = []
      #expect(Directory.forEachEntry(of: opened) { names.insert(Array($0.name)) })
      #expect(names.count == 4)
    }
  }

  @Test func `A folder that is missing cannot be read, and errno says why`() {
    let isRead = Directory.forEachEntry(at: "/no/such/folder") { _ in }
    let error = errno
    #expect(!isRead)
    #expect(error == ENOENT)
  }
}
