@testable import Search

/// An archive of invented words that is edited step by step, with its index files.
struct EditedArchive {
  private(set) var sources: [SearchSource] = []
  var entries: [SearchEntry] = []
  private(set) var files: [String: [UInt8]] = [:]
  private(set) var state = IndexState()
  /// Passages of each source as words.
  private var texts: [[[String]]] = []
  let vocabulary = SearchVocabulary(
    speakers: [.init(id: "anna", label: "Anna"), .init(id: "ben", label: "Ben")],
    topics: [.init(id: "arms", label: "Arms")], kinds: [.init(id: "report", label: "Report")])

  /// - Parameter passages: for each source its language and its passages.
  init(_ passages: [(language: String, texts: [[String]])]) throws {
    for (number, source) in passages.enumerated() {
      texts.append(source.texts)
      sources.append(Self.source(number, source.language, source.texts))
    }
    entries = [
      SearchEntry(
        hit: .note, kind: -1, title: "Waters", url: "sources/s0.html#n1", text: "said of the river",
        language: "en", source: 0, passage: 1)
    ]
    (files, state) = try clean()
  }

  private static func source(_ number: Int, _ language: String, _ texts: [[String]]) -> SearchSource {
    var bytes = Array("Part \(number % 3)\n".utf8)
    let heading = 0..<bytes.count - 1
    var passages: [SearchPassage] = []
    for (place, words) in texts.enumerated() {
      let start = bytes.count
      // Han is written without spaces.
      bytes += Array(words.joined(separator: language == "zh" ? "" : " ").utf8)
      passages.append(
        SearchPassage(number: Int32(place + 1), range: start..<bytes.count, speaker: Int32(place % 2)))
      bytes.append(0x0A)
    }
    return SearchSource(
      id: "s\(number)", title: "Title \(number)", url: "sources/s\(number).html", date: "",
      // The order of sources differs from that of documents.
      sortKey: number * 7 % 5, kind: 0, language: language, bytes: bytes, passages: passages,
      sections: number % 2 == 0 ? [heading] : [])
  }

  /// The whole index of the current sources.
  func clean() throws -> (files: [String: [UInt8]], state: IndexState) {
    let builder = IndexBuilder(vocabulary: vocabulary)
    var indexer = builder.makeIndexer()
    var files: [String: [UInt8]] = [:]
    let state = try builder.write(
      sources.map { indexer.index($0) }, source: { sources[$0] }, entries: entries
    ) { files[$0.path] = $0.bytes }
    return (files, state)
  }

  /// Passages of a source.
  func passages(_ source: Int) -> [[String]] { texts[source] }

  var count: Int { sources.count }

  /// The result of an edit.
  struct Outcome {
    var isRenewed: Bool
    /// Number of files that were written.
    var written: Int
    /// Differences from a clean build; empty if there are none.
    var faults: [String]
  }

  /// Edits passages, updates the index if possible, and compares it with a clean build.
  ///
  /// - Parameter isCompared: false for an update without a comparison, because a clean build takes long.
  mutating func edit(
    _ edits: [(source: Int, passage: Int, words: [String])], isCompared: Bool = true
  ) throws -> Outcome {
    let before = sources
    for edit in edits { texts[edit.source][edit.passage] = edit.words }
    let edited = Set(edits.map(\.source)).sorted()
    for number in edited {
      sources[number] = Self.source(number, before[number].language, texts[number])
      for (place, passage) in before[number].passages.enumerated() {
        sources[number].passages[place].number = passage.number
      }
    }
    // A heavily edited passage gets a new id.
    for edit in edits where edit.words.count % 2 == 0 {
      sources[edit.source].passages[edit.passage].number += 100
    }
    var renewed = files
    var written: [String] = []
    let result = try IndexBuilder(vocabulary: vocabulary).renew(
      state, changes: edited.map { IndexChange(number: $0, before: before[$0], after: sources[$0]) },
      entries: entries, read: { [files] in files[$0] }
    ) { file in
      renewed[file.path] = file.bytes
      written.append(file.path)
    }
    guard let result else {
      (files, state) = try clean()
      return Outcome(isRenewed: false, written: 0, faults: written.map { "\($0) was written" })
    }
    var faults: [String] = []
    for path in result.removed where renewed.removeValue(forKey: path) == nil {
      faults.append("\(path) was removed, and was not there")
    }
    (files, state) = (renewed, result.state)
    if isCompared { faults += try differences() }
    return Outcome(isRenewed: true, written: written.count, faults: faults)
  }

  /// Differences from a clean build.
  func differences() throws -> [String] {
    let (whole, wanted) = try clean()
    var faults = Set(whole.keys).symmetricDifference(files.keys).map { "\($0) is missing or left over" }
    for (path, bytes) in whole where files[path] != bytes { faults.append("\(path) differs") }
    if state != wanted { faults.append("the state differs") }
    if state.bytes != wanted.bytes { faults.append("the bytes of the state differ") }
    if IndexState(state.bytes) != state { faults.append("the state does not come back") }
    return faults.sorted()
  }
}

/// Words of an invented language, some frequent and most rare.
struct MadeUpWords {
  let words: [String]
  var dice: Dice

  init(_ count: Int, language: String, seed: UInt64) {
    dice = Dice(state: seed)
    switch language {
    case "zh": words = (0..<count).map { String(UnicodeScalar(UInt32(0x4E00 + $0)) ?? "一") }
    case "ru":
      words = (0..<count).map { Self.spelled($0, Array("абвгдеиклмнопрстуяж")) }
    default: words = (0..<count).map { Self.spelled($0, Array("etaoinsrhldcumfpgwyb")) }
    }
  }

  private static func spelled(_ number: Int, _ letters: [Character]) -> String {
    var rest = number + 20
    var word = ""
    while rest > 0 {
      word.append(letters[rest % letters.count])
      rest /= letters.count
    }
    return word
  }

  /// A random word; words with low numbers are more frequent.
  mutating func word(_ endings: [String] = ["", "", "s", "ed", "ing"]) -> String {
    let limit = words.count
    let place = dice.below(limit) * dice.below(limit) / limit * dice.below(limit) / limit
    return words[place] + endings[dice.below(endings.count)]
  }

  mutating func passage(_ length: Int, _ endings: [String]) -> [String] {
    (0..<length).map { _ in word(endings) }
  }
}
