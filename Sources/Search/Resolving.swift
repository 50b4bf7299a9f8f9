/// How hits are ordered.
public enum SearchOrder: String, Sendable, CaseIterable {
  /// The best first.
  case relevance
  /// The oldest source first, passages in order of the text.
  case date
  /// The newest source first.
  case newest
}

/// Looking up what a query names.
extension IndexReader {
  mutating func resolve(
    _ query: Query, repairs: Bool, _ out: inout SearchResults
  ) throws -> [[Slot]] {
    // Lists with the neighbours of long terms are large, so they are read for phrases only.
    var groups: [[Slot]] = []
    for (number, group) in query.groups.enumerated() {
      let isLast = query.isOpen && number == query.groups.count - 1
      groups.append(try group.map { try resolve($0, isLast: isLast, repairs: repairs, &out) })
    }
    return groups
  }

  private mutating func resolve(
    _ clause: Query.Clause, isLast: Bool, repairs: Bool, _ out: inout SearchResults
  ) throws -> Slot {
    var slot = Slot(clause: clause)
    for token in clause.tokens {
      var form = token.form
      let isPlain = clause.sequence.isEmpty
      let mayBePrefix = isPlain && form.count { $0 & 0xC0 != 0x80 } >= 2
      var terms = clause.kind == .prefix && mayBePrefix ? [] : try store.terms(of: form)
      func complete() throws -> [Int] {
        guard mayBePrefix, clause.kind == .prefix || !clause.isExcluded else { return [] }
        let found = try store.terms(withPrefix: form)
        if found.isPartial { out.isPartial = true }
        return found.terms
      }
      if terms.isEmpty, clause.kind == .prefix || isLast { terms = try complete() }
      if terms.isEmpty, isPlain, clause.kind == .word, !clause.isExcluded {
        if repairs, let better = try store.repair(form) {
          out.repaired.append(
            .init(from: String(decoding: form, as: UTF8.self), to: String(decoding: better, as: UTF8.self)))
          form = better
          terms = try store.terms(of: form)
        } else if !isLast {
          terms = try complete()
        }
      }
      if terms.isEmpty, !clause.isExcluded { out.unknown.append(String(decoding: form, as: UTF8.self)) }
      if isPlain { slot.forms.formUnion(try store.kindred(of: form, terms)) }
      let lists = try terms.sorted().map { try store.list($0, isWhole: slot.isPhrase) }
      slot.tokens.append(TokenMatches(lists: lists))
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

  /// The numbers of values: by id, and what is typed also by words of the label.
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

  /// Whether a typed value means a label: all its words stand in it.
  private mutating func names(_ value: String, _ label: String) -> Bool {
    let wanted = tokeniser.tokens(value.utf8).map(\.form)
    let label = Set(tokeniser.tokens(label.utf8).map(\.form))
    return !wanted.isEmpty && wanted.allSatisfy(label.contains)
  }
}

/// Completing what is being typed.
extension IndexReader {
  /// A word and how often it occurs.
  public struct Completion: Sendable, Equatable {
    /// Folded, as it stands in the index.
    public var form: String
    /// Occurrences in the archive.
    public var count: Int
  }

  /// The commonest words that begin so, from two letters on.
  ///
  /// - Returns: at most twenty, and whether others may be commoner, as not all words were looked at.
  /// - Throws: `SearchError` where a file is missing or damaged.
  public mutating func completions(of beginning: String) throws -> (words: [Completion], isPartial: Bool) {
    guard let form = tokeniser.tokens(beginning.utf8).last(where: { $0.token.kind == .word })?.form,
      form.count(where: { $0 & 0xC0 != 0x80 }) >= 2
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
