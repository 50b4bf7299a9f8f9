import Archive
import Base
import Linking

/// `data/passages.jsonl`, or for a large archive `data/passages/ID.jsonl`: one line per passage, sources sorted by
/// id, passages in text order.
///
/// ```json
/// {"source":"press-conference","id":"p7","url":"sources/press-conference.html#p7","speaker":"vladimir-putin",
///  "name":"Vladimir Putin","reported":false,"date":"2018-07-16","section":"Opening","topics":["syria"],
///  "language":"en","kind":"paragraph","words":45,"text":"…"}
/// ```
struct PassageLines: Sendable {
  private let edition: Edition
  private let addresses: SiteAddresses

  init(_ edition: Edition, _ addresses: SiteAddresses) {
    self.edition = edition
    self.addresses = addresses
  }

  /// Maximum number of sources for a single file. A larger archive has several files, so that an edit changes only a
  /// small one, and none is too large for an editor or a host.
  private static let mostInOne = 200
  /// Average number of sources per file: one source in this many begins a new file.
  private static let perPart: UInt64 = 16

  /// Whether the passages are split into files named after sources, even if there is only one such file.
  static func areDivided(_ sources: [Source]) -> Bool { sources.count > mostInOne }

  /// The files, each with its sources. Whether a file begins at a source depends only on that source's id, so that
  /// adding or removing a source moves no other boundary.
  static func parts(_ sources: [Source]) -> [(path: String, sources: Range<Int>)] {
    guard areDivided(sources) else { return [("data/passages.jsonl", sources.indices)] }
    let firsts = sources.indices.filter { $0 == 0 || beginsPart(sources[$0].id) }
    return firsts.enumerated().map { place, first in
      let end = place + 1 < firsts.count ? firsts[place + 1] : sources.count
      return ("data/passages/\(sources[first].id).jsonl", first..<end)
    }
  }

  /// Hashes the id with FNV-1a and multiplies by the golden ratio. FNV-1a alone differs in few bits for ids that
  /// differ only in their last letters, such as the parts of one event; the high bits of the product depend on all
  /// bits of the hash.
  private static func beginsPart(_ id: String) -> Bool {
    var id = id
    return id.withUTF8 { bytes in
      HashMixing.multiplicative(FNV1a(bytes).value, bits: 32) < (1 << 32) / perPart
    }
  }

  /// The lines of one source.
  func source(_ index: Int) -> [UInt8] {
    let source = edition.sources[index]
    let links = edition.links[index]
    let record = source.record
    let page = addresses.entry("sources", source.id) + "#p"
    let date = source.date?.edtf
    var json = JSONWriter(reserving: record.bytes.count + record.passages.count * 320)
    for (number, passage) in record.passages.enumerated() {
      let speaker = links.speakers[number] < 0 ? nil : edition.speakers[links.speakers[number]].card
      json.object { json in
        json.field("source", source.id)
        json.field("id", passage.id)
        json.field("url", page + String(passage.number))
        json.field("speaker", speaker?.id)
        json.field("name", speaker?.label)
        json.field("reported", record.attributes(of: passage)?.speaker != nil)
        json.field("date", date)
        if passage.section >= 0 {
          json.field("section", utf8: record.bytes[record.sections[Int(passage.section)].heading.asRange])
        } else {
          json.field("section", nil as String?)
        }
        json.array("topics") { json in
          for topic in links.topics[number] { json.value(edition.topics[topic].id) }
        }
        json.field("language", source.language)
        json.field("kind", passage.kind.name)
        json.field("words", Int(passage.words))
        json.field("text", utf8: record.bytes[passage.range.asRange])
      }
      json.endLine()
    }
    return json.bytes
  }
}

extension Passage.Kind {
  /// The name of the kind in exports.
  var name: String {
    switch self {
    case .paragraph: "paragraph"
    case .list: "list"
    case .quotation: "quotation"
    case .table: "table"
    case .code: "code"
    case .stageNote: "stage-note"
    case .footnote: "footnote"
    }
  }
}
