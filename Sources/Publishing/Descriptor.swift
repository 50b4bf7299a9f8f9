import FileAccess
import Glibc

/// An open file or folder that closes itself. -1 means that it does not exist or could not be opened.
struct Descriptor: ~Copyable, Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit {
    if number >= 0 { _ = close(number) }
  }

  /// Closes a written file, and throws if the last bytes did not reach it (NFS, quotas).
  consuming func closeWritten(_ path: String) throws(PublishingError) {
    let number = self.number
    discard self
    if close(number) != 0 { throw .system("write", path) }
  }

  /// The stamp of the file now.
  func stamp(_ path: String) throws(PublishingError) -> FileStamp {
    var status = stat()
    if fstat(number, &status) != 0 { throw .system("examine", path) }
    return FileStamp(status)
  }

  /// Opens a folder, but never a symbolic link.
  static func folder(_ name: String, in parent: Int32, _ path: String) throws(PublishingError) -> Descriptor {
    let number = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if number < 0 { throw .system("open the folder", path) }
    return Descriptor(number)
  }

  /// Creates a file that must not exist yet.
  static func create(_ name: String, in parent: Int32, _ path: String) throws(PublishingError) -> Descriptor {
    let number = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    if number < 0 { throw .system("create the file", path) }
    return Descriptor(number)
  }

  /// Writes all bytes. `write` may take fewer than it is given.
  func write(_ bytes: UnsafeRawBufferPointer, _ path: String) throws(PublishingError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .system("write", path)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads into the buffer from the current position; returns fewer bytes than requested only at the end of the
  /// file.
  func read(into buffer: UnsafeMutableRawBufferPointer, _ path: String) throws(PublishingError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let target = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = Glibc.read(number, target.baseAddress, target.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .system("read", path)
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}

/// A regular file open for reading, with the size it had when it was opened.
struct ReadableFile: ~Copyable {
  let file: Descriptor
  let size: Int
  /// The stamp of the file when it was opened.
  let stamp: FileStamp

  /// Opens a regular file; nil if there is none, with the reason in `errno`. `O_NONBLOCK` prevents a pipe from
  /// blocking the build.
  init?(_ name: String, in parent: Int32) {
    self.init(Descriptor(openat(parent, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)))
  }

  /// Opens a file of the inputs.
  ///
  /// - Parameter folder: links that lead out of it are not followed.
  init(_ path: String, beneath folder: String) throws(PublishingError) {
    guard let file = ReadableFile(Descriptor(ConfinedFile.open(path, in: folder))) else {
      if errno == EXDEV {
        throw PublishingError(.system, "\(folder)/\(path)", "is a link that leads out of '\(folder)'")
      }
      throw .system("read the file", "\(folder)/\(path)")
    }
    self = file
  }

  private init?(_ file: consuming Descriptor) {
    var status = stat()
    if file.number < 0 || fstat(file.number, &status) != 0 { return nil }
    let type = status.st_mode & S_IFMT
    if type != S_IFREG {
      errno = type == S_IFDIR ? EISDIR : EINVAL
      return nil
    }
    self.file = file
    self.size = Int(status.st_size)
    self.stamp = FileStamp(status)
  }

  /// Reads into the buffer from the current position; returns fewer bytes than requested only at the end of the
  /// file.
  func read(into buffer: UnsafeMutableRawBufferPointer, _ path: String) throws(PublishingError) -> Int {
    try file.read(into: buffer, path)
  }

  /// Whether the file has exactly these bytes. An unreadable file counts as different.
  func holds(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == size else { return false }
    let block = Block()
    var at = 0
    while at < bytes.count {
      guard let count = try? file.read(into: block.bytes, ""), count > 0, at + count <= bytes.count,
        let known = bytes.baseAddress, let found = block.bytes.baseAddress,
        memcmp(known + at, found, count) == 0
      else { return false }
      at += count
    }
    return true
  }
}

/// A buffer for reading a file in pieces. 64 kB holds most pages at once and fits in the second-level cache.
final class Block {
  let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)

  deinit { bytes.deallocate() }
}
