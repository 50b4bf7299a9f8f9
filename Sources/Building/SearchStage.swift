import Archive
import Linking
import Publishing
import Rendering
import Search
import Workers

/// Passes the edition to the search module as sources, passages and entries, and publishes the index.
struct SearchStage: Sendable {
  let edition: Edition
  let workers: Workers
  private let builder: IndexBuilder
  /// The kinds in the facet: first kinds of source, then kinds of note.
  private let kinds: [SearchVocabulary.Value]
  /// For each topic, its broader topics up to the top.
  private let above: [[Int32]]

  init(edition: Edition, workers: Workers) {
    self.edition = edition
    self.workers = workers
    above = edition.topicEntries.map { entry in
      var found: [Int32] = []
      var at = entry.broader
      // This ends, because the linker breaks cycles of broader topics.
      while at >= 0 {
        found.append(at)
        at = edition.topicEntries[Int(at)].broader
      }
      return found
    }
    kinds =
      Source.Kind.allCases.map { .init(id: $0.rawValue, label: DisplayText.kind($0)) }
      + edition.settings.kinds.map { .init(id: "note-\($0.id)", label: "Note: \($0.label)") }
    builder = IndexBuilder(
      vocabulary: SearchVocabulary(
        speakers: edition.speakers.entries.map { .init(id: $0.id, label: $0.label) },
        topics: edition.topics.entries.map { .init(id: $0.id, label: $0.label) }, kinds: kinds,
        events: edition.events.entries.map { .init(id: $0.id, label: $0.label) }))
  }

  /// Indexes the words of all sources, on all cores.
  func index() async -> [IndexedSource] {
    await workers.map(edition.sources.count, state: { builder.makeIndexer() }) { indexer, index in
      indexer.index(source(index))
    }
  }

  /// Makes the index and publishes it, which only one core can do.
  ///
  /// - Parameter indexed: the result of `index`.
  /// - Returns: the state that the next build needs to update the index.
  func publish(_ indexed: [IndexedSource], _ publication: some FileTaker) throws -> IndexState {
    try workers.alone {
      // The writer asks for each source several times, and for that of each note.
      let sources = edition.sources.indices.map(source)
      let state = try builder.write(indexed, source: { sources[$0] }, entries: entries) { file in
        try publication.put(file.path, file.bytes)
      }
      try publication.put("search/topics.js", topicTree())
      return state
    }
  }

  private var entries: [SearchEntry] { noteEntries() + speakerEntries() + topicEntries() }

  /// The differences between the index and that of the last build.
  struct Renewal {
    /// The state that the next build needs.
    var state: IndexState
    /// Files that are new or have changed; a few of them may be unchanged.
    var files: [IndexFile]
    /// Paths of files that no longer exist.
    var removed: [String]
  }

  /// Updates the index of the last build.
  ///
  /// - Parameters:
  ///   - state: the state left by the last build.
  ///   - before: the earlier versions of the changed sources, by index.
  ///   - read: returns a file of the current output; nil if there is none.
  /// - Returns: nil if the index has to be made again.
  func renewal(
    _ state: IndexState, _ before: [Int: Source], read: @escaping (String) throws -> [UInt8]?
  ) throws -> Renewal? {
    try workers.alone {
      let changes = before.keys.sorted().compactMap { index in
        before[index].flatMap { change(index, before: $0) }
      }
      guard changes.count == before.count else { return nil }
      var files: [IndexFile] = []
      let renewal = try builder.renew(state, changes: changes, entries: entries, read: read) {
        files.append($0)
      }
      guard let renewal else { return nil }
      files.append(IndexFile(path: "search/topics.js", bytes: topicTree()))
      return Renewal(state: renewal.state, files: files, removed: renewal.removed)
    }
  }

  /// A source with its earlier text and passage numbers, and everything else as it is now. The index update, which
  /// knows all earlier values, finds out whether anything else has changed.
  private func change(_ index: Int, before: Source) -> IndexChange? {
    let after = source(index)
    let (passages, sections) = (before.record.passages, before.record.sections)
    guard passages.count == after.passages.count, sections.count == after.sections.count else { return nil }
    var old = after
    old.bytes = before.record.bytes
    old.sections = sections.map(\.heading.asRange)
    for (number, passage) in passages.enumerated() {
      old.passages[number].range = passage.range.asRange
      old.passages[number].number = passage.number
    }
    return IndexChange(number: index, before: old, after: after)
  }

  /// The tree of topics, used only by the search page: a script with pairs of a topic's id and that of its broader
  /// topic. An object would lose the topic `__proto__`. Ids contain no character that needs an escape
  /// (`Identifier.problem`).
  private func topicTree() -> [UInt8] {
    var out = "sitegenSearch.topicTree(["
    var isFirst = true
    for (index, topic) in edition.topics.entries.enumerated() where edition.topicEntries[index].broader >= 0 {
      let broader = edition.topics[edition.topicEntries[index].broader]
      out += "\(isFirst ? "" : ",")[\"\(topic.id)\",\"\(broader.id)\"]"
      isFirst = false
    }
    return Array((out + "])\n").utf8)
  }

  /// Topics as in the index: with all broader ones, so that filtering by a topic also finds what belongs to
  /// narrower ones.
  private func closed(_ topics: some Sequence<Int32>) -> [Int32] {
    Set(topics.flatMap { [$0] + above[Int($0)] }).sorted()
  }

  private func source(_ index: Int) -> SearchSource {
    let source = edition.sources[index]
    let links = edition.links[index]
    let record = source.record
    // The topics of a source also apply to each of its passages.
    let whole = closed(source.topics.compactMap { edition.topics.number(of: $0.id) })
    let passages = record.passages.enumerated().map { number, passage in
      let own = links.topics[number]
      return SearchPassage(
        number: passage.number, range: passage.range.asRange,
        speaker: links.speakers[number], topics: own.isEmpty ? whole : closed(whole + own))
    }
    return SearchSource(
      id: source.id, title: source.name, url: DisplayText.address("sources", source.id),
      date: source.date.map(DisplayText.date) ?? "", sortKey: source.date?.earliest ?? .max,
      days: source.date.map(days),
      kind: Int32(Source.Kind.allCases.firstIndex(of: source.kind) ?? 0),
      event: source.event.flatMap { edition.events.number(of: $0.id) }.map { Int32($0) } ?? -1,
      language: source.language,
      topics: whole, bytes: record.bytes,
      passages: passages, sections: record.sections.map(\.heading.asRange))
  }

  /// The range of days that a date may mean.
  private func days(_ date: UncertainDate) -> ClosedRange<Int> {
    func day(_ moment: UncertainDate.Moment) -> Int {
      moment >= 0 ? moment / 86_400 : -((86_399 - moment) / 86_400)
    }
    let known = SearchSource.knownDays
    let first = date.earliest == .min ? known.lowerBound : day(date.earliest)
    let last = date.latest == .max ? known.upperBound : day(date.latest)
    return (min(first, last)...max(first, last)).clamped(to: known)
  }

  private func noteEntries() -> [SearchEntry] {
    edition.annotations.enumerated().compactMap { index, note in
      guard let place = edition.notePlaces[index].first else { return nil }
      let source = edition.sources[Int(place.source)]
      let here = edition.links[Int(place.source)].notes[Int(place.note)]
      let passage = here.passages.last.map { source.record.passages[Int($0)] }
      let kind = edition.settings.kinds.firstIndex { $0.id == note.kind }
      return SearchEntry(
        hit: .note, kind: Int32(kind.map { $0 + Source.Kind.allCases.count } ?? -1),
        title: here.range.map { source.record.string($0) } ?? source.name,
        url: DisplayText.note(place, edition), text: String(decoding: note.body.prose.bytes, as: UTF8.self),
        language: edition.settings.language, source: place.source, passage: passage?.number ?? 0,
        speaker: here.passages.last.map { edition.links[Int(place.source)].speakers[Int($0)] } ?? -1,
        topics: closed(note.topics.compactMap { edition.topics.number(of: $0.id) }))
    }
  }

  private func speakerEntries() -> [SearchEntry] {
    edition.speakers.entries.enumerated().map { index, speaker in
      entry(.speaker, speaker.card, "speakers", speaker: Int32(index), topics: [])
    }
  }

  private func topicEntries() -> [SearchEntry] {
    edition.topics.entries.enumerated().map { index, topic in
      entry(.topic, topic.card, "topics", speaker: -1, topics: closed([Int32(index)]))
    }
  }

  private func entry(
    _ hit: HitKind, _ card: RegisterEntryInfo, _ folder: String, speaker: Int32, topics: [Int32]
  ) -> SearchEntry {
    let note = card.note.string(ByteRange(0, card.note.bytes.count))
    return SearchEntry(
      hit: hit, kind: -1, title: card.label, url: DisplayText.address(folder, card.id),
      text: (card.aliases + [note]).joined(separator: "\n"), language: edition.settings.language,
      speaker: speaker, topics: topics)
  }
}
