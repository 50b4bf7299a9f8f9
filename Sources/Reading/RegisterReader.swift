import Archive

/// Reads the files of the registers and the prose pages: a card in the front matter, a note as the body.
struct RegisterReader {
  let settings: Settings
  /// Files of `media/`, which links may name.
  var media: Set<String>?

  /// Reads a file into an entry; `more` takes the fields that only this kind of entry has.
  func read<Entry: RegisterEntry>(
    _ file: FileText, id: String, labelKey: String, _ report: inout Report,
    more: (inout Entry, inout Fields, inout Report) -> Void
  ) -> Entry? {
    let parts = FrontMatter(file, &report)
    let top = Position(line: 1, column: 1)
    guard let yaml = parts.yaml,
      var fields = Fields.read(yaml, firstLine: 2, path: file.path, &report)
    else {
      if parts.yaml == nil && !report.diagnostics.contains(where: { $0.rule == "broken-yaml" }) {
        report.error(
          "missing-front-matter", "found no front matter, expected '\(labelKey): …' between two '---'",
          file.path,
          at: top)
      }
      return nil
    }
    var card = RegisterEntryInfo(id: id, label: id)
    card.path = file.path
    if let (label, at) = fields.text(labelKey, &report), !label.isEmpty {
      card.label = label
      card.places.label = at
    } else {
      report.error("missing-title", "found no \(labelKey), expected '\(labelKey): …'", file.path, at: top)
    }
    for (alias, at) in fields.list("aliases", &report) {
      card.aliases.append(alias)
      card.places.aliases.append(at)
    }
    for (authority, at) in authority(&fields, &report) {
      card.authority.append(authority)
      card.places.authority.append(at)
    }
    var entry = Entry(card: card)
    more(&entry, &fields, &report)
    fields.finish(settings.unknownKeys, &report)
    var markdown = Markdown(parts.body, path: file.path, linesBefore: parts.linesBefore, media: media)
    markdown.read()
    entry.card.note = markdown.prose
    report.append(markdown.report.diagnostics)
    return entry
  }

  private func authority(
    _ fields: inout Fields, _ report: inout Report
  ) -> [(authority: Authority, at: Position)] {
    guard var map = fields.mapping("authority", &report) else { return [] }
    var ids: [(authority: Authority, at: Position)] = []
    for (scheme, at) in map.all() {
      guard let (id, place) = map.text(scheme, &report) else { continue }
      if id.utf8.allSatisfy({
        ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D
      }) {
        ids.append((Authority(scheme: scheme, id: id), place))
      } else {
        report.error(
          "bad-authority", "found '\(id)' for '\(scheme)', expected letters, digits and '-'", fields.path,
          at: at)
      }
    }
    return ids.sorted { $0.authority.scheme < $1.authority.scheme }
  }

  func speaker(_ file: FileText, id: String, _ report: inout Report) -> Speaker? {
    read(file, id: id, labelKey: "name", &report) { (speaker: inout Speaker, fields, report) in
      speaker.sortName = fields.string("sort_name", &report) ?? speaker.label
      speaker.kind = fields.choice("kind", Speaker.Kind.self, &report) ?? .person
      speaker.uncertain = fields.string("uncertain", &report)
      for (var role, at) in fields.mappings("roles", &report) {
        let title = role.string("title", &report)
        let from = role.date("from", &report)
        let until = role.date("until", &report)
        let organization = role.reference("organization", .organization, &report)
        role.finish(settings.unknownKeys, &report)
        guard let title else {
          report.error(
            "missing-title", "found a role without a title, expected 'title: …'", file.path, at: at)
          continue
        }
        if let from, let until, until.latest < from.earliest {
          report.error("bad-date", "found a role that ends before it begins", file.path, at: at)
        }
        speaker.roles.append(.init(title: title, from: from, until: until, organization: organization))
      }
    }
  }

  func topic(_ file: FileText, id: String, _ report: inout Report) -> Topic? {
    read(file, id: id, labelKey: "label", &report) { (topic: inout Topic, fields, report) in
      topic.broader = fields.reference("broader", .topic, &report)
      topic.related = fields.references("related", .topic, &report)
    }
  }

  func event(_ file: FileText, id: String, _ report: inout Report) -> Event? {
    read(file, id: id, labelKey: "title", &report) { (event: inout Event, fields, report) in
      event.date = fields.date("date", &report)
      event.place = fields.reference("place", .place, &report)
      event.partOf = fields.reference("part_of", .event, &report)
      event.related = fields.references("related", .event, &report)
      event.participants = fields.references("participants", .speaker, &report)
      event.organizations = fields.references("organizations", .organization, &report)
      event.topics = fields.references("topics", .topic, &report)
    }
  }

  func place(_ file: FileText, id: String, _ report: inout Report) -> Place? {
    read(file, id: id, labelKey: "name", &report) { (place: inout Place, fields, report) in
      place.partOf = fields.reference("part_of", .place, &report)
    }
  }

  func organization(_ file: FileText, id: String, _ report: inout Report) -> Organization? {
    read(file, id: id, labelKey: "name", &report) { (_: inout Organization, _, _) in }
  }

  func page(_ file: FileText, id: String, _ report: inout Report) -> ProsePage? {
    if Self.ownPages.contains(id.lowercased()) {
      report.error(
        "bad-id", "found a page '\(id)', a name that the site uses itself, expected another name", file.path,
        fix: "rename the file")
      return nil
    }
    return read(file, id: id, labelKey: "title", &report) { (page: inout ProsePage, fields, report) in
      guard let (text, at) = fields.text("order", &report) else { return }
      if let order = Int(text) {
        page.order = order
      } else {
        report.error("wrong-type", "found '\(text)' for 'order', expected a number", file.path, at: at)
      }
    }
  }

  /// Pages at the top of the site that the generator makes.
  private static let ownPages: Set<String> = ["timeline", "annotations", "search", "404"]
}
