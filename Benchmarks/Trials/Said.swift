import Archive

/// A passage before it is in an archive: who speaks (nil for nobody) and what.
package struct Said: Equatable, Sendable {
  /// The speaker's id.
  package var speaker: String?
  /// The words, on one line.
  package var text: String

  /// A passage of somebody, or of nobody.
  package init(_ speaker: String?, _ text: String) {
    self.speaker = speaker
    self.text = text
  }

  /// A source of these passages; neighbouring ones of one speaker are one turn.
  package static func source(_ id: String, _ said: [Said], heading: String? = nil) -> Source {
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
    var voices: [String: Int32] = [:]
    for (index, one) in said.enumerated() {
      let start = prose.bytes.count
      prose.bytes += one.text.utf8
      var passage = Passage(
        kind: .paragraph, range: ByteRange(start, prose.bytes.count), marks: 0..<0, line: Int32(index + 1))
      prose.bytes.append(0x0A)
      if let speaker = one.speaker {
        let voice = voices[speaker] ?? Int32(voices.count)
        if voices.updateValue(voice, forKey: speaker) == nil {
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
}

/// A seeded generator (SplitMix64), so that what fails once fails again.
package struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  /// The same seed gives the same numbers.
  package init(_ seed: UInt64) { state = seed }

  /// The next number.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// One of several, which must not be empty.
  package mutating func pick<C: Collection>(_ several: C) -> C.Element {
    several[several.index(several.startIndex, offsetBy: Int.random(in: 0..<several.count, using: &self))]
  }

  /// True in so many cases of one.
  package mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
}
