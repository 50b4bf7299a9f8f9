import Archive
import Linking

/// The parts of a note that are the same wherever it is shown: body, references, replies, byline.
struct NoteParts {
  let edition: Edition
  let addresses: Addresses
  let wording: Wording

  init(_ edition: Edition, _ addresses: Addresses, _ wording: Wording) {
    self.edition = edition
    self.addresses = addresses
    self.wording = wording
  }

  /// The kind of a note; a kind that `archive.yaml` does not define is grey.
  func kind(_ note: Annotation) -> Settings.NoteKind {
    edition.settings.kinds.first { $0.id == note.kind }
      ?? Settings.NoteKind(id: note.kind, label: note.kind, hue: "grey")
  }

  /// Adds ` data-kind="…" data-hue="…"`, and ` data-status="…"` if the note has a status.
  func writeAttributes(_ note: Annotation, _ out: inout HTML) {
    let kind = kind(note)
    out.attribute("data-kind", kind.id)
    out.attribute("data-hue", kind.hue)
    if let status = note.status { out.attribute("data-status", status.rawValue) }
  }

  /// Writes kind and status for the head of a note.
  func writeKind(_ note: Annotation, _ out: inout HTML) {
    out.element("span", class: "note-kind", kind(note).label)
    if let status = note.status {
      out.raw(" ")
      out.element("span", class: "note-status", wording.status(status))
    }
  }

  /// Writes body, references and replies.
  ///
  /// - Parameter level: level of the headings in the body.
  func writeContent(_ note: Annotation, headings level: Int, _ out: inout HTML) {
    writeBody(note.body, headings: level, &out)
    writeReferences(note.references, &out)
    guard !note.replies.isEmpty else { return }
    out.raw("<details class=\"note-replies\"><summary>")
    out.text(wording.count(count(note.replies), "reply", "replies"))
    out.raw("</summary>\n")
    writeReplies(note.replies, headings: level, &out)
    out.raw("</details>\n")
  }

  private func writeBody(_ text: Annotation.Text, headings level: Int, _ out: inout HTML) {
    out.raw("<div class=\"note-body\">")
    var writer = ProseWriter(text.prose, edition, addresses, wording)
    writer.writeAll(&out, headings: level)
    out.raw("</div>\n")
  }

  private func writeReferences(_ references: [Annotation.Text], _ out: inout HTML) {
    guard !references.isEmpty else { return }
    out.raw("<ul class=\"note-references\" aria-label=\"References\">")
    for reference in references {
      var writer = ProseWriter(reference.prose, edition, addresses, wording)
      out.raw("<li")
      if let line = reference.prose.passages.first, reference.prose.passages.count == 1,
        line.kind == .paragraph
      {
        let base = out.base
        out.direction(of: reference.prose, line.range)
        out.raw(">")
        writer.writeInline(line.range, line.marks, &out)
        out.base = base
      } else {
        out.raw(">")
        writer.writeAll(&out, headings: 6)
      }
      out.raw("</li>")
    }
    out.raw("</ul>\n")
  }

  private func count(_ replies: [Annotation.Reply]) -> Int {
    replies.reduce(0) { $0 + 1 + count($1.replies) }
  }

  private func writeReplies(_ replies: [Annotation.Reply], headings level: Int, _ out: inout HTML) {
    out.raw("<ul>\n")
    for reply in replies {
      out.raw("<li class=\"reply\">")
      if reply.author != nil || reply.date != nil {
        out.raw("<p class=\"note-meta\">")
        writeWho(reply.author, reply.date, &out)
        out.raw("</p>\n")
      }
      writeBody(reply.body, headings: level, &out)
      if !reply.replies.isEmpty { writeReplies(reply.replies, headings: level, &out) }
      out.raw("</li>\n")
    }
    out.raw("</ul>\n")
  }

  /// Writes author, date, certainty and topics, separated by commas.
  func writeByline(_ note: Annotation, _ out: inout HTML) {
    writeWho(note.author, note.date, &out)
    if let certainty = note.certainty {
      if note.author != nil || note.date != nil { out.raw(", ") }
      out.element("span", class: "note-certainty", wording.certainty(certainty))
    }
    for topic in note.topics {
      guard let index = edition.topics.number(of: topic.id) else { continue }
      out.raw(" ")
      out.link(addresses.topic(edition.topics[index].id), class: "note-topic", edition.topics[index].label)
    }
  }

  private func writeWho(_ author: String?, _ date: UncertainDate?, _ out: inout HTML) {
    if let author { out.element("span", class: "note-author", author) }
    guard let date else { return }
    if author != nil { out.raw(", ") }
    out.date(date, wording)
  }
}
