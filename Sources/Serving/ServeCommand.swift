import ArgumentParser
import Building

/// `sitegen-serve`, which `sitegen serve` becomes. It is called in no other way.
@main
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "sitegen-serve", shouldDisplay: false)

  @OptionGroup var options: ServeOptions

  static func main() async {
    do {
      let command = try parse()
      try await command.run()
    } catch {
      Ending.end(self, after: error)
    }
  }

  func run() async throws {
    var builder = Builder(folders: options.folders, workers: options.tasks.workers)
    builder.strict = options.reports.strict
    let printer = ReportPrinter(format: options.reports.format, folders: options.folders)
    try await Workshop(builder: builder, printer: printer).run(port: options.port)
  }
}
