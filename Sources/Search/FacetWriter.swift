/// Writes the columns that say of each document whose it is, what it is about and where it belongs.
struct FacetWriter {
  private let vocabulary: SearchVocabulary
  private let order: [Int]
  private let source: (Int) -> SearchSource
  private let entries: [SearchEntry]
  private var sets: [[Int32]: Int] = [[]: 0]
  private var topicSets: [[Int]] = [[]]

  init(
    _ vocabulary: SearchVocabulary, order: [Int], source: @escaping (Int) -> SearchSource,
    entries: [SearchEntry]
  ) {
    self.vocabulary = vocabulary
    self.order = order
    self.source = source
    self.entries = entries
  }

  /// Sets are numbered in the order in which documents first need them.
  private mutating func number(of topics: [Int32]) -> Int {
    if let known = sets[topics] { return known }
    sets[topics] = topicSets.count
    topicSets.append(topics.map(Int.init))
    return topicSets.count - 1
  }

  func facets() -> IndexFacets {
    var copy = self
    return copy.gather()
  }

  private mutating func gather() -> IndexFacets {
    var blocks: [UInt8] = []
    var numbers = RunWriter()
    var speakers = RunWriter()
    var topics = RunWriter()
    var places = [Int](repeating: 0, count: order.count)
    for (place, index) in order.enumerated() {
      places[index] = place
      let source = source(index)
      appendVarint(source.passages.count, to: &blocks)
      appendVarint(Int(source.kind) + 1, to: &blocks)
      appendVarint(number(of: source.topics), to: &blocks)
      var before = 0
      for passage in source.passages {
        numbers.append(zigzag(Int(passage.number) - before - 1))
        before = Int(passage.number)
        speakers.append(UInt64(Int(passage.speaker) + 1))
        topics.append(UInt64(number(of: passage.topics)))
      }
    }
    var others: [UInt8] = []
    for entry in entries {
      let place = places.indices.contains(Int(entry.source)) ? places[Int(entry.source)] : -1
      for value in [entry.hit.rawValue, Int(entry.kind) + 1, place + 1, Int(entry.passage)] {
        appendVarint(value, to: &others)
      }
      appendVarint(Int(entry.speaker) + 1, to: &others)
      appendVarint(number(of: entry.topics), to: &others)
    }
    func pairs(_ values: [SearchVocabulary.Value]) -> [[String]] { values.map { [$0.id, $0.label] } }
    return IndexFacets(
      kinds: pairs(vocabulary.kinds), speakers: pairs(vocabulary.speakers), topics: pairs(vocabulary.topics),
      topicSets: topicSets, blocks: Base64.encode(blocks), numbers: Base64.encode(numbers.finish()),
      speakerRuns: Base64.encode(speakers.finish()), topicRuns: Base64.encode(topics.finish()),
      entries: Base64.encode(others))
  }
}
