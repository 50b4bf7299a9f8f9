import ArgumentParser
import Building

/// `sitegen stats`
struct StatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Counts the contents of the archive, and lists what is missing from its index.",
    discussion: """
      Example:
        sitegen stats
        sitegen stats --format json
      """)

  @OptionGroup var folders: Folders
  @OptionGroup var tasks: Jobs

  @Option(help: ArgumentHelp("Format of the figures: text or json.", valueName: "form"))
  var format = ReportFormat.text

  func run() async throws {
    let reading = await Builder(folders: folders, workers: tasks.workers).edition(Progress())
    StatisticsPrinter().print(Statistics(reading.edition), format)
    try ReportPrinter(format: .text, folders: folders).warnIfBroken(reading.diagnostics)
  }
}
