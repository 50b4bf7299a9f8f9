import ArgumentParser
import Building

/// `sitegen annotations`
struct AnnotationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotations",
    abstract: "Lists the notes with the state of their quotations, and updates those that you accept.",
    discussion: """
      A quotation is exact, whole (a whole passage or source), moved, changed, ambiguous or lost. --accept \
      rewrites the quotation, prefix, suffix and passage of a moved or changed note in its file and nothing else \
      there. For an ambiguous or lost note, name the candidate: ID=PASSAGE, ID=SOURCE#PASSAGE or \
      ID=PASSAGE:2. Check what a changed note says before you accept it.

      Example:
        sitegen annotations --state changed --state lost
        sitegen annotations --accept four-hours --accept frank=p12
        sitegen annotations --accept-all --state moved
      """)

  @Argument(help: "Ids of notes; default: all.")
  var ids: [String] = []

  @OptionGroup var folders: Folders
  @OptionGroup var tasks: Jobs

  @Option(help: ArgumentHelp("Only notes in this state; repeatable.", valueName: "state"))
  var state: [NoteState] = []

  @Option(help: ArgumentHelp("Only notes on this source.", valueName: "id"))
  var source: String?

  @Option(help: ArgumentHelp("Format of the list: text or json.", valueName: "form"))
  var format = ReportFormat.text

  @Option(
    help: ArgumentHelp("Update the target of this note; repeatable.", valueName: "id"))
  var accept: [NoteChoice] = []

  @Flag(help: "Accept all listed notes that are moved or changed.")
  var acceptAll = false

  @Flag(help: "Show what would be accepted, and write nothing.")
  var dryRun = false

  func validate() throws {
    if !accept.isEmpty && (acceptAll || !ids.isEmpty || !state.isEmpty || source != nil) {
      throw ValidationError(
        "found --accept with ids, --state, --source or --accept-all, expected --accept alone")
    }
    if dryRun && accept.isEmpty && !acceptAll {
      throw ValidationError("found --dry-run alone, expected it with --accept or --accept-all")
    }
  }

  func run() async throws {
    // Without the lock, two concurrent commands could overwrite each other's changes.
    let lock = accept.isEmpty && !acceptAll ? nil : ContentLock(folders.content)
    defer { withExtendedLifetime(lock) {} }
    let progress = Progress()
    let (anchored, diagnostics) = await Builder(folders: folders, workers: tasks.workers).anchored(progress)
    progress.end()
    let all = NoteRow.all(anchored)
    let selection = NoteSelection(ids: ids, states: state, source: source)
    let rows = try selection.rows(of: all, sources: anchored.archive.sources)
    guard !accept.isEmpty || acceptAll else {
      NoteListPrinter(content: folders.content).print(rows, format)
      return try ReportPrinter(format: .text, folders: folders).warnIfBroken(diagnostics)
    }
    for choice in accept { try NoteSelection.check(choice.note, among: all) }
    var acceptance = TargetUpdater(anchored, rows: all, content: folders.content)
    if acceptAll { acceptance.acceptAll(rows) }
    for choice in accept { acceptance.accept(choice) }
    try finish(&acceptance)
  }

  /// Writes the accepted targets. If notes are named, either all of them are written or none.
  private func finish(_ acceptance: inout TargetUpdater) throws {
    let files = acceptance.rewritten()
    let isWritten = acceptAll || acceptance.problems.isEmpty
    if isWritten {
      for line in acceptance.lines { Platform.tell(line) }
      if !dryRun {
        for file in files {
          try Files.replace(file.path, in: folders.content, with: file.bytes, ifStill: file.before)
        }
      }
      let unwritten = acceptance.unwrittenLedgers
      if !unwritten.isEmpty {
        let rest = unwritten.count > 3 ? " and \(unwritten.count - 3) more" : ""
        Platform.tell(
          "the ledger is not written yet for \(unwritten.prefix(3).joined(separator: ", "))\(rest): "
            + "build before you edit the source again")
      }
    }
    if !acceptance.problems.isEmpty {
      ReportPrinter(format: .text, folders: folders).print(acceptance.problems.sorted())
    }
    let count = isWritten ? files.count : 0
    Platform.tell("\(count) \(count == 1 ? "file" : "files") \(dryRun ? "would be " : "")written")
    if !acceptance.problems.isEmpty { throw ExitCode(ExitStatus.contentErrors) }
  }
}
