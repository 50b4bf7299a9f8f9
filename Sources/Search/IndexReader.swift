/// Answers queries from the files that a build has written, as the page `search.html` does. `search-engine.js`
/// follows the same steps and gives the same hits in the same order. `docs/search.md` describes them.
///
/// Not shared between tasks: it caches the shards that it has read.
public struct IndexReader {
  /// Number of the best documents that are also ranked by proximity.
  static let reranked = 200
  /// Most candidates whose words are read to make the total of a phrase exact. The page checks ten before it shows
  /// hits.
  package var mostCandidates = 4_000
  /// Bonus for words of the query that are side by side in the text, in eighths of their weights: in the order of
  /// the query, and in reverse order.
  static let nearness = (inOrder: 30, reversed: 8)
  /// Number of hits whose words are read at a time, to rank them by exact words too.
  static let read = 10
  /// Bonus for a word of the query that is in the text exactly as asked, as a multiple of its weight.
  static let asAsked = 8

  var store: ShardStore
  let table: DocumentTable
  var tokeniser = Tokeniser()
  private var texts: Texts

  /// Opens an index.
  ///
  /// - Parameter directory: path of the folder `search` of a built site; the pages are read from its parent folder.
  /// - Throws: `SearchError` if the index does not exist, is damaged or has another version.
  public init(directory: String) throws {
    store = try ShardStore(directory: directory)
    texts = Texts(site: directory + "/..")
    guard let table = DocumentTable(try store.facets(), store.top) else {
      throw SearchError.damaged(path: store.path("facets"))
    }
    self.table = table
  }

  /// Answers a query.
  ///
  /// - Parameters:
  ///   - text: the query; `docs/search.md` describes its syntax.
  ///   - chosen: for each facet the ids of the values that a hit may have; it must have one of them. A year may be
  ///     a range of days, as in `date:`.
  ///   - order: the order of the hits.
  ///   - limit: number of hits to return with excerpts.
  ///   - repairs: whether words that are not in the archive are replaced by similar words that are.
  /// - Throws: `SearchError` if a file is missing or damaged.
  public mutating func search(
    _ text: String, chosen: [Facet: [String]] = [:], order: SearchOrder = .relevance, limit: Int = 20,
    repairs: Bool = true
  ) throws -> SearchResults {
    let query = Query(text)
    var out = SearchResults(query: text, total: 0, hits: [], counts: [:], unknown: [], isPartial: false)
    if query.groups.isEmpty && query.filters.isEmpty && chosen.values.allSatisfy(\.isEmpty) { return out }
    let resolved = try resolve(query, repairs: repairs)
    let (groups, candidates) = (resolved.groups, resolved.candidates)
    out.unknown = resolved.unknown
    out.isPartial = resolved.isPartial
    out.repaired = resolved.repaired.map { word in
      .init(from: String(decoding: word.from, as: UTF8.self), to: String(decoding: word.to, as: UTF8.self))
    }
    let filters = try resolve(query.filters, chosen, &out)
    let admitted = candidates.filter { document in filters.allSatisfy { $0.admits(document, table) } }
    let doubtful = Set(candidates.filter { isDoubtful($0, groups) })
    out.isEstimate = doubtful.count > mostCandidates
    let ranked = rank(admitted, groups, order)
    var found = candidates
    if !out.isEstimate && !doubtful.isEmpty {
      found = try candidates.filter { try !doubtful.contains($0) || stands($0, groups) }
    }
    out.counts = try counts(found, filters)
    let inside = Set(found)
    var sure: [(document: Int, score: Int)] = []
    for next in ranked where inside.contains(next.document) {
      if out.isEstimate {
        if sure.count >= limit { break }
        if doubtful.contains(next.document), try !stands(next.document, groups) { continue }
      }
      sure.append(next)
    }
    out.total = out.isEstimate ? ranked.count : sure.count
    let hasPhrase = groups.contains { $0.contains(where: \.isPhrase) }
    if order == .relevance, !hasPhrase, groups.contains(where: { !$0[0].clause.isExcluded }) {
      for first in stride(from: 0, to: min(max(0, limit), sure.count), by: Self.read) {
        let ten = first..<min(first + Self.read, sure.count)
        sure.replaceSubrange(ten, with: try byText(Array(sure[ten]), groups))
      }
    }
    for next in sure.prefix(max(0, limit)) { out.hits.append(try hit(next.document, next.score, groups)) }
    return out
  }

  // MARK: Matching

  /// Documents that match all groups according to the index, ascending. Excluded phrases are left to `stands`. A
  /// query that has only filters or exclusions starts with all documents.
  func match(_ groups: [[Slot]]) -> [Int] {
    var documents: [Int]?
    let wanted = groups.filter { !$0[0].clause.isExcluded }.map { group in
      group.count == 1
        ? group[0].candidates : Set(group.flatMap(\.candidates)).sorted()
    }.sorted { $0.count < $1.count }
    for list in wanted { documents = documents.map { common($0, list) } ?? list }
    var out = documents ?? Array(0..<store.top.documents)
    for group in groups where group[0].clause.isExcluded && !group[0].isPhrase {
      out = out.filter { !group[0].holds($0) }
    }
    return out
  }

  /// Numbers that are in both ascending lists.
  private func common(_ a: [Int], _ b: [Int]) -> [Int] {
    var out: [Int] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] { out.append(a[i]) }
      if a[i] <= b[j] { i += 1 } else { j += 1 }
    }
    return out
  }

  /// Whether only the text of a candidate can decide, because it may contain a phrase.
  private func isDoubtful(_ document: Int, _ groups: [[Slot]]) -> Bool {
    groups.contains { $0.contains { $0.isPhrase && $0.holds(document) } }
  }

  /// Whether the text satisfies each group: it has at least one of the alternatives, and no excluded phrase.
  private mutating func stands(_ document: Int, _ groups: [[Slot]]) throws -> Bool {
    let text = Passage(try shown(document).text, &tokeniser)
    return groups.allSatisfy { group in
      group.contains { slot in
        slot.isPhrase
          ? text.occurrences(of: slot.clause.sequence).isEmpty == slot.clause.isExcluded
          : slot.clause.isExcluded || slot.holds(document)
      }
    }
  }

  private mutating func counts(
    _ documents: [Int], _ filters: [FacetFilter]
  ) throws -> [Facet: [SearchResults.Count]] {
    var out: [Facet: [SearchResults.Count]] = [:]
    for facet in Facet.allCases {
      var found: [Int: Int] = [:]
      let others = filters.filter { $0.facet != facet || $0.isExcluded }
      for document in documents where others.allSatisfy({ $0.admits(document, table) }) {
        for value in table.values(facet, document) { found[value, default: 0] += 1 }
      }
      let vocabulary = table.vocabulary(facet)
      out[facet] = try found.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map {
        let id = try vocabulary?[$0.key][0] ?? (facet == .year ? String($0.key) : store.source($0.key).id)
        return SearchResults.Count(id: id, hits: $0.value)
      }
    }
    return out
  }

  // MARK: Ranking

  private func rank(
    _ documents: [Int], _ groups: [[Slot]], _ order: SearchOrder
  ) -> [(document: Int, score: Int)] {
    let wanted = groups.filter { !$0[0].clause.isExcluded }
    var ranked = documents.map { (document: $0, score: score($0, wanted)) }
    switch order {
    case .relevance:
      ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.document < $1.document }
      let count = min(Self.reranked, ranked.count)
      let words = wanted.filter { $0.count == 1 && !$0[0].isPhrase }.map { $0[0].tokens[0] }
      for at in 0..<count { ranked[at].score += nearness(ranked[at].document, words) }
      ranked[..<count].sort { $0.score != $1.score ? $0.score > $1.score : $0.document < $1.document }
    case .date, .newest:
      let keys = Dictionary(uniqueKeysWithValues: documents.map { ($0, dateOrder($0, order)) })
      ranked.sort { a, b in
        let (first, second) = (keys[a.document] ?? 0, keys[b.document] ?? 0)
        return first != second ? first < second : a.document < b.document
      }
    }
    return ranked
  }

  /// Sort key, smallest first; documents without a date come last.
  private func dateOrder(_ document: Int, _ order: SearchOrder) -> Int {
    let source = Int(table.source[document])
    guard source >= 0, table.days[source] != nil else { return .max }
    return order == .newest ? -source : source
  }

  /// BM25. Titles, topics and speakers get a quarter more; notes and headings an eighth more.
  private func score(_ document: Int, _ groups: [[Slot]]) -> Int {
    let sum = groups.reduce(0) { sum, group in
      sum
        + (group.count == 1
          ? group[0].score(document)
          : group.reduce(0) { $1.holds(document) ? max($0, $1.score(document)) : $0 })
    }
    switch table.hit[document] {
    case .passage: return sum
    case .note, .section: return (sum * 9) >> 3
    case .speaker, .topic, .source: return (sum * 10) >> 3
    }
  }

  /// Bonus for neighbouring words of the query that are side by side in the text: more in the same order than in
  /// reverse.
  private func nearness(_ document: Int, _ words: [TokenMatches]) -> Int {
    var sum = 0
    for (a, b) in zip(words, words.dropFirst()) {
      let most = store.top.documents / 4
      let bonus =
        a.isFollowed(by: b, in: document, most: most)
        ? Self.nearness.inOrder
        : b.isFollowed(by: a, in: document, most: most) ? Self.nearness.reversed : 0
      sum += (bonus * (a.weight + b.weight)) >> 3
    }
    return sum
  }

  /// Hits sorted by index score plus the bonus for words that are in their texts exactly as asked; ties keep their
  /// order.
  private mutating func byText(
    _ hits: [(document: Int, score: Int)], _ groups: [[Slot]]
  ) throws -> [(document: Int, score: Int)] {
    let scored = try hits.map { hit in
      let forms = Passage(try shown(hit.document).text, &tokeniser).allForms
      let worth = groups.reduce(0) { $0 + ($1.map { $0.worth(among: forms) }.max() ?? 0) }
      return (document: hit.document, score: hit.score + worth)
    }
    return scored.enumerated().sorted { a, b in
      a.element.score != b.element.score ? a.element.score > b.element.score : a.offset < b.offset
    }.map(\.element)
  }

  // MARK: Showing

  /// The text and metadata with which a hit is shown.
  private struct Shown {
    var text: String
    var title: String
    var date: String
    var section = ""
    var url: String
    var passage: String?
  }

  /// The text and metadata of a document.
  private mutating func shown(_ document: Int) throws -> Shown {
    let number = Int(table.source[document])
    if document >= store.top.documents - store.top.entries {
      let entry = try store.entry(document - (store.top.documents - store.top.entries))
      return Shown(
        text: entry.text, title: entry.title, date: entry.date, url: entry.url,
        passage: entry.passage.isEmpty ? nil : entry.passage)
    }
    let url = try store.source(number).url
    if table.hit[document] == .source {
      let name = try store.name(number)
      return Shown(text: name.title, title: name.title, date: name.date, url: url)
    }
    let page = try texts.page(number, url: url)
    let place = Int(table.place[document])
    if table.hit[document] == .section {
      guard let heading = page.heading(place) else { throw SearchError.mixed(path: url) }
      return Shown(
        text: heading.text, title: heading.text, date: page.date, url: url + "#" + heading.id)
    }
    guard let passage = page.passage(place) else { throw SearchError.mixed(path: url) }
    return Shown(
      text: passage.text, title: page.title, date: page.date, section: passage.section,
      url: url + "#" + passage.id, passage: passage.id)
  }

  private mutating func hit(_ document: Int, _ score: Int, _ groups: [[Slot]]) throws -> SearchHit {
    let own = try shown(document)
    let number = Int(table.source[document])
    return SearchHit(
      kind: table.hit[document], source: number < 0 ? nil : try store.source(number).id,
      passage: own.passage, speaker: table.values(.speaker, document).first.map { table.speakers[$0][0] },
      date: own.date.isEmpty ? nil : own.date, title: own.title,
      section: own.section.isEmpty ? nil : own.section, url: own.url, score: score,
      excerpt: Passage(own.text, &tokeniser).excerpt(groups.flatMap { $0 }))
  }
}
