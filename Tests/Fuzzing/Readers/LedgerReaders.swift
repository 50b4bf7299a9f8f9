import Anchoring
import Archive
import Publishing

extension ForeignReader {
  static let ledgerReaders = [
    ForeignReader(
      "ledger",
      words: [
        "# sitegen ledger 1: ", "p1 ", "p2 moderator ", "- ", " <- ", "2026-01-02 ", "\n<<<<<<< a\n",
        "\n=======\n",
        "\n>>>>>>> b\n",
      ],
      read: readLedger)
  ]

  /// A ledger with a fault is not changed; a valid one is kept or continued, never shared.
  @Sendable private static func readLedger(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    let found = anchorSource(record, at: 0, ledger: text, ledgerID: record.id)
    try checkPlaces(found.diagnostics, in: bytes)
    try expect(Set(found.numbers).count == found.numbers.count, "two passages share an id: \(found.numbers)")
    try expect(found.numbers.allSatisfy { $0 > 0 }, "an id is not positive: \(found.numbers)")
    if found.diagnostics.contains(where: { $0.severity == .error }) {
      try expect(
        found.ledger?.text == text && found.ledger?.changed == false, "a damaged ledger is rewritten")
    } else if let ledger = found.ledger {
      let again = anchorSource(record, at: 0, ledger: ledger.text, ledgerID: record.id)
      try expect(again.diagnostics.isEmpty, "its own ledger is called bad: \(again.diagnostics)")
      try expect(again.numbers == found.numbers, "ids change where nothing changed")
    }
    // A refusal is allowed.
    let desk = LedgerEditing(record, ledger: text, ledgerID: record.id)
    _ = try? desk.assign(1, to: 2)
    _ = try? desk.setDate(of: 1, to: LedgerDate("2026-01-02"))
    for keep in [LedgerEditing.Keep.first, .last, .lines([2])] { _ = try? desk.mend(keep: keep) }
    _ = try? desk.mend(keep: nil, bothPublished: true)
  }

  static let publishingReaders = [
    ForeignReader("manifest", words: ["  ", " *", "data/x.json\n", "../", "%0A"], read: readManifest)
  ]

  @Sendable private static func readManifest(_ bytes: [UInt8]) throws {
    guard let manifest = try? Manifest(reading: bytes) else { return }
    let again = try? Manifest(reading: manifest.bytes)
    try expect(again == manifest, "a manifest reads back as another one")
  }
}
