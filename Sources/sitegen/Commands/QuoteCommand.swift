import ArgumentParser
import Building

/// `sitegen quote`
struct QuoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quote",
    abstract: "Finds words in the content, and shows how to cite and annotate them.",
    discussion: """
      Prints each place with its citation and address, and the target of a note, ready to paste into a \
      file of Content/annotations/. Upper and lower case are the same.

      Example:
        sitegen quote about four hours ago
      """)

  @Argument(help: "The words as they are in the source.")
  var words: [String]

  @OptionGroup var folders: Folders
  @OptionGroup var tasks: Jobs

  @Option(help: ArgumentHelp("Maximum number of places.", valueName: "number"))
  var limit = 20

  func validate() throws {
    if limit < 1 { throw ValidationError("found \(limit) for --limit, expected a number from 1") }
  }

  func run() async throws {
    let reading = await Builder(folders: folders, workers: tasks.workers).edition(Progress())
    let quoter = Quoter(edition: reading.edition, workers: tasks.workers)
    let isFound = await quoter.print(words.joined(separator: " "), limit: limit)
    try ReportPrinter(format: .text, folders: folders).warnIfBroken(reading.diagnostics)
    if !isFound { throw ExitCode(ExitStatus.contentErrors) }
  }
}
