import Archive

/// The ledger of a source that was merged into another one. It is kept, but each line of a present passage gets the
/// number that the passage has in the other source (`p3 => p41`), or is marked as gone. After that the ledger does
/// not change any more: later changes of p41 are in the ledger of the other source.
struct MergedLedger {
  /// The file as it should be on disk.
  private(set) var file: LedgerFile
  /// The earlier ids of the merged source, with the present numbers of its passages.
  private(set) var names: [FormerName]
  private(set) var diagnostics: [Diagnostic]

  /// - Parameters:
  ///   - id: the id of the merged source.
  ///   - numbering: the numbering of the source that it was merged into.
  init(_ id: String, _ text: String, into source: Source, _ numbering: Numbering, date: LedgerDate?) {
    let path = ledgerPath(id)
    let ledger = Ledger(text, of: [id], path: path)
    diagnostics = ledger.diagnostics
    file = LedgerFile(path: path, source: source.id, text: text)
    names = []
    guard diagnostics.isEmpty else { return }
    var fates = ledger.entries.map(\.fate)
    if fates.contains(.stands) {
      let (found, changes) = Self.match(ledger, source, numbering)
      fates = found
      file.changes = changes
      file.text = Self.write(ledger, fates, id, date)
      file.changed = true
    }
    var places: [Int32: Int] = [:]
    for (index, entry) in ledger.entries.enumerated() { places[entry.number] = index }
    let ends = Chains.ends(fates, places)
    let mapped = ledger.entries.indices.map { index -> FormerName.Place in
      let entry = ledger.entries[index]
      var place = FormerName.Place(number: entry.number, leadsTo: nil, words: ledger.text(entry.excerpt))
      if case .takenUp(let number) = fates[ends[index] < 0 ? index : ends[index]] { place.leadsTo = number }
      return place
    }
    let numbering = FormerName.Numbering.mapped(mapped.sorted { $0.number < $1.number })
    names = ([id] + ledger.former).map { FormerName(id: $0, numbering: numbering) }
  }

  /// Matches the passages with those of the other source: with its new passages only, if it has any.
  private static func match(
    _ ledger: Ledger, _ source: Source, _ numbering: Numbering
  ) -> (fates: [Ledger.Fate], changes: [LedgerChange]) {
    let places = numbering.added.isEmpty ? Array(source.record.passages.indices) : numbering.added
    var part = source
    part.record.passages = places.map { source.record.passages[$0] }
    var matching = Matching(Texts(ledger, part))
    let into = Parts.joined(&matching)
    var fates = ledger.entries.map(\.fate)
    var changes: [LedgerChange] = []
    for (old, entry) in matching.texts.old.enumerated() {
      let line = ledger.entries[entry]
      let new = matching.newOf[old] >= 0 ? matching.newOf[old] : into[old]
      let passage = new >= 0 ? places[new] : -1
      fates[entry] = passage >= 0 ? .takenUp(numbering.numbers[passage]) : .gone
      changes.append(
        LedgerChange(
          number: line.number, kind: passage >= 0 ? .takenUp(numbering.numbers[passage]) : .removed,
          passage: passage, words: ledger.text(line.excerpt)))
    }
    return (fates, changes.sorted { $0.number < $1.number })
  }

  private static func write(
    _ ledger: Ledger, _ fates: [Ledger.Fate], _ id: String, _ date: LedgerDate?
  ) -> String {
    var out = Array("\(Ledger.header(id, formerly: ledger.former))\n".utf8)
    for (entry, fate) in zip(ledger.entries, fates) {
      var head = entry.head
      if head.fate == .stands {
        head.fate = fate
        head.fateDate = date
      }
      LedgerLine.write(
        head, speaker: ledger.bytes[entry.speaker], print: ledger.bytes[entry.printText],
        excerpt: ledger.bytes[entry.excerpt], into: &out)
    }
    return String(decoding: out, as: UTF8.self)
  }
}
