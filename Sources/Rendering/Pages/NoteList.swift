import Archive
import Linking

/// Notes outside their sources: each with its words, in every source that it is on.
struct NoteList {
  let edition: Edition
  let addresses: Addresses
  let wording: Wording

  /// Writes `div.note-list`.
  func write(_ notes: some Collection<Int32>, _ out: inout HTML) {
    out.raw("<div class=\"note-list\">\n")
    for note in notes { write(note, &out) }
    out.raw("</div>\n")
  }

  private func write(_ index: Int32, _ out: inout HTML) {
    let note = edition.annotations[Int(index)]
    let parts = NoteParts(edition, addresses, wording)
    out.raw("<article class=\"note\"")
    out.attribute("id", "note-\(note.id)")
    parts.writeAttributes(note, &out)
    out.raw(">\n<p class=\"note-head\">")
    parts.writeKind(note, &out)
    out.raw("</p>\n<ul class=\"note-where\">")
    for place in edition.notePlaces[Int(index)] { write(place, &out) }
    out.raw("</ul>\n")
    parts.writeContent(note, headings: 4, &out)
    out.raw("<p class=\"note-meta\">")
    parts.writeByline(note, &out)
    out.raw("</p>\n</article>\n")
  }

  private func write(_ place: NotePlace, _ out: inout HTML) {
    let source = edition.sources[Int(place.source)]
    let here = edition.links[Int(place.source)].notes[Int(place.note)]
    out.raw("<li>")
    let passage = here.passages.last.map { source.record.passages[Int($0)].number }
    out.link(addresses.note(place, edition), source.name + (passage.map { ", \($0)" } ?? ""))
    if let range = here.range {
      out.raw(": <q class=\"note-quote\"")
      out.language(of: source, on: edition, words: source.record, range)
      out.raw(">")
      out.text(source.record, range)
      out.raw("</q>")
    }
    if let number = here.passages.last {
      let speaker = edition.links[Int(place.source)].speakers[Int(number)]
      if speaker >= 0 {
        out.raw(" ")
        out.element("span", class: "who", edition.speakers[speaker].label)
      }
    }
    out.raw("</li>")
  }
}
