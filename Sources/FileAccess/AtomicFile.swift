import Clinux
import Glibc

/// Replaces a file in one step: a reader sees the old bytes or the new ones, and a killed program leaves the old
/// ones.
///
/// The bytes are written to a file that has no name yet (`O_TMPFILE`), so nothing remains if the program is killed.
/// The file gets its name only when it is complete. To replace an existing file, it first gets a random name that
/// must be unused. No name that somebody else may have created is ever opened.
public struct AtomicFile: ~Copyable {
  /// An error number of the system.
  public struct Failure: Error, Equatable {
    /// The value of `errno`.
    public let code: Int32

    /// - Parameter code: the current `errno` if omitted.
    public init(_ code: Int32 = errno) { self.code = code }
  }

  private let folder: Int32
  private let file: Int32
  /// The current name of the file in the folder; nil if it has none.
  private var temporary: String?
  private let name: String

  /// Starts writing a file that replaces an existing one or is new.
  ///
  /// - Parameters:
  ///   - path: path of the file, below the folder. If it is a link, the target of the link is replaced.
  ///   - root: the folder, which the path may not leave, not even by a link.
  ///   - permissions: permissions of a new file, reduced by the user's mask.
  public init(_ path: String, in root: String, permissions: mode_t = 0o666) throws(Failure) {
    try self.init(path, in: root, permissions: permissions, isUnnamed: true)
  }

  /// - Parameter isUnnamed: false to behave as on a file system without `O_TMPFILE`.
  init(_ path: String, in root: String, permissions: mode_t = 0o666, isUnnamed: Bool) throws(Failure) {
    let place = try AtomicFile.place(path, root)
    StaleFiles.remove(place.folder)
    let begun = AtomicFile.begin(place.folder, permissions, isUnnamed: isUnnamed)
    guard begun.file >= 0 else {
      closeKeepingError(place.folder)
      throw Failure()
    }
    self.init(folder: place.folder, name: place.name, file: begun.file, temporary: begun.name)
  }

  private init(folder: Int32, name: String, file: Int32, temporary: String?) {
    (self.folder, self.name, self.file, self.temporary) = (folder, name, file, temporary)
  }

  deinit {
    if let temporary { unlinkat(folder, temporary, 0) }
    closeKeepingError(file)
    closeKeepingError(folder)
  }

  /// Appends bytes.
  public func write(_ bytes: [UInt8]) throws(Failure) {
    let problem = bytes.withUnsafeBufferPointer { buffer -> Int32 in
      var sent = 0
      while sent < buffer.count, let base = buffer.baseAddress {
        let count = Glibc.write(file, base + sent, buffer.count - sent)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return errno }
        sent += count
      }
      return 0
    }
    if problem != 0 { throw Failure(problem) }
  }

  /// Waits until the bytes are on disk, for files that cannot be made again.
  public func flush() throws(Failure) {
    if fsync(file) != 0 { throw Failure() }
  }

  /// Moves the file to its path. A replaced file's permissions are kept.
  public mutating func replace() throws(Failure) {
    var old = stat()
    let isThere = fstatat(folder, name, &old, AT_SYMLINK_NOFOLLOW) == 0
    if isThere, old.st_mode & S_IFMT == S_IFREG, fchmod(file, old.st_mode & 0o7777) != 0 { throw Failure() }
    if temporary == nil {
      if !isThere {
        if link(to: name) { return }
        if errno != EEXIST { throw Failure() }
      }
      try nameTemporarily()
    }
    guard let temporary else { return }
    if renameat(folder, temporary, folder, name) != 0 { throw Failure() }
    self.temporary = nil
  }

  /// Moves the file to its path if nothing is there yet.
  ///
  /// - Throws: `EEXIST` if something exists there, even a link that leads nowhere.
  public mutating func create() throws(Failure) {
    let isMade = temporary.map { linkat(folder, $0, folder, name, 0) == 0 } ?? link(to: name)
    if !isMade { throw Failure() }
  }

  private func link(to name: String) -> Bool {
    linkat(AT_FDCWD, "/proc/self/fd/\(file)", folder, name, AT_SYMLINK_FOLLOW) == 0
  }

  private mutating func nameTemporarily() throws(Failure) {
    while true {
      let name = StaleFiles.randomName()
      if link(to: name) {
        temporary = name
        return
      }
      if errno != EEXIST { throw Failure() }
    }
  }

  /// Creates a file without a name or, if the file system does not support that, one with a random name.
  ///
  /// - Returns: -1, with the reason in `errno`, if it cannot be created.
  private static func begin(
    _ folder: Int32, _ permissions: mode_t, isUnnamed: Bool
  ) -> (file: Int32, name: String?) {
    let unnamed = isUnnamed ? open_unnamed(folder, Int32(bitPattern: permissions)) : -1
    if unnamed >= 0 {
      flock(unnamed, LOCK_EX)
      // Without /proc the file could not be named later.
      if access("/proc/self/fd/\(unnamed)", F_OK) == 0 { return (unnamed, nil) }
      close(unnamed)
    }
    while true {
      let name = StaleFiles.randomName()
      let file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
      if file >= 0 {
        flock(file, LOCK_EX)
        return (file, name)
      }
      if errno != EEXIST { return (-1, nil) }
    }
  }

  /// Opens the folder of a path; returns it with the name in it.
  private static func place(_ path: String, _ root: String) throws(Failure) -> (folder: Int32, name: String) {
    let (above, name) = split(path)
    let direct = ConfinedFile.open(above, in: root, flags: O_RDONLY | O_DIRECTORY)
    if direct >= 0 {
      var status = stat()
      let isLink =
        fstatat(direct, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFLNK
      if !isLink { return (direct, name) }
      close(direct)
    }
    let own: String
    if let real = ConfinedFile.realPath(path, in: root) {
      own = real
    } else if errno == ENOENT, let real = ConfinedFile.realPath(above, in: root) {
      // Nothing exists there yet, or only a link that leads nowhere, which is replaced itself.
      own = "\(real)/\(name)"
    } else {
      throw Failure()
    }
    let (folder, last) = split(own)
    let number = ConfinedFile.open(folder, in: root, flags: O_RDONLY | O_DIRECTORY)
    if number < 0 { throw Failure() }
    return (number, last)
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.utf8.index(after: slash)...]))
  }
}
