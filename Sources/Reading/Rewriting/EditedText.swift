/// Bytes that take the place of others; of two in one place the first made comes first. Offsets are those of the text as it is read.
struct Replacement {
  var range: Range<Int>
  /// New text; its line feeds become the line ends of the file.
  var text: String

  init(_ range: Range<Int>, _ text: String) {
    self.range = range
    self.text = text
  }

  init(at offset: Int, _ text: String) { self.init(offset..<offset, text) }
}

/// The bytes of a file beside the text that is read from them, which has no byte order mark and line feeds only.
struct EditedText {
  /// The file.
  let raw: [UInt8]
  /// The text.
  let bytes: [UInt8]
  /// For each byte of the text its offset in the file.
  private let origins: [Int]

  /// - Parameter bytes: the text as `FileText` has it.
  init(raw: [UInt8], bytes: [UInt8]) {
    self.raw = raw
    self.bytes = bytes
    var origins: [Int] = []
    origins.reserveCapacity(bytes.count)
    var at = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while at < raw.count {
      // Of a carriage return and a line feed the second is read.
      if raw[at] == 13, at + 1 < raw.count, raw[at + 1] == 10 { at += 1 }
      origins.append(at)
      at += 1
    }
    self.origins = origins
  }

  /// Offset of the line feed that ends the line of an offset, or of the end of the text.
  func endOfLine(_ offset: Int) -> Int {
    offset < bytes.count ? bytes[offset...].firstIndex(of: 10) ?? bytes.count : bytes.count
  }

  /// The file with some of its bytes replaced.
  ///
  /// - Throws: where two replacements meet.
  func replacing(_ pieces: [Replacement]) throws(RewriteRefusal) -> [UInt8] {
    var out: [UInt8] = []
    var done = 0
    let order = pieces.indices.sorted {
      (pieces[$0].range.lowerBound, $0) < (pieces[$1].range.lowerBound, $1)
    }
    for piece in order.map({ pieces[$0] }) {
      let start = origin(before: piece.range.lowerBound)
      guard start >= done, piece.range.upperBound <= bytes.count else {
        throw RewriteRefusal(message: "two edits meet in one place", position: nil)
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

  /// Where in the file a byte of the text begins, with the carriage return before a line feed.
  private func origin(before offset: Int) -> Int {
    offset == 0 ? origins.first ?? raw.count : origins[offset - 1] + 1
  }

  /// How lines end around an offset: as the line it is in, or the one before where that has no end.
  private func lineEnd(near offset: Int) -> [UInt8] {
    let end = bytes[offset...].firstIndex(of: 10) ?? bytes[..<offset].lastIndex(of: 10)
    guard let end else { return [10] }
    let at = origins[end]
    if raw[at] == 13 { return [13] }
    return at > 0 && raw[at - 1] == 13 ? [13, 10] : [10]
  }
}
