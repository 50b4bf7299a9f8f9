import Anchoring
import Archive

/// What became of notes when their texts were edited.
package struct NoteTally: Sendable {
  /// Where a note stands, seen from the words it was on.
  package enum Place: String, CaseIterable, Sendable {
    /// Nowhere.
    case none
    /// On most of what is left of the quoted words.
    case right
    /// On the same words, directly behind the very word that stood before them, or before the one that stood
    /// behind them: of words said twice one was cut, and it does not matter which.
    case sameText
    /// On the same words of a passage that has, or had before it was edited, word for word the words of the note's
    /// passage: of two passages with the same words no reader can tell which is which.
    case equalPassage
    /// On equal words of another passage.
    case equalWords
    /// On other words.
    case wrong
  }

  /// How many notes of each state stand where.
  package var counts: [Placement.State: [Place: Int]] = [:]
  /// Notes whose quotation was changed by a fifth of its words at most, found and in all, by form.
  package var standing: [Quoted.Form: IdTally.Share] = [:]
  /// Notes that were not clear before the edit, and left out.
  package var unclear = 0
  /// Notes that stood on other words before any edit.
  package var wrongAtFirst = 0
  /// The cases of notes on words that are not the author's, for people.
  package var faultsSeen: [String] = []
  /// Some of those that were not found.
  package var examples: [String] = []

  /// Nothing counted yet.
  package init() {}

  /// Notes counted.
  package var all: Int { counts.values.reduce(0) { $0 + $1.values.reduce(0, +) } }

  /// How many notes of some states stand in some places.
  package func count(_ states: [Placement.State], _ places: [Place]) -> Int {
    states.reduce(0) { sum, state in sum + places.reduce(0) { $0 + (counts[state]?[$1] ?? 0) } }
  }

  /// Notes said to stand as they did, but on other words than the author's.
  package var silentlyWrong: Int {
    count([.exact, .moved], [.wrong]) + count([.exact], [.equalWords]) - warned
  }

  /// Notes on equal words of another place that are called exact, with a warning that few words may be others.
  package var warned = 0
  /// Notes that got that warning, wherever they stand.
  package var allWarned = 0

  /// Places quotations on a text and then on its edited form.
  package mutating func count(_ edited: Edited, quotations: Int, _ random: inout Seeded) {
    let quoter = Quoter(edited.before)
    let taken = quoter.take(quotations, &random)
    let (placements, ledger, _) = Self.place(taken, on: edited.before, ledger: nil)
    var clear: [Quoted] = []
    for placement in placements {
      let quoted = taken[placement.annotation]
      guard placement.state == .exact, let range = placement.range else {
        unclear += 1
        continue
      }
      let found = quoter.places.touching(range)
      if found == Int(quoted.tokens.lowerBound)..<Int(quoted.tokens.upperBound) {
        clear.append(quoted)
      } else {
        wrongAtFirst += 1
      }
    }
    let (edits, _, warnings) = Self.place(clear, on: edited.after, ledger: ledger)
    let record = Said.source("talk", edited.after).record
    let places = TokenPlaces(edited.pieces.map(\.tokens), in: record)
    let tokens = edited.pieces.flatMap(\.tokens)
    let words = Token.words(edited.before)
    var placesOf: [Int32: Int] = [:]
    for (index, token) in tokens.enumerated() where token.origin >= 0 { placesOf[token.origin] = index }
    for placement in edits {
      let quoted = clear[placement.annotation]
      let left = quoted.tokens.compactMap { placesOf[$0] }.sorted()
      var place = Place.none
      if let range = placement.range {
        let found = places.touching(range)
        let hit = left.reduce(0) { $0 + (found.contains($1) ? 1 : 0) }
        if hit > 0, hit * 2 >= left.count {
          place = .right
        } else if quoted.tokens.map({ words[Int($0)] }) == found.map({ tokens[$0].word }) {
          place = .equalWords
          if let here = placement.passages.first,
            edited.newKeys[here] == edited.oldKeys[quoted.passage]
              || edited.pieces[here].origins.contains(where: { edited.isSame($0, quoted.passage) })
          {
            place = .equalPassage
          }
          let before = found.lowerBound > 0 ? tokens[found.lowerBound - 1].origin : -1
          let behind = found.upperBound < tokens.count ? tokens[found.upperBound].origin : -1
          if before >= 0 && before == quoted.tokens.lowerBound - 1 || behind == quoted.tokens.upperBound {
            place = .sameText
          }
        } else {
          place = .wrong
        }
      }
      counts[placement.state, default: [:]][place, default: 0] += 1
      let isWarned = warnings.contains(placement.annotation + 1)
      if placement.state == .exact, isWarned {
        allWarned += 1
        if place == .equalWords { warned += 1 }
      }
      let change = Self.change(quoted.tokens.map { words[Int($0)] }, left, tokens)
      if change <= 0.2 {
        standing[quoted.form, default: .none].count(
          place == .right || place == .sameText || place == .equalPassage)
      }
      if place == .wrong || place == .equalWords && !isWarned || change <= 0.2 && place == .none {
        note(
          quoted, placement, place, record, edited, left.first.map { (places.tokens[$0].range, left.count) })
      }
    }
  }

  private mutating func note(
    _ quoted: Quoted, _ placement: Placement, _ place: Place, _ record: Prose, _ edited: Edited,
    _ left: (range: Range<Int>, count: Int)?
  ) {
    let isFault = place == .wrong || place == .equalWords
    if !isFault, examples.count >= 400 { return }
    let on = placement.range.map { record.string($0) } ?? ""
    var line =
      "\(place.rawValue): \(placement.state.rawValue) \(quoted.form.rawValue) '\(quoted.quote.prefix(120))' "
      + "in p\(quoted.passage + 1) on '\(on.prefix(120))' (\(Int(placement.score * 100)), \(Int(placement.second * 100)))"
      + " prefix '\(quoted.prefix)' suffix '\(quoted.suffix)'"
    guard isFault else { return examples.append(line.replacing("\n", with: "\\n")) }
    line += "\n    was in '\(edited.before[quoted.passage].text.prefix(300))'"
    for passage in placement.passages {
      line +=
        "\n    now in [\(passage)] of \(edited.pieces[passage].origins.map { "p\($0 + 1)" })"
        + (edited.pieces[passage].isMoved ? " moved" : "") + " '\(edited.after[passage].text.prefix(300))'"
    }
    if let left {
      let stretch = max(0, left.range.lowerBound - 60)..<min(record.bytes.count, left.range.upperBound + 120)
      line +=
        "\n    \(left.count) of \(quoted.tokens.count) words left, from '\(String(decoding: record.bytes[stretch], as: UTF8.self).replacing("\n", with: "|"))'"
    }
    faultsSeen.append(line)
  }

  private static func place(_ quoted: [Quoted], on said: [Said], ledger: String?) -> (
    [Placement], String?, Set<Int>
  ) {
    var archive = Archive()
    archive.sources = [Said.source("talk", said)]
    archive.annotations = quoted.enumerated().map { $1.annotation($0) }
    let anchored = anchor(archive, ledgers: ledger.map { ["talk": $0] } ?? [:])
    let warnings = anchored.diagnostics.filter { $0.rule == "note-unproven" }.compactMap(\.position?.line)
    return (anchored.placements, anchored.ledgers.first?.text, Set(warnings))
  }

  /// Words to put in, take out or replace to make of the quotation what stands from the first to the last of its
  /// words that are left, against the words of the quotation; above 1 where they are scattered.
  private static func change(_ quote: [String], _ left: [Int], _ tokens: [Token]) -> Double {
    guard let first = left.first, let last = left.last, last - first < 2 * quote.count else { return 2 }
    let now = tokens[first...last].map(\.word)
    var row = Array(0...now.count)
    for word in quote {
      var diagonal = row[0]
      row[0] += 1
      for (j, other) in now.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(diagonal + (word == other ? 0 : 1), min(above, row[j]) + 1)
        diagonal = above
      }
    }
    return Double(row[now.count]) / Double(quote.count)
  }
}

extension Token {
  /// All words of a text in order.
  static func words(_ said: [Said]) -> [String] { said.flatMap { split($0.text, from: 0).map(\.word) } }
}
