import Archive

/// The passages of the ledger and those of the text, with cached data to compare them.
struct Texts {
  let ledger: Ledger
  /// The lines of passages that are not retired, as indices into the entries of the ledger.
  let old: [Int]
  let source: Source
  /// The check and the number of words of each new passage.
  let checks: [(check: UInt64, words: Int)]
  private var oldCodes: [Codes?]
  private var newWords: [[UInt64]?]
  private var newCodes: [[UInt16]?]
  private let speakers: [[UInt8]]
  private lazy var oldChecks = Set(old.map { ledger.entries[$0].print.check })
  /// Number of pairs of passages that were compared word by word. Tests use it as a measure of the work done.
  private(set) var comparisons = 0

  init(_ ledger: Ledger, _ source: Source) {
    self.ledger = ledger
    self.source = source
    old = ledger.entries.indices.filter { ledger.entries[$0].fate == .stands }
    let record = source.record
    checks = record.passages.map { Fingerprint.check(record.bytes, $0.range.asRange) }
    oldCodes = Array(repeating: nil, count: old.count)
    newWords = Array(repeating: nil, count: record.passages.count)
    newCodes = newWords.map { _ in nil }
    // Such ids have been reported as errors. A ledger line with such an id could not be read again.
    speakers = source.speakers.map { $0.id.isEmpty || $0.id.contains(" ") ? [0x2D] : Array($0.id.utf8) }
  }

  /// Least likeness of letters that counts: "right" and "great" have most letters in common.
  private static let leastOfLetters = 850

  /// Number of new passages.
  var count: Int { checks.count }

  func entry(_ old: Int) -> Ledger.Entry { ledger.entries[self.old[old]] }

  func oldCheck(_ old: Int) -> UInt64 { entry(old).print.check }

  /// Number of words of an old passage; an estimate if it is long.
  func oldWords(_ old: Int) -> Int { entry(old).print.count << entry(old).print.level }

  /// Whether a new passage has exactly the words of an old one. It is then that passage or a copy of it, not an
  /// edited version of another.
  mutating func isCopy(_ new: Int) -> Bool { oldChecks.contains(checks[new].check) }

  mutating func codes(old: Int) -> Codes {
    if let codes = oldCodes[old] { return codes }
    let print = entry(old).print
    let values = print.values(ledger.bytes)
    let codes = Codes(
      values: values, masks: Array(repeating: print.precise ? 0xFFF : 0xFC0, count: values.count))
    oldCodes[old] = codes
    return codes
  }

  mutating func words(new: Int) -> [UInt64] {
    if let words = newWords[new] { return words }
    let words = Words.hashes(source.record.bytes, source.record.passages[new].range.asRange)
    newWords[new] = words
    return words
  }

  mutating func codes(new: Int, level: Int) -> [UInt16] {
    let own = Fingerprint.level(words: checks[new].words)
    if own == level, let codes = newCodes[new] { return codes }
    let codes = Fingerprint.codes(words(new: new)[...], level: level)
    if own == level { newCodes[new] = codes }
    return codes
  }

  /// The speaker of a new passage, as written in the ledger.
  func speaker(new: Int) -> [UInt8] {
    let passage = source.record.passages[new]
    if passage.attributes < 0, passage.turn >= 0, passage.kind != .stageNote {
      return speakers[Int(source.record.turns[Int(passage.turn)].speaker)]
    }
    return Array((source.speaker(of: passage)?.id ?? LedgerLine.nobody).utf8)
  }

  func sameSpeaker(_ old: Int, _ new: Int) -> Bool {
    ledger.bytes[entry(old).speaker].elementsEqual(speaker(new: new))
  }

  /// Likeness of an old and a new passage, 0 to 1000: twice the common words divided by all words of both. 1000
  /// means that all words agree. For short passages with the same digits the likeness of letters counts too. Digits
  /// must be equal because a corrected number cannot be distinguished from another one, and times and line numbers
  /// come in series.
  mutating func likeness(_ old: Int, _ new: Int) -> Int {
    comparisons += 1
    let print = entry(old).print
    if print.check == checks[new].check { return 1000 }
    let a = codes(old: old)
    let b = codes(new: new, level: print.level)
    if a.values.isEmpty || b.isEmpty { return 0 }
    let shortest = min(a.values.count, b.count)
    if shortest * 2000 / (a.values.count + b.count) < Matching.least { return 0 }
    let words = min(999, Likeness.common(a, b) * 2000 / (a.values.count + b.count))
    guard a.values.count <= Matching.fewWords, checks[new].words <= Matching.fewWords else { return words }
    let excerpt = ledger.bytes[entry(old).excerpt]
    guard Words.hashes(ledger.bytes, entry(old).excerpt).count == a.values.count else { return words }
    let text = Excerpt.text(source.record.bytes, source.record.passages[new].range.asRange)
    guard excerpt.lazy.filter(Self.isDigit).elementsEqual(text.lazy.filter(Self.isDigit)) else {
      return words
    }
    let letters = min(999, Likeness.ofLetters(excerpt, text[...]))
    return letters >= Self.leastOfLetters ? max(words, letters) : words
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Number of words that the old passages, concatenated, have in common with the new ones.
  mutating func common(_ olds: some Collection<Int>, _ news: some Collection<Int>) -> Int {
    comparisons += 1
    let level = olds.reduce(0) { max($0, entry($1).print.level) }
    if olds.contains(where: { entry($0).print.level != level }) { return 0 }
    var a = Codes()
    for old in olds { a = a + codes(old: old) }
    var b: [UInt16] = []
    for new in news { b += codes(new: new, level: level) }
    return Likeness.common(a, b)
  }
}
