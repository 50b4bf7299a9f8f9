import Anchoring
import ArgumentParser
import Building

/// `sitegen ledger date`
struct LedgerDateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "date",
    abstract: "Records the day on which a passage was removed, joined with another or divided.",
    discussion: """
      Example:
        sitegen ledger date press-conference#p5 2026-11-21
        sitegen ledger date press-conference#p5 none
      """)

  @Argument(help: "The id.", transform: PassageName.init)
  var passage: PassageName

  @Argument(help: "The day as YYYY-MM-DD, or none.")
  var day: String

  @OptionGroup var folders: Folders
  @OptionGroup var tasks: Jobs

  func validate() throws {
    if day != "none" { _ = try LedgerDay.day(day) }
  }

  func run() async throws {
    try await LedgerEditor(folders: folders, workers: tasks.workers, date: nil).edit(passage.source) {
      try $0.setDate(of: passage.number, to: LedgerDate(day))
    }
  }
}
