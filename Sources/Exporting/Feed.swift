import Archive
import Linking

/// `feed.xml`: the sources as an Atom feed (RFC 4287), most recently changed first.
///
/// Builds do not use the clock, so `updated` is the latest date in the content for a source: the date of a note on
/// it, the date its page was last accessed, or its own date. A source without any date is not in the feed.
struct Feed {
  /// Maximum number of entries.
  static let limit = 100

  private let edition: Edition
  private let addresses: SiteAddresses
  private let entries: [(source: Int, updated: UncertainDate.Moment)]

  init(_ edition: Edition, _ addresses: SiteAddresses) {
    self.edition = edition
    self.addresses = addresses
    let dated = edition.sources.indices.compactMap { index in
      Feed.updated(index, edition).map { (source: index, updated: $0) }
    }
    let latestFirst = dated.sorted {
      $0.updated != $1.updated ? $0.updated > $1.updated : $0.source < $1.source
    }
    entries = Array(latestFirst.prefix(Feed.limit))
  }

  /// Whether the feed would have no entries.
  var isEmpty: Bool { entries.isEmpty }

  func bytes() -> [UInt8] {
    let settings = edition.settings
    var xml = XMLWriter()
    xml.raw("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"")
    xml.text(settings.language.utf8)
    xml.raw("\">\n")
    xml.element("id", settings.baseURL)
    xml.element("title", settings.title)
    xml.element("subtitle", settings.subtitle ?? settings.description)
    xml.element("updated", entries.first.flatMap { timestamp($0.updated) })
    link("self", "feed.xml", &xml)
    link("alternate", "index.html", &xml)
    for editor in settings.editors.isEmpty ? [settings.title] : settings.editors {
      xml.raw("<author>")
      xml.element("name", editor)
      xml.raw("</author>\n")
    }
    xml.element("rights", settings.rights ?? settings.licence)
    xml.raw("<generator>sitegen</generator>\n")
    for entry in entries { write(entry.source, entry.updated, &xml) }
    xml.raw("</feed>\n")
    return xml.bytes
  }

  private func write(_ index: Int, _ updated: UncertainDate.Moment, _ xml: inout XMLWriter) {
    let source = edition.sources[index]
    let address = addresses.entry("sources", source.id)
    xml.raw("<entry>\n")
    xml.element("id", edition.settings.baseURL + addresses.entry("sources", oldestName(index)))
    xml.element("title", source.title)
    xml.element("updated", timestamp(updated))
    link("alternate", address, &xml)
    xml.element("summary", source.description ?? source.title)
    for topic in source.topics.compactMap({ edition.topics.number(of: $0.id) }) {
      xml.raw("<category term=\"")
      xml.text(edition.topics[topic].id.utf8)
      xml.raw("\" label=\"")
      xml.text(edition.topics[topic].label.utf8)
      xml.raw("\"/>\n")
    }
    xml.element("rights", source.provenance.rights)
    xml.raw("</entry>\n")
  }

  /// The oldest id of the source itself. An Atom entry keeps its id permanently (RFC 4287, section 4.2.6), so that a
  /// renamed source does not appear as a new entry in feed readers. Ids of sources that were merged into this one do
  /// not count.
  private func oldestName(_ index: Int) -> String {
    let names = edition.links[index].formerNames.filter {
      switch $0.numbering {
      case .same, .unknown: true
      case .mapped: false
      }
    }
    return names.first?.id ?? edition.sources[index].id
  }

  private func link(_ relation: String, _ address: String, _ xml: inout XMLWriter) {
    xml.raw("<link rel=\"\(relation)\" href=\"")
    xml.text((edition.settings.baseURL + address).utf8)
    xml.raw("\"/>\n")
  }

  private static func updated(_ index: Int, _ edition: Edition) -> UncertainDate.Moment? {
    let source = edition.sources[index]
    let notes = edition.links[index].notes.map { edition.annotations[Int($0.annotation)].date }
    return ([source.date, source.provenance.accessed] + notes)
      .compactMap { $0?.earliest }
      .filter { timestamp($0) != nil }
      .max()
  }
}
