/// Replacement of a range of the text. Offsets are those of the text as read. Of two replacements at one offset,
/// the one made first comes first.
struct Replacement {
  var range: Range<Int>
  /// New text. Its line feeds become the line ends of the file.
  var text: String

  init(_ range: Range<Int>, _ text: String) {
    self.range = range
    self.text = text
  }

  init(at offset: Int, _ text: String) { self.init(offset..<offset, text) }
}

/// The bytes of a file and the text read from it, which has no byte order mark and uses line feeds only.
struct EditedText {
  /// The bytes of the file.
  let raw: [UInt8]
  /// The bytes of the text.
  let bytes: [UInt8]
  /// Offset in the file for each byte of the text.
  private let origins: [Int]

  /// - Parameters:
  ///   - raw: the bytes of the file.
  ///   - bytes: the text as `FileText` gives it.
  init(raw: [UInt8], bytes: [UInt8]) {
    self.raw = raw
    self.bytes = bytes
    var origins: [Int] = []
    origins.reserveCapacity(bytes.count)
    var at = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while at < raw.count {
      // The line feed of CR LF is the byte that is read.
      if raw[at] == 13, at + 1 < raw.count, raw[at + 1] == 10 { at += 1 }
      origins.append(at)
      at += 1
    }
    self.origins = origins
  }

  /// Offset of the line feed that ends the line at an offset, or of the end of the text.
  func endOfLine(_ offset: Int) -> Int {
    offset < bytes.count ? bytes[offset...].firstIndex(of: 10) ?? bytes.count : bytes.count
  }

  /// Returns the file with the replacements applied.
  ///
  /// - Throws: `RewriteRefusal` if two replacements overlap.
  func replacing(_ pieces: [Replacement]) throws(RewriteRefusal) -> [UInt8] {
    var out: [UInt8] = []
    var done = 0
    let order = pieces.indices.sorted {
      (pieces[$0].range.lowerBound, $0) < (pieces[$1].range.lowerBound, $1)
    }
    for piece in order.map({ pieces[$0] }) {
      let start = origin(before: piece.range.lowerBound)
      guard start >= done, piece.range.upperBound <= bytes.count else {
        throw RewriteRefusal(message: "two edits overlap", position: nil)
      }
      out += raw[done..<start]
      let lineEnd = lineEnd(near: piece.range.lowerBound)
      for byte in piece.text.utf8 {
        if byte == 10 { out += lineEnd } else { out.append(byte) }
      }
      done = piece.range.isEmpty ? start : origins[piece.range.upperBound - 1] + 1
    }
    return out + raw[done...]
  }

  /// Offset in the file at which a byte of the text begins, including the carriage return before a line feed.
  private func origin(before offset: Int) -> Int {
    offset == 0 ? origins.first ?? raw.count : origins[offset - 1] + 1
  }

  /// The line end at an offset: that of its line, or of the line before if its line has none.
  private func lineEnd(near offset: Int) -> [UInt8] {
    let end = bytes[offset...].firstIndex(of: 10) ?? bytes[..<offset].lastIndex(of: 10)
    guard let end else { return [10] }
    let at = origins[end]
    if raw[at] == 13 { return [13] }
    return at > 0 && raw[at - 1] == 13 ? [13, 10] : [10]
  }
}
