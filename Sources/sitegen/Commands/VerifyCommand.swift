import ArgumentParser
import Building
import Glibc

/// `sitegen verify`
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Checks that a published site, or a copy of one, is complete.",
    discussion: """
      Compares every file of the folder with its manifest-sha256.txt. Files that are missing, changed, extra or not \
      readable are printed, one on each line, and the exit status is 1.

      Example:
        sitegen verify Public
        sitegen verify /mnt/backup/site --allow-extra --format json
      """)

  @Argument(
    help: ArgumentHelp("The folder with manifest-sha256.txt.", valueName: "folder"),
    transform: Folders.path)
  var folder: String

  @Flag(help: "Accept files that sitegen did not publish.")
  var allowExtra = false

  @Option(help: ArgumentHelp("Format of the diagnostics: text or json.", valueName: "form"))
  var format = ReportFormat.text

  @OptionGroup var tasks: Jobs

  func run() async throws {
    let finding = try await Verifier(folder: folder, workers: tasks.workers).verify()
    switch format {
    case .text: Platform.write(finding.lines, to: STDOUT_FILENO)
    case .json: Platform.write(json: finding.json, to: STDOUT_FILENO)
    }
    Platform.tell(finding.summary)
    if !finding.isWhole(allowing: allowExtra) { throw ExitCode(ExitStatus.contentErrors) }
  }
}
