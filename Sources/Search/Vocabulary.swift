/// The words of an archive and their occurrences, as the writer of posting lists iterates over them.
struct Vocabulary {
  let words: WordTables
  let rule: NeighbourRule
  /// Number of occurrences of each term.
  let occurrences: [UInt32]
  /// `WordTables.hash` of each term.
  let hashes: [UInt32]
  /// The term of each entry of the lexicon.
  let terms: [UInt32]
  /// For each entry its term as a neighbour: its rank (`NeighbourRule.standing`), shifted by 16 bits, and its code plus
  /// one. In one number, because the occurrences of an archive look it up three times each, in no order.
  let neighbours: [UInt64]
  /// Whether an entry is a word, which can have neighbours, and not a single character.
  private let isWord: [Bool]

  /// Documents are numbered as in `IndexFormat`: titles, headings and passages of all sources, then entries.
  init(_ lexicon: Lexicon.Contents, _ sources: [IndexedSource]) {
    isWord = Self.areWords(lexicon)
    var documents = [UInt32](repeating: 0, count: lexicon.terms.count)
    var latest = [Int32](repeating: -1, count: lexicon.terms.count)
    var counts = [UInt32](repeating: 0, count: lexicon.entryForms.count)
    Self.walk(sources, isWord) { document, entry, _, _ in
      counts[entry] += 1
      let term = Int(lexicon.entryTerms[entry])
      if latest[term] != Int32(document) {
        latest[term] = Int32(document)
        documents[term] += 1
      }
    }
    (words, terms) = Self.tables(
      lexicon, counts, documents, total: sources.reduce(0) { $0 + $1.lengths.count })
    occurrences = words.occurrences()
    hashes = words.hashes()
    let rule = NeighbourRule(words, hashes: hashes)
    neighbours = terms.map { term in
      let term = Int(term)
      guard term < rule.codes.count else { return 0 }
      return UInt64(rule.standing[term]) << 16 | UInt64(rule.codes[term]) + 1
    }
    self.rule = rule
  }

  /// - Returns: the tables, and the term of each entry. Words that do not occur in the sources given are left out.
  private static func tables(
    _ lexicon: Lexicon.Contents, _ counts: [UInt32], _ documents: [UInt32], total: Int
  ) -> (WordTables, [UInt32]) {
    var words = WordTables()
    words.total = total
    let least = WordTables.leastLong(of: total)
    let sorted = lexicon.terms.sorted().filter { documents[$0] > 0 }
    let order = sorted.filter { Int(documents[$0]) >= least } + sorted.filter { Int(documents[$0]) < least }
    words.long = order.count { Int(documents[$0]) >= least }
    var numbers = [UInt32](repeating: 0, count: documents.count)
    for (number, term) in order.enumerated() {
      numbers[term] = UInt32(number)
      words.stems.append(lexicon.terms[term])
    }
    words.documents = order.map { documents[$0] }
    let terms = lexicon.entryTerms.map { numbers[Int($0)] }

    // Entries by form, in order of the forms: first their number for each form, then their start.
    var starts = [UInt32](repeating: 0, count: lexicon.forms.count)
    for (entry, form) in lexicon.entryForms.enumerated() where counts[entry] > 0 { starts[Int(form)] += 1 }
    var next: UInt32 = 0
    for form in lexicon.forms.sorted() where starts[form] > 0 {
      words.forms.append(lexicon.forms[form])
      next += starts[form]
      starts[form] = next - starts[form]
      words.starts.append(next)
    }
    var entries = [UInt32](repeating: 0, count: Int(next))
    for (entry, form) in lexicon.entryForms.enumerated() where counts[entry] > 0 {
      entries[Int(starts[Int(form)])] = UInt32(entry)
      starts[Int(form)] += 1
    }
    for place in 0..<words.forms.count where words.entries(place).count > 1 {
      entries[words.entries(place)].sort { terms[Int($0)] < terms[Int($1)] }
    }
    words.terms = entries.map { terms[Int($0)] }
    words.counts = entries.map { counts[Int($0)] }
    return (words, terms)
  }

  /// Which entries are words.
  static func areWords(_ lexicon: Lexicon.Contents, letters: Letters = .shared) -> [Bool] {
    lexicon.entryForms.map { form in
      lexicon.forms[Int(form)].withUnsafeBufferPointer { !$0.isEmpty && !letters.isSingle($0) }
    }
  }

  /// The code, plus one, of a term as a neighbour of another; 0 if the pair is written with the former.
  ///
  /// - Parameters:
  ///   - other: the neighbour, as in `neighbours`; 0 if there is none.
  ///   - own: the term with which the code is written, as in `neighbours`.
  @inline(__always)
  static func neighbour(_ other: UInt64, of own: UInt64, orSame: Bool) -> UInt64 {
    let (rank, others) = (own >> 16, other >> 16)
    return rank < others || orSame && rank == others ? other & 0xFFFF : 0
  }

  /// Calls `body` for every token in order: with document, entry, and the entries of the words before and after it.
  /// These are -1 at the ends of a document and beside single characters.
  @inline(__always)
  func walk(_ sources: [IndexedSource], _ body: (Int, Int, Int, Int) -> Void) {
    Self.walk(sources, isWord, body)
  }

  /// The same for the sources given.
  @inline(__always)
  static func walk(
    _ sources: [IndexedSource], _ isWord: [Bool], _ body: (Int, Int, Int, Int) -> Void
  ) {
    var document = 0
    isWord.withUnsafeBufferPointer { isWord in
      for source in sources { walk(source, 0..<source.headings, isWord, &document, body) }
      for source in sources { walk(source, source.headings..<source.passages, isWord, &document, body) }
      for source in sources { walk(source, source.passages..<source.stream.count, isWord, &document, body) }
    }
  }

  /// Iterates over the documents in a part of the stream of a source.
  @inline(__always)
  private static func walk(
    _ source: IndexedSource, _ part: Range<Int>, _ isWord: UnsafeBufferPointer<Bool>, _ document: inout Int,
    _ body: (Int, Int, Int, Int) -> Void
  ) {
    source.stream.withUnsafeBufferPointer { stream in
      var (held, before) = (-1, -1)
      var at = part.lowerBound
      while at < part.upperBound {
        var value = 0
        var shift = 0
        while stream[at] >= 0x80 {
          value |= Int(stream[at] & 0x7F) << shift
          shift += 7
          at += 1
        }
        value |= Int(stream[at]) << shift
        at += 1
        let entry = (value - 1) >> 1
        if value != 0, (value - 1) & 1 == 0, isWord[entry] {
          if held >= 0 { body(document, held, before, entry) }
          (held, before) = (entry, held)
          continue
        }
        if held >= 0 { body(document, held, before, -1) }
        held = -1
        if value == 0 { document += 1 } else { body(document, entry, -1, -1) }
      }
    }
  }
}
