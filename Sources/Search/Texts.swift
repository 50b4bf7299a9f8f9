/// The words of documents: words of passages from the pages of the site, titles and entries from the index.
struct Texts {
  /// The folder that holds `search`.
  private let site: String
  private var pages: [Int: PageText] = [:]
  private var recent: [Int] = []

  init(site: String) { self.site = site }

  /// The page of a source.
  ///
  /// - Throws: `SearchError.missing` if the file does not exist or is not the page of a source.
  mutating func page(_ number: Int, url: String) throws -> PageText {
    if let known = pages[number] { return known }
    let path = site + "/" + Self.decoded(url)
    guard let page = PageText(path: path) else { throw SearchError.missing(path: path) }
    if recent.count >= 64 { pages[recent.removeFirst()] = nil }
    recent.append(number)
    pages[number] = page
    return page
  }

  /// Decodes percent-encoding (RFC 3986, section 2.1).
  private static func decoded(_ url: String) -> String {
    let bytes = Array(url.utf8)
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      let digits = at + 2 < bytes.count ? String(decoding: bytes[at + 1...at + 2], as: UTF8.self) : ""
      if bytes[at] == UInt8(ascii: "%"), let byte = UInt8(digits, radix: 16) {
        out.append(byte)
        at += 3
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
