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
    var days: [UInt8] = []
    var lastDay = 0
    let languages = Set(order.map { source($0).language }).sorted {
      Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
    }
    let languageNumbers = Dictionary(uniqueKeysWithValues: languages.enumerated().map { ($1, $0) })
    for (place, index) in order.enumerated() {
      places[index] = place
      let source = source(index)
      appendDigits(source.passages.count, to: &blocks)
      appendDigits(Int(source.kind) + 1, to: &blocks)
      appendDigits(number(of: source.topics), to: &blocks)
      appendDigits(Int(source.event) + 1, to: &blocks)
      appendDigits(languageNumbers[source.language] ?? 0, to: &blocks)
      if let range = source.days?.clamped(to: SearchSource.knownDays) {
        appendDigits(range.count, to: &days)
        appendDigits(zigzag(range.lowerBound - lastDay), to: &days)
        lastDay = range.lowerBound
      } else {
        appendDigits(0, to: &days)
      }
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
        appendDigits(value, to: &others)
      }
      appendDigits(Int(entry.speaker) + 1, to: &others)
      appendDigits(number(of: entry.topics), to: &others)
    }
    func pairs(_ values: [SearchVocabulary.Value]) -> [[String]] { values.map { [$0.id, $0.label] } }
    func column(_ digits: [UInt8]) -> String { String(decoding: digits, as: UTF8.self) }
    return IndexFacets(
      kinds: pairs(vocabulary.kinds), speakers: pairs(vocabulary.speakers), topics: pairs(vocabulary.topics),
      events: pairs(vocabulary.events), languages: languages.map { [$0, $0] },
      topicSets: topicSets, blocks: column(blocks), days: column(days), numbers: column(numbers.finish()),
      speakerRuns: column(speakers.finish()), topicRuns: column(topics.finish()),
      entries: column(others))
  }
}
