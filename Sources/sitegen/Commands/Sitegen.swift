import Archive
import ArgumentParser
import Building
import Glibc

/// The program. Each command has its own file in this folder and contains no logic itself.
@main
struct Sitegen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sitegen",
    abstract: "Builds a site from a folder of annotated transcripts, interviews and reports.",
    discussion: """
      Example:
        sitegen init archive
        sitegen build --content archive/Content --templates archive/Templates --output archive/Public

      Exit status: 0 done, 1 the content has errors or a file or folder cannot be used, 64 wrong usage, \
      70 an internal error of sitegen.
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

  /// The error message for a first argument that is not a command; ArgumentParser only suggests options.
  private static func unknownCommand(_ word: String?) -> String? {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !known.contains(word) else { return nil }
    let near = Suggestion.nearest(word, among: known).map { ". Did you mean '\($0)'?" } ?? ""
    return "found the command '\(word)', expected \(known.joined(separator: ", "))\(near)"
  }

  /// Exits as ArgumentParser does, but with a message that is safe on a terminal: the parser prints arguments
  /// unescaped.
  private static func leave(_ error: any Error) -> Never {
    let text = fullMessage(for: error)
    let status = exitCode(for: error)
    if !text.isEmpty {
      Platform.write(text + "\n", to: status.isSuccess ? STDOUT_FILENO : STDERR_FILENO)
    }
    Glibc.exit(status.rawValue)
  }

  /// Prints the error that stopped a command in one line, and exits with the matching status.
  private static func end(after error: any Error) -> Never {
    if let obstacle = error as? any UserError {
      Platform.tell("error: \(obstacle)")
      leave(ExitCode(ExitStatus.contentErrors))
    }
    // Requests for help, wrong usage and statuses chosen by a command. The parser calls anything else "failure".
    if error is ExitCode || exitCode(for: error) != .failure { leave(error) }
    Platform.tell("error: internal error of sitegen: \(error)")
    leave(ExitCode(ExitStatus.fault))
  }
}
