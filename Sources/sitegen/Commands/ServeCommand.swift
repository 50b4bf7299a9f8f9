import ArgumentParser
import Building
import Serving

/// `sitegen serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Builds the site, shows it on this machine, and builds again when a file changes.",
    discussion: """
      Open pages reload after each build. The site is shown to this machine only, under localhost,
      names that end in .localhost, 127.0.0.1, [::1] and names given with --allow-host.

      Example:
        sitegen serve --port 8080
        sitegen serve --allow-host archive.test
      """)

  @OptionGroup var folders: Folders
  @OptionGroup var reports: Reports
  @OptionGroup var tasks: Jobs
  @OptionGroup var ledgerDay: LedgerDay

  @Option(help: ArgumentHelp("Port to listen on; 0 takes any that is free.", valueName: "number"))
  var port: UInt16 = 8000

  @Option(
    help: ArgumentHelp("A further name that addresses of the site may have; repeatable.", valueName: "name"))
  var allowHost: [String] = []

  func run() async throws {
    var builder = Builder(folders: folders, workers: tasks.workers)
    builder.strict = reports.strict
    builder.date = ledgerDay.day
    let printer = ReportPrinter(format: reports.format, folders: folders)
    try await DevServer(builder: builder, printer: printer, hosts: allowHost).run(port: port)
  }
}
