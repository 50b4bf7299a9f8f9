import Anchoring
import ArgumentParser
import Building

/// `sitegen ledger restore`
struct LedgerRestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Rebuilds missing, outdated or damaged ledgers from a published site.",
    discussion: """
      Each passage gets its published id again. The site may be the output or any copy of it, for example one \
      downloaded from its host. Its files are checked against its manifest. A ledger that has all published ids stays as \
      it is.

      Example:
        sitegen ledger restore
        sitegen ledger restore press-conference --from ~/backup/site
      """)

  @Argument(help: "Sources whose ledgers to restore; default: all published ones.")
  var sources: [String] = []

  @Option(
    help: ArgumentHelp("Folder with the published site; default: the output folder.", valueName: "folder"),
    transform: Folders.path)
  var from: String?

  @OptionGroup var folders: Folders
  @OptionGroup var tasks: Jobs

  func run() async throws {
    let lock = ContentLock(folders.content)
    defer { withExtendedLifetime(lock) {} }
    let restorer = LedgerRestorer(folders: folders, workers: tasks.workers)
    let restored: [LedgerRestorer.Restored]
    do {
      restored = try await restorer.restore(from: from ?? folders.output, only: sources)
    } catch let refusal as LedgerEditing.Refusal {
      throw LedgerEditor.Failure(refusal, ReportPrinter(format: .text, folders: folders))
    }
    guard !restored.isEmpty else { return Platform.tell("nothing to do: no id is missing") }
    for ledger in restored {
      Platform.tell("wrote \(folders.content)/\(ledger.path)")
      if ledger.isUnlike {
        Platform.tell("  hardly a published passage is in the source: check that the site is of this archive")
      }
    }
  }
}
