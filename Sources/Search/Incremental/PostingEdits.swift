/// A term whose list has changed.
struct TermEdit {
  /// Its number in the lexicon of the edits.
  var term: Int
  /// The changed postings, in order of the documents.
  var postings: [(document: Int, before: PostingCodes.Posting?, after: PostingCodes.Posting?)] = []
}

/// Compares the postings of the edited passages before and after the edit.
struct PostingEdits {
  private let edits: PassageEdits
  private let average: Int

  init(_ edits: PassageEdits, average: Int) {
    self.edits = edits
    self.average = average
  }

  /// The terms whose lists change.
  ///
  /// - Parameters:
  ///   - before: the tables of the last build with what is derived from them, and the numbers of the terms of the
  ///     edits in them. Every term that was in the passages has a number.
  ///   - after: the same for this build.
  func terms(before: Numbered, after: Numbered) -> [TermEdit] {
    let old = postings(edits.before, before)
    let new = postings(edits.after, after)
    return old.indices.compactMap { term in
      var edit = TermEdit(term: term)
      var (left, right) = (old[term][...], new[term][...])
      while let place = [left.first?.place, right.first?.place].compactMap({ $0 }).min() {
        let was = left.first?.place == place ? left.removeFirst().posting : nil
        let now = right.first?.place == place ? right.removeFirst().posting : nil
        if was != now { edit.postings.append((edits.documents[place], was, now)) }
      }
      return edit.postings.isEmpty ? nil : edit
    }
  }

  /// Word tables, and the numbers in them of the terms of the edits.
  struct Numbered {
    var words: WordTables
    var rule: NeighbourRule
    var numbers: [Int?]
  }

  /// For each term of the lexicon its postings, with the index of the document.
  private func postings(
    _ side: PassageEdits.Side, _ numbered: Numbered
  ) -> [[(place: Int, posting: PostingCodes.Posting)]] {
    let rule = numbered.rule
    func number(_ entry: Int) -> Int? { numbered.numbers[Int(edits.lexicon.entryTerms[entry])] }
    /// The code of a neighbour plus one; 0 if the pair is written with the other term.
    func code(_ entry: Int, of own: Int, orSame: Bool) -> UInt64 {
      guard entry >= 0, let other = number(entry) else { return 0 }
      let isHere = rule.standing[own] < rule.standing[other] || orSame && own == other
      return isHere ? UInt64(rule.codes[other]) + 1 : 0
    }
    var occurrences = [[UInt64]](repeating: [], count: edits.lexicon.terms.count)
    for token in side.tokens {
      guard let own = number(token.entry) else { continue }
      occurrences[Int(edits.lexicon.entryTerms[token.entry])].append(
        UInt64(token.document) << 20 | code(token.following, of: own, orSame: true) << 10
          | code(token.previous, of: own, orSame: false))
    }
    let maker = PostingMaker(lengths: side.lengths, average: average)
    return occurrences.enumerated().map { term, list in
      guard let own = numbered.numbers[term], !list.isEmpty else { return [] }
      var found: [(Int, PostingCodes.Posting)] = []
      var place = -1
      maker.make(list[...], numbered.words.frequencyClass(own)) { posting in
        place += posting.step
        // The step from the previous document is known only when the list is written.
        var kept = posting
        kept.step = 0
        found.append((place, kept))
      }
      return found
    }
  }
}

extension WordTables {
  /// `PostingCodes.frequencyClass` of a term.
  func frequencyClass(_ term: Int) -> Int {
    PostingCodes.frequencyClass(Int(documents[term]), isLong: term < long)
  }
}
