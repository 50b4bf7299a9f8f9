import Archive

/// The numbers of a source's passages, and its ledger as it should be.
struct Numbering {
  /// For each passage its number.
  private(set) var numbers: [Int32] = []
  /// Ids that stood here once.
  private(set) var retired: [RetiredAnchor] = []
  /// The text of the ledger.
  private(set) var text: [UInt8] = []
  /// What is different from the ledger that was read.
  private(set) var changes: [LedgerChange] = []
  /// Pairs of passages compared word by word.
  private(set) var comparisons: Int

  private let source: Source
  private let ledger: Ledger
  private var matching: Matching
  /// For each line of the ledger the passage it is now, or -1.
  private var passages: [Int]

  init(_ source: Source, _ ledger: Ledger) {
    self.source = source
    self.ledger = ledger
    matching = Matching(Texts(ledger, source))
    passages = Array(repeating: -1, count: ledger.entries.count)
    for (old, entry) in matching.texts.old.enumerated() { passages[entry] = matching.newOf[old] }
    comparisons = 0
    let returned = takeBack()
    let fates = self.fates()
    number(returned)
    write(fates)
    retire(fates)
    comparisons = matching.texts.comparisons
  }

  /// Passages that were gone or joined and now stand again word for word. Only those of a few words and more,
  /// and alone of their kind, can be known again.
  private mutating func takeBack() -> Set<Int> {
    var lost: [UInt64: (entry: Int, count: Int)] = [:]
    for (index, entry) in ledger.entries.enumerated()
    where entry.fate != .stands && entry.print.count >= 4 {
      lost[entry.print.check] = (index, (lost[entry.print.check]?.count ?? 0) + 1)
    }
    if lost.isEmpty { return [] }
    var found: [UInt64: (new: Int, count: Int)] = [:]
    for new in matching.oldOf.indices where matching.oldOf[new] < 0 {
      let check = matching.texts.checks[new].check
      if lost[check] != nil { found[check] = (new, (found[check]?.count ?? 0) + 1) }
    }
    var returned: Set<Int> = []
    for (check, place) in found where place.count == 1 {
      guard let line = lost[check], line.count == 1 else { continue }
      passages[line.entry] = place.new
      returned.insert(line.entry)
    }
    return returned
  }

  /// For each line what became of its passage.
  private mutating func fates() -> [Ledger.Fate] {
    var fates = ledger.entries.map(\.fate)
    let into = Parts.joined(&matching)
    for (old, entry) in matching.texts.old.enumerated() where matching.newOf[old] < 0 {
      fates[entry] = .gone
      if into[old] >= 0 {
        let heir = matching.texts.old[matching.oldOf[into[old]]]
        fates[entry] = .leads(ledger.entries[heir].number)
      }
    }
    for entry in fates.indices where passages[entry] >= 0 { fates[entry] = .stands }
    return fates
  }

  private mutating func number(_ returned: Set<Int>) {
    numbers = Array(repeating: 0, count: matching.oldOf.count)
    for (entry, passage) in passages.enumerated() where passage >= 0 {
      numbers[passage] = ledger.entries[entry].number
      if returned.contains(entry) {
        changes.append(LedgerChange(number: numbers[passage], kind: .returned, passage: passage))
      }
    }
    var next = ledger.highest
    for passage in numbers.indices where numbers[passage] == 0 {
      next += 1
      numbers[passage] = next
      changes.append(LedgerChange(number: next, kind: .new, passage: passage))
    }
  }

  // MARK: Writing

  private mutating func write(_ fates: [Ledger.Fate]) {
    text.reserveCapacity(max(ledger.bytes.count, 256))
    text += Ledger.header(source.id).utf8
    text.append(0x0A)
    var lines = [Int](repeating: -1, count: numbers.count)
    // Behind each passage the lines of those that are gone and once stood there; -1 is the top of the text.
    var behind: [Int: [Int]] = [:]
    var last = -1
    for (entry, passage) in passages.enumerated() {
      if passage >= 0 {
        lines[passage] = entry
        last = passage
      } else {
        behind[last, default: []].append(entry)
      }
    }
    for entry in behind[-1] ?? [] { writeRetired(entry, fates[entry]) }
    for passage in numbers.indices {
      writeStanding(passage, lines[passage])
      for entry in behind[passage] ?? [] { writeRetired(entry, fates[entry]) }
    }
  }

  private mutating func writeStanding(_ passage: Int, _ entry: Int) {
    let record = source.record
    let range = record.passages[passage].range.asRange
    let excerpt = Excerpt.text(record.bytes, range)
    let speaker = matching.texts.speaker(new: passage)
    let check = matching.texts.checks[passage].check
    if entry >= 0 {
      let line = ledger.entries[entry]
      if line.fate == .stands, line.print.check == check, ledger.bytes[line.excerpt].elementsEqual(excerpt),
        ledger.bytes[line.speaker].elementsEqual(speaker)
      {
        text += ledger.bytes[line.line]
        text.append(0x0A)
        return
      }
    }
    text += "p\(numbers[passage]) ".utf8
    text += speaker
    text.append(0x20)
    Fingerprint.write(check: check, words: matching.texts.words(new: passage), into: &text)
    if !excerpt.isEmpty { text.append(0x20) }
    text += excerpt
    text.append(0x0A)
  }

  private mutating func writeRetired(_ entry: Int, _ fate: Ledger.Fate) {
    let line = ledger.entries[entry]
    if line.fate == fate {
      text += ledger.bytes[line.line]
      text.append(0x0A)
      return
    }
    text += "p\(line.number) -> ".utf8
    if case .leads(let number) = fate { text += "p\(number) ".utf8 } else { text += "gone ".utf8 }
    text += ledger.bytes[line.speaker.lowerBound..<line.line.upperBound]
    text.append(0x0A)
  }

  // MARK: Retired ids

  private mutating func retire(_ fates: [Ledger.Fate]) {
    var places: [Int32: Int] = [:]
    if fates.contains(where: { $0 != .stands }) {
      for (entry, line) in ledger.entries.enumerated() { places[line.number] = entry }
    }
    let old = Dictionary(uniqueKeysWithValues: matching.texts.old.enumerated().map { ($1, $0) })
    var last = -1
    for (entry, line) in ledger.entries.enumerated() {
      if passages[entry] >= 0 {
        last = passages[entry]
        if let old = old[entry], matching.likeness[old] < 1000 {
          let kind = LedgerChange.Kind.edited(likeness: matching.likeness[old], second: matching.second[old])
          changes.append(LedgerChange(number: line.number, kind: kind, passage: last))
        }
        continue
      }
      // A chain of forwards ends at a passage that stands or at one that is gone.
      var end = entry
      for _ in fates.indices {
        guard case .leads(let number) = fates[end], let next = places[number] else { break }
        end = next
      }
      let target = passages[end]
      retired.append(
        target >= 0
          ? RetiredAnchor(number: line.number, leadsTo: ledger.entries[end].number, before: target)
          : RetiredAnchor(number: line.number, leadsTo: nil, before: last + 1))
      guard line.fate == .stands else { continue }
      let kind: LedgerChange.Kind
      if case .leads(let number) = fates[entry] {
        kind = .joined(number)
      } else {
        kind = old[entry].map(matching.undecided.contains) == true ? .undecided : .removed
      }
      changes.append(LedgerChange(number: line.number, kind: kind, passage: -1))
    }
    retired.sort { ($0.before, $0.number) < ($1.before, $1.number) }
    changes.sort { $0.number < $1.number }
  }
}
