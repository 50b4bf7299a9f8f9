import ArgumentParser
import Building
import Serving

/// `sitegen serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Builds the site, serves it on this machine, and rebuilds it when a file changes.",
    discussion: """
      Open pages reload after each build. The server is reachable only from this machine, as localhost, \
      names that end in .localhost, 127.0.0.1, [::1] and names given with --allow-host.

      Example:
        sitegen serve --port 8080
        sitegen serve --allow-host archive.test
      """)

  @OptionGroup var folders: Folders
  @OptionGroup var reports: Reports
  @OptionGroup var tasks: Jobs
  @OptionGroup var ledgerDay: LedgerDay

  @Option(help: ArgumentHelp("Port to listen on; 0 for any free port.", valueName: "number"))
  var port: UInt16 = 8000

  @Option(
    help: ArgumentHelp("Another host name for the site; repeatable.", valueName: "name"))
  var allowHost: [String] = []

  func run() async throws {
    var builder = Builder(folders: folders, workers: tasks.workers)
    builder.strict = reports.strict
    builder.date = ledgerDay.day
    let printer = ReportPrinter(format: reports.format, folders: folders)
    try await DevServer(builder: builder, printer: printer, hosts: allowHost).run(port: port)
  }
}
