import ArgumentParser
import Building

/// `sitegen serve`
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Builds the site, shows it on this machine, and builds again when a file changes.",
    discussion: """
      Open pages load themselves anew after each build. The site is shown to this machine only.

      Example:
        sitegen serve --port 8080
      """)

  @OptionGroup var options: ServeOptions

  func run() throws {
    try Companion.become("sitegen-serve", CommandLine.arguments.dropFirst(2))
  }
}
