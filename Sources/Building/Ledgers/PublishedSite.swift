import Anchoring
import Archive
import Foundation
import Publishing

/// The ids in `data/` of a published site or a copy of it. Files are checked against the manifest, so that no id comes
/// from a damaged or edited file.
struct PublishedSite {
  /// Why the ids cannot be taken from a folder.
  struct Failure: UserError {
    let description: String
  }

  private let folder: String
  private let manifest: Manifest
  /// Sources in order of `data/sources.json`.
  private let sources: [SourceLine]

  /// - Parameter folder: the published site.
  /// - Throws: `PublishingError` if there is no manifest, `Failure` if the list of sources differs from it.
  init(_ folder: String) throws {
    self.folder = folder
    manifest = try Manifest(of: folder)
    let bytes = try Self.file(PublishedIDs.path, of: manifest, in: folder)
    sources = try Self.decode(SourceList.self, from: bytes, PublishedIDs.path).sources
  }

  /// The ids of all published sources.
  var ids: [String] { sources.map(\.id) }

  /// The ids of sources that were merged into others.
  var mergedIDs: [String] { sources.flatMap { $0.merged ?? [] }.map(\.id) }

  /// The ids of some sources, in order of the list.
  ///
  /// - Throws: `Failure` if a file differs from the manifest or does not have the format in `docs/output.md`.
  func ledgers(of wanted: Set<String>) throws -> [PublishedLedger] {
    var passages: [String: [PublishedLedger.Passage]] = [:]
    let heirs = sources.filter { ($0.merged ?? []).contains { wanted.contains($0.id) } }
    let read = wanted.union(heirs.map(\.id))
    for path in manifest.entries.map(\.path) where Self.holdsPassages(path) {
      for line in try Self.file(path, of: manifest, in: folder).split(separator: 0x0A) {
        let passage = try Self.decode(PassageLine.self, from: Array(line), path)
        guard read.contains(passage.source) else { continue }
        passages[passage.source, default: []].append(
          .init(number: try number(passage.id, path), speaker: passage.speaker, text: passage.text))
      }
    }
    let merged = try heirs.flatMap { heir in
      try (heir.merged ?? []).filter { wanted.contains($0.id) }.map {
        try ledger($0, in: passages[heir.id] ?? [])
      }
    }
    return try sources.filter { wanted.contains($0.id) }.map { try ledger($0, passages[$0.id] ?? []) }
      + merged
  }

  /// - Parameter passages: of the source into which it was merged.
  private func ledger(
    _ merged: MergedLine, in passages: [PublishedLedger.Passage]
  ) throws -> PublishedLedger {
    let path = PublishedIDs.path
    let ids = try merged.ids.map { id in
      let heir = try id.to.map { try number($0, path) }
      return PublishedLedger.Retired(
        number: try number(id.id, path), leadsTo: heir,
        successor: heir.map { number in
          passages.first { $0.number == number } ?? .init(number: number, speaker: nil, text: "")
        })
    }
    return PublishedLedger(
      source: merged.id, highest: ids.map(\.number).max() ?? 0, passages: [], retired: ids)
  }

  private func ledger(_ source: SourceLine, _ passages: [PublishedLedger.Passage]) throws -> PublishedLedger {
    let path = PublishedIDs.path
    let retired = try (source.retired ?? []).map { id in
      PublishedLedger.Retired(
        number: try number(id.id, path), leadsTo: try id.to.map { try number($0, path) },
        before: try id.before.map { try number($0, path) }, date: id.date.flatMap { LedgerDate($0) })
    }
    // Sites of earlier versions have no `last_id`.
    let last = try source.last_id.map { try number($0, path) } ?? 0
    let highest = (passages.map(\.number) + retired.map(\.number)).reduce(last, max)
    return PublishedLedger(
      source: source.id, former: source.formerly ?? [], highest: highest, passages: passages, retired: retired
    )
  }

  private static func holdsPassages(_ path: String) -> Bool {
    path == "data/passages.jsonl" || (path.hasPrefix("data/passages/") && path.hasSuffix(".jsonl"))
  }

  private func number(_ id: String, _ path: String) throws -> Int32 {
    guard id.first == "p", let number = Int32(id.dropFirst()), number > 0 else {
      throw Failure(description: "\(folder)/\(path): found '\(id)', expected the id of a passage, such as p4")
    }
    return number
  }

  private static func file(_ path: String, of manifest: Manifest, in folder: String) throws -> [UInt8] {
    guard let entry = manifest.entries.first(where: { $0.path == path }) else {
      throw Failure(
        description: "\(folder): the manifest lists no '\(path)', expected a site published by sitegen")
    }
    guard let bytes = Files.read(path, in: folder), Digest.digits(of: bytes) == entry.digits else {
      throw Failure(description: "\(folder)/\(path) is missing or has changed since it was published")
    }
    return bytes
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], _ path: String
  ) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw Failure(description: "\(path): does not have the form that docs/output.md describes")
    }
  }
}

/// The members of `data/sources.json` that concern ids.
private struct SourceList: Decodable {
  var sources: [SourceLine]
}

private struct SourceLine: Decodable {
  // The names are those of the file.
  var id: String
  var last_id: String?
  var formerly: [String]?
  var retired: [RetiredID]?
  var merged: [MergedLine]?
}

private struct MergedLine: Decodable {
  var id: String
  var ids: [RetiredID]
}

private struct RetiredID: Decodable {
  var id: String
  var to: String?
  var before: String?
  var date: String?
}

/// The members of a line of `data/passages.jsonl` that concern ids.
private struct PassageLine: Decodable {
  var source: String
  var id: String
  var speaker: String?
  var text: String
}
