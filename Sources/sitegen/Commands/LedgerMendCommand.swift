import Anchoring
import ArgumentParser
import Building

/// `sitegen ledger mend`
struct LedgerMendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mend",
    abstract: "Repairs a ledger after two branches were merged.",
    discussion: """
      Removes the conflict markers of git. If an id is on two lines, the text decides which line keeps \
      it. If two present passages have the same id, name the one that was published first.

      Example:
        sitegen ledger mend press-conference
        sitegen ledger mend press-conference --keep first
        sitegen ledger mend press-conference --keep 14 --keep 20 --both-published
      """)

  @Argument(help: "The source.")
  var source: String

  @Option(
    help: ArgumentHelp(
      "The line that keeps an id of two passages: first, last, or its number; repeatable.",
      valueName: "line"))
  var keep: [String] = []

  @Flag(help: "The id was published for both passages; the page then says that a link may mean the other.")
  var bothPublished = false

  @OptionGroup var folders: Folders
  @OptionGroup var tasks: Jobs

  func validate() throws { _ = try kept() }

  func run() async throws {
    let kept = try kept()
    try await LedgerEditor(folders: folders, workers: tasks.workers, date: nil).edit(source) {
      try $0.mend(keep: kept, bothPublished: bothPublished)
    }
  }

  private func kept() throws -> LedgerEditing.Keep? {
    switch keep {
    case []: return nil
    case ["first"]: return .first
    case ["last"]: return .last
    default:
      let lines = keep.compactMap { Int($0) }.filter { $0 > 0 }
      guard lines.count == keep.count else {
        throw ValidationError(
          "found '\(keep.joined(separator: "', '"))' for --keep, expected 'first', 'last' or numbers of lines"
        )
      }
      return .lines(Set(lines))
    }
  }
}
