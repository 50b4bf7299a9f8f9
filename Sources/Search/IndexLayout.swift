/// Hashes and counts of the inputs of an index. Two names are derived from them: that of the content, and that of what
/// all files must agree on to be read together.
struct IndexLayout: Equatable, Sendable {
  /// The sources in the order of documents, with the numbers of their headings and passages.
  var sources: [Source] = []
  /// `ContentHash` of the ids and URLs of the sources.
  var pages: UInt64 = 0
  /// `ContentHash` of the vocabulary of the facets.
  var vocabulary: UInt64 = 0
  /// `ContentHash` of all entries.
  var entries: UInt64 = 0
  /// Number of entries.
  var entryCount = 0

  struct Source: Equatable, Sendable {
    /// `ContentHash` of the source.
    var hash: UInt64
    var headings: Int
    var passages: Int
  }

  /// The name of the index content.
  var content: String {
    var hash = ContentHash()
    hash.add(IndexFormat.version)
    hash.add(vocabulary)
    hash.add(entries)
    for source in sources { hash.add(source.hash) }
    return hash.digits
  }

  /// The name that is in all files. An edit that changes a few words only does not change it.
  func name(_ words: WordTables, _ rule: NeighbourRule, codes: [String]) -> String {
    var hash = ContentHash()
    for number in [IndexFormat.version, words.total, sources.count, entryCount, words.long] {
      hash.add(number)
    }
    hash.add(pages)
    for source in sources {
      hash.add(source.headings)
      hash.add(source.passages)
    }
    for text in codes { hash.add(text) }
    for term in rule.exact { hash.add(words.stems[term]) }
    for term in 0..<words.long {
      hash.add(words.stems[term])
      hash.add(PostingCodes.frequency(Int(words.documents[term])))
    }
    return hash.digits
  }

  /// For each shard `sN` the sum of a count over its sources.
  func sums(_ counts: (Source) -> Int) -> [Int] {
    stride(from: 0, to: sources.count, by: IndexFormat.sourcesPerShard).map { first in
      sources[first..<min(first + IndexFormat.sourcesPerShard, sources.count)].reduce(0) { $0 + counts($1) }
    }
  }
}

extension IndexTop {
  /// The top of an index.
  ///
  /// - Parameters:
  ///   - firsts: the first term of each shard of ordinary terms.
  ///   - dictionary: `FormTables.dictionaryBorders`.
  init(
    _ layout: IndexLayout, _ words: WordTables, _ rule: NeighbourRule, _ tables: FormTables,
    firsts: [Int], dictionary: [Int], codes: [String], entries: [SearchEntry]
  ) {
    let long = tables.long()
    let ends = firsts.dropFirst() + [words.documents.count]
    self.init(
      version: IndexFormat.version, name: layout.content, documents: words.total,
      sources: layout.sources.count,
      entries: entries.count, hits: Self.runs(entries.map(\.hit.rawValue)),
      headings: layout.sums(\.headings), passages: layout.sums(\.passages),
      keys: firsts.indices.map { tables.key(of: $0, firsts) }, terms: zip(firsts, ends).map { $1 - $0 },
      long: words.documents[..<words.long].map(Int.init),
      longCodes: rule.exact.starts(with: 0..<words.long)
        ? [] : (0..<words.long).map { max(0, Int(rule.codes[$0]) - PostingCodes.exact) },
      longForms: long.forms, longTerms: long.terms,
      exact: zip(rule.exact, [0] + rule.exact).map { $0 - $1 }, codes: codes,
      dictionary: dictionary.dropLast().map { String(decoding: words.forms[$0], as: UTF8.self) },
      perSources: IndexFormat.sourcesPerShard, perNames: IndexFormat.namesPerShard,
      perEntries: IndexFormat.entriesPerShard)
  }

  /// Run-length encoding of values: value, length, value, length …
  private static func runs(_ values: [Int]) -> [Int] {
    var out: [Int] = []
    for value in values {
      if out.count > 1, out[out.count - 2] == value { out[out.count - 1] += 1 } else { out += [value, 1] }
    }
    return out
  }
}
