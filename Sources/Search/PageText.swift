import FoundationEssentials

/// The passages of the built page of a source, as they are searched. The index keeps no copy of them.
///
/// The words of a passage are the text of its `div.words` without that of `a.note-ref`: the text between the tags,
/// with character references decoded (`&amp; &lt; &gt; &quot; &#39;`, the only ones that sitegen writes). The
/// section is the nearest `span.heading` above it, read in the same way. Title and date of the source are
/// `data-title` and `data-date` of `div.record`. `sitegenPassages` in `site.js` does the same. Nothing else of the page
/// matters: templates may arrange it as they like (`docs/search.md`).
struct PageText {
  private let bytes: [UInt8]
  /// Title of the source.
  private(set) var title = ""
  /// Its date as readers see it, or "" if there is none.
  private(set) var date = ""

  /// Passages in order: the offset of their words, and the index of the heading above them.
  private var passages: [(id: String, words: Int, heading: Int?)] = []
  /// Headings in order: the anchor, and the offset of their words.
  private var headings: [(id: String, words: Int)] = []

  /// Nil if the file cannot be read or has no record.
  init?(path: String) {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
    self.init(Array(data))
  }

  /// A text alone, for `text`.
  private init(words: ArraySlice<UInt8>) { bytes = Array(words) }

  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard let record = find("<div class=\"record\" data-title=", from: 0), let end = find(">", from: record)
    else {
      return nil
    }
    title = attribute("data-title", record..<end)
    date = attribute("data-date", record..<end)
    findPassages(from: end)
  }

  /// A passage by its index on the page, with the words of the heading above it; nil if the page has fewer
  /// passages.
  func passage(_ place: Int) -> (id: String, text: String, section: String)? {
    guard passages.indices.contains(place) else { return nil }
    let own = passages[place]
    return (
      own.id, text(from: own.words, endOf: "div"), own.heading.map { heading($0)?.text ?? "" } ?? ""
    )
  }

  /// A heading by its index on the page, with its anchor; nil if the page has fewer headings.
  func heading(_ place: Int) -> (id: String, text: String)? {
    guard headings.indices.contains(place) else { return nil }
    return (headings[place].id, text(from: headings[place].words, endOf: "span"))
  }

  /// Finds all passages and headings in one pass over the page.
  private mutating func findPassages(from start: Int) {
    let mark = Array("\" data-passage=\"p".utf8)
    let heading = Array("<span class=\"heading\">".utf8)
    var at = start
    while at < bytes.count {
      if bytes[at] == heading[0], starts(heading, at) {
        headings.append((id(before: at - 1), at + heading.count))
      } else if bytes[at] == mark[0], starts(mark, at) {
        let digits = bytes[(at + mark.count)...].prefix { 0x30...0x39 ~= $0 }
        if !digits.isEmpty, let words = find("<div class=\"words\">", from: at) {
          let last = headings.isEmpty ? nil : headings.count - 1
          passages.append(("p" + String(decoding: digits, as: UTF8.self), words + 19, last))
          at = words
        }
      }
      at += 1
    }
  }

  /// The `id` of the start tag that ends at an offset.
  private func id(before end: Int) -> String {
    var start = end - 1
    while start > 0, bytes[start] != UInt8(ascii: "<") { start -= 1 }
    return attribute("id", start..<end)
  }

  /// The text of an element from `start`, the end of its start tag, to its end tag.
  private func text(from start: Int, endOf name: String) -> String {
    var out: [UInt8] = []
    var depth = 1
    var skipsLink = false
    var at = start
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<") {
        let end = find(">", from: at) ?? bytes.count
        if starts("</\(name)>", at) { depth -= 1 } else if starts("<\(name)", at) { depth += 1 }
        if depth == 0 { break }
        if starts("<a class=\"note-ref\"", at) { skipsLink = true }
        if starts("</a>", at) { skipsLink = false }
        at = end + 1
      } else if skipsLink {
        at += 1
      } else if bytes[at] == UInt8(ascii: "&"), let (character, length) = reference(at) {
        out.append(character)
        at += length
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private func reference(_ at: Int) -> (UInt8, Int)? {
    for (text, character) in [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")]
    where starts(text, at) {
      return (Array(character.utf8)[0], text.utf8.count)
    }
    return nil
  }

  private func attribute(_ name: String, _ range: Range<Int>) -> String {
    guard let start = find(" \(name)=\"", from: range.lowerBound), start < range.upperBound else { return "" }
    let first = start + name.utf8.count + 3
    guard let end = find("\"", from: first) else { return "" }
    return PageText(words: bytes[first..<end]).text(from: 0, endOf: "div")
  }

  private func starts(_ text: String, _ at: Int) -> Bool {
    at + text.utf8.count <= bytes.count && bytes[at..<at + text.utf8.count].elementsEqual(text.utf8)
  }

  private func starts(_ text: [UInt8], _ at: Int) -> Bool {
    guard at + text.count <= bytes.count else { return false }
    for place in text.indices where bytes[at + place] != text[place] { return false }
    return true
  }

  private func find(_ text: String, from start: Int) -> Int? {
    let wanted = Array(text.utf8)
    guard start <= bytes.count - wanted.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      for at in start...bytes.count - wanted.count where bytes[at] == wanted[0] {
        var length = 1
        while length < wanted.count, bytes[at + length] == wanted[length] { length += 1 }
        if length == wanted.count { return at }
      }
      return nil
    }
  }
}
