import Archive
import Base
import Linking

/// Where the passages of a source stand in `data/text/ID.txt`, counted in Unicode code points from the beginning
/// of the file: what the TextPositionSelector of exported notes counts.
public struct TextLayout: Sendable {
  /// For each passage the code points in front of its words.
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

  /// The code points of the file that words of some passages are.
  func range(of words: ByteRange, in passages: Range<Int32>) -> Range<Int>? {
    guard let first = passages.first.map(Int.init), let last = passages.last.map(Int.init) else { return nil }
    let start = offset(Int(words.start), in: first)
    let end = offset(Int(words.end), in: last)
    return start <= end ? start..<end : nil
  }

  /// The words of the record at some code points of the file; what is no record there, such as labels at either
  /// end, is left out. Nil where no words are left.
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

  /// The passage whose words a place is in, or the next one (for an end, the one before).
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
