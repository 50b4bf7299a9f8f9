import Archive
import Linking
import Testing

@Suite struct LinkerTests {
  @Test func `Topics stand in a tree, and related ones are seen from both sides`() async throws {
    let it = try await Fixture([
      "sources/a.md": source(
        "", "x\n{: topics=\"sub\" }\n\ny\n{: topics=\"sub subsub\" }\n\nz\n{: topics=\"top\" }"),
      "topics/top.md": card("label", "Top"),
      "topics/sub.md": card("label", "Sub", "broader: top\nrelated: [other]\n"),
      "topics/subsub.md": card("label", "Z", "broader: sub\n"),
      "topics/subb.md": card("label", "a", "broader: sub\n"),
      "topics/other.md": card("label", "Other", "related: [sub, other]\n"),
    ])
    #expect(it.all == [])
    #expect(it.topics(it.topic("top").narrower) == ["sub"])
    #expect(it.topics(it.topic("sub").narrower) == ["subb", "subsub"])
    #expect(it.topics(it.topic("other").related) == ["sub"])
    #expect(it.topics(it.topic("sub").related) == ["other"])
    let top = it.edition.topics.number(of: "top") ?? -1
    #expect(it.places(it.edition.passagesBelow(top)) == ["a#p1", "a#p2", "a#p3"])
    #expect(it.edition.mainTopic(of: it.edition.topics.number(of: "subsub") ?? -1) == top)
  }

  @Test func `A heading above itself is reported and set free`() async throws {
    let it = try await Fixture([
      "sources/a.md": source("", "x"), "topics/a.md": card("label", "A", "broader: b\n"),
      "topics/b.md": card("label", "B", "broader: c\n"), "topics/c.md": card("label", "C", "broader: a\n"),
      "topics/d.md": card("label", "D", "broader: d\n"),
    ])
    #expect(it.all == ["topics/c.md:3:10 topic-loop", "topics/d.md:3:10 topic-loop"])
    #expect(it.topic("c").broader == -1 && it.topic("d").broader == -1)
    #expect(it.topics(it.topic("c").narrower) == ["b"])
  }

  @Test func `Events and places that are part of themselves are reported once`() async throws {
    let it = try await Fixture([
      "sources/a.md": source("", "x"),
      "events/a.md": card("title", "A", "date: 2018\npart_of: b\n"),
      "events/b.md": card("title", "B", "date: 2018\npart_of: a\n"),
      "events/c.md": card("title", "C", "date: 2018\npart_of: a\n"),
      "places/d.md": card("name", "D", "part_of: d\n"), "places/e.md": card("name", "E", "part_of: f\n"),
      "places/f.md": card("name", "F"),
    ])
    #expect(it.all == ["events/b.md:4:10 event-loop", "places/d.md:3:10 place-loop"])
  }

  @Test func `Sources stand in order of date, those without one last`() async throws {
    let dates = [
      "a": "2018", "b": "1984?", "c": "../1950", "d": "2018-07-16", "f": "194X", "g": "2018-01-01",
    ]
    var files = ["sources/e.md": source("", "x"), "sources/0.md": source("", "x")]
    for (id, date) in dates { files["sources/\(id).md"] = source("date: \(date)\n", "x\n{: topics=\"t\" }") }
    files["topics/t.md"] = card("label", "T")
    let it = try await Fixture(files)
    #expect(it.all == [])
    #expect(it.sources(it.edition.chronology) == ["c", "f", "b", "g", "a", "d", "0", "e"])
    #expect(it.places(it.topic("t").passages) == ["c#p1", "f#p1", "b#p1", "g#p1", "a#p1", "d#p1"])
    let links = it.edition.links
    #expect(
      it.sources(it.edition.chronology.compactMap { links[Int($0)].next < 0 ? nil : links[Int($0)].next })
        == ["f", "b", "g", "a", "d", "0", "e"])
    #expect(links.count { $0.previous < 0 } == 1)
  }

  @Test func `Voices count turns, words and whom they answer; reported words are listed, not counted`()
    async throws
  {
    let it = try await Fixture([
      "sources/a.md": source(
        "speakers: {A: ann, B: bob}\n",
        "A: one two\n\nthree\n\n> (laughs)\n\nB: four\n\nA: five\n\nB: six\n\n---\n\nShe said seven eight.\n{: speaker=\"ann\" }"
      ),
      "speakers/ann.md": card("name", "Ann"), "speakers/bob.md": card("name", "Bob"),
    ])
    #expect(it.all == [])
    #expect(it.voice("ann").words == 4 && it.voice("ann").turns == 2)
    #expect(it.places(it.voice("ann").passages) == ["a#p1", "a#p2", "a#p5", "a#p7"])
    #expect(it.voice("ann").answers.map(\.count) == [1])
    #expect(it.voice("bob").answers.map(\.count) == [2])
    #expect(it.voice("bob").words == 2)
    #expect(it.edition.links[0].words == 11)
    let speakers = it.edition.links[0].speakers.map { $0 < 0 ? "-" : it.edition.speakers[$0].id }
    #expect(speakers == ["ann", "ann", "-", "bob", "ann", "bob", "ann"])
  }

  @Test func `An id without a file is one warning at its first place, with the nearest one`() async throws {
    let it = try await Fixture([
      "sources/a.md": source(
        "topics: [syriaa, syriaa]\nevent: e\n", "x\n{: topics=\"syriaa\" places=\"p\" speaker=q }"),
      "sources/b.md": source(
        "topics: [syriaa]\nspeakers: {V: vlad, Mary Ann: mary-ann}\n", "V: x\n\nMary Ann: y"),
      "topics/syria.md": card("label", "Syria"),
    ])
    #expect(
      it.all == [
        "sources/a.md:3:10 unknown-id", "sources/a.md:4:8 unknown-id", "sources/a.md:7:28 unknown-id",
        "sources/a.md:7:39 unknown-id", "sources/b.md:4:15 unknown-id",
      ])
    #expect(it.diagnostics[0].fix == "write 'syria', or add topics/syriaa.md")
    #expect(it.topic("syriaa").passages.count == 1 && it.topic("syriaa").sources.count == 2)
    #expect(it.edition.speakers.number(of: "mary-ann").map { it.edition.speakers[$0].label } == "Mary Ann")
  }

  @Test func `Ids that cannot be ids, and those that differ only in capitals, are errors and make no entry`()
    async throws
  {
    let it = try await Fixture([
      "sources/a.md": source("topics: [../../etc/passwd, Syria, \"a b\", SYRIA2, syria2]\n", "x"),
      "topics/syria.md": card("label", "Syria"),
    ])
    #expect(
      it.all == [
        "sources/a.md:3:10 bad-id", "sources/a.md:3:28 duplicate-id", "sources/a.md:3:35 bad-id",
        "sources/a.md:3:42 unknown-id", "sources/a.md:3:50 duplicate-id",
      ])
    #expect(it.edition.topics.entries.map(\.id) == ["SYRIA2", "syria"])
  }

  @Test(arguments: Reference.Scheme.allCases)
  func `A dead reference of each scheme is an error at its place in every kind of file`(
    _ scheme: Reference.Scheme
  ) async throws {
    let link = "ü [x](\(scheme.rawValue):nope)"
    let it = try await Fixture([
      "sources/a.md": source("", "## \(link)\n\n\(link)"), "sources/only-heading.md": source("", "# \(link)"),
      "topics/t.md": card("label", "T", "", link), "speakers/s.md": card("name", "S", "", link),
      "events/e.md": card("title", "E", "", link), "places/p.md": card("name", "P", "", link),
      "organizations/o.md": card("name", "O", "", link), "pages/g.md": card("title", "G", "", link),
      "annotations/n.yaml": "- id: n\n  on: a\n  body: |\n    \(link)\n",
    ])
    let rule = "dead-reference"
    let own = scheme == .note ? "note-unknown" : rule
    #expect(
      it.all == [
        "annotations/n.yaml:4:12 \(rule)", "events/e.md:4:8 \(rule)", "organizations/o.md:4:8 \(rule)",
        "pages/g.md:4:8 \(rule)", "places/p.md:4:8 \(rule)", "sources/a.md:4:11 \(own)",
        "sources/a.md:6:8 \(own)",
        "sources/only-heading.md:4:10 \(own)", "speakers/s.md:4:8 \(rule)", "topics/t.md:4:8 \(rule)",
      ])
    #expect(it.diagnostics.allSatisfy { $0.severity == .error })
  }

  @Test func `Links may lead to passages, headings, own anchors and retired ids, and to nothing else`()
    async throws
  {
    let target = source(
      "", "## Part One\n\nfirst words of the text\n\nsecond words quite other\n{: #mine }\n\n# p7")
    let before = try await Fixture(["sources/t.md": target + "\n\nthird words that will be gone\n"])
    let good = ["p1", "p2", "part-one", "mine", "section-p7", "p3"]
    let bad = ["p9", "p01", "p+1", "P1", "part", "main"]
    let links = (good + bad).map { "[x](source:t#\($0))" }.joined(separator: "\n")
    let it = try await Fixture(
      ["sources/t.md": target, "sources/u.md": source("", links)], ledgers: before.ledgers)
    #expect(it.all == bad.indices.map { "sources/u.md:\(4 + good.count + $0):5 dead-reference" })
    let t = it.edition.sources.firstIndex { $0.id == "t" } ?? 0
    #expect(it.edition.links[t].mentions.map(\.number) == [1, 2, 0, 2, 0, 0])
  }

  @Test func `Mentions come from passages, headings, notes, entries and pages`() async throws {
    let link = "see [x](topic:t)"
    let it = try await Fixture([
      "sources/a.md": source("", "## H [x](topic:t)\n\n\(link)\n\n> (stage [x](topic:t))"),
      "topics/t.md": card("label", "T"), "speakers/s.md": card("name", "S", "", link),
      "pages/g.md": card("title", "G", "", link), "annotations/n.yaml": "- {id: n, on: a, body: '\(link)'}",
    ])
    #expect(it.all == [])
    var kinds: [String] = []
    for mention in it.topic("t").mentions {
      switch mention.origin {
      case .passage(let ref): kinds.append("passage \(ref.passage)")
      case .annotation: kinds.append("note")
      case .noteAside: kinds.append("beside a note")
      case .entry(let scheme, _): kinds.append(scheme.rawValue)
      case .page: kinds.append("page")
      }
    }
    #expect(kinds == ["passage 0", "passage 1", "passage 0", "note", "page", "speaker"])
  }

  @Test func `Links in references and replies are checked and followed as those in bodies`() async throws {
    let it = try await Fixture([
      "sources/a.md": source("", "alpha"), "topics/t.md": card("label", "T"),
      "annotations/n.yaml": """
      - id: n
        on: a
        body: see [x](topic:t)
        references:
          - ü [x](topic:t), [y](topic:tt)
          - 'it''s [z](source:a#p9)'
        replies:
          - body: |
              see [x](topic:t)

              and [y](source:b)
            replies: [{body: "\\"q\\" [x](topic:t) [y](note:m)"}]
      """,
    ])
    #expect(
      it.all == [
        "annotations/n.yaml:5:28 dead-reference", "annotations/n.yaml:6:18 dead-reference",
        "annotations/n.yaml:11:17 dead-reference", "annotations/n.yaml:12:48 dead-reference",
      ])
    let places = it.topic("t").mentions.map { mention -> String in
      switch mention.origin {
      case .annotation: "body"
      case .noteAside(let note): "beside \(it.edition.annotations[Int(note)].id)"
      case .passage, .entry, .page: "elsewhere"
      }
    }
    #expect(places == ["body", "beside n", "beside n", "beside n"])
  }

  @Test func `Notes are numbered as they stand, the shorter first, and know all their places`() async throws {
    let it = try await Fixture([
      "sources/a.md": source("", "alpha beta gamma delta\n\nepsilon [zeta](note:inline) eta"),
      "sources/b.md": source("", "other gamma text"),
      "annotations/n.yaml": """
      - {id: z-whole, on: a, body: x}
      - {id: long, on: a, quote: beta gamma delta, body: x}
      - {id: short, on: "a#p1", quote: beta, body: x, also: [{on: b, quote: gamma}, {on: a, quote: eta, prefix: "] "}]}
      - {id: passage, on: "a#p2", body: x}
      - {id: inline, body: x}
      """,
    ])
    let names = it.edition.links[0].notes.map { it.edition.annotations[Int($0.annotation)].id }
    #expect(names.prefix(2) == ["short", "long"])
    #expect(Set(names) == ["short", "long", "z-whole", "passage", "inline"])
    let short = it.edition.annotations.firstIndex { $0.id == "short" } ?? 0
    #expect(it.sources(it.edition.notePlaces[short].map(\.source)).prefix(2) == ["a", "b"])
    #expect(it.edition.links[0].noteCount(of: 0) == 2)
    let whole = it.edition.links[0].notes.first { it.edition.annotations[Int($0.annotation)].id == "z-whole" }
    #expect(whole?.passages.isEmpty == true)
  }

  @Test func `The same letters in another Unicode form name the same entry`() async throws {
    let it = try await Fixture([
      "sources/a.md": source("topics: [cafe\u{301}]\n", "[x](topic:cafe%CC%81) [y](topic:caf%C3%A9)"),
      "topics/café.md": card("label", "Café"),
    ])
    #expect(it.all == [])
    #expect(it.edition.topics.count == 1)
    #expect(it.topic("café").mentions.count == 2 && it.topic("café").sources.count == 1)
  }

  @Test func `Events, places and organisations know who names them`() async throws {
    let it = try await Fixture([
      "sources/a.md": source("event: part\nplace: city\n", "x\n{: events=\"whole\" organizations=\"org\" }"),
      "events/whole.md": card("title", "W", "date: 2018\nplace: land\norganizations: [org]\n"),
      "events/part.md": card("title", "P", "date: 2018-07\npart_of: whole\nparticipants: [s]\n"),
      "places/city.md": card("name", "C", "part_of: land\n"), "places/land.md": card("name", "L"),
      "organizations/org.md": card("name", "O"),
      "speakers/s.md": card("name", "S", "roles: [{title: x, organization: org}]\n"),
    ])
    #expect(it.all == [])
    let edition = it.edition
    func number<E>(_ register: Register<E>, _ id: String) -> Int { Int(register.number(of: id) ?? -1) }
    let whole = edition.eventEntries[number(edition.events, "whole")]
    #expect(whole.passages.count == 1 && whole.events.map { edition.events[$0].id } == ["part"])
    let part = edition.eventEntries[number(edition.events, "part")]
    #expect(part.sources.count == 1 && part.speakers.count == 1)
    let land = edition.placeEntries[number(edition.places, "land")]
    #expect(land.parts.map { edition.places[$0].id } == ["city"] && land.events.count == 1)
    let org = edition.organizationEntries[number(edition.organizations, "org")]
    #expect(org.passages.count == 1 && org.events.count == 1 && org.speakers.count == 1)
  }
}
