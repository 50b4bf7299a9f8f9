import Glibc

/// Keeps several sitegen processes from changing the same content at the same time, as long as this value exists.
/// Each reads, changes and writes a file; changes by another process in between would be lost.
///
/// The folder itself is locked, so that no lock file remains. Editors do not respect the lock; therefore a file is
/// checked again before it is replaced (`Files.replace`).
package final class ContentLock {
  private let folder: Int32

  /// Waits until nobody else holds the lock. On file systems without locks, nothing is locked.
  package init(_ content: String) {
    folder = open(content, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    while folder >= 0, flock(folder, LOCK_EX) != 0, errno == EINTR {}
  }

  deinit {
    if folder >= 0 { close(folder) }
  }
}
