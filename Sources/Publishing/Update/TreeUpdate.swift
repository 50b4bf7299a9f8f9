import Glibc
import Synchronization
import Workers

/// An update of the output that replaces only what has changed. The result equals that of a `Publication`, but the
/// cost depends on the number of changes, not on the size of the site. Only for an output whose files are all known
/// to be as the last build left them, and that holds nothing else.
///
/// The previous tree (`PreviousTree`), or an empty one if there is none, is first made equal to the current output,
/// by comparing folders alone. Then files are put into it, and `finish` swaps the two trees as `Publication` does.
/// Until then the last good site stays as it is.
package final class TreeUpdate: Sendable {
  /// A file that has changed.
  struct Change: Sendable {
    /// Digest and stamp of the new file; nil for one that is no longer published.
    var digits: [UInt8]?
    var stamp: FileStamp?
    var isNew: Bool
  }

  private struct State: Sendable {
    var changes: [String: Change] = [:]
    var isOpen = true
  }

  /// The current output, locked until the update is finished or abandoned.
  private let standing: LockedOutput
  private let staging: Descriptor
  private let shape: TreeShape
  /// The stamps of the folders of the current output when they held nothing but its files.
  private let stamps: [[UInt8]: FileStamp]
  private let files: Int
  /// Foreign files in the output, by their paths as the strictest file systems compare them.
  private let foreign: [String: String]
  private let foreignPaths: [[UInt8]]
  private let state: Mutex<State>

  /// Prepares an update.
  ///
  /// - Parameters:
  ///   - standing: the current output, locked.
  ///   - known: all its files, including the manifest.
  ///   - foreign: foreign files beside them, which stay.
  ///   - trees: the stamps left by the last tree update.
  /// - Returns: nil if the output or the previous tree is not as expected; at most the previous tree is lost then.
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
    foreignPaths = Array(foreign.byPath.keys)
    self.foreign = Dictionary(
      foreignPaths.map { String(decoding: $0, as: UTF8.self) }.map { (OutputPath.folded($0), $0) },
      uniquingKeysWith: { first, _ in first })
    state = Mutex(State())
  }

  private var place: OutputPlace { standing.place }
  private var parent: Int32 { standing.parent.number }
  private var old: Int32 { standing.folder }

  deinit { abandon() }

  /// Publishes bytes under a path. Safe to call from several tasks at once, each with its own path.
  ///
  /// - Parameter path: below the output folder, `/` between components; its folder must already exist.
  package func put(_ path: String, _ bytes: [UInt8]) throws(PublishingError) {
    try check(path)
    let present = ReadableFile(path, in: old)
    if bytes.withUnsafeBytes({ present?.holds($0) }) == true { return }
    try write(path, [bytes[...]], isNew: present == nil)
  }

  /// Publishes a file that has one line for each source, by replacing some lines of the current one.
  ///
  /// - Parameter lines: the new lines without line breaks, each with a key that no other line contains.
  /// - Returns: false if the current file does not have these lines; nothing is published then.
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

  /// Replaces a file of the new tree. The old one is unlinked first, as it is also a file of the current output.
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

  /// Publishes a file unchanged.
  ///
  /// - Parameters:
  ///   - file: below the folder; a symbolic link is followed unless it leads out of the folder.
  package func copy(file: String, in folder: String, to path: String) throws(PublishingError) {
    let source = try ReadableFile(file, beneath: folder)
    let file = "\(folder)/\(file)"
    var bytes = [UInt8](repeating: 0, count: source.size)
    let count = try bytes.withUnsafeMutableBufferPointer {
      (buffer: inout UnsafeMutableBufferPointer<UInt8>) throws(PublishingError) in
      try source.read(into: UnsafeMutableRawBufferPointer(buffer), file)
    }
    // A mixture of old and new bytes would be a version that never existed.
    guard count == source.size, try source.file.stamp(file).isSameContent(source.stamp) else {
      throw PublishingError(.system, file, "changed while it was being copied")
    }
    try put(path, bytes)
  }

  /// The bytes of a file of the current output; nil if there is none.
  package func present(_ path: String) throws(PublishingError) -> [UInt8]? {
    try Publication.wholeFile(path, in: old, place.path)
  }

  /// Removes a file from the site.
  package func drop(_ path: String) throws(PublishingError) {
    if unlinkat(staging.number, path, 0) != 0 { throw .system("remove", path) }
    state.withLock { $0.changes[path] = Change(isNew: false) }
  }

  /// What an update did to the output.
  package struct Result: Sendable {
    package var summary: Publication.Summary
    /// Whether the output has the same paths as before.
    package var hasSamePaths = true
    /// The files that have changed, including the manifest, with their stamps; nil for those that are no longer
    /// published.
    package var changed: [(path: String, stamp: FileStamp?)]
    /// The state for the next tree update.
    package var trees = TreeStamps()
  }

  /// Writes the manifest and swaps the trees.
  ///
  /// - Throws: `PublishingError`; on an error before the swap, the last site stays.
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
    // Nobody else writes to the new tree before it is the output. A dropped file may leave its folder empty.
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

  /// Abandons the new tree; the last site stays. Does nothing if the update is finished.
  package func abandon() {
    let wasOpen = state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
    guard wasOpen else { return }
    defer { standing.release() }
    if !putAsPrevious(place.staging, since: FileClock.latest, foreign: nil) {
      try? FolderWalk.remove(place.staging, in: parent, at: "\(place.parent)/\(place.staging)")
    }
  }

  private func writeManifest(_ changes: [String: Change]) throws(PublishingError) -> FileStamp {
    guard let present = try Publication.wholeFile(Manifest.name, in: old, place.path),
      let bytes = ManifestPatch.apply(changes.mapValues(\.digits), to: present)
    else { throw PublishingError(.manifest, Manifest.name, "has changed since sitegen wrote it") }
    return try replace(Manifest.name, [bytes[...]])
  }

  /// Checks that the current output is still the one seen first, and gives its permissions to the new one.
  private func take() throws(PublishingError) {
    var first = stat()
    var now = stat()
    guard fstat(old, &first) == 0, fstatat(parent, place.name, &now, AT_SYMLINK_NOFOLLOW) == 0
    else { throw .system("examine the output folder", place.path) }
    guard first.st_ino == now.st_ino, first.st_dev == now.st_dev else {
      throw PublishingError(.output, place.path, "was replaced by another folder during the build")
    }
    if fchmod(staging.number, first.st_mode & 0o7777) != 0 {
      throw .system("set the permissions of", place.path)
    }
  }

  /// Puts the old tree aside for the next build. A file that was put into it in the meantime is carried over.
  ///
  /// - Returns: the stamps of its folders, except those touched since its files were checked.
  private func putAside(
    _ name: String, _ workers: Workers
  ) async throws(PublishingError) -> [[UInt8]: FileStamp] {
    let since = FileClock.latest
    var now = shape.stamps(old)
    var foreign = foreignPaths
    if await !shape.holdsNothingElse(old, now, before: stamps, workers) {
      foreign += try carryForeign("\(place.parent)/\(name)")
      now = [:]
    }
    if putAsPrevious(name, since: since, foreign: foreign) {
      return now.filter { stamps[$0.key] == $0.value }
    }
    try FolderWalk.remove(name, in: parent, at: "\(place.parent)/\(name)")
    return [:]
  }

  private func putAsPrevious(_ name: String, since: Int64, foreign: [[UInt8]]?) -> Bool {
    let output = Descriptor(openat(parent, place.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    return PreviousTree.put(name, place, in: parent, output: output.number, since: since, foreign: foreign) {
      shape.folders.map(\.path)
    }
  }

  /// - Returns: the paths carried over.
  private func carryForeign(_ shown: String) throws(PublishingError) -> [[UInt8]] {
    let known = shape.paths
    var carried: [[UInt8]] = []
    try FolderWalk.each(
      in: standing.directory, at: shown,
      visit: { (entry: FolderWalk.Entry) throws(PublishingError) in
        if known.contains(entry.path) { return }
        if entry.kind != .folder {
          try AtomicSwap.carry(entry, to: staging.number)
          return carried.append(entry.path)
        }
        let path = entry.path.map(CChar.init(bitPattern:)) + [0]
        if mkdirat(staging.number, path, 0o777) != 0 && errno != EEXIST {
          throw .system("keep the folder", entry.shown)
        }
      })
    return carried
  }
}
