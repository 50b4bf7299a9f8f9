import ArgumentParser

/// `sitegen ledger`
struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Shows how the next build would change the permanent ids of passages, and corrects them.",
    discussion: """
      Without a subcommand, it shows the changes and writes nothing.

      Example:
        sitegen ledger
        sitegen ledger press-conference --format json
        sitegen ledger assign press-conference#p4 press-conference#p12
        sitegen ledger mend press-conference --keep first
        sitegen ledger restore --from Public
      """,
    subcommands: [
      LedgerShowCommand.self, LedgerAssignCommand.self, LedgerDateCommand.self, LedgerMendCommand.self,
      LedgerRestoreCommand.self,
    ],
    defaultSubcommand: LedgerShowCommand.self)
}
