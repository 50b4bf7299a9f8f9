import Archive
import Linking

/// The list of the notes on one source, with number, kind and words of each, linked to the note. It works without
/// script.
struct NoteIndex {
  let edition: Edition
  let source: Int
  let notes: SourceNotes
  /// Maximum number of bytes of the quoted words, so that the list stays small if notes are on whole paragraphs.
  private let limit = 72

  init(_ edition: Edition, source: Int, _ notes: SourceNotes) {
    self.edition = edition
    self.source = source
    self.notes = notes
  }

  /// Writes `<nav class="note-index">`; nothing if there are no notes.
  func write(_ out: inout HTML) {
    guard !notes.notes.isEmpty else { return }
    out.raw("<nav class=\"note-index\" aria-label=\"Notes\"><details><summary>List of notes ")
    out.element("span", class: "count", notes.wording.grouped(notes.notes.count))
    out.raw("</summary>\n<ol>\n")
    for number in notes.notes.indices { writeLine(number, &out) }
    out.raw("</ol></details></nav>\n")
  }

  private func writeLine(_ number: Int, _ out: inout HTML) {
    let place = notes.notes[number]
    out.raw("<li")
    notes.writeKind(number, &out)
    out.raw("><a")
    out.attribute("href", "#" + notes.anchor(number, prefix: "note-"))
    out.raw("><span class=\"number\">")
    out.number(number + 1)
    out.raw("</span> <span>")
    writeWords(place, &out)
    out.raw("</span></a> ")
    out.element("span", class: "note-kind", notes.label(number))
    out.raw("</li>\n")
  }

  private func writeWords(_ place: NoteOnSource, _ out: inout HTML) {
    let source = edition.sources[source]
    if let range = place.range {
      let start = Excerpt.start(source.record, range, limit: limit)
      out.raw("<q")
      out.language(of: source, on: edition, words: source.record, start.range)
      out.raw(">")
      out.text(source.record, start.range)
      if start.isCut { out.raw(" …") }
      out.raw("</q>")
    } else if let quote = notes.quote(place, edition.annotations[Int(place.annotation)]),
      !place.state.isPlaced
    {
      out.raw("<q")
      out.language(of: source, on: edition, words: quote)
      out.raw(">")
      out.text(quote)
      out.raw("</q>, no place in the text")
    } else if let passage = place.passages.first {
      out.raw("the whole passage ")
      out.number(Int(source.record.passages[Int(passage)].number))
    } else {
      out.raw("the whole source")
    }
  }
}
