import Archive
import ArgumentParser
import Building
import Importing
import Workers

/// `sitegen import`
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turns transcripts, captions and tables into sources, and annotations into notes.",
    discussion: """
      FORMAT is txt (labels such as SMITH: open turns), vtt (WebVTT), srt (SubRip) or csv (a table of speaker,
      words, tags, timestamp). Each file becomes Content/sources/ID.md. Or it is annotations (W3C Web Annotations
      in JSON-LD, or Hypothes.is as its search API and its client write it): each file becomes
      Content/annotations/NAME.yaml. A file that is there is never overwritten. What is not understood, or left
      out, is reported.

      Example:
        sitegen import vtt recordings/*.vtt
        sitegen import csv transcripts/*.csv --metadata metadata.csv
        sitegen import annotations export.json --source https://example.org/talk=talk
      """)

  /// The format name that stands for annotations.
  private static let annotations = "annotations"

  @Argument(help: "What the files are: txt, vtt, srt, csv or annotations.")
  var format: String

  @Argument(help: "The files.")
  var files: [String]

  @OptionGroup var folders: Folders
  @OptionGroup var reports: Reports

  @Option(help: ArgumentHelp("A table with title, date, creator … by objectid.", valueName: "file"))
  var metadata: String?

  @Option(
    help: ArgumentHelp(
      "For annotations: the source that an address belongs to, or without an address the one for all others.",
      valueName: "URL=ID"))
  var source: [String] = []

  @Option(help: ArgumentHelp("For annotations: the address of the site they were made on.", valueName: "url"))
  var baseURL: String?

  func validate() throws {
    if let baseURL, let problem = WebAddress.baseProblem(baseURL) {
      throw ValidationError("found '\(baseURL)' for --base-url, \(problem)")
    }
    if format == ImportCommand.annotations {
      if metadata != nil { throw ValidationError("--metadata is for sources, not for annotations") }
      return
    }
    guard ImportFormat(rawValue: format) != nil else {
      throw ValidationError(Imports.problem(format: format))
    }
    if !source.isEmpty || baseURL != nil {
      throw ValidationError("--source and --base-url are for annotations, not for '\(format)'")
    }
  }

  func run() async throws {
    if format == ImportCommand.annotations { return try await importAnnotations() }
    guard let format = ImportFormat(rawValue: format) else {
      throw ValidationError(Imports.problem(format: format))
    }
    var imports = Imports(content: folders.content, format: format, strict: reports.strict)
    if let metadata { imports.readMetadata(metadata) }
    for file in files { imports.add(file) }
    try ReportPrinter(format: reports.format, folders: folders).conclude(imports.outcome)
  }

  private func importAnnotations() async throws {
    var builder = Builder(folders: folders, workers: Workers(count: Platform.cores))
    builder.baseURL = baseURL
    let printer = ReportPrinter(format: reports.format, folders: folders)
    let reading = await builder.edition(Progress())
    if let id = AnnotationImports.unknown(source, in: reading.edition).first {
      // The likelier cause is an error that kept the source from being read.
      try printer.warnIfBroken(reading.diagnostics)
      throw ValidationError("--source names '\(id)', which is no source in \(folders.content)/sources")
    }
    var imports = AnnotationImports(
      reading.edition, content: folders.content, sources: source, strict: reports.strict)
    for file in files { imports.add(file) }
    try printer.conclude(imports.outcome)
    // The archive may be broken just because the imported notes were missing.
    if reading.diagnostics.contains(where: { $0.severity == .error }) {
      Platform.tell(
        "there were errors in the content, which may hide sources and topics; see 'sitegen check'")
    }
  }
}
