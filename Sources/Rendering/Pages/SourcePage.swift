import Archive
import Foundation
import Linking

/// The page of one source: its description, its chart, the record with its apparatus, and its back-links.
struct SourcePage {
  let edition: Edition
  let index: Int
  let wording: Wording
  private let addresses = Addresses(root: "../")
  private let source: Source

  init(_ edition: Edition, _ index: Int, _ wording: Wording) {
    self.edition = edition
    self.index = index
    source = edition.sources[index]
    self.wording = wording
  }

  func make() -> Page {
    var page = Page("sources/\(source.id).html", .source, title: source.title)
    page.description = source.description ?? ""
    page.breadcrumbs = [
      ("../index.html", "Home"), ("index.html", "Sources"), (nil, source.name),
    ]
    page.texts = [("id", source.id), ("citation", citation)]
    page.headExtra = metadata()
    var score = HTML(for: edition)
    SourceChart(edition: edition, index: index, wording: wording).make().write(&score)
    var record = HTML(
      reserving: source.record.bytes.count * 2, base: Direction(language: edition.settings.language))
    var writer = RecordWriter(edition, index, addresses, wording)
    writer.write(&record)
    if source.record.isEmpty { record.empty("This source has no text yet.") }
    page.hasNotes = writer.notes != nil
    var index = HTML(for: edition)
    if let notes = writer.notes { NoteIndex(edition, source: self.index, notes).write(&index) }
    page.parts = [
      ("head", head()), ("provenance", provenance()), ("score", score), ("contents", contents()),
      ("notes", index), ("record", record), ("unplaced", unplaced(writer.notes)), ("mentions", mentions()),
      ("neighbours", neighbours()),
    ]
    return page
  }

  private func head() -> HTML {
    var out = HTML(for: edition)
    out.raw("<header class=\"source-head\">\n<p class=\"kicker\">")
    out.text(wording.kind(source.kind))
    if let transcription = source.transcription {
      out.raw(", ")
      out.text(wording.transcription(transcription))
    }
    out.raw("</p>\n")
    out.element("h1", source.title)
    out.raw("\n<p class=\"dateline\">")
    var isFirst = true
    func separate() {
      if !isFirst { out.raw(", ") }
      isFirst = false
    }
    if let date = source.date {
      separate()
      out.date(date, wording)
    }
    if let place = source.place, let number = edition.places.number(of: place.id) {
      separate()
      out.link(addresses.place(place.id), edition.places[number].label)
    }
    if let event = source.event, let number = edition.events.number(of: event.id) {
      separate()
      out.link(addresses.event(event.id), edition.events[number].label)
    }
    out.raw("</p>\n")
    if let description = source.description { out.element("p", class: "summary", description) }
    out.raw("</header>\n")
    return out
  }

  private var citation: String { DisplayText.citation(source, edition.settings) }

  private func provenance() -> HTML {
    let from = source.provenance
    var out = HTML(for: edition)
    out.raw("<details class=\"provenance\"><summary>Provenance</summary>\n<dl>\n")
    func row(_ term: StaticString, _ write: (inout HTML) -> Void) {
      out.raw("<dt>")
      out.raw(term)
      out.raw("</dt><dd>")
      write(&out)
      out.raw("</dd>\n")
    }
    if let author = from.author { row("Author") { $0.isolated(author) } }
    row("Publisher") { $0.isolated(from.publisher ?? "not known") }
    if let url = from.url { row("Address") { $0.external(url) } }
    if let url = from.archivedURL { row("Archived copy") { $0.external(url) } }
    if let date = from.accessed { row("Accessed") { $0.date(date, wording) } }
    row("Text") {
      $0.text(source.transcription.map(wording.transcription) ?? "transcription method not known")
      $0.text(", \(wording.count(edition.links[index].words, "word", "words")), language \(source.language)")
    }
    if let hash = from.sha256 { row("SHA-256") { $0.element("code", hash) } }
    if let rights = from.rights { row("Rights") { $0.isolated(rights) } }
    row("Cite as") { writeCitation(&$0) }
    writeLinks("Topics", numbers(source.topics, edition.topics), &out) { topic, out in
      out.link(addresses.topic(edition.topics[topic].id), edition.topics[topic].label)
    }
    writeLinks("Organisations", numbers(source.organizations, edition.organizations), &out) { body, out in
      out.link(addresses.organization(edition.organizations[body].id), edition.organizations[body].label)
    }
    writeLinks("Places", numbers(source.places, edition.places), &out) { place, out in
      out.link(addresses.place(edition.places[place].id), edition.places[place].label)
    }
    out.raw("</dl></details>\n")
    return out
  }

  /// Writes the citation. The title gets its own element if its direction differs.
  private func writeCitation(_ out: inout HTML) {
    let citation = citation
    guard let title = citation.range(of: source.title) else { return out.text(citation) }
    out.text(String(citation[..<title.lowerBound]))
    out.isolated(source.title)
    out.text(String(citation[title.upperBound...]))
  }

  private func numbers<Entry>(_ references: [Reference], _ register: Register<Entry>) -> [Int32] {
    references.compactMap { register.number(of: $0.id) }
  }

  private func writeLinks(
    _ term: StaticString, _ items: [Int32], _ out: inout HTML, _ write: (Int32, inout HTML) -> Void
  ) {
    guard !items.isEmpty else { return }
    out.raw("<dt>")
    out.raw(term)
    out.raw("</dt><dd>")
    for (place, item) in items.enumerated() {
      if place > 0 { out.raw("; ") }
      write(item, &out)
    }
    out.raw("</dd>\n")
  }

  private func contents() -> HTML {
    var out = HTML(for: edition)
    let sections = source.record.sections
    guard sections.count > 1 else { return out }
    out.raw(
      "<nav class=\"contents\" aria-labelledby=\"contents-heading\">\n<h2 id=\"contents-heading\">Contents</h2>\n<ol>\n"
    )
    let top = sections.map(\.level).min() ?? 2
    for section in sections {
      out.raw("<li")
      if section.level > top { out.raw(" class=\"sub\"") }
      out.raw(">")
      out.link("#\(section.id)", source.record.string(section.heading))
      out.raw("</li>\n")
    }
    out.raw("</ol></nav>\n")
    return out
  }

  /// Notes without words in a passage. They are always shown; a note whose words are lost says so.
  private func unplaced(_ notes: SourceNotes?) -> HTML {
    var out = HTML(for: edition)
    guard let notes else { return out }
    section("Notes on the whole source", notes.onWholeSource, notes, &out)
    section("Notes on headings", notes.onHeadings, notes, &out)
    section("Notes without a place in the text", notes.withoutPlace, notes, &out)
    return out
  }

  private func section(_ heading: StaticString, _ numbers: [Int], _ notes: SourceNotes, _ out: inout HTML) {
    guard !numbers.isEmpty else { return }
    out.raw("<section class=\"unplaced-notes\">\n<h2>")
    out.raw(heading)
    out.raw("</h2>\n")
    for number in numbers { notes.writeNote(number, &out) }
    out.raw("</section>\n")
  }

  private func mentions() -> HTML {
    var out = HTML(for: edition)
    let whole = edition.links[index].mentions.filter { $0.number == 0 }
    guard !whole.isEmpty else { return out }
    out.raw("<section class=\"back-links\">\n<h2>Mentioned in</h2>\n")
    MentionWriter(edition, addresses, wording).writeList(whole, &out)
    out.raw("</section>\n")
    return out
  }

  private func neighbours() -> HTML {
    var out = HTML(for: edition)
    let links = edition.links[index]
    guard links.previous >= 0 || links.next >= 0 else { return out }
    out.raw("<nav class=\"neighbours\" aria-label=\"Previous and next source\">\n")
    if links.previous >= 0 {
      let other = Int(links.previous)
      out.raw("<p class=\"previous\"><span class=\"label\">Previous:</span> <a rel=\"prev\"")
      out.attribute("href", addresses.source(edition.sources[other].id))
      out.raw(">")
      out.isolated(edition.sources[other].title)
      out.raw("</a></p>\n")
    }
    if links.next >= 0 {
      let other = Int(links.next)
      out.raw("<p class=\"next\"><span class=\"label\">Next:</span> <a rel=\"next\"")
      out.attribute("href", addresses.source(edition.sources[other].id))
      out.raw(">")
      out.isolated(edition.sources[other].title)
      out.raw("</a></p>\n")
    }
    out.raw("</nav>\n")
    return out
  }

  /// Citation metadata for reference managers: Dublin Core in HTML (DCMI, "Expressing Dublin Core in HTML/XHTML")
  /// and the Highwire names.
  private func metadata() -> HTML {
    var out = HTML(for: edition)
    func meta(_ name: String, _ content: String?) {
      guard let content else { return }
      out.raw("<meta")
      out.attribute("name", name)
      out.attribute("content", content)
      out.raw(">\n")
    }
    meta("DC.title", source.title)
    meta("DC.date", source.date?.edtf)
    meta("DC.publisher", source.provenance.publisher)
    meta("DC.creator", source.provenance.author)
    meta("DC.language", source.language)
    meta("DC.rights", source.provenance.rights)
    meta("citation_title", source.title)
    meta("citation_publication_date", source.date?.machine.map { String($0.prefix(10)) })
    meta("citation_publisher", source.provenance.publisher)
    return out
  }
}

extension HTML {
  /// Adds a link to another site and shows its URL.
  mutating func external(_ url: String) {
    raw("<a")
    attribute("href", url)
    raw(" rel=\"external noreferrer\">")
    text(url)
    raw("</a>")
  }
}
