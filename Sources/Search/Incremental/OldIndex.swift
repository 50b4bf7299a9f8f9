import Base

/// The files of the last index, read as far as they are needed.
final class OldIndex {
  private let words: WordTables
  private let firsts: [Int]
  private let layout: String
  private let read: (String) throws -> [UInt8]?
  private var shards: [Int: Shard] = [:]

  /// The lists of a shard of ordinary terms.
  private struct Shard {
    var bytes: [UInt8]
    /// The start of each list with its header, then the end of the last.
    var starts: [Int]
    /// The start of the bits of each list.
    var bits: [Int]
  }

  /// - Parameters:
  ///   - words: the tables of the last build.
  ///   - firsts: the first term of each shard.
  ///   - layout: `IndexLayout.name`.
  ///   - read: returns the bytes of a file by its path relative to the root of the site; nil if it does not exist.
  init(
    _ words: WordTables, firsts: [Int], layout: String, read: @escaping (String) throws -> [UInt8]?
  ) {
    self.words = words
    self.firsts = firsts
    self.layout = layout
    self.read = read
  }

  /// The shard of an ordinary term.
  func shard(of term: Int) -> Int { firsts.partitioningIndex { $0 > term } - 1 }

  /// The binary payload of a file; nil if the file does not exist or does not belong to the last index.
  func binary(_ name: String) throws -> [UInt8]? {
    guard let file = try read("\(IndexFormat.folder)/\(name).js") else { return nil }
    let head = Array("sitegenSearch.shard(\"\(name)\",\"\(layout)\",\"".utf8)
    let tail = Array("\");\n".utf8)
    guard file.count >= head.count + tail.count, file.starts(with: head), file.suffix(tail.count) == tail[...]
    else { return nil }
    return Base64.decode(file[head.count..<file.count - tail.count])
  }

  /// The list of an ordinary term; nil if the shard is not that of the last build.
  func list(_ term: Int) throws -> PostingListPatcher.Old? {
    let number = shard(of: term)
    guard let shard = try load(number) else { return nil }
    let place = term - firsts[number]
    return PostingListPatcher.Old(
      bytes: shard.bytes, range: shard.bits[place]..<shard.starts[place + 1],
      documents: Int(words.documents[term]), own: words.frequencyClass(term))
  }

  /// The lists of consecutive terms of one shard, with their headers; nil if the shard is not that of the last
  /// build.
  func lists(_ terms: Range<Int>) throws -> ArraySlice<UInt8>? {
    let number = shard(of: terms.lowerBound)
    guard let shard = try load(number) else { return nil }
    let (first, end) = (terms.lowerBound - firsts[number], terms.upperBound - firsts[number])
    return shard.bytes[shard.starts[first]..<shard.starts[end]]
  }

  private func load(_ number: Int) throws -> Shard? {
    if let known = shards[number] { return known }
    guard let bytes = try binary("p\(words.long + number)") else { return nil }
    var reader = VarintReader(bytes)
    guard let table = reader.next(), table <= bytes.count - reader.at else { return nil }
    reader.at += table
    var shard = Shard(bytes: bytes, starts: [reader.at], bits: [])
    for term in firsts[number]..<(number + 1 < firsts.count ? firsts[number + 1] : words.documents.count) {
      guard let header = reader.next(), let size = reader.next(), size <= bytes.count - reader.at,
        header >> 3 == Int(words.documents[term])
      else { return nil }
      shard.bits.append(reader.at)
      reader.at += size
      shard.starts.append(reader.at)
    }
    guard reader.isAtEnd else { return nil }
    shards[number] = shard
    return shard
  }
}
