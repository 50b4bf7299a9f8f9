/// Writes the columns that hold the attributes of each document: kind, speaker, topics, event, language and date.
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

  /// The number of a set of topics. Sets are numbered in the order in which documents first use them.
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
    var headings = RunWriter()
    var passages: [UInt8] = []
    var kinds = RunWriter()
    var sets = RunWriter()
    var events = RunWriter()
    var tongues = RunWriter()
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
      headings.append(UInt64(source.sections.count))
      appendDigits(source.passages.count, to: &passages)
      kinds.append(UInt64(Int(source.kind) + 1))
      sets.append(UInt64(number(of: source.topics)))
      events.append(UInt64(Int(source.event) + 1))
      tongues.append(UInt64(languageNumbers[source.language] ?? 0))
      if let range = source.days {
        appendDigits(range.count, to: &days)
        appendDigits(zigzag(range.lowerBound - lastDay), to: &days)
        lastDay = range.lowerBound
      } else {
        appendDigits(0, to: &days)
      }
      for passage in source.passages {
        speakers.append(UInt64(Int(passage.speaker) + 1))
        topics.append(UInt64(number(of: passage.topics)))
      }
    }
    var others: [UInt8] = []
    for entry in entries {
      let place = places.indices.contains(Int(entry.source)) ? places[Int(entry.source)] : -1
      appendDigits(Int(entry.kind) + 1, to: &others)
      appendDigits(place + 1, to: &others)
      appendDigits(Int(entry.speaker) + 1, to: &others)
      appendDigits(number(of: entry.topics), to: &others)
    }
    func column(_ digits: [UInt8]) -> String { String(decoding: digits, as: UTF8.self) }
    return IndexFacets(
      kinds: values(vocabulary.kinds), speakers: values(vocabulary.speakers),
      topics: values(vocabulary.topics), events: values(vocabulary.events), languages: languages,
      topicSets: topicSets, headings: column(headings.finish()), passages: column(passages),
      kindRuns: column(kinds.finish()), setRuns: column(sets.finish()), eventRuns: column(events.finish()),
      languageRuns: column(tongues.finish()), days: column(days),
      speakerRuns: column(speakers.finish()), topicRuns: column(topics.finish()),
      entries: column(others))
  }

  private func values(_ values: [SearchVocabulary.Value]) -> [String] {
    var tokeniser = Tokeniser()
    return values.map { value in
      let isShort = !value.label.contains("\n") && FacetValue.id(of: value.label, &tokeniser) == value.id
      return isShort ? value.label : value.id + "\n" + value.label
    }
  }
}

/// A value of a facet as written in the index.
enum FacetValue {
  /// The id of a label that is written without an id.
  static func id(of label: String, _ tokeniser: inout Tokeniser) -> String {
    tokeniser.tokens(label.utf8).map { String(decoding: $0.form, as: UTF8.self) }.joined(separator: "-")
  }

  /// `[id, label]`.
  static func pair(_ written: String, _ tokeniser: inout Tokeniser) -> [String] {
    if let end = written.firstIndex(of: "\n") {
      return [String(written[..<end]), String(written[written.index(after: end)...])]
    }
    return [id(of: written, &tokeniser), written]
  }
}
