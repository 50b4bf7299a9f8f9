import Testing

@testable import Serving

/// Request heads from browsers and other clients.
struct RequestHeadTests {
  private func take(_ text: String) throws -> (head: RequestHead?, rest: String) {
    var bytes = Array(text.utf8)
    let head = try RequestHead.take(from: &bytes)
    return (head, String(decoding: bytes, as: UTF8.self))
  }

  @Test func waitsForTheEndAndLeavesWhatFollows() throws {
    #expect(try take("").head == nil)
    #expect(try take("GET / HTTP/1.1\r\nHost: x\r\n").head == nil)
    let (head, rest) = try take("GET /a%20b?q=1 HTTP/1.1\r\nHost: x\r\nRANGE:\tbytes=1-2 \r\n\r\nGET /next")
    #expect(head?.method == "GET")
    #expect(head?.path == "/a%20b")
    #expect(head?.range == "bytes=1-2")
    #expect(head?.keepsAlive == true)
    #expect(rest == "GET /next")
  }

  @Test(arguments: [
    ("GET / HTTP/1.0\r\n\r\n", false), ("GET / HTTP/1.1\r\n\r\n", true),
    ("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n", false),
    ("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", false),
    ("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", true),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", false),
  ])
  func aConnectionIsUsedAgainOnlyWhereTheNextRequestIsFound(_ text: String, _ isKept: Bool) throws {
    #expect(try take(text).head?.keepsAlive == isKept)
  }

  @Test(arguments: [
    ("GET /\r\n\r\n", RequestHead.Fault.malformed), ("GET  / HTTP/1.1\r\n\r\n", .malformed),
    ("GET http://elsewhere/ HTTP/1.1\r\n\r\n", .malformed), ("\r\n\r\n", .malformed),
    ("GET / HTTP/1.1\r\nno colon\r\n\r\n", .malformed), ("GET / HTTP/2\r\n\r\n", .otherVersion),
    ("GET /\(String(repeating: "a", count: 20_000))", .tooLong),
  ])
  func refusesWhatIsNoRequest(_ text: String, _ fault: RequestHead.Fault) {
    #expect(throws: fault) { try take(text) }
  }
}
