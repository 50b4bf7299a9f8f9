import Archive
import Linking

/// `timeline.html`: events and sources, sorted by date.
struct TimelinePage {
  let edition: Edition
  let wording: Wording
  private let addresses = Addresses(root: "")

  init(_ edition: Edition, _ wording: Wording) {
    self.edition = edition
    self.wording = wording
  }

  private enum Item {
    case event(Int32)
    case source(Int32)
  }

  func make() -> Page {
    var page = Page("timeline.html", .timeline, title: "Timeline")
    page.description = "Events and sources of \(edition.settings.title) in order of date"
    page.breadcrumbs = [("index.html", "Home"), (nil, "Timeline")]
    var dated: [(UncertainDate, Item)] = []
    for (index, event) in edition.events.entries.enumerated() {
      if let date = event.date { dated.append((date, .event(Int32(index)))) }
    }
    for (index, source) in edition.sources.enumerated() {
      if let date = source.date { dated.append((date, .source(Int32(index)))) }
    }
    dated.sort { a, b in a.0 != b.0 ? a.0 < b.0 : rank(a.1) < rank(b.1) }
    var body = HTML(for: edition)
    if dated.isEmpty { body.empty("No event or source in this archive has a date yet.") }
    var year: Int??
    for (date, item) in dated {
      if year != .some(date.year) {
        if year != nil { body.raw("</ol></section>\n") }
        year = date.year
        body.raw("<section class=\"timeline\"><h2>")
        body.text(date.year.map { $0 < 0 ? "\(1 - $0) BC" : "\($0)" } ?? "Before")
        body.raw("</h2>\n<ol class=\"timeline-list\">\n")
      }
      write(item, date, &body)
    }
    if year != nil { body.raw("</ol></section>\n") }
    page.parts = [
      (
        "head",
        HTML.entryHead(
          edition, kicker: "", title: "Timeline", lead: "Events and their sources")
      ),
      ("body", body),
    ]
    return page
  }

  private func rank(_ item: Item) -> (Int, Int32) {
    switch item {
    case .event(let index): (0, index)
    case .source(let index): (1, index)
    }
  }

  private func write(_ item: Item, _ date: UncertainDate, _ out: inout HTML) {
    switch item {
    case .event(let index):
      let event = edition.events[index]
      let links = edition.eventEntries[Int(index)]
      out.raw("<li class=\"of-event\">")
      out.date(date, wording)
      out.raw(" <span class=\"kind\">Event</span> ")
      out.link(addresses.event(event.id), class: "title", event.label)
      if !links.passages.isEmpty {
        out.raw(" ")
        out.element(
          "span", class: "count", "mentioned in \(wording.count(links.passages.count, "passage", "passages"))"
        )
      }
    case .source(let index):
      let source = edition.sources[Int(index)]
      out.raw("<li class=\"of-source\">")
      out.date(date, wording)
      out.raw(" ")
      out.element("span", class: "kind", wording.kind(source.kind))
      out.raw(" ")
      out.link(addresses.source(source.id), class: "title", source.title)
      out.raw(" ")
      out.element("span", class: "count", wording.count(source.record.passages.count, "passage", "passages"))
    }
    out.raw("</li>\n")
  }
}
