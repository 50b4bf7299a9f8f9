import Anchoring
import Archive
import Linking

/// The page at a former address of a source. It links to the current one.
///
/// It has every id of the former page, each with a link to the current passage, so that links to passages work
/// without script. For this reason it does not redirect by itself: a refresh would lose the fragment of the address.
/// The theme's script redirects at once and keeps the fragment.
struct FormerPage {
  let edition: Edition
  /// Index of the source.
  let index: Int
  let name: FormerName
  private let addresses = Addresses(root: "../")

  init(_ edition: Edition, _ index: Int, _ name: FormerName) {
    self.edition = edition
    self.index = index
    self.name = name
  }

  private var source: Source { edition.sources[index] }
  private var target: String { addresses.source(source.id) }

  func make() -> Page {
    var page = Page(Self.path(name.id), .moved, title: "\(source.title) (earlier address)")
    page.canonicalPath = "sources/\(source.id).html"
    page.breadcrumbs = [
      ("../index.html", "Home"), ("index.html", "Sources"), (nil, name.id),
    ]
    if name.numbering == .unknown { page.headExtra = refresh() }
    page.parts = [
      ("head", .entryHead(edition, kicker: "Earlier address", title: source.title, lead: lead)),
      ("body", body()),
    ]
    return page
  }

  /// The path of the page for a former id of a source.
  static func path(_ id: String) -> String { "sources/\(id).html" }

  private var lead: String {
    if case .mapped = name.numbering {
      return "The source that had this address, \(name.id), was merged into another source:"
    }
    return "The source that had this address, \(name.id), has a new address:"
  }

  /// If no passage ids are known, there is no fragment to lose, so the page redirects even without script.
  private func refresh() -> HTML {
    var out = HTML(for: edition)
    out.raw("<noscript><meta http-equiv=\"refresh\"")
    out.attribute("content", "0; url=\(target)")
    out.raw("></noscript>\n")
    return out
  }

  private func body() -> HTML {
    var out = HTML(for: edition)
    out.raw("<p><a class=\"leads-on\"")
    out.attribute("href", target)
    out.raw(">")
    out.isolated(source.title)
    out.raw("</a></p>\n")
    let places = self.places
    guard !places.isEmpty else { return out }
    out.raw("<h2>Passages</h2>\n<ul class=\"plain led-on\">\n")
    for place in places { write(place, &out) }
    out.raw("</ul>\n")
    return out
  }

  private var places: [FormerName.Place] {
    switch name.numbering {
    case .unknown: []
    case .mapped(let places): places
    case .same:
      (source.record.passages.map(\.number) + edition.links[index].retired.map(\.number)).sorted().map {
        FormerName.Place(number: $0, leadsTo: $0, words: "")
      }
    }
  }

  private func write(_ place: FormerName.Place, _ out: inout HTML) {
    out.raw("<li id=\"p")
    out.number(Int(place.number))
    out.raw("\">")
    if let number = place.leadsTo {
      out.link("\(target)#p\(number)", "Passage \(place.number)")
      if number != place.number { out.text(", now \(number)") }
    } else {
      out.text("Passage \(place.number) was removed")
    }
    if !place.words.isEmpty {
      out.raw(": <q")
      out.attribute("lang", source.language)
      out.direction(within: place.words)
      out.raw(">")
      out.text("\(place.words) …")
      out.raw("</q>")
    }
    out.raw("</li>\n")
  }
}
