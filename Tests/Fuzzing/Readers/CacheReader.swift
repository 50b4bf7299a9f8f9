import Building

extension ForeignReader {
  /// The content of a cache after its fingerprint, which detects damage but not deliberate changes.
  static let cacheReader = ForeignReader(
    "cache",
    words: [
      "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "\u{1}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "media/x",
      "\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}", "sources\u{0}", "index.html\u{0}",
    ]
  ) { bytes in
    guard let record = bytes.withUnsafeBytes({ try? BuildRecord($0) }) else { return }
    let written = record.bytes
    guard let again = written.withUnsafeBytes({ try? BuildRecord($0) }) else {
      throw Broken(description: "what was written of a record cannot be read")
    }
    try expect(again.bytes == written, "a record reads back as another one")
    for files in record.inputs + [record.output, record.foreign] {
      let paths = files.byPath
      try expect(paths.count <= files.count, "\(paths.count) files are read of \(files.count)")
    }
  }
}
