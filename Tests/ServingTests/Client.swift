import Foundation
import Publishing
import Testing

@testable import Serving

/// A site of a few files in a temporary folder, which is removed at the end.
final class Site: Sendable {
  let folder: String

  init(_ files: [String: String]) throws {
    folder = NSTemporaryDirectory() + "serving-" + UUID().uuidString
    for (path, text) in files { try write(path, text) }
    let entries = files.keys.map { Manifest.Entry(path: $0, digits: Array(repeating: 0x30, count: 64)) }
    try write(Manifest.name, String(decoding: Manifest(entries).bytes, as: UTF8.self))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ path: String, _ text: String) throws {
    let above = ("\(folder)/\(path)" as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: above, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(path)"))
  }

  /// Replaces a file or folder by a symbolic link.
  func link(_ path: String, to target: String) throws {
    try? FileManager.default.removeItem(atPath: "\(folder)/\(path)")
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(path)", withDestinationPath: target)
  }

  /// Serves the files until the body has ended.
  func serve(_ limits: ConnectionLimits, _ body: @escaping @Sendable (UInt16) async throws -> Void)
    async throws
  {
    let files = SiteFiles(folder: folder)
    files.update()
    let server = try Server(
      SiteHandler(site: files, reloads: Reloads(), hosts: AllowedHosts()), port: 0, limits: limits)
    let port = try #require(UInt16(try server.address().split(separator: ":")[2].prefix { $0.isNumber }))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask { try await body(port) }
      // The server does not end by itself unless it fails.
      try await group.next()
      group.cancelAll()
    }
  }
}

/// One connection of a client that reads and writes only on demand.
final class Client: Sendable {
  let socket: Int32

  init(_ port: UInt16) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
    }
    try #require(connected == 0)
  }

  deinit { close(socket) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Everything received until the other side closes the connection.
  func rest() async -> String {
    await apart { [self] in
      var out: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = recv(socket, &buffer, buffer.count, 0)
        if count <= 0 { return String(decoding: out, as: UTF8.self) }
        out += buffer[..<count]
      }
    }
  }

  /// Waits until the other side has closed the connection, without reading anything.
  func waitForEnd() async {
    await apart { [self] in
      // POLLRDHUP, which Foundation does not name.
      var item = pollfd(fd: socket, events: 0x2000, revents: 0)
      while poll(&item, 1, -1) < 0 && errno == EINTR {}
    }
  }

  /// Waits on a separate thread, because the server uses the threads of tasks.
  private func apart<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }

  /// The response to one request on a new connection.
  static func get(_ path: String, _ port: UInt16, host: String = "localhost") async throws -> String {
    let client = try Client(port)
    client.send("GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
    return await client.rest()
  }
}
