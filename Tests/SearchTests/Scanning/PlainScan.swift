import Foundation

@testable import Search

/// A slow full scan of an archive, as a reference for the index. It shares only the tokeniser and the stemmers with
/// `Search`: it has no postings, columns or pages. Each searchable item is a `Unit` whose words are one byte string,
/// and a query scans all of these strings.
struct PlainScan {
  struct Unit {
    /// The address of a hit.
    var place: String
    /// Indices of its values in `names`, for each facet.
    var values: [[Int]]
    /// The months of its date, counted from the year 0; nil if it has no date.
    var months: ClosedRange<Int>?
    /// Its text, unchanged.
    var text: [UInt8]
    /// Its folded words and its stems, each between two bytes 1.
    var forms: [UInt8] = [1]
    var terms: [UInt8] = [1]
  }

  private(set) var units: [Unit] = []
  /// Ids of the values of each facet, in the order of `Facet.allCases`.
  private(set) var names: [[String]] = []
  /// The stems of a word in all languages of the archive.
  private(set) var termsOf: [[UInt8]: Set<[UInt8]>] = [:]
  /// The number of units that contain a stem.
  private(set) var frequency: [[UInt8]: Int] = [:]

  /// Scans the content of a fixture. `dates` has the date of each source: `1962` or `1962-10`.
  init(_ fixture: Fixture, dates: [String?]) {
    let tongues = Array(Set(fixture.sources.map(\.language))).sorted()
    let years = Array(Set(dates.compactMap { $0.map { String($0.prefix(4)) } })).sorted()
    for facet in Facet.allCases {
      switch facet {
      case .speaker: names.append(fixture.vocabulary.speakers.map(\.id))
      case .topic: names.append(fixture.vocabulary.topics.map(\.id))
      case .kind: names.append(fixture.vocabulary.kinds.map(\.id))
      case .event: names.append(fixture.vocabulary.events.map(\.id))
      case .source: names.append(fixture.sources.map(\.id))
      case .language: names.append(tongues)
      case .year: names.append(years)
      case .part: names.append(["passages", "notes", "speakers", "topics", "titles", "sections"])
      }
    }
    for (number, source) in fixture.sources.enumerated() {
      func values(part: String, speaker: Int32, topics: [Int32]) -> [[Int]] {
        Facet.allCases.enumerated().map { at, facet in
          switch facet {
          case .speaker: speaker < 0 ? [] : [Int(speaker)]
          case .topic: topics.map { Int($0) }
          case .kind: source.kind < 0 ? [] : [Int(source.kind)]
          case .event: source.event < 0 ? [] : [Int(source.event)]
          case .source: [number]
          case .language: tongues.firstIndex(of: source.language).map { [$0] } ?? []
          case .year: dates[number].flatMap { years.firstIndex(of: String($0.prefix(4))) }.map { [$0] } ?? []
          case .part: names[at].firstIndex(of: part).map { [$0] } ?? []
          }
        }
      }
      let months = dates[number].flatMap(Self.months)
      add(
        Unit(
          place: source.url, values: values(part: "titles", speaker: -1, topics: source.topics),
          months: months, text: Array(source.title.utf8)), source.language)
      for (place, heading) in source.sections.enumerated() {
        add(
          Unit(
            place: "\(source.url)#h\(place)",
            values: values(part: "sections", speaker: -1, topics: source.topics), months: months,
            text: Array(source.bytes[heading])), source.language)
      }
      for passage in source.passages {
        add(
          Unit(
            place: "\(source.url)#p\(passage.number)",
            values: values(part: "passages", speaker: passage.speaker, topics: passage.topics),
            months: months, text: Array(source.bytes[passage.range])), source.language)
      }
    }
    for entry in fixture.entries {
      var values = Facet.allCases.map { _ in [Int]() }
      func set(_ facet: Facet, _ own: [Int]) { values[Facet.allCases.firstIndex(of: facet) ?? 0] = own }
      let number = Int(entry.source)
      if entry.speaker >= 0 { set(.speaker, [Int(entry.speaker)]) }
      set(.topic, entry.topics.map { Int($0) })
      if entry.kind >= 0 { set(.kind, [Int(entry.kind)]) }
      set(.part, [1])
      if number >= 0 {
        set(.source, [number])
        let source = fixture.sources[number]
        if source.event >= 0 { set(.event, [Int(source.event)]) }
        set(.language, tongues.firstIndex(of: source.language).map { [$0] } ?? [])
        set(.year, dates[number].flatMap { years.firstIndex(of: String($0.prefix(4))) }.map { [$0] } ?? [])
      }
      add(
        Unit(
          place: entry.url, values: values, months: number < 0 ? nil : dates[number].flatMap(Self.months),
          text: Array((entry.title + "\n" + entry.text).utf8)), entry.language)
    }
    for unit in units {
      for term in Set(unit.terms.dropLast().split(separator: 1)) { frequency[Array(term), default: 0] += 1 }
    }
  }

  private var tokeniser = Tokeniser()
  private var stemmers: [String: Stemmer?] = [:]

  private mutating func add(_ unit: Unit, _ language: String) {
    var unit = unit
    if stemmers[language] == nil { stemmers[language] = .some(Stemmer(language: language)) }
    let stemmer = stemmers[language] ?? nil
    unit.text.withUnsafeBufferPointer { text in
      _ = tokeniser.scan(text) { token, word in
        var (form, term): ([UInt8], [UInt8]) = ([], [])
        Letters.shared.fold(word, into: &form)
        Letters.shared.fold(token.kind == .word ? stemmer?.stem(word) ?? word : word, into: &term)
        if token.kind != .pair { unit.forms += form + [1] }
        unit.terms += term + [1]
        termsOf[form, default: []].insert(term)
      }
    }
    // `strstr` needs a terminating 0.
    unit.text.append(0)
    unit.forms.append(0)
    unit.terms.append(0)
    units.append(unit)
  }

  /// `1962`, `1962-10` as months from the year 0.
  static func months(_ date: String) -> ClosedRange<Int>? {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard let year = parts.first else { return nil }
    return parts.count == 1 ? year * 12...year * 12 + 11 : year * 12 + parts[1] - 1...year * 12 + parts[1] - 1
  }
}

/// A random query in parsed form, with its text.
struct Asked {
  /// A condition: a unit must contain one of these byte strings, which end in 0.
  struct Clause {
    var field: KeyPath<PlainScan.Unit, [UInt8]>
    var needles: [[UInt8]]

    /// Stems that the unit must contain as well.
    var besides: [[UInt8]] = []

    func stands(in unit: PlainScan.Unit) -> Bool {
      needles.contains { Self.stands($0, in: unit[keyPath: field]) }
        && besides.allSatisfy { Self.stands($0, in: unit.terms) }
    }

    private static func stands(_ needle: [UInt8], in text: [UInt8]) -> Bool {
      text.withUnsafeBytes { text in
        needle.withUnsafeBytes { needle in
          guard let text = text.assumingMemoryBound(to: CChar.self).baseAddress,
            let needle = needle.assumingMemoryBound(to: CChar.self).baseAddress
          else { return false }
          return strstr(text, needle) != nil
        }
      }
    }
  }

  struct Filter {
    /// Index in `Facet.allCases`; `date:` belongs to the years.
    var facet: Int
    var values: Set<Int> = []
    var months: [ClosedRange<Int>] = []
    var isExcluded = false

    func admits(_ unit: PlainScan.Unit) -> Bool {
      let isAmong =
        unit.values[facet].contains(where: values.contains)
        || unit.months.map { own in months.contains { $0.overlaps(own) } } == true
      return isAmong != isExcluded
    }
  }

  var text = ""
  var chosen: [Facet: [String]] = [:]
  var groups: [[Clause]] = []
  var without: [Clause] = []
  var filters: [Filter] = []
  /// Kinds of parts in the query, for the statistics of the test.
  var kinds: Set<String> = []

  func holds(_ unit: PlainScan.Unit) -> Bool {
    groups.allSatisfy { $0.contains { $0.stands(in: unit) } } && !without.contains { $0.stands(in: unit) }
  }
}

extension PlainScan {
  /// Indices of the matching units, and for each facet the hit counts by value id, without the filter on that facet.
  func answer(_ asked: Asked) -> (units: [Int], counts: [[String: Int]]) {
    let found = units.indices.filter { asked.holds(units[$0]) }
    let refused = found.map { at in asked.filters.map { !$0.admits(units[at]) } }
    let counts = names.indices.map { facet in
      var tally = [Int](repeating: 0, count: names[facet].count)
      for (at, refused) in zip(found, refused)
      where !refused.indices.contains(where: {
        refused[$0] && (asked.filters[$0].facet != facet || asked.filters[$0].isExcluded)
      }) {
        for value in units[at].values[facet] { tally[value] += 1 }
      }
      return Dictionary(uniqueKeysWithValues: zip(names[facet], tally).filter { $1 > 0 })
    }
    return (zip(found, refused).filter { !$1.contains(true) }.map(\.0), counts)
  }
}
