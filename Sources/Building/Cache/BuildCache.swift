import Anchoring
import Archive
import Base
import Glibc
import Publishing
import Reading
import Search
import Workers

/// Knows whether anything has changed since the last build into the same output.
///
/// Wherever it is not certain the answer is that something has, and a whole build follows: a file that was touched,
/// a clock too coarse, a cache that is damaged, another program.
struct BuildCache: Sendable {
  private let file: CacheFile
  private let question: BuildRecord.Question
  /// The folders that a build reads: content and templates.
  let inputs: [String]
  private let output: String
  /// The archive as the last build read it.
  let shelf: Shelf

  /// - Returns: nil where nothing can be kept for this output.
  init?(_ folders: Folders, baseURL: String?, strict: Bool) {
    var status = stat()
    guard let file = CacheFile(output: folders.output), stat("/proc/self/exe", &status) == 0 else {
      return nil
    }
    self.file = file
    inputs = [folders.content, folders.templates]
    output = folders.output
    shelf = Shelf(folder: "\(file.path).shelf")
    // Links that came with the archive: what is written there would be written elsewhere.
    guard !CacheFile.isLink(file.folder), !CacheFile.isLink(shelf.folder) else { return nil }
    question = BuildRecord.Question(
      program: FileStamp(status), folders: inputs + [output], baseURL: baseURL, strict: strict)
  }

  /// What is known of the last build that was asked the same; nil where nothing is.
  func record() -> BuildRecord? {
    guard let record = file.read({ try? BuildRecord($0) }), record.question == question,
      record.inputs.count == inputs.count
    else { return nil }
    return record
  }

  /// What has become of the inputs since the last build.
  struct Survey: Sendable {
    /// What the input folders hold now.
    var looks: [FolderLook]
    /// For each of them the paths of the files that have changed; none was added or removed.
    var changed: [[[UInt8]]]

    /// Whether nothing has changed.
    var isQuiet: Bool { changed.allSatisfy(\.isEmpty) }
    /// Whether whatever changes from then on has another time stamp.
    var isCertain: Bool { looks.allSatisfy(\.isCertain) }
  }

  /// Compares the inputs with what the last build read; nil where files were added or removed, or something cannot
  /// be looked at.
  func survey(_ record: BuildRecord, _ workers: Workers) async -> Survey? {
    var survey = Survey(looks: [], changed: [])
    for (files, folder) in zip(record.inputs, inputs) {
      guard let (look, changed) = await FolderStamps.take(folder, since: files, workers) else { return nil }
      survey.looks.append(look)
      survey.changed.append(changed)
    }
    return survey
  }

  /// What the last build said, where a new one would do and say the same: nothing was changed in the inputs, and the
  /// output is as it was left.
  func standing(_ record: BuildRecord, _ survey: Survey?, _ workers: Workers) async -> Builder.Outcome? {
    // Whatever is wrong with the output, the build that follows finds it and says so.
    guard let survey, survey.isQuiet, let standing = try? StandingOutput(output, apartFrom: inputs),
      await record.output.isOutput(standing.folder, workers)
    else { return nil }
    let summary = Publication.Summary(files: record.files, unchanged: record.files)
    return Builder.Outcome(
      diagnostics: record.diagnostics, summary: Builder.line(record.contents, summary, output))
  }

  /// What the folders hold that a build reads; to be asked before it reads any of it. Nil where it cannot be told.
  func inputsNow() -> [FolderLook]? {
    let taken = inputs.compactMap { FolderStamps.take($0) }
    return taken.count == inputs.count ? taken : nil
  }

  /// The published files that a new build would make again byte for byte, where all that has changed is copied
  /// into the site as it is: assets, style sheets, and the bytes of media. Nil where anything else has.
  ///
  /// - Parameter now: what the inputs are now.
  func madeAsBefore(_ record: BuildRecord, now: [FolderLook]) -> [PublishedFile]? {
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

  /// Folders of templates of which no page depends.
  private static let copied = ["assets/", "styles/"]

  /// Whether a file of the content is copied and there is nothing to say of its bytes.
  private static func isMedium(_ path: [UInt8]) -> Bool {
    isIn(["media/"], path) && !ActiveMedia.canBe(String(decoding: path, as: UTF8.self))
  }

  private static func isIn(_ folders: [String], _ path: [UInt8]) -> Bool {
    folders.contains { path.starts(with: $0.utf8) }
  }

  /// Remembers a build that has succeeded.
  ///
  /// - Parameters:
  ///   - before: what the inputs were before the build read them; nil where something else may have been read.
  ///   - ledgers: files that the build itself has written into the content.
  ///   - output: the published files, the manifest among them.
  ///   - foreign: files of others that a revision can leave there.
  ///   - index: the mark of what was left for the renewal of the index.
  ///   - marks: what files of the site were made of.
  ///   - shape: which files those are (`SiteMarks.shape`).
  ///   - shelf: what the archive was read as.
  func remember(
    _ outcome: Builder.Outcome, contents: String, before: [FolderLook]?, ledgers: [LedgerFile],
    _ output: StampedFiles, foreign: StampedFiles, _ summary: Publication.Summary, index: UInt64,
    marks: [UInt8], shape: UInt64, shelf: Shelf.Marks
  ) {
    guard let before, before.allSatisfy(\.isCertain), output.count == summary.files + 1,
      let inputs = ledgers.contains(where: \.changed) ? inputsAfter(before, ledgers) : before.map(\.files)
    else { return file.remove() }
    let record = BuildRecord(
      question: question, inputs: inputs, output: output, foreign: foreign, diagnostics: outcome.diagnostics,
      contents: contents, files: summary.files, marks: marks, shape: shape, shelf: shelf, index: index)
    file.write(record.bytes)
  }

  /// What the last build left for the renewal of its index; nil where that is not what the record says.
  func indexState(_ record: BuildRecord) -> IndexState? {
    guard let file = MappedFile(indexPath), Fingerprint64.of(file.bytes) == record.index else { return nil }
    return IndexState(Array(file.bytes))
  }

  /// Keeps what the next build needs to renew the index.
  ///
  /// - Returns: its mark, for the record.
  func remember(_ state: IndexState) -> UInt64 {
    let bytes = state.bytes
    CacheFile.put([bytes], at: indexPath)
    return bytes.withUnsafeBytes { Fingerprint64.of($0) }
  }

  private var indexPath: String { "\(file.path).index" }

  /// Remembers a revision that has succeeded.
  func remember(
    _ outcome: Builder.Outcome, contents: String, _ base: Builder.Base, isQuiet: Bool, ledgers: [LedgerFile],
    _ result: Revision.Result, index: UInt64, marks: [UInt8], shape: UInt64, shelf: Shelf.Marks
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
      shape: shape, shelf: shelf, index: index, trees: result.trees)
    // Only now have the ledgers to be some milliseconds old.
    file.write(record.bytes) { written.allSatisfy { FolderStamps.settled($0) == $1 } }
  }

  /// The inputs with the stamps of ledgers that the build has just written; nil where it is not certain that these
  /// are of these ledgers.
  ///
  /// - Returns: also the paths and stamps that are yet to be seen to tell of any later change.
  private func inputsWritten(
    _ before: [FolderLook], _ ledgers: [LedgerFile]
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

  /// What the inputs are after the build has written ledgers; nil where anything else differs from what it read.
  private func inputsAfter(_ before: [FolderLook], _ ledgers: [LedgerFile]) -> [StampedFiles]? {
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

  /// Published files as a record keeps them.
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
