import Archive
import Glibc
import Workers

/// Finds dead links and anchors in a published site in two steps: it scans each page by itself, on any core, then
/// checks the links between the pages.
public enum LinkScan {
  /// Reads the links and ids of one page, and finds the problems of that page alone.
  ///
  /// - Parameters:
  ///   - page: path below the output folder; a name that ends in `.css` is read as a style sheet.
  ///   - bytes: the whole file.
  public static func scan(page: String, _ bytes: UnsafeRawBufferPointer) -> PageLinks {
    let bytes = bytes.bindMemory(to: UInt8.self)
    if !page.hasSuffix(".css") { return HTMLScanner.scan(page: page, bytes) }
    var collector = LinkCollector(page: page)
    for address in CSSScanner.addresses(ArraySlice(bytes)) {
      collector.link(address[...], loads: true, Position(line: 1, column: 1))
    }
    return collector.finish()
  }

  /// Reads the links and ids of one page, and finds the problems of that page alone.
  public static func scan(page: String, _ bytes: [UInt8]) -> PageLinks {
    bytes.withUnsafeBytes { scan(page: page, $0) }
  }

  /// Checks the links of all pages against the published files and the ids in the pages.
  ///
  /// - Parameters:
  ///   - pages: the scanned pages in any order.
  ///   - files: all published paths, pages and others.
  /// - Returns: the problems, sorted by page and position. Fragments of files that were not scanned
  ///   (`report.pdf#page=3`) are not checked.
  public static func check(_ pages: [PageLinks], files: some Sequence<String>) -> [LinkProblem] {
    var known: [[UInt8]: Int] = [:]
    for file in files { known[Array(file.utf8)] = -1 }
    for (index, page) in pages.enumerated() where !page.page.hasSuffix(".css") {
      known[Array(page.page.utf8)] = index
    }
    var problems: [LinkProblem] = []
    for page in pages {
      problems += page.problems
      let targets = (0..<page.paths.count).map { known[Array(page.paths[$0])] }
      for link in page.links {
        let path = page.paths[Int(link.path)]
        let fragment = link.fragment < 0 ? nil : page.fragments[Int(link.fragment)]
        let kind: LinkProblem.Kind
        switch targets[Int(link.path)] {
        case nil: kind = .deadLink
        case .some(let index):
          guard index >= 0, let fragment, !pages[index].ids.contains(fragment) else { continue }
          kind = .deadAnchor
        }
        let shown = Array(path) + (fragment.map { [UInt8(ascii: "#")] + $0 } ?? [])
        let position = Position(line: Int(link.line), column: Int(link.column))
        problems.append(LinkProblem(page.page, position, kind, shown))
      }
    }
    return problems.sorted()
  }

  /// The links to other origins, each address once, sorted by address.
  public static func external(_ pages: [PageLinks]) -> [ExternalLink] {
    var found: [String: ExternalLink] = [:]
    for page in pages {
      for address in page.external {
        var link = found[address] ?? ExternalLink(address: address, page: page.page, pages: 0)
        link.page = min(link.page, page.page)
        link.pages += 1
        found[address] = link
      }
    }
    return found.values.sorted { $0.address < $1.address }
  }

  /// The results of a link check of a whole folder.
  public struct Report: Sendable {
    /// The problems found.
    public var problems: [LinkProblem]
    /// Links to other origins.
    public var external: [ExternalLink]
    /// Number of pages and style sheets read.
    public var pages: Int
  }

  /// Checks all links of a published folder.
  ///
  /// - Parameter workers: sets how many pages are read at the same time.
  /// - Throws: `PublishingError` if the folder or a page cannot be read.
  public static func checkSite(
    directory: String, workers: Workers = Workers(count: 1)
  ) async throws -> Report {
    let folder = try Descriptor.folder("\(directory)/.", in: AT_FDCWD, directory)
    var files: [String] = []
    try FolderWalk.each(in: folder, at: directory) { (entry: FolderWalk.Entry) throws(PublishingError) in
      if entry.kind == .file, let path = String(validating: entry.path, as: UTF8.self) { files.append(path) }
    }
    let names = files.filter { $0.hasSuffix(".html") || $0.hasSuffix(".css") }
    let number = folder.number
    let pages = await workers.map(names.count) { index -> Result<PageLinks, PublishingError> in
      Result { () throws(PublishingError) in
        guard let bytes = try Publication.wholeFile(names[index], in: number, directory) else {
          throw .system("read the file", "\(directory)/\(names[index])", code: ENOENT)
        }
        return scan(page: names[index], bytes)
      }
    }
    withExtendedLifetime(folder) {}
    let read = try pages.map { try $0.get() }
    return Report(problems: check(read, files: files), external: external(read), pages: read.count)
  }
}
