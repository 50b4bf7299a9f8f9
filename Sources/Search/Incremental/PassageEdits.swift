/// A source whose text has changed since the last build.
public struct IndexChange: Sendable {
  /// Its number in the order in which the sources are given.
  public var number: Int
  /// The source as it was when it was indexed.
  public var before: SearchSource
  /// The source as it is now.
  public var after: SearchSource

  /// A change of a source.
  public init(number: Int, before: SearchSource, after: SearchSource) {
    self.number = number
    self.before = before
    self.after = after
  }
}

/// The words of the changed passages before and after the edit, tokenised.
struct PassageEdits {
  /// Forms, stems and entries of these passages, with numbers of their own.
  private(set) var lexicon = Lexicon.Contents()
  /// The changed documents, ascending.
  private(set) var documents: [Int] = []
  private(set) var before = Side()
  private(set) var after = Side()

  /// The words of the changed documents, before or after the edit.
  struct Side {
    /// Number of words of each document.
    var lengths: [Int32] = []
    /// Every word: the index of its document in `documents`, its entry, and the entries of the words before and
    /// after it, or -1.
    var tokens: [(document: Int, entry: Int, previous: Int, following: Int)] = []
  }

  /// - Parameters:
  ///   - changes: by the index of the source in the order of documents, ascending.
  ///   - firstPassage: returns the document of the first passage of a source, by that index.
  init(_ changes: [(place: Int, change: IndexChange)], firstPassage: (Int) -> Int) {
    let shared = Lexicon()
    var indexer = SourceIndexer(lexicon: shared, letters: .untabled)
    var parts: [(before: IndexedSource, after: IndexedSource)] = []
    for (place, change) in changes {
      let differing = Self.differing(change)
      guard !differing.isEmpty else { continue }
      documents += differing.map { firstPassage(place) + $0 }
      parts.append(
        (
          indexer.index(Self.only(differing, of: change.before)),
          indexer.index(Self.only(differing, of: change.after))
        ))
    }
    lexicon = shared.snapshot()
    let isWord = Vocabulary.areWords(lexicon, letters: .untabled)
    var first = 0
    for (old, new) in parts {
      before.add(old, first: first, isWord)
      after.add(new, first: first, isWord)
      first += old.lengths.count - 1
    }
  }

  /// The indices of the passages whose words may have changed.
  private static func differing(_ change: IndexChange) -> [Int] {
    func text(_ source: SearchSource, _ place: Int) -> ArraySlice<UInt8> {
      source.bytes[source.passages[place].range.clamped(to: 0..<source.bytes.count)]
    }
    return change.after.passages.indices.filter { text(change.before, $0) != text(change.after, $0) }
  }

  /// A source that consists of some passages only.
  private static func only(_ passages: [Int], of source: SearchSource) -> SearchSource {
    var text: [UInt8] = []
    var ranges: [SearchPassage] = []
    for place in passages {
      let start = text.count
      text += source.bytes[source.passages[place].range.clamped(to: 0..<source.bytes.count)]
      ranges.append(SearchPassage(number: 0, range: start..<text.count))
    }
    return SearchSource(
      id: "", title: "", url: "", date: "", sortKey: 0, kind: 0, language: source.language, bytes: text,
      passages: ranges)
  }
}

extension PassageEdits.Side {
  /// Adds the passages of a source. Its first document, the title, is empty here and left out.
  fileprivate mutating func add(_ source: IndexedSource, first: Int, _ isWord: [Bool]) {
    lengths += source.lengths.dropFirst()
    Vocabulary.walk([source], isWord) { document, entry, previous, following in
      tokens.append((first + document - 1, entry, previous, following))
    }
  }
}

extension SearchSource {
  /// Whether two sources differ at most in the text and the numbers of their passages. The numbers are on the
  /// pages, not in any file of the index.
  func hasShape(of other: SearchSource) -> Bool {
    func heading(_ source: SearchSource, _ place: Int) -> ArraySlice<UInt8> {
      source.bytes[source.sections[place].clamped(to: 0..<source.bytes.count)]
    }
    return id == other.id && title == other.title && url == other.url && date == other.date
      && sortKey == other.sortKey && days == other.days && kind == other.kind && event == other.event
      && language == other.language && topics == other.topics && passages.count == other.passages.count
      && sections.count == other.sections.count
      && zip(passages, other.passages).allSatisfy {
        $0.speaker == $1.speaker && $0.topics == $1.topics
      }
      && sections.indices.allSatisfy { heading(self, $0) == heading(other, $0) }
  }
}
