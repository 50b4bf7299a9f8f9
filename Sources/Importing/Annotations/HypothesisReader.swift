import Archive

/// Reads annotations of Hypothes.is: responses of its search API (`rows`, and `replies` beside them) and exports of
/// its client (`annotations`).
enum HypothesisReader {
  /// Whether a value looks like one of the two forms.
  static func reads(_ value: JSONValue) -> Bool {
    value["rows"]?.elements != nil || value["annotations"]?.elements != nil
  }

  /// Whether a value looks like a single annotation, as the API returns it by id.
  static func reads(row: JSONValue) -> Bool {
    row["@context"] == nil && row["type"] == nil && row["uri"] != nil && row["user"] != nil
  }

  static func read(_ value: JSONValue, into notes: inout ForeignNotes) {
    let top = ForeignNote.Place(path: "", offset: value.offset)
    for name in ["rows", "annotations", "replies"] {
      guard let rows = value[name] else { continue }
      let place = top.member(name, rows)
      for (number, row) in (rows.elements ?? []).enumerated() {
        read(row, place.element(number, row), into: &notes)
      }
    }
  }

  /// Reads one annotation.
  static func read(_ row: JSONValue, _ place: ForeignNote.Place, into notes: inout ForeignNotes) {
    guard row.members != nil else {
      return notes.say("wrong-type", "found \(row.kind), expected an annotation; it is left out", place)
    }
    var note = ForeignNote(place: place)
    note.iri = notes.text("id", of: row, place)
    note.id = note.iri.flatMap(ForeignNotes.id)
    note.author = author(row, place, &notes)
    note.date = notes.date("created", of: row, place)
    note.markdown = notes.text("text", of: row, place) ?? ""
    for (number, tag) in (row["tags"]?.list ?? []).enumerated() {
      guard let text = tag.string else {
        notes.say("wrong-type", "found \(tag.kind), expected a tag; it is left out", place)
        continue
      }
      note.tags.append(notes.clean(text, place.element(number, tag)))
    }
    // `references` lists the thread from its first annotation to the one that this one answers.
    note.parents = (row["references"]?.list ?? []).compactMap(\.string).reversed()
    note.isReply = !note.parents.isEmpty
    let page = notes.text("uri", of: row, place)
    if let targets = row["target"] {
      let at = place.member("target", targets)
      for (number, target) in targets.list.enumerated() {
        note.targets.append(self.target(target, page, at.element(number, target), &notes))
      }
    }
    if note.targets.isEmpty { note.targets = [.init(iri: page, place: place)] }
    warnOfReaders(row, place, &notes)
    notes.notes.append(note)
  }

  /// The display name, or else the name in `acct:name@authority`.
  private static func author(
    _ row: JSONValue, _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) -> String? {
    if let shown = row["user_info"]?["display_name"]?.string, !squeezed(shown).isEmpty {
      return notes.clean(squeezed(shown), place)
    }
    guard let user = notes.text("user", of: row, place) else { return nil }
    guard user.hasPrefix("acct:") else { return user }
    return String(user.dropFirst("acct:".count).prefix { $0 != "@" })
  }

  private static func target(
    _ value: JSONValue, _ page: String?, _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) -> ForeignNote.Target {
    var target = ForeignNote.Target(iri: notes.text("source", of: value, place) ?? page, place: place)
    guard let selectors = value["selector"] else { return target }
    Selectors.read(selectors, place.member("selector", selectors), into: &target, &notes)
    return target
  }

  /// Reports annotations that are private or hidden, because a site is public.
  private static func warnOfReaders(
    _ row: JSONValue, _ place: ForeignNote.Place, _ notes: inout ForeignNotes
  ) {
    let readers = (row["permissions"]?["read"]?.list ?? []).compactMap(\.string)
    if !readers.isEmpty, !readers.contains("group:__world__") {
      notes.say(
        "private-note",
        "found an annotation that only \(readers.joined(separator: ", ")) may read; the site would show it to everybody",
        place, fix: "remove it from the written file if it is not public")
    }
    if row["hidden"]?.isTrue == true {
      notes.say(
        "hidden-note", "found an annotation that a moderator hid; the site would show it", place)
    }
  }
}
