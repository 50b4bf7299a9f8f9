import Foundation
import Glibc
import Testing
import Workers

@testable import Publishing

/// A tree update gives the result of a full publication, or does not happen if the output was changed.
@Suite struct TreeUpdateTests {
  private let folder: TemporaryFolder
  private var output: String { folder["Public"] }
  private let workers = Workers(count: 2)
  private static let previous = ".sitegen/Public.previous"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(".sitegen/.gitignore", "*\n")
  }

  /// Updates the output.
  ///
  /// - Returns: nil if an update is not possible.
  private func revise(
    _ known: StampedFiles, _ changes: [String: String?], _ trees: TreeStamps = TreeStamps()
  ) async throws -> TreeUpdate.Result? {
    guard let revision = try await open(known, trees) else { return nil }
    for (path, text) in changes {
      if let text { try revision.put(path, Array(text.utf8)) } else { try revision.drop(path) }
    }
    return try await revision.finish(workers)
  }

  private func open(_ known: StampedFiles, _ trees: TreeStamps = TreeStamps()) async throws -> TreeUpdate? {
    guard let standing = try LockedOutput(output, apartFrom: []) else { return nil }
    return await TreeUpdate(standing, known, trees, workers)
  }

  /// The files of the output as they are now.
  private func known() throws -> StampedFiles {
    var folders: [String: [(name: [UInt8], stamp: FileStamp)]] = [:]
    for path in folder.all("Public") {
      var status = stat()
      guard lstat("\(output)/\(path)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      let parts = path.split(separator: "/")
      folders[parts.dropLast().joined(separator: "/"), default: []].append(
        (Array((parts.last ?? "").utf8), FileStamp(status)))
    }
    var files = StampedFiles()
    for (folder, names) in folders { files.add(Array(folder.utf8), names: nil, files: names) }
    return files
  }

  private func publishTwice(_ files: [String: String]) throws {
    try publish(["gone.html": "gone"], to: output)
    try publish(files, to: output)
  }

  @Test func whatHasChangedIsReplacedAndAllElseStays() async throws {
    try publishTwice(["a.html": "a", "b/c.html": "c", "b/d/e.html": "e", "100%.html": "%"])
    let stays = try folder.inode("Public/b/d/e.html")
    let result = try #require(
      try await revise(known(), ["a.html": "other", "b/c.html": "c", "b/new.html": "n", "100%.html": nil]))
    #expect(result.summary == .init(files: 4, written: 2, unchanged: 2, removed: 1))
    #expect(!result.hasSamePaths)
    #expect(result.changed.map(\.path) == ["100%.html", "a.html", "b/new.html", "manifest-sha256.txt"])
    #expect(try folder.inode("Public/b/d/e.html") == stays)
    let revised = folder.read("Public/manifest-sha256.txt")
    let whole = try TemporaryFolder()
    try publish(
      ["a.html": "other", "b/c.html": "c", "b/d/e.html": "e", "b/new.html": "n"], to: whole["Public"])
    #expect(revised == whole.read("Public/manifest-sha256.txt"))
    #expect(folder.read("\(Self.previous)/a.html") == "a")
  }

  /// Also for two paths that are the same only on some file systems.
  @Test(arguments: ["b/mine.html", "B/Mine.html"])
  func aFileOfOthersIsNotWrittenOver(path: String) async throws {
    try publishTwice(["a.html": "a", "b/c.html": "c"])
    let files = try known()
    try folder.write("Public/b/mine.html", "mine")
    var status = stat()
    try #require(lstat("\(output)/b/mine.html", &status) == 0)
    var foreign = StampedFiles()
    foreign.add(Array("b".utf8), names: nil, files: [(Array("mine.html".utf8), FileStamp(status))])
    let standing = try #require(try LockedOutput(output, apartFrom: []))
    let revision = try #require(
      await TreeUpdate(standing, files, foreign: foreign, TreeStamps(), workers))
    try revision.put("a.html", Array("other".utf8))
    #expect(throws: PublishingError.self) { try revision.put(path, Array("mine".utf8)) }
    let result = try await revision.finish(workers)
    #expect(result.summary.kept == 1 && result.summary.files == 2)
    #expect(folder.read("Public/b/mine.html") == "mine" && folder.read("Public/a.html") == "other")
    #expect(folder.read("Public/manifest-sha256.txt")?.contains("mine") == false)
  }

  @Test func nothingChangedLeavesTheOutputAlone() async throws {
    try publishTwice(["a.html": "a"])
    let inode = try folder.inode("Public")
    let result = try #require(try await revise(known(), ["a.html": "a"]))
    #expect(result.changed.isEmpty && result.summary.unchanged == 1)
    #expect(try folder.inode("Public") == inode)
    #expect(try await open(known()) != nil)
  }

  @Test func anAbandonedRevisionLeavesAllAsItWas() async throws {
    try publishTwice(["a.html": "a", "b.html": "b"])
    let files = try known()
    let revision = try #require(try await open(files))
    try revision.put("a.html", Array("half".utf8))
    #expect(throws: PublishingError.self) { try Publication(output: output) }
    revision.abandon()
    #expect(folder.read("Public/a.html") == "a")
    let again = try #require(try await revise(files, ["b.html": "other"]))
    #expect(again.summary.written == 1)
    #expect(folder.read("Public/a.html") == "a" && folder.read("Public/b.html") == "other")
  }

  /// Changes to the output by somebody else require a full publication.
  @Test(arguments: ["changed", "removed", "added", "hidden", "folder", "link"])
  func anOutputThatIsNotAsItWasIsNotRevised(_ deed: String) async throws {
    try publishTwice(["a.html": "a", "b/c.html": "c"])
    _ = try await revise(known(), ["a.html": "b"])
    usleep(50_000)
    let trees = try #require(try await revise(known(), ["a.html": "c"])).trees
    #expect(trees.output.keys.contains(Array("b".utf8)))
    let files = try known()
    switch deed {
    case "changed": try folder.write("Public/a.html", "spoilt")
    case "removed": try FileManager.default.removeItem(atPath: "\(output)/a.html")
    case "added": try folder.write("Public/b/mine.txt", "mine")
    case "hidden": try folder.write("Public/.nojekyll", "")
    case "folder":
      try FileManager.default.createDirectory(atPath: "\(output)/mine", withIntermediateDirectories: true)
    default:
      try FileManager.default.moveItem(atPath: "\(output)/b", toPath: folder["b"])
      try FileManager.default.createSymbolicLink(atPath: "\(output)/b", withDestinationPath: folder["b"])
    }
    #expect(try await revise(files, ["a.html": "other"], trees) == nil)
    #expect(folder.read("Public/b/c.html") == "c")
    _ = try? Publication(output: output).finish()
    #expect(!folder.all().contains { $0.hasPrefix(".Public") })
  }

  /// There is no previous tree after the first build, or if somebody has removed it.
  @Test func noSpareTreeIsNeeded() async throws {
    try publish(["a.html": "a", "b/c.html": "c", "b/d/e.html": "e"], to: output)
    var trees = TreeStamps()
    for text in ["1", "2", "3"] {
      if text == "2" { try FileManager.default.removeItem(atPath: folder[Self.previous]) }
      trees = try #require(try await revise(known(), ["b/c.html": text], trees)).trees
      #expect(folder.read("Public/b/c.html") == text && folder.read("Public/b/d/e.html") == "e")
      #expect(try await Manifest.verify(directory: output).isEmpty)
    }
    #expect(folder.read("\(Self.previous)/b/c.html") == "2")
  }

  /// If somebody replaces a file during an update, the new file is kept with the old tree, and must not return to the
  /// output with it.
  @Test func aFileThatWasReplacedMeanwhileDoesNotComeBack() async throws {
    try publishTwice(["a.html": "a", "b/c.html": "c"])
    var trees = TreeStamps()
    for text in ["1", "2"] { trees = try #require(try await revise(known(), ["a.html": text], trees)).trees }
    usleep(50_000)
    let revision = try #require(try await open(known(), trees))
    try revision.put("a.html", Array("3".utf8))
    try folder.write("b.new", "foreign")
    #expect(rename(folder["b.new"], "\(output)/b/c.html") == 0)
    usleep(50_000)
    trees = try await revision.finish(workers).trees
    #expect(folder.read("\(Self.previous)/b/c.html") == "foreign")
    usleep(50_000)
    for text in ["4", "5"] {
      trees = try #require(try await revise(known(), ["a.html": text], trees)).trees
      #expect(folder.read("Public/b/c.html") == "c")
      #expect(try await Manifest.verify(directory: output).isEmpty)
    }
  }

  /// Nothing in the previous tree is trusted.
  @Test(arguments: 1...12 as ClosedRange<UInt64>) func anySpareTreeGivesTheSite(seed: UInt64) async throws {
    var state = seed
    func roll(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let names = ["a", "b", "c/d", "c/e", "c/f/g", "h/i"]
    var files = Dictionary(uniqueKeysWithValues: names.map { ($0, "\($0) 0") })
    try publishTwice(files)
    var (revised, trusted) = (0, 0)
    var trees = TreeStamps()
    for step in 0..<30 {
      // Folders that were unchanged for a while are identified by their stamps.
      if roll(2) == 0 { usleep(30_000) }
      let known = try known()
      let victim = names[roll(names.count)]
      let path = folder["\(Self.previous)/\(victim)"]
      // Without this file nothing in the previous tree counts as a late file.
      try? FileManager.default.removeItem(atPath: folder[".sitegen/Public.aside"])
      switch roll(8) {
      case 0: try? FileManager.default.removeItem(atPath: path)
      case 1: try? folder.write("\(Self.previous)/\(victim)", "spoilt")
      case 2: try? folder.write("\(Self.previous)/\(victim)/mine.txt", "foreign")
      case 3:
        try? FileManager.default.removeItem(atPath: path)
        try? FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: output)
      case 4:
        try? FileManager.default.removeItem(atPath: folder["\(Self.previous)/c"])
        if roll(2) == 0 {
          try? FileManager.default.createSymbolicLink(
            atPath: folder["\(Self.previous)/c"], withDestinationPath: "\(output)/c")
        }
      case 5: try? folder.write("\(Self.previous)/more/\(step).txt", "foreign")
      default: break
      }
      let changed = names[roll(names.count)]
      files[changed] = "\(changed) \(step)"
      if let result = try await revise(known, [changed: "\(changed) \(step)"], trees) {
        revised += 1
        trees = result.trees
        trusted += trees.previous.count
      } else {
        try publish(files, to: output)
        trees = TreeStamps()
      }
      let comment: Comment = "seed \(seed), step \(step)"
      for (name, text) in files { #expect(folder.read("Public/\(name)") == text, comment) }
      let found = folder.all("Public").filter { folder.read("Public/\($0)") != nil }
      #expect(found == (names + ["manifest-sha256.txt"]).sorted(), comment)
      #expect(try await Manifest.verify(directory: output).isEmpty, comment)
    }
    #expect(revised > 20 && trusted > 20)
  }

  @Test func aManifestIsPatchedAsIfItWereWrittenAnew() throws {
    let digits = { (seed: Int) in Array(String(repeating: String(seed % 10), count: 64).utf8) }
    var entries: [String: Int] = [:]
    for (number, name) in ["a", "a%", "a%b", "a/b", "aa", "b/c.html", "b%2", "c", "z", "zz", "é"].enumerated()
    {
      entries[name] = number
    }
    func bytes() -> [UInt8] { Manifest(entries.map { .init(path: $0.key, digits: digits($0.value)) }).bytes }
    for change in [["a": 7], ["zz": 1, "é": 2, "a%": 3], ["0": 4, "a%c": 5, "ü": 6], ["b%2": 9, "b%3": 9]] {
      let before = bytes()
      for (name, seed) in change { entries[name] = seed }
      #expect(ManifestPatch.apply(change.mapValues { digits($0) }, to: before) == bytes())
    }
    let before = bytes()
    for name in ["a", "a/b", "ü"] { entries[name] = nil }
    #expect(ManifestPatch.apply(["a": nil, "a/b": nil, "ü": nil], to: before) == bytes())
    #expect(ManifestPatch.apply(["nothing": nil], to: before) == nil)
    #expect(ManifestPatch.apply(["a": digits(1)], to: Array("no manifest\n".utf8)) == nil)
    #expect(ManifestPatch.apply(["a": digits(1)], to: Array(before.dropLast())) == nil)
  }

  @Test func linesOfSourcesAreReplacedOneByOne() throws {
    let file = Array("<b>\n<tr>a=1</tr>\n<tr>bb=2</tr>,\n<tr>c=3\nc</tr>\n<i>d</i> <i>d</i>".utf8)
    func patched(_ lines: [(sign: String, line: String)]) -> String? {
      LinePatch.apply(lines.map { (Array($0.sign.utf8), Array($0.line.utf8)) }, to: file)
        .map { String(decoding: $0.joined(), as: UTF8.self) }
    }
    #expect(
      patched([("bb=", "<tr>bb=22</tr>"), ("a=", "<tr></tr>")])
        == "<b>\n<tr></tr>\n<tr>bb=22</tr>,\n<tr>c=3\nc</tr>\n<i>d</i> <i>d</i>")
    #expect(patched([]) == "" && patched([("a=", "<tr>a=1</tr>")]) == "")
    // Missing, twice of another kind, over two lines, itself over two lines, twice the same.
    for lines in [
      [("x", "<tr></tr>")], [("<i>", "<tr></tr>")], [("c=", "<tr>c=4</tr>")], [("a=", "<tr>a\n</tr>")],
      [("<b>", "<tr></tr>")], [("a=", "<tr></tr>"), ("=1", "<tr>2</tr>")],
    ] {
      #expect(patched(lines) == nil, "\(lines)")
    }
  }
}
