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
      source:ID kind:ID event:ID language:TAG. A word that the archive does not have is replaced by one that \
      differs by one letter, if there is one.

      Example:
        sitegen search '"arms control" -missile' --speaker vladimir-putin --limit 5
        sitegen search syria --json
      """)

  @Argument(help: "What to look for; several words are joined.")
  var query: [String]

  @OptionGroup var folders: Folders

  @Flag(help: "Print the answer as JSON.")
  var json = false

  @Option(help: ArgumentHelp("Most hits to print.", valueName: "number"))
  var limit = 20

  @Option(help: ArgumentHelp("Only this speaker; may be given several times.", valueName: "id"))
  var speaker: [String] = []

  @Option(help: ArgumentHelp("Only this topic; may be given several times.", valueName: "id"))
  var topic: [String] = []

  @Option(help: ArgumentHelp("Only this source; may be given several times.", valueName: "id"))
  var source: [String] = []

  @Option(
    help: ArgumentHelp("Only this kind of source or note; may be given several times.", valueName: "id"))
  var kind: [String] = []

  @Option(help: ArgumentHelp("relevance, date or newest.", valueName: "order"))
  var sort = "relevance"

  @Flag(help: "Do not replace words that the archive does not have.")
  var asTyped = false

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit takes a number from 0 on, found \(limit)") }
    if SearchOrder(rawValue: sort) == nil {
      throw ValidationError("--sort takes relevance, date or newest, found '\(sort)'")
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
