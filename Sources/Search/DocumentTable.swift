/// What every document is, unpacked from `IndexFacets`.
struct DocumentTable {
  private(set) var hit: [HitKind] = []
  private(set) var source: [Int32] = []
  private(set) var kind: [Int32] = []
  private(set) var speaker: [Int32] = []
  private(set) var topicSet: [Int32] = []
  /// For each source: number of its event or -1, of its language, and its days.
  private(set) var events: [Int32] = []
  private(set) var languages: [Int32] = []
  private(set) var days: [ClosedRange<Int>?] = []
  /// The N of `pN`, or 0.
  private(set) var passage: [Int32] = []
  let facets: IndexFacets

  /// Nil where the columns do not fit together.
  init?(_ facets: IndexFacets, _ top: IndexTop) {
    self.facets = facets
    var blockReader = DigitReader(facets.blocks)
    var numberRuns = RunReader(facets.numbers)
    var speakerRuns = RunReader(facets.speakerRuns)
    var topicRuns = RunReader(facets.topicRuns)
    var dayReader = DigitReader(facets.days)
    var day = 0
    for number in 0..<top.sources {
      guard let count = blockReader.next(), let kind = blockReader.next(), let set = blockReader.next(),
        let event = blockReader.next(), let language = blockReader.next(), let span = dayReader.next(),
        hit.count + count < top.documents, set < facets.topicSets.count, event <= facets.events.count,
        language < facets.languages.count
      else { return nil }
      events.append(Int32(event) - 1)
      languages.append(Int32(language))
      if span > 0 {
        guard let step = dayReader.nextZigzag() else { return nil }
        day += step
        days.append(day...day + span - 1)
      } else {
        days.append(nil)
      }
      append(.source, Int32(number), kind: kind, speaker: 0, set: set, passage: 0)
      var before = 0
      for _ in 0..<count {
        guard let step = numberRuns.next(), let speaker = speakerRuns.next(), let set = topicRuns.next(),
          set < facets.topicSets.count
        else { return nil }
        before += (step >> 1 ^ -(step & 1)) + 1
        append(.passage, Int32(number), kind: kind, speaker: speaker, set: set, passage: before)
      }
    }
    var entryReader = DigitReader(facets.entries)
    for _ in 0..<top.entries {
      guard let raw = entryReader.next(), let hit = HitKind(rawValue: raw), let kind = entryReader.next(),
        let source = entryReader.next(), let passage = entryReader.next(), let speaker = entryReader.next(),
        let set = entryReader.next(), set < facets.topicSets.count, source <= top.sources
      else { return nil }
      append(hit, Int32(source) - 1, kind: kind, speaker: speaker, set: set, passage: passage)
    }
    guard hit.count == top.documents, namesKnownValues else { return nil }
  }

  /// Whether all columns stay within the lists they point into.
  private var namesKnownValues: Bool {
    let lists = [facets.kinds, facets.speakers, facets.topics, facets.events, facets.languages]
    return lists.allSatisfy { $0.allSatisfy { $0.count == 2 } }
      && kind.allSatisfy { $0 < facets.kinds.count } && speaker.allSatisfy { $0 < facets.speakers.count }
      && facets.topicSets.allSatisfy { $0.allSatisfy(facets.topics.indices.contains) }
  }

  private mutating func append(
    _ hit: HitKind, _ source: Int32, kind: Int, speaker: Int, set: Int, passage: Int
  ) {
    self.hit.append(hit)
    self.source.append(source)
    self.kind.append(Int32(truncatingIfNeeded: kind - 1))
    self.speaker.append(Int32(truncatingIfNeeded: speaker - 1))
    topicSet.append(Int32(truncatingIfNeeded: set))
    self.passage.append(Int32(truncatingIfNeeded: passage))
  }

  /// The values of a facet that a document has.
  func values(_ facet: Facet, _ document: Int) -> [Int] {
    let source = Int(source[document])
    switch facet {
    case .speaker: return speaker[document] < 0 ? [] : [Int(speaker[document])]
    case .source: return source < 0 ? [] : [source]
    case .kind: return kind[document] < 0 ? [] : [Int(kind[document])]
    case .topic: return facets.topicSets[Int(topicSet[document])]
    case .event: return source < 0 || events[source] < 0 ? [] : [Int(events[source])]
    case .language: return source < 0 ? [] : [Int(languages[source])]
    case .year:
      guard source >= 0, let first = days[source]?.lowerBound, first > SearchSource.knownDays.lowerBound
      else { return [] }
      return [DateRange.year(ofDay: first)]
    case .part: return [hit[document].rawValue]
    }
  }

  /// The values of a facet as pairs of id and label; nil for sources, whose names are in shards of their own, and
  /// for years, which are their own names.
  func vocabulary(_ facet: Facet) -> [[String]]? {
    switch facet {
    case .speaker: facets.speakers
    case .topic: facets.topics
    case .kind: facets.kinds
    case .event: facets.events
    case .language: facets.languages
    case .part: HitKind.allCases.map { [$0.part, $0.part] }
    case .source, .year: nil
    }
  }
}

/// Reads what `RunWriter` writes.
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
