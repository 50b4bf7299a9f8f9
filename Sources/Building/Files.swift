import Glibc

/// The little that commands themselves do with files.
package enum Files {
  /// Why a file could not be written or read.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(path: String, reason: String) { description = "\(path): cannot be written: \(reason)" }

    package init(path: String, problem: String) { description = "\(path): \(problem)" }
  }

  /// The bytes of a file, or nil where it cannot be read.
  package static func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = Int(status.st_size)
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(file, buffer.baseAddress?.advanced(by: count), size - count)
        if got < 0 && errno == EINTR { continue }
        failed = got < 0
        if got <= 0 { break }
        count += got
      }
    }
    return failed ? nil : bytes
  }

  /// Bytes of a file; nil where there is none.
  package static func size(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// A part of a file.
  ///
  /// - Throws: `Failure` where the file has not, or no longer, as many bytes.
  package static func read(_ path: String, _ range: Range<Int>) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    defer { if file >= 0 { close(file) } }
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let got = pread(
          file, buffer.baseAddress?.advanced(by: count), range.count - count, range.lowerBound + count)
        if got < 0 && errno == EINTR { continue }
        if got <= 0 { break }
        count += got
      }
    }
    guard bytes.count == range.count else { throw Failure(path: path, problem: "cannot be read") }
    return bytes
  }

  /// Makes a file that is not there yet, and never touches one that is.
  package static func create(_ path: String, with bytes: [UInt8]) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      if errno == EEXIST {
        throw Failure(path: path, reason: "it is there already, and nothing is overwritten")
      }
      throw Failure(path: path, reason: String(cString: strerror(errno)))
    }
    var problem = send(bytes, to: file)
    if close(file) != 0 && problem == 0 { problem = errno }
    guard problem == 0 else {
      unlink(path)
      throw Failure(path: path, reason: String(cString: strerror(problem)))
    }
  }

  /// Whether there is something at a path, also a link that leads nowhere.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Writes all bytes; gives the number of the error, or 0.
  static func send(_ bytes: [UInt8], to file: Int32) -> Int32 {
    bytes.withUnsafeBufferPointer { buffer in
      var sent = 0
      while sent < buffer.count, let base = buffer.baseAddress {
        let count = Glibc.write(file, base + sent, buffer.count - sent)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return errno }
        sent += count
      }
      return 0
    }
  }

  /// Replaces a file in one step: a reader sees the old or the new one, a killed program leaves the old.
  package static func replace(_ path: String, with text: String) throws {
    try replace(path, with: Array(text.utf8))
  }

  /// The same with bytes. Who may read and write the file stays; behind a link it is the file that is replaced.
  package static func replace(_ path: String, with bytes: [UInt8]) throws {
    let real = resolved(path)
    let new = real + ".new"
    let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw Failure(path: path, reason: String(cString: strerror(errno))) }
    var problem = send(bytes, to: file)
    var old = stat()
    if problem == 0, stat(real, &old) == 0, fchmod(file, old.st_mode & 0o7777) != 0 { problem = errno }
    if problem == 0 && fsync(file) != 0 { problem = errno }
    close(file)
    if problem == 0 && rename(new, real) != 0 { problem = errno }
    guard problem == 0 else {
      unlink(new)
      throw Failure(path: path, reason: String(cString: strerror(problem)))
    }
  }

  /// Where a path leads, or the path itself where there is nothing yet.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes a folder and those above it.
  package static func makeFolder(_ path: String) throws {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      if mkdir(made, 0o777) != 0 && errno != EEXIST {
        throw Failure(path: made, reason: String(cString: strerror(errno)))
      }
    }
  }

  /// Paths below a folder of all files in it, sorted; nil where it or a folder in it cannot be listed. Names that
  /// begin with a dot are left out, and so are links that lead nowhere or back into a folder above them.
  package static func list(_ folder: String) -> [String]? { list(folder, below: "", above: [])?.sorted() }

  private static func list(_ folder: String, below prefix: String, above: [stat]) -> [String]? {
    guard let handle = opendir(folder) else { return nil }
    defer { closedir(handle) }
    var own = stat()
    guard fstat(dirfd(handle), &own) == 0 else { return nil }
    if above.contains(where: { $0.st_dev == own.st_dev && $0.st_ino == own.st_ino }) { return [] }
    var out: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(handle) else {
        if errno != 0 { return nil }
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name, !name.hasPrefix(".") else { continue }
      var isFolder = entry.pointee.d_type == DT_DIR
      if entry.pointee.d_type == DT_LNK || entry.pointee.d_type == DT_UNKNOWN {
        var status = stat()
        guard stat("\(folder)/\(name)", &status) == 0 else { continue }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
      }
      if isFolder {
        guard let inner = list("\(folder)/\(name)", below: "\(prefix)\(name)/", above: above + [own]) else {
          return nil
        }
        out += inner
      } else {
        out.append(prefix + name)
      }
    }
    return out
  }
}

extension Files {
  /// Removes a file; one that is gone already is no fault.
  package static func remove(_ path: String) throws {
    if unlink(path) != 0 && errno != ENOENT {
      throw Failure(path: path, reason: String(cString: strerror(errno)))
    }
  }
}
