/// Applies the words of some edited passages to the tables of an archive.
struct WordEdits {
  /// The updated tables.
  private(set) var words = WordTables()
  /// For each term of the lexicon of the edits its old and its new number; nil if it does not occur.
  private(set) var before: [Int?] = []
  private(set) var after: [Int?] = []
  /// For each old term its new number; `gone` if it no longer occurs.
  private(set) var numbers: [UInt32] = []
  /// For each new term its old number; `gone` if it did not occur.
  private(set) var former: [UInt32] = []
  /// `newForms`: new indices of forms that are new or map to other terms. `goneForms`: old indices of forms that
  /// are gone or mapped to other terms.
  private(set) var newForms: [Int] = []
  private(set) var goneForms: [Int] = []
  /// New indices of forms whose number of occurrences has changed.
  private(set) var countedForms: [Int] = []

  static let gone = UInt32.max

  /// Nil if the edits do not match the tables.
  init?(_ edits: PassageEdits, _ old: WordTables) {
    let lexicon = edits.lexicon
    let counts = Self.counts(edits)
    let documents = Self.documents(edits)
    guard let terms = changeTerms(lexicon, documents, old) else { return nil }
    words.long = old.long
    words.total = old.total
    words.stems = terms.stems
    words.documents = terms.documents
    guard changeForms(lexicon, counts, old) else { return nil }
  }

  /// Whether every word of the edits has a number: those from before the edit an old one, those from after it a new
  /// one.
  func know(_ edits: PassageEdits) -> Bool {
    func term(_ entry: Int) -> Int { Int(edits.lexicon.entryTerms[entry]) }
    return edits.before.tokens.allSatisfy { before[term($0.entry)] != nil }
      && edits.after.tokens.allSatisfy { after[term($0.entry)] != nil }
  }

  /// By how much the number of occurrences of each entry has grown.
  private static func counts(_ edits: PassageEdits) -> [Int] {
    var counts = [Int](repeating: 0, count: edits.lexicon.entryForms.count)
    for token in edits.before.tokens { counts[token.entry] -= 1 }
    for token in edits.after.tokens { counts[token.entry] += 1 }
    return counts
  }

  /// By how much the number of documents of each term has grown.
  private static func documents(_ edits: PassageEdits) -> [Int] {
    var found = [Int](repeating: 0, count: edits.lexicon.terms.count)
    for (side, step) in [(edits.before, -1), (edits.after, 1)] {
      var latest = [Int](repeating: -1, count: found.count)
      for token in side.tokens {
        let term = Int(edits.lexicon.entryTerms[token.entry])
        if latest[term] != token.document {
          latest[term] = token.document
          found[term] += step
        }
      }
    }
    return found
  }

  /// - Parameter added: by how much the number of documents of each term of the lexicon has grown.
  private mutating func changeTerms(
    _ lexicon: Lexicon.Contents, _ added: [Int], _ old: WordTables
  ) -> (stems: PackedStrings, documents: [UInt32])? {
    var documents = old.documents
    var inserted: [(place: Int, term: Int)] = []
    before = [Int?](repeating: nil, count: lexicon.terms.count)
    after = before
    let least = WordTables.leastLong(of: old.total)
    // In byte order, so that terms inserted at one index are in order.
    for term in lexicon.terms.sorted() {
      let stem = lexicon.terms[term]
      let place = old.stems.first(notBelow: stem, in: old.long..<old.stems.count)
      let isOrdinary = place < old.stems.count && old.stems[place] == stem
      let known = isOrdinary ? place : old.stems.place(of: stem, in: 0..<old.long)
      guard let known else {
        guard added[term] >= 0, added[term] < least else { return nil }
        if added[term] > 0 { inserted.append((place, term)) }
        continue
      }
      before[term] = known
      let count = Int(documents[known]) + added[term]
      guard known < old.long ? count >= least : 0..<least ~= count else { return nil }
      documents[known] = UInt32(count)
    }
    numbers.reserveCapacity(documents.count)
    former.reserveCapacity(documents.count)
    var stems = PackedStrings()
    stems.reserveCapacity(of: old.stems)
    var now: [UInt32] = []
    now.reserveCapacity(documents.count)
    var copied = 0
    var next = inserted[...]
    func copy(upTo end: Int) {
      stems.append(copied..<end, of: old.stems)
      copied = end
    }
    for number in 0...documents.count {
      while let (place, term) = next.first, place == number {
        copy(upTo: number)
        after[term] = now.count
        stems.append(lexicon.terms[term])
        former.append(Self.gone)
        now.append(UInt32(added[term]))
        next = next.dropFirst()
      }
      guard number < documents.count else { break }
      if documents[number] == 0 {
        copy(upTo: number)
        copied = number + 1
        numbers.append(Self.gone)
      } else {
        numbers.append(UInt32(now.count))
        former.append(UInt32(number))
        now.append(documents[number])
      }
    }
    copy(upTo: documents.count)
    for term in before.indices {
      if let number = before[term], numbers[number] != Self.gone { after[term] = Int(numbers[number]) }
    }
    return (stems, now)
  }

  /// The change of one form.
  private struct FormEdit {
    /// Its old index, or the index before which it is inserted.
    var place: Int
    var isNew: Bool
    /// Its number in the lexicon.
    var form: Int
    /// Its new entries: the new numbers of its terms, and the occurrences of each.
    var entries: [(term: UInt32, count: UInt32)]
    var hasOtherTerms: Bool
  }

  /// - Parameter added: by how much the number of occurrences of each entry of the lexicon has grown.
  private mutating func changeForms(_ lexicon: Lexicon.Contents, _ added: [Int], _ old: WordTables) -> Bool {
    var entriesOf = [[Int]](repeating: [], count: lexicon.forms.count)
    for (entry, form) in lexicon.entryForms.enumerated() { entriesOf[Int(form)].append(entry) }
    var edits: [FormEdit] = []
    for form in lexicon.forms.sorted() {
      let place = old.forms.first(notBelow: lexicon.forms[form], in: 0..<old.forms.count)
      let isNew = place == old.forms.count || old.forms[place] != lexicon.forms[form]
      var edit = FormEdit(place: place, isNew: isNew, form: form, entries: [], hasOtherTerms: false)
      var changes: [Int: Int] = [:]
      for entry in entriesOf[form] where added[entry] != 0 {
        let term = Int(lexicon.entryTerms[entry])
        if let known = before[term], !isNew, old.terms[old.entries(place)].contains(UInt32(known)) {
          changes[known] = added[entry]
        } else {
          guard added[entry] > 0, let number = after[term] else { return false }
          edit.entries.append((UInt32(number), UInt32(added[entry])))
          edit.hasOtherTerms = true
        }
      }
      if changes.isEmpty, edit.entries.isEmpty { continue }
      for entry in isNew ? 0..<0 : old.entries(place) {
        let count = Int(old.counts[entry]) + (changes[Int(old.terms[entry])] ?? 0)
        guard count >= 0, count <= UInt32.max else { return false }
        if count == 0 {
          edit.hasOtherTerms = true
          continue
        }
        let number = numbers[Int(old.terms[entry])]
        guard number != Self.gone else { return false }
        edit.entries.append((number, UInt32(count)))
      }
      edit.entries.sort { $0.term < $1.term }
      edits.append(edit)
    }
    return merge(edits, lexicon, old)
  }

  private mutating func merge(_ edits: [FormEdit], _ lexicon: Lexicon.Contents, _ old: WordTables) -> Bool {
    words.forms.reserveCapacity(of: old.forms)
    words.starts.reserveCapacity(old.starts.count + edits.count)
    words.terms.reserveCapacity(old.terms.count + edits.count)
    words.counts.reserveCapacity(old.terms.count + edits.count)
    var copied = 0
    func copy(upTo end: Int) -> Bool {
      guard copied < end else { return true }
      words.forms.append(copied..<end, of: old.forms)
      let entries = Int(old.starts[copied])..<Int(old.starts[end])
      let shift = words.terms.count - entries.lowerBound
      for place in copied..<end { words.starts.append(UInt32(Int(old.starts[place + 1]) + shift)) }
      words.counts.append(contentsOf: old.counts[entries])
      for entry in entries {
        let number = numbers[Int(old.terms[entry])]
        guard number != Self.gone else { return false }
        words.terms.append(number)
      }
      copied = end
      return true
    }
    for edit in edits {
      guard copy(upTo: edit.place) else { return false }
      if !edit.isNew {
        copied = edit.place + 1
        if edit.hasOtherTerms { goneForms.append(edit.place) }
      }
      guard !edit.entries.isEmpty else { continue }
      countedForms.append(words.forms.count)
      if edit.hasOtherTerms { newForms.append(words.forms.count) }
      words.forms.append(lexicon.forms[edit.form])
      for entry in edit.entries {
        words.terms.append(entry.term)
        words.counts.append(entry.count)
      }
      words.starts.append(UInt32(words.terms.count))
    }
    return copy(upTo: old.forms.count)
  }
}
