/// What every connection is doing and since when. It knows which one has kept the server waiting for too long, and
/// which one must go if there are too many.
struct ConnectionTable {
  /// What a connection is doing.
  enum State: Equatable {
    /// No byte of a request has come.
    case idle
    /// A request has begun and its head has not ended.
    case head
    /// A block of an answer is on its way.
    case sending
    /// Events are sent when there are any.
    case listening
  }

  private struct Entry {
    var state: State
    var since: ContinuousClock.Instant
    /// When the connection began its present answer, or was last idle.
    var turn: Int
  }

  let limits: ConnectionLimits
  private var entries: [Int: Entry] = [:]
  private var turns = 0

  init(_ limits: ConnectionLimits) { self.limits = limits }

  /// Number of connections.
  var count: Int { entries.count }

  /// Notes what a connection does from now on. The first note makes it known.
  mutating func note(_ id: Int, _ state: State, at now: ContinuousClock.Instant) {
    let old = entries[id]
    // A block after another is the same answer, however often the reader takes one.
    if old?.state != state { turns += 1 }
    entries[id] = Entry(state: state, since: now, turn: old?.state == state ? old?.turn ?? turns : turns)
  }

  /// Forgets a connection that was closed.
  mutating func remove(_ id: Int) { entries[id] = nil }

  /// The connections that have had their time.
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

  /// The connection to close if there are more than there may be.
  var surplus: Int? { entries.count > limits.count ? oldest : nil }

  /// The connection that has been without a whole request for the longest, else the one that has listened to
  /// events for the longest, which asks again by itself, else the one whose answer takes the longest. So there is
  /// room for a new one whatever the others do.
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
