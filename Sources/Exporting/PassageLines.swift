import Archive
import Base
import Linking

/// `data/passages.jsonl`, or of a large archive `data/passages/ID.jsonl`: one line a passage, sources in order of their
/// ids, passages as the text runs.
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

  /// Archives of more sources have several files, so that an edit changes a small one, and none is too large for an
  /// editor or a host.
  private static let mostInOne = 200
  /// One source in so many begins a new file.
  private static let perPart: UInt64 = 16

  /// Whether there are files named after sources, if only one.
  static func areDivided(_ sources: [Source]) -> Bool { sources.count > mostInOne }

  /// The files, each with its sources. Where one begins depends on the id of its first source alone, so that a source
  /// added or removed moves no other border.
  static func parts(_ sources: [Source]) -> [(path: String, sources: Range<Int>)] {
    guard areDivided(sources) else { return [("data/passages.jsonl", sources.indices)] }
    let firsts = sources.indices.filter { $0 == 0 || beginsPart(sources[$0].id) }
    return firsts.enumerated().map { place, first in
      let end = place + 1 < firsts.count ? firsts[place + 1] : sources.count
      return ("data/passages/\(sources[first].id).jsonl", first..<end)
    }
  }

  /// FNV-1a, whose bits hardly differ for ids that differ in their last letters alone, as those of the parts of one
  /// event do; multiplied by the golden ratio, whose highest bits follow from all of them.
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
