/// One token of a query with the lists of its terms.
struct TokenMatches {
  /// As it is looked for: as asked, or repaired.
  let form: [UInt8]
  var terms: [Int]
  /// In order of the terms.
  var lists: [PostingList] = []
  /// The codes of the terms of a very common word of a phrase whose lists are not read: what stands beside it tells.
  var skipped: [Int]?

  func holds(_ document: Int) -> Bool { lists.contains { $0.index(of: document) != nil } }

  /// What the token is worth in a document: the best of its terms.
  func score(_ document: Int) -> Int {
    lists.reduce(0) { best, list in list.index(of: document).map { max(best, list.scores[$0]) } ?? best }
  }

  /// The highest weight among the terms.
  var weight: Int { lists.reduce(0) { max($0, $1.weight) } }

  /// Documents of all terms, ascending.
  var documents: [Int] {
    if lists.count == 1 { return lists[0].documents }
    return Set(lists.flatMap(\.documents)).sorted()
  }

  /// Number of postings: how much there is to walk.
  var size: Int { lists.reduce(0) { $0 + $1.documents.count } }

  /// Whether the index says that the other token stands at once behind this one in a document. It may be wrong
  /// in saying so, as many terms share a code, and is never wrong in denying it where all neighbours were read.
  ///
  /// - Parameter most: pairs of long terms are passed over where the one that has the pair is in more documents.
  func isFollowed(
    by other: TokenMatches, in document: Int, most: Int = .max
  ) -> Bool {
    if let codes = skipped {
      return other.skipped != nil
        || other.lists.contains { list in
          list.index(of: document).map { place in
            codes.contains { list.has(PostingCodes.codes + $0, at: place) }
          } ?? false
        }
    }
    if let codes = other.skipped {
      return lists.contains { list in
        list.index(of: document).map { place in
          codes.contains { list.has($0, at: place) }
        } ?? false
      }
    }
    for first in lists {
      guard let place = first.index(of: document) else { continue }
      for second in other.lists {
        let isFirst = first.hasPair(with: second)
        guard !first.isLong || !second.isLong || (isFirst ? first : second).documents.count <= most,
          let otherPlace = second.index(of: document)
        else { continue }
        let holds =
          isFirst
          ? first.has(second.code, at: place) : second.has(PostingCodes.codes + first.code, at: otherPlace)
        if holds { return true }
      }
    }
    return false
  }
}

/// A clause of a query with what the index has for its tokens.
struct Slot {
  let clause: Query.Clause
  var tokens: [TokenMatches] = []
  /// Forms that are marked in excerpts, where the clause counts inflected forms.
  var forms: Set<[UInt8]> = []

  init(clause: Query.Clause) { self.clause = clause }

  var isPhrase: Bool { clause.kind == .phrase }

  /// Whether the index knows what stands between two tokens: this one and the one before are words side by side.
  func isPair(_ token: Int) -> Bool {
    let (before, own) = (clause.tokens[token - 1], clause.tokens[token])
    return before.isWord && own.isWord && own.offset == before.offset + 1
  }

  /// Whether the index allows a document: all tokens occur, and as far as neighbours tell they follow each
  /// other.
  func holds(_ document: Int) -> Bool {
    guard tokens.allSatisfy({ $0.skipped != nil || $0.holds(document) }) else { return false }
    for at in tokens.indices.dropFirst() where isPair(at) {
      if !tokens[at - 1].isFollowed(by: tokens[at], in: document) { return false }
    }
    return true
  }

  /// All documents that the index allows, ascending.
  var candidates: [Int] {
    guard let rarest = tokens.filter({ $0.skipped == nil }).min(by: { $0.size < $1.size }) else { return [] }
    return tokens.count == 1 ? rarest.documents : rarest.documents.filter { holds($0) }
  }

  /// What it adds that a word stands among the forms of a text just as it was asked for.
  func worth(among forms: Set<[UInt8]>) -> Int {
    guard clause.kind == .word, !clause.isExcluded, let token = tokens.first, forms.contains(token.form)
    else {
      return 0
    }
    return IndexReader.asAsked * token.weight
  }

  /// Words whose lists were not read add nothing.
  func score(_ document: Int) -> Int { tokens.reduce(0) { $0 + $1.score(document) } }
}

/// The values that hits must have in a facet, or must not have.
struct FacetFilter {
  /// Years and days are one facet.
  var facet: Facet
  var values: Set<Int> = []
  var days: [ClosedRange<Int>] = []
  var isExcluded = false

  func admits(_ document: Int, _ table: DocumentTable) -> Bool {
    let source = Int(table.source[document])
    let isAmong =
      table.values(facet, document).contains(where: values.contains)
      || !days.isEmpty && source >= 0
        && table.days[source].map { own in days.contains { $0.overlaps(own) } } == true
    return isAmong != isExcluded
  }
}
