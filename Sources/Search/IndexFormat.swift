/// The search index, byte for byte. `IndexBuilder` writes it, `IndexReader` and the page (`search-engine.js`)
/// read it.
///
/// All files lie in `search/` and are classic scripts of one statement,
///
///     sitegenSearch.shard("NAME","LAYOUT",PAYLOAD)
///
/// so that they load from a disk too. `NAME` is the file name without `.js`; `LAYOUT` is 16 hexadecimal digits, the
/// same in all files of an index, made from what all of them must agree on to be read together (`IndexLayout`) and
/// not from the words, so that an edit of some words leaves most files as they are; `PAYLOAD` is JSON. What the
/// index is made from has a name too, which stands in `index` alone and in the addresses of the other files, so that
/// a cache cannot mix two builds. Binary payloads are strings in base64 (RFC 4648, section 4). *Varint* is unsigned
/// LEB128. Strings are UTF-8, sorted by their bytes.
///
/// A *document* is what can be found. Documents are numbered from 0: the titles of all sources by (sort key, id),
/// the headings of sections of all sources in the same order, all passages, then the entries (notes, speakers,
/// topics) in the order given. Equal scores stand in the order of these numbers.
///
/// A *form* is a folded word as it stands in the text; a *term* is a stem, to which forms of one or more
/// languages lead. Terms are numbered in order of their stems, *long* terms (in `leastLong` documents or a tenth of
/// all) before the others. Each long term has a shard of its own with its number, and those of the other terms are
/// numbered behind.
///
/// | name | payload |
/// | --- | --- |
/// | `index` | `IndexTop`: loaded first; says what the other shards hold |
/// | `facets` | `IndexFacets`: what every document is, in columns; not needed to show hits |
/// | `pN` | base64. For ordinary terms: varint bytes of the table of forms, the table, then the posting lists of the terms in order, each a varint of `documents << 3 \| code`, where the code is that of the term as a neighbour (`PostingCodes`), a varint number of bytes and the list. The table holds, sorted, the forms from the key of the shard to that of the next: for each varint bytes shared with the form before (0 for the first), varint further bytes, those bytes, varint count of terms, then for each term a varint: `number << 1 \| 1` of a long one, else `zigzag << 1` of the difference to the one written so before it (at first to the first term of the shard). For a long term: in which documents it occurs |
/// | `qN` | base64: the neighbours of the long term of `pN` |
/// | `dN` | base64: the dictionary. For each form varint shared, varint further bytes, those bytes, varint occurrences |
/// | `eN` | `[title, url, text, source, passage, speaker, title of the source, its date …]`, for each entry; "" for what it does not have, the id of the source, `pN` and the name of the speaker |
/// | `sN` | `IndexSources`: what leads from documents to pages, for each source in the order of documents |
/// | `nN` | `[title, date …]`, for `namesPerShard` sources |
///
/// Lists are written bit by bit in prefix codes: see `PostingCodes`. The words of passages are not in the index
/// but read from the pages: see `PageText`.
enum IndexFormat {
  /// Changes with every change of the format or of the tokeniser.
  static let version = 4
  /// Folder of the files in the site.
  static let folder = "search"
  /// Sources in a shard `sN`.
  static let sourcesPerShard = 100
  /// Sources in a shard `nN`.
  static let namesPerShard = 200
  /// Entries in a shard `eN`.
  static let entriesPerShard = 50
  /// Documents from which on a term may be long.
  static let leastLong = 1024
  /// Bytes of a shard `dN`.
  static let dictionaryShard = 14_000

  /// The average length of so many documents.
  static func average(_ length: Int, of documents: Int) -> Int { max(1, length / max(1, documents)) }

  /// BM25 with k1 = 0.9 and b = 0.9, as one of 8 steps, in whole numbers so that it is the same everywhere.
  /// Documents shorter than half the average count as half of it, or headings would stand before all text.
  static func impact(frequency: Int, length: Int, average: Int) -> Int {
    let length = max(length, average / 2)
    return min(7, 800 * frequency * average / (100 * frequency * average + 9 * average + 81 * length))
  }

  /// Some 11 times the binary logarithm of (N + 1) / (n + 1/2), which is BM25's inverse frequency; 1 to 255.
  /// In whole numbers: a library's logarithm may differ from machine to machine.
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
  /// 16 hexadecimal digits made from all that the index was made from.
  var name = ""
  /// Number of documents.
  var documents = 0
  /// Number of sources.
  var sources = 0
  /// Number of documents that are entries; they come last.
  var entries = 0
  /// What the entries are, as runs: raw value of `HitKind`, number.
  var hits: [Int] = []
  /// Number of headings of the sources in each shard `sN`.
  var headings: [Int] = []
  /// Number of their passages.
  var passages: [Int] = []
  /// For each shard `pN` of ordinary terms a text above the last form of the shard before, and not above its own
  /// first.
  var keys: [String] = []
  /// Number of terms in each of them.
  var terms: [Int] = []
  /// Documents of each long term.
  var long: [Int] = []
  /// The codes of long terms as neighbours, less `PostingCodes.exact`; empty where all of them are among `exact`.
  var longCodes: [Int] = []
  /// Forms that lead to a long term, sorted.
  var longForms: [String] = []
  /// All terms of each of them.
  var longTerms: [[Int]] = []
  /// Terms with the codes 0 to 63 as neighbours, ascending: each less the one before it.
  var exact: [Int] = []
  /// `PrefixCode.text` of the codes of steps and of impacts by class, and of neighbours.
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
  /// Id of each source; `id\nurl` where the page is not `sources/id.html`.
  var ids: [String]
  /// Number of headings of each, as a column.
  var headings: String
  /// Number of passages of each.
  var passages: String
}

/// Payload of `facets.js`. Columns are rows of numbers (`appendDigits`), or of runs of them: value, length. A set of
/// topics is an index into `topicSets`. Values are written as `id\nlabel`, or as the label alone where the words
/// of the label, as the tokeniser gives them, joined by hyphens are the id.
struct IndexFacets: Codable, Sendable, Equatable {
  var kinds: [String]
  var speakers: [String]
  var topics: [String]
  var events: [String]
  /// Tags alone.
  var languages: [String]
  /// Sets of topics, ascending; the first is empty.
  var topicSets: [[Int]]
  /// For each source its number of headings, as runs.
  var headings: String
  /// For each source its number of passages.
  var passages: String
  /// For each source, as runs: kind + 1, set of topics, event + 1, language.
  var kindRuns: String
  var setRuns: String
  var eventRuns: String
  var languageRuns: String
  /// For each source: number of days it may be of, 0 where it has no date; where it has one, zigzag of its first
  /// day (from the beginning of the year 0) less that of the last source with a date before it.
  var days: String
  /// For all passages, as runs: speaker + 1.
  var speakerRuns: String
  /// For all passages, as runs: set of topics.
  var topicRuns: String
  /// For each entry: kind + 1, source + 1 (in the order of documents), speaker + 1, set of topics.
  var entries: String
}
