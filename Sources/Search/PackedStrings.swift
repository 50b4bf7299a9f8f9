import Base

/// Byte strings one after the other in one piece of memory, as an archive has too many words for an object each.
struct PackedStrings: Equatable, Sendable {
  private(set) var bytes: [UInt8] = []
  /// The start of each string, then the end of the last.
  private(set) var offsets: [UInt32] = [0]

  init() {}

  /// Nil if the lengths do not add up to the number of bytes.
  init?(bytes: [UInt8], lengths: [UInt32]) {
    self.bytes = bytes
    offsets.reserveCapacity(lengths.count + 1)
    var end = 0
    for length in lengths {
      end += Int(length)
      guard end <= bytes.count else { return nil }
      offsets.append(UInt32(end))
    }
    guard end == bytes.count else { return nil }
  }

  var count: Int { offsets.count - 1 }

  subscript(place: Int) -> ArraySlice<UInt8> { bytes[Int(offsets[place])..<Int(offsets[place + 1])] }

  /// Reserves capacity for the strings of another array, and some more.
  mutating func reserveCapacity(of other: PackedStrings) {
    bytes.reserveCapacity(other.bytes.count + 1_024)
    offsets.reserveCapacity(other.offsets.count + 64)
  }

  mutating func append(_ string: some Collection<UInt8>) {
    bytes.append(contentsOf: string)
    offsets.append(UInt32(bytes.count))
  }

  /// Appends some strings of another array.
  mutating func append(_ places: Range<Int>, of other: PackedStrings) {
    guard !places.isEmpty else { return }
    let (first, end) = (Int(other.offsets[places.lowerBound]), Int(other.offsets[places.upperBound]))
    let start = bytes.count
    bytes.append(contentsOf: other.bytes[first..<end])
    for place in places { offsets.append(UInt32(Int(other.offsets[place + 1]) - first + start)) }
  }

  /// Calls `body` with a view of all strings in memory, for loops over all of them.
  @inline(__always)
  func withView<Result>(_ body: (View) throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBufferPointer { bytes in
      try offsets.withUnsafeBufferPointer { try body(View(bytes: bytes, offsets: $0)) }
    }
  }

  struct View {
    fileprivate let bytes: UnsafeBufferPointer<UInt8>
    fileprivate let offsets: UnsafeBufferPointer<UInt32>

    @inline(__always)
    subscript(place: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: bytes[Int(offsets[place])..<Int(offsets[place + 1])])
    }
  }

  /// The first index in a sorted part whose string is not below the given one.
  func first(notBelow string: ArraySlice<UInt8>, in part: Range<Int>) -> Int {
    string.withUnsafeBufferPointer { string in
      withView { view in part.partitioningIndex { !precedes(view[$0], string) } }
    }
  }

  /// The index of a string in a sorted part; nil if it is not there.
  func place(of string: ArraySlice<UInt8>, in part: Range<Int>) -> Int? {
    let place = first(notBelow: string, in: part)
    return place < part.upperBound && self[place] == string ? place : nil
  }

  /// Whether the strings of a part are in strictly ascending order.
  func ascends(_ part: Range<Int>) -> Bool {
    withView { view in part.dropFirst().allSatisfy { precedes(view[$0 - 1], view[$0]) } }
  }
}

/// Whether one byte string sorts before another.
@inline(__always)
func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  let most = min(a.count, b.count)
  var at = 0
  while at < most {
    if a[at] != b[at] { return a[at] < b[at] }
    at += 1
  }
  return a.count < b.count
}

/// The length of the common prefix of two byte strings.
@inline(__always)
func shared(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
  let most = min(a.count, b.count)
  var at = 0
  while at < most, a[at] == b[at] { at += 1 }
  return at
}

/// A number rounded down to its leading binary digits, so that it seldom changes if a count changes by one.
@inline(__always)
func coarse(_ number: Int, digits: Int) -> Int {
  let width = Int.bitWidth - number.leadingZeroBitCount
  return width <= digits ? number : (number >> (width - digits)) << (width - digits)
}
