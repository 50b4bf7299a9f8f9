import ArgumentParser
import Building
import Serving

/// `sitegen serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Builds the site, shows it on this machine, and builds again when a file changes.",
    discussion: """
      Open pages load themselves anew after each build. The site is shown to this machine only.

      Example:
        sitegen serve --port 8080
      """)

  @OptionGroup var folders: Folders
  @OptionGroup var reports: Reports
  @OptionGroup var tasks: Jobs
  @OptionGroup var ledgerDay: LedgerDay

  @Option(help: ArgumentHelp("Port to listen on; 0 takes any that is free.", valueName: "number"))
  var port: UInt16 = 8000

  func run() async throws {
    var builder = Builder(folders: folders, workers: tasks.workers)
    builder.strict = reports.strict
    builder.date = ledgerDay.day
    let printer = ReportPrinter(format: reports.format, folders: folders)
    try await Workshop(builder: builder, printer: printer).run(port: port)
  }
}
