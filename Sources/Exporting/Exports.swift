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

/// A line of a file that has one for each source, made from what is known of that source and of no other.
public typealias SourceLine = (sign: [UInt8], bytes: [UInt8])

/// One file of an export. It is made in pieces, so that the words of a whole archive never stand in memory
/// a second time.
public struct ExportFile: Sendable {
  /// Path on the site: `data/passages.jsonl`.
  public let path: String
  /// Number of pieces, at least 1.
  public let pieces: Int
  /// Indices of the sources whose words it holds; nil where any source can change it.
  public let sources: Range<Int>?
  /// Gives the line of a source, without what ends it, and what stands in that line alone; nil where sources have no
  /// line of their own.
  public let line: (@Sendable (Int) -> SourceLine)?
  private let make: @Sendable (Int) -> [UInt8]

  init(
    _ path: String, pieces: Int = 1, of sources: Range<Int>? = nil,
    line: (@Sendable (Int) -> SourceLine)? = nil, _ make: @Sendable @escaping (Int) -> [UInt8]
  ) {
    self.path = path
    self.pieces = pieces
    self.sources = sources
    self.line = line
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
  public var data: DataFiles {
    let edition = edition
    let addresses = addresses
    let lines = PassageLines(edition, addresses)
    let list = SourceList(edition, addresses)
    var files = PassageLines.parts(edition.sources).map { path, sources in
      ExportFile(path, pieces: max(1, sources.count), of: sources) { piece in
        piece < sources.count ? lines.source(sources.lowerBound + piece) : []
      }
    }
    files += [
      ExportFile("data/notes.jsonl") { _ in NoteLines(edition, addresses).bytes() },
      ExportFile("data/sources.json", line: { list.line($0) }) { _ in list.bytes() },
      ExportFile("data/registers.json") { _ in RegisterList(edition, addresses).bytes() },
      ExportFile("data/README.txt") { _ in Readme(edition).bytes() },
    ]
    return DataFiles(edition, others: files + AnnotationPages(edition).files)
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

/// The files of `data/`: first the plain text of each source, in order of their ids, then all others. Those of ten
/// thousand sources are made when they are asked for.
public struct DataFiles: RandomAccessCollection, Sendable {
  private let texts: PlainTexts
  private let others: [ExportFile]

  init(_ edition: Edition, others: [ExportFile]) {
    texts = PlainTexts(edition)
    self.others = others
  }

  /// Zero.
  public var startIndex: Int { 0 }

  /// Number of files.
  public var endIndex: Int { texts.count + others.count }

  /// A file, which is made when its bytes are asked for.
  public subscript(index: Int) -> ExportFile {
    if index >= texts.count { return others[index - texts.count] }
    return ExportFile("data/text/\(texts.id(index)).txt", of: index..<index + 1) { [texts] _ in
      texts.bytes(index)
    }
  }

  /// Those that hold more than the text of one source.
  public var ofSeveral: [ExportFile] { others }

  /// Whether a file has a line for each source.
  public func hasLines(_ index: Int) -> Bool {
    index >= texts.count && others[index - texts.count].line != nil
  }

  /// The sources whose words a file holds; nil where any source can change it.
  public func sources(_ index: Int) -> Range<Int>? {
    index < texts.count ? index..<index + 1 : others[index - texts.count].sources
  }
}

/// One object for all files to hold, which would each hold every list of the edition otherwise.
private final class PlainTexts: Sendable {
  private let edition: Edition

  init(_ edition: Edition) { self.edition = edition }

  var count: Int { edition.sources.count }

  func id(_ index: Int) -> String { edition.sources[index].id }

  func bytes(_ index: Int) -> [UInt8] { PlainText(edition, index).bytes() }
}
