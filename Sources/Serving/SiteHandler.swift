import Building

/// Answers requests with published files, and nothing else.
struct SiteHandler: Sendable {
  let site: SiteFiles
  let reloads: Reloads

  func answer(_ request: RequestHead) async -> Response {
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
      case .file(let path, let onDisk): return file(path, onDisk, request.range) ?? missing()
      case .moved(let address): return Response(status: .movedPermanently, headers: [("Location", address)])
      case .nothing: return missing()
      }
    }
  }

  private func type(of path: String) -> (name: String, value: String) {
    ("Content-Type", ContentType.of(path))
  }

  private func file(_ path: String, _ onDisk: String, _ range: String?) -> Response? {
    if path.hasSuffix(".html") {
      return Files.read(onDisk).map {
        Response(status: .ok, headers: [type(of: path)], body: .bytes(withScript($0)))
      }
    }
    guard let size = Files.size(onDisk) else { return nil }
    if let part = range.flatMap({ ByteSpan.read($0, size: size) }) {
      guard !part.isEmpty else {
        return Response(status: .rangeNotSatisfiable, headers: [("Content-Range", "bytes */\(size)")])
      }
      let span = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)"
      return Response(
        status: .partialContent, headers: [type(of: path), ("Content-Range", span)],
        body: .file(onDisk, part))
    }
    return Response(
      status: .ok, headers: [type(of: path), ("Accept-Ranges", "bytes")], body: .file(onDisk, 0..<size))
  }

  /// The site's own page for missing addresses.
  private func missing() -> Response {
    var page = Array("<!DOCTYPE html><title>Not found</title><p>There is no such page.</p></head>".utf8)
    if case .file(_, let onDisk) = site.answer("/404.html"), let bytes = Files.read(onDisk) { page = bytes }
    return Response(status: .notFound, headers: [type(of: "404.html")], body: .bytes(withScript(page)))
  }

  /// The page with the script that loads it anew, which is never written into the site. It is a file of the
  /// same origin, as the pages' Content-Security-Policy asks.
  private func withScript(_ page: [UInt8]) -> [UInt8] {
    let end = Array("</head>".utf8)
    let starts = page.indices.lazy.filter { page[$0] == end[0] }
    let place = starts.first { page[$0...].starts(with: end) } ?? page.endIndex
    return page[..<place] + Array("<script src=\"/-/reload.js\" defer></script>".utf8) + page[place...]
  }
}
