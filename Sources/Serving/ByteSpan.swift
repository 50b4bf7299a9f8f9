/// The part of a file that a player asks for when the reader jumps in a recording (RFC 9110, section 14.1.2).
enum ByteSpan {
  /// - Returns: the offsets asked for, empty if they lie outside the file; nil if the header is not one range of
  ///   bytes, which a server may ignore.
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
      // One past the end only where that is a number: the last may be as large as numbers go.
      return first..<(last.map { $0 < size ? $0 + 1 : size } ?? size)
    case (nil, nil): return nil
    }
  }

  /// The number that digits write, the largest there is if it is larger; nil if there are no digits.
  private static func number(_ digits: Substring) -> Int? {
    digits.isEmpty ? nil : Int(digits) ?? .max
  }
}
