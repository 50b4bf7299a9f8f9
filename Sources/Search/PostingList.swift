import Base

/// One list, unpacked.
struct PostingList {
  var term: Int
  /// `IndexFormat.weight`.
  var weight: Int
  var isLong = false
  /// The code of the term as a neighbour.
  var code = 0
  var documents: [Int] = []
  /// `weight * (impact + 1)`.
  var scores: [Int] = []
  /// The start of the neighbours of each document, then the total number; nil if the neighbours were not read.
  var neighbours: (starts: [Int], codes: [UInt16])?

  /// Whether this term holds the pair if both are neighbours: `NeighbourRule.standing`.
  func hasPair(with other: PostingList) -> Bool { (rank, term) <= (other.rank, other.term) }

  private var rank: Int {
    isLong ? 2 + PostingCodes.frequency(documents.count) : code < PostingCodes.exact ? 1 : 0
  }

  /// The index of a document in the list; nil if the term does not occur in it.
  func index(of document: Int) -> Int? {
    let place = documents.partitioningIndex { $0 >= document }
    return place < documents.count && documents[place] == document ? place : nil
  }

  /// Whether the posting at an index has a neighbour. False if the neighbours were not read; true if there were too
  /// many to be written.
  func has(_ neighbour: Int, at place: Int) -> Bool {
    guard let neighbours else { return false }
    let range = neighbours.starts[place]..<neighbours.starts[place + 1]
    return range.count >= PostingCodes.mostNeighbours || neighbours.codes[range].contains(UInt16(neighbour))
  }
}

/// Decodes posting lists.
struct PostingDecoder {
  private var steps: [[UInt16]] = []
  private var impacts: [[UInt16]] = []
  private var neighbours: [[UInt16]] = []
  private var exact: [Int: Int] = [:]

  init() {}

  init(_ codes: PostingCodes) {
    steps = codes.steps.map { $0.decodingTable() }
    impacts = codes.impacts.map { $0.decodingTable() }
    neighbours = codes.neighbours.map { $0.decodingTable() }
  }

  /// Nil if the codes are damaged.
  init?(_ top: IndexTop) {
    guard let codes = PostingCodes(top.codes), top.exact.count <= PostingCodes.exact else { return nil }
    self.init(codes)
    var term = 0
    for (code, step) in top.exact.enumerated() {
      guard step >= 0, step <= 1 << 40 else { return nil }
      term += step
      exact[term] = code
    }
  }

  /// The code of a term as a neighbour: its own exact code, or the code from the lowest bits of the number written
  /// beside its list.
  func code(of term: Int, beside number: Int) -> Int { exact[term] ?? PostingCodes.exact + number & 7 }

  /// The list of an ordinary term; nil if it is damaged.
  ///
  /// - Parameter header: `documents << 3 | code`.
  func list(
    _ term: Int, header: Int, of total: Int, _ bytes: [UInt8], _ range: Range<Int>
  ) -> PostingList? {
    let count = header >> 3
    guard count <= total, count <= (range.count + 1) * 8 else { return nil }
    let own = PostingCodes.frequencyClass(count, isLong: false)
    var bits = BitReader(bytes, from: range.lowerBound, to: range.upperBound)
    let weight = IndexFormat.weight(documents: count, of: total)
    var list = PostingList(term: term, weight: weight, code: code(of: term, beside: header))
    var starts = [0]
    var codes: [UInt16] = []
    var document = -1
    for _ in 0..<count {
      guard step(own, &bits, &document), document < total, let impact = rest(own, &bits, &codes) else {
        return nil
      }
      starts.append(codes.count)
      list.documents.append(document)
      list.scores.append(weight * (impact + 1))
    }
    guard !bits.isBeyond else { return nil }
    list.neighbours = (starts, codes)
    return list
  }

  /// The list of a long term; nil if it is damaged.
  ///
  /// - Parameter others: the shard of its neighbours, if it was read.
  func long(
    _ term: Int, documents count: Int, code: Int, of total: Int, _ bytes: [UInt8], _ others: [UInt8]?
  ) -> PostingList? {
    guard let documents = self.documents(ofLong: count, of: total, bytes) else { return nil }
    let weight = IndexFormat.weight(documents: count, of: total)
    var list = PostingList(
      term: term, weight: weight, isLong: true, code: code)
    list.documents = documents
    list.scores = [Int](repeating: weight * (PostingCodes.longImpact + 1), count: count)
    guard let others else { return list }
    var beside = BitReader(others, from: 0, to: others.count)
    var starts = [0]
    var codes: [UInt16] = []
    for _ in 0..<count {
      guard rest(PostingCodes.long, &beside, &codes) != nil, !beside.isBeyond else { return nil }
      starts.append(codes.count)
    }
    list.neighbours = (starts, codes)
    return list
  }

  /// The documents of a long term from its shard `pN`; nil if the shard is damaged.
  func documents(ofLong count: Int, of total: Int, _ bytes: [UInt8]) -> [Int]? {
    guard count <= total else { return nil }
    let isInverted = PostingCodes.isInverted(count, of: total)
    var bits = BitReader(bytes, from: 0, to: bytes.count)
    var listed: [Int] = []
    var document = -1
    for _ in 0..<(isInverted ? total - count : count) {
      guard step(PostingCodes.long, &bits, &document), document < total else { return nil }
      listed.append(document)
    }
    guard !bits.isBeyond else { return nil }
    guard isInverted else { return listed }
    var documents: [Int] = []
    documents.reserveCapacity(count)
    var next = 0
    for absent in listed + [total] {
      documents.append(contentsOf: next..<absent)
      next = absent + 1
    }
    return documents
  }

  /// Reads the impact and the neighbours; false if they are damaged.
  @inline(__always)
  func rest(_ own: Int, _ bits: inout BitReader, _ posting: inout PostingCodes.Posting) -> Bool {
    guard let symbol = Self.symbol(impacts[own], &bits) else { return false }
    posting.impact = symbol >> 3
    posting.neighbours.removeAll(keepingCapacity: true)
    for _ in 0..<(symbol & 7 < 7 ? symbol & 7 : bits.read(width: 8)) {
      guard let next = Self.symbol(neighbours[own], &bits) else { return false }
      posting.neighbours.append(next)
    }
    return true
  }

  /// Reads the step to the next document.
  @inline(__always)
  func step(_ own: Int, _ bits: inout BitReader, _ document: inout Int) -> Bool {
    guard let width = Self.symbol(steps[own], &bits), width > 0 else { return false }
    document += 1 << (width - 1) | (width > 1 ? bits.read(width: width - 1) : 0)
    return true
  }

  /// Reads the impact and the neighbours; nil if they are damaged.
  @inline(__always)
  private func rest(_ own: Int, _ bits: inout BitReader, _ codes: inout [UInt16]) -> Int? {
    guard let symbol = Self.symbol(impacts[own], &bits) else { return nil }
    for _ in 0..<(symbol & 7 < 7 ? symbol & 7 : bits.read(width: 8)) {
      guard let next = Self.symbol(neighbours[own], &bits) else { return nil }
      codes.append(UInt16(next))
    }
    return symbol >> 3
  }

  @inline(__always)
  private static func symbol(_ table: [UInt16], _ bits: inout BitReader) -> Int? {
    let found = table[bits.peek() >> 4]
    guard found > 0 else { return nil }
    bits.skip(Int(found & 15))
    return Int(found >> 4)
  }
}
