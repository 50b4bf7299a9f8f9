import Anchoring
import Archive
import Glibc
import Linking
import Publishing
import Rendering
import Search
import Workers

extension Builder {
  /// Updates the last site, if only files that are copied from the theme have changed.
  ///
  /// - Returns: nil if a whole build is needed.
  func reviseAssets(_ base: Base, _ progress: Progress) async throws -> Outcome? {
    guard base.survey.changed[0].isEmpty, base.isCopied, base.hasOtherAssets,
      let revision = try await base.revision(folders, workers)
    else { return nil }
    progress.stage("Copying")
    return try await finish(
      base, revision, [], base.record.diagnostics, base.record.contents, [], marks: base.record.marks,
      shape: base.record.shape, sourceCache: base.record.sourceCache
    ) {
      try Assets(templates: folders.templates).publish(revision)
      return nil
    }
  }

  /// Updates the last site.
  ///
  /// - Parameters:
  ///   - opening: returns a tree update of the last site; nil if that is not possible.
  ///   - renewed: the archive, in which only some sources have changed.
  ///   - diagnostics: all diagnostics, none of them an error.
  /// - Returns: nil if a whole build is needed.
  func revise(
    _ base: Base, _ opening: Task<TreeUpdate?, any Error>, _ renewed: IncrementalArchive, _ edition: Edition,
    _ stage: SiteStage, _ diagnostics: [Diagnostic], _ progress: Progress
  ) async throws -> Outcome? {
    progress.stage("Making pages, index and exports")
    let sourceCache = base.cache.sourceCache.write(
      renewed.loaded, changed: renewed.before.keys.sorted(), base.record.sourceCache)
    let marks = await stage.marks(sourceCache, before: base.record.sourceCache)
    let opened = try await opening.value
    guard let revision = opened,
      let (differences, bytes) = marks.revised(base.record.marks, shape: base.record.shape)
    else {
      opened?.abandon()
      return nil
    }
    let output = base.record.output
    return try await finish(
      base, revision, renewed.before.keys.sorted().map { edition.sources[$0] }, diagnostics,
      contents(of: edition),
      renewed.loaded.anchored.ledgers, marks: bytes, shape: marks.shape, sourceCache: sourceCache
    ) {
      let last = SiteStage.LastIndex({ base.cache.indexState(base.record) }, before: renewed.before) {
        output.byPath.keys.filter { $0.starts(with: SiteMarks.folderOfIndex.utf8) }
          .map { String(decoding: $0, as: UTF8.self) }
      }
      let state = try await stage.publish(differences, revision, last)
      progress.stage("Publishing")
      try await stage.publishWayfinding(revision)
      if base.hasOtherAssets { try Assets(templates: folders.templates).publish(revision) }
      return state
    }
  }

  /// Publishes a tree update, unless the inputs were changed in the meantime.
  private func finish(
    _ base: Base, _ revision: TreeUpdate, _ sources: [Source], _ diagnostics: [Diagnostic],
    _ contents: String,
    _ ledgers: [LedgerFile], marks: [UInt8], shape: UInt64, sourceCache: SourceCache.Marks,
    _ publish: () async throws -> IndexState?
  ) async throws -> Outcome {
    do {
      let state = try await publish()
      try base.cache.sourceCache.check()
      let lock = ContentLock(folders.content)
      defer { withExtendedLifetime(lock) {} }
      let meanwhile = await base.happened(to: sources, workers)
      guard meanwhile.diagnostics.isEmpty else {
        revision.abandon()
        return Outcome(diagnostics: (diagnostics + meanwhile.diagnostics).sorted(), summary: nil)
      }
      try self.ledgers.write(ledgers)
      // If the swap fails, no record refers to this state, so no index is updated from it.
      async let kept = state.map(base.cache.remember)
      let result = try await revision.finish(workers)
      let outcome = Outcome(
        diagnostics: diagnostics, summary: Self.line(contents, result.summary, folders.output))
      let index = await kept ?? base.record.index
      base.cache.remember(
        outcome, contents: contents, base, isQuiet: meanwhile.isQuiet, ledgers: ledgers, result, index: index,
        marks: marks, shape: shape, sourceCache: sourceCache)
      return outcome
    } catch {
      var meanwhile = await base.happened(to: sources, workers)
      guard let findings = found(error, &meanwhile) else {
        revision.abandon()
        throw error
      }
      revision.abandon()
      return Outcome(diagnostics: (diagnostics + findings).sorted(), summary: nil)
    }
  }
}
