import Anchoring
import Archive
import Foundation
import Linking
import Reading
import Workers

/// An archive as files, read, anchored and linked.
struct Fixture {
  let edition: Edition
  /// Diagnostics as `path:line:column rule`, of linking alone and of all stages.
  let linking: [String]
  let all: [String]
  let diagnostics: [Diagnostic]
  /// The ledgers to be written, by id.
  let ledgers: [String: String]

  init(_ files: [String: String], ledgers: [String: String] = [:]) async throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("linking-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    var files = files
    if files["archive.yaml"] == nil { files["archive.yaml"] = "title: T\n" }
    for (path, text) in files {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let (archive, read) = await ArchiveReader(content: root.path, workers: Workers(count: 2)).read()
    let anchored = anchor(archive, ledgers: ledgers)
    self.ledgers = Dictionary(
      uniqueKeysWithValues: anchored.ledgers.map { ledger in
        (String(ledger.path.dropFirst("ledger/".count).dropLast(".txt".count)), ledger.text)
      })
    let linked = Linker.link(anchored)
    edition = linked.edition
    linking = linked.diagnostics.sorted().map(Self.line)
    diagnostics = (read + anchored.diagnostics + linked.diagnostics).sorted()
    all = diagnostics.map(Self.line)
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.position.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(diagnostic.path)\(place) \(diagnostic.rule)"
  }

  /// Ids of the sources with these indices.
  func sources(_ numbers: some Sequence<Int32>) -> [String] { numbers.map { edition.sources[Int($0)].id } }
  func topics(_ numbers: some Sequence<Int32>) -> [String] { numbers.map { edition.topics[$0].id } }
  /// Passages as `source#pN`.
  func places(_ refs: some Sequence<PassageRef>) -> [String] {
    refs.map { "\(edition.sources[Int($0.source)].id)#p\(edition.passage($0).number)" }
  }
  func topic(_ id: String) -> TopicEntry { edition.topicEntries[Int(edition.topics.number(of: id) ?? -1)] }
  func voice(_ id: String) -> SpeakerIndex { edition.voices[Int(edition.speakers.number(of: id) ?? -1)] }
}

/// A source with front matter.
func source(_ front: String = "", _ body: String) -> String { "---\ntitle: S\n\(front)---\n\(body)\n" }
/// A file of a register entry.
func card(_ key: String, _ label: String, _ more: String = "", _ body: String = "") -> String {
  "---\n\(key): \(label)\n\(more)---\n\(body)\n"
}
