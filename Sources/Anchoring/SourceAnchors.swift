import Archive

/// A target of a note with the data that is needed to find it and to report on it.
public struct SourceTarget: Sendable {
  /// Index of the note in `Archive.annotations`.
  public var annotation: Int
  /// Id of the note, for diagnostics.
  public var note: String
  /// Index in the note's targets.
  public var target: Int
  /// The target as the author wrote it.
  public var written: Annotation.Target
  /// Path of the note's file, for diagnostics.
  public var path: String
  /// The earlier id by which the author refers to the source; nil if the present id is used.
  public var formerName: String?
}

/// The results of anchoring one source.
public struct SourceAnchors: Sendable {
  /// The permanent number of each passage.
  public var numbers: [Int32]
  /// Retired ids, in the order in which they are shown.
  public var retired: [RetiredAnchor]
  /// Numbers of those that the ledger did not have as retired, in its order.
  public var newlyRetired: [Int32]
  /// Remarks about ids, in order of the text.
  public var remarks: [AnchorRemark]
  /// Earlier ids of the source and ids of sources merged into it: its aliases, those that its ledger knows first,
  /// oldest first.
  public var formerNames: [FormerName]
  /// The ledger; nil for a source without passages that never had one.
  public var ledger: LedgerFile?
  /// The ledgers of sources that were merged into this one.
  public var mergedLedgers: [LedgerFile]
  /// Placements of the notes, unsorted.
  public var placements: [Placement]
  /// Diagnostics for the author.
  public var diagnostics: [Diagnostic]
  /// Highest number in the ledger before this build; 0 if there was no ledger.
  public var highestKnown: Int32
  /// Number of pairs of passages that were compared word by word. Benchmarks and tests use it as a measure of the
  /// work done.
  public var comparisons: Int

  /// The ledger, if any, and those of merged sources.
  public var ledgers: [LedgerFile] { (ledger.map { [$0] } ?? []) + mergedLedgers }

  /// The differences from the ledger on disk, sorted by number.
  public var changes: [LedgerChange] { ledger?.changes ?? [] }
}

/// Numbers the passages of one source and locates the notes on it. Sources are independent of one another, so the
/// caller may process them in any order and in parallel.
///
/// - Parameters:
///   - index: the index of the source in the archive.
///   - ledger: the text of `ledger/ID.txt`, or of the ledger of an alias; nil if there is none.
///   - ledgerID: the id in the name of that file.
///   - merged: the ledgers of sources that were merged into this one (`NotePlan.mergedIDs`).
///   - targets: the targets of notes on this source (`NotePlan.targets`).
///   - date: the day to record for changes; nil if it is not known.
///   - detail: which details of ledger changes to compute.
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
    numbers: numbering.numbers, retired: numbering.retired, newlyRetired: numbering.newlyRetired,
    remarks: numbering.remarks, formerNames: names, ledger: file, mergedLedgers: parts.map(\.file),
    placements: placer.placements,
    diagnostics: diagnostics, highestKnown: ledger?.highest ?? 0,
    comparisons: numbering.comparisons)
}

/// For each alias whether it is a merged source, an earlier id of this source, or unknown. Earlier ids that the
/// ledger knows come first, oldest first, regardless of the order of the aliases; all others are in the order of
/// the aliases.
private func formerNames(_ aliases: [String], _ former: [String], _ merged: [FormerName]) -> [FormerName] {
  let names = aliases.map { alias in
    if let known = merged.first(where: { $0.id == alias }) { return known }
    return FormerName(id: alias, numbering: former.contains(alias) ? .same : .unknown)
  }
  let old = former.compactMap { id in names.first { $0.id == id && $0.numbering == .same } }
  return old + names.filter { name in !old.contains { $0.id == name.id } }
}

/// Whether two files have the same lines, even if a checkout changed the line endings of the first.
private func sameLines(_ old: [UInt8], _ new: [UInt8]) -> Bool {
  if old == new { return true }
  var rest = new[...]
  for (index, byte) in old.enumerated() {
    if byte == 0x0D, index + 1 < old.count, old[index + 1] == 0x0A { continue }
    guard rest.popFirst() == byte else { return false }
  }
  return rest.isEmpty
}
