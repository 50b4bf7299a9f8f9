import Anchoring
import Archive
import Workers

/// The ledger files on disk: read before anchoring, written after a build that succeeded.
struct Ledgers {
  let folder: String
  let workers: Workers

  /// Gives the passages their ids and the notes their places.
  func anchor(_ archive: Archive) async -> Anchored {
    let folder = folder
    let names = (Files.list(folder) ?? []).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
    let plan = NotePlan(archive, ledgers: names)
    let parts = await workers.map(archive.sources.count) { index in
      let id = plan.ledgerIDs[index]
      let text = id.flatMap { Files.read("\(folder)/\($0).txt") }.map { String(decoding: $0, as: UTF8.self) }
      var anchors = anchorSource(
        archive.sources[index], at: index, ledger: text, ledgerID: id, targets: plan.targets[index])
      // What stands on disk already is not kept: the ledgers are two fifths of the text.
      if anchors.ledger?.changed == false { anchors.ledger?.text = "" }
      return anchors
    }
    return join(archive, plan, parts)
  }

  /// Writes the ledgers that have changed.
  func write(_ ledgers: [LedgerFile], content: String) throws {
    let changed = ledgers.filter(\.changed)
    guard !changed.isEmpty else { return }
    try Files.makeFolder(folder)
    for ledger in changed {
      try Files.replace("\(content)/\(ledger.path)", with: ledger.text)
      if let old = ledger.replaces { try Files.remove("\(content)/\(old)") }
    }
  }
}
