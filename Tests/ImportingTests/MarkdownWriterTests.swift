import Archive
import Reading
import Testing

@testable import Importing

@Suite struct MarkdownWriterTests {
  /// Words with a meaning in Markdown, labels or attribute lists are read back unchanged.
  @Test(arguments: [
    "# no heading", "> no quotation", "- no list", "+ no list", "* no list", "1. no list", "12) no list",
    "---", "***",
    "~~~", "```", "[x]: http://example.org", "[a](b)", "![a](b)", "[laughter] yes", "[^1] note", "a * b * c",
    "_a_ b_c_d",
    "<b>bold</b>", "<http://x.org>", "&amp; &copy; & so", "a\\b \\* \\", "{: .x }", "words {: topics=\"a\" }",
    "Somebody Else: says", "THE END: of it", "Q: said within", "Q", "Q (aside): x", "Q 12:30", "00:12:03",
    "(aside) yes",
    "[00:12:03] yes", ": colon", "| a | b |", "a | b", "===", "http://example.org/a_b_c", "“Quoted” – ‘so’",
    "日本語：話",
    "> 00:00:03,500 GUEST: x", "--> 00:05.000 MODERATOR: x", "[00:01] GUEST: x", "00:01 - 00:05 GUEST (y): x",
    "a  b\tc", "2018\\. x", "`code`", "***bold***", "\\", "!", "![", "]( ", "{::comment}",
  ])
  func wordsComeBackAsTheyWere(text: String) async throws {
    for labelled in [true, false] {
      var draft = ImportedDocument(path: "a.txt")
      draft.turns = [.init(label: "Q", line: 1, paragraphs: labelled ? [] : [.init(text: "first")])]
      draft.turns[0].paragraphs.append(.init(text: text))
      draft.turns.append(.init(label: "Mr. Roe", time: 3725, line: 2, paragraphs: [.init(text: text)]))
      let (archive, diagnostics) = try await readBack([draft.finish(ImportMetadata())])
      #expect(diagnostics.filter { $0.path.hasPrefix("sources") } == [])
      let source = try #require(archive.sources.first)
      #expect(source.allWords == squeeze((labelled ? "" : "first ") + text + " " + text))
      #expect(collapsed(source.record.turns.map { source.speakers[Int($0.speaker)].id }) == ["q", "mr-roe"])
      #expect(source.record.turns.last?.time == 3725)
      #expect(source.record.passages.allSatisfy { $0.kind == .paragraph })
    }
  }

  @Test func keepsTopicsManners() async throws {
    var draft = ImportedDocument(path: "a.csv")
    let paragraph = ImportedDocument.Paragraph(text: "ends {: so }", topics: ["arms-control", "syria"])
    draft.turns = [.init(label: "Q", manner: "off *mike*", time: 59, line: 1, paragraphs: [paragraph])]
    let (archive, _) = try await readBack([draft.finish(ImportMetadata())])
    let source = try #require(archive.sources.first)
    #expect(source.allWords == "ends {: so }")
    #expect(source.record.turns.first?.manner == "off *mike*")
    #expect(source.record.attributes.first?.topics.map(\.id) == ["arms-control", "syria"])
  }

  @Test func givesEachSpeakerAnIdOfHisOwn() {
    let speakers = SpeakerIDs.assign(
      ["C", "C++", "MR. ROE", "Mr. Roe", "C", "???", "con", "!!!"], known: ["C++": "cpp"])
    #expect(speakers.map(\.id) == ["c", "cpp", "mr-roe", "mr-roe", "speaker", "speaker-con", "speaker-2"])
    #expect(SpeakerIDs.assign(["C", "C++"], known: [:]).map(\.id) == ["c", "c-2"])
  }

  @Test(arguments: [
    "yes", "a: b", "\"x\" \\ y", "- a", "#", "", " a ", "line\nfeed", "\u{A0}x", "~", "1999", "日本",
  ])
  func frontMatterKeepsAnyTitle(title: String) async throws {
    var metadata = ImportMetadata()
    metadata.title = "t" + title
    metadata.author = title.isEmpty ? nil : title
    let source = Importer.read(Array("Q. a".utf8), name: "a.txt", format: .transcript, metadata: metadata)
    let (archive, _) = try await readBack([source])
    #expect(archive.sources.first?.title == "t" + title)
    #expect(archive.sources.first?.provenance.author == metadata.author)
  }

  @Test(arguments: [
    ("a.txt", "a"), ("x/con.vtt", "source-con"), ("Ünïcode name.srt", "ünïcode-name"),
    ("../..txt", "source-"),
  ])
  func idsAreSafe(name: String, id: String) {
    let source = Importer.read([], name: name, format: .transcript)
    #expect(source.id == id || Identifier.problem(source.id) == nil)
    #expect(Identifier.problem(source.id) == nil, "\(source.id)")
  }
}
