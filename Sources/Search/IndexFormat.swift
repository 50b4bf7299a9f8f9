/// The search index, byte for byte. `IndexBuilder` writes it; `IndexReader` and `search-engine.js`
/// read it.
///
/// All files are in `search/`. Each is a classic script of one statement,
///
///     sitegenSearch.shard("NAME","LAYOUT",PAYLOAD)
///
/// so that it also loads from a local disk. `NAME` is the file name without `.js`. `LAYOUT` is 16 hexadecimal
/// digits, the same in all files of an index. It is a hash of what all files must agree on to be read together
/// (`IndexLayout`). It does not depend on the words, so an edit of a few words leaves most files unchanged.
/// `PAYLOAD` is JSON. The index content also has a name, which is only in `index` and in the URLs of the other
/// files, so that a cache cannot mix two builds. Binary payloads are strings in base64 (RFC 4648, section
/// 4). *Varint* is unsigned LEB128. Strings are UTF-8, sorted by their bytes.
///
/// A *document* is anything that can be found. Documents are numbered from 0: the titles of all sources by (sort
/// key, id), the section headings of all sources in the same order, all passages, then the entries (notes,
/// speakers, topics) in the order given. Hits with equal scores are in the order of these numbers.
///
/// A *form* is a folded word as it occurs in the text. A *term* is a stem; forms of one or more languages map to
/// it. Terms are numbered in the order of their stems. *Long* terms (those in at least `leastLong` documents or a
/// tenth of all) come before the others. Each long term has its own shard, with the number of the term. The shards
/// of the other terms are numbered after these.
///
/// | name | payload |
/// | --- | --- |
/// | `index` | `IndexTop`: loaded first; describes the contents of the other shards |
/// | `facets` | `IndexFacets`: the attributes of every document, in columns; not needed to show hits |
/// | `pN` | base64. For ordinary terms: varint length in bytes of the table of forms, the table, then the posting lists of the terms in order, each a varint of `documents << 3 \| code`, where the code is that of the term as a neighbour (`PostingCodes`), a varint number of bytes and the list. The table holds, sorted, the forms from the key of the shard to that of the next: for each a varint number of bytes shared with the previous form (0 for the first), a varint number of further bytes, those bytes, a varint count of terms, then for each term a varint: `number << 1 \| 1` for a long term, else `zigzag << 1` of the difference from the previous term written so (for the first, from the first term of the shard). For a long term: the documents in which it occurs |
/// | `qN` | base64: the neighbours of the long term of `pN` |
/// | `dN` | base64: the dictionary. For each form a varint number of shared bytes, a varint number of further bytes, those bytes, a varint number of occurrences |
/// | `eN` | `[title, url, text, source, passage, speaker, title of the source, its date …]`, for each entry; "" for a missing value. `source` is an id, `passage` is `pN`, `speaker` is a name |
/// | `sN` | `IndexSources`: maps documents to pages, for each source in the order of documents |
/// | `nN` | `[title, date …]`, for `namesPerShard` sources |
///
/// Lists are written bit by bit in prefix codes: see `PostingCodes`. The index does not hold the words of passages.
/// They are read from the pages: see `PageText`.
enum IndexFormat {
  /// Changes with every change of the format or of the tokeniser.
  static let version = 4
  /// Folder of the index files in the site.
  static let folder = "search"
  /// Number of sources in a shard `sN`.
  static let sourcesPerShard = 100
  /// Number of sources in a shard `nN`.
  static let namesPerShard = 200
  /// Number of entries in a shard `eN`.
  static let entriesPerShard = 50
  /// Least number of documents of a long term.
  static let leastLong = 1024
  /// Size of a shard `dN` in bytes.
  static let dictionaryShard = 14_000

  /// The average length of a number of documents.
  static func average(_ length: Int, of documents: Int) -> Int { max(1, length / max(1, documents)) }

  /// BM25 with k1 = 0.9 and b = 0.9, as one of 8 steps. Integer arithmetic gives the same result on every machine.
  /// A document shorter than half the average counts as half of it; otherwise headings would rank above all text.
  static func impact(frequency: Int, length: Int, average: Int) -> Int {
    let length = max(length, average / 2)
    return min(7, 800 * frequency * average / (100 * frequency * average + 9 * average + 81 * length))
  }

  /// About 11 times the binary logarithm of (N + 1) / (n + 1/2), the inverse document frequency of BM25; 1 to 255.
  /// Integer arithmetic, because the logarithm of a library may differ between machines.
  static func weight(documents: Int, of total: Int) -> Int {
    var ratio = ((2 * total + 2) << 24) / (2 * documents + 1)
    var log = 0
    while ratio >= 2 << 24 {
      ratio >>= 1
      log += 256
    }
    var step = 128
    while step > 0 {
      ratio = (ratio * ratio) >> 24
      if ratio >= 2 << 24 {
        ratio >>= 1
        log += step
      }
      step >>= 1
    }
    return max(1, min(255, log * 11 / 256))
  }
}

/// Payload of `index.js`.
struct IndexTop: Codable, Sendable, Equatable {
  /// `IndexFormat.version`.
  var version = 0
  /// 16 hexadecimal digits: a hash of everything that the index is made from.
  var name = ""
  /// Number of documents.
  var documents = 0
  /// Number of sources.
  var sources = 0
  /// Number of documents that are entries; they come last.
  var entries = 0
  /// The kinds of the entries, as runs: raw value of `HitKind`, number.
  var hits: [Int] = []
  /// Number of headings of the sources of each shard `sN`.
  var headings: [Int] = []
  /// Number of passages of the sources of each shard `sN`.
  var passages: [Int] = []
  /// For each shard `pN` of ordinary terms a string that is above the last form of the previous shard and not above
  /// the first form of this one.
  var keys: [String] = []
  /// Number of terms in each of these shards.
  var terms: [Int] = []
  /// Number of documents of each long term.
  var long: [Int] = []
  /// The codes of long terms as neighbours, less `PostingCodes.exact`; empty if all long terms are in `exact`.
  var longCodes: [Int] = []
  /// Forms that map to a long term, sorted.
  var longForms: [String] = []
  /// For each of these forms all its terms.
  var longTerms: [[Int]] = []
  /// Terms that have the codes 0 to 63 as neighbours, ascending, each as the difference from the one before.
  var exact: [Int] = []
  /// `PrefixCode.text` of the codes for steps and for impacts by class, and for neighbours.
  var codes: [String] = []
  /// The first form of each shard `dN`.
  var dictionary: [String] = []
  /// `IndexFormat.sourcesPerShard`.
  var perSources = 1
  /// `IndexFormat.namesPerShard`.
  var perNames = 1
  /// `IndexFormat.entriesPerShard`.
  var perEntries = 1
}

/// Payload of `sN.js`.
struct IndexSources: Codable, Sendable, Equatable {
  /// Id of each source; `id\nurl` if the page is not `sources/id.html`.
  var ids: [String]
  /// Number of headings of each source, as a column.
  var headings: String
  /// Number of passages of each source, as a column.
  var passages: String
}

/// Payload of `facets.js`. A column is a row of numbers (`appendDigits`) or of runs: value, length. A set of topics
/// is an index into `topicSets`. A value is written as `id\nlabel`. It is written as the label alone if the words
/// of the label, as the tokeniser gives them, joined by hyphens are the id.
struct IndexFacets: Codable, Sendable, Equatable {
  var kinds: [String]
  var speakers: [String]
  var topics: [String]
  var events: [String]
  /// Language tags only.
  var languages: [String]
  /// Sets of topics, ascending; the first is empty.
  var topicSets: [[Int]]
  /// Number of headings of each source, as runs.
  var headings: String
  /// Number of passages of each source.
  var passages: String
  /// For each source, as runs: kind + 1, set of topics, event + 1, language.
  var kindRuns: String
  var setRuns: String
  var eventRuns: String
  var languageRuns: String
  /// For each source the number of days of its date range, 0 if it has no date. A source with a date also has, in
  /// zigzag, its first day (counted from the beginning of the year 0) less that of the previous source with a date.
  var days: String
  /// For all passages, as runs: speaker + 1.
  var speakerRuns: String
  /// For all passages, as runs: set of topics.
  var topicRuns: String
  /// For each entry: kind + 1, source + 1 (in the order of documents), speaker + 1, set of topics.
  var entries: String
}
