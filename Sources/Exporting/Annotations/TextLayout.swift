import Archive
import Base
import Linking

/// Positions of a source's passages in `data/text/ID.txt`, in Unicode code points from the start of the file. The
/// TextPositionSelector of exported notes uses them.
public struct TextLayout: Sendable {
  /// For each passage, the number of code points before its text.
  private let starts: [Int]
  private let record: Prose

  /// - Parameter source: index in `Edition.sources`.
  public init(_ edition: Edition, source: Int) {
    let record = edition.sources[source].record
    var starts: [Int] = []
    starts.reserveCapacity(record.passages.count)
    var counted = 0
    var total = 0
    _ = PlainText(edition, source).write { text, _ in
      total += TextLayout.codePoints(text[counted...])
      counted = text.count
      starts.append(total)
    }
    self.starts = starts
    self.record = record
  }

  /// The range of code points in the file for a range of the record.
  func range(of words: ByteRange, in passages: Range<Int32>) -> Range<Int>? {
    guard let first = passages.first.map(Int.init), let last = passages.last.map(Int.init) else { return nil }
    let start = offset(Int(words.start), in: first)
    let end = offset(Int(words.end), in: last)
    return start <= end ? start..<end : nil
  }

  /// The range of the record for a range of code points in the file. Text that is not in the record, such as a label
  /// at either end, is left out. Nil if nothing is left.
  public func words(at range: Range<Int>) -> (words: ByteRange, passages: Range<Int>)? {
    guard let first = passage(at: range.lowerBound, behind: false),
      let last = passage(at: range.upperBound, behind: true), first <= last
    else { return nil }
    let start = byte(range.lowerBound, in: first)
    let end = byte(range.upperBound, in: last)
    return start < end ? (ByteRange(start, end), first..<(last + 1)) : nil
  }

  private func offset(_ byte: Int, in passage: Int) -> Int {
    let start = Int(record.passages[passage].range.start)
    return starts[passage] + TextLayout.codePoints(record.bytes[start..<max(start, byte)])
  }

  /// The passage that contains a position, or the next one (for an end: the previous one).
  private func passage(at place: Int, behind isEnd: Bool) -> Int? {
    // Number of passages that begin before the place, or for a beginning at it.
    let before = starts.partitioningIndex { isEnd ? $0 >= place : $0 > place }
    guard before > 0 else { return isEnd || starts.isEmpty ? nil : 0 }
    let passage = before - 1
    if isEnd { return passage }
    let range = record.passages[passage].range.asRange
    let isInside = place < starts[passage] + TextLayout.codePoints(record.bytes[range])
    return isInside ? passage : passage + 1 < starts.count ? passage + 1 : nil
  }

  private func byte(_ place: Int, in passage: Int) -> Int {
    let range = record.passages[passage].range.asRange
    var left = place - starts[passage]
    guard left > 0 else { return range.lowerBound }
    for at in range where !UTF8.isContinuation(record.bytes[at]) {
      if left == 0 { return at }
      left -= 1
    }
    return range.upperBound
  }

  static func codePoints(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      var count = 0
      for byte in buffer where !UTF8.isContinuation(byte) { count += 1 }
      return count
    }
  }
}
