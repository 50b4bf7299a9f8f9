import Archive
import Linking
import Testing

@testable import Rendering

/// Content that imitates markup, in every field of every kind of file.
@Suite struct HostileTests {
  private static let evil = #""><script>alert(1)</script><img src=x onerror='y'>&amp;{{title}}"#
  /// The same content for YAML, single-quoted.
  private static let yaml =
    "'" + evil.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"

  private static var files: [String: String] {
    let e = evil
    let y = yaml
    return [
      "archive.yaml":
        "title: \(y)\nsubtitle: \(y)\ndescription: \(y)\neditors: [\(y)]\nlicence: \(y)\nrights: \(y)\nkinds: {k: {label: \(y)}}\n",
      "sources/a.md": """
      ---
      title: \(y)
      short_title: \(y)
      description: \(y)
      date: 2018
      publisher: \(y)
      author: \(y)
      rights: \(y)
      url: 'http://x.org/"><script>''&'
      archived_url: 'https://x.org/<b>'
      event: e
      place: p
      topics: [t]
      places: [p]
      organizations: [o]
      speakers:
        \(y): {id: s, via: \(y), certain: false}
        A: s
      ---

      ## \(e) [x](topic:t)

      ## Two `\(e)`

      A (\(#""><b onclick="x">"#)): text \(e) [\(e)](<http://x.org/"><script>>) ![\(e)](<media/"><i>.png>) &#1; &#x80;

      B \(e)
      {: topics="t" .cls #own places="p" events="e" organizations="o" }

      ---

      reported \(e) [inaudible \(#""><i>"#)] words[^1]
      {: speaker="s" }

      > (\(e))

      <div onclick="x">\(e)</div>

      | \(e) | b |
      |---|---|
      | `\(e)` | *c* |

      ```\(e)
      \(e)
      ```

      [^1]: \(e) [n](note:n)
      """,
      "media/\"><i>.png": "x",
      "sources/b.md": source("date: 1900\n", "[\(e)](source:a#p1) [y](source:a) [z](topic:t) [w](speaker:s)"),
      "speakers/s.md":
        card(
          "name", y,
          "sort_name: \(y)\naliases: [\(y)]\nuncertain: \(y)\nroles: [{title: \(y), organization: o}]\nauthority: {\(y): Q1}\n",
          e),
      "topics/t.md": card("label", y, "aliases: [\(y)]\nbroader: u\nrelated: [v]\n", "\(e) [x](event:e)"),
      "topics/u.md": card("label", y), "topics/v.md": card("label", y),
      "events/e.md": card(
        "title", y, "date: 2018~\nplace: p\nparticipants: [s]\norganizations: [o]\ntopics: [t]\n", e),
      "places/p.md": card("name", y, "aliases: [\(y)]\n", e), "organizations/o.md": card("name", y, "", e),
      "pages/about.md": card("title", y, "", "# \(e)\n\n\(e) [x](place:p) words[^1]\n\n[^1]: foot"),
      "annotations/n.yaml":
        "- id: n\n  on: a\n  quote: reported\n  author: \(y)\n  kind: k\n  date: 2018\n  certainty: possible\n  status: disputed\n  references: [\(y)]\n  replies: [{author: \(y), date: 2018, body: \(y), replies: [{id: r, author: \(y), body: \(y)}]}]\n  topics: [t]\n  body: |\n    \(e) [x](organization:o)\n- {id: l, on: b, quote: \(y), body: \(y)}\n",
    ]
  }

  @Test(arguments: [false, true])
  func `Nothing from content becomes markup, on any page`(_ shipped: Bool) async throws {
    let it = try await Fixture(Self.files, templates: shipped ? try Fixture.shipped() : nil)
    let errors = it.diagnostics.filter { $0.severity == .error }.map { "\($0.path) \($0.rule) \($0.message)" }
    #expect(errors.filter { !$0.contains("note-lost") } == [])
    let names: Set<String> = [
      "html", "head", "meta", "title", "link", "body", "a", "header", "nav", "ul", "li", "ol", "form",
      "label", "input", "select", "option", "datalist",
      "button", "main", "footer", "p", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "div",
      "span", "dl",
      "dt", "dd", "details", "summary", "time", "table", "thead", "tbody", "tr", "th", "td", "figure",
      "figcaption",
      "svg", "line", "text", "rect", "mark", "em", "strong", "code", "pre", "br", "hr", "blockquote", "img",
      "aside",
      "q", "b", "i", "kbd", "noscript", "sup",
    ]
    #expect(it.pages.count > 20)
    for (path, page) in it.pages {
      #expect(page.faults == [], "\(path)")
      let strange = page.tags.filter { tag in
        if tag.name == "script" { return tag.attributes["src"] == nil }
        // The style element of the 404 page comes from the template.
        if tag.name == "style" { return path != "404.html" }
        return !names.contains(tag.name)
          || tag.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" }
      }
      #expect(strange.map(\.name) == [], "\(path)")
      for image in page.all("img") { #expect(image.attributes["src"]?.contains("media/") == true) }
    }
  }

  @Test func `The words of content are all there`() async throws {
    let it = try await Fixture(Self.files)
    let page = it["sources/a.html"].text
    #expect(page.contains("text \(Self.evil.replacingEntity)"))
    #expect(it["speakers/s.html"].text.contains(Self.evil))
    #expect(it["topics/t.html"].text.contains(Self.evil))
  }

  @Test func `Every link of the pages leads to a page and an anchor that are there, from every folder`()
    async throws
  {
    let it = try await Fixture(Self.files, templates: try Fixture.shipped())
    expectWhole(it)
  }
}

extension String {
  /// `&amp;` in Markdown is an ampersand.
  fileprivate var replacingEntity: String {
    split(separator: "&amp;", omittingEmptySubsequences: false).joined(separator: "&")
  }
}

/// Follows every link between pages.
func expectWhole(_ it: Fixture, sourceLocation: SourceLocation = #_sourceLocation) {
  let pages = it.pages
  let ids = pages.mapValues(\.ids)
  for (path, page) in pages {
    let folder = path.split(separator: "/").dropLast().map(String.init)
    for href in page.hrefs where !href.hasPrefix("http") && !href.hasPrefix("mailto:") {
      let parts = href.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map {
        decoded(String($0))
      }
      var target = folder
      for step in parts[0].split(separator: "/") {
        if step == ".." { _ = target.popLast() } else { target.append(String(step)) }
      }
      let to = parts[0].isEmpty ? path : target.joined(separator: "/")
      if to.hasPrefix("assets/") || to.hasPrefix("media/") || to == "feed.xml" { continue }
      guard let other = ids[to] else {
        Issue.record("\(path): \(href) leads nowhere", sourceLocation: sourceLocation)
        continue
      }
      if parts.count > 1, !other.contains(parts[1]) {
        Issue.record("\(path): \(href) has no anchor", sourceLocation: sourceLocation)
      }
    }
  }
}

private func decoded(_ text: String) -> String {
  var out: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"),
      let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
    {
      out.append(value)
      rest = rest.dropFirst(2)
    } else {
      out.append(byte)
    }
  }
  return String(decoding: out, as: UTF8.self)
}
