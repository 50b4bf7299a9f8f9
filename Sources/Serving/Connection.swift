import Building
import FlyingSocks
import FoundationEssentials

/// One connection: requests come in, answers go out, one after the other.
struct Connection: Sendable {
  private static let blockSize = 65_536

  let socket: AsyncSocket
  let handler: SiteHandler

  /// Answers until one of the two sides ends it.
  func run() async {
    defer {
      // Closed is closed, whoever did it first.
      try? socket.close()
    }
    var received: [UInt8] = []
    do {
      while let request = try await next(&received) {
        let response = await handler.answer(request)
        let isLast = !request.keepsAlive || response.length == nil
        try await send(response, keepsAlive: !isLast, withBody: request.method != "HEAD")
        if isLast { return }
      }
    } catch let fault as RequestHead.Fault {
      // A reader who has gone meanwhile needs no answer.
      try? await send(Self.answer(to: fault), keepsAlive: false, withBody: true)
    } catch {
      // The other side is gone, or the file it was reading: the broken connection says so.
    }
  }

  private static func answer(to fault: RequestHead.Fault) -> Response {
    switch fault {
    case .malformed: Response(status: .badRequest)
    case .tooLong: Response(status: .headTooLong)
    case .otherVersion: Response(status: .versionNotSupported)
    }
  }

  /// The next request; nil where the other side has sent its last.
  private func next(_ received: inout [UInt8]) async throws -> RequestHead? {
    while true {
      if let head = try RequestHead.take(from: &received) { return head }
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
    case .bytes(let bytes): try await socket.write(Data(head + bytes))
    case .file(let path, let range):
      try await socket.write(Data(head))
      for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.blockSize) {
        let part = start..<min(start + Self.blockSize, range.upperBound)
        try await socket.write(Data(try Files.read(path, part)))
      }
    case .events(let stream):
      try await socket.write(Data(head))
      for await event in stream { try await socket.write(Data(event)) }
    }
  }
}
