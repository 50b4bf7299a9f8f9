import Archive
import Linking

/// Writes `dl.facts`: facts from the register entry, and counts.
struct Facts {
  private var out: HTML

  init(_ edition: Edition) {
    out = HTML(for: edition)
  }

  var html: HTML {
    guard !out.isEmpty else { return out }
    var list = HTML()
    list.raw("<dl class=\"facts\">\n")
    list.add(out)
    list.raw("</dl>\n")
    return list
  }

  mutating func row(_ term: StaticString, _ write: (inout HTML) -> Void) {
    out.raw("<dt>")
    out.raw(term)
    out.raw("</dt><dd>")
    write(&out)
    out.raw("</dd>\n")
  }

  mutating func row(_ term: StaticString, _ text: String) { row(term) { $0.isolated(text) } }

  /// Adds several links, separated by semicolons; nothing if there are none.
  mutating func links(_ term: StaticString, _ items: [(href: String, label: String)]) {
    guard !items.isEmpty else { return }
    row(term) { out in
      for (place, item) in items.enumerated() {
        if place > 0 { out.raw("; ") }
        out.link(item.href, item.label)
      }
    }
  }

  /// Adds other names and ids in authority files.
  mutating func card(_ card: RegisterEntryInfo) {
    if !card.aliases.isEmpty {
      row("Also called") { out in
        for (place, alias) in card.aliases.enumerated() {
          if place > 0 { out.raw("; ") }
          out.isolated(alias)
        }
      }
    }
    for authority in card.authority {
      row("Authority file") { out in
        out.text("\(authority.scheme) ")
        if let url = authority.url {
          out.raw("<a")
          out.attribute("href", url)
          out.raw(" rel=\"external noreferrer\">")
          out.text(authority.id)
          out.raw("</a>")
        } else {
          out.text(authority.id)
        }
      }
    }
  }
}

extension HTML {
  /// The note of a register entry.
  static func note(_ card: RegisterEntryInfo, _ edition: Edition, _ addresses: Addresses, _ wording: Wording)
    -> HTML
  {
    var out = HTML(for: edition)
    guard !card.note.isEmpty else { return out }
    out.raw("<div class=\"note-text\">\n")
    var writer = ProseWriter(card.note, edition, addresses, wording)
    writer.hasFootnoteAnchors = true
    writer.writeAll(&out, headings: 2)
    out.raw("</div>\n")
    return out
  }
}
