/// The head of an HTTP/1.1 request (RFC 9112, sections 2 to 5).
struct RequestHead: Equatable {
  /// Why a head cannot be answered; each case has its own response status.
  enum Fault: Error {
    case malformed, tooLong, otherVersion
  }

  /// Size limit in bytes: a head of this size or more is refused.
  static let limit = 16_384

  var method: String
  /// The path as received, percent-encoded, without the query.
  var path: String
  /// Whether the connection may be reused.
  var keepsAlive: Bool
  /// Value of the `Range` header.
  var range: String?
  /// Value of the `Host` header; nil if there is none.
  var host: String?

  /// Removes the head of a request from the front of the received bytes.
  ///
  /// - Returns: nil if the head is not complete yet.
  static func take(from bytes: inout [UInt8]) throws(Fault) -> RequestHead? {
    guard let end = end(of: bytes) else {
      if bytes.count >= limit { throw .tooLong }
      return nil
    }
    if end >= limit { throw .tooLong }
    let head = try RequestHead(bytes[..<(end - 4)])
    bytes.removeFirst(end)
    return head
  }

  /// - Parameter bytes: the lines of the head, without the empty one.
  private init(_ bytes: ArraySlice<UInt8>) throws(Fault) {
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, words[1].hasPrefix("/") else { throw .malformed }
    guard words[2].hasPrefix("HTTP/1.") else { throw .otherVersion }
    method = String(words[0])
    path = String(words[1].prefix { $0 != "?" && $0 != "#" })
    keepsAlive = words[2] != "HTTP/1.0"
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { throw .malformed }
      let value = line[line.index(after: colon)...].trimmingSpaces()
      switch line[..<colon].lowercased() {
      case "range": range = value
      case "host":
        // A second host is refused, so that no two recipients read different hosts from one request (RFC 9112,
        // section 3.2).
        guard host == nil else { throw .malformed }
        host = value
      case "connection": if value.lowercased() == "close" { keepsAlive = false }
      // The server reads no bodies, so a body would be read as the next request.
      case "content-length": if value != "0" { keepsAlive = false }
      case "transfer-encoding": keepsAlive = false
      default: break
      }
    }
  }

  /// The offset after the empty line.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual([13, 10, 13, 10]) }
  }
}

extension Substring {
  /// The text without spaces and tabs at the ends.
  fileprivate func trimmingSpaces() -> String {
    var text = self
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
