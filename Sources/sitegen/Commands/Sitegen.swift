import ArgumentParser

/// The program. Each command has a file of its own in this folder and no logic of its own.
@main
struct Sitegen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sitegen",
    abstract: "Builds a site from a folder of annotated transcripts, interviews and reports.",
    discussion: """
      Example:
        sitegen init archive
        sitegen build --content archive/Content --templates archive/Templates --output archive/Public

      Exit status: 0 done, 1 the content has errors or a file or folder cannot be used, 64 wrong usage,
      70 a fault of sitegen's own.
      """,
    version: "0.1.0",
    subcommands: [
      BuildCommand.self, ServeCommand.self, CheckCommand.self, ImportCommand.self, NewCommand.self,
      InitCommand.self, SearchCommand.self, QuoteCommand.self, StatsCommand.self,
    ]
  )

  static func main() async {
    let command: any ParsableCommand
    do {
      command = try parseAsRoot()
    } catch {
      exit(withError: error)
    }
    do {
      var command = command
      if var async = command as? any AsyncParsableCommand {
        try await async.run()
      } else {
        try command.run()
      }
    } catch {
      end(after: error)
    }
  }

  /// Says what kept a command from its work, in one line, and ends with the status that fits.
  private static func end(after error: any Error) -> Never {
    switch error {
    case is ExitCode, is CleanExit, is ValidationError: exit(withError: error)
    case let obstacle as any Obstacle:
      Machine.tell("error: \(obstacle)")
      exit(withError: ExitCode(ExitStatus.contentErrors))
    default:
      Machine.tell("error: a fault of sitegen's own: \(error)")
      exit(withError: ExitCode(ExitStatus.fault))
    }
  }
}
