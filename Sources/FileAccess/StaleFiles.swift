import Base
import Glibc
import Synchronization

/// Temporary names of sitegen: `.sitegen-`, 16 hexadecimal digits and `.tmp`. A file has such a name only until it
/// is renamed. A program killed before that leaves the file behind, and the next run removes it.
enum StaleFiles {
  private static let opening = Array(".sitegen-".utf8)
  private static let ending = Array(".tmp".utf8)

  private struct Place: Hashable {
    var device: UInt
    var node: UInt
  }

  private static let seen = Mutex<Set<Place>>([])

  static func randomName() -> String {
    ".sitegen-" + zeroPadded(UInt64.random(in: 0...UInt64.max), 16, radix: 16) + ".tmp"
  }

  static func isOwn(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.count == opening.count + 16 + ending.count && name.starts(with: opening)
      && name.dropFirst(opening.count).prefix(16).allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
      } && name.suffix(ending.count).elementsEqual(ending)
  }

  /// Calls `sweep` once for each folder.
  static func remove(_ folder: Int32) {
    var status = stat()
    guard fstat(folder, &status) == 0 else { return }
    let place = Place(device: UInt(status.st_dev), node: UInt(status.st_ino))
    if seen.withLock({ $0.insert(place).inserted }) { sweep(folder) }
  }

  /// Removes what killed programs have left in a folder. A folder that cannot be read keeps its files, which do no harm.
  static func sweep(_ folder: Int32) {
    _ = Directory.forEachEntry(of: folder) { entry in
      if isOwn(entry.name), let name = entry.terminatedName { removeUnlessHeld(name, folder) }
    }
  }

  /// Removes a file unless a writer holds its lock. A killed program no longer holds one.
  private static func removeUnlessHeld(_ name: UnsafePointer<CChar>, _ folder: Int32) {
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    if flock(file, LOCK_EX | LOCK_NB) == 0 { unlinkat(folder, name, 0) }
  }
}
