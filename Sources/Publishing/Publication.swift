import Clinux
import Glibc
import Synchronization

/// One build's output. Files are put into a new tree beside the output folder; `finish` changes the two
/// trees over in one step. Until then, and whatever goes wrong, the last good site stays as it is.
///
/// ```swift
/// let publication = try Publication(output: "Public", apartFrom: ["Content", "Templates"])
/// try publication.put("index.html", bytes)         // from any task
/// let summary = try publication.finish()
/// ```
public final class Publication: Sendable {
  /// What a build did to the output.
  public struct Summary: Sendable, Equatable {
    /// Published files, the manifest not counted.
    public var files = 0
    /// Of these, files that are new or have other bytes than before.
    public var written = 0
    /// Of these, files that are as before and keep their time stamp.
    public var unchanged = 0
    /// Files of the last site that are no longer published.
    public var removed = 0
    /// Files that sitegen did not write and left alone.
    public var kept = 0
    /// Sum of the sizes of the published files.
    public var bytes = 0

    /// What a build did.
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

  /// A file as it stands in the new tree and in the present output; the two are one file where it was linked.
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
    /// For each of `entries` what the file system says of it.
    var stamps: [Stamps] = []
    var files: [PublishedFile] = []
    var foreign: [PublishedFile] = []
    var summary = Summary()
    var lock: OutputLock?
    /// Whether the file system could link every file that was to be linked.
    var canLink = true
  }

  let place: OutputPlace
  let parent: Descriptor
  let staging: Descriptor
  /// The present output, or -1 where there is none.
  let old: Descriptor
  /// The files that the present output's manifest lists, with their digests.
  let owned: [[UInt8]: [UInt8]]
  let state: Mutex<State>
  /// Whether the new tree began as the one before the present output, most of which it has already.
  let hasPrevious: Bool
  private let reusing: Bool

  /// Makes ready to publish: takes the lock, removes what a killed build left, reads the present manifest.
  ///
  /// - Parameters:
  ///   - output: the output folder; it and the folders above it are made where they are missing.
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

  /// Publishes bytes under a path. Safe from several tasks at once.
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

  /// Publishes bytes under a path. Safe from several tasks at once.
  ///
  /// - Parameter path: below the output folder, `/` between components.
  public func put(_ path: String, _ bytes: [UInt8]) throws(PublishingError) {
    try bytes.withUnsafeBufferPointer { (buffer: UnsafeBufferPointer<UInt8>) throws(PublishingError) in
      try put(path, UnsafeRawBufferPointer(buffer))
    }
  }

  /// Publishes a file as it is: assets and media. Read in pieces, so that it may be of any size.
  ///
  /// - Parameters:
  ///   - file: the file to be published, below the folder.
  ///   - folder: a symbolic link is followed where it does not lead out of this folder.
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
      // Half of the old bytes and half of the new would be neither's file.
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

  /// Gives the new tree up; the last site stays. Nothing happens where the publication is finished.
  public func abandon() {
    let wasOpen = state.withLock { state in
      defer { state.phase = .closed }
      return state.phase != .closed
    }
    guard wasOpen else { return }
    if hasPrevious && putAsPrevious(place.staging, since: FileClock.latest) {
      return state.withLock { $0.lock = nil }
    }
    // What cannot be removed now is removed at the start of the next build, which says so if it cannot.
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

  /// Checks and reserves a path; counts a file in the making.
  func begin(_ path: String) throws(PublishingError) -> Bool {
    if let problem = OutputPath.problem(path) {
      fail(counted: false)
      throw PublishingError(.path, path, problem)
    }
    return try state.withLock { (state: inout State) throws(PublishingError) in
      if state.phase == .closed {
        throw PublishingError(.order, path, "cannot be published any more, the publication is closed")
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
  ///   - old: the file in the present output, where it has the same bytes.
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

  /// Takes `begin` back, so that the path can be published in another way.
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

  /// Makes a folder in the new tree; says whether the old tree has a real folder there.
  func makeFolder(_ path: String) throws(PublishingError) -> Bool {
    if try !hasPreviousFolder(path), mkdirat(staging.number, path, 0o777) != 0 {
      throw .system("make the folder", path)
    }
    var status = stat()
    return old.number >= 0 && fstatat(old.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The file of the present output, where it has the same bytes. One that cannot be read counts as another.
  private func sameFile(_ path: String, _ bytes: UnsafeRawBufferPointer) -> FileStamp? {
    guard let file = ReadableFile(path, in: old.number), file.holds(bytes) else { return nil }
    return file.stamp
  }

  /// The digest of a file that has the same bytes in the present output, and that file; nil where they differ.
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

  /// Takes a file of the present output into the new tree; false where the file system has no hard links,
  /// or no more of them for this file.
  ///
  /// - Parameter stamp: of the file as it was looked at.
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

  /// Gives a file that had to be written again the time stamp it had.
  func keepTime(of path: String, on file: Int32) {
    var status = stat()
    guard fstatat(old.number, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    withUnsafePointer(to: (status.st_atim, status.st_mtim)) { pair in
      pair.withMemoryRebound(to: timespec.self, capacity: 2) { _ = futimens(file, $0) }
    }
  }
}
