import Archive
import Base
import Exporting
import Linking
import Publishing
import Rendering
import Search
import Synchronization
import Workers

/// Makes the files of a site from an edition (pages, search index and exports), and reuses those of the last site
/// that have not changed.
struct SiteStage: Sendable {
  private let edition: Edition
  private let site: Site
  private let exports: Exports
  /// The files of `data/`.
  private let data: DataFiles
  /// Fingerprints of the texts of the templates, by name.
  private let templates: [String: UInt64]
  private let workers: Workers
  /// Records the CPU time of this stage.
  private let times: StageTimes?

  /// - Parameter templates: the texts of the templates of the theme, by name.
  init(
    _ edition: Edition, _ theme: Theme, templates: [String: String], _ workers: Workers, _ times: StageTimes?
  ) {
    self.edition = edition
    self.workers = workers
    self.times = times
    exports = Exports(edition, addresses: SiteAddresses(entry: DisplayText.address, note: DisplayText.note))
    site = Site(edition, theme: theme, hasFeed: exports.hasFeed)
    data = exports.data
    self.templates = templates.mapValues { text in
      var mark = Fingerprint64()
      mark.add(text)
      return mark.value
    }
  }

  /// The fingerprints of the files that would be made.
  ///
  /// - Parameters:
  ///   - sourceCache: fingerprints of the archive as read.
  ///   - before: those of the last build, for a tree update.
  func marks(_ sourceCache: SourceCache.Marks, before: SourceCache.Marks? = nil) async -> SiteMarks {
    await SiteMarks(
      edition, site, data, templates: templates, sourceCache: sourceCache, before: before ?? sourceCache,
      workers)
  }

  /// The fingerprints in the form kept by the cache.
  func bytes(of marks: SiteMarks) -> [UInt8] { marks.bytes(site, data) }

  /// Publishes pages, index and the files of `data/`.
  ///
  /// - Parameters:
  ///   - marks: the current fingerprints of the files; nil to make all files.
  ///   - index: the index of the last build; nil if its differences are unknown.
  /// - Returns: the state that the next build needs to update the index; nil if the index was reused unchanged.
  func publish(
    _ publication: Publication, last: LastSite, marks: SiteMarks?, _ index: LastIndex?
  ) async throws -> IndexState? {
    let old = last.index(mark: marks?.index)
    if try !old.isEmpty && publication.keep(old) {
      try await publishPages(publication, last, marks?.pages)
      try await publish(data, publication, last, marks?.exports)
      return nil
    }
    let search = SearchStage(edition: edition, workers: workers.counted("index", in: times))
    if let index, let state = index.state(),
      let renewal = try search.renewal(state, index.before, read: publication.present),
      try publication.keep(last.index(without: Set(renewal.files.map(\.path) + renewal.removed)))
    {
      for file in renewal.files { try publication.put(file.path, file.bytes) }
      try await publishPages(publication, last, marks?.pages)
      try await publish(data, publication, last, marks?.exports)
      return renewal.state
    }
    // Indexing comes first, because writing the index afterwards is the longest task for a single core; the others
    // make the pages in that time.
    let indexed = await search.index()
    if workers.count > 1 {
      async let written = search.publish(indexed, publication)
      try await publishPages(publication, last, marks?.pages)
      try await publish(data, publication, last, marks?.exports)
      return try await written
    }
    let state = try search.publish(indexed, publication)
    try await publishPages(publication, last, marks?.pages)
    try await publish(data, publication, last, marks?.exports)
    return state
  }

  /// Publishes the files for feed readers and search engines.
  func publishWayfinding(_ publication: some FileTaker) async throws {
    let pages = hasAddress ? (0..<site.count).map(site.path).filter { !site.unlisted.contains($0) } : []
    try await put(exports.wayfinding(pages: pages.map(DisplayText.address(path:))), publication)
  }

  /// Whether a site map is made, which needs the paths of all pages.
  private var hasAddress: Bool { !edition.settings.baseURL.isEmpty }

  /// The index of the last build, and its differences from the new one.
  struct LastIndex: Sendable {
    /// The state that the build left for updating the index; nil if nothing is known.
    var state: @Sendable () -> IndexState?
    /// The earlier versions of the changed sources, by index.
    var before: [Int: Source]
    /// The paths of all files of the index, below the output.
    var paths: @Sendable () -> [String]

    init(
      _ state: @Sendable @escaping () -> IndexState?, before: [Int: Source],
      paths: @Sendable @escaping () -> [String] = { [] }
    ) {
      self.state = state
      self.before = before
      self.paths = paths
    }
  }

  /// Publishes the files that differ from those of the last build.
  ///
  /// - Returns: the state that the next build needs to update the index; nil if the index has not changed.
  func publish(
    _ differences: SiteMarks.Differences, _ revision: TreeUpdate, _ index: LastIndex
  ) async throws -> IndexState? {
    async let indexed = differences.index ? renew(index, revision) : nil
    let sources = index.before.keys.sorted()
    // Lists of all sources are the largest files, so they must not be started last.
    let files = differences.files.filter(\.hasOnlyLines) + differences.files.filter { !$0.hasOnlyLines }
    let results = await workers.counted("pages", in: times).map(files.count) { place in
      Result { () throws(PublishingError) in try publish(files[place], revision, changed: sources) }
    }
    for result in results { try result.get() }
    return try await indexed
  }

  /// - Parameter changed: the changed sources.
  private func publish(
    _ file: SiteMarks.Differences.File, _ revision: TreeUpdate, changed: [Int]
  ) throws(PublishingError) {
    switch file {
    case .page(let number, let onlyLines):
      if onlyLines, try revision.put(site.path(number), lines: changed.map(site.line)) { return }
      try revision.put(site.path(number), site.page(number).bytes)
    case .export(let number, let onlyLines):
      let file = data[number]
      if onlyLines, let line = file.line, try revision.put(file.path, lines: changed.map(line)) { return }
      try revision.put(file.path, pieces: file.pieces, file.piece)
    }
  }

  private func renew(_ index: LastIndex, _ revision: TreeUpdate) async throws -> IndexState {
    let search = SearchStage(edition: edition, workers: workers.counted("index", in: times))
    if let state = index.state(),
      let renewal = try search.renewal(state, index.before, read: revision.present)
    {
      for file in renewal.files { try revision.put(file.path, file.bytes) }
      for path in renewal.removed { try revision.drop(path) }
      return renewal.state
    }
    let files = NamedFiles(revision)
    let state = try search.publish(await search.index(), files)
    for path in Set(index.paths()).subtracting(files.paths).sorted() { try revision.drop(path) }
    return state
  }

  private func put(_ files: [ExportFile], _ output: some FileTaker) async throws {
    let results = await workers.counted("exports", in: times).map(files.count) { index in
      Result { () throws(PublishingError) in
        try output.put(files[index].path, pieces: files[index].pieces, files[index].piece)
      }
    }
    for result in results { try result.get() }
  }

  private func publishPages(
    _ publication: Publication, _ last: LastSite, _ marks: [UInt64]?
  ) async throws {
    let results = await workers.counted("pages", in: times).map(site.count) { index in
      Result { () throws(PublishingError) in
        let path = site.path(index)
        if let file = last.file(path, mark: marks?[index]), try publication.keep(file) { return }
        try publication.put(path, site.page(index).bytes)
      }
    }
    for result in results { try result.get() }
  }

  private func publish(
    _ files: DataFiles, _ publication: Publication, _ last: LastSite, _ marks: [UInt64]?
  ) async throws {
    let results = await workers.counted("exports", in: times).map(files.count) { index in
      Result { () throws(PublishingError) in
        if let file = last.file(files[index].path, mark: marks?[index]), try publication.keep(file) { return }
        try publication.put(files[index].path, pieces: files[index].pieces, files[index].piece)
      }
    }
    for result in results { try result.get() }
  }
}

/// Records the paths of the published files.
private final class NamedFiles: FileTaker {
  private let output: TreeUpdate
  private let names = Mutex<Set<String>>([])

  init(_ output: TreeUpdate) { self.output = output }

  var paths: Set<String> { names.withLock { $0 } }

  func put(_ path: String, _ bytes: [UInt8]) throws(PublishingError) {
    names.withLock { _ = $0.insert(path) }
    try output.put(path, bytes)
  }

  func put(_ path: String, pieces: Int, _ make: (Int) -> [UInt8]) throws(PublishingError) {
    names.withLock { _ = $0.insert(path) }
    try output.put(path, pieces: pieces, make)
  }

  func copy(file: String, in folder: String, to path: String) throws(PublishingError) {
    names.withLock { _ = $0.insert(path) }
    try output.copy(file: file, in: folder, to: path)
  }
}
