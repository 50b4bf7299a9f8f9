import Foundation
import Testing

@testable import FileAccess

/// Files are replaced atomically, and nothing else in their folder is changed.
@Suite struct AtomicFileTests {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private func replace(_ path: String, _ text: String) throws {
    var file = try AtomicFile(path, in: folder.path)
    try file.write(Array(text.utf8))
    try file.replace()
  }

  @Test func `A file is made, and replaced with its permissions`() throws {
    try replace("a.txt", "one")
    #expect(chmod(folder["a.txt"], 0o640) == 0)
    try replace("a.txt", "two")
    #expect(folder.read("a.txt") == "two")
    var status = stat()
    #expect(stat(folder["a.txt"], &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o640)
    #expect(folder.all() == ["a.txt"])
  }

  @Test(arguments: ["a.txt.new", "a.txt.tmp", "a.txt~", ".a.txt.swp", ".a.txt.new", ".sitegen-x.tmp"])
  func `A file of an author beside it stays, and a link is not followed`(_ name: String) throws {
    try folder.write("elsewhere", "theirs")
    try folder.write("a.txt", "old")
    try folder.write(name, "mine")
    try replace("a.txt", "new")
    #expect(folder.read(name) == "mine")
    #expect(unlink(folder[name]) == 0)
    #expect(symlink(folder["elsewhere"], folder[name]) == 0)
    try replace("a.txt", "newer")
    #expect(folder.read("a.txt") == "newer")
    #expect(folder.read("elsewhere") == "theirs")
    #expect(folder.link(name) == folder["elsewhere"])
  }

  @Test func `A link to a file of the folder leads to the file that is replaced`() throws {
    try folder.write("deep/real.txt", "old")
    #expect(symlink("deep/real.txt", folder["a.txt"]) == 0)
    #expect(symlink(folder["deep/real.txt"], folder["b.txt"]) == 0)
    for name in ["a.txt", "b.txt"] {
      try replace(name, name)
      #expect(folder.read("deep/real.txt") == name)
      #expect(folder.link(name) != nil)
    }
    #expect(symlink("nowhere", folder["c.txt"]) == 0)
    try replace("c.txt", "new")
    #expect(folder.link("c.txt") == nil)
    #expect(folder.read("c.txt") == "new")
    #expect(!folder.exists("nowhere"))
  }

  @Test(arguments: [false, true])
  func `Nothing is written where a link leads out of the folder`(isAbsolute: Bool) throws {
    let outside = try Scratch()
    try outside.write("a.txt", "theirs")
    let there = isAbsolute ? outside.path : "../\(outside.name)"
    try folder.write("x", "")
    #expect(symlink("\(there)/a.txt", folder["file"]) == 0)
    #expect(symlink(there, folder["inner"]) == 0)
    for path in [
      "file", "inner/a.txt", "inner/new.txt", "../\(outside.name)/a.txt", "../\(outside.name)/new.txt",
    ] {
      #expect(throws: AtomicFile.Failure(EXDEV)) { try replace(path, "ours") }
    }
    #expect(outside.all() == ["a.txt"])
    #expect(outside.read("a.txt") == "theirs")
  }

  @Test func `What was begun and given up leaves nothing`() throws {
    try folder.write("a.txt", "old")
    do {
      let file = try AtomicFile("a.txt", in: folder.path)
      try file.write([1])
      #expect(folder.all() == ["a.txt"])
    }
    #expect(folder.all() == ["a.txt"])
    #expect(folder.read("a.txt") == "old")
  }

  @Test func `Creating never overwrites`() throws {
    try folder.write("a.txt", "old")
    #expect(symlink("nowhere", folder["b.txt"]) == 0)
    for name in ["a.txt", "b.txt"] {
      var file = try AtomicFile(name, in: folder.path)
      try file.write([1])
      #expect(throws: AtomicFile.Failure(EEXIST)) { try file.create() }
    }
    var file = try AtomicFile("c.txt", in: folder.path)
    try file.write([0x78])
    try file.create()
    #expect(folder.read("c.txt") == "x")
    #expect(folder.all() == ["a.txt", "b.txt", "c.txt"])
  }

  @Test func `What a killed program left is removed, what a living one writes is not`() throws {
    let (stale, live) = (StaleFiles.randomName(), StaleFiles.randomName())
    let others = [".sitegen-0123456789ABCDEF.tmp", ".sitegen-0123.tmp", "\(stale).bak", "x\(stale)"]
    for name in [stale, live] + others { try folder.write(name, "half") }
    let file = open(folder[live], O_RDWR)
    defer { close(file) }
    #expect(flock(file, LOCK_EX) == 0)
    let opened = open(folder.path, O_RDONLY | O_DIRECTORY)
    defer { close(opened) }
    StaleFiles.sweep(opened)
    #expect(folder.all() == (others + [live]).sorted())
  }

  /// The case of a file system without unnamed files.
  @Test func `With a name of its own a file is put in place in one step too`() throws {
    try folder.write("elsewhere", "theirs")
    for text in ["one", "two"] {
      var file = try AtomicFile("a.txt", in: folder.path, isUnnamed: false)
      try file.write(Array(text.utf8))
      #expect(folder.all().filter { $0.hasPrefix(".sitegen-") }.count == 1)
      try file.replace()
      #expect(folder.read("a.txt") == text)
      #expect(folder.all() == ["a.txt", "elsewhere"])
    }
    var second = try AtomicFile("a.txt", in: folder.path, isUnnamed: false)
    try second.write([1])
    #expect(throws: AtomicFile.Failure(EEXIST)) { try second.create() }
    do { _ = consume second }
    #expect(folder.all() == ["a.txt", "elsewhere"])
    #expect(folder.read("a.txt") == "two")
    var made = try AtomicFile("b.txt", in: folder.path, isUnnamed: false)
    try made.write([0x78])
    try made.create()
    do { _ = consume made }
    #expect(folder.all() == ["a.txt", "b.txt", "elsewhere"])
    #expect(folder.read("b.txt") == "x")
  }
}
