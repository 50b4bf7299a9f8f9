import Archive
import Linking

/// Where things are on the site, relative to its top folder. Given from outside, so that exports and pages
/// cannot differ about it.
public struct SiteAddresses: Sendable {
  /// Address of a page: the folder it stands in (`sources`, `speakers`, …) and its id.
  public var entry: @Sendable (_ folder: String, _ id: String) -> String
  /// Address of a note where it stands.
  public var note: @Sendable (_ place: NotePlace, _ edition: Edition) -> String

  /// Ways to find addresses.
  public init(
    entry: @Sendable @escaping (_ folder: String, _ id: String) -> String,
    note: @Sendable @escaping (_ place: NotePlace, _ edition: Edition) -> String
  ) {
    self.entry = entry
    self.note = note
  }
}

/// One file of an export. It is made in pieces, so that the words of a whole archive never stand in memory
/// a second time.
public struct ExportFile: Sendable {
  /// Path on the site: `data/passages.jsonl`.
  public let path: String
  /// Number of pieces, at least 1.
  public let pieces: Int
  /// Indices of the sources whose words it holds; nil where any source can change it.
  public let sources: Range<Int>?
  private let make: @Sendable (Int) -> [UInt8]

  init(
    _ path: String, pieces: Int = 1, of sources: Range<Int>? = nil,
    _ make: @Sendable @escaping (Int) -> [UInt8]
  ) {
    self.path = path
    self.pieces = pieces
    self.sources = sources
    self.make = make
  }

  /// The bytes of a piece; the file is all of them in order. The same call gives the same bytes, on any task.
  public func piece(_ index: Int) -> [UInt8] { make(index) }
}

/// The archive in forms that other programs read. The files of `data/` are described, for people, by
/// `data/README.txt` (`Readme.swift`), and each format has a file of its own here.
public struct Exports: Sendable {
  let edition: Edition
  let addresses: SiteAddresses

  /// Exports of an edition.
  public init(_ edition: Edition, addresses: SiteAddresses) {
    self.edition = edition
    self.addresses = addresses
  }

  /// The files of `data/`, in no order that matters.
  public var data: [ExportFile] {
    let edition = edition
    let addresses = addresses
    let lines = PassageLines(edition, addresses)
    var files = PassageLines.parts(edition.sources).map { path, sources in
      ExportFile(path, pieces: max(1, sources.count), of: sources) { piece in
        piece < sources.count ? lines.source(sources.lowerBound + piece) : []
      }
    }
    files += [
      ExportFile("data/notes.jsonl") { _ in NoteLines(edition, addresses).bytes() },
      ExportFile("data/sources.json") { _ in SourceList(edition, addresses).bytes() },
      ExportFile("data/registers.json") { _ in RegisterList(edition, addresses).bytes() },
      ExportFile("data/README.txt") { _ in Readme(edition).bytes() },
    ]
    let texts = PlainTexts(edition)
    for index in edition.sources.indices {
      files.append(
        ExportFile("data/text/\(edition.sources[index].id).txt", of: index..<index + 1) { _ in
          texts.bytes(index)
        })
    }
    return files + AnnotationPages(edition).files
  }

  /// Whether there is a `feed.xml`: it needs an absolute address and a source with a date.
  public var hasFeed: Bool {
    !edition.settings.baseURL.isEmpty && !Feed(edition, addresses).isEmpty
  }

  /// The files that feed readers and search engines look for: `robots.txt`, and where the address of the site
  /// is known also `sitemap.xml` and `feed.xml`.
  ///
  /// - Parameter pages: addresses of the pages that may be found, relative to the top of the site and
  ///   percent-encoded, in any order.
  public func wayfinding(pages: [String]) -> [ExportFile] {
    let edition = edition
    let addresses = addresses
    let base = edition.settings.baseURL
    let robots = "User-agent: *\nAllow: /\n" + (base.isEmpty ? "" : "Sitemap: \(base)sitemap.xml\n")
    var files = [ExportFile("robots.txt") { _ in Array(robots.utf8) }]
    guard !base.isEmpty else { return files }
    files += Sitemap(baseURL: base, pages: pages).files
    if hasFeed { files.append(ExportFile("feed.xml") { _ in Feed(edition, addresses).bytes() }) }
    return files
  }
}

/// All plain texts: one object for ten thousand files to hold, which would hold each list of the edition otherwise.
private final class PlainTexts: Sendable {
  private let edition: Edition

  init(_ edition: Edition) { self.edition = edition }

  func bytes(_ index: Int) -> [UInt8] { PlainText(edition, index).bytes() }
}
