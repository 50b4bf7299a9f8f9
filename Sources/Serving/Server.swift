import Building
import FlyingSocks
import Glibc

/// The HTTP server on the loopback interface.
struct Server: Sendable {
  /// An error of starting the server.
  struct Failure: UserError {
    let description: String
  }

  private let handler: SiteHandler
  private let socket: Socket
  private let port: UInt16
  private let limits: ConnectionLimits

  /// Listens on the port; requests wait until `run` is called.
  ///
  /// - Parameter port: 0 for any free port.
  init(_ handler: SiteHandler, port: UInt16, limits: ConnectionLimits) throws {
    self.handler = handler
    self.limits = limits
    self.port = port
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    do {
      socket = try Socket(domain: AF_INET)
      try socket.setValue(true, for: .localAddressReuse)
      // Without this option, the body of a response waits up to 40 ms for the client to acknowledge the head.
      // Accepted sockets inherit it.
      try socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
      try socket.bind(to: address)
      try socket.listen()
    } catch let SocketError.failed(_, _, message) {
      throw Failure(description: "cannot listen on port \(port): \(message); choose another port with --port")
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
    let connections = Connections(limits)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask { await connections.sweep() }
      group.addTask { try await accept(from: listener, connections) }
      // None of these tasks ends unless it fails.
      try await group.next()
      group.cancelAll()
    }
  }

  private func accept(from listener: AsyncSocket, _ connections: Connections) async throws {
    while true {
      try Task.checkCancellation()
      do {
        let socket = try await listener.accept()
        await connections.start { id in
          await Connection(socket: socket, handler: handler) { await connections.note(id, $0) }.run()
        }
      } catch let SocketError.failed(_, code, _) where Self.isShortage(code) {
        // A build or responses use up the descriptors: close one connection, then wait for descriptors to become
        // free.
        await connections.closeOldest()
        try await Task.sleep(for: .milliseconds(20))
      } catch let SocketError.failed(_, code, _) where Self.isOfCaller(code) {
        continue
      }
    }
  }

  /// Whether the system lacks descriptors or memory for another connection.
  private static func isShortage(_ code: Int32) -> Bool { [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code) }

  /// Whether the error is caused by the client or the network (accept(2)).
  private static func isOfCaller(_ code: Int32) -> Bool {
    [
      ECONNABORTED, EINTR, EPROTO, EPERM, ENETDOWN, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH, ENONET, ENOPROTOOPT,
      EOPNOTSUPP,
    ].contains(code)
  }
}
