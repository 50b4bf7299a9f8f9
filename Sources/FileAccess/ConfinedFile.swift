import Clinux
import Glibc

/// Opens files in a folder that somebody else may have filled, such as the content of an archive from a stranger. A
/// symbolic link is followed only if it leads to something in the same folder.
public enum ConfinedFile {
  /// Opens a file or folder for reading. A pipe does not block the caller.
  ///
  /// - Parameters:
  ///   - path: below the folder.
  ///   - folder: may itself be reached through a link, as the user named it.
  /// - Returns: an open descriptor, or -1 with the reason in `errno`: `EXDEV` if a link leads out of the folder.
  public static func open(_ path: String, in folder: String, flags: Int32 = O_RDONLY) -> Int32 {
    let root = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { return -1 }
    defer { closeKeepingError(root) }
    let flags = flags | O_CLOEXEC | O_NONBLOCK
    let number = open(path, root, flags)
    if number >= 0 || ![EXDEV, ENOSYS, EPERM, ELOOP].contains(errno) { return number }
    // An absolute link may still lead into the same folder. Also, the kernel may not have the system call.
    let isMissing = errno == ENOSYS || errno == EPERM
    guard let real = realPath(path, in: folder) else { return -1 }
    return isMissing ? openat(root, real, flags | O_NOFOLLOW) : open(real, root, flags)
  }

  private static func open(_ path: String, _ root: Int32, _ flags: Int32) -> Int32 {
    while true {
      let number = open_beneath(root, path, flags)
      // `EAGAIN`: something was renamed during the call.
      if number >= 0 || errno != EAGAIN { return number }
    }
  }

  /// Resolves a path to one below the folder and without links.
  ///
  /// - Returns: nil with the reason in `errno`: `EXDEV` if it leads out of the folder.
  public static func realPath(_ path: String, in folder: String) -> String? {
    guard let root = real(folder), let found = real("\(folder)/\(path)") else { return nil }
    if found == root { return "." }
    let above = root == "/" ? root : "\(root)/"
    // Compared as bytes, because equal Unicode forms are different names.
    guard found.utf8.starts(with: above.utf8) else {
      errno = EXDEV
      return nil
    }
    return String(decoding: found.utf8.dropFirst(above.utf8.count), as: UTF8.self)
  }

  /// The absolute path without links; nil with the reason in `errno`.
  static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(validatingCString: found)
  }
}

/// Closes a descriptor without changing `errno`.
func closeKeepingError(_ number: Int32) {
  let code = errno
  close(number)
  errno = code
}
