import Testing

@testable import Search

/// An updated index is, byte for byte, the index of a clean build.
@Suite struct IndexRenewalTests {
  static let endings: [String: [String]] = [
    "en": ["", "", "s", "ed", "ing"], "de": ["", "en", "er", "ung"], "fr": ["", "s", "ent", "é"],
    "ru": ["", "а", "ов", "ами"], "zh": [""],
  ]

  /// A passage after one random edit of its words.
  private func edited(_ words: [String], _ made: inout MadeUpWords, _ endings: [String]) -> [String] {
    var words = words
    let place = made.dice.below(words.count + 1)
    switch made.dice.below(9) {
    case 0 where place < words.count: words[place] = made.word(endings)
    case 1: words.insert(made.word(endings), at: place)
    case 2 where place < words.count: words.remove(at: place)
    // A word that is new to the archive, with digits.
    case 3: words.insert("zz\(made.dice.below(1_000_000))q", at: place)
    case 4 where place < words.count: words[place] = "\(made.dice.below(3000))"
    // The most frequent word.
    case 5: words.insert(made.words[0], at: place)
    case 6: words = made.dice.below(4) == 0 ? [] : words.shuffled(using: &made.dice)
    case 7: words = made.passage(3 + made.dice.below(12), endings)
    case 8 where words.count > 1: words.swapAt(0, words.count - 1)
    default: words.append(made.word(endings))
    }
    return words
  }

  @Test(arguments: ["en", "de", "fr", "ru", "zh"])
  func smallArchivesOfAnyLanguage(language: String) throws {
    let endings = Self.endings[language] ?? [""]
    var made = MadeUpWords(
      120, language: language, seed: UInt64(language.utf8.reduce(7) { $0 * 31 + Int($1) }))
    var archive = try EditedArchive(
      (0..<6).map { number in
        (number == 5 ? "en" : language, (0..<7).map { _ in made.passage(4 + made.dice.below(25), endings) })
      })
    var renewed = 0
    let steps = 60
    for step in 0..<steps {
      var edits: [(source: Int, passage: Int, words: [String])] = []
      for _ in 0...(made.dice.below(4) == 0 ? 3 : 0) {
        let (source, passage) = (made.dice.below(archive.count), made.dice.below(7))
        if edits.contains(where: { $0.source == source && $0.passage == passage }) { continue }
        edits.append((source, passage, edited(archive.passages(source)[passage], &made, endings)))
      }
      let before = edits.map { ($0.source, $0.passage, archive.passages($0.source)[$0.passage]) }
      var outcome = try archive.edit(edits)
      #expect(outcome.faults.isEmpty, "\(language), step \(step): \(edits)")
      renewed += outcome.isRenewed ? 1 : 0
      guard step % 5 == 0 else { continue }
      // Revert the edit.
      outcome = try archive.edit(before)
      #expect(outcome.faults.isEmpty, "\(language), back from step \(step)")
    }
    #expect(renewed * 3 > steps, "\(renewed) of \(steps) were renewed")
  }

  /// So many passages that common words have their own files, and one of these lists the passages without the word.
  @Test func anArchiveWithVeryCommonWords() throws {
    let endings = ["", "", "s", "ed", "ing"]
    var made = MadeUpWords(2_000, language: "en", seed: 4)
    var archive = try EditedArchive(
      (0..<40).map { _ in
        (
          "en",
          (0..<60).map { _ in
            var words = made.passage(4 + made.dice.below(8), endings)
            for (word, chance) in [("the", 8), ("of", 6), ("and", 5)] where made.dice.below(10) < chance {
              words.insert(word, at: made.dice.below(words.count))
            }
            return words
          }
        )
      })
    #expect(archive.state.words.long >= 2)
    var renewed = 0
    let steps = 60
    for step in 0..<steps {
      let (source, passage) = (made.dice.below(40), made.dice.below(60))
      var words = edited(archive.passages(source)[passage], &made, endings)
      if step % 3 == 0 { words.insert(["the", "of", "of the"][made.dice.below(3)], at: words.count / 2) }
      if step % 3 == 1 { words.removeAll { $0 == "the" } }
      let outcome = try archive.edit([(source, passage, words)])
      #expect(outcome.faults.isEmpty, "step \(step): \(words)")
      renewed += outcome.isRenewed ? 1 : 0
    }
    // In an archive of a hundred kilobytes the codes are made from few words, so an edit changes them often.
    #expect(renewed * 2 > steps, "\(renewed) of \(steps) were renewed")
  }

  @Test func nearlyEveryEditOfALargerArchiveIsRenewed() throws {
    let endings = ["", "", "s", "ed", "ing"]
    var made = MadeUpWords(6_000, language: "en", seed: 11)
    var archive = try EditedArchive(
      (0..<50).map { _ in ("en", (0..<120).map { _ in made.passage(20 + made.dice.below(30), endings) }) })
    var (renewed, written) = (0, 0)
    let steps = 40
    for step in 0..<steps {
      let (source, passage) = (made.dice.below(50), made.dice.below(120))
      var words = archive.passages(source)[passage]
      let place = made.dice.below(words.count)
      switch step % 4 {
      case 0: words[place] = made.word(endings)
      case 1: words[place] = "zz\(step)q"
      case 2: words.insert(made.word(endings), at: place)
      default: words.remove(at: place)
      }
      let outcome = try archive.edit([(source, passage, words)], isCompared: false)
      #expect(outcome.faults.isEmpty)
      renewed += outcome.isRenewed ? 1 : 0
      written += outcome.written
    }
    // After a series of updates the whole index is that of a clean build.
    #expect(try archive.differences().isEmpty)
    #expect(renewed * 100 >= steps * 95, "\(renewed) of \(steps) were renewed")
    #expect(written < renewed * 16, "\(written) files of \(archive.files.count) in \(renewed) renewals")
  }

  /// Real text has accents, apostrophes, numbers, and several scripts side by side.
  @Test(
    .enabled(if: RealSet.isThere, "the corpora are not beside the project"),
    arguments: [RealSet.talks, .conferences, .parliaments])
  func realTexts(set: RealSet) throws {
    let texts = try set.texts(atLeast: 120).map { language, paragraphs in
      (language: language, texts: paragraphs.map { $0.split(separator: " ").map(String.init) })
    }
    var archive = try EditedArchive(texts)
    var dice = Dice(state: 21)
    var renewed = 0
    for step in 0..<24 {
      let source = dice.below(archive.count)
      let passages = archive.passages(source)
      let passage = dice.below(passages.count)
      var words = passages[passage]
      // Words of another language, and words that move within a passage or leave it.
      let (from, place) = (dice.below(archive.count), dice.below(words.count))
      let other = archive.passages(from)[dice.below(archive.passages(from).count)]
      switch step % 4 {
      case 0: words[place] = other[dice.below(other.count)]
      case 1: words.insert(contentsOf: other.prefix(3), at: place)
      case 2: words.removeSubrange(place..<min(words.count, place + 2))
      default: words.swapAt(place, dice.below(words.count))
      }
      let outcome = try archive.edit([(source, passage, words)])
      #expect(outcome.faults.isEmpty, "step \(step)")
      renewed += outcome.isRenewed ? 1 : 0
    }
    #expect(renewed >= 6, "\(renewed) of 24 were renewed")
  }

  @Test func whatIsMoreThanWordsIsLeftToAWholeIndex() throws {
    let archive = try EditedArchive([("en", [["some", "words"], ["other", "words"]])])
    let vocabulary = archive.vocabulary
    let source = archive.sources[0]
    func renewed(
      _ vocabulary: SearchVocabulary, number: Int = 0, before: SearchSource? = nil,
      entries: [SearchEntry]? = nil,
      files: [String: [UInt8]]? = nil, _ change: (inout SearchSource) -> Void
    ) throws -> Bool {
      var after = source
      change(&after)
      return try IndexBuilder(vocabulary: vocabulary).renew(
        archive.state, changes: [IndexChange(number: number, before: before ?? source, after: after)],
        entries: entries ?? archive.entries, read: { (files ?? archive.files)[$0] }, emit: { _ in }) != nil
    }
    // Text outside passages does not change the index except for its name.
    #expect(try renewed(vocabulary) { $0.bytes.append(0x0A) })
    #expect(try renewed(vocabulary) { $0.passages[1].number = 7 })
    #expect(try !renewed(vocabulary) { $0.title = "Other" })
    #expect(try !renewed(vocabulary) { $0.date = "1961" })
    #expect(try !renewed(vocabulary) { $0.sortKey = 9 })
    #expect(try !renewed(vocabulary) { $0.language = "de" })
    #expect(try !renewed(vocabulary) { $0.topics = [0] })
    #expect(try !renewed(vocabulary) { $0.passages[0].speaker = 1 })
    #expect(try !renewed(vocabulary) { $0.passages.removeLast() })
    #expect(try !renewed(vocabulary) { $0.sections = [] })
    #expect(try !renewed(vocabulary, number: 1) { _ in })
    #expect(try !renewed(vocabulary, entries: []) { _ in })
    var other = vocabulary
    other.speakers[0].label = "Anne"
    #expect(try !renewed(other) { _ in })
    var wrong = source
    wrong.bytes[wrong.passages[0].range.lowerBound] ^= 1
    #expect(try !renewed(vocabulary, before: wrong) { _ in })
  }

  /// The archive of the damage tests, and a change for which an update is possible.
  private func damageable() throws -> (archive: EditedArchive, change: IndexChange) {
    var made = MadeUpWords(300, language: "en", seed: 3)
    let archive = try EditedArchive(
      (0..<8).map { _ in ("en", (0..<40).map { _ in made.passage(30, ["", "s", "ed"]) }) })
    // Change two letters of a word; if that changes a code, use another word.
    for passage in archive.sources[2].passages {
      var after = archive.sources[2]
      let start = passage.range.lowerBound
      after.bytes.replaceSubrange(start..<start + 2, with: Array("zx".utf8))
      let change = IndexChange(number: 2, before: archive.sources[2], after: after)
      if try renewal(archive, archive.state, change, archive.files) != nil { return (archive, change) }
    }
    Issue.record("no edit of a passage could be renewed")
    return (archive, IndexChange(number: 2, before: archive.sources[2], after: archive.sources[2]))
  }

  private func renewal(
    _ archive: EditedArchive, _ state: IndexState, _ change: IndexChange, _ files: [String: [UInt8]]
  ) throws -> IndexRenewal? {
    try IndexBuilder(vocabulary: archive.vocabulary).renew(
      state, changes: [change], entries: archive.entries, read: { files[$0] }, emit: { _ in })
  }

  @Test func damageOfTheStateIsFoundOrDoesNoHarm() throws {
    let (archive, change) = try damageable()
    let bytes = archive.state.bytes
    for length in stride(from: 0, to: bytes.count, by: 13) {
      #expect(IndexState(Array(bytes[..<length])) == nil)
    }
    #expect(IndexState(bytes + [0]) == nil)
    var dice = Dice(state: 5)
    for _ in 0..<600 {
      var damaged = bytes
      for _ in 0...dice.below(3) { damaged[dice.below(bytes.count)] = UInt8(dice.below(256)) }
      guard let state = IndexState(damaged) else { continue }
      // The result is not defined, but the call must return.
      _ = try renewal(archive, state, change, archive.files)
    }
  }

  @Test func oldFilesThatDoNotFitAreNotRenewed() throws {
    let (archive, change) = try damageable()
    var asked: [String] = []
    _ = try IndexBuilder(vocabulary: archive.vocabulary).renew(
      archive.state, changes: [change], entries: archive.entries,
      read: { path in
        asked.append(path)
        return archive.files[path]
      }, emit: { _ in })
    #expect(!asked.isEmpty)
    for path in Set(asked).sorted() {
      var files = archive.files
      let whole = try #require(files[path])
      files[path] = nil
      #expect(try renewal(archive, archive.state, change, files) == nil, "\(path) is missing")
      for cut in [1, 4, 5, 40, whole.count - 3] {
        files[path] = Array(whole.dropLast(cut))
        #expect(try renewal(archive, archive.state, change, files) == nil, "\(path) is cut")
      }
      // A file of another build.
      files[path] = Array(whole[..<30]) + [0x5A] + whole[31...]
      #expect(try renewal(archive, archive.state, change, files) == nil, "\(path) has another layout")
      for place in stride(from: 40, to: whole.count, by: whole.count / 60) {
        files[path] = whole
        files[path]?[place] ^= 1
        _ = try renewal(archive, archive.state, change, files)
      }
    }
  }
}
