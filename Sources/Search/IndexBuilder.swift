import Base
import FoundationEssentials

/// A file of the index.
public struct IndexFile: Sendable {
  /// Path relative to the root of the site: `search/index.js`.
  public var path: String
  /// Its content, a classic script.
  public var bytes: [UInt8]

  /// A file of the index.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Builds the search index of an archive.
///
/// Sources are indexed on any number of tasks, each with its own indexer. The results are then merged and written
/// file by file, so that at most one file of the index is in memory:
///
///     let builder = IndexBuilder(vocabulary: …)
///     let indexed = await workers.map(count, state: { builder.makeIndexer() }) { $0.index(source($1)) }
///     try builder.write(indexed, source: source, entries: entries) { file in … }
///
/// The same content gives the same bytes, regardless of the number of tasks and the order of their work.
public struct IndexBuilder: Sendable {
  let vocabulary: SearchVocabulary
  let lexicon = Lexicon()

  /// - Parameter vocabulary: the values of the facets; sources and passages refer to them by index.
  public init(vocabulary: SearchVocabulary) {
    self.vocabulary = vocabulary
  }

  /// An indexer for one task.
  public func makeIndexer() -> SourceIndexer { SourceIndexer(lexicon: lexicon) }

  /// Merges the results of the indexers and passes each file to `emit` as it is made, `index.js` last.
  ///
  /// - Parameters:
  ///   - sources: the results of `SourceIndexer.index`, in order of the sources.
  ///   - source: returns a source by its number, for the metadata that results show.
  ///   - entries: notes, speakers, topics.
  ///   - emit: takes each file; an error that it throws ends the work.
  /// - Returns: the state that the next build needs to update this index.
  @discardableResult
  public func write(
    _ sources: [IndexedSource], source: @escaping (Int) -> SearchSource, entries: [SearchEntry],
    emit: @escaping (IndexFile) throws -> Void
  ) throws -> IndexState {
    var indexer = makeIndexer()
    let indexedEntries = entries.map { indexer.index($0) }
    let order = Self.order(of: sources.count, source)
    let vocabulary = Vocabulary(lexicon.snapshot(), order.map { sources[$0] } + indexedEntries)
    let postings = PostingsWriter(vocabulary, documents: order.map { sources[$0] } + indexedEntries)
    let (words, rule, hashes) = (vocabulary.words, vocabulary.rule, vocabulary.hashes)
    let layout = IndexLayout(
      sources: order.map { number in
        let own = sources[number]
        return .init(
          hash: own.hash.value, headings: own.sections, passages: own.lengths.count - 1 - own.sections)
      }, pages: Self.hash(pages: order, source), vocabulary: self.vocabulary.hash,
      entries: Self.hash(entries), entryCount: entries.count)
    let codes = postings.codes.texts
    let files = ShardWriter(layout: layout.name(words, rule, codes: codes), emit: emit)

    let leads = words.leads()
    let tables = FormTables(words, leads: leads)
    let firsts = ShardBorders.firsts(
      words, leads: leads, occurrences: vocabulary.occurrences, hashes: hashes)
    try postings.write(tables, firsts: firsts, to: files)
    let dictionary = tables.dictionaryBorders()
    for shard in dictionary.indices.dropLast() {
      try files.write("d\(shard)", binary: tables.dictionary(dictionary[shard]..<dictionary[shard + 1]))
    }
    try writeSources(order, source, to: files)
    try writeEntries(entries, source, to: files)
    try files.write(
      "facets", FacetWriter(self.vocabulary, order: order, source: source, entries: entries).facets())
    try files.write(
      "index",
      IndexTop(
        layout, words, rule, tables, firsts: firsts, dictionary: dictionary, codes: codes, entries: entries))
    var state = IndexState()
    state.layout = layout
    state.order = order.map { UInt32($0) }
    state.length = postings.length
    state.sample = postings.sample
    state.words = words
    state.firsts = firsts
    state.dictionary = dictionary
    return state
  }

  /// The same, collected into an array: for tests and small archives.
  public func files(
    _ sources: [IndexedSource], source: @escaping (Int) -> SearchSource, entries: [SearchEntry]
  ) throws -> [IndexFile] {
    var files: [IndexFile] = []
    try write(sources, source: source, entries: entries) { files.append($0) }
    return files
  }

  /// Sources by sort key and then by the bytes of their ids.
  private static func order(of count: Int, _ source: (Int) -> SearchSource) -> [Int] {
    let keys = (0..<count).map { number in
      let source = source(number)
      return (number: number, key: source.sortKey, id: Array(source.id.utf8))
    }
    return keys.sorted { a, b in
      a.key != b.key
        ? a.key < b.key
        : a.id != b.id ? a.id.lexicographicallyPrecedes(b.id) : a.number < b.number
    }.map(\.number)
  }

  /// `ContentHash` of the ids and addresses of sources.
  private static func hash(pages order: [Int], _ source: (Int) -> SearchSource) -> UInt64 {
    var hash = ContentHash()
    for number in order {
      let source = source(number)
      hash.add(source.id)
      hash.add(source.url)
    }
    return hash.value
  }

  /// `ContentHash` of all entries.
  static func hash(_ entries: [SearchEntry]) -> UInt64 {
    var hash = ContentHash()
    for entry in entries { hash.add(entry) }
    return hash.value
  }

  /// Writes the shards `sN` and `nN`.
  private func writeSources(_ order: [Int], _ source: (Int) -> SearchSource, to files: ShardWriter) throws {
    for (shard, first) in stride(from: 0, to: order.count, by: IndexFormat.sourcesPerShard).enumerated() {
      var ids: [String] = []
      var headings: [UInt8] = []
      var passages: [UInt8] = []
      for number in order[first..<min(first + IndexFormat.sourcesPerShard, order.count)] {
        let source = source(number)
        let isPlain = source.url == "sources/\(source.id).html"
        ids.append(isPlain ? source.id : source.id + "\n" + source.url)
        appendDigits(source.sections.count, to: &headings)
        appendDigits(source.passages.count, to: &passages)
      }
      try files.write(
        "s\(shard)",
        IndexSources(
          ids: ids, headings: String(decoding: headings, as: UTF8.self),
          passages: String(decoding: passages, as: UTF8.self)))
    }
    for (shard, first) in stride(from: 0, to: order.count, by: IndexFormat.namesPerShard).enumerated() {
      let names = order[first..<min(first + IndexFormat.namesPerShard, order.count)].map(source)
      try files.write("n\(shard)", strings: names.flatMap { [$0.title, $0.date] })
    }
  }

  private func writeEntries(
    _ entries: [SearchEntry], _ source: (Int) -> SearchSource, to files: ShardWriter
  ) throws {
    for (shard, first) in stride(from: 0, to: entries.count, by: IndexFormat.entriesPerShard).enumerated() {
      let part = entries[first..<min(first + IndexFormat.entriesPerShard, entries.count)]
      try files.write(
        "e\(shard)",
        strings: part.flatMap { entry in
          let own = entry.source < 0 ? nil : source(Int(entry.source))
          let speakers = vocabulary.speakers
          return [
            entry.title, entry.url, entry.searchable, own?.id ?? "",
            entry.passage > 0 ? "p\(entry.passage)" : "",
            speakers.indices.contains(Int(entry.speaker)) ? speakers[Int(entry.speaker)].label : "",
            own?.title ?? "", own?.date ?? "",
          ]
        })
    }
  }
}

/// Wraps payloads into scripts and passes them to `emit`.
struct ShardWriter {
  let layout: String
  let emit: (IndexFile) throws -> Void

  init(layout: String, emit: @escaping (IndexFile) throws -> Void) {
    self.layout = layout
    self.emit = emit
  }

  func write(_ name: String, json: [UInt8]) throws {
    var bytes = Array("sitegenSearch.shard(\"\(name)\",\"\(layout)\",".utf8)
    bytes.reserveCapacity(bytes.count + json.count + 3)
    bytes.append(contentsOf: json)
    bytes.append(contentsOf: [0x29, 0x3B, 0x0A])
    try emit(IndexFile(path: "\(IndexFormat.folder)/\(name).js", bytes: bytes))
  }

  func write(_ name: String, strings: [String]) throws {
    var json = JSONWriter(for: .script)
    json.array { json in
      for text in strings { json.value(text) }
    }
    try write(name, json: json.bytes)
  }

  func write(_ name: String, binary: [UInt8]) throws {
    var json: [UInt8] = [0x22]
    Base64.append(binary, to: &json)
    json.append(0x22)
    try write(name, json: json)
  }

  func write(_ name: String, _ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write(name, json: Array(encoder.encode(value)))
  }
}
