import Archive

/// Bodies of Web Annotations: text, tags, and external resources, which become references.
struct WebBodies {
  private static let sets: Set<String> = ["Composite", "List", "Independents", "Choice"]
  private static let kept: Set<String> = [
    "id", "@id", "type", "@type", "value", "format", "language", "textDirection", "processingLanguage",
    "purpose", "source", "creator", "created", "modified",
  ]

  /// Whether bodies without a purpose are tags.
  let isTagging: Bool

  init(isTagging: Bool) { self.isTagging = isTagging }

  mutating func read(
    _ value: JSONValue, _ place: ForeignNote.Place, into note: inout ForeignNote, _ notes: inout ForeignNotes
  ) {
    for (number, body) in value.list.enumerated() {
      let at = value.elements == nil ? place : place.element(number, body)
      if let items = body["items"], WebBodies.sets.contains(WebAnnotationReader.type(of: body)) {
        if WebAnnotationReader.type(of: body) == "Choice" {
          notes.say("choice", "found alternative bodies; all are kept", at)
        }
        read(items, at.member("items", items), into: &note, &notes)
      } else {
        self.body(body, at, into: &note, &notes)
      }
    }
  }

  private func body(
    _ value: JSONValue, _ place: ForeignNote.Place, into note: inout ForeignNote, _ notes: inout ForeignNotes
  ) {
    if let iri = value.string { return reference(to: iri, place, into: &note, &notes) }
    guard value.members != nil else {
      return notes.say("wrong-type", "found \(value.kind), expected a body; it is left out", place)
    }
    warnOfOthers(value, place, &notes)
    let purposes = (value["purpose"]?.list ?? []).compactMap(\.string)
    let isTag = purposes.contains("tagging") || purposes.isEmpty && isTagging
    if note.author == nil, let creator = value["creator"] {
      let name = creator.string ?? creator["name"]?.string ?? creator["id"]?.string
      note.author = name.map { notes.clean($0, place) }
    }
    if note.date == nil { note.date = notes.date("created", of: value, place) }
    if let text = notes.text("value", of: value, place) {
      if let id = value["sitegen:topic"]?.string, notes.outline.hasTopic(id) {
        note.topics.append(id)
      } else if isTag {
        note.tags.append(text)
      } else {
        add(text, format: value["format"]?.list.first?.string, purposes, place, into: &note, &notes)
      }
      return
    }
    let source = value["source"]
    if let iri = source?.string ?? source?["id"]?.string ?? (value["id"] ?? value["@id"])?.string {
      if isTag, let topic = notes.outline.topic(at: iri) {
        note.topics.append(topic)
      } else {
        reference(to: iri, place, into: &note, &notes)
      }
    } else {
      notes.say("empty-body", "found a body without text and without an address; it is left out", place)
    }
  }

  private func add(
    _ text: String, format: String?, _ purposes: [String], _ place: ForeignNote.Place,
    into note: inout ForeignNote, _ notes: inout ForeignNotes
  ) {
    var markdown = text
    switch format?.prefix(while: { $0 != ";" }).lowercased() {
    case "text/markdown": break
    case "text/html", "application/xhtml+xml":
      let reduced = HTMLToMarkdown.markdown(text)
      markdown = reduced.text
      if !reduced.unknown.isEmpty {
        let tags = reduced.unknown.map { "<\($0)>" }.joined(separator: ", ")
        notes.say("reduced-html", "found \(tags) in a body, which are left out; their words are kept", place)
      }
    case nil, "text/plain": markdown = PlainMarkdown.paragraphs(text)
    case let other?:
      notes.say("unknown-format", "found a body in '\(other)'; it is kept as plain text", place)
      markdown = PlainMarkdown.paragraphs(text)
    }
    if purposes == ["linking"] {
      note.references.append(markdown)
    } else if note.markdown.isEmpty {
      note.markdown = markdown
    } else {
      note.markdown += (note.markdown.hasSuffix("\n") ? "\n" : "\n\n") + markdown
    }
  }

  /// Adds an external resource as a line of Markdown: a link if possible, or else text.
  private func reference(
    to iri: String, _ place: ForeignNote.Place, into note: inout ForeignNote, _ notes: inout ForeignNotes
  ) {
    let iri = notes.clean(iri, place)
    let isLink =
      (iri.hasPrefix("http://") || iri.hasPrefix("https://"))
      && iri.utf8.allSatisfy { $0 > 32 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    note.references.append(isLink ? "<\(iri)>" : PlainMarkdown.line(iri))
  }

  private func warnOfOthers(_ value: JSONValue, _ place: ForeignNote.Place, _ notes: inout ForeignNotes) {
    let others = (value.members ?? []).map(\.name).filter {
      !WebBodies.kept.contains($0) && !$0.hasPrefix("sitegen:")
    }
    guard !others.isEmpty else { return }
    let names = others.map { "'\($0)'" }.joined(separator: ", ")
    notes.say("unkept-field", "found \(names), which bodies do not have; they are left out", place)
  }
}
