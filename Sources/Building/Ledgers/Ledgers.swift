import Anchoring
import Archive
import FileAccess
import Workers

/// The ledger files on disk: read before anchoring, written after a successful build.
struct Ledgers {
  /// Path of the content folder.
  let content: String
  let workers: Workers
  /// The date that is recorded for changes.
  var date: LedgerDate?
  /// How much detail about changes is collected.
  var detail = ChangeDetail.none
  /// Ids in the current output.
  var published = PublishedIDs()
  /// Paths of the files of the content that have changed since the last build; nil if that is not known.
  var changed: Set<String>?

  private var folder: String { "\(content)/ledger" }

  /// File names without their extension; nil if the folder exists but cannot be listed, or is a link.
  var names: [String]? {
    guard Files.exists(folder) else { return [] }
    // A ledger that cannot be read still exists.
    var links: [String] = []
    guard !CacheFile.isLink(folder), let files = Files.list(folder, fault: { path, _ in links.append(path) })
    else { return nil }
    return (files + links).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
  }

  /// Anchors an archive: passages get their ids, notes their placements.
  func anchor(_ archive: Archive) async -> Anchored {
    let names = names
    let plan = NotePlan(archive, ledgers: names ?? [])
    let parts = await workers.map(archive.sources.count) { anchors(of: archive.sources[$0], at: $0, plan) }
    var anchored = join(archive, plan, parts)
    // Every source has got new ids, and writing them would overwrite its ledger.
    if names == nil { anchored.general.append(Self.unreadableFolder) }
    return anchored
  }

  /// Anchors some sources of an archive again, after their texts have been replaced.
  ///
  /// - Parameters:
  ///   - sources: their indices.
  ///   - areAlone: whether no other source is affected, neither through aliases nor through references to notes in
  ///     the text.
  /// - Returns: false if the ledgers cannot be listed.
  func anchor(_ sources: [Int], in anchored: inout Anchored, areAlone: Bool) async -> Bool {
    let archive = anchored.archive
    let plan: NotePlan
    if areAlone {
      let known = Set(
        sources.map { archive.sources[$0].id }.filter { Files.exists("\(content)/\(path(of: $0))") })
      plan = NotePlan(archive, alone: sources, ledgers: known)
    } else {
      guard let names else { return false }
      plan = NotePlan(archive, ledgers: names)
      anchored.general = plan.diagnostics
    }
    let parts = await workers.map(sources.count) { place in
      (sources[place], anchors(of: archive.sources[sources[place]], at: sources[place], plan))
    }
    rejoin(&anchored, plan, parts)
    return true
  }

  private func anchors(of source: Source, at index: Int, _ plan: NotePlan) -> SourceAnchors {
    let id = plan.ledgerID(index)
    let own = id.map { read($0) }
    let merged = plan.mergedIDs(index).map { ($0, read($0)) }
    var anchors = anchorSource(
      source, at: index, ledger: own.flatMap { $0 }, ledgerID: id,
      merged: merged.compactMap { id, text in text.map { MergedSource(id: id, text: $0) } },
      targets: plan.targets(index), date: date, detail: detail)
    if let id, own == .some(nil) {
      // Treated as if there were no ledger, so that the existing file is not overwritten.
      anchors.ledger = nil
      anchors.diagnostics.append(unreadable(id))
    }
    anchors.diagnostics += merged.filter { $0.1 == nil }.map { unreadable($0.0) }
    if own != .some(nil) {
      anchors.diagnostics += olderThanPublished(source, id, anchors, merged: merged.map(\.0))
    }
    // Text that is already on disk is not kept: the ledgers are two fifths of the size of the text.
    if anchors.ledger?.changed == false { anchors.ledger?.text = "" }
    for index in anchors.mergedLedgers.indices where !anchors.mergedLedgers[index].changed {
      anchors.mergedLedgers[index].text = ""
    }
    return anchors
  }

  /// Reports ledgers that know less than was published: the build would give ids to other passages.
  ///
  /// - Parameters:
  ///   - id: in the name of the source's ledger; nil if there is no file.
  ///   - anchors: of the source, with that ledger.
  ///   - merged: ids of merged sources that have a ledger.
  private func olderThanPublished(
    _ source: Source, _ id: String?, _ anchors: SourceAnchors, merged: [String]
  ) -> [Diagnostic] {
    let aliases = source.aliases.map(\.id)
    // A renamed source keeps its passage ids, and a source whose ledger is gone may have been renamed.
    let isPublished = published[source.id] != nil
    let names = [source.id] + (isPublished ? [] : id.map { [$0] } ?? aliases)
    let before = names.compactMap { published[$0] }
    let highest = before.map(\.highest).max() ?? 0
    var faults: [Diagnostic] = []
    if highest > anchors.highestKnown {
      let found = id == nil ? "there is no ledger" : "the ledger has ids up to p\(anchors.highestKnown)"
      faults.append(older(id ?? source.id, "\(found), and \(Self.upTo(highest)) were published"))
    } else if let lost = anchors.newlyRetired.first(where: { id in before.contains { $0.retired[id] != nil } }
    ) {
      // A paragraph that is back in the text would be found, so its removal is what the ledger does not know of.
      faults.append(older(id ?? source.id, "the ledger has p\(lost), which was published as removed"))
    } else if let id, isOnlyLedgerChanged(source, anchors) {
      faults.append(
        older(
          id, "the ledger has changed and does not fit the source, which has not changed since the last build"
        ))
    } else if let id {
      faults += contradictions(before, anchors).map { older(id, $0, .warning, effect: "") }
    }
    // Its other aliases that were published are sources that were merged into it.
    for alias in aliases where isPublished && alias != id && !merged.contains(alias) {
      let highest = published[alias]?.highest ?? 0
      guard highest > 0 || published[source.id]?.merged.contains(alias) == true else { continue }
      faults.append(
        older(
          alias,
          "there is no ledger of '\(alias)', which was merged into '\(source.id)', and \(Self.upTo(highest)) were published"
        ))
    }
    return faults
  }

  /// What was published of retired ids and is otherwise in the ledger. The ledger may be newer, if a paragraph was put
  /// back or a day deleted, so this is a warning.
  private func contradictions(_ before: [PublishedIDs.Source], _ anchors: SourceAnchors) -> [String] {
    let days = Dictionary(
      anchors.retired.map { ($0.number, $0.date != nil) }, uniquingKeysWith: { first, _ in first })
    for source in before where !source.retired.isEmpty {
      for (number, hasDay) in source.retired.sorted(by: { $0.key < $1.key }) {
        guard let now = days[number] else {
          return ["p\(number) was published as removed, joined or assigned, and is the id of a passage again"]
        }
        if hasDay && !now { return ["the ledger lacks the day that was published for p\(number)"] }
      }
    }
    return []
  }

  /// Whether the last build had another ledger of a source that is as it was then, and this one would give or retire
  /// ids. The ledger of that build fitted the source.
  private func isOnlyLedgerChanged(_ source: Source, _ anchors: SourceAnchors) -> Bool {
    guard let changed, let ledger = anchors.ledger, ledger.replaces == nil,
      anchors.numbers.contains(where: { $0 > anchors.highestKnown }) || !anchors.newlyRetired.isEmpty
    else { return false }
    return changed.contains(ledger.path) && !changed.contains(source.path)
  }

  private static func upTo(_ highest: Int32) -> String { highest > 0 ? "ids up to p\(highest)" : "its ids" }

  private func older(
    _ id: String, _ found: String, _ severity: Diagnostic.Severity = .error,
    effect: String = "; links to published ids would lead to other passages"
  ) -> Diagnostic {
    Diagnostic(
      severity, "ledger-older", found + effect,
      path: ledgerPath(id),
      fix: "restore the file from version control, or run 'sitegen ledger restore \(id)'; "
        + "'sitegen build --new-ids' ignores what was published; build other branches with --output")
  }

  static let unreadableFolder = Diagnostic(
    .error, "ledger-unreadable", "cannot read the ledger folder", path: "ledger",
    fix: "make the folder readable; until then no id is assigned")

  /// The text of a ledger; nil if it cannot be read.
  func read(_ id: String) -> String? {
    Files.read(path(of: id), in: content).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Path of a ledger below the content folder, as named on disk, where the letters of its name may be decomposed.
  private func path(of id: String) -> String {
    let path = ledgerPath(id)
    if id.utf8.allSatisfy({ $0 < 0x80 }) || Files.exists("\(content)/\(path)") { return path }
    return names?.first { $0 == id }.map(ledgerPath) ?? path
  }

  func unreadable(_ id: String) -> Diagnostic {
    let link = CacheFile.isLink("\(content)/\(ledgerPath(id))") ? LinkFault(ledgerPath(id), in: content) : nil
    let reason = link.map { ": \($0.message)" } ?? ""
    return Diagnostic(
      .error, "ledger-unreadable", "cannot read the ledger of '\(id)'\(reason)", path: ledgerPath(id),
      fix: "make the file readable; until then no id is assigned")
  }

  /// Writes the ledgers that have changed.
  func write(_ ledgers: [LedgerFile]) throws {
    let changed = ledgers.filter(\.changed)
    guard !changed.isEmpty else { return }
    try Files.makeFolder(folder)
    for ledger in changed {
      let onDisk = path(of: String(ledger.path.dropFirst("ledger/".count).dropLast(".txt".count)))
      // Fails if the folder is a link that leads elsewhere, so that nothing is removed there either.
      try Files.replace(ledger.path, in: content, with: Array(ledger.text.utf8))
      // A file under the same name in another Unicode form.
      if !onDisk.isWritten(as: ledger.path) { try Files.remove("\(content)/\(onDisk)") }
      if let old = ledger.replaces { try Files.remove("\(content)/\(old)") }
    }
  }
}
