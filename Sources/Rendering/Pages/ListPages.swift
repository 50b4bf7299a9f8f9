import Archive
import Base
import Linking

/// The list pages: sources, speakers, events, places and organisations, each as a table.
struct ListPages {
  let edition: Edition
  let wording: Wording
  private let addresses = Addresses(root: "../")

  init(_ edition: Edition, _ wording: Wording) {
    self.edition = edition
    self.wording = wording
  }

  func sources() -> Page {
    var body = HTML(for: edition)
    if edition.sources.isEmpty {
      body.empty("This archive has no sources yet.")
    } else {
      sourceTable.write(edition.chronology, &body)
    }
    return page(
      "sources", .sources, "Sources", wording.count(edition.sources.count, "source", "sources"), body)
  }

  private var sourceTable: SourceTable {
    SourceTable(edition: edition, addresses: addresses, wording: wording)
  }

  /// The line of a source in the list of sources, without the line break, and the part of it that occurs in no other
  /// line.
  func line(of source: Int) -> (sign: [UInt8], bytes: [UInt8]) {
    var line = HTML(for: edition)
    sourceTable.writeRow(Int32(source), &line)
    var link = HTML(for: edition)
    link.link(addresses.source(edition.sources[source].id), "")
    return (Array(link.bytes.dropLast("></a>".utf8.count)), line.bytes)
  }

  func speakers() -> Page {
    var body = HTML(for: edition)
    let rows = (0..<Int32(edition.speakers.count)).sorted {
      key(edition.speakers[$0].sortName, edition.speakers[$0].id)
        < key(edition.speakers[$1].sortName, edition.speakers[$1].id)
    }
    table(["Name", "Role", "Passages", "Words", "Share"], rows, "This archive has no speakers yet.", &body) {
      number, out in
      let speaker = edition.speakers[number]
      let voice = edition.voices[Int(number)]
      title(addresses.speaker(speaker.id), speaker.sortName, &out)
      out.raw("<td class=\"kind\">")
      out.isolated(speaker.roles.first?.title ?? "")
      out.raw("</td>")
      out.count(voice.passages.count, wording)
      out.count(voice.words, wording)
      out.raw("<td class=\"count share\">")
      out.text(wording.share(voice.words, of: edition.wordsSpoken))
      out.raw("</td>")
    }
    return page(
      "speakers", .speakers, "Speakers", wording.count(edition.speakers.count, "speaker", "speakers"), body)
  }

  func events() -> Page {
    var body = HTML(for: edition)
    let rows = (0..<Int32(edition.events.count)).sorted { a, b in
      switch (edition.events[a].date, edition.events[b].date) {
      case (let x?, let y?) where x != y: x < y
      case (_?, nil): true
      case (nil, _?): false
      default: a < b
      }
    }
    table(
      ["Date", "Event", "Place", "Sources", "Passages"], rows, "This archive has no events yet.", &body
    ) { number, out in
      let event = edition.events[number]
      let links = edition.eventEntries[Int(number)]
      out.raw("<td class=\"date\">")
      if let date = event.date { out.date(date, wording) }
      out.raw("</td>")
      title(addresses.event(event.id), event.label, &out)
      out.raw("<td class=\"kind\">")
      if let place = event.place, let index = edition.places.number(of: place.id) {
        out.link(addresses.place(edition.places[index].id), edition.places[index].label)
      }
      out.raw("</td>")
      out.count(links.sources.count, wording)
      out.count(links.passages.count, wording)
    }
    return page("events", .events, "Events", wording.count(edition.events.count, "event", "events"), body)
  }

  func places() -> Page {
    var body = HTML(for: edition)
    register(edition.places, edition.placeEntries, "Place", "This archive has no places yet.", &body) {
      addresses.place($0)
    }
    return page("places", .places, "Places", wording.count(edition.places.count, "place", "places"), body)
  }

  func organizations() -> Page {
    var body = HTML(for: edition)
    register(
      edition.organizations, edition.organizationEntries, "Organisation",
      "This archive has no organisations yet.",
      &body
    ) { addresses.organization($0) }
    return page(
      "organizations", .organizations, "Organisations",
      wording.count(edition.organizations.count, "organisation", "organisations"), body)
  }

  private func register<Entry>(
    _ register: Register<Entry>, _ links: [EntryLinks], _ heading: String, _ none: String, _ body: inout HTML,
    _ address: (String) -> String
  ) {
    let rows = (0..<Int32(register.count)).sorted {
      key(register[$0].label, register[$0].id) < key(register[$1].label, register[$1].id)
    }
    table([heading, "Sources", "Passages"], rows, none, &body) { number, out in
      title(address(register[number].id), register[number].label, &out)
      out.count(links[Int(number)].sources.count, wording)
      out.count(links[Int(number)].passages.count, wording)
    }
  }

  private func key(_ name: String, _ id: String) -> (String, String) { (Unicode17.lowercased(name), id) }

  private func title(_ href: String, _ label: String, _ out: inout HTML) {
    out.raw("<td class=\"title\">")
    out.link(href, label)
    out.raw("</td>")
  }

  private func table(
    _ columns: [String], _ rows: [Int32], _ none: String, _ out: inout HTML,
    _ write: (Int32, inout HTML) -> Void
  ) {
    guard !rows.isEmpty else { return out.empty(none) }
    out.raw("<table class=\"list\"><thead><tr>")
    for column in columns {
      out.raw("<th scope=\"col\">")
      out.text(column)
      out.raw("</th>")
    }
    out.raw("</tr></thead>\n<tbody>\n")
    for row in rows {
      out.raw("<tr>")
      write(row, &out)
      out.raw("</tr>\n")
    }
    out.raw("</tbody></table>\n")
  }

  private func page(_ folder: String, _ kind: Page.Kind, _ title: String, _ lead: String, _ body: HTML)
    -> Page
  {
    var page = Page("\(folder)/index.html", kind, title: title)
    page.description = "\(title) of \(edition.settings.title)"
    page.breadcrumbs = [("../index.html", "Home"), (nil, title)]
    page.parts = [("head", HTML.entryHead(edition, kicker: "", title: title, lead: lead)), ("body", body)]
    return page
  }
}
