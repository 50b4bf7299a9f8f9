import Archive
import Base
import Linking

/// `data/notes.jsonl`: one line per note, sorted by id, with all its occurrences.
///
/// `state` is the result of finding the quotation: `exact`, `whole`, `moved`, `changed`, `ambiguous` or `lost`.
struct NoteLines {
  private let edition: Edition
  private let addresses: SiteAddresses

  init(_ edition: Edition, _ addresses: SiteAddresses) {
    self.edition = edition
    self.addresses = addresses
  }

  func bytes() -> [UInt8] {
    var json = JSONWriter()
    for (index, note) in edition.annotations.enumerated() {
      json.object { json in
        json.field("id", note.id)
        json.field("kind", note.kind)
        json.field("author", note.author)
        json.field("date", note.date?.edtf)
        json.field("certainty", note.certainty?.rawValue)
        json.field("status", note.status?.rawValue)
        json.field("topics", note.topics.map(\.id))
        json.array("on") { json in
          for place in edition.notePlaces[index] { write(place, &json) }
        }
        json.field("text", utf8: note.body.prose.plainText)
        json.array("references") { json in
          for reference in note.references { json.value(reference.markdown) }
        }
        write(note.replies, &json)
      }
      json.endLine()
    }
    return json.bytes
  }

  private func write(_ replies: [Annotation.Reply], _ json: inout JSONWriter) {
    json.array("replies") { json in
      for reply in replies {
        json.object { json in
          json.field("id", reply.id)
          json.field("author", reply.author)
          json.field("date", reply.date?.edtf)
          json.field("text", utf8: reply.body.prose.plainText)
          write(reply.replies, &json)
        }
      }
    }
  }

  private func write(_ place: NotePlace, _ json: inout JSONWriter) {
    let source = edition.sources[Int(place.source)]
    let note = edition.links[Int(place.source)].notes[Int(place.note)]
    json.object { json in
      json.field("source", source.id)
      json.field("passages", note.passages.map { source.record.passages[Int($0)].id })
      if let range = note.range {
        json.field("quote", utf8: source.record.bytes[range.asRange])
      } else {
        json.field("quote", nil as String?)
      }
      json.field("state", note.state.rawValue)
      json.field("url", addresses.note(place, edition))
    }
  }
}

extension Prose {
  /// The plain text, with each heading and passage on its own line.
  var plainText: ArraySlice<UInt8> { bytes.last == 10 ? bytes.dropLast() : bytes[...] }
}
