import Glibc

/// Keeps other builds from writing to the same output as long as this value exists.
struct OutputLock: ~Copyable, Sendable {
  private let file: Descriptor
  private let folder: Descriptor
  private let name: String

  private init(file: consuming Descriptor, folder: consuming Descriptor, name: String) {
    self.file = file
    self.folder = folder
    self.name = name
  }

  /// Takes the lock.
  ///
  /// - Parameter parent: the open folder that contains the output.
  /// - Throws: `PublishingError` of kind `busy` if another build holds it.
  static func take(_ place: OutputPlace, in parent: Int32) throws(PublishingError) -> OutputLock {
    while true {
      let number = openat(parent, place.lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
      if number < 0 { throw .system("write beside the output folder", "\(place.parent)/\(place.lock)") }
      let file = Descriptor(number)
      if flock(number, LOCK_EX | LOCK_NB) != 0 {
        if errno == EINTR { continue }
        if errno != EWOULDBLOCK { throw .system("lock the output", "\(place.parent)/\(place.lock)") }
        throw PublishingError(
          .busy, place.path, "another build is writing to this folder; wait until it has finished")
      }
      // The build that held the lock removes the file when it is done. Then the file locked here is no longer the
      // one that others find under the name.
      var held = stat()
      var found = stat()
      if fstat(number, &held) == 0, fstatat(parent, place.lock, &found, AT_SYMLINK_NOFOLLOW) == 0,
        held.st_ino == found.st_ino, held.st_dev == found.st_dev
      {
        let folder = try Descriptor.folder(".", in: parent, place.parent)
        return OutputLock(file: file, folder: folder, name: place.lock)
      }
    }
  }

  deinit { _ = unlinkat(folder.number, name, 0) }
}
