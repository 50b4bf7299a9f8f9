import Glibc
import Synchronization

/// The CPU time of the stages of a build, over all threads.
///
/// Stages that run side by side are distinguished by the clocks of their threads (`clock_gettime(2)`,
/// `CLOCK_THREAD_CPUTIME_ID`), which are read once at the beginning and once at the end of each task.
public final class StageTimes: Sendable {
  private let spent = Mutex<[(name: String, nanoseconds: UInt64)]>([])

  /// Creates a record without any stage.
  public init() {}

  /// The stages in the order of their first use, with their CPU time in seconds.
  public var stages: [(name: String, seconds: Double)] {
    spent.withLock { $0.map { ($0.name, Double($0.nanoseconds) / 1e9) } }
  }

  /// CPU time of the whole process so far, in seconds.
  public static var ofProcess: Double { Double(now(CLOCK_PROCESS_CPUTIME_ID)) / 1e9 }

  /// Adds the CPU time that the calling thread spends in `work` to a stage.
  public func measure<Result>(_ stage: String, _ work: () throws -> Result) rethrows -> Result {
    let begin = Self.now(CLOCK_THREAD_CPUTIME_ID)
    defer { add(Self.now(CLOCK_THREAD_CPUTIME_ID) - begin, to: stage) }
    return try work()
  }

  /// Adds the CPU time of all threads until `work` is done to a stage; for stages that run alone.
  public func measureAll<Result>(_ stage: String, _ work: () async throws -> Result) async rethrows -> Result
  {
    let begin = Self.now(CLOCK_PROCESS_CPUTIME_ID)
    defer { add(Self.now(CLOCK_PROCESS_CPUTIME_ID) - begin, to: stage) }
    return try await work()
  }

  private func add(_ nanoseconds: UInt64, to stage: String) {
    spent.withLock { spent in
      if let known = spent.firstIndex(where: { $0.name == stage }) {
        spent[known].nanoseconds += nanoseconds
      } else {
        spent.append((stage, nanoseconds))
      }
    }
  }

  private static func now(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
