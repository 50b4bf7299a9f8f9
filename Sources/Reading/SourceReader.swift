import Archive
import Labelling

/// Reads one file of `Content/sources/`.
struct SourceReader {
  let settings: Settings
  /// Paths of media files that links may name, including `media/`.
  var media: Set<String>?

  /// Reads a source.
  ///
  /// - Returns: nil if the file cannot be a source at all; the report says why.
  func read(_ file: FileText, id: String, _ report: inout Report) -> Source? {
    let parts = FrontMatter(file, &report)
    let top = Position(line: 1, column: 1)
    guard let yaml = parts.yaml else {
      if parts.body.isEmpty == false || file.bytes.isEmpty {
        report.error(
          "missing-front-matter", "found no front matter, expected lines of 'key: value' between two '---'",
          file.path, at: top, fix: "begin the file with three lines: '---', 'title: …', '---'")
      }
      return nil
    }
    guard var fields = Fields.read(yaml, firstLine: 2, path: file.path, &report) else { return nil }
    var source = Source(id: id, path: file.path, title: id)
    if let title = fields.string("title", &report), !title.isEmpty {
      source.title = title
    } else {
      report.error("missing-title", "found no title, expected 'title: …'", file.path, at: top)
    }
    source.shortTitle = fields.string("short_title", &report)
    source.kind = fields.choice("kind", Source.Kind.self, &report) ?? .transcript
    source.date = fields.date("date", &report)
    source.event = fields.reference("event", .event, &report)
    source.place = fields.reference("place", .place, &report)
    source.language = language(&fields, &report) ?? settings.language
    source.transcription = fields.choice("transcription", Source.Transcription.self, &report)
    source.description = fields.string("description", &report)
    source.topics = fields.references("topics", .topic, &report)
    source.places = fields.references("places", .place, &report)
    source.organizations = fields.references("organizations", .organization, &report)
    source.aliases = aliases(&fields, &report)
    source.provenance = provenance(&fields, &report)
    let declaration = speakers(&fields, into: &source, &report)
    fields.finish(settings.unknownKeys, &report)

    let labels = SpeakerLabels(declaration, strictness: strictness(for: source))
    let marks = EditorialMarks(own: settings.editorialWords, language: source.language)
    var markdown = Markdown(
      parts.body, path: file.path, linesBefore: parts.linesBefore, labels: labels, marks: marks, media: media)
    markdown.read()
    source.record = markdown.prose
    report.append(markdown.report.diagnostics)
    return source
  }

  /// How strictly undeclared labels are reported. In reports, letters and the like without speakers, words before a
  /// colon are ordinary text.
  private func strictness(for source: Source) -> Settings.Strictness {
    switch source.kind {
    case .transcript, .interview: settings.unknownLabels
    default: source.speakers.isEmpty ? .ignore : settings.unknownLabels
    }
  }

  /// Reads earlier ids. They become pages of their own, so they must be valid file names. Others are left out with
  /// a warning, because files made for other generators have whole paths here.
  private func aliases(_ fields: inout Fields, _ report: inout Report) -> [Reference] {
    fields.references("aliases", .source, &report).filter { alias in
      guard let problem = Identifier.problem(alias.id) else { return true }
      report.warning(
        "bad-id", "found '\(alias.id)' in 'aliases', expected an id of a source: \(problem)", fields.path,
        at: alias.position)
      return false
    }
  }

  private func provenance(_ fields: inout Fields, _ report: inout Report) -> Provenance {
    var provenance = Provenance()
    provenance.publisher = fields.string("publisher", &report)
    provenance.author = fields.string("author", &report)
    provenance.url = fields.webAddress("url", &report)
    provenance.archivedURL = fields.webAddress("archived_url", &report)
    provenance.accessed = fields.date("accessed", &report)
    provenance.rights = fields.string("rights", &report)
    if let (hash, at) = fields.text("sha256", &report) {
      if hash.utf8.count == 64, hash.allSatisfy(\.isHexDigit) {
        provenance.sha256 = hash.lowercased()
      } else {
        report.error(
          "bad-hash", "found \(hash.utf8.count) characters for 'sha256', expected 64 hexadecimal digits",
          fields.path,
          at: at)
      }
    }
    return provenance
  }

  private func language(_ fields: inout Fields, _ report: inout Report) -> String? {
    guard let (tag, at) = fields.text("language", &report) else { return nil }
    if LanguageTag.isWellFormed(tag) { return tag }
    report.error(
      "bad-language", "found '\(tag)' for 'language', expected a tag such as en, ru or zh-Hant", fields.path,
      at: at)
    return nil
  }

  /// Reads `speakers`, a mapping of labels or a list of names.
  private func speakers(
    _ fields: inout Fields, into source: inout Source, _ report: inout Report
  ) -> SpeakerLabels.Declaration {
    var declaration = SpeakerLabels.Declaration()
    func declare(_ use: SpeakerUse, at position: Position) {
      let plain = DeclaredLabels.plain(use.label)
      if let same = declaration.uses.first(where: { DeclaredLabels.plain($0.label) == plain }),
        same.speaker.id != use.speaker.id
      {
        report.error(
          "equal-labels",
          "found the labels '\(same.label)' and '\(use.label)' for two speakers, which read the same; expected labels "
            + "that differ in letters", fields.path, at: position)
      }
      declaration.uses.append(use)
      declaration.positions.append(position)
    }
    if fields.isList("speakers") || fields.isText("speakers") {
      for (name, at) in fields.list("speakers", &report) {
        let id = Identifier.slug(name)
        guard Identifier.problem(id) == nil else {
          report.error(
            "bad-id", "found '\(name)', from which no id can be made, expected a name with letters",
            fields.path, at: at)
          continue
        }
        guard !declaration.uses.contains(where: { $0.label == name }) else { continue }
        declare(SpeakerUse(label: name, speaker: Reference(scheme: .speaker, id: id, at: at)), at: at)
      }
      declaration.shortForms = Self.shortForms(of: declaration.uses.map(\.label))
    } else if var map = fields.mapping("speakers", &report) {
      for (label, at) in map.all() {
        if let use = speaker(label, at: at, in: &map, &report) { declare(use, at: at) }
      }
    }
    source.speakers = declaration.uses
    return declaration
  }

  private func speaker(
    _ label: String, at position: Position, in map: inout Fields, _ report: inout Report
  ) -> SpeakerUse? {
    if !map.has(label) {
      report.error(
        "missing-id", "found no speaker for the label '\(label)', expected an id", map.path, at: position)
      return nil
    }
    if map.isText(label) {
      return map.reference(label, .speaker, &report).map { SpeakerUse(label: label, speaker: $0) }
    }
    guard var entry = map.mapping(label, &report) else { return nil }
    let reference = entry.reference("id", .speaker, &report)
    let use = SpeakerUse(
      label: label,
      speaker: reference ?? Reference(scheme: .speaker, id: Identifier.slug(label), at: position),
      language: entry.string("language", &report), via: entry.string("via", &report),
      certain: entry.flag("certain", &report) ?? true)
    if reference == nil {
      report.error("missing-id", "found no id for '\(label)', expected '{id: …}'", map.path, at: position)
    }
    entry.finish(settings.unknownKeys, &report)
    return use
  }

  /// Given names, surnames and initials of a list of names. Each is included only if it belongs to a single name
  /// and is not itself in the list.
  static func shortForms(of names: [String]) -> [(text: String, speaker: Int)] {
    var owners: [String: Set<Int>] = [:]
    for (index, name) in names.enumerated() {
      let words = name.split(separator: " ").map(String.init)
      guard words.count > 1, let first = words.first, let last = words.last else { continue }
      let initials = words.compactMap(\.first).map(String.init).joined()
      for form in [first, last, initials] { owners[form, default: []].insert(index) }
    }
    return owners.filter { $0.value.count == 1 && !names.contains($0.key) }
      .map { ($0.key, $0.value.first ?? 0) }
      .sorted { $0.0 < $1.0 }
  }
}

/// Syntax of BCP 47 language tags.
enum LanguageTag {
  /// Whether a tag consists of a language of two to eight letters and subtags of one to eight letters or
  /// digits (RFC 5646, section 2.1).
  static func isWellFormed(_ tag: String) -> Bool {
    let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    func letters(_ part: Substring.UTF8View) -> Bool {
      part.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    }
    guard let first = parts.first, (2...8).contains(first.count), letters(first) else { return false }
    return parts.dropFirst().allSatisfy { part in
      (1...8).contains(part.count)
        && part.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || (($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A) }
    }
  }
}
