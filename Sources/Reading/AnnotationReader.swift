import Archive

/// Reads the standoff notes of one file of `Content/annotations/`.
struct AnnotationReader {
  let settings: Settings
  let media: Set<String>

  func read(_ file: FileText, _ report: inout Report) -> [Annotation] {
    let yaml = String(decoding: file.bytes, as: UTF8.self)
    var lines = LineTable()
    return Fields.readList(yaml, path: file.path, &report).compactMap { fields, position in
      annotation(fields, at: position, file, &lines, &report)
    }
  }

  private func annotation(
    _ entry: Fields, at position: Position, _ file: FileText, _ lines: inout LineTable, _ report: inout Report
  ) -> Annotation? {
    var fields = entry
    guard let (id, at) = fields.text("id", &report).map({ ($0.value.composed, $0.at) }) else {
      report.error(
        "missing-id", "found an annotation without an id, expected 'id: …'", file.path, at: position)
      return nil
    }
    if let problem = Identifier.problem(id) {
      report.error("bad-id", problem, file.path, at: at)
      return nil
    }
    var note = Annotation(id: id, path: file.path, position: position)
    // An archive that defines its own kinds may lack the default one.
    let kinds = settings.kinds.map(\.id)
    note.kind = kind(&fields, &report) ?? (kinds.contains(note.kind) ? nil : kinds.first) ?? note.kind
    note.author = fields.string("author", &report)
    note.date = fields.date("date", &report)
    note.certainty = fields.choice("certainty", Annotation.Certainty.self, &report)
    note.status = fields.choice("status", Annotation.Status.self, &report)
    note.topics = fields.references("topics", .topic, &report)
    if let target = target(&fields, &report) { note.targets.append(target) }
    for (var also, place) in fields.mappings("also", &report) {
      if let target = target(&also, &report) {
        note.targets.append(target)
      } else if !also.has("quote") {
        report.error(
          "missing-target", "found a target without 'on', expected the id of a source", file.path, at: place)
      }
      also.finish(settings.unknownKeys, &report)
    }
    note.body = text("body", &fields, &lines, &report)
    note.references = texts("references", &fields, &lines, &report)
    var ids: [String: Position] = [:]
    note.replies = replies(&fields, &ids, &lines, &report)
    if note.body.prose.isEmpty {
      report.warning("empty-note", "found a note without text, expected 'body: …'", file.path, at: position)
    }
    fields.finish(settings.unknownKeys, &report)
    return note
  }

  /// Reads Markdown from a YAML value.
  private func text(
    _ key: String, _ fields: inout Fields, _ lines: inout LineTable, _ report: inout Report
  ) -> Annotation.Text {
    guard let (value, place) = fields.placedText(key, &lines, &report) else { return Annotation.Text() }
    return text(value, at: place, fields.path, &report)
  }

  /// Reads a list of Markdown texts.
  private func texts(
    _ key: String, _ fields: inout Fields, _ lines: inout LineTable, _ report: inout Report
  ) -> [Annotation.Text] {
    fields.placedTexts(key, &lines, &report).map { text($0.value, at: $0.place, fields.path, &report) }
  }

  private func text(
    _ markdown: String, at place: TextPlace, _ path: String, _ report: inout Report
  ) -> Annotation.Text {
    var reader = Markdown(
      Array(markdown.utf8), path: path, linesBefore: place.position.line - 1, media: media)
    reader.read()
    var prose = reader.prose
    for index in prose.references.indices { prose.references[index].move(to: place) }
    report.append(
      reader.report.diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.position = diagnostic.position.map(place.inFile)
        return diagnostic
      })
    return Annotation.Text(markdown: markdown, prose: prose)
  }

  /// - Parameter ids: ids of all replies to the note so far, with their positions.
  private func replies(
    _ entry: inout Fields, _ ids: inout [String: Position], _ lines: inout LineTable, _ report: inout Report
  ) -> [Annotation.Reply] {
    var replies: [Annotation.Reply] = []
    for (var fields, position) in entry.mappings("replies", &report) {
      var reply = Annotation.Reply(
        author: fields.string("author", &report), date: fields.date("date", &report),
        body: text("body", &fields, &lines, &report), position: position)
      if let (id, at) = fields.text("id", &report) {
        reply.id = replyID(id.composed, at: at, &ids, fields.path, &report)
      }
      reply.replies = self.replies(&fields, &ids, &lines, &report)
      if reply.body.prose.isEmpty {
        report.warning(
          "empty-note", "found a reply without text, expected 'body: …'", fields.path, at: position)
      }
      fields.finish(settings.unknownKeys, &report)
      replies.append(reply)
    }
    return replies
  }

  /// The id of a reply; nil if it is invalid or a duplicate, which is reported.
  private func replyID(
    _ id: String, at position: Position, _ ids: inout [String: Position], _ path: String,
    _ report: inout Report
  ) -> String? {
    if let problem = Identifier.problem(id) {
      report.error("bad-id", problem, path, at: position)
      return nil
    }
    if let first = ids[id] {
      report.error(
        "duplicate-id",
        "found the reply '\(id)' twice in this note, expected it once; the first is on line \(first.line)",
        path,
        at: position, fix: "give one of them another id")
      return nil
    }
    ids[id] = position
    return id
  }

  private func kind(_ fields: inout Fields, _ report: inout Report) -> String? {
    guard let (value, at) = fields.text("kind", &report) else { return nil }
    let known = settings.kinds.map(\.id)
    if known.contains(value) || settings.areUnread { return value }
    let near = Suggestion.nearest(value, among: known)
    report.error(
      "unknown-value", "found the kind '\(value)', expected \(known.joined(separator: ", "))", fields.path,
      at: at,
      fix: near.map { "write '\($0)'" } ?? "add it to 'kinds' in archive.yaml")
    return nil
  }

  /// Reads a target from `on`, `quote`, `prefix` and `suffix`.
  private func target(_ fields: inout Fields, _ report: inout Report) -> Annotation.Target? {
    let on = fields.text("on", &report)
    let quote = fields.string("quote", &report)
    let prefix = fields.string("prefix", &report) ?? ""
    let suffix = fields.string("suffix", &report) ?? ""
    guard let (value, at) = on else {
      if quote != nil {
        report.error(
          "missing-target", "found a quotation without 'on', expected the id of a source", fields.path,
          at: fields.position("quote"))
      }
      return nil
    }
    let parts = value.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return Annotation.Target(
      source: parts[0].composed, passage: parts.count > 1 ? parts[1] : nil,
      quote: quote?.isEmpty == true ? nil : quote,
      prefix: prefix, suffix: suffix, position: at)
  }
}
