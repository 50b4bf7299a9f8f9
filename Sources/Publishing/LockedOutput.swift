import Glibc
import Synchronization

/// The present output, held so that no build changes it while somebody looks whether it is still what it was.
public final class LockedOutput: Sendable {
  let place: OutputPlace
  let parent: Descriptor
  private let lock: Mutex<OutputLock?>
  let directory: Descriptor

  /// The open output folder.
  public var folder: Int32 { directory.number }

  /// Holds an output.
  ///
  /// - Parameter inputs: folders that the site is made from; the output may not overlap with them.
  /// - Returns: nil where there is no output, or where a killed build left something beside it to put right.
  /// - Throws: `PublishingError` where the output cannot be what it is meant to be, or is in use.
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

  /// Lets other builds have the output.
  func release() { lock.withLock { $0 = nil } }
}
