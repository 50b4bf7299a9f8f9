import Anchoring
import Archive
import Publishing
import Workers

extension Builder {
  /// What is known before anything is read.
  struct LastBuild {
    /// Nil where nothing can be kept for this output.
    var cache: BuildCache?
    /// Of the last build; nil where there was none, or its record is of no use.
    var record: BuildRecord?
    /// What has become of the inputs since; nil where files were added or removed.
    var survey: BuildCache.Survey?
    /// What the input folders hold; nil where that cannot be told.
    var inputs: [FolderLook]?

    /// The same where every later change would show. Where one may not, nothing is taken over from the last site.
    var certainInputs: [FolderLook]? { inputs.flatMap { $0.allSatisfy(\.isCertain) ? $0 : nil } }

    /// The last build where its site can be revised.
    var base: Base? {
      guard let cache, let record, let survey, survey.isCertain else { return nil }
      return Base(cache: cache, record: record, survey: survey)
    }
  }

  /// What is known of the last build where its site can be revised file by file.
  struct Base {
    let cache: BuildCache
    let record: BuildRecord
    let survey: BuildCache.Survey

    /// Whether a file of the themes' folder has changed that is copied, or joined and copied.
    var hasOtherAssets: Bool {
      survey.changed[1].contains { BuildCache.isIn(BuildCache.copied, $0) }
    }

    /// Whether all that has changed is copied into the site.
    var isCopied: Bool {
      survey.changed[0].allSatisfy { $0.starts(with: "media/".utf8) }
        && survey.changed[1].allSatisfy { BuildCache.isIn(BuildCache.copied, $0) }
    }

    /// Opens a revision of the last site; nil where that is not as it was left.
    func revision(_ folders: Folders, _ workers: Workers) async throws -> Revision? {
      guard let standing = try StandingOutput(folders.output, apartFrom: cache.inputs) else { return nil }
      return await Revision(
        standing, record.output, foreign: record.foreign, record.trees, workers)
    }

    /// What has happened meanwhile to the files that were read. All others are in the site as they were when the
    /// build began, whatever has become of them.
    ///
    /// - Parameter sources: those that were read anew.
    func happened(to sources: [Source], _ workers: Workers) async -> Meanwhile {
      var paths = Set(survey.changed[0])
      for source in sources {
        paths.insert(Array(source.path.utf8))
        paths.insert(Array(ledgerPath(source.id).utf8))
      }
      return await Meanwhile(
        since: survey.looks[0].files.stamps(of: paths), in: cache.inputs[0], survey.looks[1],
        in: cache.inputs[1], workers)
    }
  }

  /// An archive of which only some sources are other than in the last build.
  struct Renewed {
    var holdings: Holdings
    /// Those sources as they were, by their indices.
    var before: [Int: Source]
  }
}
