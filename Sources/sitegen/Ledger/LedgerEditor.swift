import Anchoring
import ArgumentParser
import Building
import Workers

/// Applies one change to a ledger, and prints what was done.
struct LedgerEditor {
  /// Why the ledger was not changed.
  struct Failure: UserError {
    let description: String

    /// Prints the diagnostics that prevent the change.
    init(_ refusal: LedgerEditing.Refusal, _ printer: ReportPrinter) {
      printer.print(refusal.diagnostics)
      description = refusal.message + (refusal.fix.map { "\n  fix: \($0)" } ?? "")
    }
  }

  let folders: Folders
  let workers: Workers
  /// The date recorded for changed passages.
  let date: LedgerDate?

  /// - Parameter change: returns the edited ledger.
  /// - Throws: `Failure`, or the exit status if the content has errors; the ledger is not changed then.
  func edit(
    _ source: String, _ change: (LedgerEditing) throws -> LedgerEditing.Edit
  ) async throws {
    // Without the lock, two concurrent commands could overwrite each other's changes.
    let lock = ContentLock(folders.content)
    defer { withExtendedLifetime(lock) {} }
    let desk = LedgerStore(folders: folders, workers: workers)
    let printer = ReportPrinter(format: .text, folders: folders)
    let (editing, faults) = try await desk.open(source, date: date)
    try printer.warnIfBroken(faults)
    guard let editing else { return }
    let edit: LedgerEditing.Edit
    do {
      edit = try change(editing)
    } catch let refusal as LedgerEditing.Refusal {
      throw Failure(refusal, printer)
    }
    guard edit.file.changed else {
      return Platform.tell("nothing to do: \(folders.content)/\(edit.file.path)")
    }
    try desk.write(edit.file, since: editing)
    for sentence in edit.done { Platform.tell(sentence) }
    Platform.tell("wrote \(folders.content)/\(edit.file.path)")
  }
}
