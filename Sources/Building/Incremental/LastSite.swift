import Publishing

/// The files that the last build left in the output; those that have not changed are reused.
struct LastSite: Sendable {
  private var marks: [String: UInt64] = [:]
  private var files: [String: FileStamp] = [:]

  /// - Parameter record: the record of the last build; if nil, all files are made again.
  init(_ record: BuildRecord?) {
    guard let record else { return }
    record.marks.withUnsafeBytes { bytes in
      var reader = CacheReader(bytes)
      // An unreadable record is treated as if there were none.
      while !reader.isAtEnd, let path = try? reader.text(), let mark = try? reader.unsigned() {
        marks[path] = mark
      }
    }
    guard !marks.isEmpty else { return }
    for (path, stamp) in record.output.byPath {
      if let text = String(validating: path, as: UTF8.self) { files[text] = stamp }
    }
  }

  /// A file of the last site.
  ///
  /// - Parameter mark: fingerprint of the data that it would be made from now.
  /// - Returns: nil if the file would differ, or that is unknown.
  func file(_ path: String, mark: UInt64?) -> PublishedFile? {
    guard let mark, marks[path] == mark, let stamp = files[path] else { return nil }
    return PublishedFile(path: path, stamp: stamp)
  }

  /// The files of the search index except some, in no order.
  func index(without paths: Set<String>) -> [PublishedFile] {
    files.filter { $0.key.hasPrefix(SiteMarks.folderOfIndex) && !paths.contains($0.key) }
      .map { PublishedFile(path: $0.key, stamp: $0.value) }
  }

  /// The files of the search index, in no order; empty if the index would differ.
  func index(mark: UInt64?) -> [PublishedFile] {
    guard let mark, marks[SiteMarks.folderOfIndex] == mark else { return [] }
    return files.filter { $0.key.hasPrefix(SiteMarks.folderOfIndex) }
      .map { PublishedFile(path: $0.key, stamp: $0.value) }
  }
}
