import Foundation
import Testing

/// Notes are listed with their state, and accepted places are written into the author's file.
@Suite struct AnnotationsTests {
  static let talk = """
    ---
    title: Talk
    kind: letter
    ---

    The keeper came to the tower in the winter of the great storm, and nobody met him there.

    The lamp was oil then, and it smoked *like a chimney* all night.

    Thank you.

    Thank you.

    In spring the board changed the lamp, and nobody asked the keeper about it at all.

    """

  static let notes = """
    # Notes of the editors
    - id: storm           # from the logbook
      on: talk#p1
      quote: in the winter of the great storm   # 1928
      body: x

    - {id: smoke, on: "talk#p2", quote: 'it smoked like a chimney', body: x}
    - id: thanks
      on: talk
      quote: "Thank you."
      body: x
    - id: board
      kind: context
      also:
        - on: talk#p5
          # the board's minutes
          quote: |-
            the board changed the lamp
          prefix: "In spring "
      body: x
    - id: whole
      on: talk
      body: x
    - id: passage
      on: talk#p3
      body: x

    """

  /// An archive with the talk and its notes, built; afterwards the talk is edited.
  private func edited(notes: String = notes, _ edit: (String) -> String) throws -> Playground {
    let playground = try Playground.built()
    try playground.write("Content/sources/talk.md", Self.talk)
    try playground.write("Content/annotations/talk.yaml", notes)
    let built = try playground.run(["build"])
    try #require(built.status == 0, "\(built.err)")
    try playground.write("Content/sources/talk.md", edit(Self.talk))
    return playground
  }

  private static func revise(_ text: String) -> String {
    text.replacing("the great storm", with: "that great storm")
      .replacing("In spring the board changed the lamp", with: "In spring the board soon changed the lamp")
  }

  @Test func everyNoteIsListedWithItsState() throws {
    let playground = try edited(Self.revise)
    let run = try playground.run(["annotations", "--source", "talk"])
    #expect(run.status == 0)
    let rows = run.out.split(separator: "\n").map {
      $0.split(separator: " ").prefix(3).joined(separator: " ")
    }
    #expect(
      rows == [
        "state note place", "changed storm talk#p1", "exact smoke talk#p2", "ambiguous thanks talk",
        "thanks=p3 score 100", "thanks=p4 score 100", "changed board talk#p5", "whole whole talk",
        "whole passage talk#p3",
      ])
    #expect(run.out.contains("'in the winter of the great storm' -> 'in the winter of that great storm'"))
    #expect(run.err == "6 places of 6 notes: 1 exact, 2 whole, 2 changed, 1 ambiguous\n")
    let some = try playground.run(["annotations", "storm", "smoke", "--state", "changed"])
    #expect(some.out.split(separator: "\n").count == 2)
    #expect(some.err == "1 place of 1 note: 1 changed\n")
  }

  @Test func theListIsJSONToo() throws {
    let playground = try edited(Self.revise)
    let run = try playground.run(["annotations", "thanks", "storm", "--format", "json"])
    let list = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any])
    #expect((list["states"] as? [String: Int])?["changed"] == 1)
    let notes = try #require(list["notes"] as? [[String: Any]])
    #expect(notes.map { $0["id"] as? String } == ["storm", "thanks"])
    #expect(notes[0]["words"] as? String == "in the winter of that great storm")
    #expect(notes[0]["line"] as? Int == 3)
    #expect(notes[0]["column"] as? Int == 7)
    #expect(notes[0]["path"] as? String == "Content/annotations/talk.yaml")
    let score = try #require(notes[0]["score"] as? Double)
    #expect(score > 0.8 && score < 1)
    let candidates = try #require(notes[1]["candidates"] as? [[String: Any]])
    #expect(candidates.map { $0["passage"] as? String } == ["p3", "p4"])
  }

  @Test func whatIsAcceptedIsWrittenAndNothingElse() throws {
    let playground = try edited(Self.revise)
    let dry = try playground.run(["annotations", "--accept-all", "--dry-run"])
    #expect(dry.err.hasSuffix("1 file would be written\n"))
    #expect(try playground.read("Content/annotations/talk.yaml") == Self.notes)
    let run = try playground.run([
      "annotations", "--accept", "storm", "--accept", "board", "--accept", "thanks=p4",
    ])
    #expect(run.status == 0, "\(run.err)")
    #expect(
      run.err.contains("Content/annotations/talk.yaml:3: storm on talk#p1: 'in the winter of the great"))
    #expect(
      try playground.read("Content/annotations/talk.yaml")
        == Self.notes.replacing("the great storm  ", with: "that great storm  ")
        .replacing("the board changed the lamp", with: "the board soon changed the lamp")
        .replacing("on: talk\n  quote: \"Thank", with: "on: talk#p4\n  quote: \"Thank"))
    let strict = try playground.run(["check", "--strict"])
    #expect(strict.status == 0, "\(strict.err)")
    let again = try playground.run(["annotations", "--accept", "storm"])
    #expect(again.status == 0)
    #expect(again.err == "storm: nothing to accept\n0 files written\n")
  }

  @Test func theFileKeepsItsLineEndsAndItsRights() throws {
    let windows = "\u{FEFF}" + Self.notes.replacing("\n", with: "\r\n")
    let playground = try edited(notes: windows, Self.revise)
    let file = playground["Content/annotations/talk.yaml"]
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    #expect(try playground.run(["annotations", "--accept-all"]).status == 0)
    let expected = windows.replacing("the great storm  ", with: "that great storm  ")
      .replacing("the board changed the lamp", with: "the board soon changed the lamp")
    #expect(FileManager.default.contents(atPath: file) == Data(expected.utf8))
    let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(rights == 0o640)
    let names = try FileManager.default.contentsOfDirectory(atPath: playground["Content/annotations"])
    #expect(!names.contains { $0.hasSuffix(".new") })
  }

  @Test func aPassageThatMovedIsNamedAnew() throws {
    // The first passage gets the words of the second, which is removed.
    let playground = try edited { text in
      text.replacing("met him there.\n\nThe lamp was", with: "met him there. The lamp was")
    }
    let list = try playground.run(["annotations", "smoke"])
    #expect(list.out.contains("moved  smoke  talk#p1"))
    #expect(try playground.run(["annotations", "--accept-all", "--state", "moved"]).status == 0)
    #expect(
      try playground.read("Content/annotations/talk.yaml")
        == Self.notes.replacing("\"talk#p2\"", with: "\"talk#p1\""))
    #expect(try playground.run(["annotations", "smoke"]).out.contains("exact  smoke  talk#p1"))
  }

  @Test func whatIsNotClearIsNeverAcceptedUnasked() throws {
    let playground = try edited { text in
      Self.revise(text).replacing("it smoked *like a chimney* all night", with: "there was a smell of oil")
    }
    let all = try playground.run(["annotations", "--accept-all"])
    #expect(all.status == 0)
    let after = try playground.read("Content/annotations/talk.yaml")
    #expect(after.contains("on: talk\n  quote: \"Thank you.\""))
    #expect(after.contains("quote: 'it smoked like a chimney'"))
    for (choice, said) in [
      ("thanks", "the note 'thanks' is ambiguous"), ("smoke", "the note 'smoke' is lost"),
      ("thanks=p1", "no candidate 'thanks=p1'"), ("thanks=other#p3", "has no candidate"),
      ("thanks=p3:2", "has no candidate"),
    ] {
      let run = try playground.run(["annotations", "--accept", choice])
      #expect(run.status == 1)
      #expect(run.err.contains(said), "\(run.err)")
      #expect(run.err.contains("[note-not-accepted]"))
      #expect(run.err.contains("\n0 files written\n"))
    }
    #expect(try playground.read("Content/annotations/talk.yaml") == after)
    let unknown = try playground.run(["annotations", "--accept", "thnks"])
    #expect(unknown.status == 1)
    #expect(unknown.err == "error: there is no note 'thnks', did you mean 'thanks'?\n")
    // If one cannot be accepted, the others are not written either.
    let mixed = try playground.run(["annotations", "--accept", "thanks=p3", "--accept", "smoke"])
    #expect(mixed.status == 1)
    #expect(try playground.read("Content/annotations/talk.yaml") == after)
  }

  @Test func ambiguousAndLostAreErrorsWhereWarningsAre() throws {
    let playground = try edited { text in
      text.replacing("it smoked *like a chimney* all night", with: "there was a smell of oil")
    }
    let check = try playground.run(["check"])
    #expect(check.status == 0)
    #expect(check.err.contains("talk.yaml:9:7: warning: "))
    #expect(check.err.contains("[note-ambiguous]"))
    #expect(check.err.contains("[note-lost]"))
    let strict = try playground.run(["check", "--strict"])
    #expect(strict.status == 1)
    #expect(strict.err.contains("talk.yaml:9:7: error: "))
    #expect(strict.err.contains("talk.yaml:7:19: error: the quotation 'it smoked like a chimney' is not in"))
  }

  /// If a passage has the words twice, a number selects one of them.
  @Test func oneOfSeveralCandidatesInAPassageIsChosenByNumber() throws {
    let notes = "- id: n\n  on: talk\n  quote: tide\n  body: x\n"
    let playground = try edited(notes: notes) { text in
      text.replacing("all night", with: "while the tide came in, and when the tide went out, all night")
    }
    let run = try playground.run(["annotations", "--accept", "n=p2"])
    #expect(run.status == 1)
    #expect(run.err.contains("n=p2:1 'tide', n=p2:2 'tide'"))
    #expect(try playground.run(["annotations", "--accept", "n=p2:2"]).status == 0)
    let list = try playground.run(["annotations", "n", "--format", "json"])
    #expect(list.out.contains("\"state\":\"exact\""))
    let file = try playground.read("Content/annotations/talk.yaml")
    #expect(file.hasPrefix("- id: n\n  on: talk\n  quote: tide\n  prefix: "))
  }
}
