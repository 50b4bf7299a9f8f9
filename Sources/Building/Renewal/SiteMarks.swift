import Exporting
import Linking
import Rendering

/// The marks of all files of a site that are made and not merely copied.
struct SiteMarks {
  /// By the number of the page.
  let pages: [UInt64]
  /// In the order of the exports.
  let exports: [UInt64]
  /// Of the search index as a whole.
  let index: UInt64

  /// - Parameters:
  ///   - templates: a mark for the text of each template.
  ///   - shelf: what the archive was read as.
  init(
    _ edition: Edition, _ site: Site, _ exports: [ExportFile], templates: [String: UInt64],
    shelf: Shelf.Marks
  ) {
    let inputs = InputMarks(shelf, edition)
    var frames: [Set<String>: UInt64] = [:]
    func frame(_ names: Set<String>) -> UInt64 {
      if let known = frames[names] { return known }
      var mark = MarkHash()
      mark.add(site.hasFeed ? 1 : 0)
      for name in names.sorted() {
        mark.add(name)
        mark.add(templates[name] ?? 0)
      }
      frames[names] = mark.value
      return mark.value
    }
    pages = (0..<site.count).map { inputs.mark(of: site.needs($0), frame: frame(site.templates($0))) }
    self.exports = exports.map { inputs.mark(of: $0.source) }
    index = inputs.all
  }
}

extension SiteMarks {
  /// The name under which the mark of the search index is kept: that of its folder.
  static let folderOfIndex = "search/"

  /// The marks with the paths of their files, as the cache keeps them.
  func bytes(_ site: Site, _ exports: [ExportFile]) -> [UInt8] {
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
}
