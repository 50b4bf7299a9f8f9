import Archive
import Base
import Linking

/// `topics/index.html`: the whole index from A to Z with locators and "see" references, and the topic tree.
struct TopicIndexPage {
  let edition: Edition
  let wording: Wording
  private let addresses = Addresses(root: "../")

  init(_ edition: Edition, _ wording: Wording) {
    self.edition = edition
    self.wording = wording
  }

  /// A line of the index: a heading, or an alias with a "see" reference.
  private struct Line {
    /// Letter under which it is listed; "#" for digits and symbols.
    var letter: String
    var sort: String
    var label: String
    var topic: Int32
    var isAlias: Bool
  }

  /// Maximum number of locators of one source on an index line; the topic's own page has them all.
  private static let perSource = 24
  private static let sourcesPerLine = 12

  func make() -> Page {
    var page = Page("topics/index.html", .topics, title: "Topics")
    page.description = "Index of topics of \(edition.settings.title), A to Z, and the tree of topics"
    page.breadcrumbs = [("../index.html", "Home"), (nil, "Topics")]
    let lines = lines()
    var body = HTML(for: edition)
    if lines.isEmpty {
      body.empty("This archive has no topics yet.")
    } else {
      writeLetters(lines, &body)
      writeIndex(lines, &body)
      body.raw("<section class=\"topic-tree\">\n<h2 id=\"tree\">Tree of topics</h2>\n")
      let tops = (0..<Int32(edition.topics.count)).filter { edition.topicEntries[Int($0)].broader < 0 }
      writeTree(tops.sorted { key($0) < key($1) }, class: true, &body)
      body.raw("</section>\n")
    }
    let lead = wording.count(edition.topics.count, "heading", "headings")
    page.parts = [
      ("head", HTML.entryHead(edition, kicker: "", title: "Index of topics", lead: lead)), ("body", body),
    ]
    return page
  }

  private func key(_ topic: Int32) -> (String, String) {
    (Unicode17.lowercased(edition.topics[topic].label), edition.topics[topic].id)
  }

  private func lines() -> [Line] {
    var lines: [Line] = []
    for (index, topic) in edition.topics.entries.enumerated() {
      lines.append(line(topic.label, Int32(index), isAlias: false))
      for alias in topic.card.aliases { lines.append(line(alias, Int32(index), isAlias: true)) }
    }
    // Sorted by letter first, so that each letter has one group; "#" comes before all letters.
    return lines.sorted { a, b in
      a.letter != b.letter
        ? a.letter < b.letter
        : (a.sort, a.topic, a.isAlias ? 1 : 0) < (b.sort, b.topic, b.isAlias ? 1 : 0)
    }
  }

  /// Builds a line. Quotation marks and other symbols before a heading are ignored for sorting.
  private func line(_ label: String, _ topic: Int32, isAlias: Bool) -> Line {
    let lower = Unicode17.lowercased(label)
    let letters = lower.drop { !$0.isLetter && !$0.isNumber }
    let sort = letters.isEmpty ? lower : String(letters)
    let first = letters.first.flatMap { $0.isLetter ? Unicode17.uppercased(String($0)) : nil } ?? "#"
    return Line(letter: first, sort: sort, label: label, topic: topic, isAlias: isAlias)
  }

  private func letter(_ line: Line) -> String { line.letter }

  private func writeLetters(_ lines: [Line], _ out: inout HTML) {
    out.raw("<nav class=\"letters\" aria-label=\"Letters\"><ul>")
    var seen: Set<String> = []
    for line in lines where seen.insert(letter(line)).inserted {
      out.raw("<li>")
      out.link("#\(anchor(letter(line)))", letter(line))
      out.raw("</li>")
    }
    out.raw("<li><a href=\"#tree\">Tree</a></li></ul></nav>\n")
  }

  private func anchor(_ letter: String) -> String { letter == "#" ? "letter-sign" : "letter-\(letter)" }

  private func writeIndex(_ lines: [Line], _ out: inout HTML) {
    var current = ""
    for line in lines {
      if letter(line) != current {
        if !current.isEmpty { out.raw("</dl>\n") }
        current = letter(line)
        out.raw("<h2 class=\"letter\"")
        out.attribute("id", anchor(current))
        out.raw(">")
        out.text(current)
        out.raw("</h2>\n<dl class=\"index\">\n")
      }
      if line.isAlias { writeSee(line, &out) } else { writeHeading(line, &out) }
    }
    if !current.isEmpty { out.raw("</dl>\n") }
  }

  private func writeSee(_ line: Line, _ out: inout HTML) {
    out.raw("<dt>")
    out.isolated(line.label)
    out.raw("</dt><dd class=\"see\"><i>see</i> ")
    out.link(addresses.topic(edition.topics[line.topic].id), edition.topics[line.topic].label)
    out.raw("</dd>\n")
  }

  private func writeHeading(_ line: Line, _ out: inout HTML) {
    let topic = edition.topics[line.topic]
    let entry = edition.topicEntries[Int(line.topic)]
    out.raw("<dt")
    out.attribute("id", "topic-\(topic.id)")
    out.raw(">")
    out.link(addresses.topic(topic.id), topic.label)
    out.raw("</dt>")
    if !entry.passages.isEmpty {
      out.raw("<dd class=\"locator-line\">")
      writeLocators(entry.passages, &out)
      out.raw("</dd>")
    }
    for narrower in entry.narrower {
      let below = edition.topics[narrower]
      out.raw("\n<dd class=\"sub\">")
      out.link(addresses.topic(below.id), below.label)
      let passages = edition.topicEntries[Int(narrower)].passages
      if !passages.isEmpty {
        out.raw(" <span class=\"count\">")
        out.number(passages.count)
        out.raw("</span>")
      }
      out.raw("</dd>")
    }
    if !entry.related.isEmpty {
      out.raw("\n<dd class=\"see-also\"><i>see also</i> ")
      for (place, other) in entry.related.enumerated() {
        if place > 0 { out.raw("; ") }
        out.link(addresses.topic(edition.topics[other].id), edition.topics[other].label)
      }
      out.raw("</dd>")
    }
    if entry.passages.isEmpty && entry.narrower.isEmpty && entry.related.isEmpty {
      out.raw("<dd class=\"empty\">no passages yet</dd>")
    }
    out.raw("\n")
  }

  private func writeLocators(_ passages: [PassageRef], _ out: inout HTML) {
    var sources: [(Int32, [PassageRef])] = []
    for ref in passages {
      if sources.last?.0 != ref.source { sources.append((ref.source, [])) }
      sources[sources.count - 1].1.append(ref)
    }
    for (place, (number, refs)) in sources.prefix(Self.sourcesPerLine).enumerated() {
      if place > 0 { out.raw("; ") }
      let source = edition.sources[Int(number)]
      out.element("span", class: "source-name", source.name)
      for (index, ref) in refs.prefix(Self.perSource).enumerated() {
        out.raw(index > 0 ? ", " : " ")
        let passage = edition.passage(ref).number
        out.raw("<a class=\"locator\"")
        out.attribute("href", addresses.passage(source.id, passage))
        out.raw(">")
        out.number(Int(passage))
        out.raw("</a>")
      }
      if refs.count > Self.perSource { out.raw(" …") }
    }
    if sources.count > Self.sourcesPerLine { out.raw("; …") }
  }

  private func writeTree(_ topics: [Int32], class isTop: Bool, _ out: inout HTML) {
    out.raw(isTop ? "<ul class=\"tree\">\n" : "<ul>\n")
    for topic in topics {
      let entry = edition.topicEntries[Int(topic)]
      out.raw("<li>")
      out.link(addresses.topic(edition.topics[topic].id), edition.topics[topic].label)
      out.raw(" <span class=\"count\">")
      out.number(entry.passages.count)
      out.raw("</span>")
      if !entry.narrower.isEmpty { writeTree(entry.narrower, class: false, &out) }
      out.raw("</li>\n")
    }
    out.raw("</ul>\n")
  }
}
