import Archive
import Base
import Linking

/// Lists of passages: under an index heading, on an entry's page, in a speaker's timeline. Grouped by source, sorted
/// by date.
struct Locators {
  let edition: Edition
  let addresses: Addresses
  let wording: Wording

  /// Maximum number of passages on one page; the rest are on further pages.
  static let perPage = 1000

  /// Writes passages as locators with the speaker and a line of text.
  ///
  /// - Parameter heading: level of the heading above each source.
  func write(_ passages: some Collection<PassageRef>, heading: Int, _ out: inout HTML) {
    grouped(passages, heading: heading, "locator-group", "locator-list", &out) { ref, out in
      let speaker = edition.links[Int(ref.source)].speakers[Int(ref.passage)]
      out.raw(" ")
      out.element("span", class: "who", speaker >= 0 ? edition.speakers[speaker].label : "")
      out.raw(" ")
      writeWords(ref, class: "line", limit: 170, &out)
    }
  }

  /// Writes passages as a timeline, with their text and topics, without the speaker, who is the subject of the page.
  func writeTimeline(_ passages: some Collection<PassageRef>, heading: Int, _ out: inout HTML) {
    grouped(passages, heading: heading, "timeline-group", "timeline-list", &out) { ref, out in
      let passage = edition.passage(ref)
      if passage.attributes >= 0,
        let reported = edition.sources[Int(ref.source)].record.attributes(of: passage)?.speaker,
        edition.speakers.number(of: reported.id) != nil
      {
        out.raw(" <span class=\"who\">reported</span>")
      }
      if passage.turn >= 0 {
        let turn = edition.sources[Int(ref.source)].record.turns[Int(passage.turn)]
        if turn.time >= 0 && turn.passages.lowerBound == ref.passage {
          out.raw(" ")
          out.element("span", class: "timecode", wording.timeCode(turn.time))
        }
      }
      out.raw(" ")
      writeWords(ref, class: "words-excerpt", limit: 400, &out)
      writeTopics(ref, &out)
    }
  }

  private func grouped(
    _ passages: some Collection<PassageRef>, heading: Int, _ group: StaticString, _ list: StaticString,
    _ out: inout HTML, _ item: (PassageRef, inout HTML) -> Void
  ) {
    var source: Int32 = -1
    for ref in passages {
      if ref.source != source {
        if source >= 0 { out.raw("</ol></section>\n") }
        source = ref.source
        open(source, heading: heading, group, list, &out)
      }
      let id = edition.sources[Int(source)].id
      let number = edition.passage(ref).number
      out.raw("<li")
      out.attribute("data-source", id)
      out.raw(" data-passage=\"p")
      out.number(Int(number))
      out.raw("\"><a class=\"locator\"")
      out.attribute("href", addresses.passage(id, number))
      out.raw(">")
      out.number(Int(number))
      out.raw("</a>")
      item(ref, &out)
      out.raw("</li>\n")
    }
    if source >= 0 { out.raw("</ol></section>\n") }
  }

  private func open(
    _ number: Int32, heading: Int, _ group: StaticString, _ list: StaticString, _ out: inout HTML
  ) {
    let source = edition.sources[Int(number)]
    out.raw("<section class=\"")
    out.raw(group)
    out.raw("\"><h")
    out.number(heading)
    out.raw(">")
    out.link(addresses.source(source.id), source.title)
    if let date = source.date {
      out.raw(" ")
      out.date(date, wording)
    }
    out.raw("</h")
    out.number(heading)
    out.raw(">\n<ol class=\"")
    out.raw(list)
    out.raw("\">\n")
  }

  private func writeWords(_ ref: PassageRef, class style: StaticString, limit: Int, _ out: inout HTML) {
    let record = edition.sources[Int(ref.source)].record
    let (range, isCut) = Excerpt.start(record, edition.passage(ref).range, limit: limit)
    out.raw("<span class=\"")
    out.raw(style)
    out.raw("\"")
    out.language(of: edition.sources[Int(ref.source)], on: edition, words: record, range)
    out.raw(">")
    out.text(record, range)
    if isCut { out.raw(" …") }
    out.raw("</span>")
  }

  private func writeTopics(_ ref: PassageRef, _ out: inout HTML) {
    let topics = edition.links[Int(ref.source)].topics[Int(ref.passage)]
    guard !topics.isEmpty else { return }
    out.raw("<p class=\"indexed\"><span class=\"label\">Topics:</span> ")
    for (place, topic) in topics.enumerated() {
      if place > 0 { out.raw("; ") }
      out.link(addresses.topic(edition.topics[topic].id), edition.topics[topic].label)
    }
    out.raw("</p>")
  }
}

/// Paging of long entries: the second page is `ID~2.html`, and so on. No id contains a tilde.
struct Paging {
  /// Number of pages, at least 1.
  let pages: Int
  private let total: Int

  init(_ total: Int) {
    self.total = total
    pages = max(1, (total + Locators.perPage - 1) / Locators.perPage)
  }

  /// The items on a page, which is counted from 1.
  func range(_ page: Int) -> Range<Int> {
    let start = (page - 1) * Locators.perPage
    return start..<min(total, start + Locators.perPage)
  }

  /// The path of a page.
  static func path(_ folder: String, _ id: String, _ page: Int) -> String {
    page == 1 ? "\(folder)/\(id).html" : "\(folder)/\(id)~\(page).html"
  }

  /// Writes links to the other pages of the same entry.
  func write(_ id: String, current: Int, _ out: inout HTML) {
    guard pages > 1 else { return }
    let encoded = PercentEncoding.encode(id)
    out.raw("<nav class=\"paging\" aria-label=\"Pages of this entry\"><ol>")
    for page in 1...pages {
      out.raw("<li>")
      if page == current {
        out.raw("<span aria-current=\"page\">")
        out.number(page)
        out.raw("</span>")
      } else {
        out.link(page == 1 ? "\(encoded).html" : "\(encoded)~\(page).html", String(page))
      }
      out.raw("</li>")
    }
    out.raw("</ol></nav>\n")
  }
}
