import Anchoring
import Archive
import Reading
import Workers

/// Reads those sources anew that have changed since the last build, and leaves all others as they were read then.
struct Rereading {
  let folders: Folders
  let workers: Workers
  let ledgers: Ledgers

  /// Whether a path below the content folder may be that of a source or its ledger.
  static func isOfSource(_ path: [UInt8]) -> Bool {
    path.starts(with: "sources/".utf8) || path.starts(with: "ledger/".utf8)
  }

  /// The archive as it is now.
  ///
  /// - Parameters:
  ///   - last: the archive as it was read by the last build.
  ///   - changed: paths below the content folder of all files that have changed since.
  /// - Returns: the archive, and the indices of the sources that were read or anchored anew; nil where another
  ///   sort of file has changed, or a source in such a way that others may be concerned.
  func holdings(
    _ last: Holdings, changed: [[UInt8]]
  ) async -> (holdings: Holdings, changed: [Int])? {
    guard let indices = sources(last, changed) else { return nil }
    if indices.isEmpty { return (last, []) }
    let reader = ArchiveReader(content: folders.content, workers: workers)
    let archive = last.anchored.archive
    let read = await workers.map(indices.count) {
      reader.source(archive.sources[indices[$0]].path, in: archive)
    }
    var holdings = last
    for (index, (source, diagnostics)) in zip(indices, read) {
      // Errors are rare, and are said in the order of a whole reading.
      guard let source, !diagnostics.contains(where: { $0.severity == .error }),
        source.aliases.map(\.id) == archive.sources[index].aliases.map(\.id)
      else { return nil }
      holdings.anchored.archive.sources[index] = source
      holdings.read[index] = diagnostics
    }
    guard let names = ledgers.names else { return nil }
    holdings.anchored = await ledgers.anchor(indices, in: holdings.anchored, names: names)
    return (holdings, indices)
  }

  /// The sources whose files or ledgers these are; nil where one of them is another file.
  private func sources(_ last: Holdings, _ changed: [[UInt8]]) -> [Int]? {
    if changed.isEmpty { return [] }
    var paths = Set(changed)
    var indices: [Int] = []
    for (index, source) in last.anchored.archive.sources.enumerated() {
      let isChanged = paths.remove(Array(source.path.utf8)) != nil
      let isRenumbered = paths.remove(Array(ledgerPath(source.id).utf8)) != nil
      if isChanged || isRenumbered { indices.append(index) }
    }
    return paths.isEmpty ? indices : nil
  }
}
