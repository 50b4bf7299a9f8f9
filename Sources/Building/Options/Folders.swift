import ArgumentParser
import Workers

/// The folders that most commands work on.
package struct Folders: ParsableArguments {
  @Option(
    help: ArgumentHelp("Folder with the sources, registers and notes.", valueName: "folder"),
    transform: Folders.path)
  package var content: String = "Content"

  @Option(
    help: ArgumentHelp("Folder with the templates and assets.", valueName: "folder"), transform: Folders.path)
  package var templates: String = "Templates"

  @Option(
    help: ArgumentHelp("Folder to publish the site in.", valueName: "folder"), transform: Folders.path
  )
  package var output: String = "Public"

  package init() {}

  /// Refuses links that an archive from elsewhere may have in the place of the usual folders: they would choose what is
  /// read and written. A folder that is named on the command line may be a link.
  package func validate() throws {
    for (option, folder, usual) in [
      ("content", content, "Content"), ("templates", templates, "Templates"), ("output", output, "Public"),
    ] where folder == usual && CacheFile.isLink(folder) {
      throw ValidationError(
        "'\(folder)' is a link, expected a folder; to follow the link, write --\(option) ./\(folder)")
    }
  }

  /// Without slashes at the end, so that paths below it have one slash.
  package static func path(_ text: String) throws -> String {
    guard !text.isEmpty else {
      throw ValidationError("found an empty folder name, expected the name of a folder")
    }
    var path = Substring(text)
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}

/// How diagnostics are printed, and whether warnings are treated as errors.
package struct Reports: ParsableArguments {
  @Flag(help: "Treat every warning as an error.")
  package var strict = false

  @Option(help: ArgumentHelp("Format of the diagnostics: text or json.", valueName: "form"))
  package var format = ReportFormat.text

  package init() {}
}

/// The formats for printing diagnostics.
package enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// Number of tasks that run at the same time.
package struct Jobs: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Number of parallel tasks; default: the number of cores.", valueName: "number"))
  package var jobs: Int?

  package init() {}

  package var workers: Workers { Workers(count: jobs ?? Platform.cores) }

  package func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("found \(jobs) for --jobs, expected a number from 1") }
  }
}
