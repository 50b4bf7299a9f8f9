import Synchronization

/// Spreads independent work over the cores and returns the results in the order of the input, so that the output
/// does not depend on the number of cores.
public struct Workers: Sendable {
  /// Number of tasks that run at the same time, at least 1.
  public let count: Int

  private var stage: (times: StageTimes, name: String)?
  private var begin: @Sendable () -> Void = {}

  /// - Parameter count: number of tasks at the same time; values below 1 are treated as 1.
  public init(count: Int) {
    self.count = max(1, count)
  }

  /// The same workers, with their CPU time added to a stage; not counted if `times` is nil.
  public func counted(_ stage: String, in times: StageTimes?) -> Workers {
    var counted = self
    counted.stage = times.map { ($0, stage) }
    return counted
  }

  /// The same workers, each of which calls `begin` before its work.
  public func beginning(with begin: @Sendable @escaping () -> Void) -> Workers {
    var workers = self
    workers.begin = begin
    return workers
  }

  /// Runs work that only one task can do in the calling task, and counts its CPU time like the rest.
  public func alone<Result>(_ work: () throws -> Result) rethrows -> Result {
    guard let stage else { return try work() }
    return try stage.times.measure(stage.name, work)
  }

  /// Applies `work` to the numbers below `total`. Each task has its own state, made by `makeState` (a parser, a
  /// stemmer, a buffer), so no locks are needed.
  ///
  /// - Returns: the results in order of the numbers.
  public func map<State, Result: Sendable>(
    _ total: Int, state makeState: @Sendable @escaping () -> State,
    _ work: @Sendable @escaping (inout State, Int) -> Result
  ) async -> [Result] {
    let next = Counter()
    let parts = await withTaskGroup(of: [(Int, Result)].self) { group in
      for _ in 0..<min(count, max(total, 1)) {
        group.addTask {
          let task = {
            begin()
            var state = makeState()
            var part: [(Int, Result)] = []
            while true {
              let index = next.take()
              guard index < total else { return part }
              part.append((index, work(&state, index)))
            }
          }
          return alone(task)
        }
      }
      return await group.reduce(into: []) { $0.append(contentsOf: $1) }
    }
    return parts.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Applies `work` to the numbers below `total`, without a state.
  ///
  /// - Returns: the results in order of the numbers.
  public func map<Result: Sendable>(
    _ total: Int, _ work: @Sendable @escaping (Int) -> Result
  ) async -> [Result] {
    await map(total, state: { () }, { _, index in work(index) })
  }
}

/// A counter that any task can use; returns 0, 1, 2 … in turn.
private final class Counter: Sendable {
  private let value = Atomic<Int>(0)

  func take() -> Int { value.add(1, ordering: .relaxed).oldValue }
}
