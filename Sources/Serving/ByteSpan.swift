/// A byte range in a request (RFC 9110, section 14.1.2), as sent by a player when the reader jumps in a recording.
enum ByteSpan {
  /// - Returns: the requested offsets, empty if they lie outside the file; nil if the header is not a single byte
  ///   range, in which case a server may ignore it.
  static func read(_ header: String, size: Int) -> Range<Int>? {
    guard header.lowercased().hasPrefix("bytes=") else { return nil }
    let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
      return nil
    }
    switch (number(ends[0]), number(ends[1])) {
    case (nil, let count?): return max(0, size - count)..<size
    case (let first?, let last):
      if let last, first > last { return nil }
      guard first < size else { return 0..<0 }
      // Only add 1 if the last offset lies inside the file: it may be the largest integer.
      return first..<(last.map { $0 < size ? $0 + 1 : size } ?? size)
    case (nil, nil): return nil
    }
  }

  /// The value of the digits, clamped to the largest integer; nil if there are no digits.
  private static func number(_ digits: Substring) -> Int? {
    digits.isEmpty ? nil : Int(digits) ?? .max
  }
}
