import Base
import Exporting
import Linking
import Rendering
import Workers

/// The fingerprints of all generated files of a site, as opposed to copied ones.
struct SiteMarks {
  /// For each page, by its number.
  let pages: [UInt64]
  /// For each export, in their order.
  let exports: [UInt64]
  /// For the search index as a whole.
  let index: UInt64
  /// The fingerprint of the list of files: equal for sites with the same pages and exports in the same order.
  let shape: UInt64
  /// For files that have a line for each source, by their numbers in `revised`: the fingerprints that they would
  /// have if only those lines had changed.
  private let ifOnlyLines: [Int: UInt64]

  /// - Parameters:
  ///   - templates: fingerprints of the texts of the templates, by name.
  ///   - sourceCache: fingerprints of the archive as read.
  ///   - before: those of the last build; equal to `sourceCache` if no lines are reused from it.
  init(
    _ edition: Edition, _ site: Site, _ exports: DataFiles, templates: [String: UInt64],
    sourceCache: SourceCache.Marks, before: SourceCache.Marks, _ workers: Workers
  ) async {
    let outlines = await Outlines(edition, workers)
    let inputs = InputMarks(sourceCache, edition, outlines.all)
    let sourcesBefore = InputMarks.mark(ofSources: before.sources)
    // Batch size: large enough that scheduling costs nothing.
    let step = 256
    let parts = await workers.map(
      (site.count + step - 1) / step, state: { LayoutMarks(site, templates: templates) }
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

  /// The paths of the pages of sources, and of exports of a single source, are determined by the ids of the
  /// sources. They are left out, since there are ten thousand of them.
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

/// The fingerprints of what all pages with the same template share.
private struct LayoutMarks {
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
  /// The name under which the fingerprint of the search index is stored: that of its folder.
  static let folderOfIndex = "search/"

  /// The fingerprints with the paths of their files, in the form kept by the cache.
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

  /// The files that differ from those of the last build.
  struct Differences: Sendable {
    /// Whether the search index differs.
    var index = false
    /// The pages and exports that differ, in order of their numbers.
    var files: [File] = []

    enum File {
      /// A page, by its number.
      case page(Int, onlyLines: Bool)
      /// An export, by its number.
      case export(Int, onlyLines: Bool)

      /// Whether only the lines of sources differ.
      var hasOnlyLines: Bool {
        switch self {
        case .page(_, let onlyLines), .export(_, let onlyLines): onlyLines
        }
      }
    }
  }

  /// Compares the fingerprints with those of the last build.
  ///
  /// - Parameter last: the fingerprints of the last build, in the form kept by the cache.
  /// - Returns: the differences, and the current fingerprints in the form kept by the cache; nil if the site had
  ///   other files then.
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
