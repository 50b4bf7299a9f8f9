import Base
import Exporting
import Linking
import Rendering
import Workers

/// The marks of all files of a site that are made and not merely copied.
struct SiteMarks {
  /// By the number of the page.
  let pages: [UInt64]
  /// In the order of the exports.
  let exports: [UInt64]
  /// Of the search index as a whole.
  let index: UInt64
  /// The same for sites that have the same pages and exports in the same order.
  let shape: UInt64
  /// For files that have a line for each source, by their numbers in `revised`, the marks that they would have if
  /// only those lines were other than before.
  private let ifOnlyLines: [Int: UInt64]

  /// - Parameters:
  ///   - templates: a mark for the text of each template.
  ///   - shelf: what the archive was read as.
  ///   - before: what it was read as by the last build; the same where nothing is taken over from that line by line.
  init(
    _ edition: Edition, _ site: Site, _ exports: DataFiles, templates: [String: UInt64],
    shelf: Shelf.Marks, before: Shelf.Marks, _ workers: Workers
  ) async {
    let outlines = await Outlines(edition, workers)
    let inputs = InputMarks(shelf, edition, outlines.all)
    let sourcesBefore = InputMarks.mark(ofSources: before.sources)
    // As many pages at a time as make the sharing out of no account.
    let step = 256
    let parts = await workers.map(
      (site.count + step - 1) / step, state: { Frames(site, templates: templates) }
    ) { frames, part in
      (part * step..<min((part + 1) * step, site.count)).map { page in
        let needs = site.needs(page)
        return (inputs.mark(of: needs, frame: frames.mark(of: site.template(page))), needs.isOfLines)
      }
    }
    var (pages, exported, ifOnlyLines): ([UInt64], [UInt64], [Int: UInt64]) = ([], [], [:])
    pages.reserveCapacity(site.count)
    for (mark, isOfLines) in parts.joined() {
      if isOfLines { ifOnlyLines[1 + pages.count] = InputMarks.mark(ofLines: mark, sourcesBefore) }
      pages.append(isOfLines ? InputMarks.mark(ofLines: mark, inputs.ofSources) : mark)
    }
    exported.reserveCapacity(exports.count)
    for file in exports.indices {
      guard exports.hasLines(file) else {
        exported.append(inputs.mark(of: exports.sources(file)))
        continue
      }
      ifOnlyLines[1 + pages.count + file] = InputMarks.mark(ofLines: inputs.besideLines, sourcesBefore)
      exported.append(InputMarks.mark(ofLines: inputs.besideLines, inputs.ofSources))
    }
    (self.pages, self.exports, self.ifOnlyLines) = (pages, exported, ifOnlyLines)
    index = inputs.all
    shape = Self.shape(edition, site, exports, ids: outlines.ids)
  }

  /// The paths of the pages of sources, and of exports that hold one source, follow from the ids of the sources; there
  /// are ten thousand of them.
  private static func shape(_ edition: Edition, _ site: Site, _ exports: DataFiles, ids: UInt64) -> UInt64 {
    var mark = Fingerprint64()
    mark.add(ids)
    mark.add(UInt64(site.count))
    for page in min(edition.sources.count, site.count)..<site.count { mark.add(site.path(page)) }
    mark.add(UInt64(exports.count))
    for file in exports.ofSeveral where file.sources?.count != 1 { mark.add(file.path) }
    return mark.value
  }
}

/// The marks of what stands on all pages by the same template.
private struct Frames {
  private let site: Site
  private let templates: [String: UInt64]
  private var known: [String: UInt64] = [:]

  init(_ site: Site, templates: [String: UInt64]) {
    self.site = site
    self.templates = templates
  }

  mutating func mark(of template: String) -> UInt64 {
    if let mark = known[template] { return mark }
    var mark = Fingerprint64()
    mark.add(site.hasFeed ? 1 : 0)
    for name in site.templates(of: template).sorted() {
      mark.add(name)
      mark.add(templates[name] ?? 0)
    }
    known[template] = mark.value
    return mark.value
  }
}

extension SiteMarks {
  /// The name under which the mark of the search index is kept: that of its folder.
  static let folderOfIndex = "search/"

  /// The marks with the paths of their files, as the cache keeps them.
  func bytes(_ site: Site, _ exports: DataFiles) -> [UInt8] {
    var out = CacheWriter()
    out.text(Self.folderOfIndex)
    out.number(index)
    for (page, mark) in pages.enumerated() {
      out.text(site.path(page))
      out.number(mark)
    }
    for (file, mark) in zip(exports, self.exports) {
      out.text(file.path)
      out.number(mark)
    }
    return out.bytes
  }

  /// Which files would come out other than in the last build.
  struct Differences: Sendable {
    /// Whether the search index would.
    var index = false
    /// The pages and exports that would, in order of their numbers.
    var files: [File] = []

    enum File {
      /// A page, by its number.
      case page(Int, onlyLines: Bool)
      /// An export, by its number.
      case export(Int, onlyLines: Bool)

      /// Whether nothing but the lines of sources would be other.
      var hasOnlyLines: Bool {
        switch self {
        case .page(_, let onlyLines), .export(_, let onlyLines): onlyLines
        }
      }
    }
  }

  /// Compares the marks with those of the last build.
  ///
  /// - Parameter last: those of the last build as the cache keeps them.
  /// - Returns: what differs, and these marks as the cache keeps them; nil where the site has other files than then.
  func revised(_ last: [UInt8], shape: UInt64) -> (differences: Differences, bytes: [UInt8])? {
    guard shape == self.shape else { return nil }
    var differences = Differences()
    var bytes = last
    let isWhole = bytes.withUnsafeMutableBytes { bytes in
      var at = 0
      for number in 0..<(1 + pages.count + exports.count) {
        guard bytes.count - at >= 8 else { return false }
        let path = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        guard path <= UInt64(bytes.count - at - 8), bytes.count - at - 16 >= Int(path) else { return false }
        at += 8 + Int(path)
        let mark =
          number == 0 ? index : number <= pages.count ? pages[number - 1] : exports[number - 1 - pages.count]
        let known = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        if known != mark {
          let onlyLines = ifOnlyLines[number] == known
          switch number {
          case 0: differences.index = true
          case ...pages.count: differences.files.append(.page(number - 1, onlyLines: onlyLines))
          default: differences.files.append(.export(number - 1 - pages.count, onlyLines: onlyLines))
          }
          bytes.storeBytes(of: mark.littleEndian, toByteOffset: at, as: UInt64.self)
        }
        at += 8
      }
      return at == bytes.count
    }
    return isWhole ? (differences, bytes) : nil
  }
}
