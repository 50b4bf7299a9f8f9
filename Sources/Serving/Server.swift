import Building
import FlyingFox
import FlyingSocks
import Glibc

/// The server on the loopback interface.
struct Server {
  /// Why it cannot serve.
  struct Failure: Obstacle {
    let description: String
  }

  private let server: HTTPServer
  private let port: UInt16

  init(_ handler: SiteHandler, port: UInt16) {
    self.port = port
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    server = HTTPServer(
      config: .init(address: address, pool: PromptPool(base: HTTPServer.defaultPool()), logger: .disabled),
      handler: handler)
  }

  /// Serves until the task is cancelled.
  func run() async throws {
    do {
      try await server.run()
    } catch let SocketError.failed(_, _, message) {
      throw Failure(description: "cannot listen on port \(port): \(message); name another with --port")
    }
  }

  /// The address that readers open; waits until the server listens.
  func address() async throws -> String {
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else {
      throw Failure(description: "the server does not listen on 127.0.0.1")
    }
    return "http://127.0.0.1:\(port)/"
  }
}

/// A pool of sockets that send small packets at once (TCP_NODELAY). Without it the body of each answer waits up
/// to 40 ms for the other side to confirm its head. Accepted sockets inherit the option from the one that
/// listens, which waits here before the first connection.
struct PromptPool<Base: AsyncSocketPool>: AsyncSocketPool {
  let base: Base

  func prepare() async throws { try await base.prepare() }
  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    var on: Int32 = 1
    // Where it fails the site is only slower.
    _ = setsockopt(
      socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}
