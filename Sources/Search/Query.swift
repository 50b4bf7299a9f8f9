/// A search query: groups that must all match. A group is one clause or several alternatives.
///
///     word         passages with the word or another of its inflected forms
///     word*        passages with a word that has this prefix
///     "some words" exactly these words side by side, with any characters between them that are not letters
///     -word  -"…"  passages without it
///     a OR b       one of the two; also for phrases, and for more than two
///     speaker:ID   only that speaker; also topic: source: kind: event: language: year:, with an id or words of
///                  the name; in:notes, in:passages, in:titles, in:speakers, in:topics
///     date:1961..1963  only sources that may be of these days; also date:1961-01, date:..1963
///     -speaker:ID  no passages of that speaker
///
/// A word that consists of several (`co-operation`, `U.S.`, three or more Chinese characters) is treated as if it
/// were quoted. The article before an apostrophe (l’école) is not searched. A quotation mark within a Hebrew word
/// (צה"ל) is part of the word.
struct Query: Equatable, Sendable {
  /// One condition.
  struct Clause: Equatable, Sendable {
    enum Kind: Sendable {
      case word, prefix, phrase
    }

    var kind: Kind
    /// The tokens to look up, with their offsets from the first word.
    var tokens: [Token]
    /// The words and single characters in the order in which they must follow each other in a text. Empty for words
    /// whose inflected forms also match.
    var sequence: [[UInt8]]
    var isExcluded: Bool
  }

  struct Token: Equatable, Sendable {
    var form: [UInt8]
    var offset: Int
    /// Whether it has neighbours, that is, is not a character of a script without spaces.
    var isWord: Bool
  }

  /// A restriction to one value of a facet or to a date range, as typed.
  struct Filter: Equatable, Sendable {
    /// Nil for `date:`.
    var facet: Facet?
    var value: String
    var isExcluded = false
  }

  /// Groups of alternatives. An excluded clause is a group of its own.
  var groups: [[Clause]] = []
  var filters: [Filter] = []
  /// Whether the query ends within its last word, so that the word may be incomplete.
  var isOpen = false

  init(_ text: String) {
    var tokeniser = Tokeniser()
    let scalars = Array(Gershayim.settle(text).unicodeScalars)
    var i = 0
    var isAlternative = false
    while i < scalars.count {
      if Self.isSpace(scalars[i]) {
        i += 1
        continue
      }
      isOpen = false
      var isExcluded = false
      if scalars[i] == "-", i + 1 < scalars.count, !Self.isSpace(scalars[i + 1]) {
        isExcluded = true
        i += 1
      }
      if Self.isQuote(scalars[i]) {
        let quoted = Self.quoted(scalars, &i)
        add(quoted, isQuoted: true, isExcluded, &isAlternative, &tokeniser)
        continue
      }
      let start = i
      while i < scalars.count, !Self.isSpace(scalars[i]), !Self.isQuote(scalars[i]) { i += 1 }
      var chunk = String(String.UnicodeScalarView(scalars[start..<i]))
      if chunk == "OR", !isExcluded {
        isAlternative = !groups.isEmpty
        continue
      }
      if let colon = chunk.firstIndex(of: ":"), case let name = String(chunk[..<colon]),
        case let facet = Facet(rawValue: name), facet != nil || name == "date"
      {
        var value = String(chunk[chunk.index(after: colon)...])
        if value.isEmpty, i < scalars.count, Self.isQuote(scalars[i]) { value = Self.quoted(scalars, &i) }
        if !value.isEmpty {
          filters.append(Filter(facet: facet, value: value, isExcluded: isExcluded))
          isAlternative = false
          continue
        }
        chunk = name
      }
      add(chunk, isQuoted: false, isExcluded, &isAlternative, &tokeniser)
      isOpen = i == scalars.count
    }
  }

  private mutating func add(
    _ text: String, isQuoted: Bool, _ isExcluded: Bool, _ isAlternative: inout Bool,
    _ tokeniser: inout Tokeniser
  ) {
    var found = tokeniser.tokens(text.utf8)
    let pairs = Set(found.filter { $0.token.kind == .pair }.map(\.token.position))
    if !isQuoted, found.count > 1 {
      let last = found.count - 1
      found = found.enumerated().filter { !$0.element.token.elided || $0.offset == last }.map(\.element)
    }
    guard let first = found.map(\.token.position).min() else { return }
    let sequence = found.filter { $0.token.kind != .pair }.map(\.form)
    let looked = found.filter {
      $0.token.kind != .single
        || !(pairs.contains($0.token.position) || pairs.contains($0.token.position - 1))
    }.sorted { $0.token.position < $1.token.position }
    let tokens = looked.map {
      Token(form: $0.form, offset: $0.token.position - first, isWord: $0.token.kind == .word)
    }
    let isPhrase = isQuoted || tokens.count > 1
    let isPrefix = !isPhrase && text.unicodeScalars.last == "*" && tokens[0].isWord
    let clause = Clause(
      kind: isPhrase ? .phrase : isPrefix ? .prefix : .word, tokens: tokens,
      sequence: isPhrase || !tokens[0].isWord ? sequence : [], isExcluded: isExcluded)
    if isAlternative, !isExcluded, let last = groups.last, !last[0].isExcluded {
      groups[groups.count - 1].append(clause)
    } else {
      groups.append([clause])
    }
    isAlternative = false
  }

  private static func quoted(_ scalars: [Unicode.Scalar], _ i: inout Int) -> String {
    let start = i + 1
    i = start
    while i < scalars.count, !isQuote(scalars[i]) { i += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<i]))
    i += 1
    return text
  }

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\"" || scalar == "“" || scalar == "”" || scalar == "„"
  }

  /// Space, tab, line ends and the Unicode spaces that keyboards produce.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0x20 || scalar.value == 0xA0 || scalar.value == 0x3000 || scalar.value == 0x202F
  }
}

/// A property by which results can be filtered. The names are those of the URL and of the query language.
public enum Facet: String, Sendable, CaseIterable {
  case speaker, topic, source, kind, event, language, year
  /// Passages, notes, titles, speakers or topics.
  case part = "in"
}
