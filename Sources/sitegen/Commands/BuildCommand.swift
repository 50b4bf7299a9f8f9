import Archive
import ArgumentParser
import Building
import Workers

/// `sitegen build`
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Builds the site.",
    discussion: """
      Reads Content/, checks it, and publishes the site in Public/. If the content has errors, nothing is \
      published, and the last good site stays as it is.

      Example:
        sitegen build --base-url https://archive.example/ --strict
      """)

  @OptionGroup var folders: Folders
  @OptionGroup var reports: Reports
  @OptionGroup var tasks: Jobs
  @OptionGroup var ledgerDay: LedgerDay

  @Option(help: ArgumentHelp("Web address of the published site.", valueName: "address"))
  var baseURL: String?

  @Flag(help: "Fail if the ledger of passage ids would change.")
  var locked = false

  @Flag(
    help: "Do not compare the ledgers with the ids in the output; for drafts."
  )
  var newIds = false

  @Flag(help: "Write all files again, also those that have not changed.")
  var clean = false

  @Flag(
    help:
      "Publish to a folder that has other files and no site yet, or to one behind a link; the files are kept."
  )
  var intoForeign = false

  @Flag(help: "Print the CPU time of each stage to standard error.")
  var times = false

  func validate() throws {
    if let baseURL, let problem = WebAddress.baseProblem(baseURL) {
      throw ValidationError("found '\(baseURL)' for --base-url, \(problem)")
    }
  }

  func run() async throws {
    var builder = Builder(folders: folders, workers: tasks.workers)
    builder.isLast = true
    builder.baseURL = baseURL
    builder.strict = reports.strict
    builder.locked = locked
    builder.newIDs = newIds
    builder.date = ledgerDay.day
    builder.clean = clean
    builder.intoForeign = intoForeign
    let times = self.times ? StageTimes() : nil
    builder.times = times
    let outcome = try await builder.build(Progress())
    if let times { StageReport(times).print() }
    try ReportPrinter(format: reports.format, folders: folders).conclude(outcome)
  }
}
