import Archive
import Base
import Linking

/// The layout around the main part of every page: head, header, navigation, footer.
struct PageLayout {
  let edition: Edition
  let theme: Theme
  /// Whether the site has a feed.
  let hasFeed: Bool

  init(_ edition: Edition, _ theme: Theme, hasFeed: Bool) {
    self.edition = edition
    self.theme = theme
    self.hasFeed = hasFeed
  }

  /// The navigation entries: path from the top folder, label, and the section they represent.
  static let navigation: [(path: String, label: String, section: String)] = [
    ("sources/index.html", "Sources", "sources"), ("speakers/index.html", "Speakers", "speakers"),
    ("topics/index.html", "Topics", "topics"), ("events/index.html", "Events", "events"),
    ("places/index.html", "Places", "places"), ("organizations/index.html", "Organisations", "organizations"),
    ("timeline.html", "Timeline", "timeline"), ("annotations.html", "Notes", "annotations"),
    ("search.html", "Search", "search"),
  ]

  func render(_ page: Page, main: RenderedTemplate) -> HTML {
    let settings = edition.settings
    var canonical = ""
    if !settings.baseURL.isEmpty && page.kind != .missing {
      canonical = settings.baseURL + Addresses(root: "").encodedPath(page.canonicalPath ?? page.path)
    }
    return theme.render(
      "page", shared: shared(page), sort: "\(page.kind.rawValue)|\(page.root)|\(page.hasNotes)",
      texts: [
        ("title", page.title),
        ("page_title", page.kind == .home ? settings.title : "\(page.title) · \(settings.title)"),
        ("description", page.description.isEmpty ? settings.description ?? "" : page.description),
        ("canonical", canonical),
      ],
      parts: [("head_extra", page.headExtra), ("breadcrumbs", breadcrumbs(page))], main: main
    ).html
  }

  /// Values shared by all pages of a kind in one folder.
  private func shared(_ page: Page) -> [String: Any] {
    let settings = edition.settings
    let root = page.root
    // A server shows the 404 page at any depth, where relative links would fail.
    let top = page.kind == .missing && !settings.baseURL.isEmpty ? settings.baseURL : root
    var values: [String: Any] = [
      "language": settings.language, "direction": Direction(language: settings.language).value, "root": root,
      "kind": page.kind.rawValue, "archive_title": settings.title, "has_search": page.kind == .search,
      "has_notes": page.hasNotes, "is_missing": page.kind == .missing, "top": top,
      "navigation": Self.navigation.map {
        ["href": top + $0.path, "label": $0.label, "current": $0.section == page.kind.section]
          as [String: Any]
      },
      "page_links": edition.pages.map {
        ["href": "\(top)\(PercentEncoding.encode($0.id)).html", "label": $0.label]
      },
    ]
    if hasFeed { values["feed"] = top + "feed.xml" }
    if let subtitle = settings.subtitle { values["archive_subtitle"] = subtitle }
    if let text = settings.description { values["archive_description"] = text }
    if !settings.editors.isEmpty { values["editors"] = settings.editors.joined(separator: ", ") }
    if let licence = settings.licence { values["licence"] = licence }
    if let rights = settings.rights { values["rights"] = rights }
    return values
  }

  private func breadcrumbs(_ page: Page) -> HTML {
    var out = HTML(for: edition)
    guard !page.breadcrumbs.isEmpty else { return out }
    out.raw("<nav class=\"breadcrumbs\" aria-label=\"Breadcrumb\"><ol>")
    for step in page.breadcrumbs {
      out.raw("<li>")
      if let href = step.href {
        out.link(href, step.label)
      } else {
        out.raw("<span aria-current=\"page\">")
        out.isolated(step.label)
        out.raw("</span>")
      }
      out.raw("</li>")
    }
    out.raw("</ol></nav>\n")
    return out
  }
}
