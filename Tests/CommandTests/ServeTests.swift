import Foundation
import Testing

/// The development server on a free port.
@Suite(.serialized) struct ServeTests {
  /// A server that is stopped when the test is done.
  final class Running {
    let playground: Playground
    let process: Process
    let port: UInt16

    init(_ playground: Playground) throws {
      self.playground = playground
      process = try Program.start(
        ["serve", "--port", "0"], in: playground.path, output: playground[".serve.out"],
        error: playground[".serve.err"])
      let address = try Running.wait(for: "http://127.0.0.1:", in: playground, process)
      port = try #require(UInt16(address.prefix { $0.isNumber }))
    }

    deinit {
      process.terminate()
      process.waitUntilExit()
    }

    /// The output of the server after a text, once the text is there. Waits as long as the server runs, at most a
    /// minute.
    static func wait(for text: String, in playground: Playground, _ process: Process) throws -> Substring {
      for _ in 0..<600 {
        let said = (try? playground.read(".serve.err")) ?? ""
        if let range = said.range(of: text), said[range.upperBound...].contains("\n") {
          return Substring(String(said[range.upperBound...]))
        }
        if !process.isRunning { break }
        Thread.sleep(forTimeInterval: 0.1)
      }
      Issue.record("the server did not say '\(text)': \((try? playground.read(".serve.err")) ?? "")")
      throw CancellationError()
    }

    /// Sends a request unchanged, because a client library would normalise the path, and reads the whole response.
    func request(_ path: String, method: String = "GET", headers: [String] = []) throws -> (
      head: String, body: [UInt8]
    ) {
      let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      try #require(client >= 0)
      defer { close(client) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let connected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(client, $0, size) }
      }
      try #require(connected == 0)
      let lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"] + headers
      let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
      try #require(send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
      var answer: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = recv(client, &buffer, buffer.count, 0)
        if count <= 0 { break }
        answer += buffer[..<count]
        // An event stream does not end, so the first event is enough.
        if answer.count > 20, String(decoding: answer, as: UTF8.self).contains("data: ") { break }
      }
      let text = Data(answer)
      let end = try #require(text.range(of: Data("\r\n\r\n".utf8)))
      return (String(decoding: text[..<end.lowerBound], as: UTF8.self), Array(text[end.upperBound...]))
    }
  }

  @Test func servesWhatIsPublishedAndNothingElse() throws {
    let playground = try Playground.built()
    try playground.write("Public/secret.txt", "not in the manifest")
    try playground.write("Package.swift", "above the site")
    try FileManager.default.createSymbolicLink(
      atPath: playground["Public/link.txt"], withDestinationPath: playground["Package.swift"])
    let server = try Running(playground)

    let types = [
      ("/", "text/html; charset=utf-8"), ("/index.html", "text/html; charset=utf-8"),
      ("/topics/", "text/html; charset=utf-8"),
      ("/sources/first-conversation.html?x=1", "text/html; charset=utf-8"),
      ("/assets/site.css", "text/css; charset=utf-8"), ("/assets/site.js", "text/javascript; charset=utf-8"),
      ("/search/index.js", "text/javascript; charset=utf-8"), ("/assets/favicon.svg", "image/svg+xml"),
      ("/data/passages.jsonl", "application/jsonl; charset=utf-8"),
      ("/robots.txt", "text/plain; charset=utf-8"), ("/%69ndex.html", "text/html; charset=utf-8"),
    ]
    for (path, type) in types {
      let answer = try server.request(path)
      #expect(answer.head.hasPrefix("HTTP/1.1 200 "), "\(path): \(answer.head)")
      #expect(answer.head.contains("Content-Type: \(type)\r\n"), "\(path): \(answer.head)")
    }
    let css = try server.request("/assets/site.css")
    #expect(String(decoding: css.body, as: UTF8.self) == (try playground.read("Public/assets/site.css")))

    let escapes = [
      "/%2e%2e/Package.swift", "/../Package.swift", "/../", "/..", "/..%2fPackage.swift",
      "/%2e%2e%2fPackage.swift",
      "/assets/../../Package.swift", "/assets/%2e%2e/%2e%2e/Package.swift", "//etc/passwd", "/%2fetc/passwd",
      "/./index.html", "/%00", "/index.html%00.txt", "/%zz", "/%", "/secret.txt", "/link.txt",
      "/nothing.html",
      "/.Public.lock", "/assets", "/..\\Package.swift", "/Public/index.html",
    ]
    for path in escapes where path != "/assets" {
      let answer = try server.request(path)
      #expect(answer.head.hasPrefix("HTTP/1.1 404 "), "\(path): \(answer.head)")
      let body = String(decoding: answer.body, as: UTF8.self)
      #expect(body.contains("page-missing"), "\(path): \(body)")
      #expect(!body.contains("above the site"))
    }
    let moved = try server.request("/topics")
    #expect(moved.head.hasPrefix("HTTP/1.1 301 "))
    #expect(moved.head.contains("Location: /topics/\r\n"))
  }

  @Test func answersHeadRangesAndNothingThatWrites() throws {
    let server = try Running(try Playground.built())
    let whole = try server.request("/assets/site.css")
    let head = try server.request("/assets/site.css", method: "HEAD")
    #expect(head.head.contains("Content-Length: \(whole.body.count)\r\n"))
    #expect(head.body == [])
    let part = try server.request("/assets/site.css", headers: ["Range: bytes=3-9"])
    #expect(part.head.hasPrefix("HTTP/1.1 206 "))
    #expect(part.head.contains("Content-Range: bytes 3-9/\(whole.body.count)"))
    #expect(part.body == Array(whole.body[3...9]))
    let last = try server.request("/assets/site.css", headers: ["Range: bytes=-4"])
    #expect(last.body == whole.body.suffix(4))
    #expect(try server.request("/assets/site.css", headers: ["Range: bytes=9999999-"]).head.contains(" 416 "))
    #expect(try server.request("/", method: "POST").head.hasPrefix("HTTP/1.1 405 "))
  }

  @Test func buildsAnewAndTellsThePagesWhenTheContentChanges() throws {
    let playground = try Playground.built()
    let server = try Running(playground)
    let page = String(decoding: try server.request("/about.html").body, as: UTF8.self)
    #expect(page.contains("<script src=\"/-/reload.js\" defer></script></head>"))
    #expect(try !playground.read("Public/about.html").contains("reload.js"))
    #expect(
      String(decoding: try server.request("/-/reload.js").body, as: UTF8.self).contains("/-/events"))
    let events = try server.request("/-/events")
    #expect(events.head.contains("Content-Type: text/event-stream"))
    let first = String(decoding: events.body, as: UTF8.self)
    #expect(first.contains("event: build\n"))

    try playground.write("Content/pages/about.md", "---\ntitle: About\n---\n\nQuite other words.\n")
    _ = try Running.wait(for: "(1 written", in: playground, server.process)
    // The line is printed when the site is published; the file list is read directly after it.
    var text = ""
    var event = first
    for _ in 0..<100 where !text.contains("Quite other words.") || event == first {
      text = String(decoding: try server.request("/about.html").body, as: UTF8.self)
      event = String(decoding: try server.request("/-/events").body, as: UTF8.self)
      Thread.sleep(forTimeInterval: 0.05)
    }
    #expect(text.contains("Quite other words."))
    #expect(event != first)

    try playground.write("Content/pages/about.md", "---\ntitel: About\n---\n\nBroken.\n")
    _ = try Running.wait(
      for: "not published; the server still shows the last good site", in: playground, server.process)
    #expect(String(decoding: try server.request("/about.html").body, as: UTF8.self).contains("Quite other"))
  }

  @Test func aPortInUseIsToldAtOnce() throws {
    let server = try Running(try Playground.built())
    let other = try Playground.built()
    let run = try other.run(["serve", "--port", "\(server.port)"])
    #expect(run.status == 1)
    #expect(run.err.contains("error: cannot listen on port \(server.port): "))
  }
}
