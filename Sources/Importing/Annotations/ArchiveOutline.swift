import Archive
import Base

/// What an import of notes needs to know about the archive that it adds them to.
public struct ArchiveOutline: Sendable {
  /// Words of a source, in the form of a target.
  public struct Words: Sendable, Equatable {
    /// Id of the passage in which they begin.
    public var passage: String
    /// The words.
    public var quote: String
    /// Text before them in the passage; at most a line.
    public var prefix: String
    /// Text after them; at most a line.
    public var suffix: String

    /// Creates the words from their parts.
    public init(passage: String, quote: String, prefix: String, suffix: String) {
      self.passage = passage
      self.quote = quote
      self.prefix = prefix
      self.suffix = suffix
    }
  }

  /// A source that an IRI identifies, and a part of it.
  struct Match: Equatable {
    /// Index of the source.
    var source: Int
    /// The decoded text after `#`; nil if there is none.
    var fragment: String?
    /// Whether it is an address of the archive's own site, not one under which the source was published elsewhere.
    var isOwn: Bool
  }

  /// Ids of sources by address, as the caller assigns them.
  public var given: [String: String] = [:]
  /// Id of the source for targets whose address matches no source; nil if there is none.
  public var fallback: String?
  /// The words at a range of code points of `data/text/ID.txt`, where `source` is the index of the source; nil if the
  /// range has no words.
  public var words: @Sendable (_ source: Int, _ range: Range<Int>) -> Words? = { _, _ in nil }
  /// Ids of speakers, events, places, organisations and pages. If a scheme is missing, all its ids are accepted.
  public var entries: [Reference.Scheme: Set<String>] = [:]
  /// Files of `media/`, as paths that begin with that folder; nil accepts every file.
  public var media: Set<String>?
  /// Whether a passage of a source no longer exists but its address is still valid.
  public var isRetired: @Sendable (_ source: Int, _ passage: Int32) -> Bool = { _, _ in false }

  /// Whether a build reads a file of notes without an error. Called for single bodies before they are written.
  public var isReadable: @Sendable (_ file: String) -> Bool = { _ in true }

  let settings: Settings
  let sourceIDs: [String]
  private let all: [Source]
  private let notes: Set<String>
  private let topicIDs: Set<String>
  /// Ids of topics by id, label and alias; keys are in lower case.
  private var topicNames: [String: String] = [:]
  private var sources: [String: Int] = [:]
  private var addresses: [String: Int] = [:]
  /// Ids of the notes that the text of a source refers to, by the index of the source.
  private let inline: [Set<String>]

  /// - Parameters:
  ///   - topics: all topics in use.
  ///   - notes: ids of notes that are already in use.
  public init(
    settings: Settings, sources all: [Source], topics: [Topic], notes: some Sequence<String>
  ) {
    self.settings = settings
    self.notes = Set(notes)
    sourceIDs = all.map(\.id)
    self.all = all
    topicIDs = Set(topics.map(\.id))
    inline = all.map { source in
      Set(source.record.references.lazy.filter { $0.scheme == .note }.map(\.id))
    }
    for topic in topics {
      for name in [topic.id, topic.label] + topic.card.aliases {
        let key = ArchiveOutline.folded(name)
        if topicNames[key] == nil { topicNames[key] = topic.id }
      }
    }
    for (index, source) in all.enumerated() {
      for alias in source.aliases where sources[alias.id] == nil { sources[alias.id] = index }
      for url in [source.provenance.url, source.provenance.archivedURL].compactMap({ $0 }) {
        let key = ArchiveOutline.key(url)
        if addresses[key] == nil { addresses[key] = index }
      }
    }
    for (index, source) in all.enumerated() { sources[source.id] = index }
  }

  /// Index of a source by its current or a former id.
  func source(_ id: String) -> Int? { sources[id] }

  /// Whether the archive has a note with this id.
  func hasNote(_ id: String) -> Bool { notes.contains(id) }

  /// Whether the text of a source refers to the note with this id.
  func hasInline(_ note: String, in source: Int) -> Bool { inline[source].contains(note) }

  /// Whether the archive has a topic with this id.
  func hasTopic(_ id: String) -> Bool { topicIDs.contains(id) }

  /// Whether a link with an archive scheme has a destination.
  func has(_ scheme: Reference.Scheme, _ id: String, fragment: String) -> Bool {
    switch scheme {
    case .source:
      guard let index = sources[id] else { return false }
      // Anchors are valid only with the current id.
      return fragment.isEmpty || all[index].id == id && hasAnchor(fragment, in: index)
    case .topic: return hasTopic(id)
    case .note: return hasNote(id)
    case .speaker, .event, .place, .organization, .page: return entries[scheme]?.contains(id) ?? true
    }
  }

  private func hasAnchor(_ anchor: String, in index: Int) -> Bool {
    let record = all[index].record
    if Selectors.isPassage(anchor), let number = Int32(anchor.dropFirst()), anchor == "p\(number)",
      record.passages.contains(where: { $0.number == number }) || isRetired(index, number)
    {
      return true
    }
    return record.sections.contains { $0.id == anchor }
      || record.passages.contains { record.attributes(of: $0)?.anchor == anchor }
  }

  /// Id of the topic with this id, label or alias, ignoring case.
  func topic(named name: String) -> String? {
    topicIDs.contains(name)
      ? name
      : topicNames[ArchiveOutline.folded(name)] ?? topicNames[ArchiveOutline.folded(Identifier.slug(name))]
  }

  /// The source that an address identifies.
  func match(_ iri: String) -> Match? {
    let parts = iri.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let address = String(parts.first ?? "")
    let fragment = parts.count > 1 ? PercentEncoding.decode(String(parts[1])) : nil
    if let id = given[iri] ?? given[address], let index = sources[id] {
      return Match(source: index, fragment: fragment, isOwn: false)
    }
    if let path = ownPath(address), let index = ownSource(path) {
      return Match(source: index, fragment: fragment, isOwn: true)
    }
    if let index = addresses[ArchiveOutline.key(address)] {
      return Match(source: index, fragment: fragment, isOwn: false)
    }
    if let fallback, let index = sources[fallback] {
      return Match(source: index, fragment: fragment, isOwn: false)
    }
    return nil
  }

  /// Whether an address is the archive's home page, which is the target of notes that have no source.
  func isHome(_ iri: String) -> Bool {
    guard let path = ownPath(iri) else { return false }
    return path == "index.html" || path.isEmpty && !iri.isEmpty
  }

  /// Id of the topic whose page has this address.
  func topic(at iri: String) -> String? {
    guard let path = ownPath(iri), path.hasPrefix("topics/"), path.hasSuffix(".html") else { return nil }
    let id = PercentEncoding.decode(String(path.dropFirst("topics/".count).dropLast(".html".count)))
    return topicIDs.contains(id) ? id : nil
  }

  /// Path from the top folder of the site, if an address belongs to the site; nil otherwise.
  private func ownPath(_ iri: String) -> String? {
    if !settings.baseURL.isEmpty, iri.hasPrefix(settings.baseURL) {
      return String(iri.dropFirst(settings.baseURL.count))
    }
    guard !iri.contains(":") else { return nil }
    var path = iri[...]
    while path.hasPrefix("../") || path.hasPrefix("./") || path.hasPrefix("/") {
      path = path.drop { $0 == "." }.dropFirst()
    }
    return String(path)
  }

  private func ownSource(_ path: String) -> Int? {
    for (folder, ending) in [("sources/", ".html"), ("data/text/", ".txt")] {
      guard path.hasPrefix(folder), path.hasSuffix(ending) else { continue }
      return sources[PercentEncoding.decode(String(path.dropFirst(folder.count).dropLast(ending.count)))]
    }
    return nil
  }

  /// The form of an address for comparison: without `http://` or `https://`, fragment and final slashes, with percent
  /// encoding decoded and the host in lower case.
  private static func key(_ url: String) -> String {
    var rest = PercentEncoding.decode(String(url.prefix { $0 != "#" }))[...]
    for scheme in ["https://", "http://"] where rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
      let host = rest.prefix { $0 != "/" && $0 != "?" }
      rest = (host.lowercased() + rest.dropFirst(host.count))[...]
      break
    }
    while rest.last == "/" { rest.removeLast() }
    return String(rest)
  }

  private static func folded(_ name: String) -> String { squeezed(name).lowercased() }
}
