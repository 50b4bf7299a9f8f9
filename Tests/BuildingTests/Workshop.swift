import Anchoring
import Archive
import Foundation
import Workers

@testable import Building

/// A temporary folder for one test, with a small archive, its templates and its output.
final class Workshop: Sendable {
  let path: String

  /// - Parameter sources: number of sources in the archive.
  init(sources: Int = 4) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "building-\(UUID().uuidString)").path
    try restock(sources: sources)
  }

  /// Restores content and templates to their initial state, except for ledgers.
  func restock(sources: Int) throws {
    try remove("Content/sources")
    try copy(Self.templates, to: "Templates")
    try write(
      "Content/archive.yaml", "title: A small archive\nlanguage: en\nbase_url: https://small.example/\n")
    try write("Content/topics/harbour.md", "---\nlabel: Harbour\n---\n\nSee [the first](source:s0).\n")
    try write("Content/topics/ice.md", "---\nlabel: Ice\nbroader: harbour\n---\n")
    try write("Content/speakers/pilot.md", "---\nname: The pilot\nkind: role\n---\n")
    try write("Content/pages/method.md", "---\ntitle: Method\n---\n\nHow [it](topic:ice) was done.\n")
    try write("Content/media/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
    var notes = ""
    for number in 0..<sources {
      try write("Content/sources/s\(number).md", Self.source(number))
      notes += """
        - id: note-\(number)
          on: s\(number)#p2
          quote: lamp \(number) at the bow
          kind: context
          topics: [ice]
          body: Said of [another](source:s\((number + 1) % sources)).

        """
    }
    try write("Content/annotations/notes.yaml", notes)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Templates").path

  static func source(_ number: Int) -> String {
    """
    ---
    title: Conversation \(number)
    kind: interview
    date: 195\(number % 10)-02-1\(number % 10)
    language: en
    topics: [harbour]
    speakers: {ASKER: asker, PILOT: pilot}
    ---

    ASKER: When did ferry number \(number) leave the harbour on that morning of the great storm?

    PILOT: We left at six in the dark with one lamp \(number) at the bow and another lamp at the stern of it.
    {: topics="ice" }

    ASKER: And who kept the light of house \(number) after you had gone to the other side of the water?

    PILOT: Nobody kept it, for the keeper of \(number) was ill in that winter and his brother had drowned in spring.

    """
  }

  subscript(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: self[name])
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ name: String) throws -> String { try String(contentsOfFile: self[name], encoding: .utf8) }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: self[name])))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: self[name]) }

  func remove(_ name: String) throws {
    if exists(name) { try FileManager.default.removeItem(atPath: self[name]) }
  }

  func move(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: self[name], toPath: self[other])
  }

  /// Replaces a folder by a copy of another one.
  func copy(_ folder: String, to name: String) throws {
    try remove(name)
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: self[name]).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: folder, toPath: self[name])
  }

  /// Every file below a folder with its bytes.
  func tree(_ name: String) throws -> [String: Data] {
    var out: [String: Data] = [:]
    let names = FileManager.default.enumerator(atPath: self[name])?.allObjects as? [String] ?? []
    for file in names {
      let whole = self["\(name)/\(file)"]
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      out[file] = try Data(contentsOf: URL(fileURLWithPath: whole))
    }
    return out
  }

  /// The builder of the archive.
  func builder(content: String = "Content", output: String = "Public") -> Builder {
    var folders = Folders()
    folders.content = self[content]
    folders.templates = self["Templates"]
    folders.output = self[output]
    return Builder(folders: folders, workers: Workers(count: 2))
  }

  func build(_ change: (inout Builder) -> Void = { _ in }) async throws -> Builder.Outcome {
    var builder = builder()
    change(&builder)
    return try await builder.build(Progress())
  }

  /// The outcome that the cache gives; nil if a build is needed.
  func standing(_ change: (inout Builder) -> Void = { _ in }) async -> Builder.Outcome? {
    var builder = builder()
    change(&builder)
    let cache = BuildCache(builder.folders, baseURL: builder.baseURL, strict: builder.strict)
    guard let cache, let record = cache.record() else { return nil }
    return await cache.standing(record, await cache.survey(record, builder.workers), builder.workers)
  }

  /// Whether only copied files have changed since the last build.
  func isMadeAsBefore() -> Bool {
    let builder = builder()
    guard let cache = BuildCache(builder.folders, baseURL: nil, strict: false), let record = cache.record(),
      let now = cache.inputsNow()
    else { return false }
    return cache.madeAsBefore(record, now: now) != nil
  }

  var cache: String { ".sitegen/Public" }
}
