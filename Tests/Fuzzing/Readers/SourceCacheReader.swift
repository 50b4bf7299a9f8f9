import Building

extension ForeignReader {
  /// A source (1) or the rest of an archive (0) as in the source cache, after the byte count of its fields. The cache
  /// checks fingerprints first; this reader tests the decoding after that check.
  static let sourceCacheReader = ForeignReader(
    "sourceCache",
    words: [
      "\u{0}\u{0}\u{0}\u{0}", "\u{1}\u{0}\u{0}\u{0}", "\u{1}\u{1}", "\u{7F}\u{7F}\u{7F}\u{7F}",
      "1952-02?/1953~",
      "\u{1}\u{A}\u{0}\u{0}\u{0}2019-01-02",
    ]
  ) { bytes in
    guard bytes.count >= 5 else { return }
    let count = bytes[1...4].reversed().reduce(0) { $0 << 8 | Int($1) }
    let fields = Array(bytes.dropFirst(5).prefix(count))
    let texts = Array(bytes.dropFirst(5 + fields.count))
    let isSource = bytes[0] == 1
    guard let first = written(isSource, fields, texts) else { return }
    guard let second = written(isSource, first.fields, first.texts) else {
      throw Broken(description: "what was written cannot be read")
    }
    try expect(second == first, "what was written reads back as something else")
  }

  /// Reads something and writes it again; nil if it is refused.
  private static func written(_ isSource: Bool, _ fields: [UInt8], _ texts: [UInt8]) -> FieldBytes? {
    fields.withUnsafeBytes { fields in
      texts.withUnsafeBytes { texts in
        isSource ? CachedSource(fields, texts: texts)?.bytes : CachedRest(fields, texts: texts)?.bytes
      }
    }
  }
}
