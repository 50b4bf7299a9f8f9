import Testing
import Trials

@testable import Anchoring

/// Notes on real text after edits for which the fate of each word is known. A part of what Benchmarks/anchoring does.
@Suite(.enabled(if: Corpora.has("transcripts-txt"), "the corpora are not beside the project"))
struct EditedNoteTests {
  @Test(arguments: ["transcripts-txt", "akoma-ntoso"])
  func noNoteStandsSilentlyOnOtherWords(name: String) throws {
    let texts = try Corpora.texts(name, as: name == "akoma-ntoso" ? .xml : .transcripts, part: (3, 1))
    var tally = NoteTally()
    for (index, text) in texts.enumerated() {
      var editor = Editor(UInt64(index) + 77, foreign: texts[(index + 1) % texts.count])
      let edited = Edited(text, with: &editor, rate: 0.5)
      tally.count(edited, quotations: min(150, max(4, text.count)), &editor.random)
    }
    print("notes on \(name):", tally.counts)
    #expect(tally.all > 500)
    #expect(tally.wrongAtFirst == 0)
    #expect(tally.silentlyWrong == 0, "\(tally.examples)")
    let standing = tally.standing.values.reduce(0) { $0 + $1.all }
    let found = tally.standing.values.reduce(0) { $0 + $1.kept }
    #expect(standing > 200)
    #expect(found * 100 >= standing * 95)
  }
}
