import Archive

/// Targets of Web Annotations: sources, parts of them, and sets of either.
enum WebTargets {
  private static let sets: Set<String> = ["Composite", "List", "Independents", "Choice"]
  private static let kept: Set<String> = [
    "id", "@id", "type", "@type", "source", "selector", "state", "format", "language", "textDirection",
    "processingLanguage", "purpose",
  ]

  static func read(
    _ value: JSONValue, _ place: ForeignNote.Place, into note: inout ForeignNote, _ notes: inout ForeignNotes
  ) {
    for (number, target) in value.list.enumerated() {
      let at = value.elements == nil ? place : place.element(number, target)
      if let items = target["items"], sets.contains(WebAnnotationReader.type(of: target)) {
        // Notes do not distinguish items that belong together from independent ones: all become targets.
        read(items, at.member("items", items), into: &note, &notes)
      } else {
        note.targets.append(self.target(target, at, &notes))
      }
    }
  }

  private static func target(
    _ value: JSONValue, _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) -> ForeignNote.Target {
    if let iri = value.string { return ForeignNote.Target(iri: iri, place: place) }
    let source = value["source"]
    let iri = source?.string ?? source?["id"]?.string ?? (value["id"] ?? value["@id"])?.string
    var target = ForeignNote.Target(iri: iri, place: place)
    if let selector = value["selector"] {
      Selectors.read(selector, place.member("selector", selector), into: &target, &notes)
    }
    state(value, place, into: &target, &notes)
    target.isInline = value["sitegen:inline"]?.isTrue == true
    target.written = written(value, place, &notes)
    let others = (value.members ?? []).map(\.name).filter {
      !kept.contains($0) && !$0.hasPrefix("sitegen:")
    }
    if !others.isEmpty {
      let names = others.map { "'\($0)'" }.joined(separator: ", ")
      notes.say("unkept-field", "found \(names), which targets do not have; they are left out", place)
    }
    return target
  }

  /// Reads the address of the copy that positions refer to. Other states say how to get a version that the archive does
  /// not have; they are reported.
  private static func state(
    _ value: JSONValue, _ place: ForeignNote.Place, into target: inout ForeignNote.Target,
    _ notes: inout ForeignNotes
  ) {
    guard let states = value["state"] else { return }
    for state in states.list {
      if let cached = state["cached"]?.list.first?.string {
        target.text = cached
      } else {
        notes.say(
          "unkept-field", "found a state of the source, which targets do not have; left out",
          place.member("state", state))
      }
    }
  }

  /// The target as an author wrote it, from an export of sitegen.
  private static func written(
    _ value: JSONValue, _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) -> Annotation.Target? {
    guard let on = notes.text("sitegen:on", of: value, place) else { return nil }
    let parts = on.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return Annotation.Target(
      source: parts[0], passage: parts.count > 1 ? parts[1] : nil,
      quote: notes.text("sitegen:quote", of: value, place),
      prefix: notes.text("sitegen:prefix", of: value, place) ?? "",
      suffix: notes.text("sitegen:suffix", of: value, place) ?? "", position: notes.position(place.offset))
  }
}
