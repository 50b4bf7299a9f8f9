import ArgumentParser
import Building

/// `sitegen init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Creates a small archive to start with.",
    discussion: """
      Writes FOLDER/Content with one conversation, a topic and a note, and copies the templates. No file is \
      overwritten.

      Example:
        sitegen init harbour-voices
      """)

  @Argument(help: "The folder for the archive.", transform: Folders.path)
  var folder: String = "."

  @Option(
    help: ArgumentHelp("Folder with the templates to copy.", valueName: "folder"),
    transform: Folders.path)
  var templates: String = "Templates"

  func run() throws {
    for line in try ArchiveScaffold(folder: folder, templates: templates).write() { Platform.tell(line) }
  }
}
