import Glibc

/// The clock that the kernel uses for file times.
package enum FileClock {
  /// Resolution of the clock in nanoseconds; file times that are closer may be equal.
  private static var tick: Int64 {
    var time = timespec()
    guard clock_getres(CLOCK_REALTIME_COARSE, &time) == 0 else { return 10_000_000 }
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The current time in nanoseconds since 1970.
  package static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The current time in nanoseconds since 1970. No existing file has a later time, even on kernels whose file
  /// times are finer than `now`.
  static var latest: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Nanoseconds within which a second change may get the same time as the first.
  package static var margin: Int64 { 2 * tick }

  /// A change from now on gets a different time from any change made before this moment.
  package static var settled: Int64 { now - margin }
}
