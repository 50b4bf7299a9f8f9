/// `sitemap.xml` (sitemaps.org, protocol 0.9): the addresses of all pages; above 50,000 an index of several such
/// files. There is no `lastmod`, because builds do not use the clock.
struct Sitemap {
  /// Maximum number of addresses in one file, set by the protocol.
  static let limit = 50_000
  private static let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

  private let baseURL: String
  private let pages: [String]
  private let limit: Int

  /// - Parameter pages: addresses relative to the top folder of the site, percent-encoded, in any order.
  init(baseURL: String, pages: [String], limit: Int = Sitemap.limit) {
    self.baseURL = baseURL
    self.pages = pages.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self.limit = limit
  }

  var files: [ExportFile] {
    if pages.count <= limit { return [file("sitemap.xml", pages[...])] }
    var parts: [ExportFile] = []
    for start in stride(from: 0, to: pages.count, by: limit) {
      let part = pages[start..<min(start + limit, pages.count)]
      parts.append(file("sitemap-\(parts.count + 1).xml", part))
    }
    let names = parts.map(\.path)
    let baseURL = baseURL
    let index = ExportFile("sitemap.xml") { _ in
      Sitemap.list("sitemapindex", "sitemap", baseURL, names[...])
    }
    return [index] + parts
  }

  private func file(_ path: String, _ pages: ArraySlice<String>) -> ExportFile {
    let baseURL = baseURL
    return ExportFile(path) { _ in Sitemap.list("urlset", "url", baseURL, pages) }
  }

  private static func list(
    _ root: String, _ element: String, _ baseURL: String, _ addresses: ArraySlice<String>
  ) -> [UInt8] {
    var xml = XMLWriter()
    xml.raw("<\(root) xmlns=\"\(namespace)\">\n")
    for address in addresses {
      xml.raw("<\(element)>")
      xml.raw("<loc>")
      xml.text((baseURL + address).utf8)
      xml.raw("</loc></\(element)>\n")
    }
    xml.raw("</\(root)>\n")
    return xml.bytes
  }
}
