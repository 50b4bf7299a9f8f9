import Archive
import Linking

/// The notes of one source: their highlights in the text, their references, and the notes themselves.
struct SourceNotes {
  let edition: Edition
  let source: Int
  let addresses: Addresses
  let wording: Wording
  private let parts: NoteParts
  private let labels: [Settings.NoteKind]
  /// Numbers of the notes that touch a passage, by passage index. Empty in a source without notes.
  private let touching: [Int32: [Int]]

  init(_ edition: Edition, source: Int, _ addresses: Addresses, _ wording: Wording) {
    self.edition = edition
    self.source = source
    self.addresses = addresses
    self.wording = wording
    let parts = NoteParts(edition, addresses, wording)
    self.parts = parts
    let notes = edition.links[source].notes
    labels = notes.map { parts.kind(edition.annotations[Int($0.annotation)]) }
    var touching: [Int32: [Int]] = [:]
    for (number, note) in notes.enumerated() {
      for passage in note.passages { touching[passage, default: []].append(number) }
    }
    self.touching = touching
  }

  /// All notes in text order. A note's number is its position in this list, from 1.
  var notes: [NoteOnSource] { edition.links[source].notes }

  /// The overlays of notes in a passage.
  func overlays(of passage: Int, _ range: ByteRange) -> [Overlay] {
    (touching[Int32(passage)] ?? []).compactMap { number in
      guard let words = notes[number].range, words.overlaps(range) else { return nil }
      let start = max(words.start, range.start)
      let end = min(words.end, range.end)
      return Overlay(
        range: ByteRange(Int(start), Int(end)), note: number, isFirst: words.start >= range.start,
        isLast: words.end <= range.end)
    }
  }

  /// Notes on whole passages that end with this one. Their references are written at its end.
  func onWhole(_ passage: Int) -> [Int] {
    notes(beside: passage).filter { notes[$0].range == nil }
  }

  /// Notes shown beside a passage: those whose words end in it, and those on the whole passage.
  func notes(beside passage: Int) -> [Int] {
    (touching[Int32(passage)] ?? []).filter { notes[$0].passages.upperBound == Int32(passage) + 1 }
  }

  /// Notes on the whole source.
  var onWholeSource: [Int] {
    notes.indices.filter { notes[$0].passages.isEmpty && notes[$0].state == .whole }
  }

  /// Notes on a heading, which cannot contain a note reference.
  var onHeadings: [Int] { notes.indices.filter { notes[$0].passages.isEmpty && notes[$0].range != nil } }

  /// Notes whose words were not found, or were found in several positions.
  var withoutPlace: [Int] { notes.indices.filter { !notes[$0].state.isPlaced } }

  /// Writes `<mark …>` for words with one or more notes, the shortest note first.
  ///
  /// - Parameter beginning: the notes that begin with these words; they are announced to screen readers.
  func startMark(_ active: [Overlay], beginning: [Int], _ out: inout HTML) {
    let order = active.sorted { (length($0.note), $0.note) < (length($1.note), $1.note) }
    out.raw("<mark class=\"noted\" data-notes=\"")
    for (index, overlay) in order.enumerated() {
      if index > 0 { out.raw(" ") }
      out.text(anchor(overlay.note, prefix: ""))
    }
    out.raw("\"")
    writeKind(order[0].note, &out)
    if !beginning.isEmpty {
      out.attribute("data-begins", wording.beginning(beginning.map { $0 + 1 }))
    }
    out.raw(">")
  }

  /// Number of bytes of a note's words, across all its passages.
  private func length(_ number: Int) -> Int { notes[number].range?.count ?? 0 }

  /// Writes the note reference. If a note continues in the next passage, the reference is written there.
  func writeReference(_ number: Int, _ out: inout HTML) {
    out.raw("<a class=\"note-ref\" role=\"doc-noteref\"")
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
    parts.writeAttributes(note, &out)
    out.raw(" aria-label=\"Note ")
    out.number(number + 1)
    out.raw("\">\n<p class=\"note-head\"><a class=\"note-number\"")
    out.attribute("href", "#" + anchor)
    out.raw(" aria-label=\"Note ")
    out.number(number + 1)
    out.raw("\">")
    out.number(number + 1)
    out.raw("</a> ")
    parts.writeKind(note, &out)
    out.raw("</p>\n")
    writeQuote(place, note, &out)
    parts.writeContent(note, headings: 5, &out)
    writeOtherPlaces(number, place, &out)
    writeByline(number, place, note, &out)
    out.raw("</aside>\n")
  }

  /// Writes the words of a note if they are not highlighted beside it.
  private func writeQuote(_ place: NoteOnSource, _ note: Annotation, _ out: inout HTML) {
    switch place.state {
    case .exact, .moved:
      if place.passages.count > 1 { return writeExtent(place, &out) }
      guard place.passages.isEmpty, let range = place.range else { return }
      writeQuote("On the heading “", edition.sources[source].record.string(range), "”", &out)
    case .whole:
      if place.passages.count > 1 { return writeExtent(place, &out) }
      out.element(
        "p", class: "note-quote", place.passages.isEmpty ? "On the whole source" : "On the whole passage")
    case .changed:
      if place.passages.count > 1 { writeExtent(place, &out) }
      guard let quote = quote(place, note) else { return }
      writeQuote("Quotes “", quote, "”; these words have changed since", &out)
    case .ambiguous, .lost:
      guard let quote = quote(place, note) else { return }
      let isLost = place.state == .lost
      writeQuote(
        "Quotes “", quote, isLost ? "”; not found in the text" : "”; found in several places", &out)
    }
  }

  private func writeQuote(
    _ before: StaticString, _ words: String, _ behind: StaticString, _ out: inout HTML
  ) {
    out.raw("<p class=\"note-quote\">")
    out.raw(before)
    out.isolated(words)
    out.raw(behind)
    out.raw("</p>")
  }

  /// Writes the first and last passage of a note on words of several passages.
  private func writeExtent(_ place: NoteOnSource, _ out: inout HTML) {
    let passages = edition.sources[source].record.passages
    let numbers = [place.passages.first, place.passages.last].compactMap {
      $0.map { passages[Int($0)].number }
    }
    out.raw("<p class=\"note-quote\">On words from passage ")
    for (index, number) in numbers.enumerated() {
      if index > 0 { out.raw(" to passage ") }
      out.link("#p\(number)", "\(number)")
    }
    out.raw("</p>\n")
  }

  /// The words that the author of a note quoted.
  func quote(_ place: NoteOnSource, _ note: Annotation) -> String? {
    place.target >= 0 ? note.targets[Int(place.target)].quote : nil
  }

  private func writeOtherPlaces(_ number: Int, _ place: NoteOnSource, _ out: inout HTML) {
    let others = edition.notePlaces[Int(place.annotation)].filter {
      !(Int($0.source) == source && Int($0.note) == number)
    }
    guard !others.isEmpty else { return }
    out.raw("<ul class=\"note-targets\" aria-label=\"Other places of this note\">")
    for other in others {
      let source = edition.sources[Int(other.source)]
      let there = edition.links[Int(other.source)].notes[Int(other.note)]
      let passage = there.passages.first.map { source.record.passages[Int($0)].number }
      out.raw("<li>")
      out.link(addresses.note(other, edition), source.name + (passage.map { ", \($0)" } ?? ""))
      if let words = there.range {
        out.raw(": <q")
        out.language(of: source, on: edition, words: source.record, words)
        out.raw(">")
        out.text(source.record, words)
        out.raw("</q>")
      }
      out.raw("</li>")
    }
    out.raw("</ul>\n")
  }

  private func writeByline(_ number: Int, _ place: NoteOnSource, _ note: Annotation, _ out: inout HTML) {
    out.raw("<p class=\"note-meta\">")
    parts.writeByline(note, &out)
    if hasSign(place) {
      out.raw(" <a class=\"note-back\" role=\"doc-backlink\"")
      out.attribute("href", "#" + anchor(number, prefix: "ref-"))
      out.raw(" aria-label=\"Back to the text at note ")
      out.number(number + 1)
      out.raw("\">Back to the text</a>")
    }
    out.raw("</p>\n")
  }

  /// Whether the text contains the note's reference. A note on a heading or without words has none to link back to.
  private func hasSign(_ place: NoteOnSource) -> Bool {
    guard let last = place.passages.last else { return false }
    guard let words = place.range else { return true }
    let passage = edition.sources[source].record.passages[Int(last)].range
    return words.overlaps(passage) && words.end <= passage.end
  }

  /// The anchor of a note with a prefix: `note-`, `ref-`, or nothing.
  func anchor(_ number: Int, prefix: String) -> String {
    edition.noteAnchor(NotePlace(source: Int32(source), note: Int32(number)), prefix: prefix)
  }

  /// The label of a note's kind.
  func label(_ number: Int) -> String { labels[number].label }

  /// Adds ` data-kind="…" data-hue="…"`.
  func writeKind(_ number: Int, _ out: inout HTML) {
    out.attribute("data-kind", labels[number].id)
    out.attribute("data-hue", labels[number].hue)
  }
}
