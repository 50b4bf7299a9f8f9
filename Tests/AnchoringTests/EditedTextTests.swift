import Testing
import Trials

@testable import Anchoring

/// Ids on real text after edits for which the fate of each passage is known by construction. A part of what
/// Benchmarks/anchoring does.
@Suite struct EditedTextTests {
  static let sets: [(name: String, form: TextSets.Form, parts: Int)] = [
    ("transcripts-txt", .transcripts, 3), ("akoma-ntoso", .xml, 3), ("markdown-transcripts", .markdown, 3),
    ("tei-parlamint", .xml, 1),
  ]

  @Test(
    .enabled(if: Corpora.has("transcripts-txt"), "the corpora are not beside the project"),
    arguments: sets.map(\.name), [0.1, 0.3, 0.6])
  func idsFollowTheirPassages(name: String, rate: Double) throws {
    let set = try #require(Self.sets.first { $0.name == name })
    let texts = try Corpora.texts(name, as: set.form, part: (set.parts, 1 % set.parts))
    var tally = IdTally()
    for (index, text) in texts.enumerated() {
      var editor = Editor(UInt64(index) * 31 + UInt64(rate * 10), foreign: texts[(index + 1) % texts.count])
      tally.count(Edited(text, with: &editor, rate: rate))
    }
    print("edited \(Int(rate * 100)) % of \(name): \(tally.edited) of \(tally.passages), \(tally.changed)")
    #expect(tally.edited > Int(rate * 500))
    #expect(tally.unstable == 0)
    #expect(tally.faults == 0)
    #expect(tally.wrong == 0, "\(tally.faultsSeen)")
    #expect(tally.unchanged.kept == tally.unchanged.all)
    #expect(tally.inPlace.kept == tally.inPlace.all)
    // The sample is so small that a few passages are a percentage point.
    #expect(tally.changed.kept * 100 + 200 >= tally.changed.all * 99)
    #expect(tally.firstParts.kept * 100 >= tally.firstParts.all * 75)
    // Parliaments have many passages of one or two words, and nothing shows where these went. Labels and formulas that
    // occur many times get a new id if their place is gone too.
    #expect(tally.joined.kept * 100 >= tally.joined.all * (name == "tei-parlamint" ? 50 : 72))
    #expect(tally.comparisons < tally.passages * 8)
  }

  /// All tests of this suite depend on the editor.
  @Test func everyWordIsAccountedFor() {
    let said = (0..<200).map { index in
      Said(index % 3 == 0 ? "ada" : "bob", "Passage \(index) says this. And then, that too! 今天\(index)天氣很好。")
    }
    let original = Editor.pieces(said)
    #expect(original.map(\.said) == said)
    for seed in UInt64(0)..<20 {
      var editor = Editor(
        seed, foreign: [Said("eve", "Quite other words stand here. Really."), Said(nil, "別的話。")])
      let pieces = editor.edit(original, rate: 0.8)
      let origins = pieces.flatMap(\.tokens).map(\.origin).filter { $0 >= 0 }
      #expect(Set(origins).count == origins.count)
      for piece in pieces where !piece.isTouched { #expect(piece.said.text == said[piece.origins[0]].text) }
      for piece in pieces where piece.origins.isEmpty { #expect(piece.tokens.allSatisfy { $0.origin == -1 }) }
      #expect(pieces.allSatisfy { !$0.tokens.isEmpty })
    }
  }
}
