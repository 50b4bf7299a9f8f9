import Archive
import Base

/// An archive with numbered passages and located annotation targets: the input of linking.
public struct Anchored: Sendable {
  /// The archive; every passage has its number.
  public var archive: Archive
  /// Placements of all targets, sorted by source, then by position in the text (notes on the whole source first,
  /// those without a position last), then by note.
  public var placements: [Placement]
  /// For each source, in order of the archive, its retired ids.
  public var retired: [[RetiredAnchor]]
  /// For each source the remarks about ids that are shown at its passages.
  public var remarks: [[AnchorRemark]]
  /// For each source its earlier ids.
  public var formerNames: [[FormerName]]
  /// The ledgers as they should be on disk, in order of the sources, each followed by the ledgers of sources that
  /// were merged into it.
  public var ledgers: [LedgerFile]
  /// For each source the diagnostics about its ids and the notes on it.
  public var found: [[Diagnostic]]
  /// Diagnostics about notes, aliases and ledgers that do not belong to a single source.
  public var general: [Diagnostic]

  /// All diagnostics, sorted.
  public var diagnostics: [Diagnostic] { (general + found.flatMap { $0 }).sorted() }

  /// An anchored archive. `join` makes it; the initialiser is public for tests of later stages.
  public init(
    archive: Archive, placements: [Placement], retired: [[RetiredAnchor]], remarks: [[AnchorRemark]] = [],
    formerNames: [[FormerName]] = [], ledgers: [LedgerFile] = [], found: [[Diagnostic]] = [],
    general: [Diagnostic] = []
  ) {
    self.archive = archive
    self.placements = placements
    self.retired = retired
    self.remarks = remarks
    self.formerNames = formerNames
    self.ledgers = ledgers
    self.found = found
    self.general = general
  }
}

/// Gives every passage its permanent number, and locates the targets of every note.
///
/// This does everything in one call and on one core. To use several cores, make a `NotePlan`, call `anchorSource`
/// for each source in any order, and pass the results to `join` in order of the sources.
///
/// - Parameters:
///   - ledgers: the text of each file of `ledger/`, by its name without the extension.
///   - date: the day to record for changes in ledgers; nil if it is not known.
public func anchor(_ archive: Archive, ledgers: [String: String], date: LedgerDate? = nil) -> Anchored {
  let plan = NotePlan(archive, ledgers: ledgers.keys)
  let parts = archive.sources.indices.map { index in
    anchorSource(
      archive.sources[index], at: index, ledger: plan.ledgerID(index).flatMap { ledgers[$0] },
      ledgerID: plan.ledgerID(index),
      merged: plan.mergedIDs(index).map { MergedSource(id: $0, text: ledgers[$0] ?? "") },
      targets: plan.targets(index), date: date)
  }
  return join(archive, plan, parts)
}

/// Assigns ledgers and targets to sources, so that each source can be anchored on its own.
public struct NotePlan: Sendable {
  private var targets: [Int: [SourceTarget]] = [:]
  private var ledgerIDs: [Int: String] = [:]
  private var mergedIDs: [Int: [String]] = [:]
  /// Inline references to notes, which need no search.
  public private(set) var placements: [Placement] = []
  /// Diagnostics about references to sources, notes or ledgers that do not exist.
  public private(set) var diagnostics: [Diagnostic] = []

  /// The targets of notes on a source, in order of the notes.
  public func targets(_ source: Int) -> [SourceTarget] { targets[source] ?? [] }

  /// The id in the name of the ledger of a source: its own id, or the first alias that has a ledger; nil if there
  /// is no ledger yet.
  public func ledgerID(_ source: Int) -> String? { ledgerIDs[source] }

  /// The ids of the sources that were merged into a source: aliases that have their own ledger.
  public func mergedIDs(_ source: Int) -> [String] { mergedIDs[source] ?? [] }

  /// A plan for some sources that have no aliases and no references to notes in their texts. It has no diagnostics
  /// about notes, aliases and ledgers as a whole.
  ///
  /// - Parameter ledgers: the names of their ledgers.
  public init(_ archive: Archive, alone sources: [Int], ledgers: Set<String>) {
    var indices: [String: Int] = [:]
    for source in sources {
      let id = archive.sources[source].id
      indices[id] = source
      if ledgers.contains(id) { ledgerIDs[source] = id }
    }
    for (index, note) in archive.annotations.enumerated() {
      for (number, target) in note.targets.enumerated() {
        guard let source = indices[target.source] else { continue }
        add(target, number, of: note, index, on: source)
      }
    }
  }

  private mutating func add(
    _ target: Annotation.Target, _ number: Int, of note: Annotation, _ index: Int, on source: Int,
    formerName: String? = nil
  ) {
    targets[source, default: []].append(
      SourceTarget(
        annotation: index, note: note.id, target: number, written: target, path: note.path,
        formerName: formerName))
  }

  /// - Parameter ledgers: the names of the files of `ledger/`, without the extension.
  public init(_ archive: Archive, ledgers: some Sequence<String>) {
    var used: Set<String> = []
    let ids = Set(ledgers)
    let own = Set(archive.sources.map(\.id))
    for (index, source) in archive.sources.enumerated() {
      let id = ([source.id] + source.aliases.map(\.id).filter { !own.contains($0) }).first {
        ids.contains($0)
      }
      if let id, used.insert(id).inserted { ledgerIDs[index] = id }
    }
    for (index, source) in archive.sources.enumerated() where !source.aliases.isEmpty {
      mergedIDs[index] = source.aliases.map(\.id).filter {
        ids.contains($0) && !own.contains($0) && used.insert($0).inserted
      }
    }
    for id in ids.subtracting(used).sorted() where !archive.isUnread(.source, id) {
      let near = Suggestion.nearest(id, among: own)
      diagnostics.append(
        Diagnostic(
          .warning, "ledger-orphan", "found a ledger of '\(id)', but no source with this id",
          path: ledgerPath(id),
          fix:
            "if the source was renamed or merged into another, add 'aliases: [\(id)]' to the present source"
            + (near.map { "; the nearest is '\($0)'" } ?? "")))
    }
    checkAliases(archive)
    let inline = placeInline(archive)
    placeTargets(archive, inline)
  }

  /// Reports aliases that are also a source or an alias of another source. An alias has its own page, so its name
  /// must be unique.
  private mutating func checkAliases(_ archive: Archive) {
    guard archive.sources.contains(where: { !$0.aliases.isEmpty }) else { return }
    var owners: [String: String] = [:]
    for source in archive.sources { owners[Unicode17.lowercased(source.id)] = source.id }
    for source in archive.sources {
      for alias in source.aliases {
        guard let owner = owners.updateValue(source.id, forKey: Unicode17.lowercased(alias.id)) else {
          continue
        }
        owners[Unicode17.lowercased(alias.id)] = owner
        let what =
          Unicode17.lowercased(owner) == Unicode17.lowercased(alias.id)
          ? "which is the id of a source" : "which '\(owner)' also has"
        diagnostics.append(
          Diagnostic(
            .error, "alias-taken", "found '\(alias.id)' in 'aliases', \(what)", path: source.path,
            at: alias.position, fix: "remove it from one of them; an address can lead to only one source"))
      }
    }
  }

  private mutating func placeTargets(_ archive: Archive, _ inline: Set<Int>) {
    var sources: [String: Int] = [:]
    var former: [String: Int] = [:]
    for (index, source) in archive.sources.enumerated() {
      sources[source.id] = index
      for alias in source.aliases { former[alias.id] = index }
    }
    for (index, note) in archive.annotations.enumerated() {
      if note.targets.isEmpty, !inline.contains(index) {
        diagnostics.append(
          Diagnostic(
            .warning, "note-unplaced", "the note '\(note.id)' has no target", path: note.path,
            at: note.position,
            fix: "add 'on: SOURCE' and 'quote:', or write [words](note:\(note.id)) in a source"))
      }
      for (number, target) in note.targets.enumerated() {
        guard let source = sources[target.source] ?? former[target.source] else {
          if archive.isUnread(.source, target.source) { continue }
          let near = Suggestion.nearest(target.source, among: sources.keys)
          diagnostics.append(
            Diagnostic(
              .error, "note-dead-source",
              "the note '\(note.id)' is on '\(target.source)', which is not a source", path: note.path,
              at: target.position, fix: near.map { "did you mean '\($0)'?" }))
          continue
        }
        add(
          target, number, of: note, index, on: source,
          formerName: sources[target.source] == nil ? target.source : nil)
      }
    }
  }

  private mutating func placeInline(_ archive: Archive) -> Set<Int> {
    var notes: [String: Int] = [:]
    for (index, note) in archive.annotations.enumerated() { notes[note.id] = index }
    var placed: Set<Int> = []
    for (index, source) in archive.sources.enumerated() {
      let record = source.record
      guard record.references.contains(where: { $0.scheme == .note }) else { continue }
      for mark in record.marks where mark.kind == .reference {
        let reference = record.references[Int(mark.value)]
        guard reference.scheme == .note else { continue }
        guard let note = notes[reference.id] else {
          if archive.isUnread(.note, reference.id) { continue }
          let near = Suggestion.nearest(reference.id, among: notes.keys)
          diagnostics.append(
            Diagnostic(
              .error, "note-unknown", "there is no note '\(reference.id)'", path: source.path,
              at: reference.position,
              fix: near.map { "did you mean '\($0)'?" }))
          continue
        }
        placed.insert(note)
        placements.append(
          Placement(
            annotation: note, target: -1, source: index, passages: touchedPassages(record, mark.range),
            range: mark.range, state: .exact, score: 1, second: 0))
      }
    }
    return placed
  }
}

/// Combines the results of all sources.
///
/// - Parameter parts: one for each source, in order of the archive.
public func join(_ archive: Archive, _ plan: NotePlan, _ parts: [SourceAnchors]) -> Anchored {
  var archive = archive
  for (index, part) in parts.enumerated() { archive.sources[index].record.number(part.numbers) }
  return Anchored(
    archive: archive, placements: inOrder(plan.placements + parts.flatMap(\.placements), archive),
    retired: parts.map(\.retired), remarks: parts.map(\.remarks), formerNames: parts.map(\.formerNames),
    ledgers: parts.flatMap(\.ledgers), found: parts.map(\.diagnostics), general: plan.diagnostics)
}

/// Replaces the results of some sources.
///
/// - Parameters:
///   - anchored: the archive as it was anchored before, with the new texts of those sources. It becomes what `join`
///     would give for all sources, with two exceptions: `ledgers` are those of the given sources only, and
///     `general` does not change.
///   - plan: the plan for the archive with the new texts.
///   - parts: the sources that were anchored again, by index.
public func rejoin(
  _ anchored: inout Anchored, _ plan: NotePlan, _ parts: [(source: Int, anchors: SourceAnchors)]
) {
  let anew = Set(parts.map(\.source))
  for (index, part) in parts {
    anchored.archive.sources[index].record.number(part.numbers)
    anchored.retired[index] = part.retired
    anchored.remarks[index] = part.remarks
    anchored.formerNames[index] = part.formerNames
    anchored.found[index] = part.diagnostics
  }
  anchored.ledgers = parts.flatMap(\.anchors.ledgers)
  let new = plan.placements.filter { anew.contains($0.source) } + parts.flatMap(\.anchors.placements)
  if new.isEmpty, !anchored.placements.contains(where: { anew.contains($0.source) }) { return }
  anchored.placements.removeAll { anew.contains($0.source) }
  anchored.placements = inOrder(anchored.placements + new, anchored.archive)
}

/// Sorts by source, then by position in the text, then by note.
private func inOrder(_ placements: [Placement], _ archive: Archive) -> [Placement] {
  func key(_ placement: Placement) -> (Int, Int32, Int32, Int, Int) {
    let record = archive.sources[placement.source].record
    var range = placement.range ?? ByteRange(0, 0)
    if !placement.state.isPlaced {
      range = ByteRange(Int(Int32.max), Int(Int32.max))
    } else if placement.range == nil, let first = placement.passages.first, placement.passages.count == 1 {
      range = record.passages[first].range
    }
    return (placement.source, range.start, range.end, placement.annotation, placement.target)
  }
  return placements.map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
}

extension Prose {
  fileprivate mutating func number(_ numbers: [Int32]) {
    for (passage, number) in numbers.enumerated() { passages[passage].number = number }
  }
}
