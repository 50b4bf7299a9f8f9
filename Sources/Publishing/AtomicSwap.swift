import Clinux
import Glibc

/// The step that replaces the old tree with the new one, and the recovery and cleaning up around it.
enum AtomicSwap {
  /// Repairs what a killed build left beside the output.
  ///
  /// If the file system cannot exchange folders, the last good site has the name `.NAME.old` between the two
  /// renames; it is renamed back. Any other leftovers are removed.
  static func recover(_ place: OutputPlace, in parent: Int32) throws(PublishingError) {
    var status = stat()
    if fstatat(parent, place.name, &status, AT_SYMLINK_NOFOLLOW) != 0 {
      if errno != ENOENT { throw .system("examine", place.path) }
      if renameat(parent, place.old, parent, place.name) != 0 && errno != ENOENT {
        throw .system("restore the last site", place.path)
      }
    }
    try FolderWalk.remove(place.staging, in: parent, at: "\(place.parent)/\(place.staging)")
    try FolderWalk.remove(place.old, in: parent, at: "\(place.parent)/\(place.old)")
  }

  /// Replaces the old tree with the new one.
  ///
  /// - Returns: the name that the old tree now has beside the output; nil if there was none.
  static func run(
    _ place: OutputPlace, in parent: Int32, replacing: Bool, exchange: Bool = true
  ) throws(PublishingError) -> String? {
    if !replacing {
      if renameat(parent, place.staging, parent, place.name) != 0 {
        throw .system("move the new site into place", place.path)
      }
      return nil
    }
    if exchange && renameat2(parent, place.staging, parent, place.name, 2) == 0 { return place.staging }
    if exchange && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP {
      throw .system("swap the new site with the old one", place.path)
    }
    if renameat(parent, place.name, parent, place.old) != 0 {
      throw .system("move the last site aside", place.path)
    }
    if renameat(parent, place.staging, parent, place.name) != 0 {
      let code = errno
      if renameat(parent, place.old, parent, place.name) != 0 {
        throw PublishingError(
          .system, place.path,
          "cannot move the new site into place: \(PublishingError.reason(code)); the last"
            + " site is in '\(place.parent)/\(place.old)' and is restored by the next build")
      }
      throw .system("move the new site into place", place.path, code: code)
    }
    return place.old
  }

  /// Whether an error of `linkat` means that the file must be copied instead.
  static func cannotLink(_ code: Int32) -> Bool {
    code == EPERM || code == EXDEV || code == EMLINK || code == EOPNOTSUPP || code == ENOSYS
  }

  /// Carries a file that sitegen did not write into another tree: as a hard link, otherwise as a copy with the same
  /// time stamp and permissions.
  static func carry(_ entry: FolderWalk.Entry, to tree: Int32) throws(PublishingError) {
    let path = entry.path.map(CChar.init(bitPattern:)) + [0]
    if linkat(entry.parent, entry.name, tree, path, 0) == 0 { return }
    guard cannotLink(errno) else { throw .system("keep the file", entry.shown) }
    switch entry.kind {
    case .file: try copy(entry, to: tree, path)
    case .link: try copyLink(entry, to: tree, path)
    case .folder, .other:
      throw PublishingError(
        .output, entry.shown, "is neither a file nor a folder and cannot be kept; move it to another place")
    }
  }

  private static func copy(_ entry: FolderWalk.Entry, to tree: Int32, _ path: [CChar]) throws(PublishingError)
  {
    let source = Descriptor(openat(entry.parent, entry.name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC))
    var status = stat()
    if source.number < 0 || fstat(source.number, &status) != 0 { throw .system("keep the file", entry.shown) }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let target = Descriptor(openat(tree, path, flags, 0o600))
    if target.number < 0 { throw .system("keep the file", entry.shown) }
    let block = Block()
    while true {
      let count = try source.read(into: block.bytes, entry.shown)
      if count == 0 { break }
      try target.write(UnsafeRawBufferPointer(rebasing: block.bytes[..<count]), entry.shown)
    }
    let times = [status.st_atim, status.st_mtim]
    if fchmod(target.number, status.st_mode & 0o7777) != 0 || futimens(target.number, times) != 0 {
      throw .system("keep the file", entry.shown)
    }
    try target.closeWritten(entry.shown)
  }

  private static func copyLink(
    _ entry: FolderWalk.Entry, to tree: Int32, _ path: [CChar]
  ) throws(PublishingError) {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = readlinkat(entry.parent, entry.name, &target, Int(PATH_MAX))
    if length < 0 || symlinkat(target, tree, path) != 0 { throw .system("keep the link", entry.shown) }
  }
}
