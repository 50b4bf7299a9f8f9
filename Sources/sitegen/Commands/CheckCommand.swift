import ArgumentParser
import Building

/// `sitegen check`
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks the content like a build, but publishes nothing.",
    discussion: """
      Example:
        sitegen check --strict --format json
        sitegen check --links
      """)

  @OptionGroup var folders: Folders
  @OptionGroup var reports: Reports
  @OptionGroup var tasks: Jobs

  @Flag(help: "Check the links of the published site in the output folder too.")
  var links = false

  @Flag(help: "Fail if the ledger of passage ids would change.")
  var locked = false

  func run() async throws {
    var builder = Builder(folders: folders, workers: tasks.workers)
    builder.strict = reports.strict
    builder.locked = locked
    let outcome = try await builder.check(Progress(), links: links)
    let printer = ReportPrinter(format: reports.format, folders: folders)
    try printer.conclude(outcome)
  }
}
