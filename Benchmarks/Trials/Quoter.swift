import Archive
import Base

/// A quotation somebody took from a text before it was edited.
package struct Quoted: Sendable {
  /// What the author writes besides the words.
  package enum Form: String, CaseIterable, Sendable {
    case bare, surrounded, named, both
  }

  /// How it is written.
  package var form: Form
  /// Numbers of the words quoted.
  var tokens: Range<Int32>
  /// Index of the passage it begins in.
  var passage: Int
  var quote: String
  var prefix = ""
  var suffix = ""

  /// The note as an author writes it.
  func annotation(_ number: Int, on source: String = "talk") -> Annotation {
    let position = Position(line: number + 1, column: 1)
    var note = Annotation(id: "n\(number)", path: "a.yaml", position: position)
    note.targets = [
      .init(
        source: source, passage: form == .named || form == .both ? "p\(passage + 1)" : nil, quote: quote,
        prefix: prefix, suffix: suffix, position: position)
    ]
    return note
  }
}

/// Where each word of a text stands in its record.
struct TokenPlaces {
  /// For each token its number and its bytes without the white space behind it.
  private(set) var tokens: [(origin: Int32, range: Range<Int>)] = []
  /// Index in `tokens` of the first of each passage, and the count.
  private(set) var first: [Int] = []

  init(_ passages: [[Token]], in record: Prose) {
    for (index, words) in passages.enumerated() {
      first.append(tokens.count)
      var at = Int(record.passages[index].range.start)
      for token in words {
        let end = min(at + token.text.utf8.count, Int(record.passages[index].range.end))
        tokens.append((token.origin, at..<max(at, end)))
        at = end
      }
    }
    first.append(tokens.count)
  }

  /// The tokens that have bytes of a range.
  func touching(_ range: ByteRange) -> Range<Int> {
    let lower = tokens.partitioningIndex { $0.range.upperBound > Int(range.start) }
    return lower..<max(lower, tokens.partitioningIndex { $0.range.lowerBound >= Int(range.end) })
  }
}

/// Takes quotations from a text.
struct Quoter {
  let said: [Said]
  let record: Prose
  let places: TokenPlaces

  init(_ said: [Said]) {
    self.said = said
    record = Said.source("talk", said).record
    places = TokenPlaces(Editor.pieces(said).map(\.tokens), in: record)
  }

  /// Quotations of one to forty words, some over the end of a passage, in every form.
  func take(_ count: Int, _ random: inout Seeded) -> [Quoted] {
    (0..<count).compactMap { _ in
      let passage = random.pick(said.indices)
      let start = random.pick(places.first[passage]..<places.first[passage + 1])
      let most = random.chance(0.15) ? places.tokens.count : places.first[passage + 1]
      let end = min(most, start + Int.random(in: random.chance(0.25) ? 1...4 : 4...40, using: &random))
      var range = places.tokens[start].range.lowerBound..<places.tokens[end - 1].range.upperBound
      // Authors leave out the sign behind the last word as often as not.
      if random.chance(0.5) {
        while let last = record.bytes[range].last, last < 0x30 { range = range.dropLast() }
      }
      while record.bytes[range].last == 0x20 { range = range.dropLast() }
      guard !range.isEmpty else { return nil }
      var quoted = Quoted(
        form: random.pick(Quoted.Form.allCases), tokens: Int32(start)..<Int32(end), passage: passage,
        quote: text(range))
      if quoted.form == .surrounded || quoted.form == .both {
        let reach = random.pick([12, 32, 64])
        quoted.prefix = text(max(0, range.lowerBound - reach)..<range.lowerBound)
        quoted.suffix = text(range.upperBound..<min(record.bytes.count, range.upperBound + reach))
      }
      return quoted
    }
  }

  /// The letters of a range of bytes, without those it cuts.
  private func text(_ range: Range<Int>) -> String {
    var range = range
    while range.upperBound < record.bytes.count, record.bytes[range.upperBound] & 0xC0 == 0x80, !range.isEmpty
    {
      range = range.dropLast()
    }
    while !range.isEmpty, record.bytes[range.lowerBound] & 0xC0 == 0x80 { range = range.dropFirst() }
    return String(decoding: record.bytes[range], as: UTF8.self)
  }
}

/// Notes for measuring their cost.
package enum Quoting {
  /// So many notes on a text.
  package static func notes(_ count: Int, on said: [Said], source: String, _ random: inout Seeded)
    -> [Annotation]
  {
    let quoter = Quoter(said)
    var notes: [Annotation] = []
    while notes.count < count {
      notes += quoter.take(count - notes.count, &random).map { $0.annotation(notes.count, on: source) }
    }
    return notes
  }
}
