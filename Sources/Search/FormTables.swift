/// Writes which forms lead to which terms: a table in each shard of lists, the forms of long terms for the top of
/// the index, and the dictionary, in which words are completed and repaired.
struct FormTables {
  private let vocabulary: Vocabulary
  /// Terms of each form, ascending, form after form: one array for all, because most forms have one term.
  private var allTerms: [UInt32]
  /// Where the terms of a form begin, by its place.
  private var starts: [UInt32]

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    let entries = vocabulary.lexicon.entryForms
    starts = [UInt32](repeating: 0, count: vocabulary.forms.count + 1)
    for form in entries { starts[Int(vocabulary.formPlaces[Int(form)]) + 1] += 1 }
    for place in vocabulary.forms.indices { starts[place + 1] += starts[place] }
    allTerms = [UInt32](repeating: 0, count: entries.count)
    var next = starts
    for (entry, form) in entries.enumerated() {
      let place = Int(vocabulary.formPlaces[Int(form)])
      allTerms[Int(next[place])] = vocabulary.terms[entry]
      next[place] += 1
    }
    for place in vocabulary.forms.indices where starts[place + 1] - starts[place] > 1 {
      allTerms[Int(starts[place])..<Int(starts[place + 1])].sort()
    }
  }

  /// Terms of the form at a place, ascending.
  func terms(_ place: Int) -> ArraySlice<UInt32> {
    allTerms[Int(starts[place])..<Int(starts[place + 1])]
  }

  private func form(_ place: Int) -> ArraySlice<UInt8> {
    vocabulary.lexicon.forms[vocabulary.forms[place]]
  }

  /// The least prefix of the leading form of a term that stands behind the form before it: `IndexTop.keys`.
  func key(of term: Int) -> String {
    let place = Int(vocabulary.leading[term])
    guard place > 0, term > 0 else { return "" }
    let (own, before) = (Array(form(place)), Array(form(place - 1)))
    var length = zip(own, before).prefix { $0 == $1 }.count + 1
    // Never within a character.
    while length < own.count, own[length] & 0xC0 == 0x80 { length += 1 }
    return String(decoding: own[..<min(length, own.count)], as: UTF8.self)
  }

  /// The forms from the leading one of the first term to the one before that of the next shard.
  func table(of range: Range<Int>, isLast: Bool) -> [UInt8] {
    let first = range.lowerBound == 0 ? 0 : Int(vocabulary.leading[range.lowerBound])
    let end = isLast ? vocabulary.forms.count : Int(vocabulary.leading[range.upperBound])
    var table: [UInt8] = []
    var previous: ArraySlice<UInt8> = []
    var previousTerm = range.lowerBound
    for place in first..<max(first, end) {
      append(form(place), after: &previous, to: &table)
      let terms = terms(place)
      appendVarint(terms.count, to: &table)
      for term in terms {
        appendVarint(zigzag(Int(term) - previousTerm), to: &table)
        previousTerm = Int(term)
      }
    }
    var shard: [UInt8] = []
    appendVarint(table.count, to: &shard)
    return shard + table
  }

  /// Forms that lead to a long term, with all their terms.
  func long() -> (forms: [String], terms: [[Int]]) {
    let places = vocabulary.forms.indices.filter { terms($0).contains { $0 >= vocabulary.ordinary } }
    return (places.map { String(decoding: form($0), as: UTF8.self) }, places.map { terms($0).map(Int.init) })
  }

  /// Writes the shards `dN`.
  ///
  /// - Returns: the first form of each.
  func writeDictionary(to files: ShardWriter) throws -> [String] {
    var firsts: [String] = []
    var shard: [UInt8] = []
    var previous: ArraySlice<UInt8> = []
    for place in vocabulary.forms.indices {
      if shard.isEmpty { firsts.append(String(decoding: form(place), as: UTF8.self)) }
      append(form(place), after: &previous, to: &shard)
      appendVarint(Int(vocabulary.formCounts[place]), to: &shard)
      if shard.count >= IndexFormat.dictionaryShard {
        try files.write("d\(firsts.count - 1)", binary: shard)
        shard.removeAll(keepingCapacity: true)
        previous = []
      }
    }
    if !shard.isEmpty { try files.write("d\(firsts.count - 1)", binary: shard) }
    return firsts
  }

  private func append(
    _ form: ArraySlice<UInt8>, after previous: inout ArraySlice<UInt8>, to out: inout [UInt8]
  ) {
    let most = min(form.count, previous.count)
    var shared = 0
    while shared < most, form[form.startIndex + shared] == previous[previous.startIndex + shared] {
      shared += 1
    }
    appendVarint(shared, to: &out)
    appendVarint(form.count - shared, to: &out)
    out.append(contentsOf: form[(form.startIndex + shared)...])
    previous = form
  }
}
