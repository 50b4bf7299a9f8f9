import Archive

/// The footnote references of one text, and their ids.
///
/// Readers see a reference as its author wrote it, `12` for `[^12]`, so that a source keeps its own footnote
/// numbers. Ids count in text order: `fnref-2`, and `fnref-2-2` for the second reference to the same footnote. The
/// text of a footnote has the id of its passage, or `fn-2` if passages have no ids.
struct Footnotes {
  /// A footnote reference in the text.
  struct Use {
    /// The label that readers see.
    var label: String
    /// Number of the footnote, from 1, in the order of first references.
    var number: Int
    /// Number of this reference among those to the same footnote, from 1.
    var ordinal: Int
    /// The id of the reference's element.
    var id: String { ordinal == 1 ? "fnref-\(number)" : "fnref-\(number)-\(ordinal)" }
  }

  /// References, by start offset.
  private(set) var uses: [Int32: Use] = [:]
  /// References to each footnote text, by the index of its passage.
  private(set) var texts: [Int32: [Use]] = [:]

  init(_ prose: Prose) {
    for mark in prose.marks where mark.kind == .footnote && mark.value >= 0 {
      let number = texts[mark.value]?.first?.number ?? texts.count + 1
      let label = String(prose.string(mark.range).dropFirst(2).dropLast())
      let use = Use(label: label, number: number, ordinal: (texts[mark.value]?.count ?? 0) + 1)
      uses[mark.range.start] = use
      texts[mark.value, default: []].append(use)
    }
  }
}

extension ProseWriter {
  /// Writes a reference as a link with its label. The brackets of `[^1]` stay in the page but are hidden: search
  /// reads the record from the page, and without them `word[^1]` would be read as `word1`.
  func writeSign(_ use: Footnotes.Use, _ passage: Int32, _ out: inout HTML) {
    guard hasFootnoteAnchors else {
      out.raw("<sup class=\"footnote-ref\">")
      writeLetters(use, &out)
      return out.raw("</sup>")
    }
    out.raw("<sup><a class=\"footnote-ref\"")
    out.attribute("id", use.id)
    out.attribute("href", "#" + footnoteAnchor(passage, use.number))
    out.attribute("aria-label", "Footnote \(use.label)")
    out.raw(">")
    writeLetters(use, &out)
    out.raw("</a></sup>")
  }

  private func writeLetters(_ use: Footnotes.Use, _ out: inout HTML) {
    out.raw("<span class=\"footnote-bracket\">[^</span>")
    out.text(use.label)
    out.raw("<span class=\"footnote-bracket\">]</span>")
  }

  /// Writes the label before the text of a footnote; nothing if no reference leads to it.
  func writeLabel(of passage: Int, _ out: inout HTML) {
    guard let use = footnotes.texts[Int32(passage)]?.first else { return }
    out.raw("<span class=\"footnote-number\"")
    if hasFootnoteAnchors, prose.passages[passage].number <= 0 {
      out.attribute("id", footnoteAnchor(Int32(passage), use.number))
    }
    out.raw(">")
    out.text(use.label)
    out.raw("</span> ")
  }

  /// Writes links from the text of a footnote back to its references.
  func writeWaysBack(of passage: Int, _ out: inout HTML) {
    guard hasFootnoteAnchors, let uses = footnotes.texts[Int32(passage)] else { return }
    out.raw("<p class=\"footnote-back\">")
    for use in uses {
      if use.ordinal > 1 { out.raw(" ") }
      out.raw("<a")
      out.attribute("href", "#" + use.id)
      let place = uses.count > 1 ? ", reference \(use.ordinal)" : ""
      out.attribute("aria-label", "Back to the text, footnote \(use.label)\(place)")
      out.raw(">↩")
      if uses.count > 1 {
        out.raw("<sup>")
        out.number(use.ordinal)
        out.raw("</sup>")
      }
      out.raw("</a>")
    }
    out.raw("</p>\n")
  }

  /// The id of a footnote's text.
  private func footnoteAnchor(_ passage: Int32, _ number: Int) -> String {
    let id = prose.passages[Int(passage)].number
    return id > 0 ? "p\(id)" : "fn-\(number)"
  }
}
