import Base

/// Many short byte strings in two arrays. A site has millions of ids and links; an object for each would
/// cost more than their bytes.
struct ByteTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  var count: Int { ends.count }

  subscript(index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  mutating func append(_ string: some Sequence<UInt8>) {
    bytes.append(contentsOf: string)
    ends.append(UInt32(bytes.count))
  }

  /// The same strings, sorted by their bytes.
  func sorted() -> ByteTable {
    var out = ByteTable()
    out.bytes.reserveCapacity(bytes.count)
    out.ends.reserveCapacity(ends.count)
    for index in (0..<count).sorted(by: { self[$0].lexicographicallyPrecedes(self[$1]) }) {
      out.append(self[index])
    }
    return out
  }

  /// Whether a sorted table contains a string.
  func contains(_ string: some Collection<UInt8>) -> Bool {
    let place = (0..<count).partitioningIndex { !self[$0].lexicographicallyPrecedes(string) }
    return place < count && self[place].elementsEqual(string)
  }
}

/// The ids of one page. Ids of passages, `p1`, `p2` …, are stored as ranges of numbers, since most ids are of that
/// kind and they rarely have gaps.
struct IDSet: Sendable {
  private var ranges: [ClosedRange<UInt32>] = []
  private var others = ByteTable()

  /// Creates the set from the ids of a page, and adds the indices of repeated ids to `twice`.
  init(_ ids: ByteTable, twice: inout [Int]) {
    var numbers: [(UInt32, Int)] = []
    var names: [Int] = []
    for index in 0..<ids.count {
      if let number = IDSet.passage(ids[index]) {
        numbers.append((number, index))
      } else {
        names.append(index)
      }
    }
    numbers.sort { $0 < $1 }
    for (number, index) in numbers {
      if let last = ranges.last, last.upperBound == number {
        twice.append(index)
      } else if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    names.sort { a, b in
      ids[a].elementsEqual(ids[b]) ? a < b : ids[a].lexicographicallyPrecedes(ids[b])
    }
    for (place, index) in names.enumerated() {
      if place > 0, ids[names[place - 1]].elementsEqual(ids[index]) {
        twice.append(index)
      } else {
        others.append(ids[index])
      }
    }
  }

  /// Creates an empty set.
  init() {}

  func contains(_ id: some Collection<UInt8>) -> Bool {
    guard let number = IDSet.passage(id) else { return others.contains(id) }
    let place = ranges.partitioningIndex { $0.upperBound >= number }
    return place < ranges.count && ranges[place].contains(number)
  }

  /// The N of `pN`, if written like the id of a passage: no leading zero, at most nine digits.
  private static func passage(_ id: some Collection<UInt8>) -> UInt32? {
    guard id.first == UInt8(ascii: "p"), (2...10).contains(id.count) else { return nil }
    var number: UInt32 = 0
    for byte in id.dropFirst() {
      guard (0x30...0x39).contains(byte), number > 0 || byte != 0x30 else { return nil }
      number = number * 10 + UInt32(byte - 0x30)
    }
    return number
  }
}
