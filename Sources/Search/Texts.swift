import Base

/// The words of documents: of passages from the pages of the site, of titles and entries from the index.
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
    let path = site + "/" + PercentEncoding.decode(url)
    guard let page = PageText(path: path) else { throw SearchError.missing(path: path) }
    if recent.count >= 64 { pages[recent.removeFirst()] = nil }
    recent.append(number)
    pages[number] = page
    return page
  }
}
