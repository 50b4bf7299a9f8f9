import Foundation
import Testing

@testable import FileAccess

/// Links are followed only if they lead to a file in the same folder.
@Suite struct ConfinedFileTests {
  let folder: Scratch
  let outside: Scratch

  init() throws {
    folder = try Scratch()
    outside = try Scratch()
    try folder.write("a/b/file", "ours")
    try folder.write(".git/config", "hidden")
    try outside.write("deep/file", "theirs")
  }

  private func read(_ path: String, in root: String) -> String {
    let file = ConfinedFile.open(path, in: root)
    if file < 0 { return errno == EXDEV ? "out" : errno == ENOENT ? "missing" : "error \(errno)" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 10)
    let count = Glibc.read(file, &bytes, 10)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  @Test func `What lies in the folder is read, however the folder and its links are named`() throws {
    let link = outside["link"]
    #expect(symlink(folder.path, link) == 0)
    #expect(symlink("../b/file", folder["a/b/relative"]) == 0)
    #expect(symlink(folder["a/b/file"], folder["a/absolute"]) == 0)
    #expect(symlink("\(link)/a/b/file", folder["a/round"]) == 0)
    for root in [folder.path, link, "\(folder.path)/a/.."] {
      for path in ["a/b/file", "a/b/relative", "a/absolute", "a/round", "a/../a/b/file"] {
        #expect(read(path, in: root) == "ours", "\(root) \(path)")
      }
      #expect(read("a/none", in: root) == "missing")
    }
  }

  @Test func `Nothing outside the folder is read`() throws {
    for (name, target) in [
      ("one", outside["deep/file"]), ("two", "../\(outside.name)/deep/file"), ("three", "/proc/self/environ"),
    ] {
      #expect(symlink(target, folder[name]) == 0)
      #expect(read(name, in: folder.path) == "out", "\(name)")
    }
    #expect(symlink(outside.path, folder["inner"]) == 0)
    #expect(read("inner/deep/file", in: folder.path) == "out")
    #expect(read("../\(outside.name)/deep/file", in: folder.path) == "out")
    // A folder whose name has the same beginning.
    #expect(mkdir(folder.path + "-more", 0o700) == 0)
    defer { rmdir(folder.path + "-more") }
    #expect(symlink(folder.path + "-more", folder["similar"]) == 0)
    #expect(read("similar", in: folder.path) == "out")
  }

  @Test func `Links are judged by where they lead`() throws {
    for (name, target, rule) in [
      ("a/good", "b/file", nil), ("a/loop", "..", "link-loop"), ("a/b/self", ".", "link-loop"),
      ("a/top", "\(folder.path)", "link-loop"), ("side", "a/b", "link-to-folder"),
      ("a/none", "nowhere", "unreadable-file"),
      ("out", outside["deep/file"], "link-outside"), ("far", "/", "link-outside"),
      ("up", "..", "link-outside"),
      ("secret", ".git/config", "link-outside"), ("a/secret", "../.git", "link-outside"),
      ("ring", "ring", "unreadable-file"),
    ] as [(String, String, String?)] {
      #expect(symlink(target, folder[name]) == 0)
      #expect(LinkFault(name, in: folder.path)?.rule == rule, "\(name) -> \(target)")
    }
  }
}
