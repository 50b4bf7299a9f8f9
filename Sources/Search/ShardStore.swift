import Base
import FoundationEssentials

/// Reads the files of an index from a folder and caches them.
struct ShardStore {
  let directory: String
  private(set) var top: IndexTop
  private(set) var codes: PostingDecoder
  private var layout = ""
  /// Number of the first term of each shard of ordinary terms, then the number of terms.
  private var firstTerms: [Int] = []
  private var keys: [[UInt8]] = []
  private var dictionaryKeys: [[UInt8]] = []
  private var longForms: [[UInt8]: [Int]] = [:]
  private var shards: [Int: PostingShard] = [:]
  private var dictionary: [Int: [Entry]] = [:]
  private var strings: [String: [String]] = [:]
  private var sources: [Int: [String]] = [:]
  private var lists: [Int: PostingList] = [:]

  /// A form and the terms it maps to.
  struct Word {
    var form: [UInt8]
    var terms: [Int]
  }

  /// A form of the dictionary and its number of occurrences.
  struct Entry {
    var form: [UInt8]
    var count: Int
  }

  private struct PostingShard {
    var bytes: [UInt8]
    var words: [Word]
    /// `documents << 3 | code` and the byte range of each list.
    var lists: [(header: Int, range: Range<Int>)]
  }

  init(directory: String) throws {
    self.directory = directory
    top = IndexTop()
    codes = PostingDecoder()
    let header = try decode(Version.self, "index")
    guard header.version == IndexFormat.version else {
      throw SearchError.version(found: header.version, expected: IndexFormat.version)
    }
    top = try decode(IndexTop.self, "index")
    guard top.documents >= 0, top.perSources > 0, top.perEntries > 0, top.entries >= 0, top.sources >= 0,
      top.entries <= top.documents - top.sources, top.keys.count == top.terms.count,
      top.perNames > 0, top.long.allSatisfy({ $0 >= 0 }),
      top.longCodes.isEmpty || top.longCodes.count == top.long.count,
      top.headings.count == top.passages.count,
      top.terms.allSatisfy({ 1..<1 << 40 ~= $0 }), top.longForms.count == top.longTerms.count,
      let codes = PostingDecoder(top)
    else { throw SearchError.damaged(path: path("index")) }
    self.codes = codes
    var first = top.long.count
    for count in top.terms {
      firstTerms.append(first)
      first += count
    }
    firstTerms.append(first)
    keys = top.keys.map { Array($0.utf8) }
    dictionaryKeys = top.dictionary.map { Array($0.utf8) }
    for (form, terms) in zip(top.longForms, top.longTerms) { longForms[Array(form.utf8)] = terms }
    guard top.longTerms.allSatisfy({ $0.allSatisfy { 0..<first ~= $0 } }) else {
      throw SearchError.damaged(path: path("index"))
    }
  }

  private struct Version: Decodable {
    var version: Int
  }

  func path(_ name: String) -> String { "\(directory)/\(name).js" }

  // MARK: Files

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
    if layout.isEmpty { layout = found }
    guard found == layout else { throw SearchError.mixed(path: path(name)) }
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

  // MARK: Forms

  /// The number of shards with tables of forms.
  var tables: Int { keys.count }

  /// The shard whose table would hold a form.
  func shard(of form: [UInt8]) -> Int { max(0, Self.last(keys, notAbove: form)) }

  /// The forms of a shard.
  mutating func words(_ shard: Int) throws -> [Word] { try loaded(shard).words }

  /// The terms a form maps to; empty if the archive does not have the form.
  mutating func terms(of form: [UInt8]) throws -> [Int] {
    if let terms = longForms[form] { return terms }
    guard !keys.isEmpty else { return [] }
    return try words(shard(of: form)).first { $0.form == form }?.terms ?? []
  }

  /// Forms that map to the terms, from the tables of the shards of the terms and of the form: the words to
  /// highlight in excerpts.
  mutating func kindred(of form: [UInt8], _ terms: [Int]) throws -> Set<[UInt8]> {
    let wanted = Set(terms)
    var found = Set(longForms.filter { !wanted.isDisjoint(with: $0.value) }.map(\.key))
    var places = Set(terms.filter { !isLong($0) }.map(place(of:)))
    if longForms[form] == nil, !keys.isEmpty { places.insert(shard(of: form)) }
    for place in places {
      for word in try words(place) where !wanted.isDisjoint(with: word.terms) { found.insert(word.form) }
    }
    return found
  }

  private func place(of term: Int) -> Int {
    firstTerms[..<keys.count].partitioningIndex { $0 > term } - 1
  }

  private mutating func loaded(_ shard: Int) throws -> PostingShard {
    if let known = shards[shard] { return known }
    let name = "p\(top.long.count + shard)"
    let damaged = SearchError.damaged(path: path(name))
    let bytes = try binary(name)
    var reader = VarintReader(bytes)
    guard let length = reader.next(), length <= bytes.count - reader.at else { throw damaged }
    let end = reader.at + length
    var made = PostingShard(bytes: bytes, words: [], lists: [])
    var ordinary = firstTerms[shard]
    var previous: [UInt8] = []
    while reader.at < end {
      guard let form = reader.nextForm(after: previous), let count = reader.next(), count <= length else {
        throw damaged
      }
      var terms: [Int] = []
      for _ in 0..<count {
        guard let written = reader.next() else { throw damaged }
        if written & 1 == 0 { ordinary += written >> 2 ^ -(written >> 1 & 1) }
        let term = written & 1 == 0 ? ordinary : written >> 1
        guard 0..<firstTerms[keys.count] ~= term else { throw damaged }
        terms.append(term)
      }
      made.words.append(Word(form: form, terms: terms))
      previous = form
    }
    for _ in 0..<top.terms[shard] {
      guard let header = reader.next(), let size = reader.next(), size <= bytes.count - reader.at else {
        throw damaged
      }
      made.lists.append((header, reader.at..<reader.at + size))
      reader.at += size
    }
    // Shards of two builds may have the same layout. Most shards that do not belong together differ in forms or
    // lists.
    guard reader.isAtEnd, made.words.allSatisfy({ !$0.form.lexicographicallyPrecedes(keys[shard]) }),
      shard + 1 == keys.count || made.words.last?.form.lexicographicallyPrecedes(keys[shard + 1]) != false
    else { throw SearchError.mixed(path: path(name)) }
    shards[shard] = made
    return made
  }

  /// The list of a term.
  ///
  /// - Parameter isWhole: whether the neighbours of a long term are needed too.
  mutating func list(_ term: Int, isWhole: Bool) throws -> PostingList {
    if let known = lists[term], known.neighbours != nil || !isWhole { return known }
    let made: PostingList?
    let name: String
    if isLong(term) {
      name = "p\(term)"
      made = codes.long(
        term, documents: top.long[term], code: code(ofLong: term), of: top.documents, try binary(name),
        isWhole ? try binary("q\(term)") : nil)
    } else {
      let place = place(of: term)
      name = "p\(top.long.count + place)"
      let shard = try loaded(place)
      let (header, range) = shard.lists[term - firstTerms[place]]
      made = codes.list(term, header: header, of: top.documents, shard.bytes, range)
    }
    guard let made else { throw SearchError.damaged(path: path(name)) }
    lists[term] = made
    return made
  }

  // MARK: Dictionary

  /// Dictionary entries with a prefix, from the shards that may hold them. `isPartial` is true if there are more
  /// than `mostShards` of them.
  mutating func dictionary(withPrefix prefix: [UInt8], mostShards: Int) throws -> (
    found: [Entry], isPartial: Bool
  ) {
    guard !dictionaryKeys.isEmpty else { return ([], false) }
    var found: [Entry] = []
    let first = max(0, Self.last(dictionaryKeys, notAbove: prefix))
    for shard in first..<dictionaryKeys.count {
      if shard > first, !dictionaryKeys[shard].starts(with: prefix) { break }
      if shard - first >= mostShards { return (found, true) }
      for entry in try entries(shard) where entry.form.starts(with: prefix) { found.append(entry) }
    }
    return (found, false)
  }

  private mutating func entries(_ shard: Int) throws -> [Entry] {
    if let known = dictionary[shard] { return known }
    var reader = VarintReader(try binary("d\(shard)"))
    var found: [Entry] = []
    var previous: [UInt8] = []
    while !reader.isAtEnd {
      guard let form = reader.nextForm(after: previous), let count = reader.next() else {
        throw SearchError.damaged(path: path("d\(shard)"))
      }
      found.append(Entry(form: form, count: count))
      previous = form
    }
    dictionary[shard] = found
    return found
  }

  // MARK: What is shown

  /// Whether a term is long: its list and its neighbours have files of their own.
  func isLong(_ term: Int) -> Bool { term < top.long.count }

  /// Number of documents of a long term.
  func documents(ofLong term: Int) -> Int { top.long[term] }

  /// The code of a long term as a neighbour.
  func code(ofLong term: Int) -> Int {
    codes.code(of: term, beside: top.longCodes.isEmpty ? 0 : top.longCodes[term])
  }

  /// The text and metadata with which an entry is shown.
  struct EntryText {
    var title: String
    var url: String
    var text: String
    var source: String
    var passage: String
    var sourceTitle: String
    var date: String
  }

  mutating func entry(_ number: Int) throws -> EntryText {
    let name = "e\(number / top.perEntries)"
    let all = try strings(name)
    let at = number % top.perEntries * 8
    guard at + 7 < all.count else { throw SearchError.damaged(path: path(name)) }
    return EntryText(
      title: all[at], url: all[at + 1], text: all[at + 2], source: all[at + 3], passage: all[at + 4],
      sourceTitle: all[at + 6], date: all[at + 7])
  }

  /// Id and URL of a source.
  mutating func source(_ number: Int) throws -> (id: String, url: String) {
    let name = "s\(number / top.perSources)"
    if sources[number / top.perSources] == nil {
      sources[number / top.perSources] = try decode(IndexSources.self, name).ids
    }
    let all = sources[number / top.perSources] ?? []
    guard number % top.perSources < all.count else { throw SearchError.damaged(path: path(name)) }
    let parts = all[number % top.perSources].split(separator: "\n", maxSplits: 1).map(String.init)
    guard let id = parts.first else { throw SearchError.damaged(path: path(name)) }
    return (id, parts.count > 1 ? parts[1] : "sources/\(id).html")
  }

  /// Title and date of a source.
  mutating func name(_ number: Int) throws -> (title: String, date: String) {
    let name = "n\(number / top.perNames)"
    let all = try strings(name)
    let at = number % top.perNames * 2
    guard at + 1 < all.count else { throw SearchError.damaged(path: path(name)) }
    return (all[at], all[at + 1])
  }

  private mutating func strings(_ name: String) throws -> [String] {
    if let known = strings[name] { return known }
    let all = try decode([String].self, name)
    strings[name] = all
    return all
  }

  /// The index of the last text that is not above the given one; -1 if all are above.
  private static func last(_ texts: [[UInt8]], notAbove text: [UInt8]) -> Int {
    texts.partitioningIndex { text.lexicographicallyPrecedes($0) } - 1
  }
}

extension VarintReader {
  /// The next form of a sorted list; nil if there is none.
  mutating func nextForm(after previous: [UInt8]) -> [UInt8]? {
    guard let shared = next(), let more = next(), shared <= previous.count, more <= bytes.count - at else {
      return nil
    }
    defer { at += more }
    return Array(previous[..<shared]) + bytes[at..<at + more]
  }
}
