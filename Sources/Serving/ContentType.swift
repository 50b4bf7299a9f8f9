/// Media types (RFC 6838) by file name extension.
enum ContentType {
  /// The media type of a published file; `application/octet-stream` if the extension is unknown.
  static func of(_ path: String) -> String {
    if path == "feed.xml" { return "application/atom+xml; charset=utf-8" }
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return unknown }
    return types[name[name.index(after: dot)...].lowercased()] ?? unknown
  }

  private static let unknown = "application/octet-stream"

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    // Required by the Web Annotation Protocol (section 3.1).
    "jsonld": "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"",
    "jsonl": "application/jsonl; charset=utf-8", "xml": "application/xml",
    "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "vtt": "text/vtt; charset=utf-8",
    "md": "text/markdown; charset=utf-8", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
    "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif",
    "ico": "image/vnd.microsoft.icon", "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg",
    "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac", "mp4": "video/mp4",
    "webm": "video/webm", "pdf": "application/pdf", "zip": "application/zip", "woff2": "font/woff2",
    "woff": "font/woff",
  ]
}
