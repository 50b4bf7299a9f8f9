import ArgumentParser
import Building
import Search

/// `sitegen search`
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Searches the published site.",
    discussion: """
      Words, "exact words", -without, one OR other, begin*, date:1961..1963, in:notes, speaker:ID topic:ID \
      source:ID kind:ID event:ID language:TAG. A word that the archive does not have is replaced by a word that \
      differs by one letter, if there is one.

      Example:
        sitegen search '"arms control" -missile' --speaker vladimir-putin --limit 5
        sitegen search syria --json
      """)

  @Argument(help: "The query; several arguments are joined.")
  var query: [String]

  @OptionGroup var folders: Folders

  @Flag(help: "Print the results as JSON.")
  var json = false

  @Option(help: ArgumentHelp("Maximum number of results.", valueName: "number"))
  var limit = 20

  @Option(help: ArgumentHelp("Only this speaker; repeatable.", valueName: "id"))
  var speaker: [String] = []

  @Option(help: ArgumentHelp("Only this topic; repeatable.", valueName: "id"))
  var topic: [String] = []

  @Option(help: ArgumentHelp("Only this source; repeatable.", valueName: "id"))
  var source: [String] = []

  @Option(
    help: ArgumentHelp("Only this kind of source or note; repeatable.", valueName: "id"))
  var kind: [String] = []

  @Option(help: ArgumentHelp("Order of the results: relevance, date or newest.", valueName: "order"))
  var sort = "relevance"

  @Flag(help: "Do not replace words that the archive does not have.")
  var asTyped = false

  func validate() throws {
    if limit < 0 { throw ValidationError("found \(limit) for --limit, expected a number from 0") }
    if SearchOrder(rawValue: sort) == nil {
      throw ValidationError("found '\(sort)' for --sort, expected relevance, date or newest")
    }
  }

  func run() throws {
    var reader = try IndexReader(directory: "\(folders.output)/search")
    let chosen: [Facet: [String]] = [.speaker: speaker, .topic: topic, .source: source, .kind: kind]
    let results = try reader.search(
      query.joined(separator: " "), chosen: chosen, order: SearchOrder(rawValue: sort) ?? .relevance,
      limit: limit, repairs: !asTyped)
    SearchPrinter().print(results, asJSON: json)
  }
}
