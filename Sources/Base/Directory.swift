import Glibc

/// Listing of folders (readdir(3)).
package enum Directory {
  /// What a name in a folder stands for.
  package enum Kind: Sendable {
    case file, folder, link
    /// A device, a socket or a pipe.
    case other
  }

  /// A name in a folder, valid only during the call that it is given to.
  package struct Entry {
    /// The bytes of the name, without the NUL that follows them in memory. Not necessarily UTF-8.
    package let name: UnsafeBufferPointer<UInt8>
    /// Number of the file on its device.
    package let inode: UInt64
    fileprivate let type: Int
    fileprivate let folder: Int32

    /// The name as the C library takes it.
    package var terminatedName: UnsafePointer<CChar>? {
      name.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
    }

    /// The name as text; nil if it is not UTF-8.
    package var text: String? { String(validating: name, as: UTF8.self) }

    /// What the name stands for; links are not followed. Nil if the file system does not say and the file cannot be
    /// examined (`errno` says why), for example because it has been removed.
    package var kind: Kind? {
      switch type {
      case Int(DT_REG): return .file
      case Int(DT_DIR): return .folder
      case Int(DT_LNK): return .link
      case Int(DT_UNKNOWN): break
      default: return .other
      }
      var status = stat()
      guard let terminatedName, fstatat(folder, terminatedName, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        return nil
      }
      return switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    }
  }

  /// Calls a function with each entry but `.` and `..`, in no order.
  ///
  /// - Parameter folder: an open folder. Listing starts at its beginning, whatever was read from the descriptor.
  /// - Returns: false if the folder cannot be read; `errno` then says why.
  package static func forEachEntry(of folder: Int32, _ body: (Entry) -> Void) -> Bool {
    forEachEntry(opened: openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), body)
  }

  /// The same for the folder at a path.
  package static func forEachEntry(at path: String, _ body: (Entry) -> Void) -> Bool {
    forEachEntry(opened: open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), body)
  }

  private static func forEachEntry(opened folder: Int32, _ body: (Entry) -> Void) -> Bool {
    guard folder >= 0 else { return false }
    guard let stream = fdopendir(folder) else {
      let error = errno
      close(folder)
      errno = error
      return false
    }
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        let error = errno
        closedir(stream)
        errno = error
        return error == 0
      }
      withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        let start = UnsafeRawPointer(tuple)
        let name = UnsafeBufferPointer(
          start: start.assumingMemoryBound(to: UInt8.self),
          count: strlen(start.assumingMemoryBound(to: CChar.self)))
        if name.count <= 2, name.allSatisfy({ $0 == UInt8(ascii: ".") }) { return }
        body(
          Entry(
            name: name, inode: UInt64(entry.pointee.d_ino), type: Int(entry.pointee.d_type), folder: folder))
      }
    }
  }
}
