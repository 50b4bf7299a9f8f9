import Anchoring
import ArgumentParser
import Building
import Workers

/// Changes one ledger as its author asks, and says what was done.
struct LedgerEditor {
  /// Why nothing was done.
  struct Failure: UserError {
    let description: String

    /// Prints the faults that prevent the change.
    init(_ refusal: LedgerEditing.Refusal, _ printer: ReportPrinter) {
      printer.print(refusal.diagnostics)
      description = refusal.message + (refusal.fix.map { "\n  fix: \($0)" } ?? "")
    }
  }

  let folders: Folders
  let workers: Workers
  /// The day that is written for what changes.
  let date: LedgerDate?

  /// - Parameter change: gives the ledger as it should be.
  /// - Throws: `Failure` or the exit status of errors in the content, where the ledger stays as it is.
  func edit(
    _ source: String, _ change: (LedgerEditing) throws -> LedgerEditing.Edit
  ) async throws {
    // Two of these at once would each write what they have read.
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
