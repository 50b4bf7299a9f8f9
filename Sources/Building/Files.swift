import Base
import FileAccess
import Glibc

/// File operations of the commands.
package enum Files {
  /// An error of reading or writing a file.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(path: String, reason: String) { description = "\(path): cannot be written: \(reason)" }

    package init(path: String, problem: String) { description = "\(path): \(problem)" }
  }

  /// Bytes of the largest file that is read as a whole. A sparse file of any size takes no room on a disk.
  private static let largest = 1 << 30

  /// The bytes of a file, or nil if it cannot be read or has more than 1 GiB.
  package static func read(_ path: String) -> [UInt8]? {
    read(opened: open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
  }

  /// The bytes of a file below a folder; nil if it cannot be read or a link leads out of the folder.
  package static func read(_ path: String, in folder: String) -> [UInt8]? {
    read(opened: ConfinedFile.open(path, in: folder))
  }

  private static func read(opened file: Int32) -> [UInt8]? {
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else {
      return nil
    }
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

  /// Size of a file in bytes; nil if there is none.
  package static func size(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// A range of a file.
  ///
  /// - Throws: `Failure` if the file is shorter, or cannot be read.
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

  /// Creates a file; never changes an existing one.
  ///
  /// - Parameters:
  ///   - path: below the folder.
  ///   - folder: the folder that the path may not leave, not even by a link.
  package static func create(_ path: String, in folder: String, with bytes: [UInt8]) throws {
    do throws(AtomicFile.Failure) {
      var file = try AtomicFile(path, in: folder, permissions: 0o666)
      try file.write(bytes)
      try file.create()
    } catch {
      let isThere = error.code == EEXIST
      throw Failure(
        path: "\(folder)/\(path)",
        reason: isThere ? "it already exists and is not overwritten" : reason(error, folder))
    }
  }

  private static func reason(_ error: AtomicFile.Failure, _ folder: String) -> String {
    switch error.code {
    case EXDEV: "a link leads out of '\(folder)'"
    case ESTALE: "another program changed it at the same time; try again"
    default: String(cString: strerror(error.code))
    }
  }

  /// Whether something exists at a path, even a link that leads nowhere.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Replaces a file in one step: a reader sees the old bytes or the new ones, and a killed program leaves the old
  /// ones. Permissions are kept; if the path is a link, its target is replaced.
  ///
  /// - Parameters:
  ///   - path: below the folder.
  ///   - folder: the folder that the path may not leave, not even by a link.
  ///   - old: the bytes that the file must still contain, empty for a missing file; nil to replace any.
  /// - Throws: `Failure`, also if the file was changed since it was read; it stays as it is then.
  package static func replace(
    _ path: String, in folder: String, with bytes: [UInt8], ifStill old: [UInt8]? = nil
  ) throws {
    do throws(AtomicFile.Failure) {
      var file = try AtomicFile(path, in: folder)
      try file.write(bytes)
      try file.flush()
      if let old, old != read(path, in: folder) ?? [] { throw AtomicFile.Failure(ESTALE) }
      try file.replace()
    } catch {
      throw Failure(path: "\(folder)/\(path)", reason: reason(error, folder))
    }
  }

  /// Creates a folder and those above it.
  package static func makeFolder(_ path: String) throws {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      if mkdir(made, 0o777) != 0 && errno != EEXIST {
        throw Failure(path: made, reason: String(cString: strerror(errno)))
      }
    }
  }

  /// Paths of all files below a folder, relative to it and sorted; nil if the folder or a subfolder cannot be
  /// listed. Names that begin with a dot are skipped, and so are links that lead to anything but a file in the
  /// folder.
  ///
  /// - Parameters:
  ///   - inner: a subfolder to which the list is restricted; paths are relative to it. A link in it may lead anywhere
  ///     in the whole folder.
  ///   - fault: receives the skipped links.
  package static func list(
    _ folder: String, inner: String? = nil, fault: (_ path: String, LinkFault) -> Void = { _, _ in }
  ) -> [String]? {
    let prefix = inner.map { "\($0)/" } ?? ""
    return list(folder, below: prefix, fault)?.map { String($0.dropFirst(prefix.count)) }.sorted()
  }

  private static func list(
    _ root: String, below prefix: String, _ fault: (String, LinkFault) -> Void
  ) -> [String]? {
    var entries: [(path: String, kind: Directory.Kind)] = []
    let isRead = Directory.forEachEntry(at: prefix.isEmpty ? root : "\(root)/\(prefix)") { entry in
      guard let name = entry.text, !name.hasPrefix("."), let kind = entry.kind else { return }
      entries.append((prefix + name, kind))
    }
    guard isRead else { return nil }
    var out: [String] = []
    for (path, kind) in entries {
      if kind == .folder {
        guard let inner = list(root, below: "\(path)/", fault) else { return nil }
        out += inner
      } else if kind == .link, let found = LinkFault(path, in: root) {
        fault(path, found)
      } else {
        out.append(path)
      }
    }
    return out
  }
}

extension Files {
  /// Removes a file; does nothing if it does not exist.
  package static func remove(_ path: String) throws {
    if unlink(path) != 0 && errno != ENOENT {
      throw Failure(path: path, reason: String(cString: strerror(errno)))
    }
  }
}
