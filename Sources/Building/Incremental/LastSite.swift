import Publishing

/// What the last build left in the output, file by file: those that would come out the same are taken over.
struct LastSite: Sendable {
  private var marks: [String: UInt64] = [:]
  private var files: [String: FileStamp] = [:]

  /// - Parameter record: of the last build; where there is none everything is made.
  init(_ record: BuildRecord?) {
    guard let record else { return }
    record.marks.withUnsafeBytes { bytes in
      var reader = CacheReader(bytes)
      // A record that is not understood is no record.
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
  /// - Parameter mark: of what it would be made of now.
  /// - Returns: nil where it would be another one, or it cannot be told.
  func file(_ path: String, mark: UInt64?) -> PublishedFile? {
    guard let mark, marks[path] == mark, let stamp = files[path] else { return nil }
    return PublishedFile(path: path, stamp: stamp)
  }

  /// The files of the search index but some, in no order.
  func index(without paths: Set<String>) -> [PublishedFile] {
    files.filter { $0.key.hasPrefix(SiteMarks.folderOfIndex) && !paths.contains($0.key) }
      .map { PublishedFile(path: $0.key, stamp: $0.value) }
  }

  /// The files of the search index, in no order; empty where it would be another one.
  func index(mark: UInt64?) -> [PublishedFile] {
    guard let mark, marks[SiteMarks.folderOfIndex] == mark else { return [] }
    return files.filter { $0.key.hasPrefix(SiteMarks.folderOfIndex) }
      .map { PublishedFile(path: $0.key, stamp: $0.value) }
  }
}
