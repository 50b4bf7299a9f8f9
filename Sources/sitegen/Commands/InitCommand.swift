import ArgumentParser
import Building

/// `sitegen init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a small archive to begin with.",
    discussion: """
      Writes FOLDER/Content with one conversation, a topic and a note, and copies the templates. Nothing is
      overwritten.

      Example:
        sitegen init harbour-voices
      """)

  @Argument(help: "The folder to make it in.", transform: Folders.path)
  var folder: String = "."

  @Option(
    help: ArgumentHelp("Folder with the templates to be copied.", valueName: "folder"),
    transform: Folders.path)
  var templates: String = "Templates"

  func run() throws {
    for line in try ArchiveScaffold(folder: folder, templates: templates).write() { Platform.tell(line) }
  }
}
