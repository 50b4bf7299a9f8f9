import FoundationEssentials

/// A file of the index.
public struct IndexFile: Sendable {
  /// Path below the top of the site: `search/index.js`.
  public var path: String
  /// Its content, a classic script.
  public var bytes: [UInt8]
}

/// Makes the search index of an archive.
///
/// Sources are indexed on as many tasks as there are, each with an indexer of its own; then the results are
/// merged and written, file by file, so that no more than one file of the index is in memory:
///
///     let builder = IndexBuilder(vocabulary: …)
///     let indexed = await workers.map(count, state: { builder.makeIndexer() }) { $0.index(source($1)) }
///     try builder.write(indexed, source: source, entries: entries) { file in … }
///
/// The same content gives the same bytes, whatever the number of tasks and the order of their work.
public struct IndexBuilder: Sendable {
  let vocabulary: SearchVocabulary
  let lexicon = Lexicon()

  /// - Parameter vocabulary: the values of the facets, to which sources and passages refer by index.
  public init(vocabulary: SearchVocabulary) {
    self.vocabulary = vocabulary
  }

  /// An indexer for one task.
  public func makeIndexer() -> SourceIndexer { SourceIndexer(lexicon: lexicon) }

  /// Merges what the indexers made and hands over the files in order of their making; `index.js` is the last.
  ///
  /// - Parameters:
  ///   - sources: what `SourceIndexer.index` gave, in order of the sources.
  ///   - source: the same sources again, by number, for what is shown of them.
  ///   - entries: notes, speakers, topics.
  ///   - emit: takes each file; what it throws ends the work.
  public func write(
    _ sources: [IndexedSource], source: @escaping (Int) -> SearchSource, entries: [SearchEntry],
    emit: @escaping (IndexFile) throws -> Void
  ) throws {
    var indexer = makeIndexer()
    let indexedEntries = entries.map { indexer.index($0) }
    let order = Self.order(of: sources.count, source)
    let documents = order.map { sources[$0] } + indexedEntries
    let files = ShardWriter(build: build(documents), emit: emit)

    let vocabulary = Vocabulary(lexicon.snapshot(), documents)
    let forms = FormTables(vocabulary)
    let postings = PostingsWriter(vocabulary, documents: documents)
    let (counts, firsts) = try postings.write(forms, to: files)
    let long = forms.long()
    let top = IndexTop(
      version: IndexFormat.version, documents: vocabulary.total, sources: sources.count,
      entries: entries.count, keys: firsts.map(forms.key), terms: counts,
      long: vocabulary.documents[vocabulary.ordinary...].map(Int.init), longForms: long.forms,
      longTerms: long.terms, exact: vocabulary.exact, codes: postings.codeTexts,
      dictionary: try forms.writeDictionary(to: files), perSources: IndexFormat.sourcesPerShard,
      perEntries: IndexFormat.entriesPerShard)
    try writeSources(order, source, to: files)
    try writeEntries(entries, to: files)
    try files.write(
      "facets", FacetWriter(self.vocabulary, order: order, source: source, entries: entries).facets())
    try files.write("index", top)
  }

  /// The same, gathered: for tests and small archives.
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

  /// The name of the index: the same for the same content.
  private func build(_ documents: [IndexedSource]) -> String {
    var hash = ContentHash()
    hash.add(IndexFormat.version)
    for values in [vocabulary.speakers, vocabulary.topics, vocabulary.kinds, vocabulary.events] {
      hash.add(values.count)
      for value in values {
        hash.add(value.id)
        hash.add(value.label)
      }
    }
    for document in documents { hash.add(Int(truncatingIfNeeded: document.hash.value)) }
    let digits = String(hash.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// Writes the shards `sN` and `nN`.
  private func writeSources(_ order: [Int], _ source: (Int) -> SearchSource, to files: ShardWriter) throws {
    for (shard, first) in stride(from: 0, to: order.count, by: IndexFormat.sourcesPerShard).enumerated() {
      var ids: [UInt8] = []
      var names: [UInt8] = []
      for number in order[first..<min(first + IndexFormat.sourcesPerShard, order.count)] {
        let source = source(number)
        ids.append(ids.isEmpty ? 0x5B : 0x2C)
        names.append(names.isEmpty ? 0x5B : 0x2C)
        let isPlain = source.url == "sources/\(source.id).html"
        appendJSON((isPlain ? source.id : source.id + "\n" + source.url).utf8, to: &ids)
        appendJSON(source.title.utf8, to: &names)
        names.append(0x2C)
        appendJSON(source.date.utf8, to: &names)
      }
      try files.write("s\(shard)", json: ids + [0x5D])
      try files.write("n\(shard)", json: names + [0x5D])
    }
  }

  private func writeEntries(_ entries: [SearchEntry], to files: ShardWriter) throws {
    for (shard, first) in stride(from: 0, to: entries.count, by: IndexFormat.entriesPerShard).enumerated() {
      var json: [UInt8] = []
      for entry in entries[first..<min(first + IndexFormat.entriesPerShard, entries.count)] {
        json.append(json.isEmpty ? 0x5B : 0x2C)
        for (place, text) in [entry.title, entry.url, entry.searchable].enumerated() {
          if place > 0 { json.append(0x2C) }
          appendJSON(text.utf8, to: &json)
        }
      }
      json.append(0x5D)
      try files.write("e\(shard)", json: json)
    }
  }
}

/// Wraps payloads into scripts and hands them over.
struct ShardWriter {
  let build: String
  let emit: (IndexFile) throws -> Void

  init(build: String, emit: @escaping (IndexFile) throws -> Void) {
    self.build = build
    self.emit = emit
  }

  func write(_ name: String, json: [UInt8]) throws {
    var bytes = Array("sitegenSearch.shard(\"\(name)\",\"\(build)\",".utf8)
    bytes.reserveCapacity(bytes.count + json.count + 3)
    bytes.append(contentsOf: json)
    bytes.append(contentsOf: [0x29, 0x3B, 0x0A])
    try emit(IndexFile(path: "\(IndexFormat.folder)/\(name).js", bytes: bytes))
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
