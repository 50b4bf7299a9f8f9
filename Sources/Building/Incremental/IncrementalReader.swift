import Anchoring
import Archive
import Base
import Reading
import Workers

/// Reads the sources again that have changed since the last build, and leaves all others as they were read then.
struct IncrementalReader {
  let folders: Folders
  let workers: Workers
  let ledgers: Ledgers

  /// Whether a path below the content folder may be that of a source or its ledger.
  static func isOfSource(_ path: [UInt8]) -> Bool {
    path.starts(with: "sources/".utf8) || path.starts(with: "ledger/".utf8)
  }

  /// Updates an archive.
  ///
  /// - Parameters:
  ///   - loaded: the archive as read by the last build. Unusable afterwards if nil is returned.
  ///   - changed: paths, below the content folder, of all files that have changed since.
  /// - Returns: the earlier versions of the sources that were read or anchored again, by index; nil if another kind
  ///   of file has changed, or a source has changed in a way that may affect others.
  func renew(_ loaded: inout LoadedArchive, changed: [[UInt8]]) async -> [Int: Source]? {
    guard let indices = sources(loaded.anchored.archive, changed) else { return nil }
    if indices.isEmpty { return [:] }
    let reader = ArchiveReader(content: folders.content, workers: workers)
    let archive = loaded.anchored.archive
    let read = await workers.map(indices.count) {
      reader.source(archive.sources[indices[$0]].path, in: archive)
    }
    var isAlone = true
    for (index, (source, diagnostics)) in zip(indices, read) {
      let before = archive.sources[index]
      // Errors are rare, and are reported in the order of a full read.
      guard let source, !diagnostics.contains(where: { $0.severity == .error }),
        source.aliases.map(\.id) == before.aliases.map(\.id)
      else { return nil }
      isAlone = isAlone && Self.isAlone(source) && Self.isAlone(before)
      loaded.anchored.archive.sources[index] = source
      loaded.read[index] = diagnostics
    }
    guard await ledgers.anchor(indices, in: &loaded.anchored, areAlone: isAlone) else { return nil }
    return Dictionary(uniqueKeysWithValues: indices.map { ($0, archive.sources[$0]) })
  }

  /// Whether a source can be anchored without the others: no other id leads to it or its ledger, and it places no
  /// note by a reference in its text.
  private static func isAlone(_ source: Source) -> Bool {
    source.aliases.isEmpty && !source.record.references.contains { $0.scheme == .note }
  }

  /// The sources that the files or ledgers belong to; nil if one of the paths is another file.
  private func sources(_ archive: Archive, _ changed: [[UInt8]]) -> [Int]? {
    var indices: Set<Int> = []
    for path in changed {
      let name = path[(path.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)...]
      let id = Array(name.prefix(upTo: name.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex))
      guard let index = index(of: id, in: archive) else { return nil }
      let source = archive.sources[index]
      guard path.elementsEqual(source.path.utf8) || path.elementsEqual(ledgerPath(source.id).utf8) else {
        return nil
      }
      indices.insert(index)
    }
    return indices.sorted()
  }

  /// Binary search, as sources are sorted by the bytes of their ids.
  private func index(of id: [UInt8], in archive: Archive) -> Int? {
    let place = archive.sources.partitioningIndex { !$0.id.utf8.lexicographicallyPrecedes(id) }
    return place < archive.sources.count && archive.sources[place].id.utf8.elementsEqual(id) ? place : nil
  }
}
