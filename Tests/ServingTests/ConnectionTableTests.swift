import Testing

@testable import Serving

/// Which connections are closed. Time is a parameter, so the tests do not wait.
struct ConnectionTableTests {
  private let start = ContinuousClock.now
  private let limits = ConnectionLimits(count: 3, idle: .seconds(60), head: .seconds(10), block: .seconds(30))

  private func expired(_ table: ConnectionTable, after seconds: Int) -> [Int] {
    table.expired(at: start + .seconds(seconds))
  }

  @Test func eachStateHasItsTime() {
    var table = ConnectionTable(limits)
    table.note(0, .idle, at: start)
    table.note(1, .head, at: start)
    table.note(2, .sending, at: start)
    table.note(3, .listening, at: start)
    #expect(expired(table, after: 9) == [])
    #expect(expired(table, after: 10) == [1])
    #expect(expired(table, after: 30) == [1, 2])
    #expect(expired(table, after: 60) == [0, 1, 2])
    #expect(expired(table, after: 100_000) == [0, 1, 2])
    table.remove(1)
    #expect(expired(table, after: 10) == [])
  }

  @Test func aBlockThatIsTakenGivesTheNextItsTime() {
    var table = ConnectionTable(limits)
    table.note(0, .sending, at: start)
    table.note(0, .sending, at: start + .seconds(29))
    #expect(expired(table, after: 58) == [])
    #expect(expired(table, after: 59) == [0])
  }

  @Test func thereIsAlwaysRoomForOneMore() {
    var table = ConnectionTable(limits)
    for id in 0..<3 { table.note(id, .idle, at: start) }
    #expect(table.surplus == nil)
    // A connection with a newer request is not the oldest any more.
    table.note(0, .sending, at: start)
    table.note(0, .idle, at: start)
    table.note(3, .idle, at: start)
    #expect(table.surplus == 1)
    table.note(1, .sending, at: start)
    table.note(2, .head, at: start)
    #expect(table.surplus == 0)
    table.note(0, .sending, at: start)
    table.note(2, .listening, at: start)
    table.note(3, .sending, at: start)
    #expect(table.surplus == 2)
    table.note(2, .sending, at: start)
    // Sending blocks does not renew the time of a response.
    table.note(1, .sending, at: start + .seconds(5))
    #expect(table.surplus == 1)
  }

  @Test func thisMachineHoldsSome() {
    #expect((4...4096).contains(ConnectionLimits.ofMachine().count))
  }
}
