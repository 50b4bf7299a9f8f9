import Anchoring
import Archive
import Reading
import Workers

/// Rebuilds missing, outdated and damaged ledgers from a published site.
package struct LedgerRestorer: Sendable {
  /// Why nothing is restored.
  package struct Failure: UserError {
    package let description: String
  }

  private let folders: Folders
  private let workers: Workers

  /// - Parameter folders: only the content folder is used.
  package init(folders: Folders, workers: Workers) {
    self.folders = folders
    self.workers = workers
  }

  /// Restores ledgers. Writes nothing if it throws before the first file is replaced.
  ///
  /// - Parameters:
  ///   - folder: the published site.
  ///   - named: ids of sources; if empty, all sources of the content that were published.
  /// - Returns: paths of the written ledgers below the content folder.
  /// - Throws: `Failure` if a source was not published or a ledger cannot be read, `LedgerEditing.Refusal` if a ledger
  ///   needs a decision, or an error of reading the published files.
  package func restore(from folder: String, only named: [String]) async throws -> [String] {
    let site = try PublishedSite(folder)
    let ledgers = Ledgers(content: folders.content, workers: workers)
    guard let names = ledgers.names else { throw Failure(description: Ledgers.unreadableFolder.message) }
    let (archive, _) = await ArchiveReader(content: folders.content, workers: workers).read()
    let present = PresentNames(archive, published: Set(site.ids), ledgers: Set(names))
    let wanted = try named.isEmpty ? present.all : Set(named.compactMap(present.ledger))
    var restored: [LedgerFile] = []
    for published in try site.ledgers(of: wanted) {
      let id = published.source
      let text = names.contains(id) ? ledgers.read(id) : nil
      guard text != nil || !names.contains(id) else {
        throw Failure(description: ledgers.unreadable(id).message)
      }
      let ledger = try LedgerRestoring(published, ledger: text).restored()
      if ledger.changed { restored.append(ledger) }
    }
    try ledgers.write(restored)
    return restored.map(\.path)
  }
}

/// Finds the published id of each source, which may be one of its former ids.
private struct PresentNames {
  let published: Set<String>
  /// Published id by current id; nil if the source already has a ledger under its new name.
  private var ledgers: [String: String?] = [:]
  /// Current id by former id.
  private var present: [String: String] = [:]

  init(_ archive: Archive, published: Set<String>, ledgers: Set<String>) {
    self.published = published
    for source in archive.sources {
      let aliases = source.aliases.map(\.id)
      for alias in aliases { present[alias] = source.id }
      if published.contains(source.id) {
        self.ledgers[source.id] = source.id
      } else if let alias = aliases.first(where: published.contains) {
        self.ledgers[source.id] = .some(ledgers.contains(source.id) ? nil : alias)
      }
    }
  }

  /// Published ids of all sources of the content.
  var all: Set<String> { Set(ledgers.values.compactMap { $0 }) }

  /// - Parameter id: a current or former id, or that of a source that was removed from the content.
  /// - Returns: nil if there is nothing to restore.
  func ledger(_ id: String) throws -> String? {
    if let ledger = ledgers[present[id] ?? id] { return ledger }
    if published.contains(id) { return id }
    let near = Suggestion.nearest(id, among: published.sorted()).map { ", did you mean '\($0)'?" } ?? ""
    throw LedgerRestorer.Failure(description: "the published site has no source '\(id)'\(near)")
  }
}
