import ArgumentParser

/// How a program says that it could not do its work.
package enum Ending {
  /// Says what kept a command from its work, in one line, and ends with the status that fits.
  package static func end(_ command: any ParsableArguments.Type, after error: any Error) -> Never {
    if let obstacle = error as? any Obstacle {
      Machine.tell("error: \(obstacle)")
      command.exit(withError: ExitCode(ExitStatus.contentErrors))
    }
    // Requests for help, wrong usage and statuses that a command chose; all else is "failure" to the parser.
    if error is ExitCode || command.exitCode(for: error) != .failure { command.exit(withError: error) }
    Machine.tell("error: a fault of sitegen's own: \(error)")
    command.exit(withError: ExitCode(ExitStatus.fault))
  }
}
