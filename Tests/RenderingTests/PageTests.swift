import Archive
import Testing

@testable import Rendering

@Suite struct PageTests {
  @Test(arguments: [
    ("2018-07-16", "16 July 2018"), ("2018-07", "July 2018"), ("2018", "2018"), ("1963~", "about 1963"),
    ("1984?", "1984 (?)"), ("1984%", "about 1984 (?)"), ("1939/1945", "1939–1945"),
    ("2018-07-16/2018-07-18", "16–18 July 2018"), ("2018-06-14/2018-07-15", "14 June – 15 July 2018"),
    ("../1945", "until 1945"),
    ("1945/..", "since 1945"),
    ("1945/", "from 1945 to an unknown date"),
    ("/1945", "from an unknown date to 1945"),
    ("193X", "the 1930s"),
    ("2018-21", "spring 2018"),
    ("2018-07-16T17:30+03:00", "16 July 2018, 17:30 (UTC+03:00)"),
    ("2018-07-16T17:30Z", "16 July 2018, 17:30 UTC"),
    ("-0043", "44 BC"), ("1939~/1945", "about 1939 – 1945"),
  ]) func `Dates are worded as people read them`(_ edtf: String, _ words: String) throws {
    #expect(Wording().date(try #require(UncertainDate(edtf))) == words)
  }

  @Test func `Numbers and shares are grouped and rounded`() {
    let wording = Wording()
    #expect(
      [0, 999, 1000, 1_234_567].map(wording.grouped) == [
        "0", "999", "1\u{202F}000", "1\u{202F}234\u{202F}567",
      ])
    #expect(
      wording.share(1, of: 0) == "0 %" && wording.share(1, of: 3) == "33 %"
        && wording.share(1, of: 30) == "3.3 %")
  }

  @Test func `Every page of an archive with nothing in it is whole and says so`() async throws {
    let it = try await Fixture(["sources/s.md": source("", "")], templates: try Fixture.shipped())
    for (path, page) in it.pages { #expect(page.faults == [], "\(path)") }
    for path in ["speakers", "topics", "events", "places", "organizations"] {
      #expect(it["\(path)/index.html"].all("p", "empty").count == 1, "\(path)")
    }
    for path in ["timeline.html", "annotations.html", "sources/s.html"] {
      #expect(it[path].all("p", "empty").count == 1, "\(path)")
    }
    expectWhole(it)
  }

  @Test func `Entries without a passage say so`() async throws {
    let it = try await Fixture([
      "sources/s.md": source("", "x"), "topics/t.md": card("label", "T"), "speakers/a.md": card("name", "A"),
      "events/e.md": card("title", "E"), "places/p.md": card("name", "P"),
      "organizations/o.md": card("name", "O"),
    ])
    for path in ["topics/t", "speakers/a", "events/e", "places/p", "organizations/o"] {
      #expect(it["\(path).html"].all("p", "empty").count == 1, "\(path)")
    }
  }

  @Test func `More passages than fit on a page go on to the next, each once`() async throws {
    let body = (0..<2_300).map { "w\($0)\n{: topics=\"t\" places=\"p\" speaker=\"a\" }" }.joined(
      separator: "\n\n")
    let it = try await Fixture([
      "sources/s.md": source("", body), "topics/t.md": card("label", "T"), "speakers/a.md": card("name", "A"),
      "places/p.md": card("name", "P"),
    ])
    for path in ["topics/t", "speakers/a", "places/p"] {
      let pages = ["\(path).html", "\(path)~2.html", "\(path)~3.html"].map { it[$0] }
      let counts = pages.map { page in page.all("li").count { $0.attributes["data-passage"] != nil } }
      #expect(counts == [1000, 1000, 300], "\(path)")
      for page in pages { #expect(page.faults == [] && page.all("nav", "paging").count == 1) }
    }
    expectWhole(it)
  }

  @Test func `Ids of any script have pages that links reach in percent encoding`() async throws {
    let it = try await Fixture([
      "sources/журнал.md": source(
        "topics: [cafe\u{301}]\nspeakers: {A: 日本}\n", "A: x [y](topic:cafe\u{301})\n{: #ünï topics=\"café\" }"
      ),
      "sources/b.md": source("", "[x](source:журнал#ünï)"), "topics/café.md": card("label", "Café"),
      "speakers/日本.md": card("name", "N"),
      "annotations/n.yaml": "- {id: заметка, on: журнал, quote: x y, body: z}",
    ])
    #expect(it.diagnostics.map(\.message) == [])
    #expect(it.pages["topics/café.html"] != nil)
    expectWhole(it)
  }

  @Test func `The index has every letter once, whatever signs headings begin with`() async throws {
    let labels = [
      "\"'Alpha'\"", "alpine", "“Beta”", "Ärger", "1990s", "½ truth", "!!!", "beta", "(Gamma)", "arms",
    ]
    var files = ["sources/s.md": source("", "x")]
    for (index, label) in labels.enumerated() {
      files["topics/t\(index).md"] = card(
        "label", label.hasPrefix("\"") ? label : "'\(label)'", "aliases: ['“Alias']\n")
    }
    let it = try await Fixture(files)
    #expect(it["topics/index.html"].faults == [])
    #expect(
      it["topics/index.html"].all("h2", "letter").compactMap { $0.attributes["id"] }
        == ["letter-sign", "letter-A", "letter-B", "letter-G", "letter-Ä"])
    expectWhole(it)
  }

  @Test func `Pages do not depend on the number of tasks`() async throws {
    var files: [String: String] = [:]
    for index in 0..<30 {
      files["sources/s\(index).md"] = source(
        "date: \(1990 + index % 7)\nspeakers: {A: a\(index % 5), B: b}\ntopics: [t\(index % 4)]\n",
        "A: one [x](source:s\((index * 7) % 30)) two\n{: topics=\"t\(index % 3)\" }\n\nB: three four")
      files["annotations/n\(index).yaml"] =
        "- {id: n\(index), on: s\(index), quote: two, body: 'x [y](topic:t1)'}"
    }
    let one = try await Fixture(files, workers: 1)
    let four = try await Fixture(files, workers: 4)
    #expect(one.texts == four.texts)
    #expect(one.diagnostics == four.diagnostics)
    #expect(one.texts.count > 50)
  }
}
