import Archive
import Trials

@testable import Anchoring

enum Fixture {
  /// A source with these passages.
  static func source(_ id: String, _ said: [Said], heading: String? = nil) -> Source {
    Said.source(id, said, heading: heading)
  }

  static func source(_ id: String, _ texts: [String]) -> Source { source(id, texts.map { Said("ada", $0) }) }

  /// A former id of a source.
  static func alias(_ id: String) -> Reference {
    Reference(scheme: .source, id: id, at: Position(line: 3, column: 11))
  }

  /// A line of a ledger with its seal.
  static func line(
    _ head: LedgerLine.Head, speaker: String = "ada", print: String = "AAAAAA.", words: String = "Words"
  ) -> String {
    var out: [UInt8] = []
    LedgerLine.write(
      head, speaker: speaker.utf8, print: print.utf8, excerpt: Array(words.utf8), into: &out)
    return String(decoding: out.dropLast(), as: UTF8.self)
  }

  /// The result of building `before` and then, with its ledger, `after`.
  static func edit(_ before: [String], _ after: [String]) -> SourceAnchors {
    let first = anchorSource(source("talk", before), at: 0, ledger: nil)
    return anchorSource(source("talk", after), at: 0, ledger: first.ledger?.text)
  }

  /// Places a note with one target on a source of these passages.
  static func note(
    on texts: [String], quote: String?, prefix: String = "", suffix: String = "", passage: String? = nil,
    ledger: String? = nil
  ) -> (placement: Placement?, words: String?, diagnostics: [Diagnostic]) {
    var archive = Archive()
    archive.sources = [source("talk", texts)]
    var note = Annotation(id: "n", path: "annotations/n.yaml", position: Position(line: 1, column: 1))
    note.targets = [
      Annotation.Target(
        source: "talk", passage: passage, quote: quote, prefix: prefix, suffix: suffix,
        position: Position(line: 2, column: 7))
    ]
    archive.annotations = [note]
    let anchored = anchor(archive, ledgers: ledger.map { ["talk": $0] } ?? [:])
    let placement = anchored.placements.first
    let words = placement?.range.map { anchored.archive.sources[0].record.string($0) }
    return (placement, words, anchored.diagnostics)
  }
}
