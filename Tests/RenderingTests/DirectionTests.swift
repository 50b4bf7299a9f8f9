import Archive
import Foundation
import Testing

@testable import Rendering

/// Words with another direction than the text around them have a `dir` attribute.
@Suite struct DirectionTests {
  @Test(
    arguments: [
      ("", nil), ("Hello", .leftToRight), ("123 – (4)", nil), ("שלום", .rightToLeft), ("سلام", .rightToLeft),
      ("1. שלום", .rightToLeft), ("«سلام» said he", .rightToLeft), ("He said שלום", .leftToRight),
      ("… [sic] ש", .leftToRight), ("ـ مرحبا", .rightToLeft), ("٢٠١٨", nil), ("۱۳۹۷ سال", .rightToLeft),
      ("२०१८", .leftToRight), ("١٢ years", .leftToRight), ("中文", .leftToRight), ("éa", .leftToRight),
      ("\u{200F}Hello", .rightToLeft), ("\u{200E}שלום", .leftToRight), ("\u{061C}1", .rightToLeft),
      ("\u{2067}שלום\u{2069} Hello", .leftToRight), ("\u{2068}Hi\u{2069} שלום", .rightToLeft),
      ("\u{2066}Hi", nil), ("ܫܠܡܐ", .rightToLeft), ("ދިވެހި", .rightToLeft), ("ߒߞߏ", .rightToLeft),
      ("𞤀𞤣𞤤𞤢𞤥", .rightToLeft), ("\u{5B0}\u{301} a", .leftToRight), ("، ؟", .rightToLeft),
      ("، a", .leftToRight),
      ("\u{FEFF}ﻋﻠﻲ", .rightToLeft), ("ﬀ", .leftToRight), ("🎙️ שלום", .rightToLeft), ("€ 5", nil),
      ("ʹא", .rightToLeft),
    ] as [(String, Direction?)])
  func isThatOfTheFirstStrongCharacter(text: String, expected: Direction?) {
    var text = text
    #expect(text.withUTF8 { Direction(firstStrong: $0) } == expected)
  }

  @Test func walksOverBytesThatAreNoText() {
    for bytes: [UInt8] in [[0xFF, 0xD7], [0xE2, 0x80], [0xC3, 0x28], [0xF0, 0x9F, 0x98], [0x80]] {
      #expect(bytes.withUnsafeBufferPointer { Direction(firstStrong: $0) } == nil)
    }
  }

  struct Block: Sendable, CustomTestStringConvertible {
    var body: String
    /// `name=direction` of the elements in the record that have a direction.
    var expected: [String]
    var testDescription: String { body }

    init(_ body: String, _ expected: [String]) {
      self.body = body
      self.expected = expected
    }
  }

  @Test(arguments: [
    Block("Hello שלום.", []),
    Block("שלום, world.", ["p=rtl"]),
    Block("(2018) – السلام عليكم", ["p=rtl"]),
    Block("*«سلام»*, said he", ["p=rtl"]),
    Block("## פרק\n\nText", ["h2=rtl"]),
    Block("## Part\n\nText", []),
    Block("- שלום\n- עולם", ["ul=rtl"]),
    Block("- Hello\n- שלום", ["li=rtl"]),
    Block("- שלום\n- Hello", ["ul=rtl", "li=ltr"]),
    Block("1. שלום\n2. 2018\n3. Hello", ["ul=rtl", "li=ltr"]),
    Block("- Hello\n  - שלום\n  - עולם", ["ul=rtl"]),
    Block("> שלום\n>\n> Hello", ["blockquote=rtl", "p=ltr"]),
    Block("> Hello\n>\n> שלום", ["p=rtl"]),
    Block("> (צחוק)", ["p=rtl"]),
    Block("| שם | גיל |\n|---|---|\n| דוד | 5 |", ["div=rtl"]),
    Block("| Name | שם |\n|---|---|\n| David | דוד |", ["th=rtl", "td=rtl"]),
    Block("| שם | Name |\n|---|---|\n| דוד | 5 |", ["th=rtl", "td=rtl"]),
    Block("```\nשלום\n```", ["pre=rtl"]),
    Block("Hello[^1].\n\n[^1]: הערה", ["p=rtl"]),
    Block("دولت گفت\\\nHello", ["p=rtl"]),
    Block("۱۳۹۷", []),
  ]) func `Blocks against an English source have their direction`(_ block: Block) async throws {
    #expect(try await directions("", block.body) == block.expected)
  }

  @Test(arguments: [
    Block("שלום, world.", []),
    Block("Hello שלום.", ["p=ltr"]),
    Block("## Part\n\nטקסט", ["h2=ltr"]),
    Block("- Hello\n- שלום", ["ul=ltr", "li=rtl"]),
    Block("- שלום\n- Hello", ["li=ltr"]),
    Block("> Hello", ["blockquote=ltr"]),
    Block("> (applause)", ["p=ltr"]),
    Block("| Name | Age |\n|---|---|\n| דוד | 5 |", ["div=ltr", "td=rtl"]),
    Block("שלום[^1].\n\n[^1]: A note", ["p=ltr"]),
    Block("2018", []),
  ]) func `And in a Hebrew one the other way round`(_ block: Block) async throws {
    #expect(try await directions("language: he\n", block.body) == block.expected)
  }

  private func directions(_ front: String, _ body: String) async throws -> [String] {
    let site = try await Fixture(["sources/s.md": source(front, body)])
    let page = site["sources/s.html"]
    #expect(page.faults == [])
    let tags = page.tags.drop { $0.attributes["class"] != "record" }.dropFirst()
    return tags.filter { $0.name != "a" }.compactMap { tag in
      tag.attributes["dir"].map { "\(tag.name)=\($0)" }
    }
  }

  @Test func `Titles, names, notes and excerpts have theirs`() async throws {
    let site = try await Fixture([
      "sources/s.md":
        "---\ntitle: ראיון\ndate: 2018\nspeakers: {דוד: david}\n---\n## פרק\n\nדוד: שלום עולם.\n\n## Two\n\nSee [x](source:s#p1).\n",
      "speakers/david.md": card("name", "דוד כהן", "aliases: [\"דודי\", \"Dave\"]\n", "הוא נולד."),
      "topics/t.md": card("label", "שלום", "", "- אחת\n- two"),
      "annotations/s.yaml":
        "- {id: a, on: s, quote: 'שלום עולם', body: 'הערה: x', topics: [t]}\n- {id: b, on: s, quote: 'איננו', body: y}\n",
    ])
    let record = site.text("sources/s.html")
    for part in [
      "<h1 dir=\"rtl\">ראיון</h1>",
      "<a class=\"speaker\" href=\"../speakers/david.html\" dir=\"rtl\">דוד כהן</a>",
      "<p dir=\"rtl\">הערה: x</p>", "“<bdi dir=\"rtl\">איננו</bdi>”; not found in the text",
      "<a href=\"#פרק\" dir=\"rtl\">פרק</a>",
    ] {
      #expect(record.contains(part), "\(part)")
    }
    #expect(site.text("sources/index.html").contains("<a href=\"../sources/s.html\" dir=\"rtl\">ראיון</a>"))
    #expect(
      site.text("timeline.html").contains("<a class=\"title\" href=\"sources/s.html\" dir=\"rtl\">ראיון</a>"))
    #expect(
      site.text("topics/t.html").contains("<ul dir=\"rtl\"><li>אחת</li>\n<li dir=\"ltr\">two</li></ul>"))
    let speaker = site.text("speakers/david.html")
    #expect(speaker.contains("<bdi dir=\"rtl\">דודי</bdi>; Dave"))
    #expect(speaker.contains("<p dir=\"rtl\">הוא נולד.</p>"))
    #expect(speaker.contains("<span class=\"words-excerpt\" dir=\"rtl\">שלום עולם.</span>"))
    #expect(site.text("annotations.html").contains("<q class=\"note-quote\" dir=\"rtl\">שלום עולם</q>"))
  }

  @Test func `In an archive in Hebrew English has its direction`() async throws {
    let site = try await Fixture([
      "archive.yaml": "title: ארכיון\nlanguage: he\n", "sources/s.md": "---\ntitle: What now?\n---\nשלום.\n",
    ])
    #expect(
      site.text("sources/index.html").contains("<a href=\"../sources/s.html\" dir=\"ltr\">What now?</a>"))
    #expect(site.text("sources/s.html").contains("<h1 dir=\"ltr\">What now?</h1>"))
  }

  @Test func `A page without such words has no more bytes than before`() async throws {
    let site = try await Fixture([
      "sources/s.md": source("", "## One\n\nA – b.\n\n- c\n\n| d | e |\n|---|---|\n| f | g |")
    ])
    let directions = site.text("sources/s.html").components(separatedBy: "dir=").count - 1
    #expect(directions == 1)
  }
}
