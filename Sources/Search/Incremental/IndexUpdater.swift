/// One index update. Holds everything that is known before files are read.
struct IndexRenewing {
  let state: IndexState
  private let edits: PassageEdits
  private let layout: IndexLayout
  let changes: WordEdits
  private let old: PostingEdits.Numbered
  private let new: PostingEdits.Numbered
  let hashes: [UInt32]
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

  /// The changed lists of ordinary terms, and the changed shards of long terms.
  struct Lists {
    /// By the new number of the term.
    var ordinary: [Int: [UInt8]] = [:]
    var long: [(name: String, bytes: [UInt8])] = []
  }

  /// - Parameters:
  ///   - entries: all entries, which are those of the last build.
  ///   - read: returns the files of the last index.
  ///   - emit: takes the changed and new files.
  /// - Returns: nil if the whole index has to be built.
  func renew(
    _ entries: [SearchEntry], read: @escaping (String) throws -> [UInt8]?,
    to emit: @escaping (IndexFile) -> Void
  ) throws -> IndexRenewal? {
    let codes = PostingCodes(state.sample)
    let texts = codes.texts
    let name = state.layout.name(state.words, old.rule, codes: texts)
    let index = OldIndex(state.words, firsts: state.firsts, layout: name, read: read)
    var editor = PostingListPatcher(codes, state.sample, total: state.words.total)
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

  /// Writes the lists of the edited terms; nil if the old files do not match.
  private func rewritten(_ editor: inout PostingListPatcher, _ index: OldIndex) throws -> Lists? {
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
      // The most common ordinary terms have fewer impact steps. The exact impacts of the old list are lost.
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
}
