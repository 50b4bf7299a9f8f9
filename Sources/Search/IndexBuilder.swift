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
      entries: entries.count, hits: Self.runs(entries.map(\.hit.rawValue)),
      headings: Self.sums(order.map { sources[$0].sections }),
      passages: Self.sums(order.map { sources[$0].lengths.count - 1 - sources[$0].sections }),
      keys: firsts.map(forms.key), terms: counts,
      long: vocabulary.documents[vocabulary.ordinary...].map(Int.init), longForms: long.forms,
      longTerms: long.terms, exact: vocabulary.exact, codes: postings.codeTexts,
      dictionary: try forms.writeDictionary(to: files), perSources: IndexFormat.sourcesPerShard,
      perNames: IndexFormat.namesPerShard, perEntries: IndexFormat.entriesPerShard)
    try writeSources(order, source, to: files)
    try writeEntries(entries, source, to: files)
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

  /// Values that follow each other: value, length, value, length …
  private static func runs(_ values: [Int]) -> [Int] {
    var out: [Int] = []
    for value in values {
      if out.count > 1, out[out.count - 2] == value { out[out.count - 1] += 1 } else { out += [value, 1] }
    }
    return out
  }

  /// What the sources of each shard `sN` have together.
  private static func sums(_ counts: [Int]) -> [Int] {
    stride(from: 0, to: counts.count, by: IndexFormat.sourcesPerShard).map { first in
      counts[first..<min(first + IndexFormat.sourcesPerShard, counts.count)].reduce(0, +)
    }
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

  func write(_ name: String, strings: [String]) throws {
    var json: [UInt8] = [0x5B]
    for text in strings {
      if json.count > 1 { json.append(0x2C) }
      appendJSON(text.utf8, to: &json)
    }
    json.append(0x5D)
    try write(name, json: json)
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
