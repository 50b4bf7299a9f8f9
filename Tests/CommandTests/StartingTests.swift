import Foundation
import Testing

/// `init`, `new` and `import`: what they write is valid, and they overwrite nothing.
@Suite struct StartingTests {
  @Test func whatInitWritesBuildsWithoutAWarning() throws {
    let playground = try Playground()
    let made = try playground.run(["init", "deep/archive/", "--templates", Program.templates])
    #expect(made.status == 0)
    #expect(made.out == "")
    #expect(made.err.contains("next: cd deep/archive && sitegen serve"))
    let folders = ["Content", "Templates", "Public"].flatMap { name in
      ["--\(name == "Public" ? "output" : name.lowercased())", "deep/archive/\(name)"]
    }
    let built = try playground.run(["build", "--strict"] + folders)
    #expect(built.status == 0)
    #expect(built.err.hasPrefix("1 source, 5 passages, 1 note: "), "\(built.err)")
    let again = try playground.run(["init", "deep/archive"])
    #expect(again.status == 1)
    #expect(again.err.contains("deep/archive/Content: "))
    #expect(again.err.contains("is not overwritten"))
  }

  @Test func initSaysWhereItHasNoTemplates() throws {
    let playground = try Playground()
    let made = try playground.run(["init"])
    #expect(made.status == 0)
    #expect(made.err.contains("found no templates in 'Templates'"))
    #expect(made.err.contains("next: sitegen check"))
    #expect(!FileManager.default.fileExists(atPath: playground["Templates"]))
  }

  @Test func initLeavesTemplatesThatAreThere() throws {
    let playground = try Playground()
    try playground.write("Templates/page.mustache", "mine")
    #expect(try playground.run(["init", "--templates", Program.templates]).status == 0)
    #expect(try playground.read("Templates/page.mustache") == "mine")
  }

  static let kinds = ["source", "speaker", "topic", "event", "place", "organization", "page"]

  @Test func everyNewFilePassesTheCheckAndIsNotOverwritten() throws {
    let playground = try Playground.built()
    for kind in Self.kinds {
      let made = try playground.run(["new", kind, "some-thing_2"])
      #expect(made.status == 0)
      #expect(made.err == "wrote Content/\(kind)s/some-thing_2.md\n")
    }
    let check = try playground.run(["check", "--strict"])
    #expect(check.status == 0, "\(check.err)")
    for kind in Self.kinds {
      let text = try playground.read("Content/\(kind)s/some-thing_2.md")
      let again = try playground.run(["new", kind, "Some-Thing_2"])
      #expect(again.status == 1)
      #expect(again.err.contains("is not overwritten"))
      #expect(try playground.read("Content/\(kind)s/some-thing_2.md") == text)
    }
  }

  @Test func everyLineOfANewSourceIsWhatTheManualSays() throws {
    let playground = try Playground.built()
    try #require(try playground.run(["new", "source", "full"]).status == 0)
    // Text after a comment sign must be YAML that the check accepts.
    let text = try playground.read("Content/sources/full.md")
    let used = text.replacing("\n# ", with: "\n").replacing("\n#   ", with: "\n  ")
      .replacing("https://…", with: "https://example.org/").replacing("who published", with: "Who")
      .replacing("\nevent: ID", with: "").replacing("\nplace: ID", with: "")
      .replacing("[ID, ID]", with: "[lighthouse]").replacing("SMITH: ID", with: "SMITH: keeper")
      .replacing("{id: ID", with: "{id: asker")
    try playground.write("Content/sources/full.md", used + "Q: Words?\n\nSMITH: Words.\n")
    let check = try playground.run(["check", "--strict"])
    #expect(check.status == 0, "\(used)\n\(check.err)")
  }

  @Test func importWritesSourcesAndSaysWhatItDidNotUnderstand() throws {
    let playground = try Playground.built()
    try playground.write(
      "in/talk.vtt",
      """
      WEBVTT

      00:01.000 --> 00:02.000
      <v Ann>Did you <blink>see</blink> the lamp?

      00:03.000 --> 00:04.000
      <v Bo>I saw it.

      """)
    let run = try playground.run(["import", "vtt", "in/talk.vtt", "in/gone.vtt"])
    #expect(run.status == 1)
    #expect(run.err.contains("./in/talk.vtt:4:"))
    #expect(run.err.contains("warning: "))
    #expect(run.err.contains("./in/gone.vtt: error: "))
    #expect(run.err.contains("wrote 1 of 2 sources in Content/sources"))
    let written = try playground.read("Content/sources/talk.md")
    #expect(written.contains("see"))

    let again = try playground.run(["import", "vtt", "in/talk.vtt"])
    #expect(again.status == 1)
    #expect(again.err.contains("[duplicate-id]"))
    #expect(try playground.read("Content/sources/talk.md") == written)
    let check = try playground.run(["check"])
    #expect(check.status == 0, "\(check.err)")
    #expect(try playground.run(["quote", "I saw it"]).out.contains("talk#p2"))
  }

  @Test func importWritesNotesAndSaysWhatItLeftOut() throws {
    let playground = try Playground.built()
    let json = """
      {"total": 2, "rows": [
        {"id": "first", "user": "acct:ann@hypothes.is", "uri": "https://x.example/talk", "text": "Hm.", "tags": []},
        {"id": "other", "user": "acct:ann@hypothes.is", "uri": "https://y.example/", "text": "Hm.", "tags": []}]}
      """
    try playground.write("in/My export.json", json)
    let talk = ["--source", "https://x.example/talk=first-conversation"]
    let strict = try playground.run(["import", "annotations", "in/My export.json", "--strict"] + talk)
    #expect(strict.status == 1)
    #expect(strict.err.contains("wrote 0 of 2 annotations"))
    #expect(!FileManager.default.fileExists(atPath: playground["Content/annotations/my-export.yaml"]))
    let run = try playground.run(["import", "annotations", "in/My export.json"] + talk)
    #expect(run.status == 0, "\(run.err)")
    #expect(run.err.contains("./in/My export.json:3:3: warning: found a target on 'https://y.example/'"))
    #expect(run.err.contains("at /rows/1 [unknown-source]"))
    #expect(run.err.contains("wrote 1 of 2 annotations in Content/annotations"))
    let written = try playground.read("Content/annotations/my-export.yaml")
    #expect(written.hasPrefix("- id: first\n  on: first-conversation\n"))
    #expect(try playground.run(["check"]).status == 0)

    let again = try playground.run(["import", "annotations", "in/My export.json"] + talk)
    #expect(again.err.contains("the archive already has a note 'first'"))
    #expect(again.err.contains("wrote 0 of 2"))
    try playground.write("in/my-export.json", json.replacing("first", with: "second"))
    let taken = try playground.run(["import", "annotations", "in/my-export.json"] + talk)
    #expect(taken.status == 1)
    #expect(taken.err.contains("is not overwritten"))
    #expect(try playground.read("Content/annotations/my-export.yaml") == written)
  }

  /// An archive without notes can import the notes that a build publishes.
  @Test func publishedNotesComeInAgain() throws {
    let playground = try Playground.built()
    let published = try playground.read("Public/data/annotations/index.jsonld")
    for file in try playground.tree("Content/annotations").keys {
      try playground.remove("Content/annotations/\(file)")
    }
    try playground.write("notes.jsonld", published)
    let run = try playground.run(["import", "annotations", "notes.jsonld"])
    #expect(run.status == 0, "\(run.err)")
    #expect(run.err.contains("wrote 1 of 1 annotations"))
    #expect(try playground.run(["build", "--strict"]).status == 0)
    #expect(try playground.read("Public/data/annotations/index.jsonld") == published)
  }

  @Test(arguments: [
    (["txt", "a.txt", "--source", "x"], "expected them with annotations"),
    (["annotations", "a", "--metadata", "m"], "expected it with sources"),
    (["annotation", "a"], "Did you mean 'annotations'?"),
    (["annotations", "a", "--source", "x=gone"], "found 'gone' for --source"),
  ])
  func importSaysWhichOptionsGoTogether(arguments: [String], message: String) throws {
    let run = try Playground.built().run(["import"] + arguments)
    #expect(run.status == 64)
    #expect(run.err.contains(message), "\(run.err)")
  }
}
