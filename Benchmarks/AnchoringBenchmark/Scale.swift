import Anchoring
import Archive
import Foundation
import Trials

/// The whole of a large archive: its ledger, and ten thousand notes on it.
struct Scale {
  private let texts: [[Said]]
  private static let notes = 10_000

  init(_ folder: String) throws { texts = try TextSets.read(folder, as: .xml) }

  func run() throws {
    var archive = Archive()
    archive.sources = texts.enumerated().map { Said.source("s\($0)", $1) }
    let passages = texts.reduce(0) { $0 + $1.count }
    let bytes = archive.sources.reduce(0) { $0 + $1.record.bytes.count }
    print(
      "archive-tw: \(number(texts.count)) sources, \(number(passages)) passages, \(number(bytes)) bytes, one core"
    )
    print("memory before: \(number(peakMemory() / 1_000_000)) MB")
    print("\n| step | CPU seconds | passages a second | comparisons a passage | peak memory, MB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    func row(_ name: String, _ seconds: Double, _ comparisons: Int) {
      print(
        "| \(name) | \(number(seconds, 2)) | \(number(Int(Double(passages) / seconds))) "
          + "| \(number(Double(comparisons) / Double(passages), 3)) | \(number(peakMemory() / 1_000_000)) |")
    }
    func build(_ archive: Archive, _ ledgers: [String?]) -> ([SourceAnchors], Double) {
      let plan = NotePlan(archive, ledgers: archive.sources.map(\.id))
      let parts = Measured {
        archive.sources.indices.map {
          anchorSource(archive.sources[$0], at: $0, ledger: ledgers[$0], targets: plan.targets($0))
        }
      }
      return (parts.value, parts.seconds)
    }
    let (first, seconds) = build(archive, archive.sources.map { _ in nil })
    row("numbered for the first time", seconds, first.reduce(0) { $0 + $1.comparisons })
    let ledgers = first.map { $0.ledger?.text }
    let (again, proof) = build(archive, ledgers)
    guard again.allSatisfy({ $0.ledger?.changed != true && $0.changes.isEmpty }) else {
      FileLine.error("a ledger changed though its text did not")
      exit(1)
    }
    row("ledger proved, nothing changed", proof, again.reduce(0) { $0 + $1.comparisons })

    var random = Seeded(1)
    archive.annotations = takeNotes(&random)
    let (noted, withNotes) = build(archive, ledgers)
    row("the same with \(number(Self.notes)) notes", withNotes, noted.reduce(0) { $0 + $1.comparisons })
    summary(noted)

    for rate in [0.02, 0.3] {
      var edited = archive
      for (index, text) in texts.enumerated() {
        var editor = Editor(UInt64(index), foreign: texts[(index + 1) % texts.count])
        let pieces = editor.edit(Editor.pieces(text), rate: rate)
        edited.sources[index].record = Said.source("s\(index)", pieces.map(\.said)).record
        edited.sources[index].speakers = Said.source("s\(index)", pieces.map(\.said)).speakers
      }
      let (parts, seconds) = build(edited, ledgers)
      row(
        "the same, \(Int(rate * 100)) % of the passages edited", seconds,
        parts.reduce(0) { $0 + $1.comparisons })
      summary(parts)
    }
    let size = ledgers.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    print("\nledgers: \(number(size)) bytes")
  }

  private func takeNotes(_ random: inout Seeded) -> [Annotation] {
    let passages = texts.reduce(0) { $0 + $1.count }
    var notes: [Annotation] = []
    for (index, text) in texts.enumerated() {
      let share =
        (index == texts.count - 1) ? Self.notes - notes.count : text.count * Self.notes / passages + 1
      notes += Quoting.notes(share, on: text, source: "s\(index)", &random)
      if notes.count >= Self.notes { break }
    }
    return Array(notes.prefix(Self.notes))
  }

  private func summary(_ parts: [SourceAnchors]) {
    var states: [Placement.State: Int] = [:]
    for part in parts { for placement in part.placements { states[placement.state, default: 0] += 1 } }
    let words = Placement.State.allCases.filter { states[$0] != nil }.map {
      "\(number(states[$0] ?? 0)) \($0.rawValue)"
    }
    FileLine.error(words.joined(separator: ", "))
  }
}
