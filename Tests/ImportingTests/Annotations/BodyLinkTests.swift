import Anchoring
import Archive
import Foundation
import Linking
import Testing

@testable import Importing

/// An imported body, the body that is written, and the number of links that became text.
struct BodyCase: Sendable, CustomTestStringConvertible {
  var body: String
  var written: String
  var removed: Int

  init(_ body: String, _ written: String, _ removed: Int = 1) {
    (self.body, self.written, self.removed) = (body, written, removed)
  }

  var testDescription: String { body }
}

/// No link of an imported note prevents publication, and none of its words are lost.
@Suite struct BodyLinkTests {
  static let archive = NoteArchive(files: [
    "archive.yaml": "title: Tides\n",
    "sources/talk.md":
      "---\ntitle: Talk\nspeakers: {Ann: ann}\ntopics: [sea]\naliases: [old]\n---\n\n## Dawn\n\nAnn: The lamp was old.\n",
    "topics/sea.md": "---\nlabel: The sea\n---\n", "pages/about.md": "---\ntitle: About\n---\n\nWords.\n",
    "media/lamp.png": "x",
  ])

  private func check(_ row: BodyCase, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    var outline = try await Self.archive.edition().outline()
    outline.fallback = "talk"
    let body = String(decoding: try JSONEncoder().encode(row.body), as: UTF8.self)
    let found = AnnotationImporter.read(
      Array(
        #"""
        [{"id": "a", "user": "acct:ann@x.example", "uri": "http://x.example/", "text": \#(body)},
         {"id": "b", "user": "acct:ann@x.example", "uri": "http://x.example/", "text": \#(body), "references": ["a"]}]
        """#.utf8), name: "a.json", into: outline)
    let note = try #require(found.notes.first)
    #expect(note.body.markdown == row.written, sourceLocation: sourceLocation)
    #expect(note.replies.first?.body.markdown == row.written, sourceLocation: sourceLocation)
    #expect(
      found.diagnostics.count { $0.rule == "dead-link" } == row.removed * 2, sourceLocation: sourceLocation)
    #expect(found.diagnostics.allSatisfy { $0.rule == "dead-link" && $0.severity == .warning })
    #expect(try await faults(of: found) == [], sourceLocation: sourceLocation)
  }

  /// The errors of a build that has the notes.
  private func faults(of notes: ImportedNotes) async throws -> [String] {
    var archive = Self.archive
    archive.files["annotations/imported.yaml"] = notes.file
    let (read, said) = try await archive.read()
    let linked = Linker.link(anchor(read, ledgers: [:]))
    return (said + linked.diagnostics).filter { $0.severity == .error }.map { "\($0.rule): \($0.message)" }
  }

  @Test(arguments: [
    BodyCase("See [x](tel:123).", "See x (tel:123)."),
    BodyCase("[x](doi:10.1000/182)", "x (doi:10.1000/182)"),
    BodyCase("[*x*](javascript:alert(1))", "*x* (javascript:alert(1))"),
    BodyCase("[x](TEL:1)", "x (TEL:1)"), BodyCase("[x](<urn:a b>)", "x (urn:a b)"),
    BodyCase("[x](data:text/html,y \"A title\")", "x (data:text/html,y, A title)"),
    BodyCase("[tel:1](tel:1)", "tel:1"), BodyCase("[](tel:1)", "(tel:1)"),
    BodyCase("[x](te&#108;:1)", "x (te\\&#108;:1)"), BodyCase("[a [b] c](tel:1)", "a [b] c (tel:1)"),
    BodyCase("[x](\n tel:1)", "x (tel:1)"), BodyCase("a\n[# x](tel:1)", "a\n\\[# x\\] (tel:1)"),
    BodyCase("[1. x](tel:1)", "\\[1. x\\] (tel:1)"),
    BodyCase("> - [x](ftp://a/b_c_)", "> - x (ftp://a/b_c\\_)"),
    BodyCase("<tel:123> and <https://x.example>", "tel:123 and <https://x.example>"),
    BodyCase("[x](tel:1) [y](sms:2)", "x (tel:1) y (sms:2)", 2),
  ]) func schemesThatNoSiteHas(row: BodyCase) async throws { try await check(row) }

  @Test(arguments: [
    BodyCase("[x](topic:none)", "x (topic:none)"), BodyCase("[x](source:none#p1)", "x (source:none#p1)"),
    BodyCase("[x](source:talk#p9)", "x (source:talk#p9)"),
    BodyCase("[x](source:talk#dusk)", "x (source:talk#dusk)"),
    BodyCase("[x](source:old#p1)", "x (source:old#p1)"), BodyCase("[x](speaker:bo)", "x (speaker:bo)"),
    BodyCase("[x](event:none)", "x (event:none)"), BodyCase("[x](place:none)", "x (place:none)"),
    BodyCase("[x](organization:none)", "x (organization:none)"), BodyCase("[x](note:none)", "x (note:none)"),
    BodyCase("[x](page:none)", "x (page:none)"), BodyCase("<topic:none>", "topic:none"),
    BodyCase("[x](note:b)", "x (note:b)"), BodyCase("[x](Topic:sea%20x)", "x (Topic:sea%20x)"),
  ]) func whatIsNotInTheArchive(row: BodyCase) async throws { try await check(row) }

  @Test(arguments: [
    BodyCase("![Lamp](media/none.png)", "Lamp (media/none.png)"),
    BodyCase("![](media/none.png)", "(media/none.png)"),
    BodyCase("a![b](none.png)", "a b (none.png)"),
    BodyCase("[x](media/../archive.yaml)", "x (media/../archive.yaml)"),
    BodyCase("[x](other.html)", "x (other.html)"), BodyCase("[x](/y?z=1)", "x (/y?z=1)"),
    BodyCase("[x](#y)", "x (#y)"),
    BodyCase("[![Lamp](none.png)](tel:1)", "Lamp (none.png) (tel:1)", 2), BodyCase("[x]()", "x"),
    BodyCase("![x](tel:1)", "x (tel:1)"),
  ]) func filesThatAreMissing(row: BodyCase) async throws { try await check(row) }

  @Test(arguments: [
    BodyCase("[x][1] and [x]\n\n[1]: tel:1", "[x][1] and [x]\n\n\\[1]: tel:1"),
    BodyCase("[x]\n\n[x]: topic:none", "[x]\n\n\\[x]: topic:none"),
    BodyCase("[x]\n\n[x]:\n  <tel:1>", "[x]\n\n\\[x]:\n  tel:1", 2),
    BodyCase("> [x]: tel:1\n\n[x]", "> \\[x]: tel:1\n\n[x]"),
    BodyCase("- [x]: tel:1\n\n[x]", "- \\[x]: tel:1\n\n[x]"), BodyCase("[crying]: no.", "\\[crying]: no."),
    BodyCase("![x]\n\n[x]: media/none.png", "![x]\n\n\\[x]: media/none.png"),
  ]) func definitions(row: BodyCase) async throws { try await check(row) }

  @Test(arguments: [
    "[x](https://x.example/a_(b)) [y](http://y.example) [m](mailto:a@b.example)",
    "[x](topic:sea) [y](source:talk)",
    "[x](source:talk#dawn) [y](source:talk#p1) [z](source:old)",
    "[x](speaker:ann) [y](page:about) [z](note:a)",
    "![Lamp](media/lamp.png) [x](media/lamp%2Epng#t=1)", "`[x](tel:1)` and ``a ` [x](tel:1)``",
    "```\n[x](tel:1)\n[y]: topic:none\n```", "~~~~\n<tel:1>\n~~~\n[x](tel:1)\n~~~~", "\\[x](tel:1)",
    "[x] (tel:1)",
    "tel:123 topic:none a < b [sic]", "[x]\n\n[x]: https://x.example", "a <b@c.example>",
  ]) func linksThatStay(body: String) async throws { try await check(BodyCase(body, body, 0)) }

  /// Text that may not be code is searched for links too, so that no link is missed.
  @Test(arguments: [
    BodyCase("a ` b\n` [x](tel:1) `", "a ` b\n` x (tel:1) `"),
    BodyCase("- a ` b\n- [x](tel:1) ` c", "- a ` b\n- x (tel:1) ` c"),
    BodyCase("> ```\n\n[x](tel:1)", "> ```\n\nx (tel:1)"),
    BodyCase("<div>\n```\n\n[x](tel:1)", "<div>\n```\n\nx (tel:1)"),
    BodyCase("`[x`](tel:1) [y](tel:2)", "`[x`](tel:1) y (tel:2)"),
    BodyCase("\\`[x](tel:1)`", "\\`x (tel:1)`"),
    BodyCase("    [x](tel:1)", "    x (tel:1)"), BodyCase("a\n\n[x](tel:1)\n\n` b", "a\n\nx (tel:1)\n\n` b"),
    BodyCase("\\\\[x](tel:1)", "\\\\x (tel:1)"), BodyCase("[a [x](tel:1)", "[a x (tel:1)"),
  ]) func codeAndEscapes(row: BodyCase) async throws { try await check(row) }

  /// Text that looks like an attribute list stays words.
  @Test(arguments: [
    BodyCase("a {: .x }", "a {: .x } {: }", 0),
    BodyCase("a\n{: topics=\"none\" }\n\nb", "a\n`{: topics=\"none\" }`\n\nb", 0),
    BodyCase("## a {: #p1 }\nb", "## a {: #p1 } {: }\nb", 0), BodyCase("a {: ??? }", "a {: ??? } {: }", 0),
    BodyCase("{: }", "`{: }`", 0),
  ]) func attributeLists(row: BodyCase) async throws { try await check(row) }

  /// A body is read before it is written. If that fails for a reason that no rule covers, its words are kept as plain
  /// text, and this is reported.
  @Test(arguments: [
    "a {: x=y }\n- b", "a {: x=y }\n***", "a {: x=y }\n> b", "a {*:* x=y }", "a &#123;: x=y }",
    "a {&#58; x=y }",
    "a **{**: x=y }", "a {\\: x=y }", "a {: x=y }\n1. b", "a {: x=y }\n```\nb\n```",
  ]) func bodiesThatNoBuildReads(body: String) async throws {
    var outline = try await Self.archive.edition().outline()
    outline.fallback = "talk"
    let text = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
    let found = AnnotationImporter.read(
      Array(#"[{"id": "a", "user": "acct:a@x", "uri": "http://x.example/", "text": \#(text)}]"#.utf8),
      name: "a.json", into: outline)
    #expect(try await faults(of: found) == [])
    #expect(found.diagnostics.map(\.rule) == ["plain-body"])
    #expect(found.notes.first?.body.markdown.contains("x=y") == true)
  }

  /// Links and images of HTML, which is converted to Markdown first.
  @Test(arguments: [
    ("Call <a href='tel:123'>me</a>.", "Call me (tel:123)."),
    ("<a href='topic:none'>x</a>", "x (topic:none)"),
    ("<a href='/y'>x</a>", "x (/y)"), ("<a href='topic:sea'>x</a>", "[x](<topic:sea>)"),
    ("<a href='https://x.example'>x</a>", "[x](<https://x.example>)"),
    ("<a href='urn:a b'>x</a>", "x (urn:a b)"),
    ("<img src='a.png' alt='Lamp'>", "Lamp"), ("<a>x</a> <a href>y</a>", "x y"),
  ]) func linksOfHTML(html: String, written: String) async throws {
    var outline = try await Self.archive.edition().outline()
    outline.fallback = "talk"
    let found = AnnotationImporter.read(
      Array(
        #"{"type": "Annotation", "id": "urn:a", "target": "u", "body": {"type": "TextualBody", "format": "text/html", "value": "\#(html)"}}"#
          .utf8), name: "a.json", into: outline)
    #expect(found.notes.first?.body.markdown == written)
    #expect(found.diagnostics.contains { $0.rule == "dead-link" } == (written.contains(" (")))
    #expect(try await faults(of: found) == [])
  }
}
