import Glibc

/// The clock that the kernel takes the times of files from.
package enum FileClock {
  /// Nanoseconds between two moments that the file system tells apart, as far as the clock goes.
  private static var tick: Int64 {
    var time = timespec()
    guard clock_getres(CLOCK_REALTIME_COARSE, &time) == 0 else { return 10_000_000 }
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Nanoseconds since 1970.
  package static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Nanoseconds since 1970. No file made so far has a later time, also on kernels whose file times are finer than `now`.
  static var latest: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Nanoseconds within which a second change may have the time of the first.
  package static var margin: Int64 { 2 * tick }

  /// Whatever was changed before this moment gets another time when it is changed from now on.
  package static var settled: Int64 { now - margin }
}
