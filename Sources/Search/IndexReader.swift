/// Answers queries from the files that a build has written, as the page `search.html` does: `search-engine.js` follows
/// the same steps and gives the same hits in the same order.
///
/// 1. The query is cut into clauses (`Query`). Each token is looked up among the forms; a single word that is
///    not there is taken as `word*`.
/// 2. A document must match all clauses and no excluded one. A phrase is first found by positions of stems,
///    then the text itself is read to see that the exact words stand there.
/// 3. The score is the sum over all tokens of `weight * (impact + 1)` (BM25). The best `reranked` documents
///    gain for each two neighbouring tokens of the query by how near they stand to each other (`nearness`).
/// 4. Equal scores stand in the order of the documents, which is that of date and id.
///
/// Not shared between tasks: it keeps the shards it has read.
public struct IndexReader {
  /// How many of the best documents are ordered by nearness too.
  static let reranked = 100

  private var store: ShardStore
  private let table: DocumentTable
  private var tokeniser = Tokeniser()

  /// Opens an index.
  ///
  /// - Parameter directory: path of the folder `search` of a built site.
  /// - Throws: `SearchError` where it is not there, is damaged or has another version.
  public init(directory: String) throws {
    store = try ShardStore(directory: directory)
    guard let table = DocumentTable(try store.facets(), store.top) else {
      throw SearchError.damaged(path: store.path("facets"))
    }
    self.table = table
  }

  /// Answers a query.
  ///
  /// - Parameters:
  ///   - text: the query; `docs/search.md` says how it is written.
  ///   - chosen: ids of values that hits must have: one of those of each facet.
  ///   - limit: number of hits that are given with excerpts.
  /// - Throws: `SearchError` where a file is missing or damaged.
  public mutating func search(
    _ text: String, chosen: [Facet: [String]] = [:], limit: Int = 20
  ) throws -> SearchResults {
    let query = Query(text)
    var out = SearchResults(query: text, total: 0, hits: [], counts: [:], unknown: [], isPartial: false)
    if query.clauses.isEmpty && query.filters.isEmpty && chosen.values.allSatisfy(\.isEmpty) { return out }
    var slots: [Slot] = []
    for clause in query.clauses { slots.append(try resolve(clause, &out)) }
    let filters = try resolve(query.filters, chosen)
    let candidates = try match(slots)
    let found = try verified(candidates, slots)
    out.counts = try counts(found, filters)
    let inside = Set(found.filter { document in filters.allSatisfy { $0.admits(document, table) } })
    // The order is made of all candidates, exact or not, so that a reader that verifies only what it shows
    // comes to the same.
    var ranked = candidates.filter { document in filters.allSatisfy { $0.admits(document, table) } }
      .map { (document: $0, score: score($0, slots)) }
    ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.document < $1.document }
    let count = min(Self.reranked, ranked.count)
    for at in 0..<count { ranked[at].score += nearness(ranked[at].document, slots) }
    ranked[..<count].sort { $0.score != $1.score ? $0.score > $1.score : $0.document < $1.document }
    ranked.removeAll { !inside.contains($0.document) }
    out.total = ranked.count
    for next in ranked.prefix(max(0, limit)) { out.hits.append(try hit(next.document, next.score, slots)) }
    return out
  }

  // MARK: Looking up

  private mutating func resolve(_ clause: Query.Clause, _ out: inout SearchResults) throws -> Slot {
    var slot = Slot(clause: clause)
    for token in clause.tokens {
      let mayBePrefix = clause.sequence.isEmpty && Self.isLongEnough(token.form)
      var terms = clause.kind == .prefix && mayBePrefix ? [] : try store.terms(of: token.form)
      if terms.isEmpty, mayBePrefix, clause.kind == .prefix || !clause.isExcluded {
        let (found, isPartial) = try store.terms(withPrefix: token.form)
        terms = found
        if isPartial { out.isPartial = true }
      }
      if terms.isEmpty, !clause.isExcluded { out.unknown.append(String(decoding: token.form, as: UTF8.self)) }
      if clause.sequence.isEmpty { slot.forms = try store.kindred(of: token.form, terms) }
      slot.tokens.append(try store.matches(terms))
    }
    return slot
  }

  /// A prefix needs two characters.
  private static func isLongEnough(_ form: [UInt8]) -> Bool {
    form.count { $0 & 0xC0 != 0x80 } >= 2
  }

  private mutating func resolve(
    _ typed: [Query.Filter], _ chosen: [Facet: [String]]
  ) throws -> [FacetFilter] {
    var filters: [FacetFilter] = []
    for facet in Facet.allCases {
      let ids = chosen[facet] ?? []
      let words = typed.filter { $0.facet == facet }.map(\.value)
      if ids.isEmpty && words.isEmpty { continue }
      var filter = FacetFilter(facet: facet, values: [])
      for (number, pair) in try vocabulary(facet).enumerated() {
        if ids.contains(pair.id) || words.contains(where: { names($0, pair) }) {
          filter.values.insert(number)
        }
      }
      filters.append(filter)
    }
    return filters
  }

  /// Whether a typed value means an entry of a vocabulary: its id, or words of its label.
  private mutating func names(_ value: String, _ pair: (id: String, label: String)) -> Bool {
    if value == pair.id { return true }
    let wanted = tokeniser.tokens(value.utf8).map(\.form)
    let label = Set(tokeniser.tokens(pair.label.utf8).map(\.form))
    return !wanted.isEmpty && wanted.allSatisfy(label.contains)
  }

  private mutating func vocabulary(_ facet: Facet) throws -> [(id: String, label: String)] {
    let pairs: [[String]]
    switch facet {
    case .speaker: pairs = table.facets.speakers
    case .topic: pairs = table.facets.topics
    case .kind: pairs = table.facets.kinds
    case .source:
      return try (0..<store.top.sources).map { number in
        let source = try store.source(number)
        return (source.id, source.title)
      }
    }
    return pairs.map { ($0.first ?? "", $0.last ?? "") }
  }

  // MARK: Matching

  /// Documents that match all clauses by the index alone, ascending. Excluded phrases are left to
  /// `verified`. A query of filters or exclusions alone begins with all documents.
  private func match(_ slots: [Slot]) throws -> [Int] {
    let wanted = slots.filter { !$0.clause.isExcluded }.sorted { $0.rarest < $1.rarest }
    var documents = wanted.first.map { $0.candidates } ?? Array(0..<store.top.documents)
    for slot in wanted.dropFirst() { documents = documents.filter(slot.holds) }
    for slot in slots where slot.clause.isExcluded && slot.clause.kind != .phrase {
      documents = documents.filter { !slot.holds($0) }
    }
    return documents
  }

  /// Those in whose text every phrase stands and no excluded one.
  private mutating func verified(_ documents: [Int], _ slots: [Slot]) throws -> [Int] {
    let exact = slots.filter { $0.clause.kind == .phrase }
    if exact.isEmpty { return documents }
    return try documents.filter { document in
      if exact.allSatisfy({ $0.clause.isExcluded && !$0.holds(document) }) { return true }
      let text = Passage(try self.text(document), &tokeniser)
      return exact.allSatisfy { slot in
        text.occurrences(of: slot.clause.sequence).isEmpty == slot.clause.isExcluded
      }
    }
  }

  private func counts(_ documents: [Int], _ filters: [FacetFilter]) throws -> [Facet: [SearchResults.Count]] {
    var store = store
    var out: [Facet: [SearchResults.Count]] = [:]
    for facet in Facet.allCases {
      var found: [Int: Int] = [:]
      let others = filters.filter { $0.facet != facet }
      for document in documents where others.allSatisfy({ $0.admits(document, table) }) {
        for value in table.values(facet, document) { found[value, default: 0] += 1 }
      }
      out[facet] = try found.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map {
        let id: String
        switch facet {
        case .speaker: id = table.facets.speakers[$0.key][0]
        case .topic: id = table.facets.topics[$0.key][0]
        case .kind: id = table.facets.kinds[$0.key][0]
        case .source: id = try store.source($0.key).id
        }
        return SearchResults.Count(id: id, hits: $0.value)
      }
    }
    return out
  }

  // MARK: Ranking

  private func score(_ document: Int, _ slots: [Slot]) -> Int {
    var sum = 0
    for slot in slots where !slot.clause.isExcluded {
      for token in slot.tokens { if let at = token.index(of: document) { sum += token.scores[at] } }
    }
    return sum
  }

  /// What the nearness of neighbouring tokens of the query adds.
  private func nearness(_ document: Int, _ slots: [Slot]) -> Int {
    let tokens = slots.filter { !$0.clause.isExcluded }.flatMap(\.tokens)
    var sum = 0
    for (a, b) in zip(tokens, tokens.dropFirst()) {
      guard let i = a.index(of: document), let j = b.index(of: document), let first = a.positions?[i],
        let second = b.positions?[j]
      else { continue }
      sum += (Self.bonus(first, second) * (a.weight + b.weight)) >> 3
    }
    return sum
  }

  /// 12 where a word of the second list follows one of the first at once; else by the smallest distance
  /// between different words.
  static func bonus(_ first: [Int], _ second: [Int]) -> Int {
    var best = Int.max
    var (i, j) = (0, 0)
    while i < first.count, j < second.count {
      let distance = second[j] - first[i]
      if distance == 1 { return 12 }
      if distance != 0 { best = min(best, abs(distance)) }
      if distance <= 0 { j += 1 } else { i += 1 }
    }
    return best <= 2 ? 8 : best <= 4 ? 4 : best <= 8 ? 2 : best <= 16 ? 1 : 0
  }

  // MARK: Showing

  private mutating func text(_ document: Int) throws -> String {
    let first = store.top.documents - store.top.entries
    return document < first ? try store.text(document).text : try store.entry(document - first).text
  }

  private mutating func hit(_ document: Int, _ score: Int, _ slots: [Slot]) throws -> SearchHit {
    let first = store.top.documents - store.top.entries
    let source = table.source[document] < 0 ? nil : try store.source(Int(table.source[document]))
    let passage = table.passage[document] > 0 ? "p\(table.passage[document])" : nil
    let speaker = table.values(.speaker, document).first.map { table.facets.speakers[$0][0] }
    let date = source.flatMap { $0.date.isEmpty ? nil : $0.date }
    var out = SearchHit(
      kind: table.hit[document], source: source?.id, passage: passage, speaker: speaker, date: date,
      title: source?.title ?? "", section: nil, url: source?.url ?? "", score: score, excerpt: [])
    if document < first {
      let section = try store.text(document).section
      out.section = section.isEmpty ? nil : section
      if let passage { out.url += "#" + passage }
    } else {
      let entry = try store.entry(document - first)
      (out.title, out.url) = (entry.title, entry.url)
    }
    out.excerpt = Passage(try text(document), &tokeniser).excerpt(slots)
    return out
  }
}
