import Building
import FlyingFox
import Foundation

/// Answers requests with published files, and nothing else.
struct SiteHandler: HTTPHandler {
  let site: SiteFiles
  let reloads: Reloads

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .GET || request.method == .HEAD else {
      return HTTPResponse(
        statusCode: .methodNotAllowed, headers: HTTPHeaders([HTTPHeader("Allow"): "GET, HEAD"]))
    }
    var response = await answer(request)
    response.headers[.cacheControl] = "no-store"
    response.headers[HTTPHeader("X-Content-Type-Options")] = "nosniff"
    if request.method == .HEAD { return withoutBody(response) }
    return response
  }

  private func answer(_ request: HTTPRequest) async -> HTTPResponse {
    switch request.target.path() {
    case "/-/reload.js":
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: ContentType.of("reload.js")], body: Data(Reloads.script.utf8)
      )
    case "/-/events":
      if request.method == .HEAD { return HTTPResponse(statusCode: .ok) }
      let events = await reloads.events()
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "text/event-stream"], body: HTTPBodySequence(from: events))
    case let path:
      switch site.answer(path) {
      case .file(let path, let onDisk): return file(path, onDisk, request.headers[.range]) ?? missing()
      case .moved(let address):
        return HTTPResponse(statusCode: .movedPermanently, headers: HTTPHeaders([.location: address]))
      case .nothing: return missing()
      }
    }
  }

  private func file(_ path: String, _ onDisk: String, _ range: String?) -> HTTPResponse? {
    let type = ContentType.of(path)
    if path.hasSuffix(".html") {
      return Files.read(onDisk).map {
        HTTPResponse(statusCode: .ok, headers: [.contentType: type], body: withScript($0))
      }
    }
    let url = URL(fileURLWithPath: onDisk)
    guard let whole = try? HTTPBodySequence(file: url), let size = whole.count else { return nil }
    if let part = range.flatMap({ ByteSpan.read($0, size: size) }) {
      guard !part.isEmpty else {
        return HTTPResponse(
          statusCode: HTTPStatusCode(416, phrase: "Range Not Satisfiable"),
          headers: HTTPHeaders([.contentRange: "bytes */\(size)"]))
      }
      guard let body = try? HTTPBodySequence(file: url, range: part) else { return nil }
      return HTTPResponse(
        statusCode: .partialContent,
        headers: [
          .contentType: type, .contentRange: "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)",
        ], body: body)
    }
    return HTTPResponse(
      statusCode: .ok, headers: [.contentType: type, .acceptRanges: "bytes"], body: whole)
  }

  /// The site's own page for missing addresses.
  private func missing() -> HTTPResponse {
    var page: [UInt8] = Array(
      "<!DOCTYPE html><title>Not found</title><p>There is no such page.</p></head>".utf8)
    if case .file(_, let onDisk) = site.answer("/404.html"), let bytes = Files.read(onDisk) { page = bytes }
    return HTTPResponse(
      statusCode: .notFound, headers: [.contentType: ContentType.of("404.html")], body: withScript(page))
  }

  /// The page with the script that loads it anew, which is never written into the site. It is a file of the
  /// same origin, as the pages' Content-Security-Policy asks.
  private func withScript(_ page: [UInt8]) -> Data {
    let script = Data("<script src=\"/-/reload.js\" defer></script>".utf8)
    var data = Data(page)
    let place = data.range(of: Data("</head>".utf8))?.lowerBound ?? data.endIndex
    data.insert(contentsOf: script, at: place)
    return data
  }

  private func withoutBody(_ response: HTTPResponse) -> HTTPResponse {
    var head = HTTPResponse(statusCode: response.statusCode, headers: response.headers)
    if case .httpBody(let body) = response.payload, let count = body.count {
      head.headers[.contentLength] = "\(count)"
    }
    return head
  }
}
