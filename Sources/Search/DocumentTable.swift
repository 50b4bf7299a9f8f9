/// The attributes of every document, decoded from `IndexFacets`.
struct DocumentTable {
  private(set) var hit: [HitKind] = []
  private(set) var source: [Int32] = []
  private(set) var kind: [Int32] = []
  private(set) var speaker: [Int32] = []
  private(set) var topicSet: [Int32] = []
  /// For each source: the number of its event or -1, the number of its language, and its days.
  private(set) var events: [Int32] = []
  private(set) var languages: [Int32] = []
  private(set) var days: [ClosedRange<Int>?] = []
  /// The index of a passage or heading among those of its source, from 0; 0 for other documents.
  private(set) var place: [Int32] = []
  /// The values of the facets as `[id, label]`.
  let kinds: [[String]]
  let speakers: [[String]]
  let topics: [[String]]
  let eventValues: [[String]]
  let languageValues: [[String]]
  private let topicSets: [[Int]]

  /// Nil if the columns are inconsistent.
  init?(_ facets: IndexFacets, _ top: IndexTop) {
    var tokeniser = Tokeniser()
    func values(_ written: [String]) -> [[String]] { written.map { FacetValue.pair($0, &tokeniser) } }
    kinds = values(facets.kinds)
    speakers = values(facets.speakers)
    topics = values(facets.topics)
    eventValues = values(facets.events)
    languageValues = facets.languages.map { [$0, $0] }
    topicSets = facets.topicSets
    var headings = RunReader(facets.headings)
    var passages = DigitReader(facets.passages)
    var kindRuns = RunReader(facets.kindRuns)
    var setRuns = RunReader(facets.setRuns)
    var eventRuns = RunReader(facets.eventRuns)
    var languageRuns = RunReader(facets.languageRuns)
    var dayReader = DigitReader(facets.days)
    var day = 0
    var sources: [(headings: Int, passages: Int, kind: Int, set: Int)] = []
    for number in 0..<top.sources {
      guard let heads = headings.next(), let count = passages.next(), let kind = kindRuns.next(),
        let set = setRuns.next(), let event = eventRuns.next(), let language = languageRuns.next(),
        let span = dayReader.next(), heads <= top.documents, count <= top.documents,
        event <= facets.events.count, language < facets.languages.count
      else { return nil }
      sources.append((heads, count, kind, set))
      events.append(Int32(event) - 1)
      languages.append(Int32(language))
      if span > 0 {
        guard let step = dayReader.nextZigzag() else { return nil }
        day += step
        days.append(day...day + span - 1)
      } else {
        days.append(nil)
      }
      append(.source, number, kind: kind, speaker: 0, set: set, place: 0)
    }
    for (number, own) in sources.enumerated() {
      for place in 0..<own.headings {
        guard hit.count < top.documents else { return nil }
        append(.section, number, kind: own.kind, speaker: 0, set: own.set, place: place)
      }
    }
    var speakerRuns = RunReader(facets.speakerRuns)
    var topicRuns = RunReader(facets.topicRuns)
    for (number, own) in sources.enumerated() {
      for place in 0..<own.passages {
        guard hit.count < top.documents, let speaker = speakerRuns.next(), let set = topicRuns.next() else {
          return nil
        }
        append(.passage, number, kind: own.kind, speaker: speaker, set: set, place: place)
      }
    }
    var entryReader = DigitReader(facets.entries)
    for run in stride(from: 0, to: top.hits.count - 1, by: 2) {
      guard let hit = HitKind(rawValue: top.hits[run]), top.hits[run + 1] <= top.entries else { return nil }
      for _ in 0..<top.hits[run + 1] {
        guard let kind = entryReader.next(), let source = entryReader.next(),
          let speaker = entryReader.next(), let set = entryReader.next(), source <= top.sources
        else { return nil }
        append(hit, source - 1, kind: kind, speaker: speaker, set: set, place: 0)
      }
    }
    guard hit.count == top.documents, namesKnownValues else { return nil }
  }

  /// Whether all columns refer to existing values.
  private var namesKnownValues: Bool {
    kind.allSatisfy { $0 < kinds.count } && speaker.allSatisfy { $0 < speakers.count }
      && topicSet.allSatisfy { $0 >= 0 && $0 < topicSets.count }
      && topicSets.allSatisfy { $0.allSatisfy(topics.indices.contains) }
  }

  private mutating func append(_ hit: HitKind, _ source: Int, kind: Int, speaker: Int, set: Int, place: Int) {
    self.hit.append(hit)
    self.source.append(Int32(truncatingIfNeeded: source))
    self.kind.append(Int32(truncatingIfNeeded: kind - 1))
    self.speaker.append(Int32(truncatingIfNeeded: speaker - 1))
    topicSet.append(Int32(truncatingIfNeeded: set))
    self.place.append(Int32(truncatingIfNeeded: place))
  }

  /// The values of a facet for a document.
  func values(_ facet: Facet, _ document: Int) -> [Int] {
    let source = Int(source[document])
    switch facet {
    case .speaker: return speaker[document] < 0 ? [] : [Int(speaker[document])]
    case .source: return source < 0 ? [] : [source]
    case .kind: return kind[document] < 0 ? [] : [Int(kind[document])]
    case .topic: return topicSets[Int(topicSet[document])]
    case .event: return source < 0 || events[source] < 0 ? [] : [Int(events[source])]
    case .language: return source < 0 ? [] : [Int(languages[source])]
    case .year:
      guard source >= 0, let first = days[source]?.lowerBound, first > SearchSource.knownDays.lowerBound
      else { return [] }
      return [DateRange.year(ofDay: first)]
    case .part: return [hit[document].rawValue]
    }
  }

  /// The values of a facet as pairs of id and label; nil for sources, whose names have their own shards, and for
  /// years, which are their own labels.
  func vocabulary(_ facet: Facet) -> [[String]]? {
    switch facet {
    case .speaker: speakers
    case .topic: topics
    case .kind: kinds
    case .event: eventValues
    case .language: languageValues
    case .part: HitKind.allCases.map { [$0.part, $0.part] }
    case .source, .year: nil
    }
  }
}

/// Decodes the output of `RunWriter`.
private struct RunReader {
  private var reader: DigitReader
  private var value = 0
  private var left = 0

  init(_ text: String) { reader = DigitReader(text) }

  mutating func next() -> Int? {
    if left == 0 {
      guard let value = reader.next(), let length = reader.next(), length > 0 else { return nil }
      (self.value, left) = (value, length)
    }
    left -= 1
    return value
  }
}
