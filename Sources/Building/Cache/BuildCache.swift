import Anchoring
import Archive
import Base
import Glibc
import Publishing
import Reading
import Search
import Workers

/// Decides whether anything has changed since the last build into the same output.
///
/// In any doubt the answer is yes, and a whole build follows: a file that was touched, a clock that is too coarse,
/// a damaged cache, another program.
struct BuildCache: Sendable {
  private let file: CacheFile
  private let question: BuildRecord.CacheKey
  /// The input folders of a build: content and templates.
  let inputs: [String]
  private let output: String
  /// The archive as the last build read it.
  let sourceCache: SourceCache

  /// - Returns: nil if nothing can be cached for this output.
  init?(_ folders: Folders, baseURL: String?, strict: Bool) {
    var status = stat()
    guard let file = CacheFile(output: folders.output), stat("/proc/self/exe", &status) == 0 else {
      return nil
    }
    self.file = file
    inputs = [folders.content, folders.templates]
    output = folders.output
    sourceCache = SourceCache(folder: "\(file.path).sources")
    // Links that came with the archive: anything written there would go elsewhere.
    guard !CacheFile.isLink(file.folder), !CacheFile.isLink(sourceCache.folder) else { return nil }
    question = BuildRecord.CacheKey(
      program: FileStamp(status), folders: inputs + [output], baseURL: baseURL, strict: strict)
  }

  /// The record of the last build with the same cache key; nil if there is none.
  func record() -> BuildRecord? {
    guard let record = file.read({ try? BuildRecord($0) }), record.question == question,
      record.inputs.count == inputs.count
    else { return nil }
    return record
  }

  /// The changes of the inputs since the last build.
  struct InputDiff: Sendable {
    /// Snapshots of the input folders now.
    var looks: [DirectorySnapshot]
    /// For each of them, the paths of the changed files; no file was added or removed.
    var changed: [[[UInt8]]]

    /// Whether nothing has changed.
    var isQuiet: Bool { changed.allSatisfy(\.isEmpty) }
    /// Whether any later change will have a different time stamp.
    var isCertain: Bool { looks.allSatisfy(\.isCertain) }
  }

  /// Compares the inputs with what the last build read; nil if files were added or removed, or something cannot be
  /// examined.
  func survey(_ record: BuildRecord, _ workers: Workers) async -> InputDiff? {
    var survey = InputDiff(looks: [], changed: [])
    for (files, folder) in zip(record.inputs, inputs) {
      guard let (look, changed) = await FolderStamps.take(folder, since: files, workers) else { return nil }
      survey.looks.append(look)
      survey.changed.append(changed)
    }
    return survey
  }

  /// The outcome of the last build, if a new build would do and report the same: the inputs have not changed, and
  /// the output is as that build left it.
  func standing(_ record: BuildRecord, _ survey: InputDiff?, _ workers: Workers) async -> Builder.Outcome? {
    // Any problem of the output is found and reported by the build that follows.
    guard let survey, survey.isQuiet, let standing = try? LockedOutput(output, apartFrom: inputs),
      await record.output.isOutput(standing.folder, workers)
    else { return nil }
    let summary = Publication.Summary(files: record.files, unchanged: record.files)
    return Builder.Outcome(
      diagnostics: record.diagnostics, summary: Builder.line(record.contents, summary, output))
  }

  /// Snapshots of the input folders; must be taken before the build reads any of their files. Nil if that is not
  /// possible.
  func inputsNow() -> [DirectorySnapshot]? {
    let taken = inputs.compactMap { FolderStamps.take($0) }
    return taken.count == inputs.count ? taken : nil
  }

  /// The published files that a new build would produce byte for byte again, if only files that are copied into the
  /// site have changed: assets, style sheets and the bytes of media. Nil if anything else has changed.
  ///
  /// - Parameter now: snapshots of the inputs now.
  func madeAsBefore(_ record: BuildRecord, now: [DirectorySnapshot]) -> [PublishedFile]? {
    for (place, look) in now.enumerated() {
      let (before, after) = (record.inputs[place].byPath, look.files.byPath)
      let isContent = place == 0
      for (path, stamp) in after where before[path] != stamp {
        guard isContent ? before[path] != nil && Self.isMedium(path) : Self.isIn(Self.copied, path) else {
          return nil
        }
      }
      for path in before.keys where after[path] == nil {
        guard !isContent, Self.isIn(Self.copied, path) else { return nil }
      }
    }
    var out: [PublishedFile] = []
    for (path, stamp) in record.output.byPath where !Self.isIn(["assets/", "media/"], path) {
      guard let text = String(validating: path, as: UTF8.self) else { return nil }
      if text != Manifest.name { out.append(PublishedFile(path: text, stamp: stamp)) }
    }
    return out
  }

  /// Template folders that no page depends on.
  static let copied = ["assets/", "scripts/", "styles/"]

  /// Whether a file of the content is copied without any check of its bytes.
  private static func isMedium(_ path: [UInt8]) -> Bool {
    isIn(["media/"], path) && !ActiveMedia.canBe(String(decoding: path, as: UTF8.self))
  }

  /// Whether a path is in one of some folders.
  static func isIn(_ folders: [String], _ path: [UInt8]) -> Bool {
    folders.contains { path.starts(with: $0.utf8) }
  }

  /// Records a successful full build.
  ///
  /// - Parameters:
  ///   - before: snapshots of the inputs before the build read them; nil if something else may have been read.
  ///   - ledgers: files that the build itself has written into the content.
  ///   - output: the published files, including the manifest.
  ///   - foreign: foreign files that a tree update can leave in place.
  ///   - index: fingerprint of the state kept for updating the search index.
  ///   - marks: fingerprints of the files of the site.
  ///   - shape: fingerprint of the list of these files (`SiteMarks.shape`).
  ///   - sourceCache: fingerprints of the archive as read.
  func remember(
    _ outcome: Builder.Outcome, contents: String, before: [DirectorySnapshot]?, ledgers: [LedgerFile],
    _ output: StampedFiles, foreign: StampedFiles, _ summary: Publication.Summary, index: UInt64,
    marks: [UInt8], shape: UInt64, sourceCache: SourceCache.Marks
  ) {
    guard let before, before.allSatisfy(\.isCertain), output.count == summary.files + 1,
      let inputs = ledgers.contains(where: \.changed) ? inputsAfter(before, ledgers) : before.map(\.files)
    else { return file.remove() }
    let record = BuildRecord(
      question: question, inputs: inputs, output: output, foreign: foreign, diagnostics: outcome.diagnostics,
      contents: contents, files: summary.files, marks: marks, shape: shape, sourceCache: sourceCache,
      index: index)
    file.write(record.bytes)
  }

  /// The state that the last build left for updating the search index; nil if it does not match the record.
  func indexState(_ record: BuildRecord) -> IndexState? {
    guard let file = MappedFile(indexPath), Fingerprint64.of(file.bytes) == record.index else { return nil }
    return IndexState(Array(file.bytes))
  }

  /// Stores the state that the next build needs to update the search index.
  ///
  /// - Returns: its fingerprint, for the record.
  func remember(_ state: IndexState) -> UInt64 {
    let bytes = state.bytes
    CacheFile.put([bytes], at: indexPath)
    return bytes.withUnsafeBytes { Fingerprint64.of($0) }
  }

  private var indexPath: String { "\(file.path).index" }

  /// Records a successful tree update.
  func remember(
    _ outcome: Builder.Outcome, contents: String, _ base: Builder.Base, isQuiet: Bool, ledgers: [LedgerFile],
    _ result: TreeUpdate.Result, index: UInt64, marks: [UInt8], shape: UInt64, sourceCache: SourceCache.Marks
  ) {
    guard isQuiet else { return file.remove() }
    var output = base.record.output
    if !result.hasSamePaths {
      var files = output.byPath
      for (path, stamp) in result.changed { files[Array(path.utf8)] = stamp }
      output = Self.stamped(
        files.map { PublishedFile(path: String(decoding: $0.key, as: UTF8.self), stamp: $0.value) })
    } else {
      output.replace(
        Dictionary(
          result.changed.compactMap { path, stamp in stamp.map { (Array(path.utf8), $0) } },
          uniquingKeysWith: { first, _ in first }))
    }
    guard let (inputs, written) = inputsWritten(base.survey.looks, ledgers) else { return file.remove() }
    let record = BuildRecord(
      question: question, inputs: inputs, output: output, foreign: base.record.foreign,
      diagnostics: outcome.diagnostics, contents: contents, files: result.summary.files, marks: marks,
      shape: shape, sourceCache: sourceCache, index: index, trees: result.trees)
    // Checked last, because the stamps of the ledgers must be a few milliseconds old.
    file.write(record.bytes) { written.allSatisfy { FolderStamps.settled($0) == $1 } }
  }

  /// The inputs with the stamps of ledgers that the build has just written; nil if the stamps may belong to other
  /// files.
  ///
  /// - Returns: also the paths and stamps of ledgers written so recently that a later change might not alter the
  ///   stamp.
  private func inputsWritten(
    _ before: [DirectorySnapshot], _ ledgers: [LedgerFile]
  ) -> (inputs: [StampedFiles], unsettled: [(path: String, stamp: FileStamp)])? {
    var stamps: [[UInt8]: FileStamp] = [:]
    var unsettled: [(path: String, stamp: FileStamp)] = []
    for ledger in ledgers where ledger.changed {
      if ledger.isNew || ledger.replaces != nil { return inputsAfter(before, ledgers).map { ($0, []) } }
      let path = "\(inputs[0])/\(ledger.path)"
      guard let stamp = FolderStamps.stamp(path), stamp.size == Int64(ledger.text.utf8.count) else {
        return nil
      }
      stamps[Array(ledger.path.utf8)] = stamp
      unsettled.append((path, stamp))
    }
    var files = before.map(\.files)
    files[0].replace(stamps)
    return (files, unsettled)
  }

  /// The inputs after the build has written ledgers; nil if anything else differs from what the build read.
  private func inputsAfter(_ before: [DirectorySnapshot], _ ledgers: [LedgerFile]) -> [StampedFiles]? {
    guard let after = inputsNow(), after.allSatisfy(\.isCertain) else { return nil }
    for (place, look) in after.enumerated() {
      var (old, new) = (before[place].files.byPath, look.files.byPath)
      if place == 0 {
        for ledger in ledgers where ledger.changed {
          let path = Array(ledger.path.utf8)
          old[path] = nil
          if let replaced = ledger.replaces { old[Array(replaced.utf8)] = nil }
          guard let stamp = new.removeValue(forKey: path), stamp.size == Int64(ledger.text.utf8.count) else {
            return nil
          }
        }
      }
      guard old == new else { return nil }
    }
    return after.map(\.files)
  }

  /// The published files in the form kept by a record.
  static func stamped(_ files: [PublishedFile]) -> StampedFiles {
    var folders: [String: [(name: [UInt8], stamp: FileStamp)]] = [:]
    for file in files {
      let path = file.path.utf8
      let slash = path.lastIndex(of: UInt8(ascii: "/"))
      let folder = slash.map { String(file.path[..<$0]) } ?? ""
      let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
      folders[folder, default: []].append((Array(name), file.stamp))
    }
    var out = StampedFiles()
    for (folder, files) in folders.sorted(by: { $0.key < $1.key }) {
      out.add(Array(folder.utf8), names: nil, files: files)
    }
    return out
  }
}
