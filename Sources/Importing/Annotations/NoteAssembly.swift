import Archive

/// Makes notes from annotations of another system: finds their sources and topics, assigns ids, and attaches replies
/// to the annotations that they answer.
struct NoteAssembly {
  /// Maximum levels of replies in a file of notes; deeper replies are put on the last level.
  static let deepest = 24

  private(set) var foreign: ForeignNotes
  /// Number of imported annotations, replies included.
  private(set) var taken = 0
  private let outline: ArchiveOutline
  private var byIRI: [String: Int] = [:]
  private var children: [Int: [Int]] = [:]
  /// Ids in use, each with the last number that was appended to it; 1 if there was none.
  private var ids: [String: Int] = [:]
  /// The same for the replies to one note.
  private var replyIDs: [String: Int] = [:]
  /// Tags that are not topics: number of notes that have each, and position of the first.
  private var tags: [String: (count: Int, place: ForeignNote.Place)] = [:]

  init(_ foreign: ForeignNotes) {
    self.foreign = foreign
    outline = foreign.outline
    for (index, note) in foreign.notes.enumerated() {
      if let iri = note.iri, byIRI[iri] == nil { byIRI[iri] = index }
    }
  }

  /// - Returns: the notes in the order of the file.
  mutating func assemble() -> [Annotation] {
    var roots: [Int] = []
    var used: Set<Int> = []
    for (index, note) in foreign.notes.enumerated() {
      if let iri = note.iri, let first = byIRI[iri], first != index {
        used.insert(index)
        foreign.say(
          "duplicate-id", "found the annotation '\(iri)' twice, expected it once; the second is left out",
          note.place)
      } else if let parent = parent(of: note), parent != index {
        children[parent, default: []].append(index)
      } else {
        roots.append(index)
      }
    }
    var notes = roots.compactMap { note($0, &used) }
    for index in foreign.notes.indices where !used.contains(index) {
      foreign.say(
        "reply-loop", "found a reply that is a reply to itself through others; it is left out",
        foreign.notes[index].place)
    }
    for (tag, use) in tags.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      let slug = Identifier.slug(tag)
      foreign.say(
        "unknown-tag",
        "found the tag '\(tag)', which is not a topic, on \(use.count) \(use.count == 1 ? "note" : "notes"); it is kept"
          + " in the text", use.place,
        fix: Identifier.problem(slug) == nil ? "add topics/\(slug).md and import again" : nil)
    }
    mendLinks(of: &notes)
    return notes
  }

  /// Index of the nearest annotation of the file that a note answers; nil if there is none.
  private func parent(of note: ForeignNote) -> Int? {
    for parent in note.parents {
      if let index = byIRI[parent] { return index }
    }
    return nil
  }

  private mutating func note(_ index: Int, _ used: inout Set<Int>) -> Annotation? {
    let from = foreign.notes[index]
    let size = markThread(index, &used)
    if from.isReply, !from.parents.isEmpty {
      foreign.say(
        "reply-without-note",
        "found a reply to '\(from.parents[0])', which is not in the file"
          + (from.targets.contains { hasSource($0) } ? "; it becomes a note of its own" : ""), from.place)
    }
    let id = from.id ?? "note-\(index + 1)"
    if outline.hasNote(id) {
      foreign.say(
        "duplicate-id", "the archive already has a note '\(id)'; this one is left out\(withReplies(size))",
        from.place)
      return nil
    }
    let isOnHome = from.targets.contains { $0.iri.map(outline.isHome) ?? false }
    let targets = from.targets.compactMap { target($0, of: id) }
    let isInline = from.targets.contains { isKeptInline($0, note: id) }
    guard !targets.isEmpty || isOnHome || isInline else {
      // If there is one target, the reason has been reported with it.
      if from.targets.count != 1 || size > 1 {
        foreign.say(
          "no-source",
          "found an annotation without a target in this archive; it is left out\(withReplies(size))",
          from.place)
      }
      return nil
    }
    var note = Annotation(
      id: unique(id, among: &ids), path: foreign.path, position: foreign.position(from.place.offset))
    note.targets = targets
    let kinds = outline.settings.kinds.map(\.id)
    note.kind = from.kind ?? (kinds.contains(note.kind) ? nil : kinds.first) ?? note.kind
    note.author = from.author
    note.date = from.date
    note.certainty = from.certainty
    note.status = from.status
    note.references = from.references.map { Annotation.Text(markdown: $0) }
    let (topics, kept) = sortTags(of: from)
    note.topics = topics.map { Reference(scheme: .topic, id: $0, at: note.position) }
    note.body = Annotation.Text(markdown: text(from, tags: kept))
    taken += 1
    replyIDs = [:]
    note.replies = replies(to: index)
    return note
  }

  /// The replies to an annotation. Those below the deepest level are put on that level.
  private mutating func replies(to index: Int, level: Int = 1) -> [Annotation.Reply] {
    var out: [Annotation.Reply] = []
    for child in children[index] ?? [] {
      out.append(reply(child))
      if level < NoteAssembly.deepest {
        out[out.count - 1].replies = replies(to: child, level: level + 1)
      } else {
        var below = children[child] ?? []
        if !below.isEmpty {
          foreign.say(
            "deep-replies",
            "found more than \(NoteAssembly.deepest) levels of replies; deeper replies are attached to the last level",
            foreign.notes[child].place)
        }
        while !below.isEmpty {
          let next = below.removeFirst()
          out.append(reply(next))
          below = (children[next] ?? []) + below
        }
      }
    }
    return out
  }

  private mutating func reply(_ index: Int) -> Annotation.Reply {
    let from = foreign.notes[index]
    taken += 1
    let (topics, kept) = sortTags(of: from)
    var text = text(from, tags: topics + kept)
    for target in from.targets {
      guard let quote = target.quote else { continue }
      // A reply has no target of its own, so it quotes the words.
      foreign.say(
        "reply-target", "found a reply that quotes other words; its text begins with them", target.place)
      text = "> " + PlainMarkdown.line(quote) + (text.isEmpty ? "" : "\n\n" + text)
    }
    for reference in from.references { text += (text.isEmpty ? "" : "\n\n") + reference }
    return Annotation.Reply(
      id: from.id.map { unique($0, among: &replyIDs) }, author: from.author, date: from.date,
      body: Annotation.Text(markdown: text),
      position: foreign.position(from.place.offset))
  }

  /// Adds all annotations of a thread to `used`.
  ///
  /// - Returns: number of annotations in the thread.
  private func markThread(_ index: Int, _ used: inout Set<Int>) -> Int {
    var open = [index]
    var size = 0
    while let next = open.popLast() {
      used.insert(next)
      size += 1
      open += children[next] ?? []
    }
    return size
  }

  private func withReplies(_ size: Int) -> String {
    size > 1 ? " with \(size - 1) \(size == 2 ? "reply" : "replies")" : ""
  }

  /// The text, followed by a line of the tags that are not topics.
  private func text(_ from: ForeignNote, tags: [String]) -> String {
    guard !tags.isEmpty else { return from.markdown }
    let line = "Tags: " + tags.map { PlainMarkdown.line($0) }.joined(separator: ", ")
    if from.markdown.isEmpty { return line }
    return from.markdown + (from.markdown.hasSuffix("\n") ? "\n" : "\n\n") + line
  }

  private mutating func sortTags(of from: ForeignNote) -> (topics: [String], kept: [String]) {
    var topics = from.topics
    var kept: [String] = []
    for tag in from.tags {
      if let topic = outline.topic(named: tag) {
        if !topics.contains(topic) { topics.append(topic) }
      } else if !squeezed(tag).isEmpty {
        kept.append(tag)
        tags[tag, default: (0, from.place)].count += 1
      }
    }
    return (topics, kept)
  }

  /// An id that is not in use: the requested one, or that one with a number appended.
  private func unique(_ id: String, among taken: inout [String: Int]) -> String {
    guard var number = taken[id] else {
      taken[id] = 1
      return id
    }
    var name: String
    repeat {
      number += 1
      name = "\(id)-\(number)"
    } while taken[name] != nil || outline.hasNote(name)
    taken[id] = number
    taken[name] = 1
    return name
  }
}

extension NoteAssembly {
  /// Removes links that the archive cannot have. This is the last step, because it needs the ids of all imported
  /// notes.
  private mutating func mendLinks(of notes: inout [Annotation]) {
    let links = BodyLinks(outline, notes: Set(notes.map(\.id)))
    for index in notes.indices {
      let position = notes[index].position
      mend(&notes[index].body, links, at: position)
      for number in notes[index].references.indices {
        mend(&notes[index].references[number], links, at: position)
      }
      mend(&notes[index].replies, links)
    }
  }

  private mutating func mend(_ replies: inout [Annotation.Reply], _ links: BodyLinks) {
    for index in replies.indices {
      mend(&replies[index].body, links, at: replies[index].position)
      mend(&replies[index].replies, links)
    }
  }

  private mutating func mend(_ text: inout Annotation.Text, _ links: BodyLinks, at position: Position) {
    let (markdown, removals) = links.mended(text.markdown)
    guard isReadable(markdown) else {
      text.markdown = PlainMarkdown.paragraphs(text.markdown)
      return foreign.say(
        "plain-body", "found a text that cannot be read as Markdown; it is kept as plain text",
        at: position)
    }
    text.markdown = markdown
    for removal in removals {
      foreign.say(
        "dead-link",
        "found a link to '\(removal.target.prefix(200))', which \(removal.reason); its words and address are kept as"
          + " text", at: position)
    }
  }

  /// Whether a build reads a body. Text without characters of links and attribute lists is not checked.
  private func isReadable(_ markdown: String) -> Bool {
    guard markdown.utf8.contains(where: { "[<{&".utf8.contains($0) }) else { return true }
    var note = Annotation(id: "a", path: "", position: Position(line: 1, column: 1))
    note.body = Annotation.Text(markdown: markdown)
    return outline.isReadable(AnnotationYAML.file([note]))
  }

  private func hasSource(_ target: ForeignNote.Target) -> Bool {
    outline.match(target.iri ?? "") != nil
  }

  /// Whether the text of the source refers to the note itself, so that the note needs no target for these words.
  private func isKeptInline(_ target: ForeignNote.Target, note: String) -> Bool {
    guard target.isInline, let match = outline.match(target.iri ?? "") else { return false }
    return outline.hasInline(note, in: match.source)
  }

  /// The target in the archive; nil if there is none or none is needed. Missing and unusable targets are reported.
  private mutating func target(_ from: ForeignNote.Target, of note: String) -> Annotation.Target? {
    let iri = from.iri ?? ""
    guard let match = outline.match(iri) else {
      if !outline.isHome(iri) {
        foreign.say(
          "unknown-source",
          iri.isEmpty
            ? "found a target without a source"
            : "found a target on '\(iri)', which is not a source of this archive",
          from.place,
          fix: "name its source with --source \(iri.isEmpty ? "" : iri.prefix { $0 != "#" } + "=")ID")
      }
      return nil
    }
    if isKeptInline(from, note: note) { return nil }
    if let written = from.written, outline.source(written.source) == match.source { return written }
    var target = Annotation.Target(
      source: outline.sourceIDs[match.source], passage: from.passage, quote: from.quote, prefix: from.prefix,
      suffix: from.suffix, position: foreign.position(from.place.offset))
    if target.passage == nil, let fragment = match.fragment, Selectors.isPassage(fragment), match.isOwn {
      target.passage = fragment
    }
    if target.quote == nil, let range = from.range {
      guard fill(&target, range, from, match) else { return nil }
    }
    let isUsable = target.quote != nil || target.passage != nil
    if !isUsable, let refusal = from.refusal ?? fragmentRefusal(match) {
      foreign.say("unusable-selector", refusal + "; the target is left out", from.place)
      return nil
    }
    if target.quote.map({ squeezed($0).isEmpty }) == true {
      foreign.say(
        "blank-quote", "found a quotation without letters, which cannot be found in the text", from.place)
    }
    return target
  }

  private func fragmentRefusal(_ match: ArchiveOutline.Match) -> String? {
    guard let fragment = match.fragment, !fragment.isEmpty else { return nil }
    return "found the part '#\(fragment)' of a source, which is not a passage"
  }

  /// Fills a target with the words at a position. Positions are valid only in a text of the archive itself.
  ///
  /// - Returns: whether there are words; if not, the reason is reported.
  private mutating func fill(
    _ target: inout Annotation.Target, _ range: Range<Int>, _ from: ForeignNote.Target,
    _ match: ArchiveOutline.Match
  ) -> Bool {
    let text = from.text.flatMap { outline.match($0) } ?? match
    guard text.isOwn, text.source == match.source else {
      foreign.say(
        "unusable-selector",
        "found a position in a text that the archive does not have, without a quotation; the target is left out",
        from.place)
      return false
    }
    guard let words = outline.words(match.source, range) else {
      foreign.say(
        "unusable-selector",
        "found the position \(range.lowerBound) to \(range.upperBound), where the source has no words; the"
          + " target is left out", from.place)
      return false
    }
    (target.passage, target.quote, target.prefix, target.suffix) = (
      words.passage, words.quote, words.prefix, words.suffix
    )
    return true
  }
}
