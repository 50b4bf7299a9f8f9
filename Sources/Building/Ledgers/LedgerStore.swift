import Anchoring
import Archive
import Reading
import Workers

/// One source and its ledger, opened for a command that changes the ledger.
package struct LedgerStore: Sendable {
  /// Why a ledger cannot be opened.
  package struct Failure: UserError {
    package let description: String
  }

  package let folders: Folders
  package let workers: Workers

  package init(folders: Folders, workers: Workers) {
    self.folders = folders
    self.workers = workers
  }

  private var ledgers: Ledgers { Ledgers(content: folders.content, workers: workers) }

  /// Reads a source and its ledger.
  ///
  /// - Parameter id: id of the source.
  /// - Returns: an editor of the ledger, or the errors of the source that keep its passages from being known.
  /// - Throws: `Failure` if there is no such source.
  package func open(_ id: String, date: LedgerDate?) async throws -> (LedgerEditing?, [Diagnostic]) {
    let (archive, diagnostics) = await ArchiveReader(content: folders.content, workers: workers).read()
    guard let index = archive.sources.firstIndex(where: { $0.id == id }) else {
      let broken = diagnostics.filter { $0.severity == .error }
      if broken.contains(where: { $0.path.hasSuffix("/\(id).md") }) { return (nil, broken) }
      let near =
        Suggestion.nearest(id, among: archive.sources.map(\.id)).map { ", did you mean '\($0)'?" } ?? ""
      throw Failure(description: "there is no source '\(id)'\(near)")
    }
    let source = archive.sources[index]
    let faults = diagnostics.filter { $0.severity == .error && $0.path == source.path }
    guard faults.isEmpty else { return (nil, faults) }
    guard let names = ledgers.names else { return (nil, [Ledgers.unreadableFolder]) }
    let plan = NotePlan(archive, ledgers: names)
    guard let ledgerID = plan.ledgerID(index) else {
      return (LedgerEditing(source, ledger: nil, ledgerID: nil, date: date), [])
    }
    guard let text = ledgers.read(ledgerID) else { return (nil, [ledgers.unreadable(ledgerID)]) }
    return (LedgerEditing(source, ledger: text, ledgerID: ledgerID, date: date), [])
  }

  /// Writes a ledger that was changed.
  ///
  /// - Parameter editing: the opened ledger; the file must not have changed since.
  /// - Throws: `Failure` if the file was changed in the meantime; it stays as it is then.
  package func write(_ file: LedgerFile, since editing: LedgerEditing) throws {
    let now = editing.ledgerID.flatMap { ledgers.read($0) }
    guard now == editing.text else {
      throw Failure(
        description: "\(folders.content)/\(file.path): another program changed it at the same time; try again"
      )
    }
    try ledgers.write([file])
  }
}
