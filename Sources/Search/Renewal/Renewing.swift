/// What came out of the renewal of an index.
public struct IndexRenewal: Sendable {
  /// For the next build.
  public var state: IndexState
  /// Paths below the site of files of the last index that the new one does not have. Rare: where there are fewer
  /// shards than before.
  public var removed: [String]
}

extension IndexBuilder {
  /// Makes the index of an archive of which only words of passages are other than in the last build, from that index.
  ///
  /// What it hands over and the files of the last index that it does not hand over are, byte for byte, what `write`
  /// would make of the sources as they are now, and so is the state. Each file that it hands over takes the place of
  /// one with the same path, or is new.
  ///
  /// - Parameters:
  ///   - state: what the last `write` or `renew` gave, for the same vocabulary.
  ///   - changes: the sources whose text is other than before, each once.
  ///   - entries: all notes, speakers and topics, as for `write`. They must be those of the last build.
  ///   - read: gives the bytes of a file of the last index by its path below the site, nil where it is not there.
  ///   - emit: takes each file, after all that was needed has been read; `index.js` is the last.
  /// - Returns: nil where the index has to be made as a whole, and then nothing was handed over: documents, titles or
  ///   entries are others, the change reaches into what all files share (codes, the average length, the set of very
  ///   common words), or the old files are not those of the state.
  /// - Throws: what `read` and `emit` throw.
  public func renew(
    _ state: IndexState, changes: [IndexChange], entries: [SearchEntry],
    read: @escaping (String) throws -> [UInt8]?, emit: @escaping (IndexFile) throws -> Void
  ) throws -> IndexRenewal? {
    guard state.layout.vocabulary == vocabulary.hash, state.layout.entryCount == entries.count,
      state.layout.entries == Self.hash(entries), let (ordered, layout) = changed(state, changes),
      let edits = Optional(PassageEdits(ordered, firstPassage: state.firstPassages())),
      let renewal = IndexRenewing(state, edits, layout)
    else { return nil }
    var files: [IndexFile] = []
    guard let result = try renewal.renew(entries, read: read, to: { files.append($0) }) else { return nil }
    for file in files { try emit(file) }
    return result
  }

  /// The changes by the place of the source, ascending, and the layout with their hashes; nil where they are more
  /// than changes of words, or do not belong to the state.
  private func changed(
    _ state: IndexState, _ changes: [IndexChange]
  ) -> (ordered: [(place: Int, change: IndexChange)], layout: IndexLayout)? {
    var places = [UInt32](repeating: 0, count: state.order.count)
    for (place, number) in state.order.enumerated() { places[Int(number)] = UInt32(place) }
    var layout = state.layout
    var ordered: [(place: Int, change: IndexChange)] = []
    for change in changes {
      guard places.indices.contains(change.number), change.before.hasShape(of: change.after) else {
        return nil
      }
      let place = Int(places[change.number])
      var (before, after) = (ContentHash(), ContentHash())
      before.add(change.before)
      after.add(change.after)
      guard layout.sources[place].hash == before.value,
        state.layout.sources[place].hash == before.value,
        layout.sources[place].passages == change.before.passages.count,
        layout.sources[place].headings == change.before.sections.count
      else { return nil }
      layout.sources[place].hash = after.value
      ordered.append((place, change))
    }
    ordered.sort { $0.place < $1.place }
    guard zip(ordered, ordered.dropFirst()).allSatisfy({ $0.place < $1.place }) else { return nil }
    return (ordered, layout)
  }
}

extension IndexState {
  /// The document of the first passage of the source at a place.
  fileprivate func firstPassages() -> (Int) -> Int {
    var next = layout.sources.reduce(layout.sources.count) { $0 + $1.headings }
    let firsts = layout.sources.map { source in
      defer { next += source.passages }
      return next
    }
    return { firsts[$0] }
  }
}

/// One renewal: everything that is known before files are read.
private struct IndexRenewing {
  private let state: IndexState
  private let edits: PassageEdits
  private let layout: IndexLayout
  private let changes: WordEdits
  private let old: PostingEdits.Numbered
  private let new: PostingEdits.Numbered
  private let hashes: [UInt32]
  private let occurrences: [UInt32]
  private let length: Int

  init?(_ state: IndexState, _ edits: PassageEdits, _ layout: IndexLayout) {
    self.state = state
    self.edits = edits
    self.layout = layout
    length =
      state.length + edits.after.lengths.reduce(0) { $0 + Int($1) }
      - edits.before.lengths.reduce(0) { $0 + Int($1) }
    guard let changes = WordEdits(edits, state.words), changes.know(edits) else { return nil }
    self.changes = changes
    hashes = changes.words.hashes()
    occurrences = changes.words.occurrences()
    old = .init(
      words: state.words, rule: NeighbourRule(state.words, hashes: state.words.hashes()),
      numbers: changes.before)
    new = .init(
      words: changes.words, rule: NeighbourRule(changes.words, hashes: hashes), numbers: changes.after)
    let share = PostingCodes.Sample.share(state.words.counts.reduce(0) { $0 + Int($1) })
    guard
      IndexFormat.average(length, of: state.words.total)
        == IndexFormat.average(state.length, of: state.words.total),
      PostingCodes.Sample.share(occurrences.reduce(0) { $0 + Int($1) }) == share,
      old.rule.exact.map({ changes.numbers[$0] }) == new.rule.exact.map({ UInt32($0) }),
      (0..<changes.words.long).allSatisfy({ term in
        PostingCodes.frequency(Int(state.words.documents[term]))
          == PostingCodes.frequency(Int(changes.words.documents[term]))
      })
    else { return nil }
  }

  /// The lists and the shards of long terms that are other than before.
  private struct Lists {
    /// By the number of the term as it is.
    var ordinary: [Int: [UInt8]] = [:]
    var long: [(name: String, bytes: [UInt8])] = []
  }

  func renew(
    _ entries: [SearchEntry], read: @escaping (String) throws -> [UInt8]?,
    to emit: @escaping (IndexFile) -> Void
  ) throws -> IndexRenewal? {
    let codes = PostingCodes(state.sample)
    let texts = codes.texts
    let name = state.layout.name(state.words, old.rule, codes: texts)
    let index = OldIndex(state.words, firsts: state.firsts, layout: name, read: read)
    var editor = ListEditor(codes, state.sample, total: state.words.total)
    guard let lists = try rewritten(&editor, index), editor.sample.isPossible,
      PostingCodes(editor.sample).texts == texts, layout.name(changes.words, new.rule, codes: texts) == name
    else { return nil }

    let words = changes.words
    let leads = words.leads()
    let tables = FormTables(words, leads: leads)
    let firsts = ShardBorders.firsts(words, leads: leads, occurrences: occurrences, hashes: hashes)
    let dictionary = tables.dictionaryBorders()
    let files = ShardWriter(layout: name, emit: emit)
    for (name, bytes) in lists.long { try files.write(name, binary: bytes) }
    for shard in changedShards(firsts, tables, lists) {
      guard let bytes = try self.lists(of: shard, firsts, lists, index) else { return nil }
      try files.write("p\(words.long + shard)", binary: tables.table(of: shard, firsts) + bytes)
    }
    for shard in changedDictionary(dictionary) {
      try files.write("d\(shard)", binary: tables.dictionary(dictionary[shard]..<dictionary[shard + 1]))
    }
    try files.write(
      "index",
      IndexTop(
        layout, words, new.rule, tables, firsts: firsts, dictionary: dictionary, codes: texts,
        entries: entries))
    var next = state
    next.layout = layout
    next.length = length
    next.sample = editor.sample
    next.words = words
    next.firsts = firsts
    next.dictionary = dictionary
    func gone(_ letter: String, _ counts: Range<Int>) -> [String] {
      counts.map { "\(IndexFormat.folder)/\(letter)\($0).js" }
    }
    let (had, has) = (words.long + state.firsts.count, words.long + firsts.count)
    return IndexRenewal(
      state: next,
      removed: gone("p", min(had, has)..<had)
        + gone("d", (min(state.dictionary.count, dictionary.count) - 1)..<(state.dictionary.count - 1)))
  }

  /// Writes the lists of the edited terms; nil where the old files do not fit.
  private func rewritten(_ editor: inout ListEditor, _ index: OldIndex) throws -> Lists? {
    var lists = Lists()
    let words = changes.words
    let share = PostingCodes.Sample.share(occurrences.reduce(0) { $0 + Int($1) })
    for edit in PostingEdits(edits, average: IndexFormat.average(length, of: words.total)).terms(
      before: old, after: new)
    {
      let (was, now) = (old.numbers[edit.term], new.numbers[edit.term])
      let isSampled = PostingCodes.Sample.has(
        now ?? was ?? 0, hash: WordTables.hash(edits.lexicon.terms[edit.term]), long: words.long, share)
      if let was, let now, now < words.long {
        guard let steps = try index.binary("p\(now)"), let rest = try index.binary("q\(now)"),
          let made = editor.long(
            documents: Int(state.words.documents[was]), now: Int(words.documents[now]), steps: steps,
            rest: rest, edit, isSampled: isSampled)
        else { return nil }
        if let steps = made.steps { lists.long.append(("p\(now)", steps)) }
        lists.long.append(("q\(now)", made.rest))
        continue
      }
      let own = now.map(words.frequencyClass)
      // The commonest of ordinary terms have fewer steps of impact; which the others had cannot be known again.
      if let was, state.words.frequencyClass(was) == PostingCodes.long - 1, own != PostingCodes.long - 1 {
        return nil
      }
      let before = try was.map { try index.list($0) }
      if let before, before == nil { return nil }
      guard let list = editor.ordinary(before ?? nil, edit, own: own, isSampled: isSampled) else {
        return nil
      }
      if let now { lists.ordinary[now] = list }
    }
    return lists
  }

  /// The shards of ordinary terms that are other than before, ascending.
  private func changedShards(_ firsts: [Int], _ tables: FormTables, _ lists: Lists) -> [Int] {
    var isChanged = [Bool](repeating: false, count: firsts.count)
    let words = changes.words
    let ends = firsts.dropFirst() + [words.documents.count]
    func mark(_ term: Int, _ firsts: [Int]) {
      let shard = firsts.lastIndex { $0 <= term } ?? 0
      if isChanged.indices.contains(shard) { isChanged[shard] = true }
    }
    for term in lists.ordinary.keys { mark(term, firsts) }
    for (term, number) in changes.numbers.enumerated() where number == WordEdits.gone {
      mark(term, state.firsts)
    }
    for place in changes.newForms {
      let shard = firsts.indices.last { tables.forms(of: $0, firsts).lowerBound <= place } ?? 0
      if isChanged.indices.contains(shard) { isChanged[shard] = true }
    }
    for place in changes.goneForms {
      let form = state.words.forms[place]
      let shard =
        state.firsts.indices.last {
          $0 == 0 || !form.lexicographicallyPrecedes(state.words.stems[state.firsts[$0]])
        } ?? 0
      if isChanged.indices.contains(shard) { isChanged[shard] = true }
    }
    let formerEnds = Array(state.firsts.dropFirst()) + [state.words.documents.count]
    for (shard, (first, end)) in zip(firsts, ends).enumerated() where !isChanged[shard] {
      guard shard < state.firsts.count, changes.numbers[state.firsts[shard]] == first,
        formerEnds[shard] - state.firsts[shard] == end - first,
        (shard + 1 == firsts.count) == (shard + 1 == state.firsts.count)
      else {
        isChanged[shard] = true
        continue
      }
      // Terms of other shards are named by their distance, which a new word between changes.
      let range = tables.forms(of: shard, firsts)
      let shift = first - state.firsts[shard]
      for term in words.terms[Int(words.starts[range.lowerBound])..<Int(words.starts[range.upperBound])]
      where term >= words.long && Int(term) - Int(changes.former[Int(term)]) != shift {
        isChanged[shard] = true
        break
      }
    }
    return isChanged.indices.filter { isChanged[$0] }
  }

  /// The lists of a shard, those that did not change as they were; nil where the old files do not fit.
  private func lists(of shard: Int, _ firsts: [Int], _ lists: Lists, _ index: OldIndex) throws -> [UInt8]? {
    let words = changes.words
    let end = shard + 1 < firsts.count ? firsts[shard + 1] : words.documents.count
    var out: [UInt8] = []
    var term = firsts[shard]
    while term < end {
      if let list = lists.ordinary[term] {
        appendList(list, documents: Int(words.documents[term]), hash: hashes[term], to: &out)
        term += 1
        continue
      }
      // As many as follow each other there too.
      let former = Int(changes.former[term])
      guard former < state.words.documents.count else { return nil }
      let place = index.shard(of: former)
      var count = 1
      while term + count < end, lists.ordinary[term + count] == nil,
        Int(changes.former[term + count]) == former + count, index.shard(of: former + count) == place
      {
        count += 1
      }
      guard let kept = try index.lists(former..<former + count) else { return nil }
      out.append(contentsOf: kept)
      term += count
    }
    return out
  }

  /// The shards of the dictionary that are other than before.
  private func changedDictionary(_ borders: [Int]) -> [Int] {
    let words = changes.words
    return borders.indices.dropLast().filter { shard in
      guard shard + 1 < state.dictionary.count else { return true }
      let (now, was) = (
        borders[shard]..<borders[shard + 1], state.dictionary[shard]..<state.dictionary[shard + 1]
      )
      return now.count != was.count || words.forms[now.lowerBound] != state.words.forms[was.lowerBound]
        || words.forms[now.upperBound - 1] != state.words.forms[was.upperBound - 1]
        || changes.countedForms.contains(where: now.contains)
        || changes.goneForms.contains(where: was.contains)
    }
  }
}
