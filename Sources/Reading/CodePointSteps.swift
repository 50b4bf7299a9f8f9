import Base

/// Offsets of code points in a text, so that one is found by its number without a walk through the whole text.
struct CodePointSteps {
  private static let step = 256

  /// The offset of every `step`th code point.
  private let offsets: [Int]

  /// - Parameter text: well-formed UTF-8.
  init(_ text: [UInt8]) {
    var offsets: [Int] = []
    var count = 0
    for (offset, byte) in text.enumerated() where !UTF8.isContinuation(byte) {
      if count % Self.step == 0 { offsets.append(offset) }
      count += 1
    }
    self.offsets = offsets
  }

  /// The offset of the code point that many after the one at an offset; the end of the text where there are fewer.
  func offset(_ number: Int, after start: Int, in text: [UInt8]) -> Int {
    var (at, left) = (start, number)
    if left > Self.step {
      // The last step at or before the start.
      var low = max(0, offsets.partitioningIndex { $0 > start } - 1)
      left += text[offsets[low]..<start].count { !UTF8.isContinuation($0) }
      low += left / Self.step
      guard low < offsets.count else { return text.count }
      (at, left) = (offsets[low], left % Self.step)
    }
    while at < text.count {
      if !UTF8.isContinuation(text[at]) {
        if left == 0 { break }
        left -= 1
      }
      at += 1
    }
    return at
  }
}
