@testable import Search

/// Generates queries from the words of an archive. The form of the query cycles through all kinds; the words are
/// random.
struct RandomQuery {
  let scan: PlainScan
  var dice: Dice
  private var tokeniser = Tokeniser()
  /// All kinds of parts of a query; the test counts how often each was generated.
  static let kinds = [
    "word", "words", "phrase", "alternatives", "alternative phrases", "beginning", "characters",
    "filters alone",
    "without word", "without phrase", "date", "without date", "filter", "without filter", "one chosen",
    "two facets chosen", "chosen and typed", "years chosen",
  ]

  init(_ scan: PlainScan, seed: UInt64) {
    self.scan = scan
    dice = Dice(state: seed)
  }

  /// The next query; nil if the chosen passage has no words for such a query.
  mutating func next(_ round: Int) -> Asked? {
    let unit = scan.units[dice.below(scan.units.count)]
    var asked = Asked()
    guard ask(&asked, round % 8, unit) else { return nil }
    let isBare = asked.groups.isEmpty
    if !isBare, !leaveOut(&asked, round / 8 % 4) { return nil }
    narrow(&asked, isBare ? 2 + dice.below(8) : round / 32 % 10, unit)
    return asked.text.isEmpty && asked.chosen.isEmpty ? nil : asked
  }

  // MARK: What is asked for

  private mutating func ask(_ asked: inout Asked, _ shape: Int, _ unit: PlainScan.Unit) -> Bool {
    if shape == 7 {
      if dice.below(4) == 0 {
        asked.kinds.insert("filters alone")
        return true
      }
      guard let (text, clause) = characters(unit) else { return false }
      add(&asked, "characters", text, [clause])
      return true
    }
    guard let row = row(unit, isRare: [2, 3, 5].contains(shape) && dice.below(12) > 0) else {
      // A script without spaces has its own form: any adjacent characters.
      guard let (text, clause) = characters(unit), let (other, second) = characters(unit) else {
        return false
      }
      if shape % 2 == 0 {
        add(&asked, "characters", "\(text) OR \(other)", [clause, second])
      } else {
        add(&asked, "characters", text, [clause])
        add(&asked, "characters", other, [second])
      }
      return true
    }
    switch shape {
    case 0: add(&asked, "word", text(row[0]), [word(row[0])])
    case 1:
      add(&asked, "words", text(row[0]), [word(row[0])])
      add(&asked, "words", text(row[3]), [word(row[3])])
    case 2: add(&asked, "phrase", quoted(row[..<2]), [phrase(row[..<2])])
    case 3:
      add(&asked, "phrase", quoted(row[..<3]), [phrase(row[..<3])])
      add(&asked, "word", text(row[4]), [word(row[4])])
    case 4:
      add(&asked, "alternatives", "\(text(row[0])) OR \(text(row[3]))", [word(row[0]), word(row[3])])
    case 5:
      add(
        &asked, "alternative phrases", "\(quoted(row[..<2])) OR \(text(row[3])) OR \(quoted(row[2..<4]))",
        [phrase(row[..<2]), word(row[3]), phrase(row[2..<4])])
    default:
      guard let clause = beginning(row[0]) else { return false }
      add(&asked, "beginning", "\(text(Array(row[0].prefix(4))))*", [clause])
    }
    return true
  }

  private func add(_ asked: inout Asked, _ kind: String, _ text: String, _ clauses: [Asked.Clause]) {
    asked.text += (asked.text.isEmpty ? "" : " ") + text
    asked.groups.append(clauses)
    asked.kinds.insert(kind)
  }

  private mutating func leaveOut(_ asked: inout Asked, _ shape: Int) -> Bool {
    guard shape > 1 else { return true }
    guard let row = row(scan.units[dice.below(scan.units.count)], isRare: shape == 3) else { return true }
    if shape == 2 {
      asked.text += " -\(text(row[1]))"
      asked.without.append(word(row[1]))
      asked.kinds.insert("without word")
    } else {
      asked.text += " -\(quoted(row[..<2]))"
      asked.without.append(phrase(row[..<2]))
      asked.kinds.insert("without phrase")
    }
    return true
  }

  /// Five adjacent words, none of a script without spaces. If the first four must be rare, one of each two occurs in
  /// few units, because a phrase of common words takes long to find.
  private mutating func row(_ unit: PlainScan.Unit, isRare: Bool) -> [[UInt8]]? {
    let words = unit.forms.dropLast().split(separator: 1).map { Array($0) }
    guard words.count > 5 else { return nil }
    for _ in 0..<8 {
      let start = dice.below(words.count - 4)
      let row = Array(words[start..<start + 5])
      guard row.allSatisfy({ tokeniser.tokens($0).map(\.token.kind) == [.word] }) else { continue }
      let counts = row.map { (scan.termsOf[$0] ?? []).reduce(0) { $0 + (scan.frequency[$1] ?? 0) } }
      if !isRare || (min(counts[0], counts[1]) < 30 && min(counts[2], counts[3]) < 30) { return row }
    }
    return nil
  }

  private func text(_ form: [UInt8]) -> String { String(decoding: form, as: UTF8.self) }

  private func quoted(_ row: ArraySlice<[UInt8]>) -> String {
    "\"" + row.map(text).joined(separator: " ") + "\""
  }

  private func word(_ form: [UInt8]) -> Asked.Clause {
    Asked.Clause(
      field: \.terms,
      needles: (scan.termsOf[form] ?? []).sorted { $0.lexicographicallyPrecedes($1) }.map {
        [1] + $0 + [1, 0]
      })
  }

  private func phrase(_ row: ArraySlice<[UInt8]>) -> Asked.Clause {
    Asked.Clause(field: \.forms, needles: [row.reduce([1]) { $0 + $1 + [1] } + [0]])
  }

  /// A clause for the first four letters of a word; nil if they are not ASCII, or if more stems begin with them than
  /// the search uses.
  private func beginning(_ form: [UInt8]) -> Asked.Clause? {
    let start = Array(form.prefix(4))
    guard start.count == 4, start.allSatisfy({ $0 < 0x80 }) else { return nil }
    let terms = scan.termsOf.filter { $0.key.starts(with: start) }.reduce(into: Set()) {
      $0.formUnion($1.value)
    }
    guard terms.count < ShardStore.mostPrefixTerms else { return nil }
    return Asked.Clause(field: \.terms, needles: terms.map { [1] + $0 + [1, 0] })
  }

  /// Two to five adjacent characters of a script without spaces.
  private mutating func characters(_ unit: PlainScan.Unit) -> (String, Asked.Clause)? {
    let scalars = Array(String(decoding: unit.text.dropLast(), as: UTF8.self).unicodeScalars)
    let length = 2 + dice.below(4)
    guard scalars.count > length else { return nil }
    for _ in 0..<4 {
      let start = dice.below(scalars.count - length)
      let part = scalars[start..<start + length]
      guard part.allSatisfy({ Letters.shared.look($0.value).0 == .single }) else { continue }
      let signs = part.map { Array(String($0).utf8) }
      let text = String(String.UnicodeScalarView(part))
      let pairs = zip(signs, signs.dropFirst()).map { [1] + $0 + $1 + [1, 0] }
      guard length > 2 else { return (text, Asked.Clause(field: \.terms, needles: pairs)) }
      // As in a phrase, characters that are not letters may be between them; each pair must also be adjacent
      // somewhere.
      var clause = phrase(signs[...])
      clause.besides = pairs
      return (text, clause)
    }
    return nil
  }

  // MARK: What it is narrowed to

  private static let typed: [Facet] = [.speaker, .topic, .kind, .event, .language, .part, .source]

  private mutating func narrow(_ asked: inout Asked, _ shape: Int, _ unit: PlainScan.Unit) {
    switch shape {
    case 2, 3:
      guard !scan.names[place(.year)].isEmpty else { return }
      let (from, until) = (year(), year())
      let isExcluded = shape == 3
      var filter = Asked.Filter(facet: place(.year), isExcluded: isExcluded)
      let text = isExcluded ? "\(from)-0\(1 + dice.below(9))" : "\(min(from, until))..\(max(from, until))-06"
      filter.months =
        isExcluded
        ? [PlainScan.months(text)].compactMap { $0 }
        : [min(from, until) * 12...max(from, until) * 12 + 5]
      asked.text += " \(isExcluded ? "-" : "")date:\(text)"
      asked.filters.append(filter)
      asked.kinds.insert(isExcluded ? "without date" : "date")
    case 4, 5:
      let facet = Self.typed[dice.below(Self.typed.count)]
      guard let (id, filter) = pick(facet, unit, isExcluded: shape == 5) else { return }
      asked.text += " \(shape == 5 ? "-" : "")\(facet.rawValue):\(id)"
      asked.filters.append(filter)
      asked.kinds.insert(shape == 5 ? "without filter" : "filter")
    case 6:
      choose(&asked, [Facet.allCases[dice.below(Facet.allCases.count)]], unit)
      asked.kinds.insert("one chosen")
    case 7:
      let first = dice.below(Facet.allCases.count)
      choose(&asked, [Facet.allCases[first], Facet.allCases[(first + 1 + dice.below(7)) % 8]], unit)
      asked.kinds.insert("two facets chosen")
    case 8:
      let facet = Self.typed[dice.below(Self.typed.count)]
      guard let (id, filter) = pick(facet, scan.units[dice.below(scan.units.count)], isExcluded: false),
        let (other, second) = pick(facet, unit, isExcluded: false)
      else { return }
      // A facet that can be typed or chosen.
      asked.text += " \(facet.rawValue):\(id)"
      asked.chosen[facet] = [other]
      var both = filter
      both.values.formUnion(second.values)
      asked.filters.append(both)
      asked.kinds.insert("chosen and typed")
    case 9:
      guard !scan.names[place(.year)].isEmpty else { return }
      let (from, until) = (year(), year())
      asked.chosen[.year] = ["\(min(from, until))..\(max(from, until))"]
      asked.filters.append(
        Asked.Filter(facet: place(.year), months: [min(from, until) * 12...max(from, until) * 12 + 11]))
      asked.kinds.insert("years chosen")
    default: break
    }
  }

  private func place(_ facet: Facet) -> Int { Facet.allCases.firstIndex(of: facet) ?? 0 }

  private mutating func year() -> Int {
    let years = scan.names[place(.year)]
    return Int(years[dice.below(years.count)]) ?? 0
  }

  /// A value of the unit, or any other value.
  private mutating func pick(
    _ facet: Facet, _ unit: PlainScan.Unit, isExcluded: Bool
  ) -> (id: String, filter: Asked.Filter)? {
    let names = scan.names[place(facet)]
    guard !names.isEmpty else { return nil }
    let own = unit.values[place(facet)]
    let value = own.isEmpty || dice.below(3) == 0 ? dice.below(names.count) : own[dice.below(own.count)]
    return (names[value], Asked.Filter(facet: place(facet), values: [value], isExcluded: isExcluded))
  }

  private mutating func choose(_ asked: inout Asked, _ facets: [Facet], _ unit: PlainScan.Unit) {
    for facet in facets {
      guard let first = pick(facet, unit, isExcluded: false),
        let second = pick(facet, scan.units[dice.below(scan.units.count)], isExcluded: false)
      else { continue }
      asked.chosen[facet] = Array(Set([first.id, second.id])).sorted()
      var filter = first.filter
      filter.values.formUnion(second.filter.values)
      asked.filters.append(filter)
    }
  }
}
