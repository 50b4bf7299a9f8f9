import Anchoring
import Archive
import Linking

/// Notices about passage ids in a record: retired ids and divided passages.
extension RecordWriter {
  /// Writes anchors for retired passage ids, so that their addresses still work. They lead to the passage that has
  /// the words now, or to a line that says that the passage was removed.
  func writeRetired(before index: Int, _ out: inout HTML) {
    for anchor in retired[index] ?? [] {
      if anchor.leadsTo != nil {
        out.raw("<span class=\"retired\" id=\"p")
        out.number(Int(anchor.number))
        out.raw("\"></span>")
        continue
      }
      out.raw("<p class=\"removed\" id=\"p")
      out.number(Int(anchor.number))
      out.raw("\"")
      writeLanguage(&out)
      out.raw(">Passage ")
      out.number(Int(anchor.number))
      out.raw(" was removed from here")
      write(anchor.date, &out)
      out.raw(".")
      if !anchor.others.isEmpty {
        out.raw(" A link to it may now mean ")
        writePassages(anchor.others, &out)
        out.raw(".")
      }
      out.raw("</p>\n")
    }
  }

  /// Writes the notices at the end of a passage that was divided, or whose id was used for two passages.
  func writeRemarks(at index: Int, _ out: inout HTML) {
    for remark in remarks[index] ?? [] {
      let isOwn = source.record.passages[index].number == remark.number
      out.raw("<p class=\"anchor-remark\"")
      writeLanguage(&out)
      out.raw(">")
      switch remark.kind {
      case .divided:
        if isOwn {
          out.raw("Divided")
          if remark.date == nil { out.raw(" since") }
        } else {
          out.raw("Passage ")
          out.number(Int(remark.number))
          out.raw(", whose words are here, was divided")
        }
        write(remark.date, &out)
        out.raw("; continues in ")
      case .shared:
        out.raw("A link to passage ")
        out.number(Int(remark.number))
        out.raw(" may also mean ")
      }
      writePassages(remark.others, &out)
      out.raw(".</p>\n")
    }
  }

  /// "passage 9", "passages 9, 10 and 12", each a link.
  private func writePassages(_ numbers: [Int32], _ out: inout HTML) {
    out.raw(numbers.count == 1 ? "passage " : "passages ")
    for (place, number) in numbers.enumerated() {
      if place > 0 { out.raw(place == numbers.count - 1 ? " and " : ", ") }
      out.link("#p\(number)", "\(number)")
    }
  }

  private func write(_ date: LedgerDate?, _ out: inout HTML) {
    guard let date, let day = UncertainDate(date.text) else { return }
    out.raw(" on ")
    out.date(day, wording)
  }

  /// Marks a notice with the archive's language, because the text around it may be in another language.
  func writeLanguage(_ out: inout HTML) {
    guard source.language != edition.settings.language else { return }
    out.attribute("lang", edition.settings.language)
    out.attribute("dir", Direction(language: edition.settings.language).value)
  }
}
