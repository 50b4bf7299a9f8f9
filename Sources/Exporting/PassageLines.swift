import Archive
import Linking

/// `data/passages.jsonl`: one line a passage, sources in order of their ids, passages as the text runs.
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
