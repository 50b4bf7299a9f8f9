/// The head of a request in HTTP/1.1 (RFC 9112, sections 2 to 5).
struct RequestHead: Equatable {
  /// Why a head cannot be answered: the status that says so.
  enum Fault: Error {
    case malformed, tooLong, otherVersion
  }

  /// A head of this many bytes is refused.
  static let limit = 16_384

  var method: String
  /// The path as it comes, percent-encoded, without the query.
  var path: String
  /// Whether the connection may be used again.
  var keepsAlive: Bool
  /// The header `Range`.
  var range: String?
  /// The header `Host`; nil if there is none.
  var host: String?

  /// Takes the head of a request off the front of what was received.
  ///
  /// - Returns: nil where its end has not come yet.
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
        // Two readers of one request must not take it for two hosts (RFC 9112, section 3.2).
        guard host == nil else { throw .malformed }
        host = value
      case "connection": if value.lowercased() == "close" { keepsAlive = false }
      // Nothing here takes a body, so what follows would be read as another request.
      case "content-length": if value != "0" { keepsAlive = false }
      case "transfer-encoding": keepsAlive = false
      default: break
      }
    }
  }

  /// The offset behind the empty line.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual([13, 10, 13, 10]) }
  }
}

extension Substring {
  /// Without spaces and tabs at the ends.
  fileprivate func trimmingSpaces() -> String {
    var text = self
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
