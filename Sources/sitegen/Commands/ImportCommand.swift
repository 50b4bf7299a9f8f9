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
      FORMAT is txt (labels such as SMITH: start turns), vtt (WebVTT), srt (SubRip) or csv (a table of speaker, \
      words, tags, timestamp); each file becomes Content/sources/ID.md. Or FORMAT is annotations (W3C Web Annotations \
      in JSON-LD, or Hypothes.is exports of its search API or client); each file becomes \
      Content/annotations/NAME.yaml. Existing files are never overwritten. The command reports what it does not \
      understand or leaves out.

      Example:
        sitegen import vtt recordings/*.vtt
        sitegen import csv transcripts/*.csv --metadata metadata.csv
        sitegen import annotations export.json --source https://example.org/talk=talk
      """)

  /// The format name that stands for annotations.
  private static let annotations = "annotations"

  @Argument(help: "Format of the files: txt, vtt, srt, csv or annotations.")
  var format: String

  @Argument(help: "The files.")
  var files: [String]

  @OptionGroup var folders: Folders
  @OptionGroup var reports: Reports

  @Option(help: ArgumentHelp("A CSV table with title, date, creator … for each objectid.", valueName: "file"))
  var metadata: String?

  @Option(
    help: ArgumentHelp(
      "For annotations: the source of an address; without an address, the source of all others.",
      valueName: "URL=ID"))
  var source: [String] = []

  @Option(help: ArgumentHelp("For annotations: the web address of the annotated site.", valueName: "url"))
  var baseURL: String?

  func validate() throws {
    if let baseURL, let problem = WebAddress.baseProblem(baseURL) {
      throw ValidationError("found '\(baseURL)' for --base-url, \(problem)")
    }
    if format == ImportCommand.annotations {
      if metadata != nil {
        throw ValidationError("found --metadata with annotations, expected it with sources")
      }
      return
    }
    guard ImportFormat(rawValue: format) != nil else {
      throw ValidationError(Imports.problem(format: format))
    }
    if !source.isEmpty || baseURL != nil {
      throw ValidationError("found --source or --base-url with '\(format)', expected them with annotations")
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
      throw ValidationError(
        "found '\(id)' for --source, expected the id of a source in \(folders.content)/sources")
    }
    var imports = AnnotationImports(
      reading.edition, content: folders.content, sources: source, strict: reports.strict)
    for file in files { imports.add(file) }
    try printer.conclude(imports.outcome)
    // The archive may be broken just because the imported notes were missing.
    if reading.diagnostics.contains(where: { $0.severity == .error }) {
      Platform.tell(
        "the content has errors, so sources and topics may be missing; run 'sitegen check'")
    }
  }
}
