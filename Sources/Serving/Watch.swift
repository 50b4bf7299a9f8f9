import Building
import Glibc

/// Notices changes in folders by looking at the size and time of every file again and again. That costs one
/// `stat` a file and, unlike inotify, works on every file system and has no limit on the number of folders.
struct Watch {
  /// Time between two looks, at least; a look may take up at most a tenth of the time.
  private static let interval = Duration.milliseconds(300)

  private let folders: [String]
  private var last: [Stamp]

  /// What tells a changed file from an unchanged one.
  private struct Stamp: Equatable {
    var path: String
    var size: Int
    var seconds: Int
    var nanoseconds: Int
    var node: UInt
  }

  /// Everything as it is now counts as seen.
  init(folders: [String]) {
    self.folders = folders
    last = Self.look(folders)
  }

  /// Waits until something has changed and then stayed as it is for one look, so that an editor or a checkout
  /// that writes many files causes one build.
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
