import ArgumentParser
import Building

/// `sitegen ledger assign`
struct LedgerAssignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign",
    abstract: "Gives a passage the id that it should have had.",
    discussion: """
      The passage that has the second id, or would get it in the next build, gets the first. An address published \
      with the second id leads to the first.

      Example:
        sitegen ledger assign press-conference#p4 press-conference#p12
      """)

  @Argument(help: "The id that the passage should have.", transform: PassageName.init)
  var old: PassageName

  @Argument(help: "The id that the passage has or would get.", transform: PassageName.init)
  var new: PassageName

  @Flag(help: "Take the id even from a passage that still has the same words; that passage gets a new id.")
  var take = false

  @OptionGroup var folders: Folders
  @OptionGroup var tasks: Jobs
  @OptionGroup var ledgerDay: LedgerDay

  func validate() throws {
    guard old.source != new.source else { return }
    throw ValidationError(
      "found ids of '\(old.source)' and '\(new.source)', expected two of one source: an id stays in its "
        + "source")
  }

  func run() async throws {
    try await LedgerEditor(folders: folders, workers: tasks.workers, date: ledgerDay.day).edit(old.source) {
      try $0.assign(old.number, to: new.number, taking: take)
    }
  }
}
