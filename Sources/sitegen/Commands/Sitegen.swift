import ArgumentParser

/// The program. Each command has a file of its own in this folder and no logic of its own.
@main
struct Sitegen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sitegen",
    abstract: "Builds a site from a folder of annotated transcripts, interviews and reports.",
    discussion: """
      Example:
        sitegen build --content Content --output Public
      """,
    version: "0.1.0",
    subcommands: [BuildCommand.self]
  )
}
