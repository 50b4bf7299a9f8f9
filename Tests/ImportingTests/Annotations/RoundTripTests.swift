import Archive
import Foundation
import Linking
import Testing

@testable import Importing

/// Notes exported as JSON-LD are imported without a change.
@Suite struct NoteRoundTripTests {
  static let archive = NoteArchive(files: [
    "archive.yaml": "title: Tides\nbase_url: https://tides.example/\nkinds:\n"
      + "  context: {label: Context, hue: blue}\n  claim: {label: Claim, hue: red}\n  own: {label: Own, hue: teal}\n",
    "sources/keeper.md": """
    ---
    title: The keeper
    speakers: {ANN: ann, Q: bo}
    topics: [sea]
    url: https://harbour.example/talk/
    ---

    ## Erste Nacht

    Q: When was it, Ännchen? 𝄞 sang.

    ANN: In the storm the lamp went out, and the storm went on.

    The [lamp](note:inline) again.

    """,
    "sources/übersicht.md": "---\ntitle: Über\n---\n\nThe lamp was old, and old was the lamp.\n",
    "topics/sea.md": "---\nlabel: The sea\naliases: [Ocean]\n---\n",
    "speakers/ann.md": "---\nname: Ann\n---\n", "speakers/bo.md": "---\nname: Bo\n---\n",
    "annotations/all.yaml": #"""
    - id: full
      on: keeper#p2
      quote: the lamp went out
      prefix: "In the storm "
      suffix: ", and"
      kind: claim
      author: "A: \"B\" #c"
      date: 1963-05~
      certainty: probable
      status: disputed
      topics: [sea]
      also:
        - {on: übersicht, quote: was old}
        - {on: keeper}
        - {on: keeper#p1}
      body: |
        First *line*,
          indented & [linked](topic:sea).

        - a
        - b
      references: ["See [it](https://x.example/)", "Second: *work*"]
      replies:
        - id: r1
          author: Bo
          date: 2020-02-29T10:00:00+02:00
          body: Is that so?
          replies:
            - body: "It is.\n\nIndeed."
            - id: r3
              author: Cy
              body: |-
                two
                lines
        - body: Last.
    - id: inline
      kind: own
      body: Marked in the text.
    - id: lost
      on: keeper#p1
      quote: a sentence that was never there
      body: "no line feed at the end"
    - id: ambiguous
      on: keeper
      quote: storm
      date: 1950/..
      body: "   leading space\n"
    - id: changed
      on: keeper
      quote: the lamp wnt out, and the storrm went on
      body: "tail\n\n"
    - id: nowhere
      date: 2020-02-29T10:00:00+02:00
      body: Stands on nothing.
    - id: moved
      on: keeper#p1
      quote: the storm went on
      date: 1999-12-31
      references: alone
      body: Moved.
    """#,
  ])

  func roundTrip(_ archive: NoteArchive) async throws -> (before: [Annotation], after: [Annotation]) {
    let edition = try await archive.edition()
    let bytes = try edition.exported("data/annotations/index.jsonld")
    let imported = AnnotationImporter.read(bytes, name: "index.jsonld", into: edition.outline())
    #expect(imported.diagnostics == [])
    #expect(imported.taken == imported.found)
    return (edition.annotations, try await imported.readBack(in: archive))
  }

  @Test func everyFieldComesBack() async throws {
    let (before, after) = try await roundTrip(Self.archive)
    #expect(before.count == 7)
    #expect(before.map(\.written) == after.map(\.written))
  }

  @Test func itComesBackWithoutAnAddressOfTheSiteToo() async throws {
    var archive = Self.archive
    archive.files["archive.yaml"] = archive.files["archive.yaml"]?.replacing(
      "base_url: https://tides.example/\n", with: "")
    let text = String(
      decoding: try await archive.edition().exported("data/annotations/index.jsonld"), as: UTF8.self)
    #expect(text.contains(#""source":"../../sources/%C3%BCbersicht.html""#))
    let (before, after) = try await roundTrip(archive)
    #expect(before.map(\.written) == after.map(\.written))
  }

  @Test func theDemonstrationComesBack() async throws {
    let (before, after) = try await roundTrip(try NoteArchive.demonstration())
    #expect(before.count > 100)
    #expect(before.map(\.written) == after.map(\.written))
  }

  @Test func thePagesOfSourcesHaveTheSameNotes() async throws {
    let edition = try await Self.archive.edition()
    var found: [String: [String]] = [:]
    for source in ["keeper", "übersicht"] {
      let bytes = try edition.exported("data/annotations/\(source).jsonld")
      let imported = AnnotationImporter.read(bytes, name: "\(source).jsonld", into: edition.outline())
      #expect(imported.diagnostics == [])
      for note in imported.notes {
        #expect(found[note.id] == nil || found[note.id] == note.written)
        found[note.id] = note.written
      }
    }
    let expected = edition.annotations.filter { $0.id != "nowhere" }
    #expect(found.count == expected.count)
    for note in expected { #expect(found[note.id] == note.written) }
  }

  @Test func aSourceWithoutNotesHasNoPage() async throws {
    var archive = Self.archive
    archive.files["sources/quiet.md"] = "---\ntitle: Quiet\n---\n\nNothing.\n"
    let paths = try await archive.edition().exportedPaths
    #expect(
      paths.filter { $0.hasPrefix("data/annotations/") }.sorted()
        == ["index", "keeper", "übersicht"].map { "data/annotations/\($0).jsonld" })
  }

  /// Each position refers to the text that the target names, and the quoted words are there.
  @Test func placesAreCodePointsOfTheText() async throws {
    let edition = try await Self.archive.edition()
    let page = try JSONSerialization.jsonObject(
      with: Data(try edition.exported("data/annotations/index.jsonld")))
    let items = try #require((page as? [String: Any])?["items"] as? [[String: Any]])
    var places = 0
    for item in items {
      for target in item["target"] as? [[String: Any]] ?? [] {
        guard let selectors = target["selector"] as? [[String: Any]] else { continue }
        let cached = try #require((target["state"] as? [String: Any])?["cached"] as? String)
        let name = cached.hasSuffix("keeper.txt") ? "keeper" : "übersicht"
        let text = Array(
          String(decoding: try edition.exported("data/text/\(name).txt"), as: UTF8.self).unicodeScalars)
        let start = try #require(selectors[1]["start"] as? Int)
        let end = try #require(selectors[1]["end"] as? Int)
        #expect(String(String.UnicodeScalarView(text[start..<end])) == selectors[0]["exact"] as? String)
        places += 1
      }
    }
    #expect(places == 5)
  }

  @Test func aPlaceAloneIsFoundAgainInTheText() async throws {
    let edition = try await Self.archive.edition()
    let text = String(decoding: try edition.exported("data/text/keeper.txt"), as: UTF8.self)
    let scalars = Array(text.unicodeScalars)
    let words = "storm the lamp"
    let at = try #require(scalars.indices.first { scalars[$0...].starts(with: words.unicodeScalars) })
    let json = """
      {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:a", "type": "Annotation", "bodyValue": "x",
       "target": [{"source": "https://tides.example/data/text/keeper.txt",
         "selector": {"type": "TextPositionSelector", "start": \(at), "end": \(at + words.count)}},
        {"source": "https://tides.example/data/text/keeper.txt",
         "selector": {"type": "FragmentSelector", "value": "char=\(at),\(at + words.count)"}},
        {"source": "https://harbour.example/talk",
         "selector": {"type": "TextPositionSelector", "start": 1, "end": 4}},
        {"source": "https://tides.example/sources/keeper.html#p1"},
        {"source": "http://harbour.example/talk", "selector": {"type": "FragmentSelector", "value": "p2",
         "refinedBy": {"type": "TextQuoteSelector", "exact": "the storm went on",
          "refinedBy": {"type": "TextPositionSelector", "start": 4, "end": 9}}}}]}
      """
    let imported = AnnotationImporter.read(Array(json.utf8), name: "a.json", into: edition.outline())
    #expect(imported.diagnostics.map(\.rule) == ["unusable-selector"])
    #expect(imported.diagnostics.first?.position == Position(line: 6, column: 3))
    #expect(imported.diagnostics.first?.message.hasSuffix(" at /target/2") == true)
    let targets = try #require(imported.notes.first).targets
    #expect(targets.map(\.quote) == [words, words, nil, "storm"])
    #expect(targets.map(\.passage) == ["p2", "p2", "p1", "p2"])
    #expect(targets[3].prefix == "the ")
    #expect(targets[3].suffix == " went on")
  }
}
