/// One token of a query with the posting lists of its terms.
struct TokenMatches {
  /// The form that is searched: as asked, or corrected.
  let form: [UInt8]
  var terms: [Int]
  /// Posting lists in the order of the terms.
  var lists: [PostingList] = []
  /// The codes of the terms, if the token is a very common word of a phrase whose lists are not read. The
  /// neighbours of the words beside it are used instead.
  var skipped: [Int]?

  func holds(_ document: Int) -> Bool { lists.contains { $0.index(of: document) != nil } }

  /// The score of the token in a document: that of the best of its terms.
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

  /// Number of postings: the cost of a scan.
  var size: Int { lists.reduce(0) { $0 + $1.documents.count } }

  /// Whether the other token follows this one directly in a document, according to the index. True may be wrong,
  /// because many terms share a code. False is right if all neighbours were read.
  ///
  /// - Parameter most: most documents of the term that holds the pair; pairs of long terms with more are skipped.
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

/// A clause of a query with the index data for its tokens.
struct Slot {
  let clause: Query.Clause
  var tokens: [TokenMatches] = []
  /// Forms to highlight in excerpts, if the clause also matches inflected forms.
  var forms: Set<[UInt8]> = []

  init(clause: Query.Clause) { self.clause = clause }

  var isPhrase: Bool { clause.kind == .phrase }

  /// Whether the index knows the neighbours between this token and the one before: both are words, side by side.
  func isPair(_ token: Int) -> Bool {
    let (before, own) = (clause.tokens[token - 1], clause.tokens[token])
    return before.isWord && own.isWord && own.offset == before.offset + 1
  }

  /// Whether a document can match according to the index: all tokens occur and, as far as neighbours are known,
  /// follow each other.
  func holds(_ document: Int) -> Bool {
    guard tokens.allSatisfy({ $0.skipped != nil || $0.holds(document) }) else { return false }
    for at in tokens.indices.dropFirst() where isPair(at) {
      if !tokens[at - 1].isFollowed(by: tokens[at], in: document) { return false }
    }
    return true
  }

  /// All documents that can match according to the index, ascending.
  var candidates: [Int] {
    guard let rarest = tokens.filter({ $0.skipped == nil }).min(by: { $0.size < $1.size }) else { return [] }
    return tokens.count == 1 ? rarest.documents : rarest.documents.filter { holds($0) }
  }

  /// The bonus if the word is among the forms of a text exactly as asked.
  func worth(among forms: Set<[UInt8]>) -> Int {
    guard clause.kind == .word, !clause.isExcluded, let token = tokens.first, forms.contains(token.form)
    else {
      return 0
    }
    return IndexReader.asAsked * token.weight
  }

  /// The sum of the scores of the tokens. Words whose lists were not read add nothing.
  func score(_ document: Int) -> Int { tokens.reduce(0) { $0 + $1.score(document) } }
}

/// The values that hits must have in a facet, or must not have if `isExcluded`.
struct FacetFilter {
  /// The facet. Days belong to `year`.
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
