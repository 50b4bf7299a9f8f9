import Glibc

/// Keeps programs of ours from changing the same content at the same time, as long as this value lives: each reads,
/// changes and writes a file, and what another wrote in between would be lost.
///
/// The folder itself is locked, so that nothing is left in it. Editors know nothing of this; for them a file is looked
/// at once more before it is replaced (`Files.replace`).
package final class ContentLock {
  private let folder: Int32

  /// Waits until nobody else has the lock. Where a file system has no locks, there is none.
  package init(_ content: String) {
    folder = open(content, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    while folder >= 0, flock(folder, LOCK_EX) != 0, errno == EINTR {}
  }

  deinit {
    if folder >= 0 { close(folder) }
  }
}
