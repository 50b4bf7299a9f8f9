import Archive
import Linking

/// Cuts excerpts from prose.
enum Excerpt {
  /// The beginning of a range, at most `limit` bytes, cut between words. `isCut` says whether the caller must add
  /// "…".
  static func start(_ prose: Prose, _ range: ByteRange, limit: Int) -> (range: ByteRange, isCut: Bool) {
    guard range.count > limit else { return (range, false) }
    let end = cut(prose, before: Int(range.start) + limit, notBefore: Int(range.start) + limit / 2)
    return (ByteRange(Int(range.start), end), true)
  }

  /// The text around a range, at most `limit` bytes before and after it.
  static func around(_ prose: Prose, _ place: ByteRange, in range: ByteRange, limit: Int) -> ByteRange {
    var start = max(Int(range.start), Int(place.start) - limit)
    if start > Int(range.start) {
      while start < Int(place.start), prose.bytes[start - 1] != 32 && prose.bytes[start - 1] != 10 {
        start += 1
      }
      while start < Int(place.start), UTF8.isContinuation(prose.bytes[start]) { start += 1 }
    }
    var end = Int(range.end)
    if end - Int(place.end) > limit {
      end = cut(prose, before: Int(place.end) + limit, notBefore: Int(place.end))
    }
    return ByteRange(start, end)
  }

  /// The last gap between words in a range, or the last character boundary if there is none.
  private static func cut(_ prose: Prose, before end: Int, notBefore start: Int) -> Int {
    var at = end
    while at > start {
      if prose.bytes[at] == 32 || prose.bytes[at] == 10 { return at }
      at -= 1
    }
    at = end
    while at > start, UTF8.isContinuation(prose.bytes[at]) { at -= 1 }
    return at
  }
}

/// Writes back-links, each with the words around the link.
struct MentionWriter {
  let edition: Edition
  let addresses: Addresses
  let wording: Wording

  init(_ edition: Edition, _ addresses: Addresses, _ wording: Wording) {
    self.edition = edition
    self.addresses = addresses
    self.wording = wording
  }

  /// Writes `<details class="mentions">` beside a passage.
  func writeDetails(_ mentions: [Mention], _ out: inout HTML) {
    out.raw("<details class=\"mentions\"><summary>Mentioned in ")
    out.text(wording.count(mentions.count, "place", "places"))
    out.raw("</summary>\n")
    writeList(mentions, &out)
    out.raw("</details>\n")
  }

  /// Writes `<section class="mentions">` at the end of a page; nothing if there are no links.
  func writeSection(_ mentions: [Mention], _ out: inout HTML) {
    guard !mentions.isEmpty else { return }
    out.raw("<section class=\"mentions\">\n<h2>Mentioned in</h2>\n")
    writeList(mentions, &out)
    out.raw("</section>\n")
  }

  func writeList(_ mentions: [Mention], _ out: inout HTML) {
    out.raw("<ul class=\"mention-list\">\n")
    for mention in mentions {
      out.raw("<li>")
      write(mention, &out)
      out.raw("</li>\n")
    }
    out.raw("</ul>\n")
  }

  private func write(_ mention: Mention, _ out: inout HTML) {
    switch mention.origin {
    case .passage(let ref):
      let source = edition.sources[Int(ref.source)]
      let passage = edition.passage(ref)
      out.link(addresses.passage(source.id, passage.number), "\(source.name), \(passage.number)")
      writeContext(source.record, mention.range, in: passage.range, &out)
    case .annotation(let index):
      writeNote(index, &out)
      writeContext(edition.annotations[Int(index)].body.prose, mention.range, &out)
    case .noteAside(let index): writeNote(index, &out)
    case .entry(let scheme, let index): writeEntry(scheme, index, mention.range, &out)
    case .page(let index):
      let page = edition.pages[Int(index)]
      out.link(addresses.page(page.id), page.label)
      writeContext(page.card.note, mention.range, &out)
    }
  }

  private func writeNote(_ index: Int32, _ out: inout HTML) {
    if let address = addresses.note(edition.annotations[Int(index)].id, edition) {
      out.link(address, "Note")
    } else {
      out.raw("Note")
    }
    if let place = edition.notePlaces[Int(index)].first {
      out.raw(" on ")
      out.isolated(edition.sources[Int(place.source)].name)
    }
  }

  private func writeEntry(_ scheme: Reference.Scheme, _ index: Int32, _ range: ByteRange, _ out: inout HTML) {
    let card: RegisterEntryInfo
    let address: String
    switch scheme {
    case .speaker:
      card = edition.speakers[index].card
      address = addresses.speaker(card.id)
    case .topic:
      card = edition.topics[index].card
      address = addresses.topic(card.id)
    case .event:
      card = edition.events[index].card
      address = addresses.event(card.id)
    case .place:
      card = edition.places[index].card
      address = addresses.place(card.id)
    case .organization:
      card = edition.organizations[index].card
      address = addresses.organization(card.id)
    case .source, .note, .page: return
    }
    out.link(address, card.label)
    writeContext(card.note, range, &out)
  }

  private func writeContext(_ prose: Prose, _ range: ByteRange, _ out: inout HTML) {
    let passage = prose.passages.first { $0.range.contains(range) }
    if let passage { writeContext(prose, range, in: passage.range, &out) }
  }

  private func writeContext(_ prose: Prose, _ range: ByteRange, in passage: ByteRange, _ out: inout HTML) {
    guard passage.contains(range) else { return }
    let window = Excerpt.around(prose, range, in: passage, limit: 70)
    out.raw("<span class=\"context\">: ")
    let base = out.base
    let found = Direction(firstStrongOf: prose, window)
    if let found, found != base {
      out.raw("<span")
      out.direction(found)
      out.raw(">")
    }
    if window.start > passage.start { out.raw("… ") }
    out.text(prose, ByteRange(Int(window.start), Int(range.start)))
    out.raw("<b>")
    out.text(prose, range)
    out.raw("</b>")
    out.text(prose, ByteRange(Int(range.end), Int(window.end)))
    if window.end < passage.end { out.raw(" …") }
    if out.base != base { out.raw("</span>") }
    out.base = base
    out.raw("</span>")
  }
}
