import ArgumentParser
import Building

/// `sitegen ledger assign`
struct LedgerAssignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Gives a passage the id that it should have had.",
    discussion: """
      The passage that has the second id, or would get it in the next build, gets the first. What was published
      under the second leads to the first.

      Example:
        sitegen ledger assign press-conference#p4 press-conference#p12
      """)

  @Argument(help: "The id that the passage is to have.", transform: PassageName.init)
  var old: PassageName

  @Argument(help: "The id that it has, or would get.", transform: PassageName.init)
  var new: PassageName

  @Flag(help: "Take the id also from a passage on which it stands word for word; that one gets a new id.")
  var take = false

  @OptionGroup var folders: Folders
  @OptionGroup var tasks: Jobs
  @OptionGroup var ledgerDay: LedgerDay

  func validate() throws {
    guard old.source != new.source else { return }
    throw ValidationError(
      "found ids of '\(old.source)' and '\(new.source)', expected two of one source: an id does not leave its "
        + "source")
  }

  func run() async throws {
    try await LedgerEditor(folders: folders, workers: tasks.workers, date: ledgerDay.day).edit(old.source) {
      try $0.assign(old.number, to: new.number, taking: take)
    }
  }
}
