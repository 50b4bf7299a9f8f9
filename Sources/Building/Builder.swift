import Anchoring
import Archive
import Linking
import Publishing
import Reading
import Rendering
import Workers

/// One build, stage by stage: reading, anchoring and linking produce an edition; pages, search index and exports
/// made from it go into a publication that is swapped in at the end.
package struct Builder: Sendable {
  package let folders: Folders
  let workers: Workers
  package var baseURL: String?
  package var strict = false
  package var locked = false
  /// Whether ledgers may lack ids that the present output has.
  package var newIDs = false
  package var clean = false
  /// Whether the output may be a folder that contains files and that sitegen has not published to before.
  package var intoForeign = false
  /// Number of files from which a full build prepares the previous tree for the first edit. For smaller sites, the
  /// edit makes it in a few milliseconds. A clean build never prepares it, since no edit follows if a site is built
  /// for a host.
  package var filesForPreviousTree = 4_000
  /// Whether the process ends with this build. Objects read from a large archive are then left to the system:
  /// freeing them one by one would take a tenth of the time of a build after an edit. Such a build also keeps its
  /// allocated memory (`Platform.keepMemory`).
  package var isLast = false
  /// Records the CPU time of the stages of a build.
  package var times: StageTimes?
  /// The date that is recorded in ledgers for changes.
  package var date: LedgerDate?
  /// How much detail about ledger changes is collected.
  package var detail = ChangeDetail.none

  package init(folders: Folders, workers: Workers) {
    self.folders = folders
    self.workers = workers
  }

  /// The result of a build or check.
  package struct Outcome: Sendable {
    /// Diagnostics about the content.
    package var diagnostics: [Diagnostic]
    /// One line on what was done; nil if there were errors.
    package var summary: String?

    package init(diagnostics: [Diagnostic], summary: String?) {
      self.diagnostics = diagnostics
      self.summary = summary
    }

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Reads the content and anchors it: passages get their ids, notes their placements.
  package func anchored(_ progress: Progress) async -> (anchored: Anchored, diagnostics: [Diagnostic]) {
    let loaded = await loaded(progress)
    return (loaded.anchored, loaded.diagnostics)
  }

  /// - Parameter last: the last build, if ledgers that are older than it are errors.
  private func loaded(_ progress: Progress, since last: LastBuild? = nil) async -> LoadedArchive {
    progress.stage("Reading")
    var (archive, read) = await counted("reading") {
      await ArchiveReader(content: folders.content, workers: workers).read()
    }
    if let baseURL { archive.settings.baseURL = baseURL.hasSuffix("/") ? baseURL : baseURL + "/" }
    progress.stage("Anchoring")
    let anchored = await counted("anchoring") {
      if let last { await ledgers(since: last).anchor(archive) } else { await ledgers.anchor(archive) }
    }
    return LoadedArchive(anchored, read: read)
  }

  /// Reads and anchors only the changed sources; nil if anything but sources has changed since the last build.
  private func renewed(
    _ known: LastBuild, _ base: Base, _ progress: Progress
  ) async -> IncrementalArchive? {
    guard base.survey.changed[0].allSatisfy(IncrementalReader.isOfSource) else { return nil }
    progress.stage("Reading")
    return await counted("reading") {
      let readers = isLast ? workers.beginning(with: Platform.makeRoom) : workers
      guard var loaded = await base.cache.sourceCache.read(base.record.sourceCache, readers) else {
        return nil
      }
      // An unchanged ledger already matches the output.
      let isTouched = base.survey.changed[0].contains { $0.starts(with: "ledger/".utf8) }
      let rereading = IncrementalReader(
        folders: folders, workers: workers, ledgers: isTouched ? await ledgers(since: known) : ledgers)
      return await rereading.renew(&loaded, changed: base.survey.changed[0]).map {
        IncrementalArchive(loaded: loaded, before: $0)
      }
    }
  }

  /// Reads, checks and links the content, without publishing anything.
  package func edition(_ progress: Progress) async -> (
    edition: Edition, ledgers: [LedgerFile], diagnostics: [Diagnostic]
  ) {
    await edition(of: await loaded(progress), progress)
  }

  private func edition(of loaded: LoadedArchive, _ progress: Progress) async -> (
    edition: Edition, ledgers: [LedgerFile], diagnostics: [Diagnostic]
  ) {
    progress.stage("Linking")
    let linked = await counted("linking") { Linker.link(loaded.anchored) }
    var diagnostics = loaded.diagnostics + linked.diagnostics
    if locked {
      diagnostics = diagnostics.map { $0.rule == "ledger-older" ? asError($0) : $0 }
      diagnostics += lockFaults(loaded.anchored.ledgers)
    }
    if strict { diagnostics = diagnostics.map(asError) }
    return (linked.edition, loaded.anchored.ledgers, diagnostics.sorted())
  }

  /// Adds the CPU time of all threads until `work` is done to a stage.
  func counted<Result>(_ stage: String, _ work: () async throws -> Result) async rethrows -> Result {
    guard let times else { return try await work() }
    return try await times.measureAll(stage, work)
  }

  var ledgers: Ledgers {
    Ledgers(content: folders.content, workers: workers, date: date, detail: detail)
  }

  /// The ledgers, with a check against the ids of the current output, or of the last build if the output is gone.
  private func ledgers(since last: LastBuild) async -> Ledgers {
    var ledgers = ledgers
    guard !newIDs else { return ledgers }
    // A clean build does not use what the last one made, but its ledgers are compared all the same.
    let record = last.record ?? last.cache?.record()
    if let published = PublishedIDs(output: folders.output) {
      ledgers.published = published
    } else if let cache = last.cache, let record,
      let before = await cache.sourceCache.read(record.sourceCache, workers)
    {
      ledgers.published = PublishedIDs(before.anchored)
    }
    var survey = last.survey
    if last.record == nil, let cache = last.cache, let record { survey = await cache.survey(record, workers) }
    ledgers.changed = survey.map { survey in
      Set(survey.changed[0].map { String(decoding: $0, as: UTF8.self) })
    }
    return ledgers
  }

  /// Builds and publishes.
  ///
  /// - Throws: errors that prevent publishing and are not caused by the content.
  package func build(_ progress: Progress) async throws -> Outcome {
    defer { progress.end() }
    do {
      return try await buildOnce(progress)
    } catch is SourceCache.Damaged {
      var anew = self
      anew.clean = true
      return try await anew.buildOnce(progress)
    }
  }

  /// - Throws: `SourceCache.Damaged` if texts were read from a damaged source cache; the last site stays.
  private func buildOnce(_ progress: Progress) async throws -> Outcome {
    let known = await lastBuild()
    if let record = known.record,
      let outcome = await known.cache?.standing(record, known.survey, workers)
    {
      return outcome
    }
    let base = known.base
    if let base, let outcome = try await reviseAssets(base, progress) { return outcome }
    // If no file was added or removed, this has been tried above.
    if base?.isCopied != false, let outcome = try await copyAnew(known, progress) { return outcome }
    var renewed: IncrementalArchive?
    if let base {
      if isLast { Platform.keepMemory() }
      renewed = await self.renewed(known, base, progress)
      if isLast && renewed == nil { Platform.releaseLargeArrays() }
    }
    // Runs on the other core while this one links, because it has to check every published file.
    let opening = renewed.flatMap { _ in base }.map { base in
      Task { [folders, workers] in try await base.revision(folders, workers) }
    }
    let loaded: LoadedArchive
    if let renewed { loaded = renewed.loaded } else { loaded = await self.loaded(progress, since: known) }
    let (edition, _, found) = await edition(of: loaded, progress)
    let (theme, texts, faults) = loadTheme()
    let diagnostics = (found + faults).sorted()
    guard !diagnostics.contains(where: { $0.severity == .error }), let theme else {
      try? await opening?.value?.abandon()
      try known.cache?.sourceCache.check()
      // A reference may be dead because its file has just been removed.
      let meanwhile = await happened(since: known.inputs, known.cache)
      return Outcome(diagnostics: (diagnostics + meanwhile.diagnostics).sorted(), summary: nil)
    }
    if isLast { _ = Unmanaged.passRetained(Leftover(loaded: loaded, edition: edition)) }
    let stage = SiteStage(edition, theme, templates: texts, workers, times)
    if let base, let renewed, let opening,
      let outcome = try await revise(base, opening, renewed, edition, stage, diagnostics, progress)
    {
      return outcome
    }
    return try await publishAll(known, renewed, loaded, edition, stage, diagnostics, progress)
  }

  /// The state of the last build, before anything is read.
  private func lastBuild() async -> LastBuild {
    guard let cache = BuildCache(folders, baseURL: baseURL, strict: strict) else { return LastBuild() }
    let record = clean ? nil : cache.record()
    let survey: BuildCache.InputDiff? = if let record { await cache.survey(record, workers) } else { nil }
    return LastBuild(
      cache: cache, record: record, survey: survey, inputs: survey?.looks ?? cache.inputsNow())
  }

  /// Checks everything that a build checks, and publishes nothing.
  ///
  /// - Parameter links: whether the links of the published site are checked too.
  /// - Throws: `PublishingError` if the published site cannot be read.
  package func check(_ progress: Progress, links: Bool) async throws -> Outcome {
    defer { progress.end() }
    let (edition, _, found) = await edition(of: await loaded(progress, since: await lastBuild()), progress)
    var diagnostics = found + loadTheme().faults
    var summary =
      "checked \(Self.count(edition.sources.count, "source")), \(Self.count(edition.annotations.count, "note"))"
    if links {
      progress.stage("Checking links")
      let report = try await LinkScan.checkSite(directory: folders.output, workers: workers)
      diagnostics += report.problems.map { problem in
        var diagnostic = problem.diagnostic
        diagnostic.path = "\(folders.output)/\(diagnostic.path)"
        return diagnostic
      }
      summary += ", the links of \(Self.count(report.pages, "page"))"
    }
    let isBroken = diagnostics.contains { $0.severity == .error }
    return Outcome(diagnostics: diagnostics.sorted(), summary: isBroken ? nil : summary)
  }

  /// The theme, and the texts of its templates by name.
  private func loadTheme() -> (theme: Theme?, texts: [String: String], faults: [Diagnostic]) {
    var faults: [Diagnostic] = []
    let listed = Files.list(folders.templates) { path, fault in
      // A link that leads nowhere may be the lock file of an editor.
      if case .unreadable = fault { return }
      faults.append(
        Diagnostic(.error, fault.rule, fault.message, path: "\(folders.templates)/\(path)", fix: fault.fix))
    }
    guard let files = listed else {
      let fault = Diagnostic(
        .error, "unreadable-folder", "cannot open the templates folder", path: folders.templates,
        fix: "name the templates folder with --templates")
      return (nil, [:], [fault])
    }
    var texts: [String: String] = [:]
    for file in files where file.hasSuffix(".mustache") && !file.contains("/") {
      let path = "\(folders.templates)/\(file)"
      guard let bytes = Files.read(file, in: folders.templates) else {
        faults.append(Diagnostic(.error, "unreadable-file", "cannot read the template", path: path))
        continue
      }
      texts[String(file.dropLast(".mustache".count))] = String(decoding: bytes, as: UTF8.self)
    }
    // An unreadable template is not reported as missing too.
    if !faults.isEmpty { return (nil, texts, faults) }
    let (theme, found) = Theme.load(texts, folder: folders.templates)
    return (theme, texts, found)
  }

  private func lockFaults(_ ledgers: [LedgerFile]) -> [Diagnostic] {
    ledgers.filter(\.changed).map {
      Diagnostic(
        .error, "ledger-locked", "the ledger of passage ids would change, which --locked forbids",
        path: $0.path,
        fix:
          "'sitegen ledger' shows what would change; run 'sitegen build' without --locked and commit the ledger; if the ledger is outdated, restore it from version control first"
      )
    }
  }

  private func asError(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.severity = .error
    return diagnostic
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  func contents(of edition: Edition) -> String {
    let passages = edition.sources.reduce(0) { $0 + $1.record.passages.count }
    return [
      Self.count(edition.sources.count, "source"), Self.count(passages, "passage"),
      Self.count(edition.annotations.count, "note"),
    ].joined(separator: ", ")
  }

  /// The line that says what a build did.
  static func line(_ contents: String, _ summary: Publication.Summary, _ output: String) -> String {
    "\(contents): \(count(summary.files, "file")) in \(output) (\(summary.written) written, "
      + "\(summary.unchanged) unchanged, \(summary.removed) removed)"
  }
}

/// Keeps objects alive until the process ends, so that they are never freed.
private final class Leftover {
  let loaded: LoadedArchive
  let edition: Edition

  init(loaded: LoadedArchive, edition: Edition) {
    self.loaded = loaded
    self.edition = edition
  }
}
