/// Documents in which one token of a query occurs, ascending, with what each occurrence is worth.
struct TokenMatches {
  var documents: [Int] = []
  /// The best `weight * (impact + 1)` among the terms.
  var scores: [Int] = []
  /// Positions in each document, ascending; nil where a term is so common that it has none.
  var positions: [[Int]]?
  /// The highest weight among the terms.
  var weight = 0

  /// The number of a document in the lists; nil where the token does not occur in it.
  func index(of document: Int) -> Int? {
    var (low, high) = (0, documents.count)
    while low < high {
      let middle = (low + high) / 2
      if documents[middle] < document { low = middle + 1 } else { high = middle }
    }
    return low < documents.count && documents[low] == document ? low : nil
  }
}

extension ShardStore {
  /// Distinct terms that a prefix is searched for at most.
  static let mostPrefixTerms = 100

  /// The shard a form stands in, if it stands in any.
  private func shard(of form: [UInt8]) -> Int {
    var (low, high) = (0, top.words.count)
    while low < high {
      let middle = (low + high) / 2
      if form.lexicographicallyPrecedes(top.words[middle].utf8) { high = middle } else { low = middle + 1 }
    }
    return max(0, low - 1)
  }

  /// The terms a form leads to; empty where the archive does not have it.
  mutating func terms(of form: [UInt8]) throws -> [Int] {
    guard !top.words.isEmpty else { return [] }
    return try words(shard(of: form)).first { $0.form == form }?.terms ?? []
  }

  /// The terms of the forms that begin with the given one, in order of the forms.
  mutating func terms(withPrefix form: [UInt8]) throws -> (terms: [Int], isPartial: Bool) {
    var found: [Int] = []
    for shard in shard(of: form)..<max(top.words.count, shard(of: form)) {
      for word in try words(shard) where !word.form.lexicographicallyPrecedes(form) {
        guard word.form.starts(with: form) else { return (found, false) }
        for term in word.terms where !found.contains(term) {
          if found.count == Self.mostPrefixTerms { return (found, true) }
          found.append(term)
        }
      }
    }
    return (found, false)
  }

  /// Other forms of the same terms, as far as the shard of the form has them: what is marked in excerpts.
  mutating func kindred(of form: [UInt8], _ terms: [Int]) throws -> Set<[UInt8]> {
    guard !top.words.isEmpty else { return [] }
    let terms = Set(terms)
    return Set(try words(shard(of: form)).filter { !terms.isDisjoint(with: $0.terms) }.map(\.form))
  }

  /// The documents of any of the terms.
  mutating func matches(_ terms: [Int]) throws -> TokenMatches {
    var found: [(document: Int, score: Int, positions: [Int])] = []
    var hasPositions = true
    var out = TokenMatches()
    for term in terms {
      var (weight, first, second) = try postings(term)
      out.weight = max(out.weight, weight)
      if second.isAtEnd { hasPositions = false }
      var document = 0
      while !first.isAtEnd {
        guard let value = first.next() else { throw SearchError.damaged(path: path("p*")) }
        document += value >> 3
        guard document < top.documents else { throw SearchError.damaged(path: path("p*")) }
        var positions: [Int] = []
        var position = 0
        while hasPositions {
          guard let gap = second.next() else { throw SearchError.damaged(path: path("p*")) }
          position += gap >> 1
          positions.append(position)
          if gap & 1 == 0 { break }
        }
        found.append((document, weight * ((value & 7) + 1), positions))
        document += 1
      }
    }
    if terms.count > 1 { found.sort { $0.document < $1.document } }
    out.positions = hasPositions ? [] : nil
    for next in found {
      if let last = out.documents.last, last == next.document {
        let at = out.scores.count - 1
        out.scores[at] = max(out.scores[at], next.score)
        if let before = out.positions?[at] { out.positions?[at] = (before + next.positions).sorted() }
      } else {
        out.documents.append(next.document)
        out.scores.append(next.score)
        out.positions?.append(next.positions)
      }
    }
    return out
  }
}
