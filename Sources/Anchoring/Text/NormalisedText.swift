import Archive
import Base

/// Normalised text for comparison, with the original offset of each byte.
///
/// Records and quotations are normalised in the same way, which docs/anchoring.md describes: canonical composition;
/// typographic quotation marks, apostrophes and dashes become their ASCII equivalents, a run of dashes one dash; an
/// ellipsis becomes three dots; a run of white space becomes one space, and is removed at the ends and between
/// ideographs; invisible characters are removed. `bytes` keeps case, `folded` does not.
struct NormalisedText: Sendable {
  /// The text, UTF-8.
  private(set) var bytes: [UInt8] = []
  /// The same text in lower case, with exactly as many bytes.
  private(set) var folded: [UInt8] = []
  /// For each byte the offset in the original at which its letter starts.
  private(set) var starts: [Int32] = []
  /// For each byte the offset in the original at which its letter ends.
  private(set) var ends: [Int32] = []

  private var space: (start: Int, end: Int)?
  private var lastWide = false

  /// Normalises a quotation, or the words before or after one.
  init(_ text: String) {
    append(Array(text.utf8), 0..<text.utf8.count)
    fold()
  }

  /// Normalises the passages of a record, one after the other. Headings are left out, because notes are never on
  /// them.
  init(_ record: Prose) {
    let room = record.bytes.count
    bytes.reserveCapacity(room)
    starts.reserveCapacity(room)
    ends.reserveCapacity(room)
    var last = 0
    for passage in record.passages {
      let range = passage.range.asRange
      if !bytes.isEmpty, space == nil { space = (last, range.lowerBound) }
      append(record.bytes, range)
      last = range.upperBound
    }
    fold()
  }

  /// The original bytes of a range of the normalised text. For an empty range within the text, the bytes that
  /// normalisation removed there.
  func original(_ range: Range<Int>) -> ByteRange {
    if range.isEmpty, range.lowerBound > 0, range.lowerBound < starts.count {
      let end = Int(ends[range.lowerBound - 1])
      return ByteRange(end, max(end, Int(starts[range.lowerBound])))
    }
    return ByteRange(Int(starts[range.lowerBound]), Int(ends[range.upperBound - 1]))
  }

  /// The normalised bytes of a range of the original.
  func normalised(_ range: ByteRange) -> Range<Int> {
    let lower = starts.partitioningIndex { $0 >= range.start }
    var upper = starts.partitioningIndex { $0 >= range.end }
    if upper > lower, bytes[upper - 1] == 0x20 { upper -= 1 }
    return lower..<max(lower, upper)
  }

  private mutating func append(_ source: [UInt8], _ range: Range<Int>) {
    source.withUnsafeBufferPointer { text in
      var at = range.lowerBound
      while at < range.upperBound {
        let (scalar, length) = UTF8.codePoint(text, at: at, end: range.upperBound)
        var end = at + length
        if end < range.upperBound, text[end] >= 0xCC || Composition.isSingle(scalar) {
          var run = [scalar]
          while end < range.upperBound {
            let (next, length) = UTF8.codePoint(text, at: end, end: range.upperBound)
            guard Composition.continues(next) else { break }
            run.append(next)
            end += length
          }
          if run.count > 1 || Composition.isSingle(scalar) {
            for part in Composition.compose(run) { take(part, at, end) }
            at = end
            continue
          }
        }
        take(Composition.isSingle(scalar) ? Composition.compose([scalar])[0] : scalar, at, end)
        at = end
      }
    }
  }

  private mutating func take(_ scalar: UInt32, _ start: Int, _ end: Int) {
    if Scalars.isSpace(scalar) {
      space = (space?.start ?? start, end)
      return
    }
    if Scalars.isInvisible(scalar) { return }
    let plain = Self.plain(scalar)
    if plain == 0x2D, space == nil, bytes.last == 0x2D {
      ends[ends.count - 1] = Int32(end)
      return
    }
    let wide = Scalars.isWide(scalar) || Scalars.isWidePunctuation(scalar)
    if let gap = space, !bytes.isEmpty, !(wide && lastWide) { put(0x20, gap.start, gap.end) }
    space = nil
    lastWide = wide
    if scalar == 0x2026 {
      for _ in 0..<3 { put(0x2E, start, end) }
    } else {
      put(plain, start, end)
    }
  }

  private mutating func put(_ scalar: UInt32, _ start: Int, _ end: Int) {
    let before = bytes.count
    UTF8.append(scalar, to: &bytes)
    for _ in before..<bytes.count {
      starts.append(Int32(truncatingIfNeeded: start))
      ends.append(Int32(truncatingIfNeeded: end))
    }
  }

  private static func plain(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x60, 0xB4, 0x2B9, 0x2BC, 0x2018...0x201B, 0x2032, 0x2035, 0x2039, 0x203A, 0xFF07: return 0x27
    case 0xAB, 0xBB, 0x201C...0x201F, 0x2033, 0x2036, 0xFF02: return 0x22
    case 0x2010...0x2015, 0x2212, 0x2E3A, 0x2E3B, 0xFE58, 0xFE63, 0xFF0D: return 0x2D
    default: return scalar
    }
  }

  private mutating func fold() {
    folded.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { text in
      var at = 0
      while at < text.count {
        let (scalar, length) = UTF8.codePoint(text, at: at, end: text.count)
        UTF8.append(Scalars.fold(scalar), to: &folded)
        at += length
      }
    }
  }
}
