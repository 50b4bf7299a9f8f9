import Anchoring
import Foundation
import Linking
import Reading
import Testing
import Workers

@testable import Exporting

/// A small archive in its own folder, processed up to an edition.
enum SmallArchive {
  static let files = [
    "archive.yaml": "title: Tides & <Times>\nbase_url: https://example.org/tides\neditors: [Ed Itor]\n",
    "sources/keeper.md": """
    ---
    title: The keeper "speaks"
    kind: interview
    date: 1963-05-04
    publisher: Harbour Press
    url: https://example.org/keeper
    accessed: 2020-02-29
    speakers: {ANN: {id: ann-lee, language: fr, via: interpreter}, Q: bo}
    topics: [sea]
    ---

    ## First night

    Q: When was it?

    ANN (softly) [01:02:03]: In the back\\\\slash storm.
    {: topics="storms sea" }

    Still she\tspoke.

    > (laughter)

    """,
    "sources/memo.md": """
    ---
    title: A memo
    kind: report
    ---

    It is said that Ann was there.
    {: speaker="ann-lee" }

    """,
    "speakers/ann-lee.md":
      "---\nname: Ann Lee\nsort_name: Lee, Ann\nauthority: {viaf: '123'}\n---\n\nA keeper.\n",
    "speakers/bo.md": "---\nname: Bo\n---\n",
    "topics/sea.md": "---\nlabel: The sea\n---\n",
    "topics/storms.md": "---\nlabel: Storms\nbroader: sea\n---\n",
    "annotations/notes.yaml": """
    - id: when
      on: keeper
      quote: she spoke
      date: 2021-03-01
      body: See [her](speaker:ann-lee).
    """,
  ]

  static func edition(_ changes: [String: String] = [:]) async throws -> Edition {
    let folder = FileManager.default.temporaryDirectory.appending(path: "exports-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files.merging(changes, uniquingKeysWith: { $1 }) {
      let url = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let (archive, read) = await ArchiveReader(content: folder.path, workers: Workers(count: 1)).read()
    #expect(read == [])
    let ledgers = changes.filter { $0.key.hasPrefix("ledger/") }.map {
      (String($0.key.dropFirst("ledger/".count).dropLast(".txt".count)), $0.value)
    }
    let anchored = anchor(archive, ledgers: Dictionary(uniqueKeysWithValues: ledgers))
    #expect(anchored.diagnostics == [])
    let (edition, linked) = Linker.link(anchored)
    #expect(linked == [])
    return edition
  }

  static let addresses = SiteAddresses(
    entry: { "\($0)/\($1).html" },
    note: { place, edition in "sources/\(edition.sources[Int(place.source)].id).html#note" })

  static func exports(_ changes: [String: String] = [:]) async throws -> Exports {
    Exports(try await edition(changes), addresses: addresses)
  }
}

extension Exports {
  /// The bytes of one file.
  func file(_ path: String) throws -> [UInt8] {
    let file = try #require((data + wayfinding(pages: ["b.html", "a.html"])).first { $0.path == path })
    return (0..<file.pieces).flatMap { file.piece($0) }
  }

  func text(_ path: String) throws -> String { String(decoding: try file(path), as: UTF8.self) }

  /// The lines of a JSON Lines file.
  func lines(_ path: String) throws -> [[String: Any]] {
    try text(path).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  func object(_ path: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(try file(path))) as? [String: Any])
  }
}
