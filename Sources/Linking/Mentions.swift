import Archive

/// Checks links in prose and records them as back-links of their targets.
extension Linker {
  mutating func linkMentions() {
    let targets = Targets(edition)
    for (index, source) in edition.sources.enumerated() {
      guard !source.record.references.isEmpty else { continue }
      for (number, passage) in source.record.passages.enumerated() {
        let origin = Mention.Origin.passage(PassageRef(source: index, passage: number))
        follow(source.record, passage.marks, origin, source.path, targets)
      }
      for section in source.record.sections {
        let next = min(Int(section.firstPassage), source.record.passages.count - 1)
        let origin = next < 0 ? nil : Mention.Origin.passage(PassageRef(source: index, passage: next))
        follow(source.record, section.marks, origin, source.path, targets)
      }
    }
    for (index, note) in edition.annotations.enumerated() {
      followAll(note.body.prose, .annotation(Int32(index)), note.path, targets)
      let aside = Mention.Origin.noteAside(Int32(index))
      for text in note.references { followAll(text.prose, aside, note.path, targets) }
      followReplies(note.replies, aside, note.path, targets)
    }
    for (index, page) in edition.pages.enumerated() {
      followAll(page.card.note, .page(Int32(index)), page.card.path, targets)
    }
    followEntries(edition.speakers, .speaker, targets)
    followEntries(edition.topics, .topic, targets)
    followEntries(edition.events, .event, targets)
    followEntries(edition.places, .place, targets)
    followEntries(edition.organizations, .organization, targets)
  }

  private mutating func followReplies(
    _ replies: [Annotation.Reply], _ origin: Mention.Origin, _ path: String, _ targets: Targets
  ) {
    for reply in replies {
      followAll(reply.body.prose, origin, path, targets)
      followReplies(reply.replies, origin, path, targets)
    }
  }

  private mutating func followEntries<Entry>(
    _ register: Register<Entry>, _ scheme: Reference.Scheme, _ targets: Targets
  ) {
    for (index, entry) in register.entries.enumerated() {
      followAll(entry.card.note, .entry(scheme, Int32(index)), entry.card.path, targets)
    }
  }

  private mutating func followAll(
    _ prose: Prose, _ origin: Mention.Origin, _ path: String, _ targets: Targets
  ) {
    guard !prose.references.isEmpty else { return }
    follow(prose, 0..<Int32(prose.marks.count), origin, path, targets)
  }

  private mutating func follow(
    _ prose: Prose, _ marks: Range<Int32>, _ origin: Mention.Origin?, _ path: String, _ targets: Targets
  ) {
    for index in marks {
      let mark = prose.marks[Int(index)]
      guard mark.kind == .reference else { continue }
      follow(prose.references[Int(mark.value)], mark.range, origin, path, targets)
    }
  }

  /// - Parameter origin: nil for a link in a heading of a source without passages, because no back-link could point
  ///   to it.
  private mutating func follow(
    _ reference: Reference, _ range: ByteRange, _ origin: Mention.Origin?, _ path: String, _ targets: Targets
  ) {
    var mention = origin.map { Mention(origin: $0, number: 0, range: range) }
    switch reference.scheme {
    case .source:
      guard let source = targets.sources[reference.id] else {
        guard let source = targets.renamed[reference.id] else { break }
        return followRenamed(reference, source, mention, path, targets)
      }
      if !reference.fragment.isEmpty {
        guard let number = targets.anchor(reference.fragment, in: edition, source) else {
          return report(reference, path, "the source '\(reference.id)' has no '\(reference.fragment)'", nil)
        }
        mention?.number = number
      }
      if let mention { edition.links[source].mentions.append(mention) }
      return
    case .speaker:
      guard let number = edition.speakers.number(of: reference.id) else { break }
      if let mention { edition.speakerMentions[Int(number)].append(mention) }
      return
    case .topic:
      guard let number = edition.topics.number(of: reference.id) else { break }
      if let mention { edition.topicEntries[Int(number)].mentions.append(mention) }
      return
    case .event:
      guard let number = edition.events.number(of: reference.id) else { break }
      if let mention { edition.eventEntries[Int(number)].mentions.append(mention) }
      return
    case .place:
      guard let number = edition.places.number(of: reference.id) else { break }
      if let mention { edition.placeEntries[Int(number)].mentions.append(mention) }
      return
    case .organization:
      guard let number = edition.organizations.number(of: reference.id) else { break }
      if let mention { edition.organizationEntries[Int(number)].mentions.append(mention) }
      return
    case .note:
      // In the record of a source, a link to a note is the note's anchor. The anchoring stage reports a dead one.
      if origin == nil { return }
      if case .passage? = origin { return }
      if targets.notes.contains(reference.id) { return }
    case .page:
      if targets.pages.contains(reference.id) { return }
    }
    report(
      reference, path, nil, Suggestion.nearest(reference.id, among: targets.ids(reference.scheme, edition)))
  }

  /// Follows a link to a former id of a source. That page links to the current one, and the author gets a warning.
  private mutating func followRenamed(
    _ reference: Reference, _ source: Int, _ mention: Mention?, _ path: String, _ targets: Targets
  ) {
    var mention = mention
    let id = edition.sources[source].id
    var present = Reference(scheme: .source, id: id, at: reference.position)
    if !reference.fragment.isEmpty {
      let name = edition.links[source].formerNames.first { $0.id == reference.id }
      let number = reference.fragment.first == "p" ? Int32(reference.fragment.dropFirst()) : nil
      guard let number = number.flatMap({ name?.present($0) }),
        let place = targets.anchor("p\(number)", in: edition, source)
      else {
        let problem = "'\(reference.id)' is now '\(id)', and it has no known '\(reference.fragment)'"
        return report(reference, path, problem, nil)
      }
      present.fragment = "p\(number)"
      mention?.number = place
    }
    diagnostics.append(
      Diagnostic(
        .warning, "renamed-source",
        "found a link to '\(reference.written)', which is now '\(present.written)'", path: path,
        at: reference.position, fix: "write '\(present.written)'"))
    if let mention { edition.links[source].mentions.append(mention) }
  }

  private mutating func report(_ reference: Reference, _ path: String, _ problem: String?, _ near: String?) {
    if isUnread(reference) { return }
    let what = problem ?? "there is no \(reference.scheme.rawValue) '\(reference.id)'"
    diagnostics.append(
      Diagnostic(
        .error, "dead-reference",
        "found a link to '\(reference.written)', but \(what)\(near.map { ", did you mean '\($0)'" } ?? "")",
        path: path, at: reference.position, fix: near.map { "write '\(reference.scheme.rawValue):\($0)'" }))
  }
}

extension Reference {
  /// The reference as an author writes it.
  public var written: String {
    fragment.isEmpty ? "\(scheme.rawValue):\(id)" : "\(scheme.rawValue):\(id)#\(fragment)"
  }
}

/// Targets of links, by id. Tables are built on first use, because many archives have no links between their
/// sources.
private final class Targets {
  private let all: Edition

  lazy var sources: [String: Int] = Dictionary(
    all.sources.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  /// Sources by their former ids.
  lazy var renamed: [String: Int] = Dictionary(
    all.sources.enumerated().flatMap { index, source in source.aliases.map { ($0.id, index) } },
    uniquingKeysWith: { first, _ in first })
  lazy var notes = Set(all.annotations.map(\.id))
  lazy var pages = Set(all.pages.map(\.id))

  /// - Parameter edition: its sources, notes and pages must not change while links are followed.
  init(_ edition: Edition) { all = edition }

  /// Number of the passage that an anchor of a source leads to, 0 for a heading; nil if the anchor does not exist.
  func anchor(_ fragment: String, in edition: Edition, _ source: Int) -> Int32? {
    let record = edition.sources[source].record
    if fragment.first == "p", let number = Int32(fragment.dropFirst()), fragment == "p\(number)" {
      if record.passages.contains(where: { $0.number == number }) { return number }
      if let old = edition.links[source].retired.first(where: { $0.number == number }) {
        return old.leadsTo ?? 0
      }
    }
    if record.sections.contains(where: { $0.id == fragment }) { return 0 }
    if let own = record.passages.first(where: { record.attributes(of: $0)?.anchor == fragment }) {
      return own.number
    }
    return nil
  }

  func ids(_ scheme: Reference.Scheme, _ edition: Edition) -> [String] {
    switch scheme {
    case .source: Array(sources.keys)
    case .speaker: edition.speakers.entries.map(\.id)
    case .topic: edition.topics.entries.map(\.id)
    case .event: edition.events.entries.map(\.id)
    case .place: edition.places.entries.map(\.id)
    case .organization: edition.organizations.entries.map(\.id)
    case .note: Array(notes)
    case .page: Array(pages)
    }
  }
}
