import Glibc
import Synchronization
import Workers

/// A new output of which nearly all is that of the present one: what a `Publication` gives, at the cost of what
/// changes and not of all there is. Only for an output that is known file by file to be as the last build left it,
/// and that holds nothing else.
///
/// The previous tree (`PreviousTree`), or an empty one where there is none, is made equal to the present output first, by
/// their folders alone; then files are put into it, and `finish` changes the two trees over as `Publication` does. Until
/// then the last good site stays as it is.
package final class TreeUpdate: Sendable {
  /// A file that is other than before.
  struct Change: Sendable {
    /// Digest and stamp of the new file; nil for one that is published no more.
    var digits: [UInt8]?
    var stamp: FileStamp?
    var isNew: Bool
  }

  private struct State: Sendable {
    var changes: [String: Change] = [:]
    var isOpen = true
  }

  /// The present output, held until the revision is given up.
  private let standing: LockedOutput
  private let staging: Descriptor
  private let shape: TreeShape
  /// How the folders of the present output were when they held nothing but its files.
  private let stamps: [[UInt8]: FileStamp]
  private let files: Int
  /// Files of others in the output, by their paths as the strictest file systems compare them.
  private let foreign: [String: String]
  private let state: Mutex<State>

  /// Makes ready to publish.
  ///
  /// - Parameters:
  ///   - standing: the present output, held.
  ///   - known: all its files, the manifest among them.
  ///   - foreign: files of others beside them, which stay.
  ///   - trees: what the last revision left.
  /// - Returns: nil where something is not as it should be; nothing is lost then but the previous tree.
  package init?(
    _ standing: LockedOutput, _ known: StampedFiles, foreign: StampedFiles = StampedFiles(),
    _ trees: TreeStamps = TreeStamps(), _ workers: Workers
  ) async {
    var all = known
    all.add(foreign)
    let shape = TreeShape(all)
    stamps = shape.stamps(standing.folder)
    guard await all.isOutput(standing.folder, workers),
      await shape.holdsNothingElse(standing.folder, stamps, before: trees.output, workers),
      let staging = await shape.twin(of: standing, trees, workers)
    else {
      standing.release()
      return nil
    }
    self.standing = standing
    self.staging = staging
    self.shape = shape
    files = known.count - 1
    self.foreign = Dictionary(
      foreign.byPath.keys.map { String(decoding: $0, as: UTF8.self) }.map { (OutputPath.folded($0), $0) },
      uniquingKeysWith: { first, _ in first })
    state = Mutex(State())
  }

  private var place: OutputPlace { standing.place }
  private var parent: Int32 { standing.parent.number }
  private var old: Int32 { standing.folder }

  deinit { abandon() }

  /// Publishes bytes under a path. Safe from several tasks at once, each with its own path.
  ///
  /// - Parameter path: below the output folder, `/` between components; its folder must be there already.
  package func put(_ path: String, _ bytes: [UInt8]) throws(PublishingError) {
    try check(path)
    let present = ReadableFile(path, in: old)
    if bytes.withUnsafeBytes({ present?.holds($0) }) == true { return }
    try write(path, [bytes[...]], isNew: present == nil)
  }

  /// Publishes a file with one line for each source, of which some are other than in the present output.
  ///
  /// - Parameter lines: without a line break, each with what stands in no other line.
  /// - Returns: false where the file does not have them in that way, and nothing is published.
  package func put(
    _ path: String, lines: [(sign: [UInt8], bytes: [UInt8])]
  ) throws(PublishingError) -> Bool {
    try check(path)
    guard let present = try present(path), let pieces = LinePatch.apply(lines, to: present) else {
      return false
    }
    if !pieces.isEmpty { try write(path, pieces, isNew: false) }
    return true
  }

  private func check(_ path: String) throws(PublishingError) {
    if let problem = OutputPath.problem(path) { throw PublishingError(.path, path, problem) }
    if !foreign.isEmpty, let other = foreign[OutputPath.folded(path)] {
      throw Publication.conflict(with: "\(place.path)/\(other)")
    }
  }

  private func write(
    _ path: String, _ pieces: [ArraySlice<UInt8>], isNew: Bool
  ) throws(PublishingError) {
    var hash = SHA256()
    let stamp = try replace(path, pieces) { hash.update($0) }
    let digits = hash.digits()
    state.withLock { state in
      state.changes[path] = Change(digits: digits, stamp: stamp, isNew: isNew)
    }
  }

  /// Puts a file of the new tree in the place of the one there, which is the present output's as well.
  private func replace(
    _ path: String, _ pieces: [ArraySlice<UInt8>], _ visit: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws(PublishingError) -> FileStamp {
    if unlinkat(staging.number, path, 0) != 0 && errno != ENOENT { throw .system("write", path) }
    let file = try Descriptor.create(path, in: staging.number, path)
    for piece in pieces {
      try piece.withUnsafeBufferPointer { (buffer: UnsafeBufferPointer<UInt8>) throws(PublishingError) in
        visit(UnsafeRawBufferPointer(buffer))
        try file.write(UnsafeRawBufferPointer(buffer), path)
      }
    }
    let stamp = try file.stamp(path)
    try file.closeWritten(path)
    return stamp
  }

  /// Publishes a file as it is.
  ///
  /// - Parameters:
  ///   - file: below the folder; a symbolic link is followed where it does not lead out of the folder.
  package func copy(file: String, in folder: String, to path: String) throws(PublishingError) {
    let source = try ReadableFile(file, beneath: folder)
    let file = "\(folder)/\(file)"
    var bytes = [UInt8](repeating: 0, count: source.size)
    let count = try bytes.withUnsafeMutableBufferPointer {
      (buffer: inout UnsafeMutableBufferPointer<UInt8>) throws(PublishingError) in
      try source.read(into: UnsafeMutableRawBufferPointer(buffer), file)
    }
    // Half of the old bytes and half of the new would be neither's file.
    guard count == source.size, try source.file.stamp(file).isSameContent(source.stamp) else {
      throw PublishingError(.system, file, "changed while it was being copied")
    }
    try put(path, bytes)
  }

  /// The bytes of a file of the present output; nil where there is none.
  package func present(_ path: String) throws(PublishingError) -> [UInt8]? {
    try Publication.wholeFile(path, in: old, place.path)
  }

  /// Publishes a file no more.
  package func drop(_ path: String) throws(PublishingError) {
    if unlinkat(staging.number, path, 0) != 0 { throw .system("remove", path) }
    state.withLock { $0.changes[path] = Change(isNew: false) }
  }

  /// What a revision did to the output.
  package struct Result: Sendable {
    package var summary: Publication.Summary
    /// Whether the output has the paths that it had.
    package var hasSamePaths = true
    /// The files that are other than before, the manifest among them, with their stamps; nil for those that are
    /// published no more.
    package var changed: [(path: String, stamp: FileStamp?)]
    /// What the next revision begins with.
    package var trees = TreeStamps()
  }

  /// Writes the manifest and changes the trees over.
  ///
  /// - Throws: `PublishingError`; before the change-over the last site stays.
  package func finish(_ workers: Workers) async throws(PublishingError) -> Result {
    let changes = state.withLock { $0.changes }
    let added = changes.values.count { $0.isNew }
    let dropped = changes.values.count { $0.digits == nil }
    var summary = Publication.Summary(
      files: files + added - dropped, written: changes.count - dropped, removed: dropped,
      kept: foreign.count)
    summary.unchanged = summary.files - summary.written
    if changes.isEmpty {
      abandon()
      return Result(summary: summary, changed: [])
    }
    let manifest = try writeManifest(changes)
    try take()
    var trees = TreeStamps()
    // Nobody else writes to the new tree before it is the output. Where a file is dropped its folder may be left empty.
    if dropped == 0 { trees.output = shape.stamps(staging.number) }
    let aside = try AtomicSwap.run(place, in: parent, replacing: true)
    state.withLock { $0.isOpen = false }
    defer { standing.release() }
    if let aside {
      let previous = try await putAside(aside, workers)
      if dropped == 0 { trees.previous = previous }
    }
    let manifestPath = Array(Manifest.name.utf8)
    trees.differences =
      changes.map { .init(path: Array($0.utf8), isInPrevious: !$1.isNew, isInOutput: $1.digits != nil) }
      + [.init(path: manifestPath, isInPrevious: true, isInOutput: true)]
    return Result(
      summary: summary, hasSamePaths: added == 0 && dropped == 0,
      changed: changes.map { ($0.key, $0.value.stamp) }.sorted { $0.0 < $1.0 } + [(Manifest.name, manifest)],
      trees: trees)
  }

  /// Gives the new tree up; the last site stays. Nothing happens where the revision is finished.
  package func abandon() {
    let wasOpen = state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
    guard wasOpen else { return }
    defer { standing.release() }
    if !putAsPrevious(place.staging, since: FileClock.latest) {
      try? FolderWalk.remove(place.staging, in: parent, at: "\(place.parent)/\(place.staging)")
    }
  }

  private func writeManifest(_ changes: [String: Change]) throws(PublishingError) -> FileStamp {
    guard let present = try Publication.wholeFile(Manifest.name, in: old, place.path),
      let bytes = ManifestPatch.apply(changes.mapValues(\.digits), to: present)
    else { throw PublishingError(.manifest, Manifest.name, "is not as sitegen left it") }
    return try replace(Manifest.name, [bytes[...]])
  }

  /// The present output must still be the one that was looked at, and the new one gets its permissions.
  private func take() throws(PublishingError) {
    var first = stat()
    var now = stat()
    guard fstat(old, &first) == 0, fstatat(parent, place.name, &now, AT_SYMLINK_NOFOLLOW) == 0
    else { throw .system("look at the output folder", place.path) }
    guard first.st_ino == now.st_ino, first.st_dev == now.st_dev else {
      throw PublishingError(.output, place.path, "was replaced by another folder during the build")
    }
    if fchmod(staging.number, first.st_mode & 0o7777) != 0 {
      throw .system("set the permissions of", place.path)
    }
  }

  /// Puts the old tree aside for the next build. A file that somebody put into it meanwhile is taken over.
  ///
  /// - Returns: how its folders are, but for those that somebody has touched since its files were looked at.
  private func putAside(
    _ name: String, _ workers: Workers
  ) async throws(PublishingError) -> [[UInt8]: FileStamp] {
    let since = FileClock.latest
    var now = shape.stamps(old)
    if await !shape.holdsNothingElse(old, now, before: stamps, workers) {
      try carryForeign("\(place.parent)/\(name)")
      now = [:]
    }
    if putAsPrevious(name, since: since) { return now.filter { stamps[$0.key] == $0.value } }
    try FolderWalk.remove(name, in: parent, at: "\(place.parent)/\(name)")
    return [:]
  }

  private func putAsPrevious(_ name: String, since: Int64) -> Bool {
    let output = Descriptor(openat(parent, place.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    return PreviousTree.put(name, place, in: parent, output: output.number, since: since) {
      shape.folders.map(\.path)
    }
  }

  private func carryForeign(_ shown: String) throws(PublishingError) {
    let known = shape.paths
    try FolderWalk.each(
      in: standing.directory, at: shown,
      visit: { (entry: FolderWalk.Entry) throws(PublishingError) in
        if known.contains(entry.path) { return }
        if entry.kind != .folder { return try AtomicSwap.carry(entry, to: staging.number) }
        let path = entry.path.map(CChar.init(bitPattern:)) + [0]
        if mkdirat(staging.number, path, 0o777) != 0 && errno != EEXIST {
          throw .system("keep the folder", entry.shown)
        }
      })
  }
}
