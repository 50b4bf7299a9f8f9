/// The forms and terms of an archive, numbered for good: what the writers of lists and tables share.
///
/// A term's *leading form* is the least of the forms that lead to it. Terms are numbered in order of their
/// leading forms, so that a form is mostly found near its term; the *long* terms, which occur in very many
/// documents, are numbered behind the others, in the same order.
struct Vocabulary {
  let lexicon: Lexicon.Contents
  /// Forms as numbers of the lexicon, in order of their bytes, and the place of each.
  let forms: [Int]
  let formPlaces: [UInt32]
  /// The term of each entry of the lexicon.
  let terms: [UInt32]
  /// For each term its occurrences, its documents and the place of its leading form.
  private(set) var occurrences: [UInt32]
  private(set) var documents: [UInt32]
  private(set) var leading: [UInt32]
  /// Terms below this number are not long.
  private(set) var ordinary = 0
  /// Number of documents of the archive.
  let total: Int
  /// For each form (by place) how often it occurs.
  private(set) var formCounts: [UInt32]
  /// Terms with an own code as neighbours, commonest first.
  private(set) var exact: [Int] = []
  /// Code of each term as a neighbour.
  private var codes: [UInt8]
  /// Terms from the rarest to the commonest.
  private var standing: [UInt32]
  /// Whether an entry is a word, which can have neighbours, and no single character.
  private let isWord: [Bool]

  /// Documents are numbered as `IndexFormat` says: titles, headings and passages of all sources, then entries.
  init(_ lexicon: Lexicon.Contents, _ sources: [IndexedSource]) {
    self.lexicon = lexicon
    forms = lexicon.forms.sorted()
    var formPlaces = [UInt32](repeating: 0, count: forms.count)
    for (place, form) in forms.enumerated() { formPlaces[form] = UInt32(place) }
    self.formPlaces = formPlaces
    isWord = lexicon.entryForms.map { form in
      lexicon.forms[Int(form)].withUnsafeBufferPointer { !$0.isEmpty && !Letters.shared.isSingle($0) }
    }
    total = sources.reduce(0) { $0 + $1.lengths.count }

    let count = lexicon.terms.count
    var occurrences = [UInt32](repeating: 0, count: count)
    var documents = [UInt32](repeating: 0, count: count)
    var latest = [Int32](repeating: -1, count: count)
    var formCounts = [UInt32](repeating: 0, count: forms.count)
    Self.walk(sources, isWord) { document, entry, _, _ in
      let term = Int(lexicon.entryTerms[entry])
      occurrences[term] += 1
      formCounts[Int(formPlaces[Int(lexicon.entryForms[entry])])] += 1
      if latest[term] != Int32(document) {
        latest[term] = Int32(document)
        documents[term] += 1
      }
    }
    var leading = [UInt32](repeating: .max, count: count)
    for (entry, form) in lexicon.entryForms.enumerated() {
      let term = Int(lexicon.entryTerms[entry])
      leading[term] = min(leading[term], formPlaces[Int(form)])
    }
    // A term may be left without a document: its sources were indexed and not written. None is.
    let long = max(IndexFormat.leastLong, total / 10)
    let order = (0..<count).sorted { a, b in
      let (isLongA, isLongB) = (Int(documents[a]) >= long, Int(documents[b]) >= long)
      if isLongA != isLongB { return isLongB }
      if leading[a] != leading[b] { return leading[a] < leading[b] }
      return lexicon.terms[a].lexicographicallyPrecedes(lexicon.terms[b])
    }
    var numbers = [UInt32](repeating: 0, count: count)
    for (number, term) in order.enumerated() { numbers[term] = UInt32(number) }
    terms = lexicon.entryTerms.map { numbers[Int($0)] }
    self.occurrences = order.map { occurrences[$0] }
    self.documents = order.map { documents[$0] }
    self.leading = order.map { leading[$0] }
    self.formCounts = formCounts
    codes = []
    standing = []
    ordinary = self.documents.firstIndex { Int($0) >= long } ?? count
    rankNeighbours()
  }

  private mutating func rankNeighbours() {
    let documents = self.documents
    let rarestFirst = documents.indices.sorted { (documents[$0], $0) < (documents[$1], $1) }
    standing = [UInt32](repeating: 0, count: documents.count)
    for (place, term) in rarestFirst.enumerated() { standing[term] = UInt32(place) }
    exact = Array(rarestFirst.suffix(PostingCodes.exact).reversed())
    codes = documents.indices.map { UInt8(PostingCodes.hashed($0)) }
    for (code, term) in exact.enumerated() { codes[term] = UInt8(code) }
  }

  /// The code, plus one, of an entry as neighbour of a term; 0 where it is written with the other of the two.
  @inline(__always)
  func neighbour(_ entry: Int, of term: UInt32, orSame: Bool) -> UInt64 {
    guard entry >= 0 else { return 0 }
    let other = terms[entry]
    let (own, others) = (standing[Int(term)], standing[Int(other)])
    return own < others || orSame && own == others ? UInt64(codes[Int(other)]) + 1 : 0
  }

  /// Calls `body` with document and entry of every token, in order, and with the entries of the words that stand
  /// at its side, or -1: at the ends of a document, and beside single characters.
  @inline(__always)
  func walk(_ sources: [IndexedSource], _ body: (Int, Int, Int, Int) -> Void) {
    Self.walk(sources, isWord, body)
  }

  @inline(__always)
  private static func walk(
    _ sources: [IndexedSource], _ isWord: [Bool], _ body: (Int, Int, Int, Int) -> Void
  ) {
    var document = 0
    isWord.withUnsafeBufferPointer { isWord in
      for source in sources { walk(source, 0..<source.headings, isWord, &document, body) }
      for source in sources { walk(source, source.headings..<source.passages, isWord, &document, body) }
      for source in sources { walk(source, source.passages..<source.stream.count, isWord, &document, body) }
    }
  }

  /// The documents in a part of the stream of a source.
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
