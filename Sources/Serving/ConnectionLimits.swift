import Glibc

/// Limits on the number of connections, and on how long each may keep the server waiting.
struct ConnectionLimits: Sendable {
  /// Number of connections at a time. If there is one more, the one that has been idle longest is closed.
  var count: Int
  /// Time without a request.
  var idle = Duration.seconds(60)
  /// Time from the first byte of a request to the end of its head.
  var head = Duration.seconds(10)
  /// Time for the client to take one block of a response.
  var block = Duration.seconds(30)
  /// Time between two checks for expired connections.
  var sweep = Duration.seconds(1)

  /// Raises the limit of open files as far as possible, and leaves two thirds of it to builds and to the files
  /// being sent.
  static func ofMachine() -> ConnectionLimits {
    var files = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 else {
      return ConnectionLimits(count: 256)
    }
    let soft = files.rlim_cur
    files.rlim_cur = min(files.rlim_max, 16_384)
    // If that is refused, fewer connections are allowed.
    if files.rlim_cur <= soft || setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) != 0 {
      files.rlim_cur = soft
    }
    return ConnectionLimits(count: max(4, min(4096, Int(clamping: files.rlim_cur / 3))))
  }
}
