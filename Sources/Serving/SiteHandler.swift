import Publishing

/// Answers requests with published files, and nothing else.
struct SiteHandler: Sendable {
  let site: SiteFiles
  let reloads: Reloads
  let hosts: AllowedHosts

  func answer(_ request: RequestHead) async -> Response {
    guard let host = request.host else { return .sentence(.badRequest, "The request names no host.") }
    guard hosts.accept(host) else { return .sentence(.misdirected, AllowedHosts.refusal) }
    guard request.method == "GET" || request.method == "HEAD" else {
      return Response(status: .methodNotAllowed, headers: [("Allow", "GET, HEAD")])
    }
    switch request.path {
    case "/-/reload.js":
      return Response(
        status: .ok, headers: [type(of: "reload.js")], body: .bytes(Array(Reloads.script.utf8)))
    case "/-/events":
      let head = Response(status: .ok, headers: [("Content-Type", "text/event-stream")])
      if request.method == "HEAD" { return head }
      return Response(status: .ok, headers: head.headers, body: .events(await reloads.events()))
    default:
      switch site.answer(request.path) {
      case .file(let path):
        if let response = await file(path, request.range) { return response }
        return await missing()
      case .moved(let address): return Response(status: .movedPermanently, headers: [("Location", address)])
      case .nothing: return await missing()
      }
    }
  }

  private func type(of path: String) -> (name: String, value: String) {
    ("Content-Type", ContentType.of(path))
  }

  private func file(_ path: String, _ range: String?) async -> Response? {
    guard let file = await site.open(path) else { return nil }
    if path.hasSuffix(".html"), file.size <= Publication.largestInMemory {
      return (try? file.read()).map {
        Response(status: .ok, headers: [type(of: path)], body: .bytes(withScript($0)))
      }
    }
    let size = file.size
    if let part = range.flatMap({ ByteSpan.read($0, size: size) }) {
      guard !part.isEmpty else {
        return Response(status: .rangeNotSatisfiable, headers: [("Content-Range", "bytes */\(size)")])
      }
      let span = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)"
      return Response(
        status: .partialContent, headers: [type(of: path), ("Content-Range", span)],
        body: .file(file, part))
    }
    return Response(
      status: .ok, headers: [type(of: path), ("Accept-Ranges", "bytes")], body: .file(file, 0..<size))
  }

  /// The site's own page for missing addresses.
  private func missing() async -> Response {
    var page = Array(
      "<!DOCTYPE html><title>Not found</title><p>This site has no page at this address.</p></head>".utf8)
    if case .file(let path) = site.answer("/404.html"), let bytes = try? await site.open(path)?.read() {
      page = bytes
    }
    return Response(status: .notFound, headers: [type(of: "404.html")], body: .bytes(withScript(page)))
  }

  /// The page with the script that reloads it, which is never written into the site. The script is a file of the
  /// same origin, as the Content-Security-Policy of the pages requires.
  private func withScript(_ page: [UInt8]) -> [UInt8] {
    let end = Array("</head>".utf8)
    let starts = page.indices.lazy.filter { page[$0] == end[0] }
    let place = starts.first { page[$0...].starts(with: end) } ?? page.endIndex
    return page[..<place] + Array("<script src=\"/-/reload.js\" defer></script>".utf8) + page[place...]
  }
}
