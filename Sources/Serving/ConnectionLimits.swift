import Glibc

/// How many connections there may be, and how long each may keep the server waiting.
struct ConnectionLimits: Sendable {
  /// Connections at a time. With one more, the one that has been idle for the longest is closed.
  var count: Int
  /// Time without a request.
  var idle = Duration.seconds(60)
  /// Time from the first byte of a request to the end of its head.
  var head = Duration.seconds(10)
  /// Time for a reader to take one block of an answer.
  var block = Duration.seconds(30)
  /// Time between two looks for connections that have kept the server waiting for too long.
  var sweep = Duration.seconds(1)

  /// Raises the limit of open files as far as it goes, and leaves two thirds of it to the files that are sent and
  /// to builds.
  static func ofMachine() -> ConnectionLimits {
    var files = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 else {
      return ConnectionLimits(count: 256)
    }
    let soft = files.rlim_cur
    files.rlim_cur = min(files.rlim_max, 16_384)
    // If that is refused, fewer connections are held.
    if files.rlim_cur <= soft || setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) != 0 {
      files.rlim_cur = soft
    }
    return ConnectionLimits(count: max(4, min(4096, Int(clamping: files.rlim_cur / 3))))
  }
}
