import Archive
import Base
import Linking

/// The words of a note within one passage. Overlays need not nest with the markup.
struct Overlay {
  /// The words.
  var range: ByteRange
  /// Index of the note among the notes of the source.
  var note: Int
  /// Whether the note's words begin here, not in an earlier passage.
  var isFirst: Bool
  /// Whether the note's words end here. Otherwise the note reference is written in a later passage.
  var isLast: Bool
}

/// Writes the text of one passage as HTML. It makes one pass over the markup spans in document order, and overlays
/// notes and editorial marks on the text between them.
///
/// `He said *never* again` with a note on "said never" becomes
/// ```
/// <p>He <mark …>said </mark><em><mark …>never</mark><a class="note-ref" …>1</a></em> again</p>
/// ```
/// A note reference follows the note's last word, but is never inside a link, where it could not be clicked.
struct ProseWriter {
  let prose: Prose
  let edition: Edition
  let addresses: Addresses
  let wording: Wording
  /// Notes on this prose; nil everywhere except in the record of a source.
  var notes: SourceNotes?
  /// Whether footnotes are links. They are not on a page with several texts, because their ids would clash.
  var hasFootnoteAnchors = false
  /// The footnote references.
  let footnotes: Footnotes
  /// Overlays of the current passage, by start.
  private var overlays: [Overlay] = []
  /// Notes whose first `<mark>` has not been written yet.
  private var unbegun: [Int] = []
  /// Notes on the whole passage. Their references are written at its end.
  private var atEnd: [Int] = []
  private var open: [MarkupSpan] = []
  /// For each open span, the direction outside it.
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

  /// Writes all headings, from `level` on, and all passages in order. For notes and prose pages.
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

  /// Writes the text of a heading.
  mutating func writeInline(_ range: ByteRange, _ marks: Range<Int32>, _ out: inout HTML) {
    begin(range, overlays: [])
    sweep(marks, range, &out)
  }

  /// Writes a passage: `<p>…</p>`, `<ul>…</ul>`, `<blockquote>…</blockquote>`.
  ///
  /// - Parameter atEnd: notes on the whole passage; their references follow its last word.
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
      // References at the end belong in the last item or cell, not on their own line below the list.
      if isBlock(last.kind) { takeSignsAtEnd() }
      close(last, &out)
    }
    writeText(upTo: Int(range.end), &out)
    takeSignsAtEnd()
    flush(&out)
  }

  private mutating func close(_ mark: MarkupSpan, _ out: inout HTML) {
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

  /// Elements that contain text and end a line.
  private func isBlock(_ kind: MarkupSpan.Kind) -> Bool {
    kind == .paragraph || kind == .item || kind == .cell || kind == .headerCell
  }

  private func isLink(_ kind: MarkupSpan.Kind) -> Bool {
    kind == .link || kind == .reference || kind == .footnote
  }

  /// Elements that contain only other elements, so that text in them cannot be highlighted.
  private func isStructure(_ kind: MarkupSpan.Kind?) -> Bool {
    switch kind {
    case .bulletList, .orderedList, .table, .row, .quotation: true
    default: false
    }
  }

  /// Writes the text up to an offset, split where notes and editorial marks begin and end.
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

  /// Collects the notes that end in the text just written, and writes their references if they are allowed here.
  private mutating func endNotes(from: Int, _ out: inout HTML) {
    guard !overlays.isEmpty else { return }
    let ended = overlays.filter { $0.isLast && Int($0.range.end) > from && Int($0.range.end) <= at }
    guard !ended.isEmpty else { return }
    pending += ended.map(\.note)
    let isBarred = isStructure(open.last?.kind) || open.contains { isLink($0.kind) }
    if !isBarred { flush(&out) }
  }

  private mutating func writeSegment(_ range: ByteRange, sign: EditorialMark?, _ out: inout HTML) {
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

  /// Writes the references of notes that have ended.
  private mutating func flush(_ out: inout HTML) {
    guard let notes, !pending.isEmpty else { return }
    for note in pending { notes.writeReference(note, &out) }
    pending.removeAll(keepingCapacity: true)
  }

  /// Adds the start tag of a block, with its direction if that differs from the direction around it.
  private func start(_ tag: StaticString, _ mark: MarkupSpan, _ out: inout HTML) {
    out.raw(tag)
    out.direction(of: prose, mark.range)
    out.raw(">")
  }

  private func start(_ mark: MarkupSpan, at index: Int32, _ out: inout HTML) {
    switch mark.kind {
    case .paragraph: start("<p", mark, &out)
    case .heading:
      start("<p", mark, &out)
      out.raw("<strong>")
    case .bulletList: start("<ul", mark, &out)
    // The numbers are words of the record, so the browser must not number the items too.
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
      // The caption below the picture shows the description to everyone, so `alt` does not repeat it.
      out.raw(" alt=\"\"><span class=\"caption\"")
      start("", mark, &out)
    case .footnote: break
    }
  }

  private func end(_ mark: MarkupSpan, _ out: inout HTML) {
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

  /// The column direction of a table: that of the cells in the first row, if all agree.
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

  private func startReference(_ mark: MarkupSpan, _ out: inout HTML) {
    guard let target = target(mark) else { return }
    out.raw("<a class=\"ref\" data-ref=\"")
    out.text(prose.references[Int(mark.value)].scheme.rawValue)
    out.raw("\"")
    out.attribute("href", target)
    out.raw(">")
  }

  /// In the record, a link to a note is not rendered as a link, because the note is on the linked words.
  private func target(_ mark: MarkupSpan) -> String? {
    let reference = prose.references[Int(mark.value)]
    if notes != nil && reference.scheme == .note { return nil }
    return addresses.target(reference, edition)
  }

  private func isMedia(_ mark: MarkupSpan) -> Bool { prose.links[Int(mark.value)].hasPrefix("media/") }

  private func webAddress(_ mark: MarkupSpan) -> String {
    let url = addresses.escapedAddress(prose.links[Int(mark.value)])
    return isMedia(mark) ? addresses.root + url : url
  }
}
