/// The state of an index that a build keeps so that the next one can update it: see `IndexBuilder.renew`. It has
/// about the size of the distinct words of the archive, with some numbers. It contains no text and no postings.
///
/// The same content gives the same state, whether its index was built or updated.
public struct IndexState: Sendable, Equatable {
  var layout = IndexLayout()
  /// For each index in `layout.sources` the number of the source in the order in which the sources are given.
  var order: [UInt32] = []
  /// Number of words of the archive.
  var length = 0
  var sample = PostingCodes.Sample()
  var words = WordTables()
  /// The first term of each shard of ordinary terms.
  var firsts: [Int] = []
  /// `FormTables.dictionaryBorders`.
  var dictionary: [Int] = []

  /// Changes with every change of the format of `bytes`.
  private static let version = 1
  private static let head = Array("sitegen index state".utf8)

  /// The state as bytes, to be kept in a file. The caller must return the same bytes: `init(_:)` detects data that
  /// cannot be read, but not every wrong number.
  public var bytes: [UInt8] {
    var out = Self.head
    out.reserveCapacity(words.forms.bytes.count * 4)
    for number in [
      Self.version, IndexFormat.version, layout.entryCount, layout.sources.count, words.total, length,
    ] {
      appendVarint(number, to: &out)
    }
    for hash in [layout.pages, layout.vocabulary, layout.entries] { Self.append(hash, to: &out) }
    for (source, number) in zip(layout.sources, order) {
      Self.append(source.hash, to: &out)
      appendVarint(Int(number), to: &out)
      appendVarint(source.headings, to: &out)
      appendVarint(source.passages, to: &out)
    }
    for row in sample.steps + sample.impacts + sample.neighbours {
      for count in row { appendVarint(count, to: &out) }
    }
    Self.append(words.forms, to: &out)
    Self.append(words.stems, to: &out)
    appendVarint(words.long, to: &out)
    for documents in words.documents { appendVarint(UInt64(documents), to: &out) }
    var before = 0
    for form in 0..<words.forms.count {
      appendVarint(words.entries(form).count, to: &out)
      for entry in words.entries(form) {
        appendVarint(zigzag(Int(words.terms[entry]) - before), to: &out)
        appendVarint(UInt64(words.counts[entry]), to: &out)
        before = Int(words.terms[entry])
      }
    }
    for places in [firsts, dictionary] {
      appendVarint(places.count, to: &out)
      for (place, before) in zip(places, [0] + places) { appendVarint(place - before, to: &out) }
    }
    return out
  }

  init() {}

  /// Reads the output of `bytes`; nil if it is from another version of sitegen, or damaged.
  public init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.head) else { return nil }
    var reader = StateReader(bytes, from: Self.head.count)
    guard reader.number() == Self.version, reader.number() == IndexFormat.version else { return nil }
    layout.entryCount = reader.number()
    let sources = reader.number(to: bytes.count)
    words.total = reader.number(to: Int(Int32.max))
    length = reader.number(to: 1 << 32)
    layout.pages = reader.hash()
    layout.vocabulary = reader.hash()
    layout.entries = reader.hash()
    for _ in 0..<sources {
      let hash = reader.hash()
      order.append(UInt32(reader.number(to: sources - 1)))
      layout.sources.append(
        .init(
          hash: hash, headings: reader.number(to: words.total), passages: reader.number(to: words.total)))
      guard reader.isGood else { return nil }
    }
    for row in sample.steps.indices { sample.steps[row] = sample.steps[row].map { _ in reader.number() } }
    for row in sample.impacts.indices {
      sample.impacts[row] = sample.impacts[row].map { _ in reader.number() }
    }
    for row in sample.neighbours.indices {
      sample.neighbours[row] = sample.neighbours[row].map { _ in reader.number() }
    }
    words.forms = reader.row()
    words.stems = reader.row()
    words.long = reader.number(to: words.stems.count)
    words.documents = (0..<words.stems.count).map { _ in UInt32(reader.number(to: words.total)) }
    guard reader.isGood else { return nil }
    var (before, sum) = (0, 0)
    words.starts.reserveCapacity(words.forms.count + 1)
    words.terms.reserveCapacity(words.forms.count * 9 / 8)
    words.counts.reserveCapacity(words.forms.count * 9 / 8)
    for _ in 0..<words.forms.count {
      for entry in 0..<reader.number(to: words.stems.count) {
        let term = before + reader.signed()
        guard words.documents.indices.contains(term), entry == 0 || term > before else { return nil }
        words.terms.append(UInt32(term))
        before = term
        let count = reader.number(to: Int(UInt32.max))
        sum += count
        guard count > 0, sum <= UInt32.max / 2 else { return nil }
        words.counts.append(UInt32(count))
      }
      words.starts.append(UInt32(words.terms.count))
    }
    firsts = reader.places()
    dictionary = reader.places()
    guard reader.isGood, reader.isAtEnd, fits else { return nil }
  }

  /// Whether the parts are consistent, as far as this is needed to prevent reads out of bounds.
  private var fits: Bool {
    let (terms, forms) = (words.documents.count, words.forms.count)
    var isThere = [Bool](repeating: false, count: order.count)
    for number in order { isThere[Int(number)] = true }
    let sum = layout.sources.reduce(layout.entryCount + order.count) { $0 + $1.headings + $1.passages }
    let least = WordTables.leastLong(of: words.total)
    return isThere.allSatisfy { $0 } && sum == words.total
      && words.forms.ascends(0..<forms) && words.stems.ascends(0..<words.long)
      && words.stems.ascends(words.long..<terms)
      && words.documents.allSatisfy { $0 > 0 }
      && words.documents[..<words.long].allSatisfy { $0 >= least }
      && words.documents[words.long...].allSatisfy { $0 < least }
      && zip(words.starts, words.starts.dropFirst()).allSatisfy { $0 < $1 }
      && (words.long == terms ? firsts.isEmpty : firsts.first == words.long) && (firsts.last ?? -1) < terms
      && zip(firsts, firsts.dropFirst()).allSatisfy { $0 < $1 }
      && dictionary.first == 0 && dictionary.last == forms
      && zip(dictionary, dictionary.dropFirst()).allSatisfy { $0 < $1 }
  }

  private static func append(_ hash: UInt64, to out: inout [UInt8]) {
    for shift in 0..<8 { out.append(UInt8(truncatingIfNeeded: hash >> (8 * UInt64(shift)))) }
  }

  private static func append(_ row: PackedStrings, to out: inout [UInt8]) {
    appendVarint(row.count, to: &out)
    appendVarint(row.bytes.count, to: &out)
    for place in 0..<row.count { appendVarint(Int(row.offsets[place + 1] - row.offsets[place]), to: &out) }
    out.append(contentsOf: row.bytes)
  }
}

/// Reads a state and records whether all of it could be read, so that not every number has to be checked by the
/// caller.
private struct StateReader {
  private var reader: VarintReader
  private(set) var isGood = true

  init(_ bytes: [UInt8], from start: Int) { reader = VarintReader(bytes, from: start) }

  var isAtEnd: Bool { reader.isAtEnd }

  /// The next number; 0 if there is none, or if it is above `most`.
  @inline(__always)
  mutating func number(to most: Int = 1 << 48) -> Int {
    guard let number = reader.next(), number <= most else {
      isGood = false
      return 0
    }
    return number
  }

  @inline(__always)
  mutating func signed() -> Int {
    let number = number()
    return number >> 1 ^ -(number & 1)
  }

  mutating func hash() -> UInt64 {
    guard reader.at + 8 <= reader.end else {
      isGood = false
      return 0
    }
    var hash: UInt64 = 0
    for shift in 0..<8 { hash |= UInt64(reader.bytes[reader.at + shift]) << (8 * UInt64(shift)) }
    reader.at += 8
    return hash
  }

  mutating func row() -> PackedStrings {
    let left = reader.end - reader.at
    let (count, size) = (number(to: left), number(to: left))
    guard isGood else { return PackedStrings() }
    var lengths: [UInt32] = []
    lengths.reserveCapacity(count)
    for _ in 0..<count { lengths.append(UInt32(number(to: size))) }
    guard isGood, size <= reader.end - reader.at,
      let row = PackedStrings(bytes: Array(reader.bytes[reader.at..<reader.at + size]), lengths: lengths)
    else {
      isGood = false
      return PackedStrings()
    }
    reader.at += size
    return row
  }

  /// Ascending indices, written as differences.
  mutating func places() -> [Int] {
    var places: [Int] = []
    var place = 0
    for _ in 0..<number(to: reader.end - reader.at) {
      place += number(to: 1 << 31)
      places.append(place)
    }
    return places
  }
}
