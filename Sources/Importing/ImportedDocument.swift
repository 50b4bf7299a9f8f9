import Archive
import Labelling

/// An imported text, in any format, before it is written as a source.
struct ImportedDocument {
  /// A paragraph of the record.
  struct Paragraph {
    var text: String
    var isStageNote = false
    var topics: [String] = []
    var line = 0
  }

  /// A turn; its label is nil if no speaker is named.
  struct Turn {
    var label: String?
    var manner: String?
    /// Seconds from the beginning of the recording.
    var time: Int?
    var line: Int
    var paragraphs: [Paragraph] = []
  }

  let path: String
  var turns: [Turn] = []
  var metadata = ImportMetadata()
  var language: String?
  /// Speaker ids by label, as far as the text itself gives them.
  var knownIDs: [String: String] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(path: String) { self.path = path }

  mutating func warn(_ rule: String, _ message: String, line: Int, column: Int = 1, fix: String? = nil) {
    diagnostics.append(
      Diagnostic(.warning, rule, message, path: path, at: Position(line: line, column: column), fix: fix))
  }

  mutating func error(_ rule: String, _ message: String, line: Int, column: Int = 1) {
    diagnostics.append(
      Diagnostic(.error, rule, message, path: path, at: Position(line: line, column: column)))
  }

  /// Adds a paragraph to the last turn. Opens a turn without a speaker if there is no turn yet.
  mutating func add(_ paragraph: Paragraph, line: Int) {
    if turns.isEmpty { turns.append(Turn(line: line)) }
    var paragraph = paragraph
    paragraph.line = line
    turns[turns.count - 1].paragraphs.append(paragraph)
  }

  /// Ends the open turn: what follows has no speaker until the next label.
  mutating func leaveTurn(line: Int) {
    if turns.last?.label != nil { turns.append(Turn(line: line)) }
  }

  mutating func finish(_ given: ImportMetadata) -> ImportedSource {
    let name = fileStem()
    let (dateInName, rest) = dateAndRest(of: name)
    var fields: [ImportedSource.Field] = []
    func field(_ key: String, _ value: String?) {
      if let value, !value.isEmpty { fields.append(.init(key: key, values: [value], isList: false)) }
    }
    let fromName = rest.replacing("-", with: " ").replacing("_", with: " ")
    field(
      "title",
      given.title ?? metadata.title
        ?? (fromName.isEmpty ? name : fromName.prefix(1).uppercased() + fromName.dropFirst()))
    field("kind", "transcript")
    field("date", date(given.date) ?? date(metadata.date) ?? dateInName)
    field("author", given.author ?? metadata.author)
    field("url", url(given.url) ?? url(metadata.url))
    field("language", language)
    let descriptions = [given.description, metadata.description].compactMap { $0 }.filter { !$0.isEmpty }
    field("description", descriptions.joined(separator: " "))
    let topics = ImportedDocument.ids(given.topics + metadata.topics)
    if !topics.isEmpty { fields.append(.init(key: "topics", values: topics, isList: true)) }

    unifyLabels()
    let labels = turns.compactMap(\.label)
    let speakers = SpeakerIDs.assign(labels, known: knownIDs)
    var writer = MarkdownWriter(labels: speakers.map(\.label))
    let body = writer.write(turns)
    for place in writer.likeLabels {
      let said = place.speaker.map { " of '\($0)'" } ?? ""
      let fate =
        place.isKept
        ? place.speaker.map { "they are kept as words of '\($0)'" } ?? "they are kept as words of no speaker"
        : "a build will read them as a label"
      warn(
        "label-in-words", "found words\(said) that begin like the label '\(place.label)'; \(fate)",
        line: place.line)
    }
    for line in writer.footnotes {
      warn(
        "footnote-in-words", "found words that begin like a footnote; a build will read them as one",
        line: line)
    }
    return ImportedSource(
      id: sourceID(name), fields: fields, speakers: speakers, body: body, diagnostics: diagnostics.sorted())
  }

  /// Normalises the labels, so that each speaker's label is always the same bytes, and replaces colons in them by
  /// commas, because a colon would end the label.
  private mutating func unifyLabels() {
    var changed: Set<String> = []
    for index in turns.indices {
      guard let spelling = turns[index].label.map({ LabelText.key($0).composed }) else { continue }
      guard spelling.contains(where: \.isLabelColon) else {
        turns[index].label = spelling
        continue
      }
      let safe = squeezed(String(spelling.map { $0.isLabelColon ? "," : $0 }))
      turns[index].label = safe
      guard changed.insert(spelling).inserted else { continue }
      warn(
        "changed-label",
        "found a colon in the name '\(spelling.prefix(60))', written as '\(safe.prefix(60))'",
        line: turns[index].line)
    }
  }

  /// Ids made from topic names, without duplicates; names that give no valid id are dropped.
  static func ids(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.map(Identifier.slug).filter { Identifier.problem($0) == nil && seen.insert($0).inserted }
  }

  private mutating func date(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    if UncertainDate(text) != nil { return text }
    metadata.description = [metadata.description, "Date: \(text)"].compactMap { $0 }.joined(separator: " ")
    warn(
      "bad-date",
      "found the date '\(text)', expected one such as 2018-07-16 or 1963~; it is kept in the description",
      line: 1)
    return nil
  }

  private mutating func url(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    if text.hasPrefix("https://") || text.hasPrefix("http://") { return text }
    metadata.description = [metadata.description, "Location: \(text)"].compactMap { $0 }.joined(
      separator: " ")
    return nil
  }

  private func fileStem() -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Splits a file name such as `2018-07-16-press-conference` into date and rest.
  private func dateAndRest(of name: String) -> (String?, String) {
    let date = String(name.prefix(10))
    guard date.utf8.count == 10, date.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
      UncertainDate(date) != nil
    else { return (nil, name) }
    let rest = name.dropFirst(10)
    return (date, String(rest.drop { $0 == "-" || $0 == "_" || $0 == " " }))
  }

  private func sourceID(_ name: String) -> String {
    if Identifier.problem(name) == nil { return name }
    let slug = Identifier.slug(name)
    return Identifier.problem(slug) == nil ? slug : "source-" + slug
  }
}

/// Assigns ids to speaker labels.
enum SpeakerIDs {
  /// - Parameter known: known ids by label; other labels get an id made from their letters.
  /// - Returns: the labels without duplicates, in the order of their first use. Labels that differ only in case share
  ///   an id. If different labels give the same id, a number is appended.
  static func assign(_ labels: [String], known: [String: String]) -> [ImportedSource.Speaker] {
    var out: [ImportedSource.Speaker] = []
    var seen: Set<String> = []
    var owners: [String: String] = [:]
    for label in labels where seen.insert(label).inserted {
      if let id = known[label] {
        out.append(.init(label: label, id: id))
        continue
      }
      let slug = Identifier.slug(label)
      let base = Identifier.problem(slug) == nil ? slug : slug.isEmpty ? "speaker" : "speaker-" + slug
      let owner = label.lowercased()
      var id = base
      var count = 1
      while let other = owners[id], other != owner {
        count += 1
        id = "\(base)-\(count)"
      }
      owners[id] = owner
      out.append(.init(label: label, id: id))
    }
    return out
  }
}
