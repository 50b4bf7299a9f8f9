import Archive
import Linking

/// What stands around the main part of every page: head, header, navigation, footer.
struct Frame {
  let edition: Edition
  let theme: Theme

  let hasFeed: Bool

  init(_ edition: Edition, _ theme: Theme, hasFeed: Bool) {
    self.edition = edition
    self.theme = theme
    self.hasFeed = hasFeed
  }

  /// The entries of the navigation: path from the top, label, and the section they stand for.
  static let navigation: [(path: String, label: String, section: String)] = [
    ("sources/index.html", "Sources", "sources"), ("speakers/index.html", "Speakers", "speakers"),
    ("topics/index.html", "Topics", "topics"), ("events/index.html", "Events", "events"),
    ("places/index.html", "Places", "places"), ("organizations/index.html", "Organisations", "organizations"),
    ("timeline.html", "Timeline", "timeline"), ("annotations.html", "Notes", "annotations"),
    ("search.html", "Search", "search"),
  ]

  func render(_ page: Page, main: HTML) -> HTML {
    let settings = edition.settings
    let root = page.root
    var values: [String: Any] = [
      "language": settings.language, "direction": Script.direction(of: settings.language), "root": root,
      "kind": page.kind.rawValue, "title": page.title,
      "page_title": page.kind == .home ? settings.title : "\(page.title) · \(settings.title)",
      "archive_title": settings.title,
      "navigation": Self.navigation.map {
        ["href": root + $0.path, "label": $0.label, "current": $0.section == page.kind.section]
          as [String: Any]
      },
      "page_links": edition.pages.map {
        ["href": "\(root)\(Addresses(root: "").encoded($0.id)).html", "label": $0.label]
      },
      "has_search": page.kind == .search,
    ]
    let description = page.description.isEmpty ? settings.description ?? "" : page.description
    if hasFeed { values["feed"] = root + "feed.xml" }
    if !description.isEmpty { values["description"] = description }
    if let subtitle = settings.subtitle { values["archive_subtitle"] = subtitle }
    if let text = settings.description { values["archive_description"] = text }
    if !settings.baseURL.isEmpty && page.kind != .missing {
      values["canonical"] = settings.baseURL + Addresses(root: "").encodedPath(page.path)
    }
    if !settings.editors.isEmpty { values["editors"] = settings.editors.joined(separator: ", ") }
    if let licence = settings.licence { values["licence"] = licence }
    if let rights = settings.rights { values["rights"] = rights }
    if !page.breadcrumbs.isEmpty {
      values["breadcrumbs"] = page.breadcrumbs.map { step -> [String: Any] in
        var step: [String: Any] = step.href.map { ["href": $0, "label": step.label] } ?? ["here": step.label]
        step["current"] = false
        return step
      }
    }
    return theme.render("page", values, parts: [("main", main), ("head_extra", page.headExtra)])
  }
}
