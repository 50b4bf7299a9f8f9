import Glibc
import Synchronization

/// The current output, locked so that no build changes it while it is being checked.
public final class LockedOutput: Sendable {
  let place: OutputPlace
  let parent: Descriptor
  private let lock: Mutex<OutputLock?>
  let directory: Descriptor

  /// Descriptor of the open output folder.
  public var folder: Int32 { directory.number }

  /// Locks an output.
  ///
  /// - Parameter inputs: folders that the site is made from; the output may not overlap with them.
  /// - Returns: nil if there is no output, or if a killed build left something beside it that needs recovery.
  /// - Throws: `PublishingError` if the output folder is not usable, or is in use.
  public init?(_ output: String, apartFrom inputs: [String]) throws(PublishingError) {
    let place = try OutputPlace(output, apartFrom: inputs)
    let parent = try Descriptor.folder(place.parent, in: AT_FDCWD, place.parent)
    let lock = try OutputLock.take(place, in: parent.number)
    var status = stat()
    for name in [place.staging, place.old]
    where fstatat(parent.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
      return nil
    }
    let directory = Descriptor(
      openat(parent.number, place.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
    if directory.number < 0 { return nil }
    self.place = place
    self.parent = parent
    self.lock = Mutex(consume lock)
    self.directory = directory
  }

  /// Releases the lock, so that other builds can use the output.
  func release() { lock.withLock { $0 = nil } }
}
