import Anchoring
import ArgumentParser
import Building

/// `sitegen ledger mend`
struct LedgerMendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mend",
    abstract: "Puts a ledger together again after two branches were merged.",
    discussion: """
      Takes out the marks that git left, and where an id stands twice finds out from the text which line keeps
      it. Where two passages that stand have the same id, say which of them was published first.

      Example:
        sitegen ledger mend press-conference
        sitegen ledger mend press-conference --keep first
        sitegen ledger mend press-conference --keep 14 --keep 20 --both-published
      """)

  @Argument(help: "The source.")
  var source: String

  @Option(
    help: ArgumentHelp(
      "Which line keeps an id that two passages have: first, last, or its number; may be given several times.",
      valueName: "line"))
  var keep: [String] = []

  @Flag(help: "The id was published for both; the page then says that a link to it may mean the other.")
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
          "--keep takes 'first', 'last' or numbers of lines, found '\(keep.joined(separator: "', '"))'")
      }
      return .lines(Set(lines))
    }
  }
}
