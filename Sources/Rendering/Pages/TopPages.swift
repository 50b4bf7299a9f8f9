import Archive
import Base
import Linking

/// Pages at the top of the site, one of each.
struct TopPages {
  let edition: Edition
  let wording: Wording
  private let addresses = Addresses(root: "")

  init(_ edition: Edition, _ wording: Wording) {
    self.edition = edition
    self.wording = wording
  }

  /// The home page: a description of the archive and links to its parts.
  func home() -> Page {
    let settings = edition.settings
    var page = Page("index.html", .home, title: settings.title)
    page.description = settings.description ?? ""
    var head = HTML(for: edition)
    head.raw("<header class=\"entry-head\">")
    if let subtitle = settings.subtitle { head.element("p", class: "kicker", subtitle) }
    head.element("h1", settings.title)
    if let description = settings.description { head.element("p", class: "lead", description) }
    head.raw("</header>\n")
    var sources = HTML(for: edition)
    sources.raw("<section class=\"home-sources\">\n<h2>Sources</h2>\n")
    SourceTable(edition: edition, addresses: addresses, wording: wording).write(
      edition.chronology.prefix(20), &sources)
    if edition.sources.count > 20 {
      sources.raw("<p class=\"more\">")
      sources.link("sources/index.html", "All \(wording.count(edition.sources.count, "source", "sources"))")
      sources.raw("</p>\n")
    }
    sources.raw("</section>\n")
    page.parts = [
      ("head", head), ("sources", sources), ("topics", homeTopics()), ("speakers", homeSpeakers()),
      ("events", homeEvents()), ("notes", homeNotes()),
    ]
    return page
  }

  /// The top-level headings, each with its narrower headings.
  private func homeTopics() -> HTML {
    var out = HTML(for: edition)
    func key(_ topic: Int32) -> (String, Int32) {
      (Unicode17.lowercased(edition.topics[topic].label), topic)
    }
    let tops = (0..<Int32(edition.topics.count)).filter { edition.topicEntries[Int($0)].broader < 0 }
      .sorted { key($0) < key($1) }
    guard !tops.isEmpty else { return out }
    out.raw("<section class=\"home-topics\">\n<h2>Topics</h2>\n<ul class=\"tree\">\n")
    for topic in tops.prefix(60) {
      let narrower = edition.topicEntries[Int(topic)].narrower
      out.raw("<li>")
      out.link(addresses.topic(edition.topics[topic].id), edition.topics[topic].label)
      out.raw(" <span class=\"count\">")
      out.number(edition.passagesBelow(topic).count)
      out.raw("</span>")
      if !narrower.isEmpty {
        out.raw("<p class=\"narrower\">")
        for (place, below) in narrower.enumerated() {
          if place > 0 { out.raw("; ") }
          out.link(addresses.topic(edition.topics[below].id), edition.topics[below].label)
        }
        out.raw("</p>")
      }
      out.raw("</li>\n")
    }
    out.raw(
      "</ul>\n<p class=\"more\"><a href=\"topics/index.html\">Full index, A to Z</a></p>\n</section>\n")
    return out
  }

  private func homeSpeakers() -> HTML {
    var out = HTML(for: edition)
    let order = (0..<Int32(edition.speakers.count))
      .filter { !edition.voices[Int($0)].passages.isEmpty }
      .sorted { (edition.voices[Int($1)].words, $0) < (edition.voices[Int($0)].words, $1) }
    guard !order.isEmpty else { return out }
    out.raw("<section class=\"home-speakers\">\n<h2>Speakers</h2>\n<ul class=\"plain\">\n")
    for speaker in order.prefix(12) {
      out.raw("<li>")
      out.link(addresses.speaker(edition.speakers[speaker].id), edition.speakers[speaker].label)
      out.raw(" ")
      out.element(
        "span", class: "count",
        "\(wording.count(edition.voices[Int(speaker)].passages.count, "passage", "passages")), \(wording.share(edition.voices[Int(speaker)].words, of: edition.wordsSpoken)) of words spoken"
      )
      out.raw("</li>\n")
    }
    out.raw("</ul>\n<p class=\"more\"><a href=\"speakers/index.html\">All speakers</a></p>\n</section>\n")
    return out
  }

  private func homeEvents() -> HTML {
    var out = HTML(for: edition)
    guard edition.events.count > 0 else { return out }
    out.raw("<section class=\"home-events\">\n<h2>Events</h2>\n<p>")
    out.link("timeline.html", "Timeline of \(wording.count(edition.events.count, "event", "events"))")
    out.raw("; ")
    out.link("events/index.html", "list of events")
    out.raw("; ")
    out.link("places/index.html", wording.count(edition.places.count, "place", "places"))
    out.raw("; ")
    out.link(
      "organizations/index.html", wording.count(edition.organizations.count, "organisation", "organisations"))
    out.raw("</p>\n</section>\n")
    return out
  }

  private func homeNotes() -> HTML {
    var out = HTML(for: edition)
    guard !edition.annotations.isEmpty else { return out }
    out.raw("<section class=\"home-notes\">\n<h2>Notes</h2>\n<ul class=\"plain\">\n")
    for kind in edition.settings.kinds {
      let count = edition.annotations.count { $0.kind == kind.id }
      guard count > 0 else { continue }
      out.raw("<li>")
      out.link("annotations.html#kind-\(PercentEncoding.encode(kind.id))", kind.label)
      out.raw(" <span class=\"count\">")
      out.number(count)
      out.raw("</span></li>\n")
    }
    out.raw("</ul>\n</section>\n")
    return out
  }

  /// All notes, grouped by kind.
  func annotations() -> Page {
    var page = Page("annotations.html", .annotations, title: "Notes")
    page.description = "All notes of \(edition.settings.title)"
    page.breadcrumbs = [("index.html", "Home"), (nil, "Notes")]
    var body = HTML(for: edition)
    if edition.annotations.isEmpty { body.empty("This archive has no notes yet.") }
    let list = NoteList(edition: edition, addresses: addresses, wording: wording)
    for kind in edition.settings.kinds {
      let notes = edition.annotations.indices.filter { edition.annotations[$0].kind == kind.id }
        .sorted { (first($0), $0) < (first($1), $1) }
      guard !notes.isEmpty else { continue }
      body.raw("<section class=\"note-kind-list\">\n<h2")
      body.attribute("id", "kind-\(kind.id)")
      body.raw(">")
      body.isolated(kind.label)
      body.raw(" ")
      body.element("span", class: "count", wording.grouped(notes.count))
      body.raw("</h2>\n")
      list.write(notes.map { Int32($0) }, &body)
      body.raw("</section>\n")
    }
    let lead = wording.count(edition.annotations.count, "note", "notes")
    page.parts = [("head", HTML.entryHead(edition, kicker: "", title: "Notes", lead: lead)), ("body", body)]
    return page
  }

  /// The first occurrence of a note, for sorting.
  private func first(_ note: Int) -> PassageRef {
    guard let place = edition.notePlaces[note].first else {
      return PassageRef(source: Int(Int32.max), passage: 0)
    }
    let passages = edition.links[Int(place.source)].notes[Int(place.note)].passages
    return PassageRef(source: Int(place.source), passage: Int(passages.first ?? .max))
  }

  func prose(_ index: Int) -> Page {
    let prose = edition.pages[index]
    var page = Page("\(prose.id).html", .prose, title: prose.label)
    page.breadcrumbs = [("index.html", "Home"), (nil, prose.label)]
    page.texts = [("id", prose.id)]
    page.parts = [
      ("head", HTML.entryHead(edition, kicker: "", title: prose.label)),
      ("note", HTML.note(prose.card, edition, addresses, wording)),
    ]
    return page
  }

  func search() -> Page {
    var page = Page("search.html", .search, title: "Search")
    page.description = "Search the passages and notes of \(edition.settings.title)"
    page.breadcrumbs = [("index.html", "Home"), (nil, "Search")]
    return page
  }

  /// The page that a server shows for an unknown address. The server may show it at any depth, so relative links
  /// would fail. If the URL of the site is known, its links are absolute; its few styles are inline.
  func missing() -> Page {
    var page = Page("404.html", .missing, title: "Page not found")
    page.texts = [("address", edition.settings.baseURL), ("top", edition.settings.baseURL)]
    return page
  }
}
