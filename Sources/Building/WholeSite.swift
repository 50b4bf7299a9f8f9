import Archive
import Linking
import Publishing
import Rendering

/// Publishes a whole site, file by file, and reuses unchanged files of the last one. If a tree update is possible,
/// that is done instead (`IncrementalBuild.swift`).
extension Builder {
  /// Publishes a site.
  ///
  /// - Parameters:
  ///   - known: state of the last build.
  ///   - renewed: the archive as read incrementally; nil if everything was read.
  ///   - diagnostics: all diagnostics, none of them an error.
  func publishAll(
    _ known: LastBuild, _ renewed: IncrementalArchive?, _ loaded: LoadedArchive, _ edition: Edition,
    _ stage: SiteStage, _ diagnostics: [Diagnostic], _ progress: Progress
  ) async throws -> Outcome {
    let (cache, record, inputs) = (known.cache, known.record, known.inputs)
    let publication = try Publication(
      output: folders.output, apartFrom: [folders.content, folders.templates], reusing: !clean,
      marker: PublishedIDs.path, intoForeign: intoForeign)
    var meanwhile = ConcurrentChanges()
    do {
      progress.stage("Making pages, index and exports")
      var cached = SourceCache.Marks()
      if let cache {
        cached = await counted("keeping") {
          if let renewed, let record {
            return cache.sourceCache.write(loaded, changed: renewed.before.keys.sorted(), record.sourceCache)
          }
          return await cache.sourceCache.write(loaded, workers)
        }
      }
      // Without a cache there is nothing to compare with, now or later.
      let marks = cache == nil ? nil : await stage.marks(cached)
      let last = LastSite(known.certainInputs == nil ? nil : record)
      let index = known.base.flatMap { base in
        renewed.map { renewed in
          SiteStage.LastIndex({ base.cache.indexState(base.record) }, before: renewed.before)
        }
      }
      let state = try await stage.publish(publication, last: last, marks: marks, index)
      progress.stage("Publishing")
      let summary = try await counted("publishing") {
        try await stage.publishWayfinding(publication)
        try publishFiles(media: edition.media, publication)
        // Held from the second check of the inputs until the ledgers are written.
        let lock = ContentLock(folders.content)
        defer { withExtendedLifetime(lock) {} }
        meanwhile = await happened(since: inputs, cache)
        guard meanwhile.diagnostics.isEmpty else { return Publication.Summary() }
        try cache?.sourceCache.check()
        try ledgers.write(loaded.anchored.ledgers)
        return try publication.finish()
      }
      guard meanwhile.diagnostics.isEmpty else { return unpublished(publication, diagnostics, meanwhile) }
      let contents = contents(of: edition)
      let outcome = Outcome(diagnostics: diagnostics, summary: Self.line(contents, summary, folders.output))
      guard let cache, let marks else { return outcome }
      let output = BuildCache.stamped(publication.files)
      let foreign = BuildCache.stamped(publication.foreign)
      async let previous: Void = makePreviousTree(output, foreign, summary)
      let kept = state.map(cache.remember) ?? record?.index ?? 0
      cache.remember(
        outcome, contents: contents, before: meanwhile.isQuiet ? inputs : nil,
        ledgers: loaded.anchored.ledgers, output, foreign: foreign, summary, index: kept,
        marks: stage.bytes(of: marks), shape: marks.shape, sourceCache: cached)
      await previous
      return outcome
    } catch {
      return try failed(error, publication, diagnostics, await happened(since: inputs, cache))
    }
  }

  /// Prepares the previous tree that the next tree update starts from, if such an update will be possible.
  private func makePreviousTree(
    _ output: StampedFiles, _ foreign: StampedFiles, _ summary: Publication.Summary
  ) async {
    guard !clean, summary.files >= filesForPreviousTree, summary.written + summary.removed > 0,
      summary.kept == foreign.count, output.count == summary.files + 1
    else { return }
    let inputs = [folders.content, folders.templates]
    // Another build may already be running; it starts from what it finds.
    guard let standing = try? LockedOutput(folders.output, apartFrom: inputs) else { return }
    await counted("publishing") { await standing.makePreviousTree(output, foreign: foreign, workers) }
  }

  /// Publishes the files that are copied into the site, if nothing else has changed since the last build.
  ///
  /// - Returns: nil if a whole build is needed.
  func copyAnew(
    _ known: LastBuild, _ progress: Progress
  ) async throws -> Outcome? {
    guard let cache = known.cache, let record = known.record, let inputs = known.certainInputs,
      let files = cache.madeAsBefore(record, now: inputs)
    else { return nil }
    progress.stage("Copying")
    let publication = try Publication(
      output: folders.output, apartFrom: [folders.content, folders.templates], marker: PublishedIDs.path)
    do {
      for file in files where try !publication.keep(file) {
        publication.abandon()
        return nil
      }
      try publishFiles(media: media(inputs[0].files), publication)
      let meanwhile = await happened(since: inputs, cache)
      guard meanwhile.diagnostics.isEmpty else {
        return unpublished(publication, record.diagnostics, meanwhile)
      }
      let summary = try publication.finish()
      let outcome = Outcome(
        diagnostics: record.diagnostics, summary: Self.line(record.contents, summary, folders.output))
      cache.remember(
        outcome, contents: record.contents, before: meanwhile.isQuiet ? inputs : nil, ledgers: [],
        BuildCache.stamped(publication.files), foreign: BuildCache.stamped(publication.foreign), summary,
        index: record.index, marks: record.marks, shape: record.shape, sourceCache: record.sourceCache)
      return outcome
    } catch {
      return try failed(error, publication, record.diagnostics, await happened(since: inputs, cache))
    }
  }

  /// Paths of the files in `media/`, relative to it.
  private func media(_ content: StampedFiles) -> [String] {
    let folder = "media/"
    return content.byPath.keys.compactMap { path in
      path.starts(with: folder.utf8)
        ? String(validating: path.dropFirst(folder.utf8.count), as: UTF8.self) : nil
    }.sorted()
  }

  private func publishFiles(media: [String], _ publication: Publication) throws {
    try Assets(templates: folders.templates).publish(publication)
    for file in media {
      try publication.copy(file: "media/\(file)", in: folders.content, to: "media/\(file.composed)")
    }
  }

  /// The changes to the inputs since their snapshots were taken; none if that is not possible.
  func happened(since before: [DirectorySnapshot]?, _ cache: BuildCache?) async -> ConcurrentChanges {
    guard let before, let cache else { return ConcurrentChanges() }
    return await ConcurrentChanges(since: before, in: cache.inputs, workers)
  }

  /// Ends a build that has failed.
  private func failed(
    _ error: any Error, _ publication: Publication, _ diagnostics: [Diagnostic],
    _ meanwhile: ConcurrentChanges
  ) throws -> Outcome {
    var meanwhile = meanwhile
    if found(error, &meanwhile) != nil { return unpublished(publication, diagnostics, meanwhile) }
    publication.abandon()
    throw error
  }

  /// The diagnostics for an error caused by an input file that somebody has just removed or is writing. They are
  /// reported like any other problem of a file. Nil if the error has another cause.
  func found(_ error: any Error, _ meanwhile: inout ConcurrentChanges) -> [Diagnostic]? {
    switch error {
    case _ where meanwhile.isQuiet: return nil
    case let error as PublishingError
    where [folders.content, folders.templates].contains { error.path.hasPrefix("\($0)/") }:
      if meanwhile.diagnostics.isEmpty { meanwhile.add(error.path, error.message) }
      return meanwhile.diagnostics
    case is Files.Failure where !meanwhile.diagnostics.isEmpty: return meanwhile.diagnostics
    default: return nil
    }
  }

  /// Ends a build whose inputs were changed: the last site stays.
  private func unpublished(
    _ publication: Publication, _ diagnostics: [Diagnostic], _ meanwhile: ConcurrentChanges
  ) -> Outcome {
    publication.abandon()
    return Outcome(diagnostics: (diagnostics + meanwhile.diagnostics).sorted(), summary: nil)
  }
}
