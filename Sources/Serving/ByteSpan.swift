/// The part of a file that a player asks for when the reader jumps in a recording (RFC 9110, section 14.1.2).
enum ByteSpan {
  /// - Returns: the offsets asked for, empty where they lie outside the file; nil where the header is not one
  ///   range of bytes, which a server may leave out of account.
  static func read(_ header: String, size: Int) -> Range<Int>? {
    guard header.hasPrefix("bytes=") else { return nil }
    let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
      return nil
    }
    switch (Int(ends[0]), Int(ends[1])) {
    case (nil, let count?): return max(0, size - count)..<size
    case (let first?, nil): return first < size ? first..<size : 0..<0
    case (let first?, let last?):
      guard first <= last else { return nil }
      return first < size ? first..<min(size, last + 1) : 0..<0
    case (nil, nil): return nil
    }
  }
}
