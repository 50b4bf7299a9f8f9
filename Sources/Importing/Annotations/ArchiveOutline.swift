import Archive
import Base

/// What an import of notes has to know of the archive they are to stand in.
public struct ArchiveOutline: Sendable {
  /// Words of a source, as a target names them.
  public struct Words: Sendable, Equatable {
    /// Id of the passage they begin in.
    public var passage: String
    /// The words.
    public var quote: String
    /// What stands in front of them in the passage; at most a line.
    public var prefix: String
    /// What stands behind them.
    public var suffix: String

    /// Words of a source.
    public init(passage: String, quote: String, prefix: String, suffix: String) {
      self.passage = passage
      self.quote = quote
      self.prefix = prefix
      self.suffix = suffix
    }
  }

  /// Where an IRI leads in the archive.
  struct Match: Equatable {
    /// Index of the source.
    var source: Int
    /// What stands behind `#`, decoded.
    var fragment: String?
    /// Whether it is an address of the archive's own, not one under which the source was published elsewhere.
    var isOwn: Bool
  }

  /// Addresses that the caller says belong to sources, by address; the id of a source.
  public var given: [String: String] = [:]
  /// The source that every target is on that leads to none.
  public var fallback: String?
  /// The words at code points of `data/text/ID.txt`, by the index of the source.
  public var words: @Sendable (_ source: Int, _ range: Range<Int>) -> Words? = { _, _ in nil }
  /// Ids of speakers, events, places, organizations and pages. A scheme that is not here lets every id pass.
  public var entries: [Reference.Scheme: Set<String>] = [:]
  /// Files of `media/`, with that folder's name; nil lets every file pass.
  public var media: Set<String>?
  /// Whether a passage of a source is gone, but has an address that leads on.
  public var isRetired: @Sendable (_ source: Int, _ passage: Int32) -> Bool = { _, _ in false }

  /// Whether a build reads a file of notes without an error. Asked of single bodies before they are written.
  public var isReadable: @Sendable (_ file: String) -> Bool = { _ in true }

  let settings: Settings
  let sourceIDs: [String]
  private let all: [Source]
  private let notes: Set<String>
  private let topicIDs: Set<String>
  /// Topics by what they are called, folded.
  private var topicNames: [String: String] = [:]
  private var sources: [String: Int] = [:]
  private var addresses: [String: Int] = [:]
  /// Notes that are marked in the text of a source, by the index of the source.
  private let inline: [Set<String>]

  /// - Parameters:
  ///   - topics: all headings that are in use.
  ///   - notes: ids that are taken.
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

  /// Index of a source by its id, or one it had before.
  func source(_ id: String) -> Int? { sources[id] }

  /// Whether there is a note of an id.
  func hasNote(_ id: String) -> Bool { notes.contains(id) }

  /// Whether words of a source are marked with a note of an id.
  func hasInline(_ note: String, in source: Int) -> Bool { inline[source].contains(note) }

  /// Whether there is a topic of an id.
  func hasTopic(_ id: String) -> Bool { topicIDs.contains(id) }

  /// Whether a link of the archive's own leads to something.
  func has(_ scheme: Reference.Scheme, _ id: String, fragment: String) -> Bool {
    switch scheme {
    case .source:
      guard let index = sources[id] else { return false }
      // Numbers of passages count from the present id only.
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

  /// The topic that is called so: by id, label or alias, whatever its capitals.
  func topic(named name: String) -> String? {
    topicIDs.contains(name)
      ? name
      : topicNames[ArchiveOutline.folded(name)] ?? topicNames[ArchiveOutline.folded(Identifier.slug(name))]
  }

  /// The source that an address belongs to.
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

  /// Whether an address is the archive's home, where notes stand that stand nowhere.
  func isHome(_ iri: String) -> Bool {
    guard let path = ownPath(iri) else { return false }
    return path == "index.html" || path.isEmpty && !iri.isEmpty
  }

  /// The topic whose page an address is.
  func topic(at iri: String) -> String? {
    guard let path = ownPath(iri), path.hasPrefix("topics/"), path.hasSuffix(".html") else { return nil }
    let id = PercentEncoding.decode(String(path.dropFirst("topics/".count).dropLast(".html".count)))
    return topicIDs.contains(id) ? id : nil
  }

  /// The way from the top folder of the site, where an address is one of the site.
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

  /// An address as it is compared: `http` and `https` alike, without the slash at its end, percent encoding
  /// undone, the host in small letters.
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
