import Anchoring
import Archive
import Linking

/// Writes the record of a source with its apparatus: sections, turns and passages, and beside each passage its
/// notes, topics and back-links. `docs/output.md` specifies the markup.
struct RecordWriter {
  let edition: Edition
  let index: Int
  let source: Source
  let links: SourceLinks
  let addresses: Addresses
  let wording: Wording
  let notes: SourceNotes?
  /// Back-links to each passage, by passage number.
  private let mentions: [Int32: [Mention]]
  /// Retired ids, by the index of the passage before which they are shown.
  let retired: [Int: [RetiredAnchor]]
  /// Remarks about ids, by the index of the passage at which they are shown.
  let remarks: [Int: [AnchorRemark]]
  /// For each of the source's speakers, whether the label is shown beside the name.
  private let showsLabel: [Bool]
  /// Turns that contain only a label, in order.
  private var wordless: ArraySlice<Turn>
  private var prose: ProseWriter

  init(_ edition: Edition, _ index: Int, _ addresses: Addresses, _ wording: Wording) {
    self.edition = edition
    self.index = index
    source = edition.sources[index]
    links = edition.links[index]
    self.addresses = addresses
    self.wording = wording
    notes = links.notes.isEmpty ? nil : SourceNotes(edition, source: index, addresses, wording)
    prose = ProseWriter(source.record, edition, addresses, wording)
    prose.hasFootnoteAnchors = true
    prose.notes = notes ?? SourceNotes(edition, source: index, addresses, wording)
    showsLabel = zip(source.speakers, links.voices).map { use, voice in
      voice >= 0 && !Self.isContained(use.label, in: edition.speakers[voice].label)
    }
    mentions = Dictionary(grouping: links.mentions.filter { $0.number > 0 }, by: \.number)
    retired = Dictionary(grouping: links.retired, by: \.before)
    remarks = Dictionary(grouping: links.remarks, by: \.passage)
    wordless = source.record.turns.filter(\.passages.isEmpty)[...]
  }

  /// Writes `<div class="record">…</div>`.
  mutating func write(_ out: inout HTML) {
    let record = source.record
    out.raw("<div class=\"record\"")
    // Search results cut their excerpts from this page.
    out.attribute("data-title", source.name)
    if let date = source.date { out.attribute("data-date", wording.date(date)) }
    out.attribute("lang", source.language)
    let page = out.base
    out.base = Direction(language: source.language)
    out.attribute("dir", out.base.value)
    out.raw(">\n")
    defer { out.base = page }
    var section = -1
    var turn: Int32 = -2
    var lastSpeaker: Int32 = -1
    var isOpen = false
    for (number, passage) in record.passages.enumerated() {
      while section + 1 < record.sections.count, Int(record.sections[section + 1].firstPassage) <= number {
        if isOpen { out.raw("</div>\n") }
        isOpen = false
        turn = -2
        lastSpeaker = writeWordless(before: number, above: section + 1, after: lastSpeaker, &out)
        writeSection(section + 1, closing: section >= 0, &out)
        section += 1
      }
      if passage.turn != turn || wordless.first.map({ $0.passages.lowerBound <= number }) == true {
        if isOpen { out.raw("</div>\n") }
        lastSpeaker = writeWordless(before: number, after: lastSpeaker, &out)
        turn = passage.turn
        isOpen = true
        lastSpeaker = openTurn(turn, after: lastSpeaker, &out)
      }
      write(passage, number, &out)
    }
    if isOpen { out.raw("</div>\n") }
    let end = record.passages.count
    while section + 1 < record.sections.count {
      lastSpeaker = writeWordless(before: end, above: section + 1, after: lastSpeaker, &out)
      writeSection(section + 1, closing: section >= 0, &out)
      section += 1
    }
    _ = writeWordless(before: end, after: lastSpeaker, &out)
    if section >= 0 { out.raw("</section>\n") }
    writeRetired(before: record.passages.count, &out)
    out.raw("</div>\n")
  }

  /// Writes the turns that contain only a label, so that no word of the source is lost: those before a passage, or,
  /// if a section also begins there, those above its heading.
  ///
  /// - Returns: the last speaker named.
  private mutating func writeWordless(
    before passage: Int, above section: Int? = nil, after lastSpeaker: Int32, _ out: inout HTML
  ) -> Int32 {
    var lastSpeaker = lastSpeaker
    while let turn = wordless.first, turn.passages.lowerBound <= passage,
      section.map({ turn.line < source.record.sections[$0].line }) ?? true
    {
      lastSpeaker = openTurn(turn, after: lastSpeaker, &out)
      out.raw("</div>\n")
      wordless.removeFirst()
    }
    return lastSpeaker
  }

  private mutating func writeSection(_ number: Int, closing: Bool, _ out: inout HTML) {
    let section = source.record.sections[number]
    if closing { out.raw("</section>\n") }
    let level = max(2, min(6, Int(section.level)))
    out.raw("<section class=\"section\"")
    out.attribute("aria-labelledby", section.id)
    out.raw(">\n<h")
    out.number(level)
    out.attribute("id", section.id)
    let base = out.base
    out.direction(of: source.record, section.heading)
    out.raw("><span class=\"heading\">")
    prose.writeInline(section.heading, section.marks, &out)
    out.base = base
    out.raw("</span></h")
    out.number(level)
    out.raw(">\n")
  }

  /// - Returns: the number of the turn's speaker, or the previous speaker if the passage belongs to no turn.
  private func openTurn(_ number: Int32, after lastSpeaker: Int32, _ out: inout HTML) -> Int32 {
    guard number >= 0 else {
      out.raw("<div class=\"turn unvoiced\">\n")
      return lastSpeaker
    }
    return openTurn(source.record.turns[Int(number)], after: lastSpeaker, &out)
  }

  private func openTurn(_ turn: Turn, after lastSpeaker: Int32, _ out: inout HTML) -> Int32 {
    let use = source.speakers[Int(turn.speaker)]
    let speaker = links.voices[Int(turn.speaker)]
    out.raw("<div class=\"turn")
    if speaker != lastSpeaker { out.raw(" handoff") }
    out.raw("\"")
    out.attribute("data-speaker", use.id)
    out.attribute("data-label", use.label)
    out.raw(">\n<p class=\"voice\">")
    let name = speaker >= 0 ? edition.speakers[speaker].label : use.label
    let id = speaker >= 0 ? edition.speakers[speaker].id : use.id
    out.link(addresses.speaker(id), class: "speaker", name)
    if !use.certain {
      out.raw(" <span class=\"doubt\" title=\"The speaker is uncertain\">uncertain</span>")
    }
    if showsLabel[Int(turn.speaker)] {
      out.raw(" ")
      out.element("span", class: "as-labelled", use.label)
    }
    if let manner = turn.manner {
      out.raw(" ")
      out.element("span", class: "manner", manner)
    } else if let via = use.via {
      out.raw(" ")
      out.element("span", class: "manner", "through \(via)")
    }
    if turn.time >= 0 {
      out.raw(" <time class=\"timecode\" datetime=\"PT")
      out.number(Int(turn.time))
      out.raw("S\">")
      out.text(wording.timeCode(turn.time))
      out.raw("</time>")
    }
    out.raw("</p>\n")
    return speaker
  }

  /// Whether a name contains all words of the label. The label is then not shown beside it.
  private static func isContained(_ label: String, in name: String) -> Bool {
    let known = name.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber })
    return label.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).allSatisfy(
      known.contains)
  }

  private mutating func write(_ passage: Passage, _ number: Int, _ out: inout HTML) {
    writeRetired(before: number, &out)
    let attributes = source.record.attributes(of: passage)
    out.raw("<div class=\"passage")
    switch passage.kind {
    case .stageNote: out.raw(" stage-note")
    case .footnote: out.raw(" footnote")
    default: break
    }
    for style in attributes?.classes ?? [] {
      out.raw(" ")
      out.text(style)
    }
    out.raw("\" id=\"p")
    out.number(Int(passage.number))
    out.raw("\" data-passage=\"p")
    out.number(Int(passage.number))
    out.raw("\"")
    if let reported = attributes?.speaker { out.attribute("data-reported", reported.id) }
    out.raw(">")
    if let anchor = attributes?.anchor {
      out.raw("<span class=\"own-anchor\"")
      out.attribute("id", anchor)
      out.raw("></span>")
    }
    out.raw("<a class=\"locator\" href=\"#p")
    out.number(Int(passage.number))
    out.raw("\" aria-label=\"Passage ")
    out.number(Int(passage.number))
    out.raw("\">")
    out.number(Int(passage.number))
    out.raw("</a>\n")
    if passage.kind == .footnote { prose.writeLabel(of: number, &out) }
    out.raw("<div class=\"words\">")
    if let notes {
      prose.write(
        passage, overlays: notes.overlays(of: number, passage.range), atEnd: notes.onWhole(number), &out)
    } else {
      prose.write(passage, overlays: [], &out)
    }
    out.raw("</div>\n")
    if passage.kind == .footnote { prose.writeWaysBack(of: number, &out) }
    writeRemarks(at: number, &out)
    writeApparatus(of: passage, number, attributes, &out)
    out.raw("</div>\n")
  }

  private func writeApparatus(
    of passage: Passage, _ number: Int, _ attributes: Attributes?, _ out: inout HTML
  ) {
    let beside = notes?.notes(beside: number) ?? []
    let linked = mentions[passage.number] ?? []
    let isIndexed = attributes.map { !$0.topics.isEmpty || $0.speaker != nil } ?? false
    guard !beside.isEmpty || !linked.isEmpty || isIndexed else { return }
    out.raw("<div class=\"apparatus\"")
    writeLanguage(&out)
    out.raw(">\n")
    let base = out.base
    out.base = Direction(language: edition.settings.language)
    defer { out.base = base }
    if let notes {
      for note in beside { notes.writeNote(note, &out) }
    }
    if let reported = attributes?.speaker, let speaker = edition.speakers.number(of: reported.id) {
      out.raw("<p class=\"reported\"><span class=\"label\">Reported speech:</span> ")
      out.link(addresses.speaker(edition.speakers[speaker].id), edition.speakers[speaker].label)
      out.raw("</p>\n")
    }
    writeTopics(of: number, &out)
    if !linked.isEmpty {
      MentionWriter(edition, addresses, wording).writeDetails(linked, &out)
    }
    out.raw("</div>\n")
  }

  private func writeTopics(of number: Int, _ out: inout HTML) {
    let topics = links.topics[number]
    guard !topics.isEmpty else { return }
    out.raw("<p class=\"indexed\" data-locator=\"")
    out.number(Int(source.record.passages[number].number))
    out.raw("\"><span class=\"label\">Topics:</span> ")
    for (place, topic) in topics.enumerated() {
      if place > 0 { out.raw("; ") }
      out.link(addresses.topic(edition.topics[topic].id), edition.topics[topic].label)
    }
    out.raw("</p>\n")
  }
}
