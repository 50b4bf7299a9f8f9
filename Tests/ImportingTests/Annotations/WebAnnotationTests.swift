import Archive
import Foundation
import Testing

@testable import Importing

@Suite struct WebAnnotationTests {
  static let archive = NoteArchive(files: [
    "archive.yaml": "title: Tides\nbase_url: https://tides.example/\n",
    "sources/talk.md": "---\ntitle: Talk\nurl: http://example.com/page1\n---\n\nThe lamp was old.\n",
    "topics/sea.md": "---\nlabel: The sea\naliases: [Ocean]\n---\n",
  ])

  func read(_ json: String, fallback: String? = nil) async throws -> ImportedNotes {
    var outline = try await Self.archive.edition().outline()
    outline.fallback = fallback
    return AnnotationImporter.read(Array(json.utf8), name: "a.json", into: outline)
  }

  /// One annotation on the source, with further members.
  func one(_ members: String) async throws -> (note: Annotation?, rules: [String]) {
    let found = try await read(
      """
      {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://x.example/a", "type": "Annotation",
      "target": "http://example.com/page1", \(members)}
      """)
    return (found.notes.first, found.diagnostics.map(\.rule))
  }

  /// The expected result for each valid sample of W3C's test suite, with all targets matched to one source: the number
  /// of annotations read, and the rules by which the rest is refused or left out.
  static let annotations: [(file: String, taken: Int, rules: [String])] = [
    ("anno1", 1, []), ("anno2", 1, []), ("anno3", 1, []),
    ("anno4", 0, ["unusable-selector"]),  // part of a picture: #xywh=
    ("anno5", 1, []), ("anno6", 1, []), ("anno7", 1, []), ("anno8", 1, []), ("anno9", 1, []),
    ("anno10", 1, ["choice"]),
    ("anno11", 1, []), ("anno12", 1, ["unknown-tag"]), ("anno13", 1, []), ("anno14", 1, []),
    ("anno15", 1, []),
    ("anno16", 1, ["unkept-field"]),  // audience
    ("anno17", 1, ["unkept-field"]),  // accessibility
    ("anno18", 1, ["unknown-tag"]),
    ("anno19", 1, ["unkept-field", "unkept-field"]),  // rights of the annotation and of its body
    ("anno20", 1, ["unkept-field"]), ("anno21", 1, []),
    ("anno22", 0, ["unkept-field", "unusable-selector"]),  // selectors that are elsewhere
    ("anno23", 1, ["unkept-field"]),  // part of a video as body
    ("anno24", 0, ["unusable-selector"]),  // CssSelector
    ("anno25", 0, ["unusable-selector"]),  // XPathSelector
    ("anno26", 1, []),
    ("anno27", 0, ["unusable-selector"]),  // a place in a text that is not the archive's
    ("anno28", 0, ["unusable-selector"]),  // DataPositionSelector
    ("anno29", 0, ["unusable-selector"]), ("anno30", 0, ["unusable-selector"]),  // SvgSelector
    ("anno31", 0, ["unusable-selector"]),  // RangeSelector
    ("anno32", 0, ["unusable-selector"]),
    ("anno33", 1, ["unkept-field"]), ("anno34", 1, []), ("anno35", 1, ["unkept-field"]),
    ("anno36", 1, ["unkept-field"]),  // states
    ("anno37", 1, ["unkept-field", "unkept-field"]), ("anno38", 1, ["unkept-field", "unkept-field"]),
    ("anno39", 0, ["unkept-field", "unusable-selector"]),
    ("anno40", 1, ["unkept-field"]),  // scope
    // XPointer, and parts of its body and source that notes do not have.
    ("anno41-example44", 0, ["unkept-field", "choice", "unkept-field", "unusable-selector", "unkept-field"]),
  ]

  /// The samples that contain several annotations; the collection has all those above.
  static let samples =
    annotations + [
      ("collection1", annotations.reduce(0) { $0 + $1.taken }, annotations.flatMap { $0.rules }),
      ("example41", 0, ["further-pages"]), ("example42", 2, ["further-pages"]),
      ("example43", 2, ["further-pages"]),
    ]

  @Test(.enabled(if: Corpora.arePresent, "the corpora are not beside the project"), arguments: samples)
  func everySampleIsReadOrRefusedWithTheReason(sample: (file: String, taken: Int, rules: [String]))
    async throws
  {
    let bytes = try Corpora.bytes("\(Corpora.folder)/annotations/w3c-samples/\(sample.file).json")
    var outline = try await Self.archive.edition().outline()
    outline.fallback = "talk"
    let found = AnnotationImporter.read(bytes, name: sample.file, into: outline)
    #expect(found.diagnostics.map(\.rule) == sample.rules)
    #expect(found.taken == sample.taken)
    #expect(found.taken == found.found || !found.diagnostics.isEmpty)
    #expect(found.diagnostics.allSatisfy { $0.position != nil && $0.severity == .warning })
    #expect(try await found.readBack(in: Self.archive).count == found.notes.count)
    // Without the fallback source, only the target with the address of the source is accepted.
    outline.fallback = nil
    let strict = AnnotationImporter.read(bytes, name: sample.file, into: outline)
    #expect(strict.taken == strict.found || !strict.diagnostics.isEmpty)
  }

  @Test func everySampleIsInTheList() throws {
    guard Corpora.arePresent else { return }
    let files = Corpora.files("annotations/w3c-samples", ".json").compactMap {
      $0.split(separator: "/").last?.dropLast(".json".count)
    }
    #expect(files.sorted() == Self.samples.map { $0.file[...] }.sorted())
  }

  @Test func bodiesBecomeTextReferencesAndTopics() async throws {
    let (note, rules) = try await one(
      #"""
      "motivation": ["questioning", "tagging"], "creator": [{"name": "A"}, "http://x.example/b"],
      "created": "2015-01-28T12:00:00.5Z", "body": [
        {"type": "TextualBody", "value": "a *b*\n\n1. c: d"},
        {"type": "TextualBody", "value": "*x*", "format": "text/markdown"},
        {"type": "TextualBody", "value": "<p>A <b>bold</b> <a href='https://x.example/?a=1&amp;b'>link</a></p><script>x</script>", "format": "text/html"},
        {"type": "TextualBody", "value": "ocean", "purpose": "tagging"},
        {"type": "TextualBody", "value": "new", "purpose": "tagging"},
        {"type": "SpecificResource", "purpose": "tagging", "source": "https://tides.example/topics/sea.html"},
        "http://x.example/c", {"type": "TextualBody", "value": "Work, p. 3", "purpose": "linking"}]
      """#)
    #expect(rules == ["unknown-tag", "reduced-html"])
    #expect(
      note?.body.markdown
        == "a \\*b\\*\n\n1\\. c: d\n\n*x*\n\nA **bold** [link](<https://x.example/?a=1&b>)\n\nTags: new")
    #expect(note?.references.map(\.markdown) == ["<http://x.example/c>", "Work, p. 3"])
    #expect(note?.topics.map(\.id) == ["sea"])
    #expect(note?.kind == "question")
    #expect(note?.author == "A, http://x.example/b")
    #expect(note?.date?.edtf == "2015-01-28T12:00:00Z")
  }

  @Test func answersHangOnWhatTheyAnswer() async throws {
    let found = try await read(
      """
      [{"type": "Annotation", "id": "urn:r2", "motivation": "replying", "bodyValue": "two", "target": "urn:r1"},
       {"type": "Annotation", "id": "urn:r1", "motivation": "replying", "bodyValue": "one", "target": "urn:n"},
       {"type": "Annotation", "id": "urn:n", "bodyValue": "note", "target": "http://example.com/page1"},
       {"type": "Annotation", "id": "urn:r3", "motivation": "replying", "bodyValue": "x", "target": "urn:gone"},
       {"type": "Annotation", "id": "urn:l1", "motivation": "replying", "bodyValue": "x", "target": "urn:l2"},
       {"type": "Annotation", "id": "urn:l2", "motivation": "replying", "bodyValue": "x", "target": "urn:l1"}]
      """)
    #expect(
      found.notes.map(\.written) == [
        [
          "id n", "kind context", "on talk# [|nothing|]", "body note", "reply 1 r1 - - one",
          "reply 2 r2 - - two",
        ]
      ])
    #expect(
      found.diagnostics.map(\.rule)
        == ["reply-without-note", "unknown-source", "reply-loop", "reply-loop"])
    #expect((found.found, found.taken) == (6, 3))
  }

  @Test func idsThatEndAlikeAreToldApart() async throws {
    func item(_ id: String, _ target: String) -> String {
      #"{"type": "Annotation", "id": "http://x.example/\#(id)/it", "bodyValue": "x", "target": "\#(target)"}"#
    }
    let source = "http://example.com/page1"
    let replies = ["c", "d", "e"].map { item($0, "http://x.example/b/it") }
    let found = try await read(
      "[\([item("a", source), item("b", source)].joined(separator: ",")),\(replies.joined(separator: ",")),\(item("a", source))]"
    )
    #expect(found.notes.map(\.id) == ["it", "it-2"])
    #expect(found.notes[1].replies.map(\.id) == ["it", "it-2", "it-3"])
    #expect(found.diagnostics.map(\.rule) == ["duplicate-id"])
    #expect((found.found, found.taken) == (6, 5))
    #expect(try await found.readBack(in: Self.archive).map(\.written) == found.notes.map(\.written))
  }

  @Test func deepThreadsStayWithinWhatAFileCanHold() async throws {
    var items = [#"{"type": "Annotation", "id": "urn:0", "target": "http://example.com/page1"}"#]
    for number in 1...100 {
      items.append(
        #"{"type": "Annotation", "id": "urn:\#(number)", "motivation": "replying", "bodyValue": "x", "target": "urn:\#(number - 1)"}"#
      )
    }
    let found = try await read("[\(items.joined(separator: ","))]")
    #expect(found.taken == 101)
    #expect(found.diagnostics.map(\.rule) == ["deep-replies"])
    let back = try await found.readBack(in: Self.archive)
    #expect(back.map(\.written) == found.notes.map(\.written))
  }

  @Test func whatMatchesNothingIsSaid() async throws {
    let found = try await read(
      #"""
      {"type": "AnnotationPage", "items": [
        {"type": "Annotation", "id": "urn:a", "target": ["http://example.com/page1/", "http://elsewhere.example/"]},
        {"type": "Annotation", "id": "urn:b", "target": "http://elsewhere.example/"},
        {"type": "Annotation", "id": "urn:c"}, "urn:d", {"type": "Note"}, 5]}
      """#)
    #expect(found.notes.map(\.id) == ["a"])
    #expect(
      found.diagnostics.map { "\($0.position?.line ?? 0) \($0.rule)" } == [
        "2 unknown-source", "3 unknown-source", "4 no-source", "4 no-target", "4 not-an-annotation",
        "4 not-an-annotation", "4 not-an-annotation",
      ])
    #expect(found.diagnostics[0].message.contains("at /items/0/target/1"))
    #expect(found.diagnostics[0].fix == "name its source with --source http://elsewhere.example/=ID")
  }

  /// Which addresses match a source.
  @Test(
    arguments: [
      ("https://tides.example/sources/talk.html", true, nil),
      ("https://tides.example/sources/t%61lk.html#p1", true, "p1"),
      ("../../sources/talk.html", true, nil), ("/sources/talk.html", true, nil),
      ("sources/old.html", true, nil),
      ("../data/text/talk.txt#char=1,2", true, "char=1,2"), ("https://EXAMPLE.com/page1/", false, nil),
      ("http://archive.example/a/b%20c?q=1#x%2Fy", false, "x/y"), ("https://given.example/?a=b", false, nil),
    ] as [(String, Bool, String?)])
  func addressesLeadToTheirSource(iri: String, isOwn: Bool, fragment: String?) async throws {
    var archive = Self.archive
    archive.files["sources/talk.md"] = archive.files["sources/talk.md"]?.replacing(
      "url:", with: "aliases: [old]\narchived_url: https://archive.example/a/b%20c?q=1\nurl:")
    var outline = try await archive.edition().outline()
    outline.given = ["https://given.example/?a=b": "talk"]
    #expect(outline.match(iri) == .init(source: 0, fragment: fragment, isOwn: isOwn))
  }

  @Test(arguments: [
    "", "#p1", "https://tides.example/", "https://tides.example/topics/talk.html",
    "https://other.example/sources/talk.html",
    "http://example.com/page2", "sources/talk", "urn:talk", "talk", "sources/%-0.html", "%",
    "sources/%ZZ.html",
  ])
  func otherAddressesLeadNowhere(iri: String) async throws {
    #expect(try await Self.archive.edition().outline().match(iri) == nil)
  }
}
