import Building

extension ForeignReader {
  /// A source (1) or the rest of an archive (0) as the source cache keeps them, behind the number of bytes of their fields.
  /// Marks keep damage out of the source cache; what is tried here stands behind them.
  static let shelfReader = ForeignReader(
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

  /// Reads something and writes it again; nil where it is refused.
  private static func written(_ isSource: Bool, _ fields: [UInt8], _ texts: [UInt8]) -> FieldBytes? {
    fields.withUnsafeBytes { fields in
      texts.withUnsafeBytes { texts in
        isSource ? CachedSource(fields, texts: texts)?.bytes : CachedRest(fields, texts: texts)?.bytes
      }
    }
  }
}
