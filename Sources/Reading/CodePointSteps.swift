import Base

/// Index of code point offsets in a text. Finds a code point by its number without reading the whole text.
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

  /// The offset of the code point that is `number` code points after the one at `start`; the end of the text if
  /// there are fewer.
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
