import Base

/// The words of one source as numbers, in order: what one task hands over to the merge. Small: some two bytes
/// a word.
public struct IndexedSource: Sendable {
  /// For each document: its tokens as varints of `(entry << 1 | isPair) + 1`, then 0.
  var stream: [UInt8] = []
  /// Number of words and single characters of each document. The documents of a source are its title, its headings
  /// and its passages.
  var lengths: [Int32] = []
  /// Number of headings.
  var sections = 0
  /// Start of the headings in the stream, and start of the passages.
  var headings = 0
  var passages = 0
  /// Hash of all data of the source; part of the name of the index content.
  var hash = ContentHash()
}

/// Tokenises and stems the text of sources. Make one for each task with `IndexBuilder.makeIndexer`: it holds
/// stemmers, buffers and a table of words already seen, and is not shared.
public struct SourceIndexer {
  private let lexicon: Lexicon
  private let letters: Letters
  private var tokeniser: Tokeniser
  /// Words already seen, one table for each stemmer; table 0 is for languages without a stemmer.
  private var seen = [Seen()]
  private var stemmers: [String: (number: Int, stemmer: Stemmer?)] = [:]
  /// The stream of the current source. The result is a copy without spare capacity.
  private var stream: [UInt8] = []

  /// Words with the numbers of their entries in the lexicon.
  private struct Seen {
    var words = StringInterner()
    var entries: [UInt32] = []
    /// A cache of words of up to 16 bytes: each slot holds the last word with its hash. Most of a text consists of
    /// few words, and these are found here without leaving the nearest CPU caches.
    var recent = [Recent](repeating: Recent(), count: 4096)
  }

  /// A short word, its bytes packed into two numbers, and its entry.
  private struct Recent {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var entry: UInt32 = 0
  }

  init(lexicon: Lexicon, letters: Letters = .shared) {
    self.lexicon = lexicon
    self.letters = letters
    tokeniser = Tokeniser(letters: letters)
  }

  /// Indexes a source: its title, its headings and its passages.
  public mutating func index(_ source: SearchSource) -> IndexedSource {
    var out = IndexedSource()
    stream.removeAll(keepingCapacity: true)
    out.hash.add(source)
    let (number, stemmer) = stemmer(for: source.language)
    append(Array(source.title.utf8)[...], number, stemmer, to: &out)
    out.headings = stream.count
    out.sections = source.sections.count
    for heading in source.sections {
      append(source.bytes[heading.clamped(to: 0..<source.bytes.count)], number, stemmer, to: &out)
    }
    out.passages = stream.count
    for passage in source.passages {
      append(source.bytes[passage.range.clamped(to: 0..<source.bytes.count)], number, stemmer, to: &out)
    }
    out.stream = stream.withUnsafeBufferPointer { Array($0) }
    return out
  }

  /// Indexes an entry: title and text as one document.
  mutating func index(_ entry: SearchEntry) -> IndexedSource {
    var out = IndexedSource()
    stream.removeAll(keepingCapacity: true)
    out.hash.add(entry)
    let (number, stemmer) = stemmer(for: entry.language)
    append(Array(entry.searchable.utf8)[...], number, stemmer, to: &out)
    out.stream = stream.withUnsafeBufferPointer { Array($0) }
    return out
  }

  private mutating func stemmer(for language: String) -> (Int, Stemmer?) {
    let primary = Stemmer.primary(language)
    if let known = stemmers[primary] { return known }
    guard let stemmer = Stemmer(language: primary) else { return (0, nil) }
    let made = (seen.count, Optional(stemmer))
    seen.append(Seen())
    stemmers[primary] = made
    return made
  }

  private mutating func append(
    _ text: ArraySlice<UInt8>, _ language: Int, _ stemmer: Stemmer?, to out: inout IndexedSource
  ) {
    let length = text.withUnsafeBufferPointer { text in
      // The tokeniser is copied while it works, so that the closure can use the rest of the state.
      var tokeniser = self.tokeniser
      let length = tokeniser.scan(text) { token, word in
        let entry = self.entry(of: word, token.kind, language, stemmer)
        appendVarint(UInt64(entry) << 1 | (token.kind == .pair ? 1 : 0) + 1, to: &stream)
      }
      return length
    }
    stream.append(0)
    out.lengths.append(Int32(truncatingIfNeeded: length))
  }

  private mutating func entry(
    of word: UnsafeBufferPointer<UInt8>, _ kind: Tokeniser.Kind, _ language: Int, _ stemmer: Stemmer?
  ) -> UInt32 {
    guard word.count <= 16 else { return tabled(word, kind, language, stemmer) }
    var (low, high) = (UInt64(0), UInt64(0))
    for index in 0..<min(8, word.count) { low = low << 8 | UInt64(word[index]) }
    for index in min(8, word.count)..<word.count { high = high << 8 | UInt64(word[index]) }
    let place = Int(HashMixing.multiplicative(low ^ high &* 0xBF58_476D_1CE4_E5B9, bits: 12))
    let recent = seen[language].recent[place]
    // No word is empty or contains NUL, so equal packed forms are equal words.
    if recent.low == low && recent.high == high { return recent.entry }
    let entry = tabled(word, kind, language, stemmer)
    seen[language].recent[place] = Recent(low: low, high: high, entry: entry)
    return entry
  }

  private mutating func tabled(
    _ word: UnsafeBufferPointer<UInt8>, _ kind: Tokeniser.Kind, _ language: Int, _ stemmer: Stemmer?
  ) -> UInt32 {
    let (number, isNew) = seen[language].words.intern(word)
    guard isNew else { return seen[language].entries[number] }
    var form: [UInt8] = []
    letters.fold(word, into: &form)
    var term = form
    if kind == .word, let stemmer {
      term.removeAll(keepingCapacity: true)
      letters.fold(stemmer.stem(word), into: &term)
      if term.isEmpty { term = form }
    }
    let entry = lexicon.entry(form: form, term: term)
    seen[language].entries.append(entry)
    return entry
  }
}

extension SearchEntry {
  /// Title and text as they are indexed and shown.
  var searchable: String { text.isEmpty || text == title ? title : title + "\n" + text }
}

/// A hash like FNV-1a over all content of an index.
struct ContentHash: Sendable {
  private var hash = FNV1a()

  var value: UInt64 { hash.value }

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { hash.add(byte) }
  }

  /// Adds a text as a whole, eight bytes at a time.
  mutating func add(text: UnsafeRawBufferPointer) {
    var at = 0
    while at + 8 <= text.count {
      let part = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      hash.add(word: part, shift: 32)
      at += 8
    }
    add(text[at...])
  }

  mutating func add(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    for _ in 0..<8 {
      hash.add(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func add(_ number: UInt64) { add(Int(bitPattern: UInt(truncatingIfNeeded: number))) }

  /// 16 hexadecimal digits.
  var digits: String { zeroPadded(value, 16, radix: 16) }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    add(text.utf8)
  }

  mutating func add(_ source: SearchSource) {
    for text in [source.id, source.title, source.url, source.date, source.language] { add(text) }
    add(source.sortKey)
    add(source.days?.lowerBound ?? .max)
    add(source.days?.upperBound ?? .max)
    add(Int(source.kind))
    add(Int(source.event))
    for topic in source.topics { add(Int(topic)) }
    source.bytes.withUnsafeBytes { add(text: $0) }
    for passage in source.passages {
      add(Int(passage.number))
      add(passage.range.lowerBound)
      add(passage.range.upperBound)
      add(Int(passage.speaker))
      for topic in passage.topics { add(Int(topic)) }
    }
    for heading in source.sections {
      add(heading.lowerBound)
      add(heading.upperBound)
    }
  }

  mutating func add(_ entry: SearchEntry) {
    for text in [entry.title, entry.url, entry.text, entry.language] { add(text) }
    for number in [entry.hit.rawValue, Int(entry.kind), Int(entry.source), Int(entry.passage)] { add(number) }
    add(Int(entry.speaker))
    for topic in entry.topics { add(Int(topic)) }
  }
}
