import FlyingSocks
import FoundationEssentials
import Glibc

/// One connection: it reads requests and writes the responses one after another.
struct Connection: Sendable {
  private static let blockSize = 65_536

  let socket: AsyncSocket
  let handler: SiteHandler
  /// Receives the state of the connection, so that it can be closed if it takes too long.
  let note: @Sendable (ConnectionTable.State) async -> Void

  /// Answers requests until one of the two sides closes the connection, or the task is cancelled.
  func run() async {
    var isSending = false
    defer {
      if isSending { abort() }
      // An error means that the socket is already closed.
      try? socket.close()
    }
    var received: [UInt8] = []
    do {
      while let request = try await next(&received) {
        await note(.sending)
        let response = await handler.answer(request)
        let isLast = !request.keepsAlive || response.length == nil
        isSending = true
        try await send(response, keepsAlive: !isLast, withBody: request.method != "HEAD")
        isSending = false
        if isLast { return }
      }
    } catch let fault as RequestHead.Fault {
      await note(.sending)
      // If the client has gone in the meantime, it needs no response.
      try? await send(Self.answer(to: fault), keepsAlive: false, withBody: true)
    } catch {
      // The client is gone, or the file can no longer be read. Closing the connection tells the client.
    }
  }

  /// Discards the data that the client has not received. Otherwise the system keeps it for many minutes, and the
  /// client treats a part of a response as the whole.
  private func abort() {
    var now = linger(l_onoff: 1, l_linger: 0)
    // If this is refused, the system keeps the data for a while.
    _ = setsockopt(
      socket.socket.file.rawValue, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }

  private static func answer(to fault: RequestHead.Fault) -> Response {
    switch fault {
    case .malformed: Response(status: .badRequest)
    case .tooLong: Response(status: .headTooLong)
    case .otherVersion: Response(status: .versionNotSupported)
    }
  }

  /// Reads the next request; nil if the client has sent its last one.
  private func next(_ received: inout [UInt8]) async throws -> RequestHead? {
    var state = ConnectionTable.State.idle
    await note(state)
    while true {
      if let head = try RequestHead.take(from: &received) { return head }
      // The time limit for a head starts at its first byte, however slowly the others arrive.
      if state == .idle, !received.isEmpty {
        state = .head
        await note(state)
      }
      do {
        received += try await socket.read(atMost: 4096)
      } catch SocketError.disconnected {
        return nil
      }
    }
  }

  private func send(_ response: Response, keepsAlive: Bool, withBody: Bool) async throws {
    let head = response.head(keepsAlive: keepsAlive)
    guard withBody else { return try await socket.write(Data(head)) }
    switch response.body {
    case .bytes(let bytes):
      for part in Self.blocks(0..<bytes.count) {
        try await write(part.lowerBound == 0 ? head + bytes[part] : Array(bytes[part]))
      }
      if bytes.isEmpty { try await write(head) }
    case .file(let file, let range):
      try await write(head)
      for part in Self.blocks(range) { try await write(try file.read(part)) }
    case .events(let stream):
      try await write(head)
      await note(.listening)
      for await event in stream {
        try await write(event)
        await note(.listening)
      }
    }
  }

  /// Writes one block, which starts a new time limit for the client.
  private func write(_ block: [UInt8]) async throws {
    try Task.checkCancellation()
    await note(.sending)
    try await socket.write(Data(block))
  }

  private static func blocks(_ range: Range<Int>) -> some Sequence<Range<Int>> {
    stride(from: range.lowerBound, to: range.upperBound, by: blockSize).lazy.map {
      $0..<min($0 + blockSize, range.upperBound)
    }
  }
}
