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

  /// A written ledger.
  package struct Restored: Sendable {
    /// Path below the content folder.
    package let path: String
    /// Whether hardly a passage of the site is in the present text (`PublishedComparison.isUnlike`).
    package let isUnlike: Bool
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
  /// - Returns: the written ledgers.
  /// - Throws: `Failure` if a source was not published or a ledger cannot be read, `LedgerEditing.Refusal` if a ledger
  ///   needs a decision, or an error of reading the published files.
  package func restore(from folder: String, only named: [String]) async throws -> [Restored] {
    let site = try PublishedSite(folder)
    let ledgers = Ledgers(content: folders.content, workers: workers)
    guard let names = ledgers.names else { throw Failure(description: Ledgers.unreadableFolder.message) }
    guard Files.exists(folders.content) else {
      throw Failure(
        description: "there is no folder '\(folders.content)'; name the content folder with --content")
    }
    let (archive, faults) = await ArchiveReader(content: folders.content, workers: workers).read()
    if named.isEmpty, let fault = faults.first(where: { $0.severity == .error }) {
      throw Failure(
        description:
          "\(folders.content)/\(fault.path): \(fault.message); correct it, or name the sources whose ledgers "
          + "to restore")
    }
    let present = PresentNames(
      archive, published: Set(site.ids), merged: Set(site.mergedIDs), ledgers: Set(names))
    let wanted = try named.isEmpty ? present.all : Set(named.flatMap(present.ledgers(of:)))
    var restored: [Restored] = []
    var files: [LedgerFile] = []
    var unknown = 0
    let plan = NotePlan(archive, ledgers: names)
    for published in try site.ledgers(of: wanted) {
      let id = published.source
      // Two sources of one name would be written one over the other.
      guard !files.contains(where: { $0.source == id }) else { continue }
      let text = names.contains(id) ? ledgers.read(id) : nil
      guard text != nil || !names.contains(id) else {
        throw Failure(description: ledgers.unreadable(id).message)
      }
      let comparison = archive.sources.indices.first { (plan.ledgerID($0) ?? archive.sources[$0].id) == id }
        .map { index in
          PublishedComparison(
            published, archive.sources[index],
            anchorSource(archive.sources[index], at: index, ledger: text, ledgerID: plan.ledgerID(index)))
        }
      let restoring = LedgerRestoring(published, ledger: text, isOlder: comparison?.isOlder == true)
      unknown += restoring.unknownIDs
      guard unknown <= Self.mostUnknownIDs else {
        throw Failure(description: "\(folder): more than \(Self.mostUnknownIDs) ids have no passage")
      }
      let ledger = try restoring.restored()
      guard ledger.changed else { continue }
      let isUnlike = comparison?.isUnlike == true
      guard !isUnlike || !named.isEmpty else {
        throw Failure(
          description:
            "\(folder): fewer than one passage of '\(id)' in five is the same on the site and in the source, so this "
            + "may be the site of another archive; if it is not, name the sources whose ledgers to restore")
      }
      restored.append(Restored(path: ledger.path, isUnlike: isUnlike))
      files.append(ledger)
    }
    try ledgers.write(files)
    return restored
  }

  /// More ids than a site leaves out. Forged numbers must not make the program write billions of lines.
  private static let mostUnknownIDs = 1_000_000
}

/// Finds the published ids of sources, which may be earlier names or those of merged sources.
private struct PresentNames {
  private let published: Set<String>
  private let merged: Set<String>
  /// Published ids by the id of the content's source.
  private var ledgers: [String: [String]] = [:]
  /// Present id by earlier id.
  private var present: [String: String] = [:]

  init(_ archive: Archive, published: Set<String>, merged: Set<String>, ledgers: Set<String>) {
    (self.published, self.merged) = (published, merged)
    for source in archive.sources {
      let aliases = source.aliases.map(\.id)
      for alias in aliases { present[alias] = source.id }
      if published.contains(source.id) {
        self.ledgers[source.id] =
          [source.id] + aliases.filter { published.contains($0) || merged.contains($0) }
      } else if let alias = aliases.first(where: published.contains) {
        // Renamed since. A ledger under the new name has taken the place of the old one.
        self.ledgers[source.id] = ledgers.contains(source.id) ? [] : [alias]
      }
    }
  }

  /// Published ids of all sources of the content.
  var all: Set<String> { Set(ledgers.values.joined()) }

  /// - Parameter id: a present or earlier id, or that of a source that was removed from the content.
  /// - Returns: published ids whose ledgers may have to be restored.
  func ledgers(of id: String) throws -> [String] {
    if let own = ledgers[id] { return own }
    if let source = present[id], let all = ledgers[source] { return all.filter { $0 == id } }
    if published.contains(id) { return [id] }
    let near = Suggestion.nearest(id, among: published.sorted()).map { ", did you mean '\($0)'?" } ?? ""
    throw LedgerRestorer.Failure(description: "the published site has no source '\(id)'\(near)")
  }
}
