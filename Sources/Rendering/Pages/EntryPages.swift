import Archive
import Linking

/// Pages of events, places and organisations: the register entry, and where sources name it.
struct EntryPages {
  let edition: Edition
  let wording: Wording
  private let addresses = Addresses(root: "../")

  init(_ edition: Edition, _ wording: Wording) {
    self.edition = edition
    self.wording = wording
  }

  func event(_ number: Int32, page current: Int) -> Page {
    let event = edition.events[number]
    let links = edition.eventEntries[Int(number)]
    var facts = Facts(edition)
    if let date = event.date { facts.row("Date") { $0.date(date, wording) } }
    if let place = event.place, let index = edition.places.number(of: place.id) {
      facts.links("Place", [(addresses.place(edition.places[index].id), edition.places[index].label)])
    }
    if let above = event.partOf.flatMap({ edition.events.number(of: $0.id) }) {
      facts.links("Part of", [eventLink(above)])
    }
    facts.links(
      "Participants",
      links.speakers.map { (addresses.speaker(edition.speakers[$0].id), edition.speakers[$0].label) })
    facts.links(
      "Organisations",
      event.organizations.compactMap { reference in
        edition.organizations.number(of: reference.id).map {
          (addresses.organization(edition.organizations[$0].id), edition.organizations[$0].label)
        }
      })
    facts.links(
      "Topics",
      event.topics.compactMap { reference in
        edition.topics.number(of: reference.id).map {
          (addresses.topic(edition.topics[$0].id), edition.topics[$0].label)
        }
      })
    facts.links("See also", links.events.map(eventLink))
    facts.card(event.card)
    let body = body(
      links, event.card, "events", current, witnesses: "Sources",
      none: "No source in this archive describes this event yet.")
    return page(.event, "events", "Events", event.card, kicker: "Event", facts, body, links, current)
  }

  func place(_ number: Int32, page current: Int) -> Page {
    let place = edition.places[number]
    let links = edition.placeEntries[Int(number)]
    var facts = Facts(edition)
    if let above = place.partOf, let index = edition.places.number(of: above.id) {
      facts.links("Part of", [(addresses.place(edition.places[index].id), edition.places[index].label)])
    }
    facts.links(
      "Contains", links.parts.map { (addresses.place(edition.places[$0].id), edition.places[$0].label) })
    facts.links("Events", links.events.map(eventLink))
    facts.card(place.card)
    let body = body(
      links, place.card, "places", current, witnesses: "Sources", none: "No passage mentions this place yet.")
    return page(.place, "places", "Places", place.card, kicker: "Place", facts, body, links, current)
  }

  func organization(_ number: Int32, page current: Int) -> Page {
    let organization = edition.organizations[number]
    let links = edition.organizationEntries[Int(number)]
    var facts = Facts(edition)
    facts.links(
      "Speakers",
      links.speakers.map { (addresses.speaker(edition.speakers[$0].id), edition.speakers[$0].label) })
    facts.links("Events", links.events.map(eventLink))
    facts.card(organization.card)
    let body = body(
      links, organization.card, "organizations", current, witnesses: "Sources",
      none: "No passage mentions this organisation yet.")
    return page(
      .organization, "organizations", "Organisations", organization.card, kicker: "Organisation", facts, body,
      links,
      current)
  }

  private func eventLink(_ number: Int32) -> (href: String, label: String) {
    let event = edition.events[number]
    return (addresses.event(event.id), event.label)
  }

  private func page(
    _ kind: Page.Kind, _ folder: String, _ list: String, _ card: RegisterEntryInfo, kicker: String,
    _ facts: Facts,
    _ body: HTML,
    _ links: EntryLinks, _ current: Int
  ) -> Page {
    var page = Page(Paging.path(folder, card.id, current), kind, title: card.label)
    page.description = "\(card.label) in \(edition.settings.title)"
    page.breadcrumbs = [("../index.html", "Home"), ("index.html", list), (nil, card.label)]
    page.texts = [("id", card.id)]
    var mentions = HTML(for: edition)
    if current == 1 { MentionWriter(edition, addresses, wording).writeSection(links.mentions, &mentions) }
    page.parts = [
      ("head", HTML.entryHead(edition, kicker: kicker, title: card.label)),
      ("facts", current == 1 ? facts.html : HTML()),
      ("note", current == 1 ? HTML.note(card, edition, addresses, wording) : HTML()), ("score", HTML()),
      ("body", body), ("mentions", mentions),
    ]
    return page
  }

  private func body(
    _ links: EntryLinks, _ card: RegisterEntryInfo, _ folder: String, _ current: Int, witnesses: StaticString,
    none: String
  ) -> HTML {
    var out = HTML(for: edition)
    if !links.sources.isEmpty && current == 1 {
      out.raw("<section class=\"witnesses\">\n<h2>")
      out.raw(witnesses)
      out.raw("</h2>\n")
      SourceTable(edition: edition, addresses: addresses, wording: wording).write(links.sources, &out)
      out.raw("</section>\n")
    }
    let paging = Paging(links.passages.count)
    if !links.passages.isEmpty {
      out.raw("<section class=\"locators\">\n<h2>Passages</h2>\n")
      Locators(edition: edition, addresses: addresses, wording: wording)
        .write(links.passages[paging.range(current)], heading: 3, &out)
      paging.write(card.id, current: current, &out)
      out.raw("</section>\n")
    } else if links.sources.isEmpty && links.mentions.isEmpty {
      out.empty(none)
    }
    return out
  }
}

/// A table of sources.
struct SourceTable {
  let edition: Edition
  let addresses: Addresses
  let wording: Wording

  func write(_ sources: some Collection<Int32>, _ out: inout HTML) {
    out.raw(
      "<table class=\"list\"><thead><tr><th scope=\"col\">Date</th><th scope=\"col\">Title</th><th scope=\"col\">Kind</th><th scope=\"col\">Passages</th><th scope=\"col\">Words</th><th scope=\"col\">Notes</th></tr></thead>\n<tbody>\n"
    )
    for index in sources {
      writeRow(index, &out)
      out.raw("\n")
    }
    out.raw("</tbody></table>\n")
  }

  /// Writes the row of one source. Its content must follow from that source alone, or from data that may be on any
  /// page (`PageNeeds`).
  func writeRow(_ index: Int32, _ out: inout HTML) {
    let source = edition.sources[Int(index)]
    let links = edition.links[Int(index)]
    out.raw("<tr><td class=\"date\">")
    if let date = source.date { out.date(date, wording) }
    out.raw("</td><td class=\"title\">")
    out.link(addresses.source(source.id), source.title)
    out.raw("</td><td class=\"kind\">")
    out.text(wording.kind(source.kind))
    out.raw("</td>")
    out.count(source.record.passages.count, wording)
    out.count(links.words, wording)
    out.count(links.notes.count, wording)
    out.raw("</tr>")
  }
}

extension HTML {
  /// Adds a table cell with a number.
  mutating func count(_ number: Int, _ wording: Wording) {
    raw("<td class=\"count\">")
    text(wording.grouped(number))
    raw("</td>")
  }
}
