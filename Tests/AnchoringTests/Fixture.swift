import Archive

@testable import Anchoring

/// A passage of a fixture: who speaks (nil for nobody) and what.
struct Said: Equatable {
  var speaker: String?
  var text: String

  init(_ speaker: String?, _ text: String) {
    self.speaker = speaker
    self.text = text
  }
}

enum Fixture {
  /// A source of these passages; neighbouring ones of one speaker are one turn.
  static func source(_ id: String, _ said: [Said], heading: String? = nil) -> Source {
    var source = Source(id: id, path: "sources/\(id).md", title: id)
    var prose = Prose()
    if let heading {
      prose.sections.append(
        Section(
          level: 2, heading: ByteRange(0, heading.utf8.count), marks: 0..<0, firstPassage: 0, id: "h", line: 1
        ))
      prose.bytes += heading.utf8
      prose.bytes.append(0x0A)
    }
    for (index, one) in said.enumerated() {
      let start = prose.bytes.count
      prose.bytes += one.text.utf8
      var passage = Passage(
        kind: .paragraph, range: ByteRange(start, prose.bytes.count), marks: 0..<0, line: Int32(index + 1))
      prose.bytes.append(0x0A)
      if let speaker = one.speaker {
        let known = source.speakers.firstIndex { $0.id == speaker }
        let voice = Int32(known ?? source.speakers.count)
        if known == nil {
          source.speakers.append(
            SpeakerUse(
              label: speaker.uppercased(),
              speaker: Reference(scheme: .speaker, id: speaker, at: Position(line: 1, column: 1))))
        }
        if index > 0, said[index - 1].speaker == speaker {
          let turn = prose.turns.count - 1
          prose.turns[turn].passages = prose.turns[turn].passages.lowerBound..<Int32(index + 1)
        } else {
          prose.turns.append(
            Turn(speaker: voice, passages: Int32(index)..<Int32(index + 1), manner: nil, time: -1, line: 1))
        }
        passage.turn = Int32(prose.turns.count - 1)
      }
      prose.passages.append(passage)
    }
    source.record = prose
    return source
  }

  static func source(_ id: String, _ texts: [String]) -> Source { source(id, texts.map { Said("ada", $0) }) }

  /// An id that a source had before.
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

/// A seeded generator (SplitMix64), so that a test that fails fails again.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// One of several, which must not be empty.
  mutating func pick<C: Collection>(_ several: C) -> C.Element {
    several[several.index(several.startIndex, offsetBy: Int.random(in: 0..<several.count, using: &self))]
  }
}
