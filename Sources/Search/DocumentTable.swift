/// What every document is, unpacked from `IndexFacets`.
struct DocumentTable {
  private(set) var hit: [HitKind] = []
  private(set) var source: [Int32] = []
  private(set) var kind: [Int32] = []
  private(set) var speaker: [Int32] = []
  private(set) var topicSet: [Int32] = []
  /// The N of `pN`, or 0.
  private(set) var passage: [Int32] = []
  let facets: IndexFacets

  /// Nil where the columns do not fit together.
  init?(_ facets: IndexFacets, _ top: IndexTop) {
    self.facets = facets
    guard let blocks = Base64.decode(facets.blocks), let numbers = Base64.decode(facets.numbers),
      let speakers = Base64.decode(facets.speakerRuns), let topics = Base64.decode(facets.topicRuns),
      let others = Base64.decode(facets.entries)
    else { return nil }
    var blockReader = VarintReader(blocks)
    var numberRuns = RunReader(numbers)
    var speakerRuns = RunReader(speakers)
    var topicRuns = RunReader(topics)
    for number in 0..<top.sources {
      guard let count = blockReader.next(), let kind = blockReader.next(), let set = blockReader.next(),
        hit.count + count < top.documents, set < facets.topicSets.count
      else { return nil }
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
    var entryReader = VarintReader(others)
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
    let lists = [facets.kinds, facets.speakers, facets.topics]
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
    switch facet {
    case .speaker: speaker[document] < 0 ? [] : [Int(speaker[document])]
    case .source: source[document] < 0 ? [] : [Int(source[document])]
    case .kind: kind[document] < 0 ? [] : [Int(kind[document])]
    case .topic: facets.topicSets[Int(topicSet[document])]
    }
  }
}

/// Reads what `RunWriter` writes.
private struct RunReader {
  private var reader: VarintReader
  private var value = 0
  private var left = 0

  init(_ bytes: [UInt8]) { reader = VarintReader(bytes) }

  mutating func next() -> Int? {
    if left == 0 {
      guard let value = reader.next(), let length = reader.next(), length > 0 else { return nil }
      (self.value, left) = (value, length)
    }
    left -= 1
    return value
  }
}
