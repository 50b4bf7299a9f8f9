/// The search index, byte for byte. `IndexBuilder` writes it, `IndexReader` and `Templates/assets/search-index.js`
/// read it.
///
/// All files lie in `search/` and are classic scripts of one statement,
///
///     sitegenSearch.shard("NAME","BUILD",PAYLOAD)
///
/// so that they load from a disk too. `NAME` is the file name without `.js`; `BUILD` is 16 hexadecimal digits
/// made from the content, the same in all files of an index; `PAYLOAD` is JSON. Binary payloads are strings
/// in base64 (RFC 4648, section 4). *Varint* is unsigned LEB128. Strings are UTF-8, sorted by their bytes.
///
/// A *document* is what can be found. Documents are numbered from 0: sources by (sort key, id), each with its
/// title first and then its passages, then the entries (notes, speakers, topics) in the order given. Equal
/// scores stand in the order of these numbers.
///
/// A *form* is a folded word as it stands in the text; a *term* is a stem, to which forms of one or more
/// languages lead. Terms are numbered in order of their bytes.
///
/// | name | payload |
/// | --- | --- |
/// | `index` | `IndexTop`: loaded first; says what the other shards hold |
/// | `facets` | `IndexFacets`: what every document is, in columns |
/// | `wN` | base64: forms, sorted. For each: varint bytes shared with the form before (0 for the first), varint further bytes, those bytes, varint count of terms, then each term as zigzag varint of the difference to the one written before it in the shard (at first 0) |
/// | `pN` | base64: posting lists of terms in order. For each: varint number of documents, varint weight, varint bytes of the first part, varint bytes of the second part, then the parts. First part, for each document: varint `delta << 3 \| impact`, delta from the document before plus one (at first 0). Second part, for each document: its positions as varints `gap << 1 \| more`, gap from the position before (at first 0). The second part is empty for terms whose positions would take more than `longestPositions` bytes |
/// | `tN` | `[section, text, section, text …]`, for each title or passage; section is null where it is the same as the one before in the shard, "" where there is none |
/// | `eN` | `[title, url, text …]`, for each entry |
/// | `sN` | `[[id, title, url, date] …]`, for each source in the order of documents |
enum IndexFormat {
  /// Changes with every change of the format or of the tokeniser.
  static let version = 1
  /// Folder of the files in the site.
  static let folder = "search"
  /// Sources in a shard `sN`.
  static let sourcesPerShard = 200
  /// Entries in a shard `eN`.
  static let entriesPerShard = 100
  /// Bytes of positions beyond which a term has none: at most some twenty words of a large archive, whose
  /// lists nobody should wait for.
  static let longestPositions = 48_000

  /// BM25 with k1 = 1.2 and b = 0.5, as one of 8 steps, in whole numbers so that it is the same everywhere.
  static func impact(frequency: Int, length: Int, average: Int) -> Int {
    min(7, 80 * frequency * average / (10 * frequency * average + 6 * (average + length)))
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
  var version: Int
  /// Number of documents.
  var documents: Int
  /// Number of sources.
  var sources: Int
  /// Number of documents that are entries; they come last.
  var entries: Int
  /// The first form of each shard `wN`.
  var words: [String]
  /// The first term of each shard `pN`, then the number of terms.
  var postings: [Int]
  /// The first document of each shard `tN`, then the first entry.
  var texts: [Int]
  /// `IndexFormat.sourcesPerShard`.
  var perSources: Int
  /// `IndexFormat.entriesPerShard`.
  var perEntries: Int
}

/// Payload of `facets.js`. Columns are base64 of varints. A set of topics is an index into `topicSets`.
struct IndexFacets: Codable, Sendable, Equatable {
  /// `[id, label]` of each kind.
  var kinds: [[String]]
  /// `[id, label]` of each speaker.
  var speakers: [[String]]
  /// `[id, label]` of each topic.
  var topics: [[String]]
  /// Sets of topics, ascending; the first is empty.
  var topicSets: [[Int]]
  /// For each source: number of passages, kind + 1, set of topics.
  var blocks: String
  /// For all passages in order, as runs (value, length): zigzag of the number less that of the passage before
  /// less 1, where the one before the first of a source is 0.
  var numbers: String
  /// For all passages, as runs: speaker + 1.
  var speakerRuns: String
  /// For all passages, as runs: set of topics.
  var topicRuns: String
  /// For each entry: hit kind, kind + 1, source + 1 (in the order of documents), passage, speaker + 1, set of
  /// topics.
  var entries: String
}
