import Archive
import Linking

/// The notes of one source: their marks in the text, their signs, and the notes themselves.
struct SourceNotes {
  let edition: Edition
  let source: Int
  let addresses: Addresses
  let wording: Wording
  private let kinds: [String: Settings.NoteKind]

  init(_ edition: Edition, source: Int, _ addresses: Addresses, _ wording: Wording) {
    self.edition = edition
    self.source = source
    self.addresses = addresses
    self.wording = wording
    kinds = Dictionary(edition.settings.kinds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private var notes: [NoteOnSource] { edition.links[source].notes }

  /// The stretches of a passage that notes stand on.
  func overlays(of passage: Int, _ range: ByteRange) -> [Overlay] {
    notes.enumerated().compactMap { number, note in
      guard let words = note.range, note.passages.contains(Int32(passage)), words.overlaps(range) else {
        return nil
      }
      let start = max(words.start, range.start)
      let end = min(words.end, range.end)
      return Overlay(range: ByteRange(Int(start), Int(end)), note: number, isLast: words.end <= range.end)
    }
  }

  /// The notes that are shown beside a passage: those whose words end in it, and those on it as a whole.
  func notes(beside passage: Int) -> [Int] {
    notes.indices.filter {
      notes[$0].passages.upperBound == Int32(passage) + 1 && !notes[$0].passages.isEmpty
    }
  }

  /// The notes on the source as a whole, and those whose words were not found.
  var notesWithoutPlace: [Int] { notes.indices.filter { notes[$0].passages.isEmpty } }

  /// Writes `<mark …>` for words on which one or more notes stand, the shortest first.
  func startMark(_ active: [Overlay], _ out: inout HTML) {
    let order = active.sorted { ($0.range.count, $0.note) < ($1.range.count, $1.note) }
    out.raw("<mark class=\"noted\" data-notes=\"")
    for (index, overlay) in order.enumerated() {
      if index > 0 { out.raw(" ") }
      out.text(anchor(overlay.note, prefix: ""))
    }
    out.raw("\"")
    writeKind(order[0].note, &out)
    out.raw(">")
  }

  /// Writes the sign that leads to a note. A note that goes on in the next passage has it there.
  func writeReference(_ number: Int, _ out: inout HTML) {
    out.raw("<a class=\"note-ref\"")
    out.attribute("id", anchor(number, prefix: "ref-"))
    out.attribute("href", "#" + anchor(number, prefix: "note-"))
    writeKind(number, &out)
    out.raw(" aria-label=\"Note ")
    out.number(number + 1)
    out.raw(", ")
    out.text(label(number))
    out.raw("\">")
    out.number(number + 1)
    out.raw("</a>")
  }

  /// Writes a note.
  func writeNote(_ number: Int, _ out: inout HTML) {
    let place = notes[number]
    let note = edition.annotations[Int(place.annotation)]
    let anchor = anchor(number, prefix: "note-")
    out.raw("<aside class=\"note\" role=\"note\"")
    out.attribute("id", anchor)
    writeKind(number, &out)
    out.raw(" aria-label=\"Note ")
    out.number(number + 1)
    out.raw("\">\n<p class=\"note-head\"><a class=\"note-number\"")
    out.attribute("href", "#" + anchor)
    out.raw(" aria-label=\"Note ")
    out.number(number + 1)
    out.raw("\">")
    out.number(number + 1)
    out.raw("</a> ")
    out.element("span", class: "note-kind", label(number))
    out.raw("</p>\n")
    writeQuote(place, note, &out)
    out.raw("<div class=\"note-body\">")
    var writer = ProseWriter(note.body.prose, edition, addresses, wording)
    writer.writeAll(&out, headings: 5)
    out.raw("</div>\n")
    writeOtherPlaces(number, place, &out)
    writeByline(number, place, note, &out)
    out.raw("</aside>\n")
  }

  /// The words a note is on, where they are not marked beside it.
  private func writeQuote(_ place: NoteOnSource, _ note: Annotation, _ out: inout HTML) {
    switch place.state {
    case .exact, .moved:
      guard place.passages.isEmpty, let range = place.range else { return }
      out.element(
        "p", class: "note-quote", "On the heading “\(edition.sources[source].record.string(range))”")
    case .whole:
      out.element(
        "p", class: "note-quote", place.passages.isEmpty ? "On the whole source" : "On the whole passage")
    case .changed:
      guard let quote = quote(place, note) else { return }
      out.element("p", class: "note-quote", "Written on: “\(quote)”; the words have changed since")
    case .ambiguous, .lost:
      guard let quote = quote(place, note) else { return }
      let why = place.state == .lost ? "not found in the text" : "found in several places"
      out.element("p", class: "note-quote", "Written on: “\(quote)”, \(why)")
    }
  }

  private func quote(_ place: NoteOnSource, _ note: Annotation) -> String? {
    place.target >= 0 ? note.targets[Int(place.target)].quote : nil
  }

  private func writeOtherPlaces(_ number: Int, _ place: NoteOnSource, _ out: inout HTML) {
    let others = edition.notePlaces[Int(place.annotation)].filter {
      !(Int($0.source) == source && Int($0.note) == number)
    }
    guard !others.isEmpty else { return }
    out.raw("<ul class=\"note-targets\" aria-label=\"The same note elsewhere\">")
    for other in others {
      let source = edition.sources[Int(other.source)]
      let there = edition.links[Int(other.source)].notes[Int(other.note)]
      let words = there.range.map { source.record.string($0) }
      let passage = there.passages.first.map { source.record.passages[Int($0)].number }
      out.raw("<li>")
      out.link(addresses.note(other, edition), source.name + (passage.map { ", \($0)" } ?? ""))
      if let words {
        out.raw(": “")
        out.text(words)
        out.raw("”")
      }
      out.raw("</li>")
    }
    out.raw("</ul>\n")
  }

  private func writeByline(_ number: Int, _ place: NoteOnSource, _ note: Annotation, _ out: inout HTML) {
    out.raw("<p class=\"note-meta\">")
    if let author = note.author { out.element("span", class: "note-author", author) }
    if let date = note.date {
      if note.author != nil { out.raw(", ") }
      out.date(date, wording)
    }
    if let certainty = note.certainty {
      if note.author != nil || note.date != nil { out.raw(", ") }
      out.element("span", class: "note-certainty", wording.certainty(certainty))
    }
    for topic in note.topics {
      guard let index = edition.topics.number(of: topic.id) else { continue }
      out.raw(" ")
      out.link(addresses.topic(edition.topics[index].id), class: "note-topic", edition.topics[index].label)
    }
    if hasSign(place) {
      out.raw(" <a class=\"note-back\"")
      out.attribute("href", "#" + anchor(number, prefix: "ref-"))
      out.raw(" aria-label=\"Back to the text at note ")
      out.number(number + 1)
      out.raw("\">Back to the text</a>")
    }
    out.raw("</p>\n")
  }

  /// Whether the note's sign stands in the text: one on a heading, or on no word, has none to go back to.
  private func hasSign(_ place: NoteOnSource) -> Bool {
    guard let words = place.range, let last = place.passages.last else { return false }
    let passage = edition.sources[source].record.passages[Int(last)].range
    return words.overlaps(passage) && words.end <= passage.end
  }

  private func anchor(_ number: Int, prefix: String) -> String {
    edition.noteAnchor(NotePlace(source: Int32(source), note: Int32(number)), prefix: prefix)
  }

  private func kind(_ number: Int) -> Settings.NoteKind {
    let id = edition.annotations[Int(notes[number].annotation)].kind
    return kinds[id] ?? Settings.NoteKind(id: id, label: id, hue: "grey")
  }

  private func label(_ number: Int) -> String { kind(number).label }

  private func writeKind(_ number: Int, _ out: inout HTML) {
    let kind = kind(number)
    out.attribute("data-kind", kind.id)
    out.attribute("data-hue", kind.hue)
  }
}
