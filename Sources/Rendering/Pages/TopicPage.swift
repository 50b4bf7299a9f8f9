import Archive
import Base
import Linking

/// An index entry as in a printed book: scope note, see also, locators grouped by source, and the narrower headings
/// with their locators.
struct TopicPage {
  let edition: Edition
  let number: Int32
  let wording: Wording
  private let addresses = Addresses(root: "../")

  init(_ edition: Edition, _ number: Int32, _ wording: Wording) {
    self.edition = edition
    self.number = number
    self.wording = wording
  }

  private var topic: Topic { edition.topics[number] }
  private var entry: TopicEntry { edition.topicEntries[Int(number)] }

  /// Maximum number of locators of a narrower heading on this page.
  private static let perNarrower = 40

  func make(page current: Int) -> Page {
    let paging = Paging(entry.passages.count)
    var page = Page(Paging.path("topics", topic.id, current), .topic, title: topic.label)
    page.description =
      "\(topic.label): \(wording.count(entry.passages.count, "passage", "passages")) in this archive"
    page.breadcrumbs = breadcrumbs()
    page.texts = [("id", topic.id)]
    var score = HTML(for: edition)
    var mentions = HTML(for: edition)
    if current == 1 {
      ArchiveChart(edition: edition, addresses: addresses, wording: wording).ofTopic(number).write(&score)
      MentionWriter(edition, addresses, wording).writeSection(entry.mentions, &mentions)
    }
    page.parts = [
      ("head", HTML.entryHead(edition, kicker: "Topic", title: topic.label)),
      ("facts", current == 1 ? facts() : HTML()),
      ("note", current == 1 ? HTML.note(topic.card, edition, addresses, wording) : HTML()), ("score", score),
      ("body", body(paging, current)), ("mentions", mentions),
    ]
    return page
  }

  private func breadcrumbs() -> [(href: String?, label: String)] {
    var above: [(href: String?, label: String)] = []
    var at = entry.broader
    while at >= 0 {
      above.insert((addresses.topic(edition.topics[at].id), edition.topics[at].label), at: 0)
      at = edition.topicEntries[Int(at)].broader
    }
    return [("../index.html", "Home"), ("index.html", "Topics")] + above + [(nil, topic.label)]
  }

  private func facts() -> HTML {
    var facts = Facts(edition)
    facts.card(topic.card)
    if entry.broader >= 0 { facts.links("Part of", [link(entry.broader)]) }
    facts.links("See also", entry.related.map(link))
    facts.links(
      "Sources",
      entry.sources.prefix(40).map {
        (addresses.source(edition.sources[Int($0)].id), edition.sources[Int($0)].name)
      })
    return facts.html
  }

  private func link(_ topic: Int32) -> (href: String, label: String) {
    (addresses.topic(edition.topics[topic].id), edition.topics[topic].label)
  }

  private func body(_ paging: Paging, _ current: Int) -> HTML {
    var out = HTML(for: edition)
    let locators = Locators(edition: edition, addresses: addresses, wording: wording)
    if current == 1 && entry.narrower.count > 1 { writeSubheadings(&out) }
    let range = paging.range(current)
    if !range.isEmpty || entry.narrower.isEmpty {
      out.raw("<section class=\"locators\">\n<h2>Passages</h2>\n")
      if range.isEmpty { out.empty("This topic has no passages yet.") }
      locators.write(entry.passages[range], heading: 3, &out)
      paging.write(topic.id, current: current, &out)
      out.raw("</section>\n")
    }
    guard current == 1 else { return out }
    writeNotes(&out)
    for narrower in entry.narrower { writeNarrower(narrower, locators, level: 2, &out) }
    return out
  }

  /// Writes an overview of the narrower headings, for a long page.
  private func writeSubheadings(_ out: inout HTML) {
    out.raw("<nav class=\"subheadings\" aria-label=\"Narrower topics\"><ul>\n")
    for narrower in entry.narrower {
      let topic = edition.topics[narrower]
      out.raw("<li>")
      out.link("#topic-\(PercentEncoding.encode(topic.id))", topic.label)
      out.raw(" <span class=\"count\">")
      out.number(edition.topicEntries[Int(narrower)].passages.count)
      out.raw("</span></li>\n")
    }
    out.raw("</ul></nav>\n")
  }

  private func writeNarrower(_ narrower: Int32, _ locators: Locators, level: Int, _ out: inout HTML) {
    let topic = edition.topics[narrower]
    let entry = edition.topicEntries[Int(narrower)]
    out.raw("<section class=\"narrower locators\"")
    out.attribute("id", "topic-\(topic.id)")
    out.raw(">\n<h")
    out.number(level)
    out.raw(">")
    out.link(addresses.topic(topic.id), topic.label)
    out.raw("</h")
    out.number(level)
    out.raw(">\n")
    locators.write(entry.passages.prefix(Self.perNarrower), heading: level + 1, &out)
    if entry.passages.count > Self.perNarrower {
      out.raw("<p class=\"more\">")
      out.link(addresses.topic(topic.id), "All \(wording.count(entry.passages.count, "passage", "passages"))")
      out.raw("</p>\n")
    }
    for below in entry.narrower { writeNarrower(below, locators, level: min(5, level + 1), &out) }
    out.raw("</section>\n")
  }

  /// Writes the notes on the topic and its narrower topics, comparisons first, because they show where accounts
  /// differ.
  private func writeNotes(_ out: inout HTML) {
    let all = Set(notes(of: number)).sorted()
    guard !all.isEmpty else { return }
    let kinds = edition.settings.kinds.map(\.id)
    let order = ["comparison"] + kinds.filter { $0 != "comparison" }
    out.raw("<section class=\"topic-notes\">\n<h2>Notes on this topic</h2>\n")
    for kind in order {
      let notes = all.filter {
        edition.annotations[Int($0)].kind == kind && !edition.notePlaces[Int($0)].isEmpty
      }
      guard !notes.isEmpty else { continue }
      let label = edition.settings.kinds.first { $0.id == kind }?.label ?? kind
      out.raw("<details class=\"note-group\"")
      if kind == "comparison" { out.raw(" open") }
      out.raw("><summary>")
      out.text("\(label) (\(notes.count))")
      out.raw("</summary>\n")
      let list = NoteList(edition: edition, addresses: addresses, wording: wording)
      list.write(notes.prefix(Locators.perPage), &out)
      out.raw("</details>\n")
    }
    out.raw("</section>\n")
  }

  private func notes(of topic: Int32) -> [Int32] {
    let entry = edition.topicEntries[Int(topic)]
    return entry.annotations + entry.narrower.flatMap { notes(of: $0) }
  }
}
