/// The state of every connection and the time since when it has that state. The table finds the connections that
/// have expired, and the one to close if there are too many.
struct ConnectionTable {
  /// The state of a connection.
  enum State: Equatable {
    /// No byte of a request has arrived.
    case idle
    /// A request has begun, but its head is not complete.
    case head
    /// A block of a response is being sent.
    case sending
    /// The client listens for events, which are sent as they occur.
    case listening
  }

  private struct Entry {
    var state: State
    var since: ContinuousClock.Instant
    /// Sequence number of the last change of state: the start of the current response, or the last idle time.
    var turn: Int
  }

  let limits: ConnectionLimits
  private var entries: [Int: Entry] = [:]
  private var turns = 0

  init(_ limits: ConnectionLimits) { self.limits = limits }

  /// Number of connections.
  var count: Int { entries.count }

  /// Records the state of a connection. The first call adds it to the table.
  mutating func note(_ id: Int, _ state: State, at now: ContinuousClock.Instant) {
    let old = entries[id]
    // Consecutive blocks belong to the same response, however often the client takes one.
    if old?.state != state { turns += 1 }
    entries[id] = Entry(state: state, since: now, turn: old?.state == state ? old?.turn ?? turns : turns)
  }

  /// Removes a connection that was closed.
  mutating func remove(_ id: Int) { entries[id] = nil }

  /// The connections whose time limit has passed.
  func expired(at now: ContinuousClock.Instant) -> [Int] {
    entries.filter { _, entry in
      switch entry.state {
      case .idle: now - entry.since >= limits.idle
      case .head: now - entry.since >= limits.head
      case .sending: now - entry.since >= limits.block
      case .listening: false
      }
    }.map(\.key).sorted()
  }

  /// The connection to close if there are more than allowed.
  var surplus: Int? { entries.count > limits.count ? oldest : nil }

  /// The connection to close first. Connections without a complete request come first, the oldest of them leading;
  /// then those that listen to events, since their pages reconnect by themselves; then those with the
  /// longest-running responses. So there is always room for a new connection.
  var oldest: Int? {
    func rank(_ state: State) -> Int {
      switch state {
      case .idle, .head: 0
      case .listening: 1
      case .sending: 2
      }
    }
    return entries.min { (rank($0.value.state), $0.value.turn) < (rank($1.value.state), $1.value.turn) }?.key
  }
}
