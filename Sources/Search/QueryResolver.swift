/// The order of hits.
public enum SearchOrder: String, Sendable, CaseIterable {
  /// The best first.
  case relevance
  /// The oldest source first, passages in order of the text.
  case date
  /// The newest source first.
  case newest
}

/// The words of a query, looked up in the index.
struct ResolvedQuery {
  var groups: [[Slot]] = []
  /// The documents that match according to the index, ascending.
  var candidates: [Int] = []
  /// Words that were replaced, each with its replacement and the number of possible replacements.
  var repaired: [(from: [UInt8], to: [UInt8], choices: Int)] = []
  var unknown: [String] = []
  var isPartial = false
}

/// Looks up the words and filters of a query.
extension IndexReader {
  /// Looks up the words of a query. If no document has all of them, tries other replacements for the words that
  /// were replaced, one at a time, until a document has all.
  mutating func resolve(_ query: Query, repairs: Bool) throws -> ResolvedQuery {
    let first = try resolve(query, choice: repairs ? [:] : nil)
    if !first.candidates.isEmpty { return first }
    for (from, _, choices) in first.repaired {
      for number in 1..<max(1, choices) {
        let next = try resolve(query, choice: [from: number])
        if !next.candidates.isEmpty { return next }
      }
    }
    return first
  }

  /// - Parameter choice: for a word the index of its replacement, the first if there is none; nil: words are not
  ///   replaced.
  private mutating func resolve(_ query: Query, choice: [[UInt8]: Int]?) throws -> ResolvedQuery {
    var out = ResolvedQuery()
    for (number, group) in query.groups.enumerated() {
      let isLast = query.isOpen && number == query.groups.count - 1
      out.groups.append(try group.map { try resolve($0, isLast: isLast, choice: choice, &out) })
    }
    try loadLists(&out.groups)
    out.candidates = match(out.groups)
    return out
  }

  private mutating func loadLists(_ groups: inout [[Slot]]) throws {
    let whole = plan(&groups)
    for group in groups.indices {
      for slot in groups[group].indices {
        for token in groups[group][slot].tokens.indices
        where groups[group][slot].tokens[token].skipped == nil {
          groups[group][slot].tokens[token].lists = try groups[group][slot].tokens[token].terms.sorted().map {
            try store.list($0, isWhole: whole.contains($0))
          }
        }
      }
    }
  }

  /// Decides which words of phrases are skipped, and for which long terms the neighbours are read. Lists of long
  /// terms are large, and their neighbours are larger.
  ///
  /// - A long word of a phrase is skipped if the words beside it hold the pairs: their neighbours are enough.
  /// - Neighbours are read for pairs of long words in phrases. For proximity they are read only if the term that
  ///   holds the pair is in at most a quarter of all documents.
  private func plan(_ groups: inout [[Slot]]) -> Set<Int> {
    var whole: Set<Int> = []
    func read(_ a: [Int], _ b: [Int], most: Int) {
      for first in a {
        for second in b {
          guard store.isLong(first), store.isLong(second) else { continue }
          let own = hasPair(first, second) ? first : second
          if store.documents(ofLong: own) <= most { whole.insert(own) }
        }
      }
    }
    for group in groups.indices {
      for slot in groups[group].indices where groups[group][slot].isPhrase {
        let own = groups[group][slot]
        for token in own.tokens.indices {
          let terms = own.tokens[token].terms
          let beside = [token - 1, token + 1].filter {
            own.tokens.indices.contains($0) && own.isPair(max(token, $0))
          }
          if !beside.isEmpty, !terms.isEmpty, terms.allSatisfy(store.isLong),
            beside.allSatisfy({ other in
              own.tokens[other].terms.allSatisfy { term in
                terms.allSatisfy { term != $0 && hasPair(term, $0) }
              }
            })
          {
            groups[group][slot].tokens[token].skipped = terms.map(store.code(ofLong:))
          }
        }
        for pair in own.tokens.indices.dropFirst() where own.isPair(pair) {
          read(own.tokens[pair - 1].terms, own.tokens[pair].terms, most: .max)
        }
      }
    }
    let words = groups.filter { $0.count == 1 && !$0[0].isPhrase && !$0[0].clause.isExcluded }.map {
      $0[0].tokens[0].terms
    }
    for (a, b) in zip(words, words.dropFirst()) { read(a, b, most: store.top.documents / 4) }
    return whole
  }

  /// Whether a term holds the pair if it is beside a long term: `NeighbourRule.standing`.
  private func hasPair(_ term: Int, _ long: Int) -> Bool {
    func standing(_ term: Int) -> (Int, Int) {
      (PostingCodes.frequency(store.documents(ofLong: term)), term)
    }
    return !store.isLong(term) || standing(term) <= standing(long)
  }

  private mutating func resolve(
    _ clause: Query.Clause, isLast: Bool, choice: [[UInt8]: Int]?, _ out: inout ResolvedQuery
  ) throws -> Slot {
    var slot = Slot(clause: clause)
    for token in clause.tokens {
      var form = token.form
      let isPlain = clause.sequence.isEmpty
      let mayBePrefix = isPlain && form.count { !UTF8.isContinuation($0) } >= 2
      var terms = clause.kind == .prefix && mayBePrefix ? [] : try store.terms(of: form)
      func complete() throws -> [Int] {
        guard mayBePrefix, clause.kind == .prefix || !clause.isExcluded else { return [] }
        let found = try store.terms(withPrefix: form)
        if found.isPartial { out.isPartial = true }
        return found.terms
      }
      if terms.isEmpty, clause.kind == .prefix || isLast { terms = try complete() }
      if terms.isEmpty, isPlain, clause.kind == .word, !clause.isExcluded {
        let better = choice == nil ? [] : try store.repairs(form)
        let number = choice?[form] ?? 0
        if better.indices.contains(number) {
          out.repaired.append((form, better[number], better.count))
          form = better[number]
          terms = try store.terms(of: form)
        } else if !isLast {
          terms = try complete()
        }
      }
      if terms.isEmpty, !clause.isExcluded { out.unknown.append(String(decoding: form, as: UTF8.self)) }
      if isPlain { slot.forms.formUnion(try store.kindred(of: form, terms)) }
      slot.tokens.append(TokenMatches(form: form, terms: terms))
    }
    return slot
  }

  mutating func resolve(
    _ typed: [Query.Filter], _ chosen: [Facet: [String]], _ out: inout SearchResults
  ) throws -> [FacetFilter] {
    var filters: [FacetFilter] = []
    for facet in Facet.allCases {
      let ids = chosen[facet] ?? []
      for isExcluded in [false, true] {
        let named = typed.filter { $0.isExcluded == isExcluded && $0.facet == facet }.map(\.value)
        let dates = typed.filter { $0.isExcluded == isExcluded && $0.facet == nil && facet == .year }.map(
          \.value)
        let wanted = isExcluded ? [] : ids
        if wanted.isEmpty && named.isEmpty && dates.isEmpty { continue }
        var filter = FacetFilter(facet: facet, isExcluded: isExcluded)
        if facet == .year {
          for value in wanted + named {
            if let year = Int(value) { filter.values.insert(year) } else { add(value, &filter, &out) }
          }
          for value in dates { add(value, &filter, &out) }
        } else {
          filter.values = try values(facet, ids: wanted, named: named)
        }
        filters.append(filter)
      }
    }
    return filters
  }

  private func add(_ date: String, _ filter: inout FacetFilter, _ out: inout SearchResults) {
    if let days = DateRange.days(date) { filter.days.append(days) } else { out.strangeDates.append(date) }
  }

  /// The numbers of the values with these ids. A typed value also matches words of the label.
  private mutating func values(_ facet: Facet, ids: [String], named: [String]) throws -> Set<Int> {
    if let vocabulary = table.vocabulary(facet) {
      var found: Set<Int> = []
      for (number, pair) in vocabulary.enumerated() where ids.contains(pair[0]) || named.contains(pair[0]) {
        found.insert(number)
      }
      for name in named {
        for (number, pair) in vocabulary.enumerated() where names(name, pair[1]) { found.insert(number) }
      }
      return found
    }
    var found: Set<Int> = []
    for number in 0..<store.top.sources {
      let id = try store.source(number).id
      if ids.contains(id) || named.contains(id) { found.insert(number) }
      if !named.isEmpty, try named.contains(where: { names($0, try store.name(number).title) }) {
        found.insert(number)
      }
    }
    return found
  }

  /// Whether a typed value matches a label: the label has all its words.
  private mutating func names(_ value: String, _ label: String) -> Bool {
    let wanted = tokeniser.tokens(value.utf8).map(\.form)
    let label = Set(tokeniser.tokens(label.utf8).map(\.form))
    return !wanted.isEmpty && wanted.allSatisfy(label.contains)
  }
}

/// Completes a word while it is typed.
extension IndexReader {
  /// A word and the number of its occurrences.
  public struct Completion: Sendable, Equatable {
    /// The folded form, as in the index.
    public var form: String
    /// Occurrences in the archive.
    public var count: Int
  }

  /// The commonest words with this prefix, which needs at least two letters.
  ///
  /// - Returns: at most twenty words. `isPartial` is true if not all words were read, so that others may be
  ///   commoner.
  /// - Throws: `SearchError` if a file is missing or damaged.
  public mutating func completions(of beginning: String) throws -> (words: [Completion], isPartial: Bool) {
    guard let form = tokeniser.tokens(beginning.utf8).last(where: { $0.token.kind == .word })?.form,
      form.count(where: { !UTF8.isContinuation($0) }) >= 2
    else { return ([], false) }
    let (found, isPartial) = try store.dictionary(withPrefix: form, mostShards: 6)
    let best = found.sorted { a, b in
      a.count != b.count ? a.count > b.count : a.form.lexicographicallyPrecedes(b.form)
    }.prefix(20)
    return (
      best.map { Completion(form: String(decoding: $0.form, as: UTF8.self), count: $0.count) }, isPartial
    )
  }
}
