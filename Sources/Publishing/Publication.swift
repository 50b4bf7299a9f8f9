import Clinux
import Glibc
import Synchronization

/// One build's output. Files are written to a new tree beside the output folder; `finish` swaps the two trees in
/// one step. Until then, and whatever fails, the last good site stays as it is.
///
/// ```swift
/// let publication = try Publication(output: "Public", apartFrom: ["Content", "Templates"])
/// try publication.put("index.html", bytes)         // from any task
/// let summary = try publication.finish()
/// ```
public final class Publication: Sendable {
  /// What a build did to the output.
  public struct Summary: Sendable, Equatable {
    /// Number of published files, without the manifest.
    public var files = 0
    /// Of these, the number of files that are new or have changed.
    public var written = 0
    /// Of these, the number of files that have not changed and keep their time stamp.
    public var unchanged = 0
    /// Number of files of the last site that are no longer published.
    public var removed = 0
    /// Number of files that sitegen did not write and left alone.
    public var kept = 0
    /// Total size of the published files in bytes.
    public var bytes = 0

    /// Creates a summary.
    public init(
      files: Int = 0, written: Int = 0, unchanged: Int = 0, removed: Int = 0, kept: Int = 0, bytes: Int = 0
    ) {
      self.files = files
      self.written = written
      self.unchanged = unchanged
      self.removed = removed
      self.kept = kept
      self.bytes = bytes
    }
  }

  /// The stamps of a file in the new tree and in the current output; the same file if it was linked.
  struct Stamps: Sendable {
    var new: FileStamp
    var old: FileStamp?
  }

  enum Phase: Sendable {
    case open, failed, closed
  }

  struct State: ~Copyable, Sendable {
    var phase = Phase.open
    var active = 0
    var claims = PathRegistry()
    var entries: [Manifest.Entry] = []
    /// For each of `entries`, its stamps.
    var stamps: [Stamps] = []
    var files: [PublishedFile] = []
    var foreign: [PublishedFile] = []
    var summary = Summary()
    var lock: OutputLock?
    /// Whether the file system could create every hard link that was requested.
    var canLink = true
  }

  let place: OutputPlace
  let parent: Descriptor
  let staging: Descriptor
  /// The current output, or -1 if there is none.
  let old: Descriptor
  /// The files listed in the manifest of the current output, with their digests.
  let owned: [[UInt8]: [UInt8]]
  let state: Mutex<State>
  /// Whether the new tree started from the previous tree, which already holds most of the files.
  let hasPrevious: Bool
  private let reusing: Bool

  /// Prepares for publishing: takes the lock, removes what a killed build left, reads the current manifest.
  ///
  /// - Parameters:
  ///   - output: the output folder; it and the folders above it are created if they are missing.
  ///   - inputs: folders that the site is made from; the output may not overlap with them.
  ///   - reusing: whether files that have not changed are taken over with their time stamps.
  ///   - marker: a path that the manifest of every site lists. A folder with another manifest, such as a BagIt bag, is
  ///     refused. Nil to accept any manifest.
  ///   - intoForeign: whether a folder that sitegen has not published to before may hold files, or stand behind a
  ///     link. All that is in it is kept.
  /// - Throws: `PublishingError` where the output cannot be what it is meant to be, or is in use.
  public init(
    output: String = "Public", apartFrom inputs: [String] = [], reusing: Bool = true,
    marker: String? = nil, intoForeign: Bool = false
  ) throws(PublishingError) {
    let place = try OutputPlace(output, apartFrom: inputs)
    let parent = try Descriptor.folder(place.parent, in: AT_FDCWD, place.parent)
    let lock = try OutputLock.take(place, in: parent.number)
    try AtomicSwap.recover(place, in: parent.number)
    let old = Descriptor(openat(parent.number, place.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    if old.number < 0 && errno != ENOENT { throw .system("open the output folder", place.path) }
    let owned = old.number < 0 ? [:] : try Publication.ownedFiles(old.number, place.path)
    if old.number >= 0, let owned, let marker { try ForeignOutput.check(owned, lists: marker, place) }
    if !intoForeign && owned == nil { try ForeignOutput.check(old, place) }
    hasPrevious =
      reusing
      && PreviousTree.take(place, in: parent.number, output: old.number) {
        Publication.folders(of: owned ?? [:])
      }
    if !hasPrevious && mkdirat(parent.number, place.staging, 0o777) != 0 {
      throw .system("make the folder", "\(place.parent)/\(place.staging)")
    }
    self.staging = try Descriptor.folder(place.staging, in: parent.number, "\(place.parent)/\(place.staging)")
    self.place = place
    self.parent = parent
    self.old = old
    self.owned = owned ?? [:]
    self.reusing = reusing
    var state = State()
    state.lock = consume lock
    self.state = Mutex(state)
  }

  deinit { abandon() }

  /// Publishes bytes under a path. Safe to call from several tasks at once.
  ///
  /// - Parameter path: below the output folder, `/` between components.
  public func put(_ path: String, _ bytes: UnsafeRawBufferPointer) throws(PublishingError) {
    let inOld = try begin(path)
    do throws(PublishingError) {
      let digits = SHA256.digits(of: bytes)
      let old = inOld ? sameFile(path, bytes) : nil
      if let old, try link(path, old) {
        return end(Manifest.Entry(path: path, digits: digits), size: bytes.count, same: true, old, old)
      }
      let file = try create(path)
      try file.write(bytes, path)
      if old != nil { keepTime(of: path, on: file.number) }
      let new = try file.stamp(path)
      try file.closeWritten(path)
      end(Manifest.Entry(path: path, digits: digits), size: bytes.count, same: old != nil, new, old)
    } catch {
      fail()
      throw error
    }
  }

  /// Publishes bytes under a path. Safe to call from several tasks at once.
  ///
  /// - Parameter path: below the output folder, `/` between components.
  public func put(_ path: String, _ bytes: [UInt8]) throws(PublishingError) {
    try bytes.withUnsafeBufferPointer { (buffer: UnsafeBufferPointer<UInt8>) throws(PublishingError) in
      try put(path, UnsafeRawBufferPointer(buffer))
    }
  }

  /// Publishes a file unchanged: assets and media. It is read in pieces, so it may be of any size.
  ///
  /// - Parameters:
  ///   - file: the file to publish, below the folder.
  ///   - folder: symbolic links are followed unless they lead out of this folder.
  ///   - path: below the output folder, `/` between components.
  public func copy(file: String, in folder: String, to path: String) throws(PublishingError) {
    let inOld = try begin(path)
    do throws(PublishingError) {
      let source = try ReadableFile(file, beneath: folder)
      let file = "\(folder)/\(file)"
      if inOld, let (digits, old) = try sameDigits(source, file, path), try link(path, old) {
        return end(Manifest.Entry(path: path, digits: digits), size: source.size, same: true, old, old)
      }
      if lseek(source.file.number, 0, SEEK_SET) != 0 { throw .system("read", file) }
      let target = try create(path)
      var hash = SHA256()
      let block = Block()
      var total = 0
      while true {
        let count = try source.read(into: block.bytes, file)
        if count == 0 { break }
        let piece = UnsafeRawBufferPointer(rebasing: block.bytes[..<count])
        hash.update(piece)
        try target.write(piece, path)
        total += count
      }
      // A mixture of old and new bytes would be a version that never existed.
      guard total == source.size, try source.file.stamp(file).isSameContent(source.stamp) else {
        throw PublishingError(.system, file, "changed while it was being copied")
      }
      let new = try target.stamp(path)
      try target.closeWritten(path)
      end(Manifest.Entry(path: path, digits: hash.digits()), size: total, same: false, new, nil)
    } catch {
      fail()
      throw error
    }
  }

  /// Abandons the new tree; the last site stays. Does nothing if the publication is finished.
  public func abandon() {
    let wasOpen = state.withLock { state in
      defer { state.phase = .closed }
      return state.phase != .closed
    }
    guard wasOpen else { return }
    if hasPrevious && putAsPrevious(place.staging, since: FileClock.latest, foreign: nil) {
      return state.withLock { $0.lock = nil }
    }
    // What cannot be removed now is removed at the start of the next build, which reports it if it cannot.
    try? FolderWalk.remove(place.staging, in: parent.number, at: "\(place.parent)/\(place.staging)")
    state.withLock { $0.lock = nil }
  }
}

extension Publication {
  private static func ownedFiles(
    _ output: Int32, _ shown: String
  ) throws(PublishingError) -> [[UInt8]: [UInt8]]? {
    guard let bytes = try wholeFile(Manifest.name, in: output, shown) else { return nil }
    let manifest = try Manifest(reading: bytes, path: "\(shown)/\(Manifest.name)")
    return Dictionary(
      manifest.entries.map { (Array($0.path.utf8), $0.digits) }, uniquingKeysWith: { first, _ in first })
  }

  /// Bytes of the largest file of an output that is read into memory as a whole, 1 GiB. A sparse file of any size takes
  /// no room on a disk.
  package static let largestInMemory = 1 << 30

  static func tooLarge(_ path: String) -> PublishingError {
    PublishingError(.output, path, "is larger than 1 GiB, expected a file that fits into memory")
  }

  /// The bytes of a regular file; nil where there is none.
  static func wholeFile(_ name: String, in folder: Int32, _ shown: String) throws(PublishingError) -> [UInt8]?
  {
    guard let file = ReadableFile(name, in: folder) else {
      if errno == ENOENT { return nil }
      throw .system("read the file", "\(shown)/\(name)")
    }
    guard file.size <= largestInMemory else { throw tooLarge("\(shown)/\(name)") }
    var problem: PublishingError?
    let bytes = [UInt8](unsafeUninitializedCapacity: file.size) { room, count in
      do throws(PublishingError) {
        count = try file.read(into: UnsafeMutableRawBufferPointer(room), "\(shown)/\(name)")
      } catch {
        problem = error
      }
    }
    if let problem { throw problem }
    return bytes
  }

  /// Checks and reserves a path; counts a file as being written.
  func begin(_ path: String) throws(PublishingError) -> Bool {
    if let problem = OutputPath.problem(path) {
      fail(counted: false)
      throw PublishingError(.path, path, problem)
    }
    return try state.withLock { (state: inout State) throws(PublishingError) in
      if state.phase == .closed {
        throw PublishingError(.order, path, "cannot be published, the publication is closed")
      }
      do throws(PublishingError) {
        if path == Manifest.name {
          throw PublishingError(.conflict, path, "is the name of the manifest, which sitegen writes itself")
        }
        let inOld = try state.claims.file(path) { (folder: String) throws(PublishingError) in
          try makeFolder(folder)
        }
        state.active += 1
        return inOld && reusing && old.number >= 0
      } catch {
        state.phase = .failed
        throw error
      }
    }
  }

  /// - Parameters:
  ///   - new: the file in the new tree.
  ///   - old: the file in the current output, if it has the same bytes.
  func end(_ entry: Manifest.Entry, size: Int, same: Bool, _ new: FileStamp, _ old: FileStamp?) {
    state.withLock { state in
      state.active -= 1
      state.entries.append(entry)
      state.stamps.append(Stamps(new: new, old: old))
      state.summary.files += 1
      state.summary.bytes += size
      if same { state.summary.unchanged += 1 } else { state.summary.written += 1 }
    }
  }

  /// Undoes `begin`, so that the path can be published in another way.
  func release(_ path: String) {
    state.withLock { state in
      state.active -= 1
      state.claims.release(path)
    }
  }

  func fail(counted: Bool = true) {
    state.withLock { state in
      if counted { state.active -= 1 }
      if state.phase == .open { state.phase = .failed }
    }
  }

  /// Creates a folder in the new tree; returns whether the old tree has a real folder there.
  func makeFolder(_ path: String) throws(PublishingError) -> Bool {
    if try !hasPreviousFolder(path), mkdirat(staging.number, path, 0o777) != 0 {
      throw .system("make the folder", path)
    }
    var status = stat()
    return old.number >= 0 && fstatat(old.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The file of the current output, if it has the same bytes. An unreadable file counts as different.
  private func sameFile(_ path: String, _ bytes: UnsafeRawBufferPointer) -> FileStamp? {
    guard let file = ReadableFile(path, in: old.number), file.holds(bytes) else { return nil }
    return file.stamp
  }

  /// The digest of a file and the stamp of the file with the same bytes in the current output; nil if they differ.
  private func sameDigits(
    _ source: borrowing ReadableFile, _ file: String, _ path: String
  ) throws(PublishingError) -> (digits: [UInt8], old: FileStamp)? {
    guard let known = ReadableFile(path, in: old.number), known.size == source.size else { return nil }
    var hash = SHA256()
    let (a, b) = (Block(), Block())
    var total = 0
    while true {
      let count = try source.read(into: a.bytes, file)
      guard let other = try? known.read(into: b.bytes, path), other == count,
        let first = a.bytes.baseAddress, let second = b.bytes.baseAddress, memcmp(first, second, count) == 0
      else { return nil }
      if count == 0 { return total == source.size ? (hash.digits(), known.stamp) : nil }
      hash.update(UnsafeRawBufferPointer(rebasing: a.bytes[..<count]))
      total += count
    }
  }

  /// Links a file of the current output into the new tree; false if the file system has no hard links, or allows no
  /// more of them for this file.
  ///
  /// - Parameter stamp: the stamp of the file when it was checked.
  func link(_ path: String, _ stamp: FileStamp) throws(PublishingError) -> Bool {
    if try hasPreviousFile(path, stamp) || linkat(old.number, path, staging.number, path, 0) == 0 {
      return true
    }
    if AtomicSwap.cannotLink(errno) {
      state.withLock { $0.canLink = false }
      return false
    }
    throw .system("link the unchanged file", path)
  }

  /// Restores the time stamp of a file that had to be written again.
  func keepTime(of path: String, on file: Int32) {
    var status = stat()
    guard fstatat(old.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    withUnsafePointer(to: (status.st_atim, status.st_mtim)) { pair in
      pair.withMemoryRebound(to: timespec.self, capacity: 2) { _ = futimens(file, $0) }
    }
  }
}
