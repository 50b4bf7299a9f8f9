import Archive

/// The numbers of the passages of a source, and its new ledger.
struct Numbering {
  /// The number of each passage.
  private(set) var numbers: [Int32] = []
  /// Retired ids.
  private(set) var retired: [RetiredAnchor] = []
  /// Those of them that the ledger did not have as retired.
  private(set) var newlyRetired: [Int32] = []
  /// Remarks at passages about ids.
  private(set) var remarks: [AnchorRemark] = []
  /// The text of the ledger.
  private(set) var text: [UInt8] = []
  /// The differences from the ledger that was read.
  private(set) var changes: [LedgerChange] = []
  /// Passages that got a number for the first time.
  private(set) var added: [Int] = []
  /// Number of pairs of passages that were compared word by word.
  private(set) var comparisons: Int

  private let source: Source
  private let ledger: Ledger
  private let former: [String]
  private let date: LedgerDate?
  private var matching: Matching
  /// For each line of the ledger its present passage, or -1.
  private var passages: [Int]
  /// For each passage whether the ledger already had its words; empty if there was no ledger.
  private(set) var isKnown: [Bool] = []
  /// For each passage whether its line does not change.
  private var isSame: [Bool] = []
  /// For each new passage that is a part of another: the index of the ledger line of that passage.
  private var origins: [Int: Int] = [:]

  /// - Parameters:
  ///   - former: earlier ids of the source, for the first line.
  ///   - date: the day to record for changes; nil if it is not known.
  ///   - detail: which details of changes to compute.
  init(
    _ source: Source, _ ledger: Ledger, former: [String] = [], date: LedgerDate? = nil,
    detail: ChangeDetail = .changes
  ) {
    self.source = source
    self.ledger = ledger
    self.former = former
    self.date = date
    matching = Matching(Texts(ledger, source))
    passages = Array(repeating: -1, count: ledger.entries.count)
    for (old, entry) in matching.texts.old.enumerated() { passages[entry] = matching.newOf[old] }
    comparisons = 0
    let returned = takeBack()
    let fates = self.fates()
    number(returned)
    findParts()
    write(fates)
    let ends = Ends(ledger.entries, fates, hasOrigins: !origins.isEmpty)
    retire(fates, ends)
    remark(ends)
    if detail != .none { explain(fates, returned) }
    if detail == .nearest { findNearest() }
    comparisons = matching.texts.comparisons
  }

  /// The passages that no longer have the words that the ledger has for them.
  var departures: Departures {
    var indices: [Int32: Int] = [:]
    for (passage, number) in numbers.enumerated() { indices[number] = passage }
    var leads: [Int32: Int] = [:]
    for anchor in retired { leads[anchor.number] = anchor.leadsTo.flatMap { indices[$0] } }
    return Departures(ledger, passages: passages, leads: leads, isKnown: isKnown)
  }

  /// For each passage that became a part in this build the number of the divided passage.
  var wholes: [Int: Int32] { origins.mapValues { ledger.entries[$0].number } }

  // MARK: Which is which

  /// Restores ids of passages that were gone or joined and are back word for word. Only passages with at least four
  /// codes whose words are unique can be recognised. An id that an author redirected to a passage with these words
  /// is not restored.
  private mutating func takeBack() -> Set<Int> {
    guard ledger.entries.contains(where: { $0.fate != .stands }) else { return [] }
    var checks: [Int32: UInt64] = [:]
    for entry in ledger.entries { checks[entry.number] = entry.print.check }
    var lost: [UInt64: (entry: Int, count: Int)] = [:]
    for (index, entry) in ledger.entries.enumerated()
    where entry.fate != .stands && entry.print.count >= 4 {
      if case .leads(let number) = entry.fate, checks[number] == entry.print.check { continue }
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

  /// For each line the fate of its passage.
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
    }
    var next = ledger.highest
    for passage in numbers.indices where numbers[passage] == 0 {
      next += 1
      numbers[passage] = next
      added.append(passage)
    }
  }

  private mutating func findParts() {
    guard !added.isEmpty, !ledger.entries.isEmpty else { return }
    let highest = ledger.highest
    let numbers = numbers
    for (new, old) in Divisions.find(&matching, isNew: { numbers[$0] > highest }) {
      origins[new] = matching.texts.old[old]
    }
  }

  // MARK: Writing

  private mutating func write(_ fates: [Ledger.Fate]) {
    text.reserveCapacity(max(ledger.bytes.count, 256))
    text += Ledger.header(source.id, formerly: former).utf8
    text.append(0x0A)
    isSame = Array(repeating: false, count: numbers.count)
    if !ledger.entries.isEmpty { isKnown = isSame }
    var lines = [Int](repeating: -1, count: numbers.count)
    // For each passage the lines of retired passages that were after it; -1 is the beginning of the text.
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
    let excerpt = excerpt(passage)
    let speaker = matching.texts.speaker(new: passage)
    let check = matching.texts.checks[passage].check
    var head = LedgerLine.Head(number: numbers[passage])
    if entry >= 0 {
      let line = ledger.entries[entry]
      isKnown[passage] = line.print.check == check
      if line.fate == .stands, line.isAsWritten, line.print.check == check,
        ledger.bytes[line.excerpt].elementsEqual(excerpt),
        ledger.bytes[line.speaker].elementsEqual(speaker)
      {
        text += ledger.bytes[line.line]
        text.append(0x0A)
        isSame[passage] = true
        return
      }
      head.origin = line.origin
      head.originDate = line.originDate
    } else if let origin = origins[passage] {
      head.origin = .part(ledger.entries[origin].number)
      head.originDate = date
    }
    var print: [UInt8] = []
    Fingerprint.write(check: check, words: matching.texts.words(new: passage), into: &print)
    LedgerLine.write(head, speaker: speaker, print: print, excerpt: excerpt, into: &text)
  }

  private mutating func writeRetired(_ entry: Int, _ fate: Ledger.Fate) {
    let line = ledger.entries[entry]
    if line.fate == fate {
      text += ledger.bytes[line.line]
      text.append(0x0A)
      return
    }
    var head = line.head
    head.fate = fate
    head.fateDate = date
    LedgerLine.write(
      head, speaker: ledger.bytes[line.speaker], print: ledger.bytes[line.printText],
      excerpt: ledger.bytes[line.excerpt], into: &text)
  }

  /// The beginning of a passage as the ledger has it.
  private func excerpt(_ passage: Int) -> [UInt8] {
    Excerpt.text(source.record.bytes, source.record.passages[passage].range.asRange)
  }

  // MARK: Retired ids and remarks

  private mutating func retire(_ fates: [Ledger.Fate], _ ends: Ends) {
    var last = -1
    for (entry, line) in ledger.entries.enumerated() {
      if passages[entry] >= 0 {
        last = passages[entry]
        continue
      }
      // A chain of redirects ends at a present or a removed passage.
      let end = ends.end(of: entry)
      let target = passages[end]
      if line.fate == .stands { newlyRetired.append(line.number) }
      let day = line.fate == .stands ? date : line.fateDate
      retired.append(
        target >= 0
          ? RetiredAnchor(
            number: line.number, leadsTo: ledger.entries[end].number, before: target, date: day)
          : RetiredAnchor(number: line.number, leadsTo: nil, before: last + 1, date: day))
    }
    retired.sort { ($0.before, $0.number) < ($1.before, $1.number) }
  }

  /// Makes the remarks of lines with an origin, at the passage to which that id belongs or redirects.
  private mutating func remark(_ ends: Ends) {
    var sayings: [(origin: LedgerLine.Origin, date: LedgerDate?, passage: Int)] = []
    for (entry, line) in ledger.entries.enumerated() {
      guard let origin = line.origin else { continue }
      let passage = passages[ends.end(of: entry)]
      if passage >= 0 { sayings.append((origin, line.originDate, passage)) }
    }
    for (passage, entry) in origins {
      sayings.append((.part(ledger.entries[entry].number), date, passage))
    }
    if sayings.isEmpty { return }
    sayings.sort { $0.passage < $1.passage }
    var gone: [Int32: Int] = [:]
    for (index, anchor) in retired.enumerated() { gone[anchor.number] = index }
    var known: [String: Int] = [:]
    for saying in sayings {
      let number = saying.origin.number
      guard let entry = ends.entry(of: number) else { continue }
      let place = passages[ends.end(of: entry)]
      // A passage that was divided and joined again is complete.
      guard place != saying.passage else { continue }
      let other = numbers[saying.passage]
      guard place >= 0 else {
        if let index = gone[number], retired[index].others.last != other {
          retired[index].others.append(other)
        }
        continue
      }
      let kind: AnchorRemark.Kind = if case .part = saying.origin { .divided } else { .shared }
      let key = "\(kind) \(number)"
      if let index = known[key] {
        if remarks[index].others.last != other { remarks[index].others.append(other) }
        if remarks[index].date != saying.date { remarks[index].date = nil }
      } else {
        known[key] = remarks.count
        remarks.append(
          AnchorRemark(kind: kind, number: number, passage: place, others: [other], date: saying.date))
      }
    }
    remarks.sort { ($0.passage, $0.number) < ($1.passage, $1.number) }
  }

  // MARK: What changes and why

  private mutating func explain(_ fates: [Ledger.Fate], _ returned: Set<Int>) {
    for passage in added {
      let origin = origins[passage].map { ledger.entries[$0].number }
      add(numbers[passage], origin.map { .part(of: $0) } ?? .new, passage)
    }
    var old: [Int: Int] = [:]
    for (index, entry) in matching.texts.old.enumerated()
    where passages[entry] < 0 || !isSame[passages[entry]] { old[entry] = index }
    for (entry, line) in ledger.entries.enumerated() {
      let passage = passages[entry]
      guard passage >= 0 else {
        if line.fate == .stands { add(entry, line, fates[entry], old[entry]) }
        continue
      }
      if isSame[passage] { continue }
      if returned.contains(entry) || !line.isAsWritten { add(line.number, .returned, passage) }
      guard let old = old[entry] else { continue }
      if matching.likeness[old] < 1000 {
        add(
          line.number, .edited(likeness: matching.likeness[old], second: matching.second[old]), passage)
      } else if !ledger.bytes[line.excerpt].elementsEqual(excerpt(passage)) {
        add(line.number, .respelled, passage)
      }
      let speaker = matching.texts.speaker(new: passage)
      if !ledger.bytes[line.speaker].elementsEqual(speaker) {
        let to = String(decoding: speaker, as: UTF8.self)
        add(line.number, .relabelled(from: ledger.text(line.speaker), to: to), passage)
      }
    }
    findMoved()
    changes.sort { ($0.number, $0.rank) < ($1.number, $1.rank) }
  }

  private mutating func add(_ number: Int32, _ kind: LedgerChange.Kind, _ passage: Int) {
    let words = String(decoding: excerpt(passage), as: UTF8.self)
    changes.append(LedgerChange(number: number, kind: kind, passage: passage, words: words))
  }

  private mutating func add(_ entry: Int, _ line: Ledger.Entry, _ fate: Ledger.Fate, _ old: Int?) {
    var kind = LedgerChange.Kind.removed
    if case .leads(let number) = fate {
      kind = .joined(number)
    } else if let old, matching.undecided.contains(old) {
      kind = .undecided(likeness: matching.likeness[old], second: matching.second[old])
    }
    changes.append(
      LedgerChange(number: line.number, kind: kind, passage: -1, words: ledger.text(line.excerpt)))
  }

  /// Finds moved passages: those outside the heaviest chain that keeps the order.
  private mutating func findMoved() {
    let standing = passages.indices.filter { passages[$0] >= 0 && ledger.entries[$0].fate == .stands }
    guard zip(standing, standing.dropFirst()).contains(where: { passages[$0] > passages[$1] }) else { return }
    let pairs = standing.map {
      Pair(old: $0, new: passages[$0], weight: ledger.entries[$0].print.count + 1, likeness: 1000)
    }
    let inPlace = Set(Chain.heaviest(pairs).map(\.old))
    for entry in standing where !inPlace.contains(entry) {
      add(ledger.entries[entry].number, .moved, passages[entry])
    }
  }

  /// Most pairs that are compared to find the new passages that are most like those of retired ids.
  private static let mostExplained = 10_000

  /// Passages with this likeness or less are not reported.
  private static let leastNearest = 249

  private mutating func findNearest() {
    let gone = changes.indices.filter { changes[$0].passage < 0 }
    guard !gone.isEmpty, gone.count * added.count <= Self.mostExplained else { return }
    var olds: [Int32: Int] = [:]
    for old in matching.texts.old.indices { olds[matching.texts.entry(old).number] = old }
    for index in gone {
      guard let old = olds[changes[index].number] else { continue }
      for passage in added {
        // Not `likeness`, which skips passages that are too different to be matched.
        let print = matching.texts.entry(old).print
        let count = print.count + matching.texts.codes(new: passage, level: print.level).count
        let likeness = matching.texts.common([old], [passage]) * 2000 / max(1, count)
        if likeness > changes[index].nearest?.likeness ?? Self.leastNearest {
          changes[index].nearest = .init(number: numbers[passage], likeness: likeness)
        }
      }
    }
  }
}

/// The ends of chains of redirects.
private struct Ends {
  private var ends: [Int] = []
  private var places: [Int32: Int] = [:]

  init(_ entries: [Ledger.Entry], _ fates: [Ledger.Fate], hasOrigins: Bool) {
    guard
      hasOrigins || fates.contains(where: { $0 != .stands }) || entries.contains(where: { $0.origin != nil })
    else { return }
    for (entry, line) in entries.enumerated() { places[line.number] = entry }
    ends = Chains.ends(fates, places)
  }

  /// The line of a number.
  func entry(of number: Int32) -> Int? { places[number] }

  /// The end of the chain from a line: a present or a removed passage.
  func end(of entry: Int) -> Int { ends[entry] < 0 ? entry : ends[entry] }
}
