import Archive
import ArgumentParser
import Building
import Glibc

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
      InitCommand.self, SearchCommand.self, QuoteCommand.self, AnnotationsCommand.self, StatsCommand.self,
      LedgerCommand.self, VerifyCommand.self,
    ]
  )

  static func main() async {
    Platform.releaseLargeArrays()
    if let problem = unknownCommand(CommandLine.arguments.dropFirst().first) {
      leave(ValidationError(problem))
    }
    let command: any ParsableCommand
    do {
      command = try parseAsRoot()
    } catch {
      leave(error)
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

  /// What can be said against a first argument that is no command; ArgumentParser suggests options only.
  private static func unknownCommand(_ word: String?) -> String? {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !known.contains(word) else { return nil }
    let near = Suggestion.nearest(word, among: known).map { ". Did you mean '\($0)'?" } ?? ""
    return "found the command '\(word)', expected \(known.joined(separator: ", "))\(near)"
  }

  /// Ends as ArgumentParser does, which prints arguments as they came.
  private static func leave(_ error: any Error) -> Never {
    let text = fullMessage(for: error)
    let status = exitCode(for: error)
    if !text.isEmpty {
      Platform.write(text + "\n", to: status.isSuccess ? STDOUT_FILENO : STDERR_FILENO)
    }
    Glibc.exit(status.rawValue)
  }

  /// Says what kept a command from its work, in one line, and ends with the status that fits.
  private static func end(after error: any Error) -> Never {
    if let obstacle = error as? any UserError {
      Platform.tell("error: \(obstacle)")
      leave(ExitCode(ExitStatus.contentErrors))
    }
    // Requests for help, wrong usage and statuses that a command chose; all else is "failure" to the parser.
    if error is ExitCode || exitCode(for: error) != .failure { leave(error) }
    Platform.tell("error: a fault of sitegen's own: \(error)")
    leave(ExitCode(ExitStatus.fault))
  }
}
