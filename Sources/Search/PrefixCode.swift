/// A canonical prefix code (Huffman 1952) with codes of at most 12 bits. It is written as the lengths of its codes,
/// one hexadecimal digit for each symbol. A reader derives the same codes: shorter ones first, and codes of equal
/// length in order of the symbols.
struct PrefixCode {
  static let longest = 12

  let lengths: [UInt8]
  private var codes: [UInt32]

  /// - Parameter frequencies: the number of occurrences of each symbol. Symbols that do not occur get a code too,
  ///   because the frequencies are those of a sample.
  init(frequencies: [Int]) {
    var weights = frequencies.map { $0 * 16 + 1 }
    while true {
      let lengths = Self.lengths(weights)
      if lengths.allSatisfy({ $0 <= Self.longest }) {
        self.lengths = lengths.map { UInt8($0) }
        break
      }
      // Flatten the tree. This ends at the latest when all weights are one.
      weights = weights.map { $0 / 4 + 1 }
    }
    codes = Self.codes(lengths)
  }

  /// Nil if the text is not a valid code.
  init?(_ text: String) {
    var lengths: [UInt8] = []
    for byte in text.utf8 {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, 1...Self.longest ~= digit else {
        return nil
      }
      lengths.append(UInt8(digit))
    }
    let room = lengths.reduce(0) { $0 + (1 << (Self.longest - Int($1))) }
    guard !lengths.isEmpty, room <= 1 << Self.longest else { return nil }
    self.lengths = lengths
    codes = Self.codes(lengths)
  }

  var text: String { String(decoding: lengths.map { $0 < 10 ? 0x30 + $0 : 0x57 + $0 }, as: UTF8.self) }

  /// `code << 8 | length`.
  func packed(_ symbol: Int) -> UInt32 { codes[symbol] << 8 | UInt32(lengths[symbol]) }

  @inline(__always)
  func write(_ symbol: Int, to out: inout BitWriter) { out.write(codes[symbol], width: Int(lengths[symbol])) }

  /// For each 12-bit value the symbol that it begins with and its length: `symbol << 4 | length`; 0 if there is none.
  func decodingTable() -> [UInt16] {
    var table = [UInt16](repeating: 0, count: 1 << Self.longest)
    for (symbol, length) in lengths.enumerated() {
      let shift = Self.longest - Int(length)
      let first = Int(codes[symbol]) << shift
      for place in first..<first + (1 << shift) { table[place] = UInt16(symbol << 4) | UInt16(length) }
    }
    return table
  }

  private static func codes(_ lengths: [UInt8]) -> [UInt32] {
    var codes = [UInt32](repeating: 0, count: lengths.count)
    var code: UInt32 = 0
    for length in 1...longest {
      for (symbol, own) in lengths.enumerated() where Int(own) == length {
        codes[symbol] = code
        code += 1
      }
      code <<= 1
    }
    return codes
  }

  /// Depth of each symbol in the tree. Of equal weights the earlier one is taken, so that the tree is
  /// deterministic.
  private static func lengths(_ weights: [Int]) -> [Int] {
    if weights.count == 1 { return [1] }
    let count = weights.count
    let order = weights.indices.sorted { (weights[$0], $0) < (weights[$1], $1) }
    var parents = [Int](repeating: 0, count: 2 * count - 1)
    var inner: [Int] = []
    var (leaf, node) = (0, 0)
    func lightest() -> (place: Int, weight: Int) {
      if node >= inner.count || leaf < count && weights[order[leaf]] <= inner[node] {
        defer { leaf += 1 }
        return (order[leaf], weights[order[leaf]])
      }
      defer { node += 1 }
      return (count + node, inner[node])
    }
    while inner.count < count - 1 {
      let (first, second) = (lightest(), lightest())
      parents[first.place] = count + inner.count
      parents[second.place] = count + inner.count
      inner.append(first.weight + second.weight)
    }
    var depths = [Int](repeating: 0, count: 2 * count - 1)
    for place in (0..<2 * count - 2).reversed() where place >= count {
      depths[place] = depths[parents[place]] + 1
    }
    return (0..<count).map { depths[parents[$0]] + 1 }
  }
}
