import Archive
import Base
import Linking

/// A stretch of words with something laid over it that does not nest with the markup: a note.
struct Overlay {
  /// The words.
  var range: ByteRange
  /// Index of the note among the notes of the source.
  var note: Int
  /// Whether the note's words begin here, not in a passage before.
  var isFirst: Bool
  /// Whether the note's words end here; where they go on in the next passage its sign stands there.
  var isLast: Bool
}

/// Writes the words of one passage as HTML: one sweep over its marks in document order, with notes and
/// editorial signs laid over the text between them.
///
/// `He said *never* again` with a note on "said never" becomes
/// ```
/// <p>He <mark …>said </mark><em><mark …>never</mark><a class="note-ref" …>1</a></em> again</p>
/// ```
/// A note's sign stands behind its last word, but never inside a link, where it could not be followed.
struct ProseWriter {
  let prose: Prose
  let edition: Edition
  let addresses: Addresses
  let wording: Wording
  /// The notes that can stand on this prose; empty everywhere but in the record of a source.
  var notes: SourceNotes?
  /// Whether footnotes are links: on a page with several texts they would have the same ids.
  var hasFootnoteAnchors = false
  /// The signs of the footnotes.
  let footnotes: Footnotes
  /// What is laid over the passage being written, by start.
  private var overlays: [Overlay] = []
  /// Notes whose first mark is still to be written.
  private var unbegun: [Int] = []
  /// Notes on the whole passage, whose signs stand at its end.
  private var atEnd: [Int] = []
  private var open: [Mark] = []
  /// For each open mark the direction outside it.
  private var bases: [Direction] = []
  private var pending: [Int] = []
  private var at = 0
  private var nextSign = 0

  init(_ prose: Prose, _ edition: Edition, _ addresses: Addresses, _ wording: Wording) {
    self.prose = prose
    self.edition = edition
    self.addresses = addresses
    self.wording = wording
    footnotes = Footnotes(prose)
  }

  /// Writes everything: headings from `level` on, passages in order. For notes and prose pages.
  mutating func writeAll(_ out: inout HTML, headings level: Int) {
    var section = 0
    for index in prose.passages.indices {
      while section < prose.sections.count, prose.sections[section].firstPassage <= index {
        write(prose.sections[section], &out, level: level)
        section += 1
      }
      writeAlone(index, &out)
      out.raw("\n")
    }
    while section < prose.sections.count {
      write(prose.sections[section], &out, level: level)
      section += 1
    }
  }

  private mutating func writeAlone(_ index: Int, _ out: inout HTML) {
    let passage = prose.passages[index]
    guard passage.kind == .footnote else { return write(passage, overlays: [], &out) }
    out.raw("<div class=\"footnote\">")
    writeLabel(of: index, &out)
    write(passage, overlays: [], &out)
    writeWaysBack(of: index, &out)
    out.raw("</div>")
  }

  private mutating func write(_ section: Section, _ out: inout HTML, level: Int) {
    let depth = min(6, level + max(0, Int(section.level) - 2))
    let base = out.base
    out.raw("<h")
    out.number(depth)
    out.direction(of: prose, section.heading)
    out.raw(">")
    writeInline(section.heading, section.marks, &out)
    out.base = base
    out.raw("</h")
    out.number(depth)
    out.raw(">\n")
  }

  /// Writes the words of a heading.
  mutating func writeInline(_ range: ByteRange, _ marks: Range<Int32>, _ out: inout HTML) {
    begin(range, overlays: [])
    sweep(marks, range, &out)
  }

  /// Writes a passage: `<p>…</p>`, `<ul>…</ul>`, `<blockquote>…</blockquote>`.
  ///
  /// - Parameter atEnd: notes on the passage as a whole; their signs stand behind its last word.
  mutating func write(_ passage: Passage, overlays: [Overlay], atEnd: [Int] = [], _ out: inout HTML) {
    begin(passage.range, overlays: overlays, atEnd: atEnd)
    switch passage.kind {
    case .paragraph, .stageNote, .footnote:
      let base = out.base
      out.raw("<p")
      out.direction(of: prose, passage.range)
      out.raw(">")
      sweep(passage.marks, passage.range, &out)
      out.raw("</p>")
      out.base = base
    case .list, .quotation, .table, .code:
      sweep(passage.marks, passage.range, &out)
    }
  }

  private mutating func begin(_ range: ByteRange, overlays: [Overlay], atEnd: [Int] = []) {
    self.overlays = overlays
    self.atEnd = atEnd
    unbegun = overlays.filter(\.isFirst).map(\.note)
    open.removeAll(keepingCapacity: true)
    bases.removeAll(keepingCapacity: true)
    pending.removeAll(keepingCapacity: true)
    at = Int(range.start)
    nextSign = prose.signs.partitioningIndex { $0.range.start >= range.start }
  }

  private mutating func sweep(_ marks: Range<Int32>, _ range: ByteRange, _ out: inout HTML) {
    for index in marks {
      let mark = prose.marks[Int(index)]
      while let last = open.last, last.depth >= mark.depth { close(last, &out) }
      writeText(upTo: Int(mark.range.start), &out)
      bases.append(out.base)
      start(mark, at: index, &out)
      if mark.kind == .footnote, let use = footnotes.uses[mark.range.start] {
        writeSign(use, mark.value, &out)
        let from = at
        at = Int(mark.range.end)
        endNotes(from: from, &out)
      }
      open.append(mark)
    }
    while let last = open.last {
      // Signs at the end stand in the last item or cell, not on a line of their own below the list.
      if isBlock(last.kind) { takeSignsAtEnd() }
      close(last, &out)
    }
    writeText(upTo: Int(range.end), &out)
    takeSignsAtEnd()
    flush(&out)
  }

  private mutating func close(_ mark: Mark, _ out: inout HTML) {
    writeText(upTo: Int(mark.range.end), &out)
    if !isLink(mark.kind) && !open.dropLast().contains(where: { isLink($0.kind) }) { flush(&out) }
    end(mark, &out)
    open.removeLast()
    if let base = bases.popLast() { out.base = base }
    if isLink(mark.kind) && !isStructure(open.last?.kind) { flush(&out) }
  }

  private mutating func takeSignsAtEnd() {
    pending += atEnd
    atEnd.removeAll(keepingCapacity: true)
  }

  /// Elements with text of their own that end a line.
  private func isBlock(_ kind: Mark.Kind) -> Bool {
    kind == .paragraph || kind == .item || kind == .cell || kind == .headerCell
  }

  private func isLink(_ kind: Mark.Kind) -> Bool { kind == .link || kind == .reference || kind == .footnote }

  /// Elements that hold other elements only, where no text may be marked.
  private func isStructure(_ kind: Mark.Kind?) -> Bool {
    switch kind {
    case .bulletList, .orderedList, .table, .row, .quotation: true
    default: false
    }
  }

  /// Writes the text up to an offset, cut where notes and signs begin and end.
  private mutating func writeText(upTo end: Int, _ out: inout HTML) {
    while at < end {
      let from = at
      var stop = end
      if isStructure(open.last?.kind) {
        out.raw("\n")
        at = end
        endNotes(from: from, &out)
        continue
      }
      while nextSign < prose.signs.count, Int(prose.signs[nextSign].range.end) <= at { nextSign += 1 }
      let sign = nextSign < prose.signs.count ? prose.signs[nextSign] : nil
      if let sign {
        if Int(sign.range.start) > at {
          stop = min(stop, Int(sign.range.start))
        } else {
          stop = min(stop, Int(sign.range.end))
        }
      }
      for overlay in overlays {
        if Int(overlay.range.start) > at { stop = min(stop, Int(overlay.range.start)) }
        if Int(overlay.range.end) > at { stop = min(stop, Int(overlay.range.end)) }
      }
      writeSegment(ByteRange(at, stop), sign: sign.flatMap { Int($0.range.start) <= at ? $0 : nil }, &out)
      at = stop
      if let sign, Int(sign.range.end) <= at { nextSign += 1 }
      endNotes(from: from, &out)
    }
  }

  /// Remembers the notes whose words ended in what was written last, and writes their signs where they can
  /// stand.
  private mutating func endNotes(from: Int, _ out: inout HTML) {
    guard !overlays.isEmpty else { return }
    let ended = overlays.filter { $0.isLast && Int($0.range.end) > from && Int($0.range.end) <= at }
    guard !ended.isEmpty else { return }
    pending += ended.map(\.note)
    let isBarred = isStructure(open.last?.kind) || open.contains { isLink($0.kind) }
    if !isBarred { flush(&out) }
  }

  private mutating func writeSegment(_ range: ByteRange, sign: Sign?, _ out: inout HTML) {
    let active = overlays.filter { $0.range.start <= range.start && range.end <= $0.range.end }
    if let notes, !active.isEmpty {
      let beginning = active.map(\.note).filter(unbegun.contains)
      notes.startMark(active, beginning: beginning, &out)
      unbegun.removeAll(where: beginning.contains)
    }
    if let sign {
      out.raw("<span class=\"sign\" data-sign=\"")
      out.text("\(sign.kind)")
      out.raw("\"")
      out.attribute("title", wording.sign(sign.kind))
      out.raw(">")
    }
    out.text(prose, range)
    if sign != nil { out.raw("</span>") }
    if !active.isEmpty { out.raw("</mark>") }
  }

  /// Writes the signs of notes whose words have ended.
  private mutating func flush(_ out: inout HTML) {
    guard let notes, !pending.isEmpty else { return }
    for note in pending { notes.writeReference(note, &out) }
    pending.removeAll(keepingCapacity: true)
  }

  /// Adds the start tag of a block, with its direction if that is not the one around it.
  private func start(_ tag: StaticString, _ mark: Mark, _ out: inout HTML) {
    out.raw(tag)
    out.direction(of: prose, mark.range)
    out.raw(">")
  }

  private func start(_ mark: Mark, at index: Int32, _ out: inout HTML) {
    switch mark.kind {
    case .paragraph: start("<p", mark, &out)
    case .heading:
      start("<p", mark, &out)
      out.raw("<strong>")
    case .bulletList: start("<ul", mark, &out)
    // The numbers are words of the record, so no browser counts them a second time.
    case .orderedList: start("<ul class=\"numbered\"", mark, &out)
    case .item: start("<li", mark, &out)
    case .quotation: start("<blockquote", mark, &out)
    case .codeBlock:
      start("<pre", mark, &out)
      out.raw("<code>")
    case .rule: out.raw("<hr>")
    case .table:
      out.raw("<div class=\"table\"")
      out.direction(tableDirection(index))
      out.raw(" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>")
    case .row: out.raw("<tr>")
    case .headerCell: start("<th scope=\"col\"", mark, &out)
    case .cell: start("<td", mark, &out)
    case .emphasis: out.raw("<em>")
    case .strong: out.raw("<strong>")
    case .code: out.raw("<code>")
    case .lineBreak: out.raw("<br>")
    case .link:
      out.raw("<a")
      out.attribute("href", webAddress(mark))
      if !isMedia(mark) { out.raw(" rel=\"external noreferrer\"") }
      out.raw(">")
    case .reference: startReference(mark, &out)
    case .image:
      out.raw("<img")
      out.attribute("src", webAddress(mark))
      // What the picture shows stands beneath it for everyone, so it is not said a second time.
      out.raw(" alt=\"\"><span class=\"caption\"")
      start("", mark, &out)
    case .footnote: break
    }
  }

  private func end(_ mark: Mark, _ out: inout HTML) {
    switch mark.kind {
    case .paragraph: out.raw("</p>")
    case .heading: out.raw("</strong></p>")
    case .bulletList, .orderedList: out.raw("</ul>")
    case .item: out.raw("</li>")
    case .quotation: out.raw("</blockquote>")
    case .codeBlock: out.raw("</code></pre>")
    case .table: out.raw("</table></div>")
    case .row: out.raw("</tr>")
    case .headerCell: out.raw("</th>")
    case .cell: out.raw("</td>")
    case .emphasis: out.raw("</em>")
    case .strong: out.raw("</strong>")
    case .code: out.raw("</code>")
    case .rule, .lineBreak: break
    case .link: out.raw("</a>")
    case .reference: if target(mark) != nil { out.raw("</a>") }
    case .image: out.raw("</span>")
    case .footnote: break
    }
  }

  /// The direction in which the columns of a table follow each other: that of the cells of its first row, if all agree.
  private func tableDirection(_ index: Int32) -> Direction? {
    var found: Direction?
    var rows = 0
    for mark in prose.marks[(Int(index) + 1)...] {
      if mark.kind == .row { rows += 1 }
      guard rows < 2, mark.depth > prose.marks[Int(index)].depth else { break }
      guard mark.kind == .headerCell || mark.kind == .cell else { continue }
      guard let own = Direction(firstStrongOf: prose, mark.range) else { continue }
      if let found, found != own { return nil }
      found = own
    }
    return found
  }

  private func startReference(_ mark: Mark, _ out: inout HTML) {
    guard let target = target(mark) else { return }
    out.raw("<a class=\"ref\" data-ref=\"")
    out.text(prose.references[Int(mark.value)].scheme.rawValue)
    out.raw("\"")
    out.attribute("href", target)
    out.raw(">")
  }

  /// In the record a link to a note is not a link: the note stands on its words.
  private func target(_ mark: Mark) -> String? {
    let reference = prose.references[Int(mark.value)]
    if notes != nil && reference.scheme == .note { return nil }
    return addresses.target(reference, edition)
  }

  private func isMedia(_ mark: Mark) -> Bool { prose.links[Int(mark.value)].hasPrefix("media/") }

  private func webAddress(_ mark: Mark) -> String {
    let url = addresses.escapedAddress(prose.links[Int(mark.value)])
    return isMedia(mark) ? addresses.root + url : url
  }
}
