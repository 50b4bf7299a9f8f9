import Archive
import Linking

/// A page before the layout is applied.
struct Page {
  /// Path on the site: `sources/press-conference.html`.
  var path: String
  /// Path of the page that now replaces this one; nil if it is this page.
  var canonicalPath: String?
  /// Kind of page, which decides the class of the body and the template of the main part.
  var kind: Kind
  /// Title, without the title of the archive.
  var title: String
  /// One sentence for search engines and link previews.
  var description = ""
  /// Breadcrumbs: address and label of each page above this one; the page itself has no address.
  var breadcrumbs: [(href: String?, label: String)] = []
  /// Texts for the template, by name.
  var texts: [(name: String, text: String)] = []
  /// HTML for the template, by name.
  var parts: [(name: String, html: HTML)] = []
  /// Whether the page has notes that readers can step through and filter.
  var hasNotes = false
  /// Additional elements for the head.
  var headExtra = HTML()

  enum Kind: String {
    case home, source, sources, speaker, speakers, topic, topics, event, events, place, places, organization,
      organizations, timeline, annotations, search, prose, missing, moved

    /// The template of the main part.
    var template: String {
      switch self {
      case .home: "home"
      case .source: "source"
      case .speaker, .topic, .event, .place, .organization, .prose: "entry"
      case .search: "search"
      case .missing: "missing"
      default: "list"
      }
    }

    /// The navigation entry to mark as current.
    var section: String {
      switch self {
      case .source, .moved: "sources"
      case .speaker: "speakers"
      case .topic: "topics"
      case .event: "events"
      case .place: "places"
      case .organization: "organizations"
      default: rawValue
      }
    }
  }

  init(_ path: String, _ kind: Kind, title: String) {
    self.path = path
    self.kind = kind
    self.title = title
  }

  /// Relative path from the page to the top folder.
  var root: String { path.utf8.contains(UInt8(ascii: "/")) ? "../" : "" }
}

/// The input of a page.
struct PageContext: Sendable {
  let edition: Edition
  let wording: Wording
}

extension HTML {
  /// The head of a page other than a source: kicker, heading and a line below.
  static func entryHead(_ edition: Edition, kicker: String, title: String, lead: String? = nil) -> HTML {
    var out = HTML(for: edition)
    out.raw("<header class=\"entry-head\">")
    if !kicker.isEmpty { out.element("p", class: "kicker", kicker) }
    out.element("h1", title)
    if let lead, !lead.isEmpty { out.element("p", class: "lead", lead) }
    out.raw("</header>\n")
    return out
  }

  /// Adds the sentence for an empty list.
  mutating func empty(_ sentence: String) { element("p", class: "empty", sentence) }
}
