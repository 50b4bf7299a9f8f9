import Publishing

/// A response to a request (RFC 9110, section 15).
struct Response: Sendable {
  enum Status: Int, Sendable {
    case ok = 200
    case partialContent = 206
    case movedPermanently = 301
    case badRequest = 400
    case notFound = 404
    case methodNotAllowed = 405
    case rangeNotSatisfiable = 416
    case misdirected = 421
    case headTooLong = 431
    case versionNotSupported = 505

    /// The reason phrase, for people who read the traffic.
    var phrase: String {
      switch self {
      case .ok: "OK"
      case .partialContent: "Partial Content"
      case .movedPermanently: "Moved Permanently"
      case .badRequest: "Bad Request"
      case .notFound: "Not Found"
      case .methodNotAllowed: "Method Not Allowed"
      case .rangeNotSatisfiable: "Range Not Satisfiable"
      case .misdirected: "Misdirected Request"
      case .headTooLong: "Request Header Fields Too Large"
      case .versionNotSupported: "HTTP Version Not Supported"
      }
    }
  }

  enum Body: Sendable {
    case bytes([UInt8])
    /// A part of a file.
    case file(OutputFile, Range<Int>)
    /// A stream that continues until one of the two sides closes the connection.
    case events(AsyncStream<[UInt8]>)
  }

  /// A response with a sentence for people.
  static func sentence(_ status: Status, _ text: String) -> Response {
    Response(
      status: status, headers: [("Content-Type", "text/plain; charset=utf-8")],
      body: .bytes(Array((text + "\n").utf8)))
  }

  var status: Status
  var headers: [(name: String, value: String)] = []
  var body = Body.bytes([])

  /// Length of the body in bytes; nil if unknown.
  var length: Int? {
    switch body {
    case .bytes(let bytes): bytes.count
    case .file(_, let range): range.count
    case .events: nil
    }
  }

  /// The status line and headers as sent.
  func head(keepsAlive: Bool) -> [UInt8] {
    var text = "HTTP/1.1 \(status.rawValue) \(status.phrase)\r\n"
    let length = length.map { [(name: "Content-Length", value: "\($0)")] } ?? []
    let fixed = [
      // Drafts are shown only to their author: no other site may load them, and no cache may store them.
      (name: "Cross-Origin-Resource-Policy", value: "same-origin"),
      (name: "Cache-Control", value: "no-store"), (name: "X-Content-Type-Options", value: "nosniff"),
      (name: "Connection", value: keepsAlive ? "keep-alive" : "close"),
    ]
    // Names and values are written by the server, except the address of a redirect. That cannot contain a line
    // break, because the request was split at line breaks.
    for (name, value) in headers + length + fixed { text += "\(name): \(value)\r\n" }
    return Array((text + "\r\n").utf8)
  }
}
