import ArgumentParser

@main
struct Sitegen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "sitegen", abstract: "Builds an archive.")
}
