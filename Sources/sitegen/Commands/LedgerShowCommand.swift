import ArgumentParser
import Building

/// `sitegen ledger show`, the default subcommand of `sitegen ledger`.
struct LedgerShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what would change and why, passage by passage, and writes nothing.",
    discussion: """
      The percentage is the share of words that an edited passage kept; the figure after it \
      is that of the next best passage.

      Example:
        sitegen ledger show press-conference
      """)

  @Argument(help: "Ids of sources; default: all.")
  var sources: [String] = []

  @OptionGroup var folders: Folders
  @OptionGroup var tasks: Jobs

  @Option(help: ArgumentHelp("Format of the changes: text or json.", valueName: "form"))
  var format = ReportFormat.text

  func run() async throws {
    var builder = Builder(folders: folders, workers: tasks.workers)
    builder.detail = .nearest
    let reading = await builder.edition(Progress())
    let printer = try LedgerPrinter(
      reading.ledgers, of: reading.edition.sources.map(\.id), only: sources,
      isBroken: reading.diagnostics.contains { $0.severity == .error })
    printer.print(format)
    try ReportPrinter(format: .text, folders: folders).warnIfBroken(reading.diagnostics)
  }
}
