import Archive
import Linking

/// One page before the frame is put around it.
struct Page {
  /// Path on the site: `sources/press-conference.html`.
  var path: String
  /// Path of the page that has the same in its place now; nil where it is this one.
  var canonicalPath: String?
  /// Class of the body and template of the main part.
  var kind: Kind
  /// Title without the archive's.
  var title: String
  /// One sentence for search engines and link previews.
  var description = ""
  /// The way to the page: address and label of each step above it, and the page itself without an address.
  var breadcrumbs: [(href: String?, label: String)] = []
  /// Texts for the template.
  var texts: [(name: String, text: String)] = []
  /// Parts for the template.
  var parts: [(name: String, html: HTML)] = []
  /// Whether notes stand on the page that can be gone through and switched.
  var hasNotes = false
  /// Further elements for the head.
  var headExtra = HTML()

  enum Kind: String {
    case home, source, sources, speaker, speakers, topic, topics, event, events, place, places, organization,
      organizations, timeline, annotations, search, prose, missing, moved

    /// The template that arranges the main part.
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

    /// The entry of the navigation that is marked as current.
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

  /// The way from the page to the top folder.
  var root: String { path.utf8.contains(UInt8(ascii: "/")) ? "../" : "" }
}

/// Everything a page is made from.
struct PageContext: Sendable {
  let edition: Edition
  let wording: Wording
}

extension HTML {
  /// The head of a page that is not a source: kicker, heading, a line beneath.
  static func entryHead(_ edition: Edition, kicker: String, title: String, lead: String? = nil) -> HTML {
    var out = HTML(for: edition)
    out.raw("<header class=\"entry-head\">")
    if !kicker.isEmpty { out.element("p", class: "kicker", kicker) }
    out.element("h1", title)
    if let lead, !lead.isEmpty { out.element("p", class: "lead", lead) }
    out.raw("</header>\n")
    return out
  }

  /// The sentence that says that there is nothing yet.
  mutating func empty(_ sentence: String) { element("p", class: "empty", sentence) }
}
