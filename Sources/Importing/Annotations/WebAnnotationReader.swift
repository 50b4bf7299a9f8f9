import Archive

/// Reads W3C Web Annotations (Recommendation "Web Annotation Data Model", 2017) in JSON-LD with the context of the
/// recommendation: one annotation, a page, a collection with its first page inside, or a list of annotations.
/// Nothing is fetched.
enum WebAnnotationReader {
  /// Members that notes have no field for and that do not concern the words: who made the file, and when.
  private static let unused: Set<String> = [
    "@context", "generator", "generated", "modified", "via", "canonical",
  ]
  private static let used: Set<String> = [
    "id", "@id", "type", "@type", "motivation", "creator", "created", "body", "bodyValue", "target",
  ]

  static func read(_ value: JSONValue, _ place: ForeignNote.Place, into notes: inout ForeignNotes) {
    switch type(of: value) {
    case "Annotation": annotation(value, place, &notes)
    case "AnnotationPage", "AnnotationCollection": page(value, place, &notes)
    case let type:
      let found =
        value.string.map {
          "found an annotation at another address, '\($0)', which the import does not fetch"
        }
        ?? (type.isEmpty ? "found \(value.kind) without a type" : "found a \(type)")
        + ", expected an Annotation, AnnotationPage or AnnotationCollection"
      notes.say("not-an-annotation", found + "; it is left out", place)
    }
  }

  static func type(of value: JSONValue) -> String {
    let types = (value["type"] ?? value["@type"])?.list.compactMap(\.string) ?? []
    return types.first { $0.hasPrefix("Annotation") } ?? types.first ?? ""
  }

  private static func page(
    _ value: JSONValue, _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) {
    if let next = value["next"] {
      notes.say(
        "further-pages",
        "found a next page at '\(next.string ?? next["id"]?.string ?? "")', which the import does not fetch",
        place.member("next", next), fix: "import the other pages too")
    }
    if let items = value["items"] {
      let at = place.member("items", items)
      for (number, item) in items.list.enumerated() { read(item, at.element(number, item), into: &notes) }
    } else if let first = value["first"] {
      let at = place.member("first", first)
      if let iri = first.string {
        notes.say(
          "further-pages",
          "found the first page of the collection at '\(iri)', which the import does not fetch",
          at, fix: "import the pages")
      } else {
        page(first, at, &notes)
      }
    } else {
      notes.say("not-an-annotation", "found a page without 'items'", place)
    }
  }

  private static func annotation(
    _ value: JSONValue, _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) {
    var note = ForeignNote(place: place)
    note.iri = (value["id"] ?? value["@id"])?.string
    let isOwnReply = value["sitegen:reply"]?.isTrue == true
    if let id = notes.text("sitegen:id", of: value, place), Identifier.problem(id) == nil {
      note.id = id
    } else if !isOwnReply {
      note.id = note.iri.flatMap(ForeignNotes.id)
    }
    let motivations = (value["motivation"]?.list ?? []).compactMap(\.string)
    note.isReply = isOwnReply || motivations.contains("replying")
    note.kind = kind(value, motivations, place, &notes)
    note.author = value["creator"].flatMap { author($0, place.member("creator", $0), &notes) }
    note.date = date(value, place, &notes)
    note.certainty = notes.choice("sitegen:certainty", of: value, Annotation.Certainty.self, place)
    note.status = notes.choice("sitegen:status", of: value, Annotation.Status.self, place)
    if let plain = notes.text("bodyValue", of: value, place) {
      note.markdown = PlainMarkdown.paragraphs(plain)
    }
    if let body = value["body"] {
      var bodies = WebBodies(isTagging: motivations == ["tagging"])
      bodies.read(body, place.member("body", body), into: &note, &notes)
    }
    if let target = value["target"] {
      WebTargets.read(target, place.member("target", target), into: &note, &notes)
    } else {
      notes.say("no-target", "found an annotation without a target", place)
    }
    note.parents = note.targets.compactMap(\.iri)
    let others = (value.members ?? []).map(\.name).filter {
      !used.contains($0) && !unused.contains($0) && !$0.hasPrefix("sitegen:")
    }
    if !others.isEmpty {
      let names = others.map { "'\($0)'" }.joined(separator: ", ")
      notes.say("unkept-field", "found \(names), which notes do not have; they are left out", place)
    }
    notes.notes.append(note)
  }

  /// The kind from an export of sitegen, or else the one nearest to the motivations.
  private static func kind(
    _ value: JSONValue, _ motivations: [String], _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) -> String? {
    let known = notes.outline.settings.kinds.map(\.id)
    if let kind = notes.text("sitegen:kind", of: value, place) {
      if known.contains(kind) { return kind }
      notes.say(
        "unknown-value",
        "found the kind '\(kind)', expected \(known.joined(separator: ", ")); it is left out",
        place, fix: "add it to 'kinds' in archive.yaml")
    }
    return motivations.lazy.compactMap { Interchange.kind(ofMotivation: $0) }.first { known.contains($0) }
  }

  /// The date from an export of sitegen, or else the time of creation.
  private static func date(
    _ value: JSONValue, _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) -> UncertainDate? {
    let own = notes.date("sitegen:date", of: value, place)
    return own ?? notes.date("created", of: value, place)
  }

  /// Names of the creators; the IRI of a creator without a name.
  private static func author(
    _ value: JSONValue, _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) -> String? {
    let names = value.list.compactMap { agent -> String? in
      let names = [agent, agent["name"], agent["nickname"], agent["id"]].compactMap { $0 }
      return names.lazy.compactMap { $0.list.first?.string }.first
    }
    if names.isEmpty { notes.say("wrong-type", "found a creator without a name", place) }
    return names.isEmpty ? nil : notes.clean(names.joined(separator: ", "), place)
  }
}
