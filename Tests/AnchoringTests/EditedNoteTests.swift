import Archive
import Testing

@testable import Anchoring

/// Notes on real text under edits of which it is known what became of each passage.
@Suite(.enabled(if: Corpora.has("transcripts-txt"), "the corpora are not beside the project"))
struct EditedNoteTests {
  /// Some words from the middle of a passage with the words around them.
  struct Quoted {
    var passage: Int
    var quote: String
    var prefix: String
    var suffix: String
  }

  func quote(_ said: [Said], _ random: inout Seeded) -> [Quoted] {
    (0..<said.count / 6).compactMap { _ in
      let passage = random.pick(said.indices)
      let words = said[passage].text.split(separator: " ")
      guard words.count >= 8 else { return nil }
      let count = Int.random(in: 4...min(20, words.count), using: &random)
      let start = Int.random(in: 0...(words.count - count), using: &random)
      return Quoted(
        passage: passage, quote: words[start..<start + count].joined(separator: " "),
        prefix: words[..<start].suffix(4).joined(separator: " "),
        suffix: words[(start + count)...].prefix(4).joined(separator: " "))
    }
  }

  @Test(arguments: [false, true])
  func noNoteStandsSilentlyOnOtherWords(named: Bool) throws {
    let texts = try Corpora.transcripts()
    var states: [Placement.State: Int] = [:]
    var silentlyWrong = 0
    var wrong = 0
    var standing = 0
    var found = 0
    for (index, text) in texts.enumerated() {
      var editor = Editor(UInt64(index) + 77, foreign: texts[(index + 1) % texts.count])
      let finder = QuotationFinder(Fixture.source("talk", text).record)
      // What is not clear from the first is the author's to mend before anything is edited.
      let quotes = quote(text, &editor.random).filter {
        finder.find($0.quote, prefix: $0.prefix, suffix: $0.suffix, named: nil).state == .exact
      }
      let pieces = editor.edit(text, rate: 0.5)
      let first = anchorSource(Fixture.source("talk", text), at: 0, ledger: nil)
      var archive = Archive()
      archive.sources = [Fixture.source("talk", pieces.map(\.said))]
      archive.annotations = quotes.enumerated().map { number, quote in
        let position = Position(line: number + 1, column: 1)
        var note = Annotation(id: "n\(number)", path: "a.yaml", position: position)
        note.targets = [
          .init(
            source: "talk", passage: named ? "p\(quote.passage + 1)" : nil, quote: quote.quote,
            prefix: quote.prefix, suffix: quote.suffix, position: note.position)
        ]
        return note
      }
      let anchored = anchor(archive, ledgers: ["talk": try #require(first.ledger?.text)])
      #expect(anchored.placements.count == quotes.count)
      for placement in anchored.placements {
        states[placement.state, default: 0] += 1
        let origin = quotes[placement.annotation].passage
        let homes = pieces.indices.filter { pieces[$0].origins.contains(origin) }
        if homes.count == 1, pieces[homes[0]].changed <= 0.2 {
          standing += 1
          found += placement.state.isPlaced ? 1 : 0
        }
        guard placement.range != nil else { continue }
        let right = placement.passages.contains { passage in
          // Some transcripts say the same twice.
          homes.contains(passage) || pieces[passage].said.text.contains(quotes[placement.annotation].quote)
            || pieces[passage].origins.contains { text[$0].text == text[origin].text }
        }
        if !right {
          wrong += 1
          if placement.state == .exact { silentlyWrong += 1 }
        }
      }
    }
    print("notes, named \(named):", states, "standing", standing, "found", found, "wrong", wrong)
    #expect(standing > 500)
    #expect(silentlyWrong == 0)
    #expect(wrong == 0)
    #expect(found * 100 >= standing * 95)
  }
}
