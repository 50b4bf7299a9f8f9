import Archive
import ArgumentParser
import Building

/// `sitegen new`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Creates a file to fill in: a source, a speaker, a topic and so on.",
    discussion: """
      KIND is source, speaker, topic, event, place, organization or page. ID becomes the file name, and the \
      address of the page. Existing files are never overwritten.

      Example:
        sitegen new source press-conference
        sitegen new topic arms-control
      """)

  @Argument(help: "What to create.")
  var kind: String

  @Argument(help: "The id: letters, digits, '-', '_' and '.'.")
  var id: String

  @OptionGroup var folders: Folders

  func validate() throws {
    guard FileTemplate.Kind(rawValue: kind) != nil else {
      throw ValidationError(FileTemplate.problem(kind: kind))
    }
    if let problem = Identifier.problem(id) { throw ValidationError("found the id '\(id)': \(problem)") }
  }

  func run() throws {
    guard let kind = FileTemplate.Kind(rawValue: kind) else {
      throw ValidationError(FileTemplate.problem(kind: kind))
    }
    let path = try FileTemplate(kind: kind, id: id).write(in: folders.content)
    Platform.tell("wrote \(path)")
  }
}
