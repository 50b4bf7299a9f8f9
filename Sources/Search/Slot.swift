/// A clause of a query with what the index has for its tokens.
struct Slot {
  let clause: Query.Clause
  var tokens: [TokenMatches] = []
  /// Forms that are marked in excerpts, where the clause counts inflected forms.
  var forms: Set<[UInt8]> = []

  init(clause: Query.Clause) { self.clause = clause }

  /// Whether one look-up decides.
  var isSingle: Bool { tokens.count == 1 }

  /// Documents of the rarest token: how much there is to walk.
  var rarest: Int { tokens.map(\.documents.count).min() ?? 0 }

  /// Whether the index allows a document: all tokens occur, and their known positions follow each other.
  func holds(_ document: Int) -> Bool {
    var starts: [Int]?
    for (token, place) in zip(tokens, clause.tokens) {
      guard let at = token.index(of: document) else { return false }
      guard let positions = token.positions?[at], tokens.count > 1 else { continue }
      let shifted = positions.map { $0 - place.offset }
      starts = starts.map { Self.common($0, shifted) } ?? shifted
    }
    return starts.map { !$0.isEmpty } ?? true
  }

  /// All documents that the index allows, ascending.
  var candidates: [Int] {
    guard let rarest = tokens.min(by: { $0.documents.count < $1.documents.count }) else { return [] }
    return isSingle ? rarest.documents : rarest.documents.filter(holds)
  }

  /// Numbers that stand in both ascending lists.
  private static func common(_ a: [Int], _ b: [Int]) -> [Int] {
    var out: [Int] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        out.append(a[i])
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return out
  }
}

/// The values that hits must have in a facet.
struct FacetFilter {
  var facet: Facet
  var values: Set<Int>

  func admits(_ document: Int, _ table: DocumentTable) -> Bool {
    table.values(facet, document).contains(where: values.contains)
  }
}
