import FoundationEssentials

/// Reads the files of an index from a folder and keeps what was read.
struct ShardStore {
  let directory: String
  private(set) var top: IndexTop
  private var build = ""
  private var words: [Int: [Word]] = [:]
  private var postings: [Int: PostingShard] = [:]
  private var strings: [String: [String?]] = [:]
  private var sources: [Int: [[String]]] = [:]

  /// A form and the terms it leads to.
  struct Word {
    var form: [UInt8]
    var terms: [Int]
  }

  /// The bytes of a shard `pN` and where each list begins.
  private struct PostingShard {
    var bytes: [UInt8]
    var offsets: [Int]
  }

  init(directory: String) throws {
    self.directory = directory
    top = IndexTop(
      version: 0, documents: 0, sources: 0, entries: 0, words: [], postings: [], texts: [], perSources: 1,
      perEntries: 1)
    let header = try JSONDecoder().decode(Version.self, from: load("index"))
    guard header.version == IndexFormat.version else {
      throw SearchError.version(found: header.version, expected: IndexFormat.version)
    }
    top = try decode(IndexTop.self, "index")
    guard top.documents >= 0, top.perSources > 0, top.perEntries > 0, top.entries >= 0,
      top.entries <= top.documents
    else { throw SearchError.damaged(path: path("index")) }
  }

  private struct Version: Decodable {
    var version: Int
  }

  func path(_ name: String) -> String { "\(directory)/\(name).js" }

  /// The payload of a shard.
  private mutating func load(_ name: String) throws -> Data {
    guard let data = try? Data(contentsOf: URL(filePath: path(name))) else {
      throw SearchError.missing(path: path(name))
    }
    let head = Array("sitegenSearch.shard(\"\(name)\",\"".utf8)
    guard data.starts(with: head), data.count > head.count + 22, data.suffix(3) == Data(");\n".utf8) else {
      throw SearchError.damaged(path: path(name))
    }
    let found = String(decoding: data[head.count..<head.count + 16], as: UTF8.self)
    if build.isEmpty { build = found }
    guard found == build else { throw SearchError.mixed(path: path(name)) }
    return data[(head.count + 18)..<(data.count - 3)]
  }

  private mutating func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    let data = try load(name)
    do {
      return try JSONDecoder().decode(type, from: Data(data))
    } catch {
      throw SearchError.damaged(path: path(name))
    }
  }

  private mutating func binary(_ name: String) throws -> [UInt8] {
    let data = try load(name)
    guard data.first == 0x22, data.last == 0x22,
      let bytes = Base64.decode(String(decoding: data.dropFirst().dropLast(), as: UTF8.self))
    else { throw SearchError.damaged(path: path(name)) }
    return bytes
  }

  mutating func facets() throws -> IndexFacets { try decode(IndexFacets.self, "facets") }

  /// The forms of a shard `wN`.
  mutating func words(_ shard: Int) throws -> [Word] {
    if let known = words[shard] { return known }
    let bytes = try binary("w\(shard)")
    var reader = VarintReader(bytes)
    var found: [Word] = []
    var previous: [UInt8] = []
    var term = 0
    while !reader.isAtEnd {
      guard let shared = reader.next(), let more = reader.next(), shared <= previous.count,
        more <= bytes.count - reader.at
      else { throw SearchError.damaged(path: path("w\(shard)")) }
      let form = Array(previous[..<shared]) + bytes[reader.at..<reader.at + more]
      reader.at += more
      var terms: [Int] = []
      guard let count = reader.next() else { throw SearchError.damaged(path: path("w\(shard)")) }
      for _ in 0..<count {
        guard let step = reader.nextZigzag() else { throw SearchError.damaged(path: path("w\(shard)")) }
        term += step
        terms.append(term)
      }
      found.append(Word(form: form, terms: terms))
      previous = form
    }
    words[shard] = found
    return found
  }

  /// A posting list as bytes: number of documents is not needed, so weight, first part, second part.
  mutating func postings(_ term: Int) throws -> (weight: Int, first: VarintReader, second: VarintReader) {
    let shard = lastIndex(top.postings, notAbove: term)
    let damaged = SearchError.damaged(path: path("p\(shard)"))
    if postings[shard] == nil {
      let bytes = try binary("p\(shard)")
      var offsets: [Int] = []
      var reader = VarintReader(bytes)
      while !reader.isAtEnd {
        offsets.append(reader.at)
        guard reader.next() != nil, reader.next() != nil, let a = reader.next(), let b = reader.next(),
          a <= bytes.count, b <= bytes.count, reader.at + a + b <= bytes.count
        else { throw damaged }
        reader.at += a + b
      }
      postings[shard] = PostingShard(bytes: bytes, offsets: offsets)
    }
    guard shard >= 0, let found = postings[shard], found.offsets.indices.contains(term - top.postings[shard])
    else { throw damaged }
    var reader = VarintReader(found.bytes, from: found.offsets[term - top.postings[shard]])
    guard reader.next() != nil, let weight = reader.next(), let a = reader.next(), let b = reader.next()
    else {
      throw damaged
    }
    let start = reader.at
    return (
      weight, VarintReader(found.bytes, from: start, to: start + a),
      VarintReader(found.bytes, from: start + a, to: start + a + b)
    )
  }

  /// Section and text of a title or passage.
  mutating func text(_ document: Int) throws -> (section: String, text: String) {
    let shard = lastIndex(top.texts, notAbove: document)
    let all = try strings("t\(shard)")
    guard shard >= 0, case let at = (document - top.texts[shard]) * 2, at + 1 < all.count,
      let text = all[at + 1]
    else { throw SearchError.damaged(path: path("t\(shard)")) }
    let section = stride(from: at, through: 0, by: -2).lazy.compactMap { all[$0] }.first
    return (section ?? "", text)
  }

  /// Title, address and text of an entry.
  mutating func entry(_ number: Int) throws -> (title: String, url: String, text: String) {
    let name = "e\(number / top.perEntries)"
    let all = try strings(name)
    let at = number % top.perEntries * 3
    guard at + 2 < all.count, let title = all[at], let url = all[at + 1], let text = all[at + 2] else {
      throw SearchError.damaged(path: path(name))
    }
    return (title, url, text)
  }

  private mutating func strings(_ name: String) throws -> [String?] {
    if let known = strings[name] { return known }
    let all = try decode([String?].self, name)
    strings[name] = all
    return all
  }

  /// What a result shows of a source.
  mutating func source(_ number: Int) throws -> (id: String, title: String, url: String, date: String) {
    let shard = number / top.perSources
    if sources[shard] == nil { sources[shard] = try decode([[String]].self, "s\(shard)") }
    guard let all = sources[shard], number % top.perSources < all.count,
      case let row = all[number % top.perSources], row.count == 4
    else { throw SearchError.damaged(path: path("s\(shard)")) }
    return (row[0], row[1], row[2], row[3])
  }

  /// The place of the last number that is not above the given one; -1 where all are.
  private func lastIndex(_ numbers: [Int], notAbove number: Int) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
