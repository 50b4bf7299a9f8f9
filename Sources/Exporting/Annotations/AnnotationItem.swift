import Archive
import Base
import Linking

/// Writes one note as a W3C Web Annotation, followed by its replies as annotations, one line each.
struct AnnotationItem {
  private let edition: Edition
  private let iris: NoteIRIs
  private var targets: AnnotationTargets

  init(_ edition: Edition) {
    self.edition = edition
    iris = NoteIRIs(edition.settings)
    targets = AnnotationTargets(edition, iris)
  }

  /// The lines of a note, without a comma after the last one.
  ///
  /// - Parameter index: index in `Edition.annotations`.
  mutating func bytes(_ index: Int) -> [UInt8] {
    let note = edition.annotations[index]
    var json = JSONWriter(reserving: 1000)
    json.object { json in
      json.field("id", iris.note(note.id))
      json.field("type", "Annotation")
      json.field("motivation", Interchange.motivation(ofKind: note.kind))
      origin(note.author, note.date, &json)
      if hasBody(note) { json.array("body") { body(note, &$0) } }
      json.array("target") { targets.write(index, &$0) }
      json.field("sitegen:id", note.id)
      json.field("sitegen:kind", note.kind)
      if let date = note.date { json.field("sitegen:date", date.edtf) }
      if let certainty = note.certainty { json.field("sitegen:certainty", certainty.rawValue) }
      if let status = note.status { json.field("sitegen:status", status.rawValue) }
    }
    var names: Set<String> = []
    replies(note.replies, to: iris.note(note.id), note.id, at: [], &names, &json)
    return json.bytes
  }

  /// Number of annotations for a note: the note and all its replies.
  static func count(_ note: Annotation) -> Int {
    func count(_ replies: [Annotation.Reply]) -> Int {
      replies.reduce(replies.count) { $0 + count($1.replies) }
    }
    return 1 + count(note.replies)
  }

  private func replies(
    _ list: [Annotation.Reply], to parent: String, _ note: String, at path: [Int], _ names: inout Set<String>,
    _ json: inout JSONWriter
  ) {
    for (number, reply) in list.enumerated() {
      let path = path + [number + 1]
      // If two replies have the same id, the second is identified by its position.
      let id = reply.id.flatMap { names.insert($0).inserted ? $0 : nil }
      let name = iris.reply(id, at: path, to: note)
      json.breakLine()
      json.object { json in
        json.field("id", name)
        json.field("type", "Annotation")
        json.field("motivation", "replying")
        origin(reply.author, reply.date, &json)
        if !reply.body.markdown.isEmpty { json.array("body") { text(reply.body, &$0) } }
        json.field("target", parent)
        json.field("sitegen:reply", true)
        if let id = reply.id { json.field("sitegen:id", id) }
        if let date = reply.date { json.field("sitegen:date", date.edtf) }
      }
      replies(reply.replies, to: name, note, at: path, &names, &json)
    }
  }

  /// Writes author and date. `created` is a moment in UTC (section 3.3.1 of the model), so it needs an exact date
  /// with a day. `sitegen:date` always has the date as written.
  private func origin(_ author: String?, _ date: UncertainDate?, _ json: inout JSONWriter) {
    if let author { json.object("creator") { $0.field("name", author) } }
    guard let date, date.ends.count == 1, date.ends[0].day != nil, !date.ends[0].approximate,
      !date.ends[0].doubtful, let moment = timestamp(date.earliest)
    else { return }
    json.field("created", moment)
  }

  private func hasBody(_ note: Annotation) -> Bool {
    !note.body.markdown.isEmpty || !note.topics.isEmpty || !note.references.isEmpty
  }

  private func body(_ note: Annotation, _ json: inout JSONWriter) {
    if !note.body.markdown.isEmpty { text(note.body, &json) }
    for reference in note.references { text(reference, purpose: "linking", &json) }
    for topic in note.topics {
      let number = edition.topics.number(of: topic.id)
      json.object { json in
        json.field("type", "TextualBody")
        json.field("value", number.map { edition.topics[$0].label } ?? topic.id)
        json.field("format", "text/plain")
        json.field("purpose", "tagging")
        json.field("sitegen:topic", topic.id)
      }
    }
  }

  private func text(_ text: Annotation.Text, purpose: String? = nil, _ json: inout JSONWriter) {
    json.object { json in
      json.field("type", "TextualBody")
      json.field("value", text.markdown)
      json.field("format", "text/markdown")
      json.field("language", edition.settings.language)
      if let purpose { json.field("purpose", purpose) }
    }
  }
}
