import Archive

/// Reads `Content/archive.yaml`.
struct SettingsReader {
  func read(_ file: FileText, _ report: inout Report) -> Settings {
    var settings = Settings()
    let yaml = String(decoding: file.bytes, as: UTF8.self)
    guard var fields = Fields.read(yaml, firstLine: 1, path: file.path, &report) else {
      settings.areUnread = true
      settings.unknownKeys = .ignore
      settings.unknownLabels = .ignore
      return settings
    }
    if let title = fields.string("title", &report), !title.isEmpty {
      settings.title = title
    } else {
      report.error(
        "missing-title", "found no title, expected 'title: …'", file.path, at: Position(line: 1, column: 1))
    }
    settings.subtitle = fields.string("subtitle", &report)
    settings.description = fields.string("description", &report)
    if let (tag, at) = fields.text("language", &report) {
      if LanguageTag.isWellFormed(tag) {
        settings.language = tag
      } else {
        report.error(
          "bad-language", "found '\(tag)' for 'language', expected a tag such as en or zh-Hant", file.path,
          at: at)
      }
    }
    if let url = fields.webAddress("base_url", &report, problem: WebAddress.baseProblem) {
      settings.baseURL = url.hasSuffix("/") ? url : url + "/"
    }
    settings.editors = fields.strings("editors", &report)
    settings.licence = fields.string("licence", &report)
    settings.rights = fields.string("rights", &report)
    if let kinds = kinds(&fields, &report) { settings.kinds = kinds }
    if var reading = fields.mapping("reading", &report) {
      settings.unknownKeys =
        reading.choice("unknown_keys", Settings.Strictness.self, &report) ?? settings.unknownKeys
      settings.unknownLabels =
        reading.choice("unknown_labels", Settings.Strictness.self, &report) ?? settings.unknownLabels
      settings.editorialWords = editorialMarks(&reading, &report)
      reading.finish(.error, &report)
    }
    fields.finish(.error, &report)
    return settings
  }

  private func editorialMarks(_ fields: inout Fields, _ report: inout Report) -> [Settings.EditorialWord] {
    guard var map = fields.mapping("editorial_marks", &report) else { return [] }
    var marks: [Settings.EditorialWord] = []
    for (words, _) in map.all() {
      if let kind = map.choice(words, EditorialMark.Kind.self, &report) {
        marks.append(.init(words: words, kind: kind))
      }
    }
    map.finish(.error, &report)
    return marks
  }

  private func kinds(_ fields: inout Fields, _ report: inout Report) -> [Settings.NoteKind]? {
    guard var map = fields.mapping("kinds", &report) else { return nil }
    var kinds: [Settings.NoteKind] = []
    for (id, at) in map.all() {
      if let problem = Identifier.problem(id) {
        report.error("bad-id", problem, fields.path, at: at)
        continue
      }
      guard var entry = map.mapping(id, &report) else { continue }
      let label = entry.string("label", &report) ?? id
      var hue = "grey"
      if let (value, place) = entry.text("hue", &report) {
        if Settings.NoteKind.hues.contains(value) {
          hue = value
        } else {
          report.error(
            "unknown-value",
            "found the hue '\(value)', expected \(Settings.NoteKind.hues.joined(separator: ", "))",
            fields.path,
            at: place)
        }
      }
      entry.finish(.error, &report)
      kinds.append(.init(id: id, label: label, hue: hue))
    }
    return kinds.isEmpty ? nil : kinds
  }
}
