import Archive

/// Writes notes as a file of `Content/annotations/`, as an author would: a field a line, texts of several lines as
/// blocks, quotation marks only where YAML or the checks of sitegen need them.
enum AnnotationYAML {
  static func file(_ notes: [Annotation]) -> String {
    notes.map { note in
      var lines = Lines()
      lines.note(note)
      return lines.text
    }.joined(separator: "\n")
  }

  private struct Lines {
    private(set) var text = ""

    mutating func note(_ note: Annotation) {
      text += "- id: \(YAML.word(note.id))\n"
      if let first = note.targets.first { target(first, indent: 2, first: "  ") }
      field("kind", YAML.word(note.kind), 2)
      origin(note.author, note.date, 2)
      if let certainty = note.certainty { field("certainty", certainty.rawValue, 2) }
      if let status = note.status { field("status", status.rawValue, 2) }
      if !note.topics.isEmpty {
        field("topics", "[\(note.topics.map { YAML.word($0.id) }.joined(separator: ", "))]", 2)
      }
      if note.targets.count > 1 {
        text += "  also:\n"
        for other in note.targets.dropFirst() { target(other, indent: 6, first: "    - ") }
      }
      body(note.body, 2)
      if !note.references.isEmpty {
        text += "  references:\n"
        for reference in note.references { text += "    - \(YAML.text(reference.markdown, indent: 6))\n" }
      }
      replies(note.replies, 2)
    }

    private mutating func target(_ target: Annotation.Target, indent: Int, first: String) {
      let on = target.passage.map { "\(target.source)#\($0)" } ?? target.source
      text += "\(first)on: \(YAML.word(on))\n"
      if let quote = target.quote { field("quote", YAML.scalar(quote), indent) }
      if !target.prefix.isEmpty { field("prefix", YAML.scalar(target.prefix), indent) }
      if !target.suffix.isEmpty { field("suffix", YAML.scalar(target.suffix), indent) }
    }

    private mutating func replies(_ replies: [Annotation.Reply], _ indent: Int) {
      guard !replies.isEmpty else { return }
      let margin = String(repeating: " ", count: indent)
      text += "\(margin)replies:\n"
      for reply in replies {
        var inner = Lines()
        if let id = reply.id { inner.field("id", YAML.word(id), indent + 4) }
        inner.origin(reply.author, reply.date, indent + 4)
        inner.body(reply.body, indent + 4)
        inner.replies(reply.replies, indent + 4)
        // The first field stands behind the dash.
        text += "\(margin)  - " + inner.text.dropFirst(indent + 4)
      }
    }

    private mutating func origin(_ author: String?, _ date: UncertainDate?, _ indent: Int) {
      if let author { field("author", YAML.scalar(author), indent) }
      if let date { field("date", YAML.word(date.edtf), indent) }
    }

    private mutating func body(_ body: Annotation.Text, _ indent: Int) {
      field("body", YAML.text(body.markdown, indent: indent + 2), indent)
    }

    private mutating func field(_ key: String, _ value: String, _ indent: Int) {
      text += String(repeating: " ", count: indent) + "\(key): \(value)\n"
    }
  }
}
