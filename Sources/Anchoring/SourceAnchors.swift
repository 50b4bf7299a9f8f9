import Archive

/// A target of a note, or an inline reference to one, with what is needed to find it.
public struct SourceTarget: Sendable {
  /// Index of the note in `Archive.annotations`.
  public var annotation: Int
  /// Id of the note, for diagnostics.
  public var note: String
  /// Index in the note's targets.
  public var target: Int
  /// What the author wrote.
  public var written: Annotation.Target
  /// Path of the note's file, for diagnostics.
  public var path: String
  /// The id by which the author calls the source, where it is one that the source had before.
  public var formerName: String?
}

/// All that anchoring finds out about one source.
public struct SourceAnchors: Sendable {
  /// For each passage its permanent number.
  public var numbers: [Int32]
  /// Ids that stood here once, in order of the places where they are shown.
  public var retired: [RetiredAnchor]
  /// What is to be said at passages about ids that arrive there, in order of the text.
  public var remarks: [AnchorRemark]
  /// Ids that the source, or one merged into it, had before: its aliases, those that its ledger knows first, oldest
  /// first.
  public var formerNames: [FormerName]
  /// The ledger; nil for a source without a passage that never had one.
  public var ledger: LedgerFile?
  /// The ledgers of sources that were merged into this one.
  public var mergedLedgers: [LedgerFile]
  /// Where the notes stand, in no order yet.
  public var placements: [Placement]
  /// What the author should know.
  public var diagnostics: [Diagnostic]
  /// Highest number in the ledger before this build; 0 if there was no ledger.
  public var highestKnown: Int32
  /// Pairs of passages that were compared word by word: the work done, for benchmarks and tests of its growth.
  public var comparisons: Int

  /// The ledger, if any, and those of merged sources.
  public var ledgers: [LedgerFile] { (ledger.map { [$0] } ?? []) + mergedLedgers }

  /// What is different from the ledger on disk, sorted by number.
  public var changes: [LedgerChange] { ledger?.changes ?? [] }
}

/// Numbers the passages of one source and finds the places of the notes on it. Sources are independent of one
/// another, so the caller may do them in any order and in parallel.
///
/// - Parameters:
///   - index: of the source in the archive.
///   - ledger: text of `ledger/ID.txt`, or of the ledger of an alias; nil where there is none.
///   - ledgerID: the id in the name of that file.
///   - merged: the ledgers of sources that were merged into this one (`NotePlan.mergedIDs`).
///   - targets: the targets of notes on this source (`NotePlan.targets`).
///   - date: the day that is written for what changes; none where it is not known.
///   - detail: what is to be said of changes of the ledger; a build needs nothing.
public func anchorSource(
  _ source: Source, at index: Int, ledger text: String?, ledgerID: String? = nil, merged: [MergedSource] = [],
  targets: [SourceTarget] = [], date: LedgerDate? = nil, detail: ChangeDetail = .changes
) -> SourceAnchors {
  let path = ledgerPath(source.id)
  let oldPath = ledgerPath(ledgerID ?? source.id)
  let aliases = source.aliases.map(\.id)
  let ledger = text.map { Ledger($0, of: [source.id] + aliases, path: oldPath).standingAlone() }
  var former = ledger?.former ?? []
  if let name = ledger?.name, !name.isEmpty, name != source.id { former.append(name) }
  let numbering = Numbering(
    source, ledger ?? Ledger(empty: ()), former: former, date: date, detail: detail)
  var diagnostics = ledger?.diagnostics ?? []
  var file: LedgerFile?
  if let text, !diagnostics.isEmpty {
    file = LedgerFile(path: oldPath, source: source.id, text: text)
  } else if let ledger, let text {
    let same = path == oldPath && sameLines(ledger.bytes, numbering.text)
    file = LedgerFile(
      path: path, source: source.id, text: same ? text : String(decoding: numbering.text, as: UTF8.self),
      changed: !same, changes: numbering.changes, replaces: path == oldPath ? nil : oldPath)
  } else if !numbering.numbers.isEmpty {
    file = LedgerFile(
      path: path, source: source.id, text: String(decoding: numbering.text, as: UTF8.self), changed: true,
      changes: numbering.changes, isNew: true)
  }
  let parts = merged.map { MergedLedger($0.id, $0.text, into: source, numbering, date: date) }
  diagnostics += parts.flatMap(\.diagnostics)
  let names = formerNames(aliases, former, parts.flatMap(\.names))
  var placer = Placer(
    source, index, numbering.numbers, numbering.retired, isKnown: numbering.isKnown,
    departures: targets.isEmpty ? Departures() : numbering.departures, wholes: numbering.wholes)
  placer.place(targets.map { $0.underPresentName(source.id, names, &diagnostics) })
  diagnostics += placer.diagnostics
  return SourceAnchors(
    numbers: numbering.numbers, retired: numbering.retired, remarks: numbering.remarks,
    formerNames: names, ledger: file, mergedLedgers: parts.map(\.file), placements: placer.placements,
    diagnostics: diagnostics, highestKnown: ledger?.highest ?? 0,
    comparisons: numbering.comparisons)
}

/// What is known of each alias: a merged source, an earlier name of this one, or nothing. Earlier names that the ledger
/// knows come first, oldest first, wherever authors add theirs; all others are in the order of the aliases.
private func formerNames(_ aliases: [String], _ former: [String], _ merged: [FormerName]) -> [FormerName] {
  let names = aliases.map { alias in
    if let known = merged.first(where: { $0.id == alias }) { return known }
    return FormerName(id: alias, numbering: former.contains(alias) ? .same : .unknown)
  }
  let old = former.compactMap { id in names.first { $0.id == id && $0.numbering == .same } }
  return old + names.filter { name in !old.contains { $0.id == name.id } }
}

/// Whether two files have the same lines, whatever a checkout did to the line ends of the first.
private func sameLines(_ old: [UInt8], _ new: [UInt8]) -> Bool {
  if old == new { return true }
  var rest = new[...]
  for (index, byte) in old.enumerated() {
    if byte == 0x0D, index + 1 < old.count, old[index + 1] == 0x0A { continue }
    guard rest.popFirst() == byte else { return false }
  }
  return rest.isEmpty
}
