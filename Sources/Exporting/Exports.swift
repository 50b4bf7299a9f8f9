import Archive
import Linking

/// Addresses of pages and notes, relative to the top folder of the site. The caller supplies them, so that exports
/// and pages always use the same ones.
public struct SiteAddresses: Sendable {
  /// Address of a page, from its folder (`sources`, `speakers`, …) and id.
  public var entry: @Sendable (_ folder: String, _ id: String) -> String
  /// Address of an occurrence of a note.
  public var note: @Sendable (_ place: NotePlace, _ edition: Edition) -> String

  /// Creates the addresses from two functions.
  public init(
    entry: @Sendable @escaping (_ folder: String, _ id: String) -> String,
    note: @Sendable @escaping (_ place: NotePlace, _ edition: Edition) -> String
  ) {
    self.entry = entry
    self.note = note
  }
}

/// The line of one source in a file that has a line per source. `bytes` depends only on that source; `sign` is a
/// part of the line that occurs in no other line.
public typealias SourceLine = (sign: [UInt8], bytes: [UInt8])

/// One file of an export. It is produced in pieces, so that the text of a whole archive is never in memory a second
/// time.
public struct ExportFile: Sendable {
  /// Path on the site: `data/passages.jsonl`.
  public let path: String
  /// Number of pieces, at least 1.
  public let pieces: Int
  /// Indices of the sources whose text the file contains; nil if any source can change it.
  public let sources: Range<Int>?
  /// Returns the line of a source, without its line ending, and the part of it that occurs in no other line. Nil if
  /// the file has no line per source.
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

  /// The bytes of a piece. The file is all pieces in order. The same index always gives the same bytes, on any task.
  public func piece(_ index: Int) -> [UInt8] { make(index) }
}

/// The archive in formats for other programs. Each format has its own source file here; `data/README.txt`
/// (`Readme.swift`) describes the files of `data/` to people.
public struct Exports: Sendable {
  let edition: Edition
  let addresses: SiteAddresses

  /// Creates the exports of an edition.
  public init(_ edition: Edition, addresses: SiteAddresses) {
    self.edition = edition
    self.addresses = addresses
  }

  /// The files of `data/`. The order has no meaning.
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

  /// Whether the site has a `feed.xml`. It needs an absolute base URL and at least one source with a date.
  public var hasFeed: Bool {
    !edition.settings.baseURL.isEmpty && !Feed(edition, addresses).isEmpty
  }

  /// The files for feed readers and search engines: `robots.txt`, and if the URL of the site is known also
  /// `sitemap.xml` and `feed.xml`.
  ///
  /// - Parameter pages: addresses of the pages to list, relative to the top folder of the site and percent-encoded,
  ///   in any order.
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

/// The files of `data/`: first the plain text of each source, sorted by id, then all other files. Plain text files
/// are created on access, because there may be ten thousand.
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

  /// The file at an index. Its bytes are produced by `ExportFile.piece`.
  public subscript(index: Int) -> ExportFile {
    if index >= texts.count { return others[index - texts.count] }
    return ExportFile("data/text/\(texts.id(index)).txt", of: index..<index + 1) { [texts] _ in
      texts.bytes(index)
    }
  }

  /// Files with more than the plain text of one source.
  public var ofSeveral: [ExportFile] { others }

  /// Whether a file has a line per source.
  public func hasLines(_ index: Int) -> Bool {
    index >= texts.count && others[index - texts.count].line != nil
  }

  /// The sources whose text a file contains; nil if any source can change it.
  public func sources(_ index: Int) -> Range<Int>? {
    index < texts.count ? index..<index + 1 : others[index - texts.count].sources
  }
}

/// Shared by all plain text files, so that each of them does not hold a copy of every list of the edition.
private final class PlainTexts: Sendable {
  private let edition: Edition

  init(_ edition: Edition) { self.edition = edition }

  var count: Int { edition.sources.count }

  func id(_ index: Int) -> String { edition.sources[index].id }

  func bytes(_ index: Int) -> [UInt8] { PlainText(edition, index).bytes() }
}
