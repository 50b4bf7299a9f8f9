/// The open connections of a server, each a task that can be cancelled.
actor Connections {
  private var table: ConnectionTable
  private var tasks: [Int: Task<Void, Never>] = [:]
  private var next = 0
  private let clock = ContinuousClock()

  init(_ limits: ConnectionLimits) { table = ConnectionTable(limits) }

  /// Starts a connection, and closes another if there are too many.
  func start(_ connection: @escaping @Sendable (Int) async -> Void) {
    let id = next
    next += 1
    table.note(id, .idle, at: clock.now)
    tasks[id] = Task {
      await connection(id)
      self.end(id)
    }
    if let surplus = table.surplus { cancel(surplus) }
  }

  /// Records the state of a connection.
  func note(_ id: Int, _ state: ConnectionTable.State) {
    // A cancelled connection is no longer recorded.
    if tasks[id] != nil { table.note(id, state, at: clock.now) }
  }

  /// Closes expired connections until the task is cancelled; then closes all of them.
  func sweep() async {
    while (try? await clock.sleep(for: table.limits.sweep)) != nil {
      for id in table.expired(at: clock.now) { cancel(id) }
    }
    for id in tasks.keys { cancel(id) }
  }

  /// Closes one connection if the system has no more descriptors.
  func closeOldest() {
    if let oldest = table.oldest { cancel(oldest) }
  }

  private func cancel(_ id: Int) {
    tasks.removeValue(forKey: id)?.cancel()
    table.remove(id)
  }

  private func end(_ id: Int) {
    tasks[id] = nil
    table.remove(id)
  }
}
