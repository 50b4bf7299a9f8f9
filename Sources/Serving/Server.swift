import Building
import FlyingSocks
import Glibc

/// The server on the loopback interface.
struct Server: Sendable {
  /// Why it cannot serve.
  struct Failure: Obstacle {
    let description: String
  }

  private let handler: SiteHandler
  private let socket: Socket
  private let port: UInt16

  /// Listens; requests wait until `run`.
  ///
  /// - Parameter port: 0 for any that is free.
  init(_ handler: SiteHandler, port: UInt16) throws {
    self.handler = handler
    self.port = port
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    do {
      socket = try Socket(domain: AF_INET)
      try socket.setValue(true, for: .localAddressReuse)
      // Without it the body of an answer waits up to 40 ms for the other side to confirm its head. Accepted
      // sockets inherit it.
      try socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
      try socket.bind(to: address)
      try socket.listen()
    } catch let SocketError.failed(_, _, message) {
      throw Failure(description: "cannot listen on port \(port): \(message); name another with --port")
    }
  }

  /// The address that readers open.
  func address() throws -> String {
    guard case .ip4(_, let port) = try socket.sockname() else {
      throw Failure(description: "the server does not listen on 127.0.0.1")
    }
    return "http://127.0.0.1:\(port)/"
  }

  /// Serves until the task is cancelled.
  func run() async throws {
    let pool = SocketPool.make()
    try await pool.prepare()
    let listener = try AsyncSocket(socket: socket, pool: pool)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask {
        try await withThrowingDiscardingTaskGroup { connections in
          for try await socket in listener.sockets {
            connections.addTask { await Connection(socket: socket, handler: handler).run() }
          }
        }
      }
      // Neither ends unless it fails.
      try await group.next()
      group.cancelAll()
    }
  }
}
