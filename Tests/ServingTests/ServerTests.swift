import Foundation
import Publishing
import Testing

@testable import Serving

/// The server with clients that behave differently from browsers.
struct ServerTests {
  private let limits = ConnectionLimits(count: 8)

  private func site() throws -> Site {
    try Site([
      "index.html": "<p>home</p>", "a/b.txt": "words",
      "large.bin": String(repeating: "0123456789abcdef", count: 2_000_000),
    ])
  }

  @Test func idleAndHalfOpenConnectionsKeepNobodyOut() async throws {
    try await site().serve(limits) { port in
      var others: [Client] = []
      for number in 0..<100 {
        let client = try Client(port)
        if number % 3 == 0 { client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ") }
        others.append(client)
      }
      #expect(try await Client.get("/", port).contains("home"))
      // The oldest connections were closed; the last ones are still open.
      await others[0].waitForEnd()
      let last = try #require(others.last)
      last.send("x\r\n\r\n")
      #expect(try await Client.get("/a/b.txt", port).hasSuffix("words"))
    }
  }

  @Test func listenersAndReadersWhoTakeNothingKeepNobodyOut() async throws {
    try await site().serve(limits) { port in
      var others: [Client] = []
      for path in Array(repeating: "/-/events", count: 20) + Array(repeating: "/large.bin", count: 20) {
        let client = try Client(port)
        client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        others.append(client)
      }
      #expect(try await Client.get("/", port).contains("home"))
      withExtendedLifetime(others) {}
    }
  }

  @Test(arguments: ["", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"])
  func whoSaysNoMoreIsClosed(_ text: String) async throws {
    var limits = limits
    (limits.idle, limits.head, limits.sweep) = (.milliseconds(1), .milliseconds(1), .milliseconds(1))
    try await site().serve(limits) { port in
      let client = try Client(port)
      client.send(text)
      _ = await client.rest()
    }
  }

  @Test func whoTakesNothingIsClosed() async throws {
    var limits = limits
    (limits.block, limits.sweep) = (.milliseconds(1), .milliseconds(1))
    try await site().serve(limits) { port in
      let client = try Client(port)
      client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
      await client.waitForEnd()
      #expect(await client.rest().utf8.count < 32_000_000)
    }
  }

  @Test func aLinkInThePlaceOfAFileOrFolderIsNotFollowed() async throws {
    let outside = try Site(["b.txt": "secret", "index.html": "secret"])
    let site = try site()
    try await site.serve(limits) { port in
      #expect(try await Client.get("/a/b.txt", port).hasSuffix("words"))
      try site.link("a/b.txt", to: "\(outside.folder)/b.txt")
      try site.link("index.html", to: "\(outside.folder)/index.html")
      for path in ["/a/b.txt", "/", "/index.html"] {
        #expect(try await Client.get(path, port).hasPrefix("HTTP/1.1 404 "), "\(path)")
      }
      try site.link("a", to: outside.folder)
      #expect(try await Client.get("/a/b.txt", port).hasPrefix("HTTP/1.1 404 "))
      try site.link("404.html", to: "\(outside.folder)/index.html")
      try site.link(Manifest.name, to: "\(outside.folder)/\(Manifest.name)")
      for path in ["/nothing", "/404.html", "/\(Manifest.name)"] {
        #expect(try await !Client.get(path, port).contains("secret"), "\(path)")
      }
      // Links are refused even if they lead to another file of the site.
      try site.link("index.html", to: "large.bin")
      #expect(try await Client.get("/", port).hasPrefix("HTTP/1.1 404 "))
    }
  }

  @Test func otherNamesAreRefusedForEveryAddress() async throws {
    try await site().serve(limits) { port in
      for path in ["/", "/a/b.txt", "/-/events", "/-/reload.js", "/nothing"] {
        let answer = try await Client.get(path, port, host: "evil.example:\(port)")
        #expect(answer.hasPrefix("HTTP/1.1 421 "), "\(path): \(answer)")
        #expect(answer.contains("--allow-host"))
        #expect(!answer.contains("evil"))
      }
      let client = try Client(port)
      client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
      #expect(await client.rest().hasPrefix("HTTP/1.1 400 "))
      let twice = try Client(port)
      twice.send("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")
      #expect(await twice.rest().hasPrefix("HTTP/1.1 400 "))
    }
  }

  @Test func everyAnswerIsForItsOwnPagesOnly() async throws {
    try await site().serve(limits) { port in
      for path in ["/", "/a/b.txt", "/a", "/-/reload.js", "/nothing"] {
        let answer = try await Client.get(path, port)
        for header in [
          "Cross-Origin-Resource-Policy: same-origin", "Cache-Control: no-store",
          "X-Content-Type-Options: nosniff",
        ] { #expect(answer.contains("\r\n\(header)\r\n"), "\(path)") }
      }
      #expect(
        try await Client.get("/", port, host: "evil").contains("Cross-Origin-Resource-Policy: same-origin"))
    }
  }

  @Test func aRangeToTheLargestNumberEndsNothing() async throws {
    try await site().serve(limits) { port in
      for range in ["0-9223372036854775807", "9223372036854775807-", "-9223372036854775808", "0-"] {
        let client = try Client(port)
        client.send(
          "GET /a/b.txt HTTP/1.1\r\nHost: localhost\r\nRange: bytes=\(range)\r\nConnection: close\r\n\r\n")
        let answer = await client.rest()
        #expect(answer.hasSuffix("words") || answer.hasPrefix("HTTP/1.1 416 "), "\(range): \(answer)")
      }
    }
  }

  @Test func aManifestThatCannotBeReadNowTakesNothingAway() throws {
    let site = try Site(["a.html": "a"])
    let files = SiteFiles(folder: site.folder)
    files.update()
    #expect(files.answer("/a.html") == .file(path: "a.html"))
    try site.write(Manifest.name, "half of a li")
    files.update()
    #expect(files.answer("/a.html") == .file(path: "a.html"))
    try FileManager.default.removeItem(atPath: "\(site.folder)/\(Manifest.name)")
    files.update()
    #expect(files.answer("/a.html") == .nothing)
  }
}
