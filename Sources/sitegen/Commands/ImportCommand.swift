import ArgumentParser
import Building
import Importing

/// `sitegen import`
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turns transcripts, captions and tables into sources.",
    discussion: """
      FORMAT is txt (labels such as SMITH: open turns), vtt (WebVTT), srt (SubRip) or csv (a table of speaker,
      words, tags, timestamp). Each file becomes Content/sources/ID.md; one that is there is never overwritten.
      What is not understood stays in the words and is reported.

      Example:
        sitegen import vtt recordings/*.vtt
        sitegen import csv transcripts/*.csv --metadata metadata.csv
      """)

  @Argument(help: "What the files are: txt, vtt, srt or csv.")
  var format: String

  @Argument(help: "The files.")
  var files: [String]

  @OptionGroup var folders: Folders
  @OptionGroup var reports: Reports

  @Option(help: ArgumentHelp("A table with title, date, creator … by objectid.", valueName: "file"))
  var metadata: String?

  func validate() throws {
    guard ImportFormat(rawValue: format) != nil else {
      throw ValidationError(Imports.problem(format: format))
    }
  }

  func run() throws {
    guard let format = ImportFormat(rawValue: format) else {
      throw ValidationError(Imports.problem(format: format))
    }
    var imports = Imports(content: folders.content, format: format, strict: reports.strict)
    if let metadata { imports.readMetadata(metadata) }
    for file in files { imports.add(file) }
    try ReportPrinter(format: reports.format, folders: folders).conclude(imports.outcome)
  }
}
