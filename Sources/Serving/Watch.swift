import Building
import Glibc

/// Detects changes in folders by polling the size and time of every file. Each poll costs one `stat` call for each
/// file. Unlike inotify, polling works on every file system and has no limit on the number of folders.
struct Watch {
  /// Minimum time between two polls; polling takes at most about a tenth of the time.
  private static let interval = Duration.milliseconds(300)

  private let folders: [String]
  private var last: [Stamp]

  /// The properties by which a changed file is detected.
  private struct Stamp: Equatable {
    var path: String
    var size: Int
    var seconds: Int
    var nanoseconds: Int
    var node: UInt
  }

  /// Treats the current state of the folders as seen.
  init(folders: [String]) {
    self.folders = folders
    last = Self.look(folders)
  }

  /// Waits until something has changed and then stayed the same for one poll, so that an editor or a checkout that
  /// writes many files causes a single build.
  ///
  /// - Throws: `CancellationError`.
  mutating func nextChange() async throws {
    var pause = Self.interval
    var settling = false
    while true {
      try await Task.sleep(for: pause)
      let clock = ContinuousClock()
      let start = clock.now
      let now = Self.look(folders)
      pause = max(Self.interval, (clock.now - start) * 10)
      if now != last {
        last = now
        settling = true
      } else if settling {
        return
      }
    }
  }

  private static func look(_ folders: [String]) -> [Stamp] {
    var stamps: [Stamp] = []
    for folder in folders {
      // The ledger is written by the build itself.
      for path in Files.list(folder) ?? [] where !path.hasPrefix("ledger/") {
        var status = stat()
        guard stat("\(folder)/\(path)", &status) == 0 else { continue }
        stamps.append(
          Stamp(
            path: "\(folder)/\(path)", size: Int(status.st_size), seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec, node: UInt(status.st_ino)))
      }
    }
    return stamps
  }
}
