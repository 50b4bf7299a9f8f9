import Archive
import Base
import Linking

/// `data/annotations/`: the notes as W3C Web Annotations in JSON-LD. There is an AnnotationPage for each source with
/// notes, and one for the archive, `index.jsonld`. A note is one line; its replies are the lines after it.
struct AnnotationPages: Sendable {
  private let edition: Edition
  /// The notes on each source, without duplicates, in text order.
  private let notes: [[Int32]]
  /// For each source, the notes that are on no earlier source.
  private let own: [[Int32]]
  /// Notes without an occurrence on any source.
  private let unplaced: [Int32]

  init(_ edition: Edition) {
    self.edition = edition
    var notes: [[Int32]] = []
    var own: [[Int32]] = []
    var seen = Array(repeating: Int32(-1), count: edition.annotations.count)
    for (index, links) in edition.links.enumerated() {
      var here: [Int32] = []
      var first: [Int32] = []
      for note in links.notes where seen[Int(note.annotation)] != index {
        if seen[Int(note.annotation)] < 0 { first.append(note.annotation) }
        seen[Int(note.annotation)] = Int32(index)
        here.append(note.annotation)
      }
      notes.append(here)
      own.append(first)
    }
    self.notes = notes
    self.own = own
    unplaced = seen.indices.filter { seen[$0] < 0 }.map(Int32.init)
  }

  var files: [ExportFile] {
    // One piece per source, so that the text of only one source is laid out at a time.
    let last = edition.sources.count
    let first = own.firstIndex { !$0.isEmpty } ?? last
    var files = [
      ExportFile("data/annotations/index.jsonld", pieces: last + 1) { piece in
        var out = piece == 0 ? head("index", edition.settings.title, edition.annotations.indices) : []
        items(piece < last ? own[piece] : unplaced, isFirst: piece <= first, &out)
        if piece == last { out += "\n]}\n".utf8 }
        return out
      }
    ]
    for (index, source) in edition.sources.enumerated() where !notes[index].isEmpty {
      files.append(
        ExportFile("data/annotations/\(source.id).jsonld") { _ in
          var out = head(source.id, source.title, notes[index].map(Int.init))
          items(notes[index], isFirst: true, &out)
          return out + "\n]}\n".utf8
        })
    }
    return files
  }

  /// The page up to the opening bracket of its items.
  private func head(_ name: String, _ label: String, _ notes: some Sequence<Int>) -> [UInt8] {
    let page = NoteIRIs(edition.settings).page(name)
    let total = notes.reduce(0) { $0 + AnnotationItem.count(edition.annotations[$1]) }
    var json = JSONWriter()
    json.object { json in
      json.array("@context") { json in
        json.value(Interchange.context)
        json.object { $0.field("sitegen", Interchange.namespace) }
      }
      json.field("id", page)
      json.field("type", "AnnotationPage")
      json.object("partOf") { json in
        json.field("id", page + "#collection")
        json.field("type", "AnnotationCollection")
        json.field("label", label)
        json.field("total", total)
        json.field("first", page)
      }
      json.field("startIndex", 0)
      json.array("items") { _ in }
    }
    return json.bytes.dropLast(2)
  }

  private func items(_ notes: [Int32], isFirst: Bool, _ out: inout [UInt8]) {
    var item = AnnotationItem(edition)
    for (number, note) in notes.enumerated() {
      out += isFirst && number == 0 ? "\n".utf8 : ",\n".utf8
      out += item.bytes(Int(note))
    }
  }
}
