import Archive
import Base

/// Completes the registers: every id used in front matter or attributes gets an entry.
struct Registers {
  var speakers: Register<Speaker>
  var topics: Register<Topic>
  var events: Register<Event>
  var places: Register<Place>
  var organizations: Register<Organization>
  private(set) var diagnostics: [Diagnostic] = []
  /// Ids whose files could not be read.
  private let unread: [Reference.Scheme: Set<String>]
  private var missing = Missing()

  /// Ids without a file, by scheme, with their first use.
  private struct Missing {
    var uses: [Reference.Scheme: [String: (reference: Reference, path: String, label: String?)]] = [:]
  }

  init(_ archive: Archive) {
    unread = archive.unread
    speakers = Register(archive.speakers)
    topics = Register(archive.topics)
    events = Register(archive.events)
    places = Register(archive.places)
    organizations = Register(archive.organizations)
  }

  /// Adds an entry, with a warning, for each id that is used but has none. An invalid id is an error and gets no
  /// entry.
  mutating func addUsed(_ archive: Archive) {
    for source in archive.sources { noteUses(in: source) }
    for topic in archive.topics {
      note(topic.related, topic.card.path)
      if let broader = topic.broader { note([broader], topic.card.path) }
    }
    for event in archive.events {
      note(event.related + event.participants + event.organizations + event.topics, event.card.path)
      note([event.place, event.partOf].compactMap { $0 }, event.card.path)
    }
    for place in archive.places { note([place.partOf].compactMap { $0 }, place.card.path) }
    for speaker in archive.speakers { note(speaker.roles.compactMap(\.organization), speaker.card.path) }
    for annotation in archive.annotations { note(annotation.topics, annotation.path) }
    speakers.add(entries(.speaker, beside: archive.speakers, areNamesUnique: true))
    topics.add(entries(.topic, beside: archive.topics))
    events.add(entries(.event, beside: archive.events))
    places.add(entries(.place, beside: archive.places))
    organizations.add(entries(.organization, beside: archive.organizations))
  }

  private mutating func noteUses(in source: Source) {
    for use in source.speakers where !isKnown(use.speaker) {
      // A name in a list of speakers is enough for an entry without a warning.
      let isNamed = Identifier.slug(use.label) == use.id
      note([use.speaker], source.path, label: isNamed ? use.label : nil)
    }
    note(source.topics, source.path)
    note(source.places, source.path)
    note(source.organizations, source.path)
    if let event = source.event { note([event], source.path) }
    if let place = source.place { note([place], source.path) }
    for attributes in source.record.attributes {
      note(attributes.topics, source.path)
      note(attributes.places, source.path)
      note(attributes.organizations, source.path)
      note(attributes.events, source.path)
      if let speaker = attributes.speaker { note([speaker], source.path) }
    }
  }

  private mutating func note(_ references: [Reference], _ path: String, label: String? = nil) {
    for reference in references where !isKnown(reference) {
      if missing.uses[reference.scheme]?[reference.id] == nil {
        missing.uses[reference.scheme, default: [:]][reference.id] = (reference, path, label)
      } else if let label {
        missing.uses[reference.scheme]?[reference.id]?.label = label
      }
    }
  }

  private func isKnown(_ reference: Reference) -> Bool {
    switch reference.scheme {
    case .speaker: speakers.number(of: reference.id) != nil
    case .topic: topics.number(of: reference.id) != nil
    case .event: events.number(of: reference.id) != nil
    case .place: places.number(of: reference.id) != nil
    case .organization: organizations.number(of: reference.id) != nil
    case .source, .note, .page: true
    }
  }

  /// Entries for the ids that are used but have no file.
  private mutating func entries<Entry: RegisterEntry>(
    _ scheme: Reference.Scheme, beside entries: [Entry], areNamesUnique: Bool = false
  ) -> [Entry] {
    let known = entries.map(\.id)
    let split = SplitEntries(scheme, entries, areNamesUnique: areNamesUnique)
    diagnostics += split.diagnostics
    var taken = Set(known.map { Unicode17.lowercased($0) })
    var out: [Entry] = []
    let uses = missing.uses[scheme, default: [:]].sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    for (id, use) in uses {
      let near = Suggestion.nearest(id, among: known)
      let fix =
        near.map { "write '\($0)', or add \(scheme.folder)/\(id).md" } ?? "add \(scheme.folder)/\(id).md"
      if let problem = Identifier.problem(id) {
        diagnostics.append(
          Diagnostic(
            .error, "bad-id", "found '\(id)': \(problem)", path: use.path, at: use.reference.position))
        continue
      }
      if !taken.insert(Unicode17.lowercased(id)).inserted {
        diagnostics.append(
          Diagnostic(
            .error, "duplicate-id",
            "found the \(scheme.rawValue) '\(id)', which differs from another only in capital letters",
            path: use.path,
            at: use.reference.position, fix: near.map { "write '\($0)'" }))
        continue
      }
      if let owner = split.owner(of: id, label: use.label) {
        let name = use.label.map { "'\($0)'" } ?? "'\(id)'"
        diagnostics.append(
          Diagnostic(
            .warning, "split-entry",
            "found the \(scheme.rawValue) \(name), which is a name of '\(owner)', expected one id for each \(scheme.rawValue)",
            path: use.path, at: use.reference.position,
            fix: use.label == nil ? "write '\(owner)'" : "write '\(use.label ?? id): \(owner)'"))
      } else if use.label == nil, unread[scheme]?.contains(id) != true {
        diagnostics.append(
          Diagnostic(
            .warning, "unknown-id",
            "found the \(scheme.rawValue) '\(id)', which has no file\(near.map { ", did you mean '\($0)'" } ?? "")",
            path: use.path, at: use.reference.position, fix: fix))
      }
      out.append(Entry(card: RegisterEntryInfo(usedOnly: id, label: use.label)))
    }
    return out
  }
}

extension Reference.Scheme {
  /// The folder for things of this scheme, in the content and on the site.
  public var folder: String {
    switch self {
    case .source: "sources"
    case .speaker: "speakers"
    case .topic: "topics"
    case .event: "events"
    case .place: "places"
    case .organization: "organizations"
    case .note: "annotations"
    case .page: "pages"
    }
  }
}
