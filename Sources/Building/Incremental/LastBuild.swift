import Anchoring
import Archive
import Publishing
import Workers

extension Builder {
  /// The state of the last build, before anything is read.
  struct LastBuild {
    /// Nil if nothing can be cached for this output.
    var cache: BuildCache?
    /// The record of the last build; nil if there is none, or it is unusable.
    var record: BuildRecord?
    /// The changes of the inputs since; nil if files were added or removed.
    var survey: BuildCache.InputDiff?
    /// Snapshots of the input folders; nil if they cannot be taken.
    var inputs: [DirectorySnapshot]?

    /// The snapshots, if they are certain to reveal any later change; otherwise nothing is reused from the last
    /// site.
    var certainInputs: [DirectorySnapshot]? { inputs.flatMap { $0.allSatisfy(\.isCertain) ? $0 : nil } }

    /// The last build, if its site can be updated.
    var base: Base? {
      guard let cache, let record, let survey, survey.isCertain else { return nil }
      return Base(cache: cache, record: record, survey: survey)
    }
  }

  /// The state of the last build, if its site can be updated file by file.
  struct Base {
    let cache: BuildCache
    let record: BuildRecord
    let survey: BuildCache.InputDiff

    /// Whether a file of the theme has changed that is copied, or joined and copied.
    var hasOtherAssets: Bool {
      survey.changed[1].contains { BuildCache.isIn(BuildCache.copied, $0) }
    }

    /// Whether all changed files are copied into the site.
    var isCopied: Bool {
      survey.changed[0].allSatisfy { $0.starts(with: "media/".utf8) }
        && survey.changed[1].allSatisfy { BuildCache.isIn(BuildCache.copied, $0) }
    }

    /// Opens a tree update of the last site; nil if the site is not as the last build left it.
    func revision(_ folders: Folders, _ workers: Workers) async throws -> TreeUpdate? {
      guard let standing = try LockedOutput(folders.output, apartFrom: cache.inputs) else { return nil }
      return await TreeUpdate(
        standing, record.output, foreign: record.foreign, record.trees, workers)
    }

    /// The changes to the files that were read, since the build began. All other files are in the site as they were
    /// when the build began, so later changes to them do not matter.
    ///
    /// - Parameter sources: the sources that were read again.
    func happened(to sources: [Source], _ workers: Workers) async -> ConcurrentChanges {
      var paths = Set(survey.changed[0])
      for source in sources {
        paths.insert(Array(source.path.utf8))
        paths.insert(Array(ledgerPath(source.id).utf8))
      }
      return await ConcurrentChanges(
        since: survey.looks[0].files.stamps(of: paths), in: cache.inputs[0], survey.looks[1],
        in: cache.inputs[1], workers)
    }
  }

  /// An archive in which only some sources differ from the last build.
  struct IncrementalArchive {
    var loaded: LoadedArchive
    /// The earlier versions of these sources, by index.
    var before: [Int: Source]
  }
}
